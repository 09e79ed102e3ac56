package hie

import (
	"sync"
	"time"

	"github.com/london-care-record/gateway/record"
)

const (
	// healthWindow is how many of the last searches an exchange's health is judged by.
	healthWindow = 20
	// downAfter is how many failures in a row make an exchange count as down.
	downAfter = 3
)

// health remembers how the last searches of one exchange went.
type health struct {
	mu       sync.Mutex
	last     [healthWindow]bool // true: failed
	n        int                // searches noted ever
	row      int                // failures in a row
	answered time.Time
	failed   *record.ExchangeFailure
	latency  latencies
}

func newHealth() *health { return &health{} }

func (h *health) note(state record.SourceState, took time.Duration, at time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	failed := state.Failed()
	h.last[h.n%healthWindow] = failed
	h.n++
	if failed {
		h.row++
		h.failed = &record.ExchangeFailure{At: at, State: state}
		return
	}
	h.row = 0
	h.answered = at
	h.latency.note(took, at)
}

func (h *health) report(now time.Time) record.ExchangeHealth {
	h.mu.Lock()
	defer h.mu.Unlock()
	r := record.ExchangeHealth{
		State: record.HealthUnknown, LastAnswerAt: h.answered, LastFailure: h.failed,
		RecentRequests: min(h.n, healthWindow), Breaker: record.BreakerClosed, Latency: h.latency.report(now),
	}
	if h.failed != nil {
		r.LastFailureAt = h.failed.At
	}
	for i := range r.RecentRequests {
		if h.last[i] {
			r.RecentFailures++
		}
	}
	switch {
	case h.n == 0:
	case h.row >= downAfter || h.row == h.n:
		r.State = record.Down
	case r.RecentFailures > 0:
		r.State = record.Degraded
	default:
		r.State = record.Healthy
	}
	return r
}

// report tells how the exchange has been doing and whether it is asked.
func (s *Source) report() record.ExchangeHealth {
	r := s.health.report(s.options.Now())
	s.guard.breaker.report(&r)
	r.InFlight, r.Queued = int(s.guard.crowd.inFlight.Load()), int(s.guard.crowd.queued.Load())
	return r
}
