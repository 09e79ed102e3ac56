package resolvers

import (
	"context"
	"slices"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/stitch"
)

// maxPage is the greatest page of the timeline.
const maxPage = 500

// rowsOf makes the rows of one kind for the timeline, as its section gives them without arguments.
func rowsOf(p *stitch.Patient, kind record.Kind, a []record.Answer) ([]record.Row, stitch.Completeness) {
	switch kind {
	case record.Alerts:
		l := stitch.Alerts(p, a, false)
		return stitch.Rows(l.Entries), l.Completeness
	case record.Allergies:
		l := stitch.Allergies(p, a, stitch.AllergyOptions{})
		return stitch.Rows(l.Entries), l.Completeness
	case record.Medications:
		l := stitch.Medications(p, a, stitch.MedicationOptions{})
		return stitch.Rows(l.Entries), l.Completeness
	case record.Conditions:
		l := stitch.Conditions(p, a, stitch.ConditionOptions{IncludeInactive: true})
		return stitch.Rows(l.Entries), l.Completeness
	case record.Investigations:
		l := stitch.Investigations(p, a, stitch.InvestigationOptions{})
		return stitch.Rows(l.Entries), l.Completeness
	case record.Observations:
		l := stitch.Observations(p, a, stitch.ObservationOptions{})
		return stitch.Rows(l.Entries), l.Completeness
	case record.Procedures:
		l := stitch.Procedures(p, a, false)
		return stitch.Rows(l.Entries), l.Completeness
	case record.Immunisations:
		l := stitch.Immunisations(p, a, false)
		return stitch.Rows(l.Entries), l.Completeness
	case record.Encounters:
		l := stitch.Encounters(p, a, stitch.PeriodOptions{})
		return stitch.Rows(l.Entries), l.Completeness
	case record.Referrals:
		l := stitch.Referrals(p, a, stitch.ReferralOptions{})
		return stitch.Rows(l.Entries), l.Completeness
	case record.Appointments:
		l := stitch.Appointments(p, a, stitch.PeriodOptions{})
		return stitch.Rows(l.Entries), l.Completeness
	case record.Documents:
		l := stitch.Documents(p, a, false)
		return stitch.Rows(l.Entries), l.Completeness
	case record.Assessments:
		l := stitch.Assessments(p, a, false)
		return stitch.Rows(l.Entries), l.Completeness
	case record.CarePlans:
		l := stitch.CarePlans(p, a, false)
		return stitch.Rows(l.Entries), l.Completeness
	default:
		l := stitch.CareTeams(p, a, false)
		return stitch.Rows(l.Entries), l.Completeness
	}
}

// timeline puts the sections of some kinds on one line of time. A problem is the caller's: a bad page or cursor.
func timeline(ctx context.Context, p *stitch.Patient, kinds []record.Kind, page stitch.TimelinePage) (*stitch.TimelineConnection, *record.Error) {
	if page.First < 1 || page.First > maxPage {
		return nil, record.Errorf(record.CodeBadRequest, "A page of the timeline holds 1 to %d entries.", maxPage)
	}
	if kinds == nil {
		kinds = record.Kinds
	}
	var rows []record.Row
	var complete []stitch.Completeness
	for _, kind := range record.Kinds { // in the contract's order, each once
		if !slices.Contains(kinds, kind) {
			continue
		}
		r, c := rowsOf(p, kind, answers(ctx, p, kind))
		rows = append(rows, r...)
		complete = append(complete, c)
		tell(ctx, kind, c)
	}
	return stitch.Timeline(p, rows, page, complete)
}
