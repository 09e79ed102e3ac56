package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

const (
	idleTime  = 2 * time.Minute
	maxHeader = 32 << 10
	// maxStreams is how many requests one connection may have under way by HTTP/2.
	maxStreams = 100
)

// Server is the gateway's public listener, with the probes beside it. Make it with New, serve with Run.
type Server struct {
	config Config
	public *http.Server
	addr   net.Listener
}

// New listens and serves nothing yet. The caller closes the server, or runs it, which closes it and its probes.
func New(c Config) (*Server, error) {
	if c.Door == nil || c.Trail == nil {
		return nil, errors.New("a server needs a door and an audit trail: without, nothing may be shown")
	}
	c.Limits, c.Load, c.Drain = c.Limits.withDefaults(), c.Load.withDefaults(c.Budget), c.Drain.withDefaults()
	c.Wire = c.Wire.withDefaults()
	s := &Server{config: c}
	graph, err := newGraphQL(c)
	if err != nil {
		return nil, err
	}
	s.public = newHTTPServer(s.parting(s.publicHandler(graph)), c.Budget, c.Wire, c.Logger)
	s.public.TLSConfig = c.TLS
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	if s.addr, err = s.boundConnections(listener); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return s, nil
}

// newHTTPServer makes a server whose handler has a budget for its answers. A handler that takes longer, to read or to
// answer, sets deadlines of its own.
func newHTTPServer(h http.Handler, budget time.Duration, wire Wire, logger *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           caught(logger, h),
		ReadHeaderTimeout: wire.Header,
		ReadTimeout:       wire.Header + wire.Body,
		WriteTimeout:      wire.Header + wire.Body + budget + wire.Write,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeader,
		HTTP2:             &http.HTTP2Config{MaxConcurrentStreams: maxStreams},
		ErrorLog:          stdLog(logger),
	}
}

// URL gives the public address, "http://127.0.0.1:8080".
func (s *Server) URL() string {
	scheme := "http://"
	if s.config.TLS != nil {
		scheme = "https://"
	}
	return scheme + s.addr.Addr().String()
}

// AdminURL gives the private address, or "" where it is off.
func (s *Server) AdminURL() string { return s.config.Probes.URL() }

// Run serves until ctx ends, then drains and returns: see drain. It returns early with an error when a listener fails.
func (s *Server) Run(ctx context.Context) error {
	failed := make(chan error, 1)
	go func() {
		if s.config.TLS != nil {
			failed <- s.public.ServeTLS(s.addr, "", "")
			return
		}
		failed <- s.public.Serve(s.addr)
	}()
	probes := s.config.Probes
	probes.serves.Store(s)
	probes.state.Store(ready)

	var err error
	select {
	case <-ctx.Done():
		err = s.drain(ctx, failed)
	case e := <-failed:
		err = e
	case e := <-probes.failed:
		err = errors.Join(e, s.shutdown(failed))
	}
	return errors.Join(err, probes.Close())
}

// Close stops a server that does not run.
func (s *Server) Close() error {
	return errors.Join(s.addr.Close(), s.config.Probes.Close())
}
