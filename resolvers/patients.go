package resolvers

import (
	"context"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/loaders"
	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/stitch"
)

// admit asks for the grants of these people and starts everything that the selection below the current field will need of
// their records, in one go. One decision is made for each person, about all that the operation asks for.
func admit(ctx context.Context, people []record.NHSNumber) ([]access.Opening, error) {
	set := loaders.From(ctx)
	caller, err := set.Launched(ctx)
	if err != nil { // on whom the record was opened is not known: the caller may see whom anybody like that may see
		caller = access.CallerOf(ctx)
	}
	openings, err := set.Admit(ctx, caller, people, kindsOfOperation(ctx))
	if err != nil {
		return nil, err
	}
	var grants []*access.Grant
	for _, o := range openings {
		if o.Grant != nil {
			grants = append(grants, o.Grant)
		}
	}
	if err := set.Load(grants, kindsSelected(ctx)); err != nil {
		return nil, err
	}
	return openings, nil
}

// identify waits for who the exchanges say an admitted person is. Without a birth date, the one that the caller's own
// system gave with the launch counts.
func (r *Resolver) identify(ctx context.Context, o access.Opening, birthDate record.PartialDate) (*stitch.Patient, error) {
	if o.Err != nil {
		return nil, o.Err
	}
	set, n := loaders.From(ctx), o.Grant.Person()
	if launch := o.Grant.Caller().Launch; birthDate.IsZero() && launch.Person == n {
		birthDate = launch.BirthDate
	}
	p, err := stitch.IdentifyFor(r.Terminology, n, birthDate, set.Persons(o.Grant), set.Restricted(o.Grant))
	if err != nil {
		return nil, err
	}
	return p, nil
}

// admitted gives one person.
func (r *Resolver) admitted(ctx context.Context, n record.NHSNumber, birthDate record.PartialDate) (*stitch.Patient, error) {
	openings, err := admit(ctx, []record.NHSNumber{n})
	if err != nil {
		return nil, err
	}
	return r.identify(ctx, openings[0], birthDate)
}

// allAdmitted gives people in the order asked for. Somebody who can't be given is nil, with an error at that place.
func (r *Resolver) allAdmitted(ctx context.Context, people []record.NHSNumber) ([]*stitch.Patient, graphql.BatchErrorList, error) {
	openings, err := admit(ctx, people)
	if err != nil {
		return nil, nil, err
	}
	patients := make([]*stitch.Patient, len(people))
	problems := make(graphql.BatchErrorList, len(people))
	for i, o := range openings {
		patients[i], problems[i] = r.identify(ctx, o, record.PartialDate{})
	}
	return patients, problems, nil
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

// patientFields are the root fields that give patients.
var patientFields = []string{"patient", "patients", "launchPatient", "_entities"}

// kindsOfOperation looks ahead over the whole operation: the kinds of record that any of its patients needs.
func kindsOfOperation(ctx context.Context) []record.Kind {
	op := graphql.GetOperationContext(ctx)
	var kinds []record.Kind
	for _, f := range graphql.CollectFields(op, op.Operation.SelectionSet, []string{"Query", "Subscription"}) {
		if slices.Contains(patientFields, f.Name) {
			kinds = append(kinds, kindsOf(op, graphql.CollectFields(op, f.Selections, []string{"Patient"}))...)
		}
	}
	return kinds
}

// kindsSelected looks ahead: the kinds of record that the selection below the current field, which gives patients,
// needs. @skip and @include are heeded.
func kindsSelected(ctx context.Context) []record.Kind {
	return kindsOf(graphql.GetOperationContext(ctx), graphql.CollectFieldsCtx(ctx, []string{"Patient"}))
}

// kindsOf gives the kinds that some fields of a patient need.
func kindsOf(op *graphql.OperationContext, fields []graphql.CollectedField) []record.Kind {
	var kinds []record.Kind
	for _, f := range fields {
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
