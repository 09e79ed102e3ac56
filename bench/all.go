package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"github.com/london-care-record/gateway/bench/report"
)

// measured is everything of one run. What was not measured is nil.
type measured struct {
	machine    machine
	quick      bool
	comparison *comparison
	audit      *auditCost
	syncTime   time.Duration
	curves     []*curve
	profile    *profiled
	stitched   *stitched
	took       time.Duration
	loadAfter  string
}

// part is one part of the measurements.
type part struct {
	name string
	run  func(context.Context, *lab, *measured) error
}

// parts are all of them, with the time that each is given: in quick as little as shows whether everything works.
func parts(quickly bool, only, scenarios *regexp.Regexp) []part {
	plan, auditRounds, auditWindow, curveRounds, curveWindow, profileWindow := full, 5, 2500*time.Millisecond, 2, 1200*time.Millisecond, 8*time.Second
	if quickly {
		plan, auditRounds, auditWindow, curveRounds, curveWindow, profileWindow = quick, 2, time.Second, 1, 300*time.Millisecond, 3*time.Second
	}
	plan.only, plan.scenarios = only, scenarios
	return []part{
		{"compare", func(ctx context.Context, l *lab, m *measured) (err error) {
			m.comparison, err = l.compare(ctx, plan)
			return err
		}},
		{"audit", func(ctx context.Context, l *lab, m *measured) (err error) {
			if m.syncTime, err = l.syncTime(); err != nil {
				return err
			}
			m.audit, err = l.auditCost(ctx, auditRounds, auditWindow)
			return err
		}},
		{"curve", func(ctx context.Context, l *lab, m *measured) (err error) {
			m.curves, err = l.curves(ctx, curveRounds, curveWindow, !quickly)
			return err
		}},
		{"profile", func(ctx context.Context, l *lab, m *measured) (err error) {
			if m.profile, err = l.profile(ctx, profileWindow); err != nil {
				return err
			}
			s, err := stitchLargest(ctx)
			m.stitched = &s
			return err
		}},
	}
}

// longest is what a run may take in all.
const longest = 25 * time.Minute

// runParts runs some of the parts, prints what they found, and with -docs writes it down.
func runParts(names ...string) func(context.Context, []string) error {
	return func(ctx context.Context, args []string) error {
		set := flag.NewFlagSet("bench", flag.ContinueOnError)
		quickly := set.Bool("quick", false, "as short as shows that everything works")
		docs := set.String("docs", "", "the `folder` to write benchmarks.md, scaling.md and the plots to; needs all parts")
		only := set.String("only", "", "measure only the systems whose name this `pattern` matches; the gateway is always one")
		asked := set.String("scenarios", "", "measure only the scenarios whose name this `pattern` matches: c1, c16, c64, the same with +20, fifty, fifty c16")
		other := set.String("beside", "", "the `folder` of another checkout, whose gateway is measured in turn with this one's")
		rounds := set.Int("rounds", 0, "how many rounds of the comparison; 0 for as many as usual")
		if err := set.Parse(args); err != nil {
			return err
		}
		var systems, scenarios *regexp.Regexp
		var err error
		if *only != "" {
			if systems, err = regexp.Compile("^gateway$|" + *only); err != nil {
				return err
			}
		}
		if *asked != "" {
			if scenarios, err = regexp.Compile(*asked); err != nil {
				return err
			}
		}
		ctx, cancel := context.WithTimeoutCause(ctx, longest, fmt.Errorf("not done after %s", longest))
		defer cancel()
		m := &measured{machine: thisMachine(ctx), quick: *quickly}
		l, err := newLab(ctx, 20)
		if err != nil {
			return err
		}
		defer l.close()
		l.other, l.rounds = *other, *rounds
		for _, p := range parts(*quickly, systems, scenarios) {
			if len(names) > 0 && p.name != names[0] {
				continue
			}
			if err := p.run(ctx, l, m); err != nil {
				return fmt.Errorf("%s: %w", p.name, err)
			}
		}
		m.took, m.loadAfter = time.Since(m.machine.started), loadAverage()
		if *docs == "" || len(names) > 0 {
			fmt.Print(m.benchmarks())
			return nil
		}
		return m.write(*docs)
	}
}

// write writes the documents.
func (m *measured) write(folder string) error {
	files := map[string]string{"benchmarks.md": m.benchmarks(), "scaling.md": m.scaling()}
	for _, c := range m.curves {
		files[c.file] = c.plot().SVG()
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil { //nolint:gosec // documents are for everybody
			return err
		}
		progress("wrote %s", filepath.Join(folder, name))
	}
	return nil
}

// plot draws what one unit costs: a flat line is what is hoped for.
func (c *curve) plot() report.Plot {
	p := report.Plot{Title: "Processor time for each " + c.unit + ", by " + c.title, X: c.title + " (logarithmic)", Y: "ms for each " + c.unit}
	if c.unit == "entry" {
		p.Title, p.Y = "Processor time for a hundred entries, by "+c.title, "ms for 100 entries"
	}
	for _, q := range c.points {
		ms := float64(q.per()) / float64(time.Millisecond)
		if c.unit == "entry" {
			ms = 100 * float64(q.each()) / float64(q.units) / float64(time.Millisecond)
		}
		p.Points = append(p.Points, report.Point{X: float64(q.units), Y: ms})
	}
	return p
}
