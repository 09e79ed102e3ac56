package server

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"time"
)

const (
	// drainTime is how long requests that are under way may take to end at shutdown.
	drainTime = 10 * time.Second
	// headerTime bounds a client that sends its headers slowly; readTime one that sends its body slowly.
	headerTime = 5 * time.Second
	readTime   = 15 * time.Second
	idleTime   = 2 * time.Minute
	maxHeader  = 32 << 10
)

// Server is the gateway's listeners. Make it with New, serve with Run.
type Server struct {
	config        Config
	public, admin *http.Server
	publicAddr    net.Listener
	adminAddr     net.Listener
	ready         atomic.Bool
}

// New listens on both addresses and serves nothing yet. The caller closes the server, or runs it, which closes it.
func New(c Config) (*Server, error) {
	if c.Door == nil || c.Trail == nil {
		return nil, errors.New("a server needs a door and an audit trail: without, nothing may be shown")
	}
	c.Limits = c.Limits.withDefaults()
	s := &Server{config: c}
	graph, err := newGraphQL(c)
	if err != nil {
		return nil, err
	}
	s.public = s.httpServer(s.publicHandler(graph))
	s.public.TLSConfig = c.TLS
	if s.publicAddr, err = net.Listen("tcp", c.Listen); err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	if c.Admin == "off" {
		return s, nil
	}
	s.admin = s.httpServer(s.adminHandler())
	if s.adminAddr, err = net.Listen("tcp", c.Admin); err != nil {
		return nil, errors.Join(fmt.Errorf("admin: %w", err), s.publicAddr.Close())
	}
	return s, nil
}

func (s *Server) httpServer(h http.Handler) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       readTime,
		WriteTimeout:      s.config.Budget + 30*time.Second,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          stdLog(s.config.Logger),
	}
}

// URL gives the public address, "http://127.0.0.1:8080".
func (s *Server) URL() string {
	scheme := "http://"
	if s.config.TLS != nil {
		scheme = "https://"
	}
	return scheme + s.publicAddr.Addr().String()
}

// AdminURL gives the private address, or "" where it is off.
func (s *Server) AdminURL() string {
	if s.adminAddr == nil {
		return ""
	}
	return "http://" + s.adminAddr.Addr().String()
}

// Run serves until ctx ends, then takes no new requests, lets those under way end, and returns. It returns early with
// an error when a listener fails.
func (s *Server) Run(ctx context.Context) error {
	failed := make(chan error, 2)
	serving := 0
	serve := func(h *http.Server, l net.Listener) {
		if h == nil {
			return
		}
		serving++
		go func() {
			if h.TLSConfig != nil {
				failed <- h.ServeTLS(l, "", "")
				return
			}
			failed <- h.Serve(l)
		}()
	}
	serve(s.public, s.publicAddr)
	serve(s.admin, s.adminAddr)
	s.ready.Store(true)

	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
		serving--
	}
	err = errors.Join(err, s.shutdown())
	for range serving {
		if e := <-failed; !errors.Is(e, http.ErrServerClosed) {
			err = errors.Join(err, e)
		}
	}
	return err
}

// shutdown says "not ready" first, so that a balancer stops sending, and keeps the private listener up until the public
// one has drained.
func (s *Server) shutdown() error {
	s.ready.Store(false)
	ctx, cancel := context.WithTimeout(context.Background(), drainTime)
	defer cancel()
	err := s.public.Shutdown(ctx)
	if s.admin != nil {
		err = errors.Join(err, s.admin.Shutdown(ctx))
	}
	return err
}

// Close stops a server that does not run.
func (s *Server) Close() error {
	err := s.publicAddr.Close()
	if s.adminAddr != nil {
		err = errors.Join(err, s.adminAddr.Close())
	}
	return err
}
