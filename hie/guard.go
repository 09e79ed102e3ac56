package hie

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"runtime/debug"
	"sync"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/london-care-record/gateway/fhir"
	"github.com/london-care-record/gateway/record"
)

// guard stands around every request to one exchange, from the sending to the last byte read and understood: the breaker
// lets it through or answers at once; within, it is repeated where that is safe and can help, doubled where it is slow and
// the exchange allows it, and waits for its turn where too many are under way.
//
// The breaker is told what became of a request after its repetitions: a moment's fault that a repetition gets over must
// not close the door on it.
type guard struct {
	exchange record.ExchangeID
	limits   Guard
	timeout  time.Duration
	breaker  *breaker
	crowd    *crowd
	executor failsafe.Executor[*fhir.Page]
	meters   *instruments
	labels   *labels
	logger   *slog.Logger
}

func newGuard(id record.ExchangeID, limits Guard, timeout time.Duration, m *instruments, logger *slog.Logger) *guard {
	limits = limits.complete()
	g := &guard{
		exchange: id, limits: limits, timeout: timeout, meters: m, labels: &labels{exchange: id}, logger: logger,
		breaker: newBreaker(id, limits.Breaker, m, logger),
		crowd:   newCrowd(limits.Bulkhead, limits.Adaptive),
	}
	policies := []failsafe.Policy[*fhir.Page]{
		retry(limits.Retry, func() { g.count(g.meters.retries) }),
	}
	if limits.Hedge.Quantile > 0 {
		policies = append(policies, hedge(limits.Hedge, func() { g.count(g.meters.hedges) }))
	}
	g.executor = failsafe.With(policies...)
	return g
}

// miss is an attempt that failed, and whether it is to be made again.
type miss struct {
	failure *fhir.Failure
	again   bool
	pause   time.Duration
}

func (m *miss) Error() string { return string(m.failure.State()) }

func missOf(err error) *miss {
	var m *miss
	errors.As(err, &m)
	return m
}

// do makes a request as the guard allows. It is fhir.Config.Guard.
func (g *guard) do(ctx context.Context, attempt fhir.Attempt) (*fhir.Page, *fhir.Failure) {
	if closed := g.breaker.admit(); closed != nil {
		g.count(g.meters.refused, attribute.String("by", "breaker"))
		return nil, closed
	}
	r := &request{guard: g, attempt: attempt, answerBy: answerBy(ctx, g.timeout)}
	late := time.AfterFunc(time.Until(r.answerBy), func() { r.tell(failed) })
	defer late.Stop()
	page, err := g.executor.WithContext(ctx).GetWithExecution(r.run)
	if err == nil {
		r.tell(answered)
		return page, nil
	}
	f := r.failure(err)
	r.tell(r.verdict(ctx, f))
	return nil, f
}

func (g *guard) count(c metric.Int64Counter, more ...attribute.KeyValue) {
	c.Add(context.Background(), 1, metric.WithAttributes(append(more, exchangeAttribute(g.exchange))...))
}

// request is one request in the guard's hands, its repetitions included.
type request struct {
	guard    *guard
	attempt  fhir.Attempt
	answerBy time.Time

	mu sync.Mutex
	// last is the last failure that says something of the exchange. sent tells that it has been asked at all, broken that
	// its answer met a fault of the gateway's own.
	last         *fhir.Failure
	sent, broken bool
	told         sync.Once
}

// tell tells the breaker once. A request that is still under way when its answer is due has failed, whatever comes later:
// a breaker that waited for late answers would open late.
func (r *request) tell(v verdict) {
	r.told.Do(func() {
		r.mu.Lock()
		f := r.last
		r.mu.Unlock()
		r.guard.breaker.tell(v, f)
	})
}

// run makes one attempt in its turn.
func (r *request) run(exec failsafe.Execution[*fhir.Page]) (*fhir.Page, error) {
	g, ctx := r.guard, exec.Context()
	leave, err := g.crowd.enter(ctx)
	if errors.Is(err, errCrowded) {
		g.count(g.meters.refused, attribute.String("by", "bulkhead"))
		return nil, &miss{failure: fhir.Failed(g.crowd.sentence())}
	}
	if err != nil {
		return nil, err
	}
	r.mu.Lock()
	r.sent = true
	r.mu.Unlock()
	g.meters.inFlight.Add(ctx, 1, g.labels.of(label{}))
	page, f := r.recovering(ctx)
	g.meters.inFlight.Add(ctx, -1, g.labels.of(label{}))
	leave(ctx.Err() == nil)
	if f == nil {
		return page, nil
	}
	r.mu.Lock()
	if r.last == nil || ctx.Err() == nil {
		r.last = f
	}
	r.mu.Unlock()
	m := &miss{failure: f}
	if repeatable(f) {
		m.pause = g.limits.Retry.pause(exec.Attempts(), f.RetryAfter(), rand.Float64())
		m.again = time.Now().Add(m.pause).Before(r.answerBy)
	}
	return nil, m
}

// recovering makes the attempt and turns a panic into a failure: a hedged attempt runs in a goroutine of its own, where
// nobody else would catch it. The panic's value may hold patient data; the log has its type and the stack.
func (r *request) recovering(ctx context.Context) (page *fhir.Page, f *fhir.Failure) {
	defer func() {
		if value := recover(); value != nil {
			r.guard.logger.ErrorContext(ctx, "panic while reading an exchange's answer",
				"exchange", string(r.guard.exchange), "type", fmt.Sprintf("%T", value), "stack", string(debug.Stack()))
			r.mu.Lock()
			r.broken = true
			r.mu.Unlock()
			page, f = nil, fhir.Failed(gatewayFault)
		}
	}()
	return r.attempt(ctx)
}

// gatewayFault says that an answer was lost by no fault of the exchange's.
const gatewayFault = "its answer could not be read because of a fault in the gateway"

// failure is what a request is answered with that failed: the last failure that says why.
func (r *request) failure(err error) *fhir.Failure {
	r.mu.Lock()
	defer r.mu.Unlock()
	if m := missOf(err); m != nil {
		return m.failure
	}
	if r.last != nil { // the retry budget was used up, or the time was over
		return r.last
	}
	return fhir.Failed("was not waited for, because the question was withdrawn")
}

// verdict says what a failed request tells of its exchange.
func (r *request) verdict(ctx context.Context, f *fhir.Failure) verdict {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch status := f.Status(); {
	case !r.sent:
		return undecided
	case r.broken:
		return answered
	case status == http.StatusTooManyRequests || status >= 500:
		return failed
	case status != 0: // it is there, and does not do what we ask
		return answered
	case ctx.Err() != nil && time.Now().Before(r.answerBy): // the caller went away, or had less time
		return undecided
	}
	return failed
}

type answerByKey struct{}

// withAnswerBy notes when the answer to a question is due: its request may be let go on for longer.
func withAnswerBy(ctx context.Context, at time.Time) context.Context {
	return context.WithValue(ctx, answerByKey{}, at)
}

func answerBy(ctx context.Context, otherwise time.Duration) time.Time {
	if at, ok := ctx.Value(answerByKey{}).(time.Time); ok {
		return at
	}
	return time.Now().Add(otherwise)
}
