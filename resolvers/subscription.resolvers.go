package resolvers

import (
	"context"

	"github.com/london-care-record/gateway/graph"
	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/stitch"
)

func (r *subscriptionResolver) Patient(ctx context.Context, nhsNumber record.NHSNumber, birthDate *record.PartialDate) (<-chan *stitch.Patient, error) {
	p, err := r.admitted(ctx, nhsNumber, date(birthDate))
	if err != nil {
		return nil, err
	}
	return follow(ctx, p), nil
}

func (r *Resolver) Subscription() graph.SubscriptionResolver { return &subscriptionResolver{r} }

type subscriptionResolver struct{ *Resolver }
