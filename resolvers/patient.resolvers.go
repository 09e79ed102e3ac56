package resolvers

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/london-care-record/gateway/graph"
	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/stitch"
)

func (r *patientResolver) Alerts(ctx context.Context, obj *stitch.Patient, includeRetracted bool) (*stitch.AlertList, error) {
	list := stitch.Alerts(obj, answers(ctx, obj, record.Alerts), includeRetracted)
	tell(ctx, record.Alerts, list.Completeness)
	release(ctx, obj, list.Entries)
	return list, nil
}

func (r *patientResolver) Allergies(ctx context.Context, obj *stitch.Patient, includeInactive bool, includeRetracted bool) (*stitch.AllergyList, error) {
	list := stitch.Allergies(obj, answers(ctx, obj, record.Allergies), stitch.AllergyOptions{IncludeInactive: includeInactive, IncludeRetracted: includeRetracted})
	tell(ctx, record.Allergies, list.Completeness)
	release(ctx, obj, list.Entries)
	return list, nil
}

func (r *patientResolver) Medications(ctx context.Context, obj *stitch.Patient, statuses []record.MedicationStatus, includeRetracted bool) (*stitch.MedicationList, error) {
	list := stitch.Medications(obj, answers(ctx, obj, record.Medications), stitch.MedicationOptions{Statuses: statuses, IncludeRetracted: includeRetracted})
	tell(ctx, record.Medications, list.Completeness)
	release(ctx, obj, list.Entries)
	return list, nil
}

func (r *patientResolver) Conditions(ctx context.Context, obj *stitch.Patient, includeInactive bool, includeRetracted bool) (*stitch.ConditionList, error) {
	list := stitch.Conditions(obj, answers(ctx, obj, record.Conditions), stitch.ConditionOptions{IncludeInactive: includeInactive, IncludeRetracted: includeRetracted})
	tell(ctx, record.Conditions, list.Completeness)
	release(ctx, obj, list.Entries)
	return list, nil
}

func (r *patientResolver) Investigations(ctx context.Context, obj *stitch.Patient, filter *stitch.InvestigationFilter, includeRetracted bool) (*stitch.InvestigationList, error) {
	list := stitch.Investigations(obj, answers(ctx, obj, record.Investigations), stitch.InvestigationOptions{Filter: filter, IncludeRetracted: includeRetracted})
	if err := r.checkGroups(filter); err != nil {
		graphql.AddError(ctx, err)
		list = &stitch.InvestigationList{Completeness: unanswered(list.Completeness, err)}
	}
	tell(ctx, record.Investigations, list.Completeness)
	release(ctx, obj, list.Entries)
	return list, nil
}

func (r *patientResolver) Observations(ctx context.Context, obj *stitch.Patient, filter *stitch.ObservationFilter, includeRetracted bool) (*stitch.ObservationList, error) {
	list := stitch.Observations(obj, answers(ctx, obj, record.Observations), stitch.ObservationOptions{Filter: filter, IncludeRetracted: includeRetracted})
	tell(ctx, record.Observations, list.Completeness)
	release(ctx, obj, list.Entries)
	return list, nil
}

func (r *patientResolver) Procedures(ctx context.Context, obj *stitch.Patient, includeRetracted bool) (*stitch.ProcedureList, error) {
	list := stitch.Procedures(obj, answers(ctx, obj, record.Procedures), includeRetracted)
	tell(ctx, record.Procedures, list.Completeness)
	release(ctx, obj, list.Entries)
	return list, nil
}

func (r *patientResolver) Immunisations(ctx context.Context, obj *stitch.Patient, includeRetracted bool) (*stitch.ImmunisationList, error) {
	list := stitch.Immunisations(obj, answers(ctx, obj, record.Immunisations), includeRetracted)
	tell(ctx, record.Immunisations, list.Completeness)
	release(ctx, obj, list.Entries)
	return list, nil
}

func (r *patientResolver) Encounters(ctx context.Context, obj *stitch.Patient, from *record.PartialDate, to *record.PartialDate, includeRetracted bool) (*stitch.EncounterList, error) {
	list := stitch.Encounters(obj, answers(ctx, obj, record.Encounters), stitch.PeriodOptions{From: date(from), To: date(to), IncludeRetracted: includeRetracted})
	tell(ctx, record.Encounters, list.Completeness)
	release(ctx, obj, list.Entries)
	return list, nil
}

func (r *patientResolver) Referrals(ctx context.Context, obj *stitch.Patient, filter *stitch.ReferralFilter, includeRetracted bool) (*stitch.ReferralList, error) {
	list := stitch.Referrals(obj, answers(ctx, obj, record.Referrals), stitch.ReferralOptions{Filter: filter, IncludeRetracted: includeRetracted})
	tell(ctx, record.Referrals, list.Completeness)
	release(ctx, obj, list.Entries)
	return list, nil
}

func (r *patientResolver) Appointments(ctx context.Context, obj *stitch.Patient, from *record.PartialDate, to *record.PartialDate, includeRetracted bool) (*stitch.AppointmentList, error) {
	list := stitch.Appointments(obj, answers(ctx, obj, record.Appointments), stitch.PeriodOptions{From: date(from), To: date(to), IncludeRetracted: includeRetracted})
	tell(ctx, record.Appointments, list.Completeness)
	release(ctx, obj, list.Entries)
	return list, nil
}

func (r *patientResolver) Documents(ctx context.Context, obj *stitch.Patient, includeRetracted bool) (*stitch.DocumentList, error) {
	list := stitch.Documents(obj, answers(ctx, obj, record.Documents), includeRetracted)
	tell(ctx, record.Documents, list.Completeness)
	release(ctx, obj, list.Entries)
	return list, nil
}

func (r *patientResolver) Assessments(ctx context.Context, obj *stitch.Patient, includeRetracted bool) (*stitch.AssessmentList, error) {
	list := stitch.Assessments(obj, answers(ctx, obj, record.Assessments), includeRetracted)
	tell(ctx, record.Assessments, list.Completeness)
	release(ctx, obj, list.Entries)
	return list, nil
}

func (r *patientResolver) CarePlans(ctx context.Context, obj *stitch.Patient, includeRetracted bool) (*stitch.CarePlanList, error) {
	list := stitch.CarePlans(obj, answers(ctx, obj, record.CarePlans), includeRetracted)
	tell(ctx, record.CarePlans, list.Completeness)
	release(ctx, obj, list.Entries)
	return list, nil
}

func (r *patientResolver) CareTeam(ctx context.Context, obj *stitch.Patient) (*stitch.CareTeamList, error) {
	list := stitch.CareTeams(obj, answers(ctx, obj, record.CareTeams), false)
	tell(ctx, record.CareTeams, list.Completeness)
	release(ctx, obj, list.Entries)
	return list, nil
}

func (r *patientResolver) Timeline(ctx context.Context, obj *stitch.Patient, first int, after *string, kinds []record.Kind) (*stitch.TimelineConnection, error) {
	page := stitch.TimelinePage{First: first}
	if after != nil {
		page.After = *after
	}
	connection, err := timeline(ctx, obj, kinds, page)
	if err != nil {
		graphql.AddError(ctx, err)
		return &stitch.TimelineConnection{Completeness: unanswered(stitch.Completeness{}, err)}, nil
	}
	rows := make([]record.Row, len(connection.Edges))
	for i, e := range connection.Edges {
		rows[i] = e.Node
	}
	release(ctx, obj, rows)
	return connection, nil
}

func (r *patientResolver) Coverage(ctx context.Context, obj *stitch.Patient) (*stitch.Coverage, error) {
	all := make(map[record.Kind][]record.Answer, len(record.Kinds))
	for _, kind := range record.Kinds {
		all[kind] = answers(ctx, obj, kind)
	}
	return stitch.CoverageOf(obj, all), nil
}

func (r *patientResolver) Stitching(ctx context.Context, obj *stitch.Patient, kinds []record.Kind) (*stitch.Stitching, error) {
	return stitching(ctx, obj, kinds), nil
}

func (r *Resolver) Patient() graph.PatientResolver { return &patientResolver{r} }

type patientResolver struct{ *Resolver }
