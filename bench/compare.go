package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"regexp"
	"slices"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"

	"github.com/london-care-record/gateway/bench/load"
	"github.com/london-care-record/gateway/bench/process"
)

// scenario is one way of asking.
type scenario struct {
	id      string
	callers int
	people  int
	latency time.Duration
	// once is that a single round is enough: what is looked for does not move, or takes long.
	once bool
}

// usual is what an exchange takes where it is not nothing.
const usual = 20 * time.Millisecond

func scenarios() []scenario {
	return []scenario{
		{id: "c1", callers: 1, people: 1}, {id: "c16", callers: 16, people: 1}, {id: "c64", callers: 64, people: 1},
		{id: "c1+20", callers: 1, people: 1, latency: usual}, {id: "c16+20", callers: 16, people: 1, latency: usual}, {id: "c64+20", callers: 64, people: 1, latency: usual},
		{id: "fifty", callers: 1, people: 50, latency: usual}, {id: "fifty c16", callers: 16, people: 50, once: true},
	}
}

// figures are what one system showed in one scenario, all rounds together.
type figures struct {
	took           *hdrhistogram.Histogram
	answers, bytes int64
	rates          []float64     // of each round
	cpu            time.Duration // of the system
	others         time.Duration // of the load generator and the exchanges
	asked          counted
	peak           int64
}

func (f *figures) p(percent float64) time.Duration { return load.Quantile(f.took, percent) }

func (f *figures) perAnswer(total int64) float64 { return float64(total) / float64(f.answers) }

func (f *figures) cpuPerAnswer() time.Duration { return f.cpu / time.Duration(f.answers) }

// plan is how long to measure.
type plan struct {
	rounds int
	window time.Duration
	warm   time.Duration
	// only leaves out systems whose name it does not match; nil for all.
	only *regexp.Regexp
	// scenarios leaves out scenarios whose id it does not match; nil for all.
	scenarios *regexp.Regexp
	// brief leaves out what is asked once only, because it takes longest.
	brief bool
}

var (
	full  = plan{rounds: 3, window: time.Second, warm: 3 * time.Second}
	quick = plan{rounds: 1, window: 400 * time.Millisecond, warm: 1200 * time.Millisecond, brief: true}
)

// comparison is all systems in all scenarios.
type comparison struct {
	plan    plan
	systems []*system
	figures map[string]map[string]*figures // by system, by scenario
	// failures are what a peer could not be measured in, and why.
	failures []string
}

func (c *comparison) of(s *system, id string) *figures { return c.figures[s.name][id] }

// compare measures all systems in turn: in each round, each scenario of one after that of the other, so that what else
// the machine does meets them all.
func (l *lab) compare(ctx context.Context, p plan) (*comparison, error) {
	c := &comparison{plan: p, figures: map[string]map[string]*figures{}}
	defer func() {
		for _, s := range c.systems {
			if s.stop != nil {
				s.stop()
			}
		}
	}()
	client := load.NewClient(l.numbers, patience)
	defer client.Close()
	for _, s := range l.withOther(systems()) {
		if p.only == nil || p.only.MatchString(s.name) {
			c.systems = append(c.systems, s)
		}
	}
	for _, s := range c.systems {
		c.figures[s.name] = map[string]*figures{}
		if s.process, s.url, s.stop, s.failed = s.start(ctx, l); s.failed == nil {
			s.failed = l.warm(ctx, client, s, p)
		}
		if s.failed != nil && s.group != peer && s.group != federated {
			return nil, fmt.Errorf("%s: %w", s.name, s.failed)
		}
		progress("%-28s %s", s.name, orReady(s.failed))
	}
	for round := range cmp.Or(l.rounds, p.rounds) {
		for _, x := range scenarios() {
			if x.once && (round > 0 || p.brief && p.scenarios == nil) || p.scenarios != nil && !p.scenarios.MatchString(x.id) {
				continue
			}
			if err := l.latency(x.latency); err != nil {
				return nil, err
			}
			for _, s := range c.systems {
				if s.failed != nil {
					continue
				}
				switch err := l.measure(ctx, client, c, s, x); {
				case err == nil:
				case s.group == peer || s.group == federated || x.once: // what takes longest may take too long
					delete(c.figures[s.name], x.id)
					c.failures = append(c.failures, fmt.Sprintf("%s, %s: %s", s.name, x.id, err))
					progress("%s", c.failures[len(c.failures)-1])
				default:
					return nil, fmt.Errorf("%s, %s: %w", s.name, x.id, err)
				}
			}
			progress("round %d, %s", round+1, x.id)
		}
	}
	return c, nil
}

func orReady(err error) string {
	if err != nil {
		return "is left out: " + err.Error()
	}
	return "is ready"
}

func progress(format string, args ...any) {
	fmt.Fprintf(os.Stderr, time.Now().Format("15:04:05 ")+format+"\n", args...)
}

// warm lets a system open its connections and compile what it compiles.
func (l *lab) warm(ctx context.Context, client *load.Client, s *system, p plan) error {
	if err := l.latency(0); err != nil {
		return err
	}
	if _, err := client.Loop(ctx, s.question(s.url, 1), 16, p.warm, 1); err != nil {
		return err
	}
	_, err := client.Loop(ctx, s.question(s.url, 50), 1, 0, 1)
	return err
}

// measure measures one system in one scenario for one window.
func (l *lab) measure(ctx context.Context, client *load.Client, c *comparison, s *system, x scenario) error {
	f := c.figures[s.name][x.id]
	if f == nil {
		f = &figures{took: load.NewHistogram()}
		c.figures[s.name][x.id] = f
	}
	window, atLeast := c.plan.window, 1
	if x.people > 1 {
		window = 0
		if x.callers == 1 {
			atLeast = 3
		}
	}
	client.Close() // each window begins with new connections, so that none is met just as its server closes it
	if _, err := l.count(); err != nil {
		return err
	}
	if err := s.process.ForgetPeak(); err != nil {
		return err
	}
	before, err := l.cpu(s.process)
	if err != nil {
		return err
	}
	r, err := client.Loop(ctx, s.question(s.url, x.people), x.callers, window, atLeast)
	if err != nil {
		return err
	}
	after, err := l.cpu(s.process)
	if err != nil {
		return err
	}
	peak, err := s.process.PeakMemory()
	if err != nil {
		return err
	}
	asked, err := l.count()
	if err != nil {
		return err
	}
	f.took.Merge(r.Took)
	f.answers += r.Answers
	f.bytes += r.Bytes
	f.rates = append(f.rates, r.Rate())
	f.cpu += after.system - before.system
	f.others += after.others - before.others
	f.asked.requests += asked.requests
	f.asked.bytes += asked.bytes
	f.asked.most += asked.most
	f.peak = max(f.peak, peak)
	return nil
}

// spent is processor time.
type spent struct{ system, others time.Duration }

func (l *lab) cpu(p *process.Process) (spent, error) {
	system, err := p.CPU()
	if err != nil {
		return spent{}, err
	}
	exchanges, err := l.up.CPU()
	return spent{system: system, others: exchanges + process.OwnCPU()}, err
}

// median is the middle one, or the upper of two; spread is how far the values lie apart, in parts of it.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

func spread(values []float64) float64 {
	return (slices.Max(values) - slices.Min(values)) / median(values)
}
