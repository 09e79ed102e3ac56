package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.uber.org/goleak"

	"github.com/london-care-record/gateway/access/accesstest"
	"github.com/london-care-record/gateway/access/token"
	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/fhir"
	"github.com/london-care-record/gateway/graph"
	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/internal/server"
	"github.com/london-care-record/gateway/internal/telemetry"
	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/resolvers"
	"github.com/london-care-record/gateway/terminology"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// gateway is a whole gateway over a demo region, in this process, and everything that it wrote.
type gateway struct {
	t      *testing.T
	demo   *demo.Region
	region *hie.Region
	url    string
	admin  string
	log    *lockedBuffer
	spans  *tracetest.InMemoryExporter
	client *http.Client
	house  *accesstest.House
	// token is sent with every question; empty sends none.
	token string
}

// lockedBuffer is a log that may be read while it is written.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// start runs a gateway until the test ends. change, when not nil, changes its configuration first.
func start(t *testing.T, change func(*server.Config)) *gateway {
	t.Helper()
	return startWith(t, 100, change)
}

// startWith is start with so many people beside the demo people.
func startWith(t *testing.T, people int, change func(*server.Config)) *gateway {
	t.Helper()
	return startAnd(t, people, func(_ *gateway, c *server.Config) {
		if change != nil {
			change(c)
		}
	})
}

// startAnd is startWith, where the change concerns more than the configuration.
func startAnd(t *testing.T, people int, change func(*gateway, *server.Config)) *gateway {
	t.Helper()
	d, err := demo.New(demo.Options{Seed: 1, People: people, NoLatency: true})
	if err != nil {
		t.Fatal(err)
	}
	g := &gateway{t: t, demo: d, log: &lockedBuffer{}, spans: tracetest.NewInMemoryExporter()}
	tel, err := telemetry.New(t.Context(), "test", sdktrace.NewSimpleSpanProcessor(g.spans))
	if err != nil {
		t.Fatal(err)
	}
	logger := slog.New(telemetry.NewLogHandler(slog.NewJSONHandler(g.log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	g.region, err = hie.NewRegion(exchangesOf(t, d), hie.Options{Tracer: tel.Tracer, Meter: tel.Meter, Logger: logger})
	if err != nil {
		t.Fatal(err)
	}
	var verifier *token.Verifier
	g.house, verifier = entrance(t, d)
	doctor := demoDoctor(t)
	c := server.Config{
		Door: g.house.Door, Verifier: verifier, Fallback: &doctor, Trail: g.house.Log, Reader: g.house.Reader,
		Listen: "127.0.0.1:0", Probes: probes(t, tel, logger), Budget: 10 * time.Second, Region: hie.NewCurrent(g.region), Telemetry: tel, Logger: logger,
		Introspection: true,
		Schema:        graph.NewExecutableSchema(graph.Config{Resolvers: &resolvers.Resolver{Terminology: terminology.Embedded()}, Complexity: resolvers.Complexity()}),
	}
	change(g, &c)
	s, err := server.New(c)
	if err != nil {
		t.Fatal(err)
	}
	g.url, g.admin = s.URL(), s.AdminURL()
	g.client = &http.Client{Transport: &http.Transport{}}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Run(ctx) }()
	isReady := func() bool {
		res, err := g.client.Get(g.admin + "/readyz")
		return err == nil && res.Body.Close() == nil && res.StatusCode == http.StatusOK
	}
	for deadline := time.Now().Add(10 * time.Second); !isReady(); {
		if time.Now().After(deadline) {
			t.Fatal("the server is not ready")
		}
	}
	t.Cleanup(func() {
		g.client.CloseIdleConnections()
		cancel()
		if err := <-done; err != nil {
			t.Errorf("the server ended with %v", err)
		}
		g.region.Close()
		if err := tel.Close(context.Background()); err != nil {
			t.Error(err)
		}
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return g
}

// some is so much of something, and in a quick run only so much.
func some(much, quick int) int {
	if testing.Short() {
		return quick
	}
	return much
}

// setFault changes how an exchange is, and tells the gateway, as the demo region does: what it has seen before is over.
func (g *gateway) setFault(id string, f demo.Fault) error {
	err := g.demo.SetFault(id, f)
	g.region.Forget(record.ExchangeID(id))
	return err
}

// startUnhurried is start where the exchanges may take as long as a busy machine needs, and are asked however often they
// fail: for tests that hold what is answered, and not how fast.
func startUnhurried(t *testing.T, people int) *gateway {
	t.Helper()
	return startAnd(t, people, func(g *gateway, c *server.Config) {
		configs := exchangesOf(t, g.demo)
		for i := range configs {
			configs[i].Timeout = time.Minute
			configs[i].Guard.Breaker.Off = true
		}
		region, err := hie.NewRegion(configs, hie.Options{})
		if err != nil {
			t.Fatal(err)
		}
		g.region.Close()
		g.region, c.Region, c.Budget = region, hie.NewCurrent(region), time.Minute
	})
}

func exchangesOf(t *testing.T, d *demo.Region) []hie.Config {
	t.Helper()
	var configs []hie.Config
	for _, e := range d.Exchanges() {
		base, err := url.Parse(e.URL)
		if err != nil {
			t.Fatal(err)
		}
		c := hie.Config{URL: base, Style: fhir.Style(e.Search), GETOnly: e.GETOnly, Timeout: 8 * time.Second,
			Exchange: record.Exchange{ID: record.ExchangeID(e.ID), Name: e.Name, LocalName: e.LocalName, ODSCode: e.ODS}}
		if e.Batch {
			c.BatchSize = 50
		}
		for _, k := range e.Kinds {
			c.Exchange.Kinds = append(c.Exchange.Kinds, record.Kind(k))
		}
		for _, s := range e.CareSettings {
			c.Exchange.CareSettings = append(c.Exchange.CareSettings, record.CareSetting(s))
		}
		configs = append(configs, c)
	}
	return configs
}

// answer is what came back of one HTTP request.
type answer struct {
	status int
	header http.Header
	body   string
	Data   map[string]any
	Errors []struct {
		Message    string
		Path       []any
		Extensions map[string]any
	}
}

// send sends a request as it is.
func (g *gateway) send(method, path, contentType, accept string, body io.Reader) answer {
	g.t.Helper()
	r, err := http.NewRequestWithContext(g.t.Context(), method, g.url+path, body)
	if err != nil {
		g.t.Fatal(err)
	}
	for k, v := range map[string]string{"Content-Type": contentType, "Accept": accept} {
		if v != "" {
			r.Header.Set(k, v)
		}
	}
	if g.token != "" {
		r.Header.Set("Authorization", "Bearer "+g.token)
	}
	response, err := g.client.Do(r)
	if err != nil {
		g.t.Fatal(err)
	}
	defer response.Body.Close()
	b, err := io.ReadAll(response.Body)
	if err != nil {
		g.t.Fatal(err)
	}
	a := answer{status: response.StatusCode, header: response.Header, body: string(b)}
	if strings.Contains(response.Header.Get("Content-Type"), "json") {
		if err := json.Unmarshal(b, &a); err != nil {
			g.t.Fatalf("the answer is no JSON: %s", b)
		}
	}
	return a
}

// ask asks a GraphQL question.
func (g *gateway) ask(query string, variables map[string]any) answer {
	g.t.Helper()
	b, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		g.t.Fatal(err)
	}
	return g.send(http.MethodPost, "/graphql", "application/json", "application/graphql-response+json", bytes.NewReader(b))
}

// at walks into the data by field names and list places.
func (a answer) at(t *testing.T, path ...any) any {
	t.Helper()
	var v any = a.Data
	for _, p := range path {
		switch p := p.(type) {
		case string:
			m, ok := v.(map[string]any)
			if !ok {
				t.Fatalf("nothing at %v: %s", path, a.body)
			}
			v = m[p]
		case int:
			l, ok := v.([]any)
			if !ok || p >= len(l) {
				t.Fatalf("nothing at %v: %s", path, a.body)
			}
			v = l[p]
		}
	}
	return v
}

// code gives the code of the first error, or "".
func (a answer) code() string {
	if len(a.Errors) == 0 {
		return ""
	}
	c, _ := a.Errors[0].Extensions["code"].(string)
	return c
}

func probes(t *testing.T, tel *telemetry.Telemetry, logger *slog.Logger) *server.Probes {
	t.Helper()
	p, err := server.NewProbes("127.0.0.1:0", tel.Metrics, logger)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
