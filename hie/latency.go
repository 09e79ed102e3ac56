package hie

import (
	"slices"
	"sync"
	"time"

	"github.com/london-care-record/gateway/record"
)

const (
	// latencyWindow is how many of the last answered searches an exchange's latency is taken from, latencyAge how old
	// they may be: an exchange that was slow an hour ago is not slow.
	latencyWindow = 512
	latencyAge    = 5 * time.Minute
)

// latencies remembers how long the last answered searches of one exchange took. Those that failed are not among them:
// a refused connection is not quick, and one that is given up on took as long as we let it.
type latencies struct {
	mu   sync.Mutex
	ring [latencyWindow]struct {
		took time.Duration
		at   time.Time
	}
	n int
}

func (l *latencies) note(took time.Duration, at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	place := &l.ring[l.n%latencyWindow]
	place.took, place.at = took, at
	l.n++
}

// recent gives the durations that count, shortest first.
func (l *latencies) recent(now time.Time) []time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	var recent []time.Duration
	for _, x := range l.ring[:min(l.n, latencyWindow)] {
		if now.Sub(x.at) <= latencyAge {
			recent = append(recent, x.took)
		}
	}
	slices.Sort(recent)
	return recent
}

// report gives the quantiles; nil when nothing was answered lately.
func (l *latencies) report(now time.Time) *record.LatencyQuantiles {
	recent := l.recent(now)
	if len(recent) == 0 {
		return nil
	}
	ms := func(percent int) int { return int(quantile(recent, percent).Round(time.Millisecond).Milliseconds()) }
	return &record.LatencyQuantiles{P50: ms(50), P95: ms(95), P99: ms(99), Requests: len(recent)}
}

// quantile gives the shortest duration that a percentage of the sorted ones do not exceed.
func quantile(sorted []time.Duration, percent int) time.Duration {
	return sorted[(len(sorted)*percent+99)/100-1]
}
