package hie

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/failsafe-go/failsafe-go/circuitbreaker"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/london-care-record/gateway/fhir"
	"github.com/london-care-record/gateway/record"
)

// breaker leaves an exchange alone that has failed too often, and has one request try it again after a while. It is asked
// and told by hand and not as a policy around the request, because a request can also end in a way that says nothing
// about the exchange: a policy would count that as success, and close on it.
type breaker struct {
	exchange record.ExchangeID
	off      bool
	circuit  circuitbreaker.CircuitBreaker[*fhir.Page]
	meters   *instruments
	logger   *slog.Logger

	mu sync.Mutex
	// since is when the state last changed, failing when the exchange was last left alone after it had been asked; zero
	// for never.
	since, failing time.Time
	// notBefore is when an exchange that asked for a pause may be tried again.
	notBefore time.Time
}

// The longest pause that an exchange is given because it asks for one: what asks for more is mistaken.
const longestPause = time.Minute

func newBreaker(id record.ExchangeID, c Breaker, m *instruments, logger *slog.Logger) *breaker {
	b := &breaker{exchange: id, off: c.Off, meters: m, logger: logger}
	b.circuit = circuitbreaker.NewBuilder[*fhir.Page]().
		WithFailureThresholdRatio(uint(c.Failures), uint(c.Of)).
		WithSuccessThreshold(1).
		WithDelay(c.Open).
		OnStateChanged(b.changed).
		Build()
	return b
}

// admit lets a request through, or gives what it is answered with at once.
func (b *breaker) admit() *fhir.Failure {
	if b.off || !b.paused() && b.circuit.TryAcquirePermit() {
		return nil
	}
	return fhir.Failed(b.sentence())
}

// paused tells that the exchange is being left alone for as long as it asked.
func (b *breaker) paused() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return time.Now().Before(b.notBefore) && b.circuit.IsOpen()
}

func (b *breaker) sentence() string {
	b.mu.Lock()
	failing := b.failing
	b.mu.Unlock()
	again := "it is being tried again now"
	if at := b.nextTry(); !at.IsZero() {
		if wait := time.Until(at); wait > 0 {
			again = "it will be tried again in " + fhir.Span(max(time.Second, wait.Round(time.Second)))
		}
	}
	since := ""
	if d := time.Since(failing).Round(time.Second); d >= time.Second {
		since = " for " + fhir.Span(d)
	}
	return "is not being asked, because it has kept failing" + since + "; " + again
}

// A verdict is what a request says of its exchange, told once.
type verdict int

const (
	answered verdict = iota
	failed
	// undecided is a request that was given up for a reason of the gateway's or the caller's own.
	undecided
)

func (b *breaker) tell(v verdict, f *fhir.Failure) {
	if b.off {
		return
	}
	switch v {
	case answered:
		b.circuit.RecordSuccess()
	case failed:
		if f != nil && f.RetryAfter() > 0 {
			b.mu.Lock()
			b.notBefore = time.Now().Add(min(f.RetryAfter(), longestPause))
			b.mu.Unlock()
		}
		b.circuit.RecordFailure()
	case undecided:
		if b.circuit.IsHalfOpen() { // nothing was learnt by the trial: the next one comes after the same pause
			b.circuit.Open()
		}
	}
}

// changed notes a change of state. The library calls it while no lock is held.
func (b *breaker) changed(e circuitbreaker.StateChangedEvent) {
	state := breakerState(e.NewState)
	now := time.Now()
	b.mu.Lock()
	b.since = now
	switch {
	case e.NewState == circuitbreaker.ClosedState:
		b.failing, b.notBefore = time.Time{}, time.Time{}
	case b.failing.IsZero():
		b.failing = now
	}
	b.mu.Unlock()
	b.meters.breaker.Add(context.Background(), 1, metric.WithAttributes(exchangeAttribute(b.exchange), attribute.String("state", string(state))))
	level := slog.LevelWarn
	if e.NewState == circuitbreaker.ClosedState {
		level = slog.LevelInfo
	}
	b.logger.Log(context.Background(), level, "circuit breaker changed",
		"exchange", string(b.exchange), "from", string(breakerState(e.OldState)), "to", string(state))
}

func breakerState(s circuitbreaker.State) record.BreakerState {
	switch s {
	case circuitbreaker.OpenState:
		return record.BreakerOpen
	case circuitbreaker.HalfOpenState:
		return record.BreakerHalfOpen
	}
	return record.BreakerClosed
}

// nextTry is when the exchange will be tried again; zero unless it is being left alone.
func (b *breaker) nextTry() time.Time {
	if !b.circuit.IsOpen() {
		return time.Time{}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	at := time.Now().Add(b.circuit.RemainingDelay())
	if b.notBefore.After(at) {
		return b.notBefore
	}
	return at
}

func (b *breaker) report(h *record.ExchangeHealth) {
	h.Breaker = breakerState(b.circuit.State())
	h.NextTryAt = b.nextTry()
	b.mu.Lock()
	defer b.mu.Unlock()
	h.BreakerSince = b.since
}

// reset closes the breaker and forgets what it has counted.
func (b *breaker) reset() {
	b.circuit.Close()
	if r, ok := b.circuit.(interface{ Reset() }); ok {
		r.Reset()
	}
}
