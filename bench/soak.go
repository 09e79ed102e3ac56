package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"

	"github.com/london-care-record/gateway/bench/gateway"
	"github.com/london-care-record/gateway/bench/load"
	"github.com/london-care-record/gateway/bench/upstream"
)

// budget is the gateway's default, within which every answer must leave; grace is for the way to the caller.
const (
	budget = 2 * time.Second
	grace  = 50 * time.Millisecond
)

// The faults of the steady phase: one exchange comes and goes, one takes long.
const (
	flapping, slow = "SEL", "NWL"
	slowMs         = 300
	flapDown       = 4 * time.Second
	flapUp         = 8 * time.Second
)

// soak is one run of it.
type soak struct {
	lab     *lab
	gateway *gateway.Gateway
	client  *load.Client
	target  *load.Target
	// capacity is whole answers a second where more are asked for.
	capacity float64
	seed     uint64
	// slice tells that it is a short run beside whatever else CI's machine does: it finds what is broken, and the ten minutes
	// find whether it holds.
	slice bool
	wrong []string
}

// runSoak measures the capacity, asks at 70 % of it while two exchanges are faulty, then at three times of it, and looks
// whether the gateway is as it was.
func runSoak(ctx context.Context, args []string) error {
	set := flag.NewFlagSet("soak", flag.ContinueOnError)
	lasting := set.Duration("for", 10*time.Minute, "how long in all; GATEWAY_SLICE wins")
	seed := set.Uint64("seed", 1, "of the distances between questions")
	if err := set.Parse(args); err != nil {
		return err
	}
	if slice := os.Getenv("GATEWAY_SLICE"); slice != "" {
		d, err := time.ParseDuration(slice)
		if err != nil || d < 20*time.Second {
			return fmt.Errorf("GATEWAY_SLICE must be a time of at least 20s, not %q", slice)
		}
		*lasting = d
	}
	ctx, cancel := context.WithTimeout(ctx, *lasting+5*time.Minute)
	defer cancel()
	l, err := newLab(ctx, len(london))
	if err != nil {
		return err
	}
	defer l.close()
	s := &soak{lab: l, client: load.NewClient(l.numbers, 30*time.Second), seed: *seed, slice: os.Getenv("GATEWAY_SLICE") != ""}
	defer s.client.Close()
	return s.run(ctx, *lasting)
}

func (s *soak) run(ctx context.Context, lasting time.Duration) error {
	measuring, overload, recovery := min(lasting/6, time.Minute), min(lasting/6, time.Minute), 6*time.Second
	if err := s.start(ctx, smallMemory, manyAtOnce); err != nil {
		return err
	}
	defer s.gateway.Stop()
	if err := s.measureCapacity(ctx, measuring); err != nil {
		return err
	}
	if err := s.steady(ctx, lasting-measuring-overload-recovery); err != nil {
		return err
	}
	if err := s.settled(ctx); err != nil {
		return err
	}
	s.overload(ctx, overload)
	s.recover(ctx, recovery)
	if err := context.Cause(ctx); err != nil {
		return err
	}
	if s.gateway.Ended() {
		s.fail("the gateway ended: %s", s.gateway.Tail())
	}
	if len(s.wrong) > 0 {
		return errors.New(strings.Join(s.wrong, "\n       "))
	}
	fmt.Println("all of it held")
	return nil
}

// start starts the gateway with its default budget, and these lines of configuration.
func (s *soak) start(ctx context.Context, extra, each string) error {
	program, err := s.lab.build(ctx, gateway.AsIs)
	if err != nil {
		return err
	}
	o := s.lab.options("gateway", program)
	o.Budget, o.Extra, o.Each = budget, extra, each
	if s.gateway, err = gateway.Run(ctx, o); err != nil {
		return err
	}
	s.target = question(s.gateway.URL, 1)
	s.target.Document = strings.ReplaceAll(s.target.Document, "completeness{complete}", "completeness{complete sources{exchange{id} state}}")
	s.target.Checks = nil // what an answer holds is judged by the phases
	return nil
}

// smallMemory lets the memory of the exchanges' answers be full within seconds, so that what grows after that is seen. It
// answers nothing: nobody is asked about twice.
const smallMemory = "memory: {bytes: 33554432}\n"

// manyAtOnce lets an exchange be asked what a replica's operations ask at once while the exchange is slow, as docs/scaling.md
// says to set it.
const manyAtOnce = ", guard: {bulkhead: {concurrent: 1024}}"

// tolerated is how many of the answers of a phase may be as they should not: none, and in a slice one in two hundred. At 70 % twice as
// many may be turned away in a slice.
func (s *soak) tolerated(p *phase) int64 {
	if !s.slice {
		return 0
	}
	return max(1, (p.whole+p.partial)/200)
}

// longest is what the 99th percentile may be at three times the capacity. The seconds of a slice are nearly all the first ones, before
// it is seen that fewer must be let in.
func (s *soak) longest() time.Duration {
	if s.slice {
		return budget + budget/4
	}
	return budget + grace
}

func (s *soak) fail(format string, args ...any) {
	s.wrong = append(s.wrong, fmt.Sprintf(format, args...))
}

// whole is the question, whose answer must lack nothing.
func (s *soak) whole() *load.Target {
	whole := *s.target
	whole.Checks = question("", 1).Checks
	return &whole
}

// measureCapacity asks for more than can be answered, and takes what is answered in full: what callers who wait for each
// other get in a few seconds is more than the same machine does in a minute, with a load generator that is as busy as in
// what follows.
func (s *soak) measureCapacity(ctx context.Context, window time.Duration) error {
	if err := s.lab.latency(usual); err != nil {
		return err
	}
	// It also opens the connections and grows the heap, as of a replica that a balancer gives its share by and by.
	c, err := s.client.Loop(ctx, s.whole(), 4, window/4, 1)
	if err != nil {
		return fmt.Errorf("warming up: %w", err)
	}
	p := newPhase()
	p.left = s.client.Open(ctx, s.target, 2*c.Rate(), window*3/4, s.seed+3, bound, judge(), p.note)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	s.capacity = float64(p.whole) / time.Since(p.start).Seconds()
	p.print("more than it can", 2*c.Rate(), window*3/4)
	fmt.Printf("%-24s %.0f whole answers a second, exchanges taking %s\n", "capacity", s.capacity, usual)
	if p.shed == 0 || s.capacity == 0 {
		return errors.New("what it can do was not found: nobody was turned away, or nobody answered")
	}
	return s.settled(ctx)
}

// phase counts what came in one phase.
type phase struct {
	took                       *hdrhistogram.Histogram // of what was served
	whole, partial, shed, left int64
	withoutRetryAfter          int64
	unexplained                map[string]int64
	perSecond                  map[int64]*second
	turnedAway                 []time.Time // when those were due who were
	start                      time.Time
}

// second is what was due in one second.
type second struct{ whole, other int64 }

// errPartial says of an answer that it lacks what the faulty exchanges hold, and no more.
var errPartial = errors.New("partial")

// judge looks at an answer: whole, or without what the faulty exchanges hold, and with nothing else missing.
func judge(faulty ...string) func([]byte) error {
	return func(body []byte) error {
		if bytes.Count(body, []byte(`"complete":true`)) == 4 && !bytes.HasPrefix(body, []byte(`{"errors"`)) {
			return nil
		}
		missing := missingIn(body)
		if len(missing) == 0 {
			return fmt.Errorf("incomplete, and no exchange's state says why: %.200s", body)
		}
		for exchange, state := range missing {
			if !slices.Contains(faulty, exchange) {
				return fmt.Errorf("%s is %s, and has no fault", exchange, state)
			}
		}
		return errPartial
	}
}

// missingIn gives the exchanges that did not answer a section in full, each with one of its states.
func missingIn(body []byte) map[string]string {
	missing := map[string]string{}
	for _, source := range bytes.Split(body, []byte(`{"exchange":{"id":"`))[1:] {
		exchange, rest, _ := bytes.Cut(source, []byte(`"},"state":"`))
		state, _, found := bytes.Cut(rest[:min(len(rest), 40)], []byte(`"`))
		if found && len(exchange) == 3 && string(state) != "COMPLETE" {
			missing[string(exchange)] = string(state)
		}
	}
	return missing
}

func newPhase() *phase {
	return &phase{took: load.NewHistogram(), unexplained: map[string]int64{}, perSecond: map[int64]*second{}, start: time.Now()}
}

func (p *phase) note(a load.Asked) {
	at := int64(a.At.Sub(p.start) / time.Second)
	if p.perSecond[at] == nil {
		p.perSecond[at] = &second{}
	}
	if a.Err == nil && a.Status == 200 {
		p.perSecond[at].whole++
	} else {
		p.perSecond[at].other++
	}
	switch {
	case a.Status == 503:
		p.shed++
		p.turnedAway = append(p.turnedAway, a.At)
		if n, err := strconv.Atoi(a.RetryAfter); err != nil || n < 1 {
			p.withoutRetryAfter++
		}
		return
	case a.Err == nil:
		p.whole++
	case errors.Is(a.Err, errPartial):
		p.partial++
	default:
		p.unexplained[a.Err.Error()]++
	}
	load.Record(p.took, a.Took)
}

func (p *phase) print(name string, perSecond float64, lasting time.Duration) {
	fmt.Printf("%-24s %.0f a second for %s: %d whole, %d partial for a fault, %d turned away, %d other; served p50 %s, p99 %s, longest %s\n", name, perSecond, lasting.Round(time.Second),
		p.whole, p.partial, p.shed, p.others(), load.Quantile(p.took, 50).Round(time.Millisecond), load.Quantile(p.took, 99).Round(time.Millisecond), load.Quantile(p.took, 100).Round(time.Millisecond))
	for _, why := range slices.Sorted(maps.Keys(p.unexplained)) {
		fmt.Printf("%-24s %d: %s\n", "", p.unexplained[why], why)
	}
}

func (p *phase) others() (n int64) {
	for _, v := range p.unexplained {
		n += v
	}
	return n + p.left
}

// bound is how many questions may be unanswered at once; more is a failure of its own.
const bound = 20_000

// steady asks at 70 % of the capacity while one exchange comes and goes and one is slow, and watches memory and goroutines.
func (s *soak) steady(ctx context.Context, lasting time.Duration) error {
	rate := 0.7 * s.capacity
	flap, stop := context.WithTimeout(ctx, lasting)
	defer stop()
	flapped := make(chan error, 1)
	go func() { flapped <- s.flap(flap) }()
	watched := make(chan []sample, 1)
	go func() { watched <- s.watch(flap) }()
	stood := make(chan []standstill, 1)
	go func() { stood <- standstills(flap) }()

	p := newPhase()
	p.left = s.client.Open(ctx, s.target, rate, lasting, s.seed, bound, judge(flapping, slow), p.note)
	stop()
	if err := <-flapped; err != nil {
		return err
	}
	samples := <-watched
	p.print("70 %, two faulty", rate, lasting)
	printLimits(samples)
	if n := p.others(); n > s.tolerated(p) {
		s.fail("at 70 %%: %d answers that no fault explains", n)
	}
	if n := int64(p.unexplainedBy(<-stood)); n > 2*s.tolerated(p) {
		s.fail("at 70 %%: %d were turned away, while the machine did not stand still", n)
	}
	if p99 := load.Quantile(p.took, 99); p99 > budget+grace {
		s.fail("at 70 %%: p99 is %s, beyond the budget of %s", p99, budget)
	}
	if p.partial == 0 || p.whole+p.partial == 0 {
		s.fail("at 70 %%: the faults did not show")
	}
	s.flat(samples)
	return nil
}

// flap switches the faults until ctx ends.
func (s *soak) flap(ctx context.Context) error {
	for down := false; ; down = !down {
		faults := map[string]upstream.Fault{slow: {ExtraMs: slowMs}, flapping: {Down: down}}
		if err := s.lab.set(upstream.State{LatencyMs: float64(usual.Milliseconds()), Faults: faults}); err != nil {
			return err
		}
		pause := flapUp
		if down {
			pause = flapDown
		}
		select {
		case <-ctx.Done():
			return s.lab.latency(usual)
		case <-time.After(pause):
		}
	}
}

// sample is what the gateway says of itself.
type sample struct{ memory, goroutines, limit float64 }

// watch looks once a second.
func (s *soak) watch(ctx context.Context) []sample {
	var all []sample
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return all
		case <-tick.C:
			text, err := s.gateway.Metrics()
			if err != nil {
				continue
			}
			all = append(all, sample{memory: metric(text, "process_resident_memory_bytes"), goroutines: metric(text, "go_goroutines"), limit: metric(text, "graphql_operations_limit")})
		}
	}
}

// printLimits says how many operations the gateway let run at once.
func printLimits(samples []sample) {
	var limits []float64
	for _, x := range samples {
		limits = append(limits, x.limit)
	}
	if len(limits) > 0 {
		slices.Sort(limits)
		fmt.Printf("%-24s from %.0f to %.0f, %.0f in the middle\n", "let run at once", limits[0], limits[len(limits)-1], limits[len(limits)/2])
	}
}

// metric reads a metric that there is once, whatever its labels.
func metric(text, name string) float64 {
	_, rest, found := strings.Cut(text, "\n"+name+" ")
	if !found {
		_, rest, _ = strings.Cut(text, "\n"+name+"{")
		_, rest, _ = strings.Cut(rest, "} ")
	}
	line, _, _ := strings.Cut(rest, "\n")
	v, _ := strconv.ParseFloat(line, 64) // 0 where it is missing
	return v
}

// flat compares the last third of the samples with the one before it. The faults come and go several times in each.
func (s *soak) flat(samples []sample) {
	third := len(samples) / 3
	if third < 5 {
		s.fail("only %d samples of memory and goroutines", len(samples))
		return
	}
	mean := func(of []sample, value func(sample) float64) (m float64) {
		for _, x := range of {
			m += value(x) / float64(len(of))
		}
		return m
	}
	for _, x := range []struct {
		name  string
		value func(sample) float64
		unit  float64
		more  float64
	}{
		{"memory, MB", func(x sample) float64 { return x.memory }, 1 << 20, 64 << 20},
		{"goroutines", func(x sample) float64 { return x.goroutines }, 1, 200},
	} {
		before, after := mean(samples[third:2*third], x.value), mean(samples[2*third:], x.value)
		fmt.Printf("%-24s %.0f in the second third, %.0f in the last\n", x.name, before/x.unit, after/x.unit)
		if after > 1.2*before+x.more || after == 0 {
			s.fail("%s grew from %.0f to %.0f", x.name, before/x.unit, after/x.unit)
		}
	}
}

// settled waits until answers are whole again: a breaker may be open for some seconds after its exchange came back.
func (s *soak) settled(ctx context.Context) error {
	start := time.Now()
	for time.Since(start) < 30*time.Second && ctx.Err() == nil {
		if a := s.client.Ask(s.target, judge()); a.Err == nil {
			fmt.Printf("%-24s whole again after %s\n", "", time.Since(start).Round(100*time.Millisecond))
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return errors.New("for 30 s without faults, answers were still not whole")
}

// overload asks three times as often as can be answered.
func (s *soak) overload(ctx context.Context, lasting time.Duration) {
	rate := 3 * s.capacity
	p := newPhase()
	watching, stop := context.WithCancel(ctx)
	watched := make(chan []sample, 1)
	go func() { watched <- s.watch(watching) }()
	p.left = s.client.Open(ctx, s.target, rate, lasting, s.seed+1, bound, judge(), p.note)
	stop()
	p.print("300 %", rate, lasting)
	printLimits(<-watched)
	switch {
	case p.shed == 0:
		s.fail("at 300 %%: nobody was turned away")
	case p.withoutRetryAfter > 0:
		s.fail("at 300 %%: %d were turned away without Retry-After", p.withoutRetryAfter)
	}
	if p.whole == 0 {
		s.fail("at 300 %%: nobody was served")
	}
	if n := p.others(); n > s.tolerated(p) {
		s.fail("at 300 %%: %d were let in and not served", n)
	}
	if p99 := load.Quantile(p.took, 99); p99 > s.longest() {
		s.fail("at 300 %%: p99 of what was served is %s, beyond the budget of %s", p99, budget)
	}
}

// recover asks at half of the capacity, and looks how soon everything is answered again.
func (s *soak) recover(ctx context.Context, lasting time.Duration) {
	p := newPhase()
	p.left = s.client.Open(ctx, s.target, 0.5*s.capacity, lasting, s.seed+2, bound, judge(), p.note)
	p.print("then 50 %", 0.5*s.capacity, lasting)
	last := int64(-1)
	for at, n := range p.perSecond {
		if n.other > 0 {
			last = max(last, at)
		}
	}
	fmt.Printf("%-24s everything whole after %d s\n", "", last+1)
	if last+1 > 4 {
		s.fail("after the overload: not everything was answered within 4 s")
	}
}
