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
	failed   time.Time
}

func newHealth() *health { return &health{} }

func (h *health) note(state record.SourceState, at time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	failed := state.Failed()
	h.last[h.n%healthWindow] = failed
	h.n++
	if failed {
		h.row++
		h.failed = at
		return
	}
	h.row = 0
	h.answered = at
}

func (h *health) report() record.ExchangeHealth {
	h.mu.Lock()
	defer h.mu.Unlock()
	r := record.ExchangeHealth{
		State: record.HealthUnknown, LastAnswerAt: h.answered, LastFailureAt: h.failed,
		RecentRequests: min(h.n, healthWindow),
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
