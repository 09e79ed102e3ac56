package resolvers

import (
	"context"

	"github.com/london-care-record/gateway/graph"
	"github.com/london-care-record/gateway/graph/model"
	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/stitch"
)

func (r *entityResolver) FindManyPatientByNhsNumbers(ctx context.Context, reps []*model.PatientByNhsNumbersInput) ([]*stitch.Patient, error) {
	people := make([]record.NHSNumber, len(reps))
	for i, rep := range reps {
		people[i] = rep.NhsNumber
	}
	patients, problems, err := r.allAdmitted(ctx, people)
	if err != nil {
		return nil, err
	}
	return patients, problems
}

func (r *Resolver) Entity() graph.EntityResolver { return &entityResolver{r} }

type entityResolver struct{ *Resolver }
