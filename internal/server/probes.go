package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/hie"
)

// state is how far this process is in its life, in the words of the probes.
type state string

const (
	starting state = "starting"
	ready    state = "ready"
	draining state = "draining"
)

// Probes is the private listener: /healthz says that the process lives, /startupz that it has started, /readyz whether
// it takes requests, /metrics how it does. It serves from the moment it is made, so that a gateway that takes long to
// start can be told from one that is dead.
type Probes struct {
	http     *http.Server
	listener net.Listener
	failed   chan error

	state  atomic.Value
	serves atomic.Pointer[Server]
}

// probeConnections bounds the private listener, which probes and scrapers need few of.
const probeConnections = 256

// NewProbes listens on an address, or nowhere when it is "off". The caller closes the probes, or hands them to a server
// that is run, which closes them.
func NewProbes(address string, metrics http.Handler, logger *slog.Logger) (*Probes, error) {
	p := &Probes{failed: make(chan error, 1)}
	p.state.Store(starting)
	if address == "off" {
		return p, nil
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, map[string]string{"status": "alive"})
	})
	mux.HandleFunc("GET /startupz", p.startupz)
	mux.HandleFunc("GET /readyz", p.readyz)
	mux.Handle("GET /metrics", metrics)
	var err error
	if p.listener, err = net.Listen("tcp", address); err != nil {
		return nil, fmt.Errorf("admin: %w", err)
	}
	p.listener = newBoundedListener(p.listener, probeConnections, func() {})
	p.http = newHTTPServer(mux, 0, DefaultWire(), logger)
	go func() { p.failed <- p.http.Serve(p.listener) }()
	return p, nil
}

// URL gives the private address, or "" where it is off.
func (p *Probes) URL() string {
	if p.listener == nil {
		return ""
	}
	return "http://" + p.listener.Addr().String()
}

// Close stops listening. It may be called more than once.
func (p *Probes) Close() error {
	if p.http == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := p.http.Shutdown(ctx); err != nil { // a scrape that does not end must not keep the process
		return p.http.Close()
	}
	return nil
}

func (p *Probes) is() state { return p.state.Load().(state) }

// startupz says once and for all that the gateway has started: what it needs is open.
func (p *Probes) startupz(w http.ResponseWriter, _ *http.Request) {
	code := http.StatusOK
	if p.is() == starting {
		code = http.StatusServiceUnavailable
	}
	writeJSON(w, code, map[string]state{"status": p.is()})
}

// readyz is about this process alone: exchanges that are down do not make it unready, because it still answers and says
// what is missing; nor does an audit trail that can't be written, which replicas share, and for which it has a clear
// refusal. How they are is beside it, for operators.
func (p *Probes) readyz(w http.ResponseWriter, r *http.Request) {
	body := struct {
		Status    state             `json:"status"`
		Audit     string            `json:"audit,omitempty"`
		Exchanges map[string]string `json:"exchanges,omitempty"`
	}{Status: p.is()}
	code := http.StatusOK
	if body.Status != ready {
		code = http.StatusServiceUnavailable
	}
	if s := p.serves.Load(); s != nil {
		body.Audit, body.Exchanges = trailState(r.Context(), s.config.Trail), exchangeStates(s.config.Region)
	}
	writeJSON(w, code, body)
}

// trailWait bounds how long a probe waits for an audit trail that has failed before.
const trailWait = 500 * time.Millisecond

func trailState(ctx context.Context, trail *audit.Log) string {
	ctx, cancel := context.WithTimeout(ctx, trailWait)
	defer cancel()
	if errors.Is(trail.Ready(ctx), audit.ErrNotWritten) {
		return "failing"
	}
	return "written"
}

func exchangeStates(current *hie.Current) map[string]string {
	region, done := current.Use()
	defer done()
	states := make(map[string]string)
	for _, e := range region.Exchanges() {
		states[string(e.ID)] = string(region.Health(e.ID).State)
	}
	return states
}

func writeJSON(w http.ResponseWriter, code int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(v) // the client may have gone
}
