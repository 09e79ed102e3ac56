package stitch

import (
	"slices"
	"time"

	"github.com/london-care-record/gateway/record"
)

// pastKinds are the kinds whose entries tell of what has happened: a date in the future is odd there.
var pastKinds = map[record.Kind]bool{
	record.Allergies: true, record.Conditions: true, record.Investigations: true, record.Observations: true,
	record.Procedures: true, record.Immunisations: true, record.Documents: true, record.Assessments: true,
}

// grace is how far the clock of an exchange may be ahead of the gateway's.
const grace = time.Hour

// oddDates gives an entry's warnings, with one for each way in which its own date can't be right: before the person was
// born, after they died, or in the future (S08). It goes by days of London: what lies on the day of birth, of death or of
// the answer is not odd. Nor is a date that can be right at its own precision, and an odd date changes nothing else.
func oddDates[T record.Row](p *Patient, e *entry[T]) []string {
	b := e.row.Base()
	when := b.When
	if when.IsZero() {
		return b.Warnings
	}
	var odd []string
	from := when.Start()
	if !p.BirthDate.IsZero() && from.Before(p.BirthDate.Start()) && !when.Agrees(p.BirthDate) && !ofRelative(e.row) {
		odd = append(odd, "The date "+when.String()+" lies before the person's birth.")
	}
	if !p.DeceasedDate.IsZero() && from.After(p.DeceasedDate.Start()) && !when.Agrees(p.DeceasedDate) && b.Kind != record.Documents {
		odd = append(odd, "The date "+when.String()+" lies after the person's death.")
	}
	if e.answer != nil && !e.answer.FetchedAt.IsZero() && from.After(e.answer.FetchedAt) && pastKinds[b.Kind] && !from.Before(record.EndOfDay(e.answer.FetchedAt.Add(grace))) {
		odd = append(odd, "The date "+when.String()+" lies in the future.")
	}
	if odd == nil {
		return b.Warnings
	}
	return slices.Concat(b.Warnings, odd)
}

// ofRelative tells that the entry is of a relative, whose dates are not the person's.
func ofRelative(row any) bool {
	c, ok := row.(*record.Condition)
	return ok && c.FamilyMember != nil
}
