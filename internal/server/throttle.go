package server

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"golang.org/x/time/rate"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/token"
	"github.com/london-care-record/gateway/record"
)

// The bounds by which a request is turned away, as they stand in the log and in the metric.
const (
	byCaller  = "caller"
	byClient  = "client"
	byRefused = "refused"
	byLoad    = "load"
)

// throttle turns away who asks too often, and everybody when there is too much to do. A request that is turned away is not
// in the audit trail: nobody was asked for, and writing a durable line for each request of a flood would help the flood.
// It is counted, and the log says so once a second for each bound.
type throttle struct {
	callers, clients, refused *limiterTable
	admission                 *admission
	crowd                     *crowd

	turnedAway metric.Int64Counter
	// said keeps the log short: one line a second for each bound.
	said map[string]*rate.Sometimes
}

func newThrottle(c Config) (*throttle, error) {
	t := &throttle{
		callers: newLimiterTable(c.Rates.Caller, time.Now), clients: newLimiterTable(c.Rates.Client, time.Now),
		refused: newLimiterTable(c.Rates.Refused, time.Now), admission: newAdmission(c.Load, c.Budget, newStrain().since), crowd: newCrowd(c.Load, c.Budget),
		said: map[string]*rate.Sometimes{},
	}
	for _, bound := range []string{byCaller, byClient, byRefused, byLoad} {
		t.said[bound] = &rate.Sometimes{Interval: time.Second}
	}
	var err error
	t.turnedAway, err = c.Telemetry.Meter.Int64Counter("graphql.requests.turned_away",
		metric.WithDescription("How many requests were turned away because somebody asks too often, or there is too much to do."))
	return t, errors.Join(err, t.watch(c.Telemetry.Meter))
}

// watch shows how many operations run and wait.
func (t *throttle) watch(meter metric.Meter) error {
	running, err := meter.Int64ObservableGauge("graphql.operations.running", metric.WithDescription("How many GraphQL operations run."))
	if err != nil {
		return err
	}
	limit, err := meter.Int64ObservableGauge("graphql.operations.limit",
		metric.WithDescription("How many GraphQL operations may run at once now: fewer where they wait for processors."))
	if err != nil {
		return err
	}
	waiting, err := meter.Int64ObservableGauge("graphql.operations.waiting",
		metric.WithDescription("How many GraphQL operations wait for their turn."))
	if err != nil {
		return err
	}
	_, err = meter.RegisterCallback(func(_ context.Context, o metric.Observer) error {
		r, l, w := t.admission.underWay()
		o.ObserveInt64(running, r)
		o.ObserveInt64(limit, l)
		o.ObserveInt64(waiting, w)
		return nil
	}, running, limit, waiting)
	return err
}

// known bounds a caller whose token is good: first the person, so that one who asks too often uses up nothing of what
// their colleagues have in the same system.
func (t *throttle) known(c access.Caller) (bound string, wait time.Duration) {
	if wait = t.callers.take(callerName(c)); wait > 0 {
		return byCaller, wait
	}
	return byClient, t.clients.take(clientName(c))
}

// guess counts a token that was refused, and says how long to wait when it was one too many. Who is known by name is
// counted by name: else whoever shares an address with others, or comes through the same proxy, could keep attempts in
// their names out of the audit trail by spending what the address has.
func (t *throttle) guess(refusal *token.Refusal, address string) time.Duration {
	switch {
	case refusal.Reason == token.Unreachable:
		return 0 // that is the issuer's fault
	case refusal.Caller.Subject != "":
		return t.refused.take(callerName(refusal.Caller))
	}
	return t.refused.take(networkOf(address))
}

// askTooOften turns a request away with 429.
// Source: RFC 6585, section 4.
func (h *graphqlHandler) askTooOften(w http.ResponseWriter, r *http.Request, mediaType, bound string, wait time.Duration) {
	h.turnBack(w, r, mediaType, bound, http.StatusTooManyRequests, wait, record.Errorf(record.CodeTooManyRequests, "%s", map[string]string{
		byCaller:  "You ask more often than is allowed. Please wait a moment.",
		byClient:  "Your system asks more often than is allowed. Please wait a moment.",
		byRefused: "Too many tokens were refused. Please wait a moment.",
	}[bound]))
}

// tooMuchToDo turns a request away with 503 before anything was looked at.
func (h *graphqlHandler) tooMuchToDo(w http.ResponseWriter, r *http.Request, mediaType string) {
	h.turnBack(w, r, mediaType, byLoad, http.StatusServiceUnavailable, h.config.Load.Patience,
		record.Errorf(record.CodeOverloaded, "The gateway has too much to do at the moment. Nothing was looked at. Please try again."))
}

func (h *graphqlHandler) turnBack(w http.ResponseWriter, r *http.Request, mediaType, bound string, status int, wait time.Duration, err error) {
	ctx := r.Context()
	h.throttle.turnedAway.Add(ctx, 1, metric.WithAttributes(attribute.String("bound", bound)))
	h.throttle.said[bound].Do(func() {
		h.config.Logger.WarnContext(ctx, "requests are turned away", "id", requestID(ctx), "bound", bound,
			"client", access.CallerOf(ctx).Client)
	})
	w.Header().Set("Retry-After", strconv.Itoa(wholeSeconds(wait)))
	h.refuseWith(w, r, mediaType, status, err)
}
