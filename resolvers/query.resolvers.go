package resolvers

import (
	"context"

	"github.com/london-care-record/gateway/graph"
	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/stitch"
)

func (r *queryResolver) Patient(ctx context.Context, nhsNumber record.NHSNumber, birthDate *record.PartialDate) (*stitch.Patient, error) {
	people := []record.NHSNumber{nhsNumber}
	if err := load(ctx, people); err != nil {
		return nil, err
	}
	return r.identify(ctx, nhsNumber, date(birthDate))
}

func (r *queryResolver) Patients(ctx context.Context, nhsNumbers []record.NHSNumber) ([]*stitch.Patient, error) {
	if err := load(ctx, nhsNumbers); err != nil {
		return nil, err
	}
	patients, problems := r.identifyAll(ctx, nhsNumbers)
	addAt(ctx, problems)
	return patients, nil
}

func (r *queryResolver) LaunchPatient(ctx context.Context) (*stitch.Patient, error) {
	return nil, nil // nobody is launched in context while access is open to all
}

func (r *queryResolver) Exchanges(ctx context.Context) ([]*record.Exchange, error) {
	return r.Region.Exchanges(), nil
}

func (r *Resolver) Query() graph.QueryResolver { return &queryResolver{r} }

type queryResolver struct{ *Resolver }
