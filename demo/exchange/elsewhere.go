package exchange

import (
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/london-care-record/gateway/demo/ordered"
)

// Elsewhere is the server to which the faults ForeignPage and Redirect lead. It belongs to no exchange, answers every request as if nothing
// were recorded about anybody, and counts who comes. End it with Close.
type Elsewhere struct {
	base    string
	http    *http.Server
	visits  atomic.Int64
	stopped chan struct{}
}

// NewElsewhere starts the server on the listener, which it owns from then on.
func NewElsewhere(l net.Listener) *Elsewhere {
	e := &Elsewhere{base: "http://" + l.Addr().String(), stopped: make(chan struct{})}
	e.http = &http.Server{Handler: e, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		defer close(e.stopped)
		_ = e.http.Serve(l) // after Close it is ErrServerClosed, and before that nobody can be served
	}()
	return e
}

// Visits is how many requests there have been.
func (e *Elsewhere) Visits() int { return int(e.visits.Load()) }

// ServeHTTP answers that nothing is recorded.
func (e *Elsewhere) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	e.visits.Add(1)
	w.Header().Set("Content-Type", fhirJSON)
	send(w, ordered.Of("resourceType", "Bundle", "type", "searchset", "total", 0).Bytes())
}

// Close stops listening and ends every connection.
func (e *Elsewhere) Close() error {
	err := e.http.Close()
	<-e.stopped
	return err
}
