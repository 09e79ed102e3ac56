package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/london-care-record/gateway/bench/gateway"
	"github.com/london-care-record/gateway/bench/load"
)

// auditVariant is the gateway with one way of keeping the audit trail.
type auditVariant struct {
	name    string
	variant gateway.Variant
	dir     string // of the trail; empty for the disk

	running *gateway.Gateway
	rates   []float64
	cpu     time.Duration
	answers int64
	p50     []time.Duration
	// total counts the answers with those of the warming up; size is what the trail of them all takes, in bytes.
	total, size int64
}

// cpuEach is the processor time of an answer, in milliseconds.
func (v *auditVariant) cpuEach() float64 { return ms(v.cpu) / float64(v.answers) }

// auditCost is what noting every look costs in throughput.
type auditCost struct {
	durable, inMemory, without *auditVariant
	// lost is, for each round, the part of the throughput without a trail that the durable one costs; fsync is the part
	// of it that waiting for the disk costs, found by keeping the same trail in a memory file system.
	lost, fsync []float64
	callers     int
}

// memoryFiles is a file system in memory, where there is one.
const memoryFiles = "/dev/shm"

// auditCost measures three gateways in turn, in a different order each round: as it is, its trail on the disk; the same
// with the trail in memory; and one built without a trail.
func (l *lab) auditCost(ctx context.Context, rounds int, window time.Duration) (*auditCost, error) {
	a := &auditCost{callers: 64,
		durable:  &auditVariant{name: "audit durable on SQLite, on this disk", variant: gateway.AsIs},
		inMemory: &auditVariant{name: "the same in a memory file system", variant: gateway.AsIs, dir: memoryFiles},
		without:  &auditVariant{name: "no audit trail (built for this measurement only)", variant: gateway.Unaudited},
	}
	all := []*auditVariant{a.durable, a.inMemory, a.without}
	client := load.NewClient(l.numbers, patience)
	defer client.Close()
	if err := l.latency(0); err != nil {
		return nil, err
	}
	for _, v := range all {
		if err := l.startAudited(ctx, client, v, window); err != nil {
			return nil, fmt.Errorf("%s: %w", v.name, err)
		}
		defer func() { v.size = v.running.End() }()
	}
	for round := range rounds {
		for i := range all {
			if err := l.measureAudited(ctx, client, all[(i+round)%len(all)], a.callers, window); err != nil {
				return nil, err
			}
		}
		last := func(v *auditVariant) float64 { return v.rates[round] }
		a.lost = append(a.lost, 1-last(a.durable)/last(a.without))
		a.fsync = append(a.fsync, 1-last(a.durable)/last(a.inMemory))
		progress("audit, round %d: %.0f, %.0f, %.0f answers a second", round+1, last(a.durable), last(a.inMemory), last(a.without))
	}
	return a, nil
}

func (l *lab) startAudited(ctx context.Context, client *load.Client, v *auditVariant, window time.Duration) error {
	program, err := l.build(ctx, v.variant)
	if err != nil {
		return err
	}
	o := l.options(v.name, program)
	if v.dir != "" {
		if _, err := os.Stat(v.dir); err != nil {
			return err
		}
		o.AuditDir = v.dir
	}
	if v.running, err = gateway.Run(ctx, o); err != nil {
		return err
	}
	r, err := client.Loop(ctx, question(v.running.URL, 1), 16, window/2, 1)
	if err != nil {
		v.running.Stop()
		return err
	}
	v.total = r.Answers
	return nil
}

func (l *lab) measureAudited(ctx context.Context, client *load.Client, v *auditVariant, callers int, window time.Duration) error {
	client.Close()
	before, err := v.running.CPU()
	if err != nil {
		return err
	}
	r, err := client.Loop(ctx, question(v.running.URL, 1), callers, window, 1)
	if err != nil {
		return fmt.Errorf("%s: %w", v.name, err)
	}
	after, err := v.running.CPU()
	if err != nil {
		return err
	}
	v.rates = append(v.rates, r.Rate())
	v.p50 = append(v.p50, load.Quantile(r.Took, 50))
	v.cpu += after - before
	v.answers += r.Answers
	v.total += r.Answers
	return nil
}
