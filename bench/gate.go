package main

import (
	"context"
	"flag"
	"fmt"
	"time"

	"github.com/london-care-record/gateway/fhir"
	"github.com/london-care-record/gateway/record"

	"github.com/london-care-record/gateway/bench/load"
	"github.com/london-care-record/gateway/bench/upstream"
)

// gated is one question that the gate asks.
type gated struct {
	name   string
	people int
	scale  float64
	kinds  []record.Kind
	n      int
}

// budget is the most requests to one exchange: one for each FHIR type that the kinds are put together from, and one for
// the people, however many there are.
func (g gated) budget() int64 {
	types := map[fhir.Search]bool{}
	for _, k := range g.kinds {
		for _, s := range fhir.SearchesOf(k) {
			types[s] = true
		}
	}
	return int64(len(types) + 1)
}

// runGate counts what the exchanges are asked. Times are printed, never judged.
func runGate(ctx context.Context, args []string) error {
	set := flag.NewFlagSet("gate", flag.ContinueOnError)
	n := set.Int("n", 200, "questions")
	latency := set.Duration("latency", 20*time.Millisecond, "what each exchange takes to answer")
	if err := set.Parse(args); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	l, err := newLab(ctx, len(london))
	if err != nil {
		return err
	}
	defer l.close()
	g, err := l.start(ctx)
	if err != nil {
		return err
	}
	defer g.Stop()
	client := load.NewClient(l.numbers, patience)
	defer client.Close()

	all := []record.Kind{record.Allergies, record.Medications, record.Conditions, record.Investigations}
	fmt.Printf("five exchanges, each answering after %s; one question at a time\n", *latency)
	for _, x := range []gated{
		{"one, allergies only", 1, 1, all[:1], *n},
		{"one, ordinary record of about 80 entries", 1, 0.2, all, *n},
		{"one, long record of 395 entries", 1, 1, all, *n},
		{"fifty, long records", 50, 1, all, max(3, *n/20)},
	} {
		t := question(g.URL, x.people)
		if len(x.kinds) == 1 {
			t.Document = `query($n:NHSNumber!){patient(nhsNumber:$n){allergies{completeness{complete} entries{id code{text}}}}}`
			t.Checks[0].Times = 1
		}
		if err := l.set(upstream.State{LatencyMs: float64(*latency) / float64(time.Millisecond), Scale: x.scale}); err != nil {
			return err
		}
		if _, err := client.Loop(ctx, t, 1, 0, 3); err != nil { // connections, and what is learnt about the exchanges
			return fmt.Errorf("%s: %w", x.name, err)
		}
		if _, err := l.count(); err != nil {
			return err
		}
		c, err := client.Loop(ctx, t, 1, 0, x.n)
		if err != nil {
			return fmt.Errorf("%s: %w", x.name, err)
		}
		asked, err := l.count()
		if err != nil {
			return err
		}
		each := float64(asked.most) / float64(c.Answers)
		fmt.Printf("%-42s p50 %8s  p99 %8s  answer %5d KB  requests to an exchange %4.1f (at most %d)\n", x.name,
			load.Quantile(c.Took, 50), load.Quantile(c.Took, 99), c.Bytes/c.Answers>>10, each, x.budget())
		if each > float64(x.budget()) {
			return fmt.Errorf("%s: an exchange was asked %.1f times for a question; the budget is %d", x.name, each, x.budget())
		}
	}
	return nil
}
