package hie

import (
	"github.com/failsafe-go/failsafe-go"
	"github.com/failsafe-go/failsafe-go/budget"
	"github.com/failsafe-go/failsafe-go/hedgepolicy"

	"github.com/london-care-record/gateway/fhir"
)

// The quantile of a hedge is taken from about so many answers, and there is none before so many.
const (
	hedgeAge       = 200
	hedgeThreshold = 50
)

// hedge sends a second request when the first takes longer than a quantile of those before. The first good answer stands;
// the other request is given up. By default the library would take the first answer, good or not.
func hedge(h Hedge, hedged func()) failsafe.Policy[*fhir.Page] {
	return hedgepolicy.NewBuilderWithDelayQuantile[*fhir.Page](h.Quantile, hedgeAge, hedgeThreshold).
		CancelIf(func(_ *fhir.Page, err error) bool { return err == nil }).
		WithBudget(budget.NewBuilder().WithMaxRate(2 * (1 - h.Quantile)).WithMinConcurrency(1).Build()).
		OnHedge(func(failsafe.ExecutionEvent[*fhir.Page]) { hedged() }).
		Build()
}
