package resolvers

import (
	"context"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/graph"
	"github.com/london-care-record/gateway/graph/model"
	"github.com/london-care-record/gateway/loaders"
	"github.com/london-care-record/gateway/record"
)

func (r *mutationResolver) BreakGlass(ctx context.Context, nhsNumber record.NHSNumber, reason access.GlassReason, text string) (*model.BrokenGlass, error) {
	set := loaders.From(ctx)
	caller, err := set.Launched(ctx)
	if err != nil {
		caller = access.CallerOf(ctx)
	}
	until, err := set.Door().BreakGlass(ctx, caller, nhsNumber, reason, text)
	if err != nil {
		return nil, err
	}
	return &model.BrokenGlass{NhsNumber: nhsNumber, Until: until}, nil
}

func (r *Resolver) Mutation() graph.MutationResolver { return &mutationResolver{r} }

type mutationResolver struct{ *Resolver }
