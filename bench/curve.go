package main

import (
	"context"
	"fmt"
	"time"

	"github.com/london-care-record/gateway/bench/gateway"
	"github.com/london-care-record/gateway/bench/load"
	"github.com/london-care-record/gateway/bench/upstream"
)

// point is what one size of the job cost.
type point struct {
	units   int
	took    []time.Duration // the median of each round
	cpu     time.Duration
	answers int64
	peak    int64
}

// per is what one unit cost of the processor.
func (p *point) per() time.Duration { return p.cpu / time.Duration(p.answers*int64(p.units)) }

func (p *point) each() time.Duration { return p.cpu / time.Duration(p.answers) }

// curve is a row of points.
type curve struct {
	unit, title, note, file string
	points                  []*point
}

// growing is one point that can be measured: a gateway that runs, what it is asked, and how large records are.
type growing struct {
	*point
	gateway *gateway.Gateway
	people  int
	scale   float64
}

// curves measures how cost grows with the people asked for, the exchanges asked, and the entries of a person. One caller
// asks at a time, and the exchanges answer at once. More than five exchanges need a build of their own, and are left out
// where wide is false.
func (l *lab) curves(ctx context.Context, rounds int, window time.Duration, wide bool) ([]*curve, error) {
	people := &curve{unit: "person", title: "people in one query", file: "curve-people.svg",
		note: "the same question about more people at once, 395 entries each"}
	exchanges := &curve{unit: "exchange", title: "exchanges", file: "curve-exchanges.svg",
		note: "one person with 79 entries at each; beyond five, a build whose schema names more exchanges, which is all that a larger region takes"}
	entries := &curve{unit: "entry", title: "entries of one person", file: "curve-entries.svg",
		note: "one person, the same mixture of types"}

	usual, err := l.start(ctx)
	if err != nil {
		return nil, err
	}
	defer usual.Stop()
	var all []*growing
	add := func(c *curve, units int, g *growing) {
		g.point = &point{units: units}
		c.points = append(c.points, g.point)
		all = append(all, g)
	}
	for _, n := range []int{1, 10, 50, 100} {
		add(people, n, &growing{gateway: usual, people: n, scale: 1})
	}
	sizes, variant := []int{1, 5}, gateway.AsIs
	if wide {
		sizes, variant = []int{1, 5, 10, 20}, gateway.Wider(l.names)
	}
	program, err := l.build(ctx, variant)
	if err != nil {
		return nil, err
	}
	for _, n := range sizes {
		o := l.options(fmt.Sprintf("gateway of %d exchanges", n), program)
		o.Exchanges = l.names[:n]
		g, err := gateway.Run(ctx, o)
		if err != nil {
			return nil, err
		}
		defer g.Stop()
		add(exchanges, n, &growing{gateway: g, people: 1, scale: 1})
	}
	another, err := l.start(ctx)
	if err != nil {
		return nil, err
	}
	defer another.Stop()
	for _, n := range []int{100, 395, 1000, 4000, 10_000, 22_000} {
		add(entries, n, &growing{gateway: another, people: 1, scale: float64(n) / entriesOf})
	}
	client := load.NewClient(l.numbers, patience)
	defer client.Close()
	for round := range rounds {
		for _, g := range all {
			if err := l.grow(ctx, client, g, window); err != nil {
				return nil, err
			}
		}
		progress("curves, round %d", round+1)
	}
	return []*curve{people, exchanges, entries}, l.set(upstream.State{Scale: 1})
}

func (l *lab) grow(ctx context.Context, client *load.Client, g *growing, window time.Duration) error {
	if err := l.set(upstream.State{Scale: g.scale}); err != nil {
		return err
	}
	t := question(g.gateway.URL, g.people)
	client.Close()
	if _, err := client.Loop(ctx, t, 1, 0, 1); err != nil {
		return fmt.Errorf("%d: %w", g.units, err)
	}
	if err := g.gateway.ForgetPeak(); err != nil {
		return err
	}
	before, err := g.gateway.CPU()
	if err != nil {
		return err
	}
	r, err := client.Loop(ctx, t, 1, window, 1)
	if err != nil {
		return fmt.Errorf("%d: %w", g.units, err)
	}
	after, err := g.gateway.CPU()
	if err != nil {
		return err
	}
	peak, err := g.gateway.PeakMemory()
	if err != nil {
		return err
	}
	g.took = append(g.took, load.Quantile(r.Took, 50))
	g.cpu += after - before
	g.answers += r.Answers
	if g.peak == 0 { // in later rounds the larger sizes' memory is still the gateway's
		g.peak = peak
	}
	return nil
}
