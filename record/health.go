package record

import "time"

// HealthState is how an exchange is doing, in one word.
type HealthState string

// The states of an exchange's health.
const (
	Healthy       HealthState = "HEALTHY"     // its last answers were good
	Degraded      HealthState = "DEGRADED"    // some of its last answers failed or were cut
	Down          HealthState = "UNAVAILABLE" // its last answers all failed
	HealthUnknown HealthState = "UNKNOWN"     // not asked yet
)

// ExchangeHealth is what the gateway itself has seen of an exchange lately.
type ExchangeHealth struct {
	State HealthState
	// LastAnswerAt and LastFailureAt are zero when there was none since the gateway started.
	LastAnswerAt, LastFailureAt time.Time
	// RecentRequests and RecentFailures count the searches in the window that State is judged by.
	RecentRequests, RecentFailures int
	// LastFailure is nil when no request has failed since the gateway started.
	LastFailure *ExchangeFailure
	// Breaker tells whether the exchange is asked; BreakerSince is zero when that has never changed. NextTryAt is set
	// while the breaker is open.
	Breaker                 BreakerState
	BreakerSince, NextTryAt time.Time
	// Latency is nil when no request was answered lately.
	Latency *LatencyQuantiles
	// InFlight and Queued count the requests that are under way and those that wait for their turn.
	InFlight, Queued int
}

// ExchangeFailure is a request to an exchange that failed.
type ExchangeFailure struct {
	At time.Time
	// State is TIMED_OUT, UNAVAILABLE or REFUSED.
	State SourceState
}

// BreakerState tells whether the gateway asks an exchange.
type BreakerState string

// The states of an exchange's circuit breaker.
const (
	BreakerClosed   BreakerState = "CLOSED"    // it is asked
	BreakerOpen     BreakerState = "OPEN"      // it is not, after repeated failures
	BreakerHalfOpen BreakerState = "HALF_OPEN" // it is being tried again
)

// LatencyQuantiles are how long recent requests took, in milliseconds.
type LatencyQuantiles struct {
	P50, P95, P99 int
	// Requests is how many requests the figures are taken from.
	Requests int
}
