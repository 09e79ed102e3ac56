package resolvers

import (
	"context"

	"github.com/london-care-record/gateway/graph"
	"github.com/london-care-record/gateway/loaders"
	"github.com/london-care-record/gateway/record"
)

func (r *exchangeResolver) Health(ctx context.Context, obj *record.Exchange) (*record.ExchangeHealth, error) {
	health := loaders.From(ctx).Region().Health(obj.ID)
	return &health, nil
}

func (r *Resolver) Exchange() graph.ExchangeResolver { return &exchangeResolver{r} }

type exchangeResolver struct{ *Resolver }
