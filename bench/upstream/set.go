package upstream

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"sync/atomic"
	"time"

	"github.com/valyala/fasthttp"
)

// Set is a set of exchanges, with a port from which they are set and counted.
type Set struct {
	exchanges []*exchange
	latency   atomic.Int64
	control   *fasthttp.Server
	listener  net.Listener
}

// Places say where a set is. It is what Run prints when everything listens.
type Places struct {
	Control string `json:"control"`
	// FHIR and GraphQL are the exchanges' addresses, by name.
	FHIR    map[string]string `json:"fhir"`
	GraphQL map[string]string `json:"graphql"`
}

// State is what a set can be told: what each answer takes, how large a record is, who does what wrong.
type State struct {
	LatencyMs float64          `json:"latencyMs"`
	Scale     float64          `json:"scale"`
	Faults    map[string]Fault `json:"faults"`
}

// Count is what one exchange was asked and answered since the last count.
type Count struct {
	Requests int64 `json:"requests"`
	Bytes    int64 `json:"bytes"`
}

// Run serves until ctx ends. It writes its places as one line of JSON.
func Run(ctx context.Context, names []string, stdout io.Writer) error {
	s := &Set{}
	places := Places{FHIR: map[string]string{}, GraphQL: map[string]string{}}
	for _, name := range names {
		e, err := listen(s, name)
		if err != nil {
			return err
		}
		s.exchanges = append(s.exchanges, e)
		places.FHIR[name] = e.base
		places.GraphQL[name] = "http://" + e.listener.Addr().String() + "/graphql"
	}
	var err error
	if s.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		return err
	}
	s.control = &fasthttp.Server{Handler: s.handle, MaxRequestBodySize: 64 << 20}
	places.Control = "http://" + s.listener.Addr().String()

	failed := make(chan error, len(s.exchanges)+1)
	for _, e := range s.exchanges {
		go func() { failed <- e.serve() }()
	}
	go func() { failed <- s.control.Serve(s.listener) }()
	if err := json.NewEncoder(stdout).Encode(places); err != nil {
		return err
	}
	select {
	case <-ctx.Done():
	case err = <-failed:
	}
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	for _, e := range s.exchanges {
		_ = e.server.ShutdownWithContext(closing) // the process ends
	}
	_ = s.control.ShutdownWithContext(closing)
	return err
}

// handle serves the control port. It takes traces, too, and forgets them: so that the gateway can send some.
func (s *Set) handle(ctx *fasthttp.RequestCtx) {
	switch string(ctx.Path()) {
	case "/state":
		var state State
		if err := json.Unmarshal(ctx.PostBody(), &state); err != nil {
			ctx.Error(err.Error(), fasthttp.StatusBadRequest)
			return
		}
		if err := s.become(state); err != nil {
			ctx.Error(err.Error(), fasthttp.StatusBadRequest)
		}
	case "/count":
		counts := map[string]Count{}
		for _, e := range s.exchanges {
			counts[e.name] = Count{Requests: e.requests.Swap(0), Bytes: e.bytes.Swap(0)}
		}
		_ = json.NewEncoder(ctx).Encode(counts)
	case "/v1/traces":
		ctx.SetContentType("application/x-protobuf")
	default:
		ctx.SetStatusCode(fasthttp.StatusNotFound)
	}
}

// become sets the state. A scale of 0 leaves the records as they are.
func (s *Set) become(state State) error {
	for name := range state.Faults {
		if s.named(name) == nil {
			return fmt.Errorf("no exchange %s", name)
		}
	}
	s.latency.Store(int64(state.LatencyMs * float64(time.Millisecond)))
	for _, e := range s.exchanges {
		fault := state.Faults[e.name]
		e.fault.Store(&fault)
		if state.Scale > 0 {
			e.render(state.Scale)
		}
	}
	return nil
}

func (s *Set) named(name string) *exchange {
	for _, e := range s.exchanges {
		if e.name == name {
			return e
		}
	}
	return nil
}
