// Package upstream is the five exchanges that every measured system asks: FHIR R4 servers, and the same facts as GraphQL
// subgraphs for systems that take nothing else. Answers are copied from what was rendered at the start, so that next to
// nothing of what is measured is theirs, and everybody holds the same: any NHS number has a record, all of one size.
package upstream

import (
	"fmt"
	"net"
	"sync/atomic"
	"time"

	"github.com/valyala/fasthttp"
)

// exchange is one of them, on a port of its own.
type exchange struct {
	name string
	base string // of FHIR
	set  *Set

	requests, bytes atomic.Int64
	fault           atomic.Pointer[Fault]
	server          *fasthttp.Server
	listener        net.Listener

	rendered atomic.Pointer[map[string]*template]
	graph    atomic.Pointer[subgraph]
}

// Fault is what an exchange does wrong while it lasts.
type Fault struct {
	// Down answers everything with 503.
	Down bool `json:"down"`
	// Extra is what each answer takes beyond the set's latency, in milliseconds.
	ExtraMs int `json:"extraMs"`
}

func listen(set *Set, name string) (*exchange, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	e := &exchange{name: name, base: "http://" + l.Addr().String() + "/fhir", set: set, listener: l}
	e.fault.Store(&Fault{})
	e.render(1)
	e.server = &fasthttp.Server{Handler: e.handle, NoDefaultServerHeader: true, NoDefaultDate: true, ReadTimeout: time.Minute,
		MaxRequestBodySize: 1 << 20, Concurrency: 1 << 16}
	return e, nil
}

// render renders what is held of a person, at a scale of the usual record.
func (e *exchange) render(scale float64) {
	all := map[string]*template{}
	for typ := range held {
		all[typ] = newTemplate(e.base, e.name, typ, scale)
	}
	e.rendered.Store(&all)
	e.graph.Store(newSubgraph(e.name, scale))
}

func (e *exchange) templates() map[string]*template { return *e.rendered.Load() }

// wait takes the time that the exchange is set to take.
func (e *exchange) wait() {
	if d := time.Duration(e.set.latency.Load()) + time.Duration(e.fault.Load().ExtraMs)*time.Millisecond; d > 0 {
		time.Sleep(d) // the exchange's own time: what it takes is known, and is taken off
	}
}

func (e *exchange) handle(ctx *fasthttp.RequestCtx) {
	e.requests.Add(1)
	switch path := string(ctx.Path()); {
	case e.fault.Load().Down:
		ctx.SetStatusCode(fasthttp.StatusServiceUnavailable)
	case path == "/graphql":
		e.query(ctx)
	case path == "/fhir" || path == "/fhir/":
		e.batch(ctx)
	case path == "/fhir/metadata":
		ctx.SetContentType("application/fhir+json")
		ctx.SetBodyString(capabilities)
	case len(path) > len("/fhir/") && path[:len("/fhir/")] == "/fhir/":
		e.search(ctx, typeIn(path))
	default:
		ctx.SetStatusCode(fasthttp.StatusNotFound)
	}
	e.bytes.Add(int64(len(ctx.Response.Body())))
}

// typeIn gives the resource type in a search's path: /fhir/Condition/_search or /fhir/Condition.
func typeIn(path string) string {
	typ := path[len("/fhir/"):]
	if cut := len(typ) - len("/_search"); cut > 0 && typ[cut:] == "/_search" {
		return typ[:cut]
	}
	return typ
}

func (e *exchange) serve() error {
	if err := e.server.Serve(e.listener); err != nil {
		return fmt.Errorf("%s: %w", e.name, err)
	}
	return nil
}
