package stitch

import (
	"slices"

	"github.com/london-care-record/gateway/record"
)

// encounterRules: sure when code or words, class, the exact span and the organisation are equal. Undated ones are never
// joined.
var encounterRules = rules[*record.Encounter]{
	kind:       record.Encounters,
	copy:       clone[record.Encounter],
	rest:       encounterKey,
	same:       codeOrText[*record.Encounter]("same-code-same-period", "same-text-same-period"),
	contradict: contradictingCodes[*record.Encounter],
	fields: []field[*record.Encounter]{
		coded[*record.Encounter](),
		kept("status", func(e *record.Encounter) string { return string(e.Status) }),
		filled("class", func(e *record.Encounter) **record.CodeableConcept { return &e.Class }, conceptWords),
		filled("service", func(e *record.Encounter) **record.CodeableConcept { return &e.Service }, conceptWords),
		filled("period", func(e *record.Encounter) **record.Period { return &e.Period }, periodWords),
		filled("organisation", func(e *record.Encounter) **record.Organisation { return &e.Organisation }, organisationWords),
		filled("location", func(e *record.Encounter) *record.Text { return &e.Location }, textWords),
		filled("participants", func(e *record.Encounter) *[]record.Practitioner { return &e.Participants }, practitionersWords),
		filled("reasons", func(e *record.Encounter) *[]record.CodeableConcept { return &e.Reasons }, conceptsWords),
		filled("discharge", func(e *record.Encounter) **record.CodeableConcept { return &e.Discharge }, conceptWords),
	},
}

func encounterKey(e *record.Encounter) string {
	if e.Period == nil || e.Period.Start.IsZero() {
		return ""
	}
	return all(periodKey(e.Period), conceptKey(e.Class), organisationKey(e.Organisation))
}

// Encounters makes the encounters section.
func Encounters(p *Patient, answers []record.Answer, o PeriodOptions) *EncounterList {
	rows, completeness := section(p, answers, encounterRules, func(f record.Facts) []*record.Encounter { return f.Encounters })
	rows = slices.DeleteFunc(current(rows, o.IncludeRetracted), func(e *record.Encounter) bool { return !overlaps(e, o) })
	return &EncounterList{Entries: rows, Completeness: completeness}
}

// overlaps tells whether some of the encounter can lie between the dates asked for: an admission counts on every one of
// its days.
func overlaps(e *record.Encounter, o PeriodOptions) bool {
	if e.Period == nil || e.Period.Start.IsZero() || e.Period.End.IsZero() {
		return within(&e.Entry, o.From, o.To, true)
	}
	return e.Period.End.Within(o.From, record.PartialDate{}) && e.Period.Start.Within(record.PartialDate{}, o.To)
}
