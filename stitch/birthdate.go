package stitch

import (
	"slices"

	"github.com/london-care-record/gateway/record"
)

// agreesWithAny tells whether the caller's birth date agrees with at least one that an exchange holds, or that none
// holds any.
func agreesWithAny(callers record.PartialDate, claims []claim) bool {
	held := false
	for _, c := range claims {
		for _, person := range c.persons {
			if person.BirthDate.IsZero() {
				continue
			}
			held = true
			if person.BirthDate.Agrees(callers) {
				return true
			}
		}
	}
	return !held
}

// referenceBirthDate decides which birth date the person has (S02): among the exchanges that agree with the caller's
// date, or all when the caller gave none, the one that most exchanges hold. A coarse date supports every date that it
// can mean, so that it doesn't split a majority. tied tells that two dates have the same support: then nothing is
// decided.
func referenceBirthDate(callers record.PartialDate, claims []claim) (reference record.PartialDate, tied bool) {
	var dates []record.PartialDate
	for _, c := range claims {
		if !c.divided && !c.birthDate.IsZero() && c.birthDate.Agrees(callers) {
			dates = append(dates, c.birthDate)
		}
	}
	best := 0
	for _, candidate := range mostPrecise(dates) {
		support := 0
		for _, d := range dates {
			if d.Agrees(candidate) {
				support++
			}
		}
		switch {
		case support > best:
			reference, best, tied = candidate, support, false
		case support == best:
			tied = true
		}
	}
	if best == 0 {
		return callers, false
	}
	return reference, tied
}

// mostPrecise gives the dates that no other makes more precise, each once and in order.
func mostPrecise(dates []record.PartialDate) []record.PartialDate {
	var out []record.PartialDate
	for _, d := range dates {
		finer := func(o record.PartialDate) bool { return o.Precision() > d.Precision() && o.Agrees(d) }
		known := func(o record.PartialDate) bool { return o.Precision() == d.Precision() && o.Agrees(d) }
		if !slices.ContainsFunc(dates, finer) && !slices.ContainsFunc(out, known) {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, record.PartialDate.Compare)
	return out
}
