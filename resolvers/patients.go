package resolvers

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/london-care-record/gateway/loaders"
	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/stitch"
)

// load starts everything that the selection below the current field will need of these people, in one go.
func load(ctx context.Context, people []record.NHSNumber) error {
	if err := loaders.From(ctx).Load(people, kindsSelected(ctx)); err != nil {
		return err
	}
	return nil
}

// identify waits for who the exchanges say a person is.
func (r *Resolver) identify(ctx context.Context, n record.NHSNumber, birthDate record.PartialDate) (*stitch.Patient, error) {
	p, err := stitch.Identify(r.Terminology, n, birthDate, loaders.From(ctx).Persons(n))
	if err != nil {
		return nil, err
	}
	return p, nil
}

// identifyAll gives the people in the order asked for. Somebody who can't be given is nil, with an error at that place.
func (r *Resolver) identifyAll(ctx context.Context, people []record.NHSNumber) (patients []*stitch.Patient, problems graphql.BatchErrorList) {
	patients = make([]*stitch.Patient, len(people))
	problems = make(graphql.BatchErrorList, len(people))
	for i, n := range people {
		patients[i], problems[i] = r.identify(ctx, n, record.PartialDate{})
	}
	return patients, problems
}

// addAt puts each problem beside the data, at its place in the current field's list.
func addAt(ctx context.Context, problems graphql.BatchErrorList) {
	for i, err := range problems {
		if err != nil {
			graphql.AddError(graphql.WithPathContext(ctx, graphql.NewPathWithIndex(i)), err)
		}
	}
}

// patientOf finds the patient that the current field is below.
func patientOf(ctx context.Context) *stitch.Patient {
	for f := graphql.GetFieldContext(ctx); f != nil; f = f.Parent {
		switch p := f.Result.(type) {
		case *stitch.Patient:
			return p
		case **stitch.Patient:
			return *p
		}
	}
	return nil
}

// sections are the fields of Patient that are lists of one kind.
var sections = map[string]record.Kind{
	"alerts": record.Alerts, "allergies": record.Allergies, "medications": record.Medications,
	"conditions": record.Conditions, "investigations": record.Investigations, "observations": record.Observations,
	"procedures": record.Procedures, "immunisations": record.Immunisations, "encounters": record.Encounters,
	"referrals": record.Referrals, "appointments": record.Appointments, "documents": record.Documents,
	"assessments": record.Assessments, "carePlans": record.CarePlans, "careTeam": record.CareTeams,
}

// kindsSelected looks ahead: the kinds of record that the selection below the current field, which gives patients,
// needs. @skip and @include are heeded.
func kindsSelected(ctx context.Context) []record.Kind {
	op := graphql.GetOperationContext(ctx)
	var kinds []record.Kind
	for _, f := range graphql.CollectFieldsCtx(ctx, []string{"Patient"}) {
		switch f.Name {
		case "timeline", "stitching":
			kinds = append(kinds, kindsNamed(f.ArgumentMap(op.Variables)["kinds"])...)
		case "coverage":
			kinds = append(kinds, record.Kinds...)
		default:
			if kind, ok := sections[f.Name]; ok {
				kinds = append(kinds, kind)
			}
		}
		if appointmentsBelow(op, f.Selections) {
			kinds = append(kinds, record.Appointments)
		}
	}
	return kinds
}

// kindsNamed reads the argument of a field that takes kinds; without one it is every kind.
func kindsNamed(argument any) []record.Kind {
	list, ok := argument.([]any)
	if !ok {
		return record.Kinds
	}
	var kinds []record.Kind
	for _, k := range list {
		if name, ok := k.(string); ok {
			kinds = append(kinds, record.Kind(name))
		}
	}
	return kinds
}

// appointmentsBelow tells whether a selection asks for the appointments of referrals, at any depth: those of the
// appointments section are not the business of this function, but do no harm.
func appointmentsBelow(op *graphql.OperationContext, set ast.SelectionSet) bool {
	for _, f := range graphql.CollectFields(op, set, []string{"Referral", "ReferralList", "TimelineConnection", "TimelineEdge", "RecordEntry"}) {
		if f.Name == "appointments" || (f.Name == "entries" || f.Name == "edges" || f.Name == "node") && appointmentsBelow(op, f.Selections) {
			return true
		}
	}
	return false
}
