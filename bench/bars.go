package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/london-care-record/gateway/bench/report"
)

// bar is a figure to reach.
type bar struct {
	name       string
	first, aim float64
	atLeast    bool
	write      func(float64) string
	value      func(c *comparison, s *system) (float64, bool)
}

// reached says how far a value gets.
func (x bar) reached(value float64) string {
	first, aim := x.first, x.aim
	if x.atLeast {
		value, first, aim = -value, -first, -aim
	}
	switch {
	case value <= aim:
		return "aim reached"
	case value <= first:
		return "first bar reached"
	}
	return "**missed**"
}

func (x bar) limit(v float64) string {
	if x.atLeast {
		return "at least " + x.write(v)
	}
	return "at most " + x.write(v)
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func inMs(v float64) string  { return report.Digits(v) + " ms" }
func inMB(v float64) string  { return fmt.Sprintf("%.0f MB", v) }
func plain(v float64) string { return fmt.Sprintf("%.0f", v) }

// in gives a figure of one scenario, where it was measured.
func in(id string, value func(f *figures) float64) func(*comparison, *system) (float64, bool) {
	return func(c *comparison, s *system) (float64, bool) {
		f := c.of(s, id)
		if f == nil || f.answers == 0 {
			return 0, false
		}
		return value(f), true
	}
}

func cpuOf(f *figures) float64       { return ms(f.cpuPerAnswer()) }
func mostAskedOf(f *figures) float64 { return float64(f.asked.most) / float64(f.answers) }
func addedAt(p float64) func(f *figures) float64 {
	return func(f *figures) float64 { return ms(f.p(p) - usual) }
}

var bars = []bar{
	{"processor time of a one-person query, c=64", 2, 1.05, false, inMs, in("c64", cpuOf)},
	{"added latency, c=1, exchanges 20 ms, p50", 2.2, 1.3, false, inMs, in("c1+20", addedAt(50))},
	{"the same, p99", 6, 3, false, inMs, in("c1+20", addedAt(99))},
	{"queries a second, c=64, exchanges at once", 600, 1150, true, plain, in("c64", func(f *figures) float64 { return median(f.rates) })},
	{"fifty people, c=1, exchanges 20 ms, p50", 90, 45, false, inMs, in("fifty", func(f *figures) float64 { return ms(f.p(50)) })},
	{"requests to an exchange, one person", 12, 1, false, report.Digits, in("c64", mostAskedOf)},
	{"requests to an exchange, fifty people", 12, 1, false, report.Digits, in("fifty", mostAskedOf)},
	{"memory at c=16 with fifty people each", 800, 300, false, inMB, in("fifty c16", func(f *figures) float64 { return float64(f.peak >> 20) })},
}

// bars holds the gateway's figures against those that were set before it was written: as they are, and, since machines differ, as
// ratios to the peers of the same run.
func (m *measured) bars(b *strings.Builder) {
	c := m.comparison
	searches, batches := c.named("gateway"), c.named("gateway, batches")
	b.WriteString("## The bars\n\nThe bars were set before the gateway was written, on a machine of which the table after this one tells; the aim is what the fastest\n" +
		"peer did there. Exchanges are asked by searches, as any FHIR server can be, or in batches.\n\n")
	var rows [][]string
	for _, x := range bars {
		row := []string{x.name, x.limit(x.first), x.limit(x.aim)}
		for _, s := range []*system{searches, batches} {
			cell := report.None
			if s != nil {
				if v, ok := x.value(c, s); ok {
					cell = x.write(v) + ", " + x.reached(v)
				}
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	if m.stitched != nil {
		x := bar{first: 150, aim: 50, write: inMs}
		v := ms(m.stitched.took)
		rows = append(rows, []string{"stitching alone, 22,000 entries, one core", x.limit(150), x.limit(50), x.write(v) + ", " + x.reached(v), report.None})
	}
	report.Table(b, []string{"figure", "first bar", "aim", "by searches", "in batches"}, rows)
	m.ratios(b, searches, batches)
}

// theirs are processor times of a one-person query at c=64 on the machine on which the bars were set, ms.
var theirs = []struct {
	name string
	cpu  float64
}{
	{"GraphQL Mesh", 23}, {"Node BFF, fetch", 8.4}, {"Node BFF, undici", 6.2}, {"Apollo Gateway", 4.4}, {"Hive Gateway", 5.6}, {"Hive Gateway, Rust planner", 2.9},
	{"Go, encoding/json", 4}, {"Go, read 20 bodies", 0.86},
}

// ratios tells how this machine compares with that one, and what the first bar asks of the gateway beside each peer.
func (m *measured) ratios(b *strings.Builder, own ...*system) {
	c := m.comparison
	var rows [][]string
	for _, t := range theirs {
		s := c.named(t.name)
		if s == nil || s.failed != nil {
			continue
		}
		here, ok := in("c64", cpuOf)(c, s)
		if !ok {
			continue
		}
		row := []string{t.name, report.Digits(t.cpu) + " ms", report.Digits(here) + " ms", report.Digits(here/t.cpu) + " ×", report.Digits(t.cpu/bars[0].first) + " ×"}
		for _, g := range own {
			cell := report.None
			if g != nil {
				if v, ok := in("c64", cpuOf)(c, g); ok {
					cell = report.Digits(here/v) + " ×"
				}
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		return
	}
	b.WriteString("Absolute bars hold for the machine on which they were set. Processor time of a one-person query at c=64, there and here; then how many times the gateway's\n" +
		"that is: by the first bar (2.0 ms), and measured here.\n\n")
	report.Table(b, []string{"system", "there", "here", "this machine is slower by", "first bar", "by searches", "in batches"}, rows)
}

// named gives a system that was measured, or nil.
func (c *comparison) named(name string) *system {
	for _, s := range c.systems {
		if s.name == name {
			return s
		}
	}
	return nil
}
