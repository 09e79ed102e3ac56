package hie

import (
	"net/http"
	"time"

	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/budget"
	"github.com/failsafe-go/failsafe-go/retrypolicy"

	"github.com/london-care-record/gateway/fhir"
	"github.com/london-care-record/gateway/record"
)

// leastRetries is how many repetitions are under way in any case: about those of one view of a record.
const leastRetries = 20

// retry makes a request again that missed, where the miss says so.
func retry(c Retry, repeated func()) failsafe.Policy[*fhir.Page] {
	return retrypolicy.NewBuilder[*fhir.Page]().
		HandleIf(func(_ *fhir.Page, err error) bool { m := missOf(err); return m != nil && m.again }).
		WithMaxAttempts(c.Attempts).
		WithDelayFunc(func(e failsafe.ExecutionAttempt[*fhir.Page]) time.Duration { return missOf(e.LastError()).pause }).
		WithBudget(budget.NewBuilder().WithMaxRate(c.Budget).WithMinConcurrency(leastRetries).Build()).
		ReturnLastFailure().
		OnRetry(func(failsafe.ExecutionEvent[*fhir.Page]) { repeated() }).
		Build()
}

// pause is how long a repetition waits: as long as the server asked for and a little more, or twice as long as the time
// before, spread by half so that those who failed together don't come back together. chance is from 0 to 1.
func (r Retry) pause(attempt int, asked time.Duration, chance float64) time.Duration {
	if asked > 0 {
		return asked + time.Duration(chance*float64(asked)/10)
	}
	doubled := r.Pause << min(attempt-1, 6)
	return time.Duration(float64(doubled) * (0.5 + chance))
}

// repeatable tells whether a request that failed may do better a moment later. What the server understood and refused it
// will refuse again; what it could not write it will not write then.
func repeatable(f *fhir.Failure) bool {
	switch f.Status() {
	case 0:
		return f.State() == record.StateUnavailable && !f.Unreadable()
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}
