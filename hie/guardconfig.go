package hie

import (
	"errors"
	"time"
)

// Guard says how the requests to one exchange are guarded. The zero value means the defaults, which suit an exchange of
// which nothing is known.
type Guard struct {
	Retry    Retry
	Breaker  Breaker
	Bulkhead Bulkhead
	Hedge    Hedge
	Adaptive Adaptive
}

// Retry says how often a request that failed is made again: after a broken connection, 429, 502, 503 and 504, and only
// while there is time for it.
type Retry struct {
	// Attempts is the most times that a request is made, the first included. 1 means never again.
	Attempts int
	// Budget is the greatest share of the requests under way that may be repetitions, from 0 to 1: an exchange that fails
	// under load must not be sent three times the load. As many as one view needs are always allowed.
	Budget float64
	// Pause is the wait before the first repetition, doubled for each further one and spread by half. A server's own
	// Retry-After goes before it.
	Pause time.Duration
}

// Breaker says when an exchange that fails is left alone.
type Breaker struct {
	// Off means that it is asked whatever happens.
	Off bool
	// Failures of the last Of requests open the breaker.
	Failures, Of int
	// Open is how long the exchange is left alone before one request tries it again.
	Open time.Duration
}

// Bulkhead says how many requests an exchange may be sent at once.
type Bulkhead struct {
	// Concurrent is the most requests under way, Queue the most that wait for their turn, Wait how long they do.
	Concurrent, Queue int
	Wait              time.Duration
}

// Hedge says when a second request is sent because the first is slow. The zero value means never: it is for exchanges that
// have agreed to it.
type Hedge struct {
	// Quantile is the share of requests, from 0 to 1, that are answered before a second one is sent.
	Quantile float64
}

// Adaptive lets the greatest number of requests under way follow from how long they take. The zero value means that
// Bulkhead.Concurrent stands: searches differ so much in what they cost that the adaptive limit is for those who have
// watched it.
type Adaptive struct {
	Min, Max int
}

// What a Guard means where it does not say. One question makes a dozen or more requests to an exchange, and a replica of two
// cores answers 128 at once: so many must find room at an exchange that is well, or load would look like its failure.
var defaultGuard = Guard{
	Retry:    Retry{Attempts: 3, Budget: 0.2, Pause: 50 * time.Millisecond},
	Breaker:  Breaker{Failures: 5, Of: 10, Open: 5 * time.Second},
	Bulkhead: Bulkhead{Concurrent: 256, Queue: 2048, Wait: 500 * time.Millisecond},
}

// Check says what is wrong with a guard, by the name of the setting. The library's builders panic instead.
func (g Guard) Check() error {
	switch {
	case g.Retry.Attempts < 0 || g.Retry.Attempts > 10:
		return errors.New("retry.attempts must be from 1 to 10; 1 means that nothing is asked again")
	case !share(g.Retry.Budget):
		return errors.New("retry.budget must be a share from 0 to 1, such as 0.2")
	case g.Retry.Pause < 0:
		return errors.New("retry.pause must not be negative")
	case g.Breaker.Failures < 0 || g.Breaker.Of < 0 || g.Breaker.Open < 0:
		return errors.New("breaker must not hold negative numbers")
	case g.complete().Breaker.Failures > g.complete().Breaker.Of:
		return errors.New("breaker.failures must not be more than breaker.of: so many of the last requests can't fail")
	case g.Bulkhead.Concurrent < 0 || g.Bulkhead.Queue < 0 || g.Bulkhead.Wait < 0:
		return errors.New("bulkhead must not hold negative numbers")
	case !share(g.Hedge.Quantile) || g.Hedge.Quantile == 1:
		return errors.New("hedge.quantile must be a share below 1, such as 0.95; 0 means that no second request is sent")
	case g.Adaptive.Min < 0 || g.Adaptive.Max < 0 || g.Adaptive.Min > g.Adaptive.Max:
		return errors.New("adaptive.min must be from 0 to adaptive.max")
	}
	return nil
}

func share(f float64) bool { return f >= 0 && f <= 1 }

// complete fills in what a guard leaves open.
func (g Guard) complete() Guard {
	orInt := func(n *int, standard int) {
		if *n == 0 {
			*n = standard
		}
	}
	orTime := func(d *time.Duration, standard time.Duration) {
		if *d == 0 {
			*d = standard
		}
	}
	orInt(&g.Retry.Attempts, defaultGuard.Retry.Attempts)
	if g.Retry.Budget == 0 {
		g.Retry.Budget = defaultGuard.Retry.Budget
	}
	orTime(&g.Retry.Pause, defaultGuard.Retry.Pause)
	orInt(&g.Breaker.Failures, defaultGuard.Breaker.Failures)
	orInt(&g.Breaker.Of, max(defaultGuard.Breaker.Of, g.Breaker.Failures))
	orTime(&g.Breaker.Open, defaultGuard.Breaker.Open)
	orInt(&g.Bulkhead.Concurrent, defaultGuard.Bulkhead.Concurrent)
	orInt(&g.Bulkhead.Queue, defaultGuard.Bulkhead.Queue)
	orTime(&g.Bulkhead.Wait, defaultGuard.Bulkhead.Wait)
	if g.Adaptive.Max > 0 {
		orInt(&g.Adaptive.Min, 1)
	}
	return g
}
