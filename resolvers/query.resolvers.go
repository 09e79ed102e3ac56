package resolvers

import (
	"context"
	"time"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/graph"
	"github.com/london-care-record/gateway/graph/model"
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

func (r *queryResolver) AuditEvents(ctx context.Context, nhsNumber *record.NHSNumber, from *time.Time, to *time.Time, callers []string, first int, after *string) (*model.AuditEventPage, error) {
	var person record.NHSNumber
	if nhsNumber != nil {
		person = *nhsNumber
	}
	receipt, err := loaders.From(ctx).Door().PermitAudit(ctx, access.CallerOf(ctx), person)
	if err != nil {
		return nil, err
	}
	q := audit.Query{Person: person, From: timeOrZero(from), To: timeOrZero(to), Callers: callers, First: first}
	if after != nil {
		q.After = *after
	}
	page, err := readTrail(ctx, receipt, q)
	if err != nil {
		return nil, err
	}
	return auditPage(page), nil
}

func (r *queryResolver) AccessReport(ctx context.Context, from time.Time, to time.Time) (*model.AccessReport, error) {
	receipt, err := loaders.From(ctx).Door().PermitAudit(ctx, access.CallerOf(ctx), "")
	if err != nil {
		return nil, err
	}
	return accessReport(ctx, receipt, from, to)
}

func (r *queryResolver) MyAccessHistory(ctx context.Context, first int, after *string) (*model.AccessHistory, error) {
	caller, err := loaders.From(ctx).Launched(ctx)
	if err != nil {
		return nil, err
	}
	person, receipt, err := loaders.From(ctx).Door().PermitOwnHistory(ctx, caller)
	if err != nil {
		return nil, err
	}
	q := audit.Query{Person: person, First: first}
	if after != nil {
		q.After = *after
	}
	page, err := readTrail(ctx, receipt, q)
	if err != nil {
		return nil, err
	}
	return history(page), nil
}

func (r *queryResolver) Exchanges(ctx context.Context) ([]*record.Exchange, error) {
	return loaders.From(ctx).Region().Exchanges(), nil
}

func (r *Resolver) Query() graph.QueryResolver { return &queryResolver{r} }

type queryResolver struct{ *Resolver }
