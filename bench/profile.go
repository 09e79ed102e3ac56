package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	pprof "github.com/google/pprof/profile"

	"github.com/london-care-record/gateway/bench/gateway"
	"github.com/london-care-record/gateway/bench/load"
)

// share is a part of the whole.
type share struct {
	name string
	part float64
}

// profiled says where the gateway's time goes, and what it allocates, under the main question at c=64.
type profiled struct {
	cpu, allocs       []share // by area
	cpuTop, allocsTop []share // by function
	answers           int64
	cpuEach           time.Duration
	bytesEach         float64
	allocsEach        float64
}

// profile asks for so long, and looks at Go's own profiles.
func (l *lab) profile(ctx context.Context, window time.Duration) (*profiled, error) {
	program, err := l.build(ctx, gateway.Profiled)
	if err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	at := fmt.Sprintf("127.0.0.1:%d", port)
	o := l.options("gateway, profiled", program)
	o.Env = []string{"BENCH_PPROF=" + at}
	g, err := gateway.Run(ctx, o)
	if err != nil {
		return nil, err
	}
	defer g.Stop()
	client := load.NewClient(l.numbers, patience)
	defer client.Close()
	if err := l.latency(0); err != nil {
		return nil, err
	}
	if _, err := client.Loop(ctx, question(g.URL, 1), 16, window/4, 1); err != nil {
		return nil, err
	}
	before, err := fetchProfile(at, "allocs")
	if err != nil {
		return nil, err
	}
	type fetched struct {
		p   *pprof.Profile
		err error
	}
	cpu := make(chan fetched, 1)
	go func() {
		p, err := fetchProfile(at, fmt.Sprintf("profile?seconds=%d", max(1, int(window.Seconds()))))
		cpu <- fetched{p, err}
	}()
	r, err := client.Loop(ctx, question(g.URL, 1), 64, window+time.Second, 1)
	if err != nil {
		return nil, err
	}
	c := <-cpu
	if c.err != nil {
		return nil, c.err
	}
	after, err := fetchProfile(at, "allocs")
	if err != nil {
		return nil, err
	}
	before.Scale(-1)
	allocs, err := pprof.Merge([]*pprof.Profile{before, after})
	if err != nil {
		return nil, err
	}
	d := &profiled{answers: r.Answers}
	var total int64
	d.cpu, d.cpuTop, _ = shares(c.p, "cpu")
	d.allocs, d.allocsTop, total = shares(allocs, "alloc_space")
	d.bytesEach = float64(total) / float64(r.Answers)
	_, _, total = shares(allocs, "alloc_objects")
	d.allocsEach = float64(total) / float64(r.Answers)
	for _, x := range []struct {
		name string
		p    *pprof.Profile
	}{{"cpu", c.p}, {"allocs", allocs}} {
		if err := writeProfile(x.name+".prof", x.p); err != nil {
			return nil, err
		}
	}
	return d, nil
}

func fetchProfile(at, what string) (*pprof.Profile, error) {
	res, err := (&http.Client{Timeout: time.Minute}).Get("http://" + at + "/debug/pprof/" + what)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		b, _ := io.ReadAll(res.Body)
		return nil, fmt.Errorf("profile %s: %s", what, b)
	}
	return pprof.Parse(res.Body)
}

// writeProfile leaves a profile beside this program, for go tool pprof.
func writeProfile(name string, p *pprof.Profile) error {
	f, err := os.Create(filepath.Clean(name))
	if err != nil {
		return err
	}
	defer f.Close()
	return p.Write(f)
}

// shares sorts a profile's samples by the part of the program in which they were taken, and by function.
func shares(p *pprof.Profile, typ string) (areas, functions []share, total int64) {
	at := slices.IndexFunc(p.SampleType, func(t *pprof.ValueType) bool { return t.Type == typ })
	byArea, byFunction := map[string]int64{}, map[string]int64{}
	for _, s := range p.Sample {
		names := stack(s)
		v := s.Value[at]
		if len(names) == 0 {
			continue
		}
		total += v
		byArea[area(names)] += v
		byFunction[names[0]] += v
	}
	return ordered(byArea, total), ordered(byFunction, total), total
}

// stack gives the functions of a sample, the innermost first.
func stack(s *pprof.Sample) []string {
	var names []string
	for _, location := range s.Location {
		for _, line := range location.Line {
			names = append(names, line.Function.Name)
		}
	}
	return names
}

const ourModule = "github.com/london-care-record/gateway/"

// area names the part of the program: the innermost package of ours on the stack, or what the goroutine is for where none
// is. Collecting garbage stands by itself, because whoever makes the garbage does not run while it is collected.
func area(names []string) string {
	for _, n := range names {
		n, _, _ = strings.Cut(n, "[") // a generic function's types are not where it is
		switch {
		case strings.HasPrefix(n, "runtime.gcBgMarkWorker"), strings.HasPrefix(n, "runtime.bgsweep"), strings.HasPrefix(n, "runtime.bgscavenge"):
			return "collecting garbage"
		case strings.HasPrefix(n, "net/http.(*Transport)."), strings.HasPrefix(n, "net/http.(*persistConn)."):
			return "HTTP to the exchanges"
		case strings.HasPrefix(n, "modernc.org/sqlite"):
			return "audit/sqlite"
		case strings.HasPrefix(n, "go.opentelemetry.io/"):
			return "OpenTelemetry"
		}
		if rest, ok := strings.CutPrefix(n, ourModule); ok {
			pkg, _, _ := strings.Cut(rest[strings.LastIndexByte(rest, '/')+1:], ".")
			return rest[:strings.LastIndexByte(rest, '/')+1] + pkg
		}
	}
	last := names[len(names)-1]
	switch {
	case strings.HasPrefix(last, "net/http.(*conn)."):
		return "HTTP from the callers"
	case strings.HasPrefix(last, "runtime."):
		return "scheduling"
	}
	return "other"
}

func ordered(of map[string]int64, total int64) []share {
	var all []share
	for _, name := range slices.Sorted(maps.Keys(of)) {
		all = append(all, share{name, float64(of[name]) / float64(total)})
	}
	slices.SortStableFunc(all, func(a, b share) int { return cmp.Compare(b.part, a.part) })
	return all
}
