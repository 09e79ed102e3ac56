package resolvers

import (
	"context"

	"github.com/london-care-record/gateway/graph"
	"github.com/london-care-record/gateway/loaders"
	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/stitch"
)

func (r *queryResolver) Patient(ctx context.Context, nhsNumber record.NHSNumber, birthDate *record.PartialDate) (*stitch.Patient, error) {
	return r.admitted(ctx, nhsNumber, date(birthDate))
}

func (r *queryResolver) Patients(ctx context.Context, nhsNumbers []record.NHSNumber) ([]*stitch.Patient, error) {
	patients, problems, err := r.allAdmitted(ctx, nhsNumbers)
	addAt(ctx, problems)
	return patients, err
}

func (r *queryResolver) LaunchPatient(ctx context.Context) (*stitch.Patient, error) {
	caller, err := loaders.From(ctx).Launched(ctx)
	if err != nil || caller.Launch.Person == "" {
		return nil, err
	}
	return r.admitted(ctx, caller.Launch.Person, caller.Launch.BirthDate)
}

func (r *queryResolver) Exchanges(ctx context.Context) ([]*record.Exchange, error) {
	return r.Region.Exchanges(), nil
}

func (r *Resolver) Query() graph.QueryResolver { return &queryResolver{r} }

type queryResolver struct{ *Resolver }
