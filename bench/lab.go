package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"github.com/london-care-record/gateway/bench/gateway"
	"github.com/london-care-record/gateway/bench/load"
	"github.com/london-care-record/gateway/bench/process"
	"github.com/london-care-record/gateway/bench/upstream"
)

// london is the region's exchanges, in its order.
var london = []string{"NEL", "SEL", "SWL", "NCL", "NWL"}

// root is the gateway's module, seen from this one.
const root = ".."

// patience is how long an answer may take before it counts as none, where it is not the budget that is measured.
const patience = 110 * time.Second

// lab is where measurements are made: exchanges that run, a folder, and people of whom nobody has asked yet.
type lab struct {
	dir     string
	self    string
	names   []string
	up      *process.Process
	places  upstream.Places
	numbers *load.Numbers
	built   map[string]string
	// other is the folder of another checkout that is measured beside this one; empty for none.
	other string
	// rounds of the comparison; 0 for as many as usual.
	rounds int
}

// newLab starts exchanges. Those beyond London's five are numbered.
func newLab(ctx context.Context, exchanges int) (*lab, error) {
	l := &lab{numbers: &load.Numbers{}, built: map[string]string{}, names: slices.Clone(london)}
	for n := len(london) + 1; n <= exchanges; n++ {
		l.names = append(l.names, fmt.Sprintf("X%02d", n))
	}
	var err error
	if l.self, err = os.Executable(); err != nil {
		return nil, err
	}
	// Beside this module, so that the audit trail is on the disk and not in a memory file system.
	if l.dir, err = os.MkdirTemp(root, ".bench-"); err != nil {
		return nil, err
	}
	if l.dir, err = filepath.Abs(l.dir); err != nil {
		return nil, err
	}
	args := append([]string{l.self, "upstream"}, l.names...)
	l.up, err = process.Start(ctx, process.Program{Name: "exchanges", Args: args, Ready: regexp.MustCompile(`^\{"control"`), Env: []string{"GOGC=400"}})
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(l.dir))
	}
	if err := json.Unmarshal([]byte(l.up.Line), &l.places); err != nil {
		l.close()
		return nil, err
	}
	return l, nil
}

func (l *lab) close() {
	l.up.Stop()
	_ = os.RemoveAll(l.dir)
}

// control talks to the exchanges' control port.
func (l *lab) control(path string, ask, answer any) error {
	body, err := json.Marshal(ask)
	if err != nil {
		return err
	}
	res, err := http.Post(l.places.Control+path, "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", path, b)
	}
	if err != nil || answer == nil {
		return err
	}
	return json.Unmarshal(b, answer)
}

// set tells the exchanges how to be.
func (l *lab) set(s upstream.State) error { return l.control("/state", s, nil) }

// latency is set for ordinary exchanges without faults.
func (l *lab) latency(d time.Duration) error {
	return l.set(upstream.State{LatencyMs: float64(d) / float64(time.Millisecond)})
}

// counted is what all exchanges were asked and answered since the last count, and the most that one was asked.
type counted struct{ requests, bytes, most int64 }

func (l *lab) count() (counted, error) {
	var each map[string]upstream.Count
	var c counted
	if err := l.control("/count", nil, &each); err != nil {
		return c, err
	}
	for _, x := range each {
		c.requests += x.Requests
		c.bytes += x.Bytes
		c.most = max(c.most, x.Requests)
	}
	return c, nil
}

// build builds a variant of the gateway, once.
func (l *lab) build(ctx context.Context, v gateway.Variant) (string, error) {
	if p := l.built[v.Name]; p != "" {
		return p, nil
	}
	p, err := gateway.Build(ctx, v, root, l.dir)
	if err == nil {
		l.built[v.Name] = p
	}
	return p, err
}

// startOther builds and starts the gateway of the other checkout.
func (l *lab) startOther(batching bool) func(*lab, context.Context) (*gateway.Gateway, error) {
	return func(_ *lab, ctx context.Context) (*gateway.Gateway, error) {
		program, err := gateway.Build(ctx, gateway.Variant{Name: "server-other"}, l.other, l.dir)
		if err != nil {
			return nil, err
		}
		o := l.options("gateway, other checkout", program)
		if batching {
			o.Each += ", batch: true"
		}
		return gateway.Run(ctx, o)
	}
}

// options are those of the gateway as everything is measured but where it says otherwise.
func (l *lab) options(name, program string) gateway.Options {
	return gateway.Options{Name: name, Program: program, Exchanges: london, FHIR: l.places.FHIR, AuditDir: l.dir, Budget: patience,
		Traces: l.places.Control + "/v1/traces", Extra: limits + noMemory, Each: bulkhead}
}

// noMemory switches the memory of the exchanges' answers off. It could answer nothing here, because nobody is asked about
// twice; kept on, it would hold a quarter of a gigabyte of people who are never asked about again.
const noMemory = "memory: {off: true}\n"

// limits let a hundred people through with four sections each: the complexity that is allowed by default is for fifty.
const limits = "limits: {complexity: 200000}\n"

// bulkhead lets sixty-four callers ask at once, each for twelve types of everybody. With the default they are more than an
// exchange is asked at a time, some answers would lack it, and be cheaper than whole ones.
const bulkhead = ", guard: {bulkhead: {concurrent: 1024, queue: 4096, wait: 60s}}"

// start builds and starts the gateway as it is.
func (l *lab) start(ctx context.Context) (*gateway.Gateway, error) {
	program, err := l.build(ctx, gateway.AsIs)
	if err != nil {
		return nil, err
	}
	return gateway.Run(ctx, l.options("gateway", program))
}

// startRemembering starts it with its memory, as it is shipped.
func (l *lab) startRemembering(ctx context.Context) (*gateway.Gateway, error) {
	program, err := l.build(ctx, gateway.AsIs)
	if err != nil {
		return nil, err
	}
	o := l.options("gateway with its memory", program)
	o.Extra = limits
	return gateway.Run(ctx, o)
}

// startBatching starts it over exchanges that take batches: all searches of an exchange in one request.
func (l *lab) startBatching(ctx context.Context) (*gateway.Gateway, error) {
	program, err := l.build(ctx, gateway.AsIs)
	if err != nil {
		return nil, err
	}
	o := l.options("gateway, batches", program)
	o.Each += ", batch: true"
	return gateway.Run(ctx, o)
}

// question is what the gateway is asked about people: four sections, about eight fields an entry, and for each section
// whether it is complete.
func question(url string, people int) *load.Target {
	t := &load.Target{URL: url, Variable: "n", People: people, Checks: []load.Check{{Text: `"complete":true`, Times: 4 * people}},
		Document: `query($n:NHSNumber!){patient(nhsNumber:$n)` + sections + `}`}
	if people > 1 {
		t.Document = `query($n:[NHSNumber!]!){patients(nhsNumbers:$n)` + sections + `}`
	}
	return t
}

const (
	entryFields = `id code{text codings{code}} statusText sources{exchange{id}} `
	sections    = `{nhsNumber ` +
		`allergies{statement completeness{complete} entries{` + entryFields + `when criticality}} ` +
		`medications{completeness{complete} entries{` + entryFields + `when dosages{text}}} ` +
		`conditions{completeness{complete} entries{` + entryFields + `onset}} ` +
		`investigations{completeness{complete} entries{` + entryFields + `effective results{display}}}}`
)
