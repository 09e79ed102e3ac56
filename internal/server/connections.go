package server

import (
	"context"
	"net"
	"net/http"
	"sync"
	"time"

	"go.opentelemetry.io/otel/metric"
	"golang.org/x/time/rate"
)

// Wire bounds what a client may cost before it is known who asks. Zero values are replaced by those of DefaultWire.
type Wire struct {
	// Connections is how many may be open at once; below zero any number.
	Connections int
	// Header and Body are how long a client may take to send them, Write how long to take its answer, or one event.
	Header, Body, Write time.Duration
}

// DefaultWire lets a slow line through and stops those who hold connections open for nothing.
func DefaultWire() Wire {
	return Wire{Connections: 4096, Header: 5 * time.Second, Body: 15 * time.Second, Write: 10 * time.Second}
}

func (l Wire) withDefaults() Wire {
	d := DefaultWire()
	if l.Connections == 0 {
		l.Connections = d.Connections
	}
	for _, x := range []struct{ value, instead *time.Duration }{{&l.Header, &d.Header}, {&l.Body, &d.Body}, {&l.Write, &d.Write}} {
		if *x.value == 0 {
			*x.value = *x.instead
		}
	}
	return l
}

// boundConnections bounds the public listener, counts what it closes, and says so in the log once a second.
func (s *Server) boundConnections(l net.Listener) (net.Listener, error) {
	closed, err := s.config.Telemetry.Meter.Int64Counter("http.server.connections.turned_away",
		metric.WithDescription("How many connections were closed at once because too many were open."))
	if err != nil {
		return nil, err
	}
	said := rate.Sometimes{Interval: time.Second}
	return newBoundedListener(l, s.config.Wire.Connections, func() {
		closed.Add(context.Background(), 1)
		said.Do(func() { s.config.Logger.Warn("connections are closed at once, because too many are open") })
	}), nil
}

// readInTime gives a request's body its time. Once it is read the deadline goes, because it would end an answer that is
// still being made.
func readInTime(w http.ResponseWriter, limit time.Duration, read func() error) error {
	c := http.NewResponseController(w)
	_ = c.SetReadDeadline(time.Now().Add(limit)) // where there is no connection there is nothing to bound
	if err := read(); err != nil {
		return err
	}
	_ = c.SetReadDeadline(time.Time{})
	return nil
}

// writeInTime gives the client so long to take what is written next.
func writeInTime(w http.ResponseWriter, limit time.Duration) {
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(limit)) // as above
}

// boundedListener takes so many connections at once. One more is closed at once rather than left to wait, so that a
// balancer in front sends it elsewhere, and so that it is not the honest ones that wait when somebody opens many and says
// nothing.
type boundedListener struct {
	net.Listener
	places  chan struct{}
	refused func()
}

func newBoundedListener(l net.Listener, connections int, refused func()) net.Listener {
	if connections < 0 {
		return l
	}
	return &boundedListener{Listener: l, places: make(chan struct{}, connections), refused: refused}
}

// Accept gives the next connection for which there is a place.
func (l *boundedListener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		select {
		case l.places <- struct{}{}:
			return &placedConn{Conn: c, leave: sync.OnceFunc(func() { <-l.places })}, nil
		default:
			l.refused()
			_ = c.Close() // nothing was said on it
		}
	}
}

// placedConn gives its place back when it is closed.
type placedConn struct {
	net.Conn
	leave func()
}

// Close closes the connection and gives its place back.
func (c *placedConn) Close() error {
	defer c.leave()
	return c.Conn.Close()
}
