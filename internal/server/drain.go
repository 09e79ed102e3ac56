package server

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// Drain says how a server that is told to end goes about it.
type Drain struct {
	// Delay is how long it goes on serving as before while it says that it is draining, so that a balancer finds out and
	// sends nothing more. 0 is for a server with no balancer in front.
	Delay time.Duration
	// Timeout is how long requests that are under way after that may take to end; 0 means 10 s.
	Timeout time.Duration
}

func (d Drain) withDefaults() Drain {
	if d.Timeout == 0 {
		d.Timeout = 10 * time.Second
	}
	return d
}

// ErrWithoutDelay, as the cause of the end of Run's context, leaves out the delay: somebody sits there and waits.
var ErrWithoutDelay = errors.New("to end without delay")

// drain says "draining" first, and serves on for a while, so that a balancer stops sending before it could meet a closed
// door. Then it takes no new requests and lets those under way end. The probes answer until then.
func (s *Server) drain(ctx context.Context, failed chan error) error {
	s.config.Probes.state.Store(draining)
	if delay := s.config.Drain.Delay; delay > 0 && !errors.Is(context.Cause(ctx), ErrWithoutDelay) {
		s.config.Logger.Info("draining: requests are still taken, and the readiness probe says no", "delay", delay)
		notice := time.NewTimer(delay)
		defer notice.Stop()
		select {
		case <-notice.C:
		case err := <-failed:
			return err
		}
	}
	return s.shutdown(failed)
}

// shutdown lets the requests under way end, and those that do not be cut off.
func (s *Server) shutdown(failed chan error) error {
	ctx, cancel := context.WithTimeout(context.Background(), s.config.Drain.Timeout)
	defer cancel()
	err := s.public.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		err = errors.Join(errors.New("some requests were still under way at the end of the drain and were cut off"), s.public.Close())
	}
	if e := <-failed; !errors.Is(e, http.ErrServerClosed) {
		err = errors.Join(err, e)
	}
	return err
}

// parting asks whoever keeps connections open to close them while the server drains, each after its answer: none is then
// left that a request could be sent on just as it closes.
func (s *Server) parting(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.config.Probes.is() == draining {
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, r)
	})
}
