package resolvers

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"github.com/london-care-record/gateway/loaders"
	"github.com/london-care-record/gateway/stitch"
)

// follow gives a patient again for each exchange that has answered. Its sections are put together anew each time, from what
// is there by then. The channel is closed when all exchanges are there, or the operation has ended.
func follow(ctx context.Context, p *stitch.Patient) <-chan *stitch.Patient {
	set := loaders.From(ctx)
	arrivals := set.Follow(set.Grant(p.NHSNumber), kindsSelected(ctx))
	underField(ctx, p)
	events := make(chan *stitch.Patient)
	go func() {
		defer close(events)
		for arrivals.Next(ctx) {
			select {
			case events <- p:
			case <-ctx.Done():
				return
			}
		}
	}()
	return events
}

// underField puts what is below a subscription's field under that field. The runtime resolves each event under the context
// that the operation started with, so that the paths of errors would lack the field, and patientOf would find nobody.
func underField(ctx context.Context, p *stitch.Patient) {
	field := graphql.GetFieldContext(ctx)
	top := field
	for top.Parent != nil {
		top = top.Parent
	}
	top.Field, top.Result = field.Field, p
}
