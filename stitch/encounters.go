package stitch

import (
	"cmp"
	"slices"

	"github.com/london-care-record/gateway/record"
)

// encounterRules: sure when code or words, class, the exact span and the organisation are equal; when one exchange has not
// heard of the end, and the start is an instant; or when the hospital's own number joins what goes by two names at that
// instant. Undated ones are never joined.
var encounterRules = rules[*record.Encounter]{
	kind:   record.Encounters,
	copies: copier[record.Encounter],
	when:   func(e *record.Encounter) record.PartialDate { return firstOf(record.PartialDate{}, e.Period) },
	rest:   text(encounterKey),
	same: append(codeOrText[*record.Encounter]("same-code-same-period", "same-text-same-period"),
		rule[*record.Encounter]{name: "same-start-same-place", keys: encounterStart},
		rule[*record.Encounter]{name: "same-visit-number-same-period", keys: visitNumber}),
	contradict: contradictingEncounters,
	likely:     likelyEncounters,
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
	unite: func(row *record.Encounter, asserting, _ []*record.Encounter) {
		row.Appointments = nil // nothing is left that could lead nowhere (S18)
		row.Period = ended(row.Period, asserting)
	},
}

func encounterKey(e *record.Encounter) string {
	if e.Period == nil || e.Period.Start.IsZero() {
		return ""
	}
	return all(periodKey(e.Period), conceptKey(e.Class), organisationKey(e.Organisation))
}

// encounterStart are the keys of an encounter without its end, where it says at what instant and place it began.
func encounterStart(k *keyring, e *entry[*record.Encounter]) {
	x := e.row
	if e.rest.isNone() || x.Period.Start.Precision() != record.PrecisionInstant || organisationKey(x.Organisation) == "" {
		return
	}
	rest := keyOfText(all("start", dateKey(x.Period.Start), conceptKey(x.Class), organisationKey(x.Organisation)))
	k.codes(x.Code, rest)
	k.words(x.Code, rest)
}

// visitNumber are the keys of an encounter by its business identifiers, where it says at what instant and place it began.
func visitNumber(k *keyring, e *entry[*record.Encounter]) {
	if e.rest.isNone() || e.row.Period.Start.Precision() != record.PrecisionInstant || organisationKey(e.row.Organisation) == "" {
		return
	}
	for _, id := range e.row.Identifiers {
		if isBusiness(id) {
			k.add(e.rest, "visit", id.System, id.Value, k.about(e.row.Code.Text).qualified)
		}
	}
}

// contradictingEncounters tells that encounters can't all be one: their codes have nothing in common, or they end at two
// times.
func contradictingEncounters(t *terms, group []entry[*record.Encounter]) bool {
	end := ""
	for _, e := range group {
		if e.row.Period == nil {
			continue
		}
		own := dateKey(e.row.Period.End)
		if differ(end, own) {
			return true
		}
		end = cmp.Or(end, own)
	}
	return contradictingCodes(t, group)
}

// ended gives the period with the end that one of the entries tells, where the one that speaks has none.
func ended(p *record.Period, asserting []*record.Encounter) *record.Period {
	if p == nil || !p.End.IsZero() {
		return p
	}
	for _, e := range asserting {
		if e.Period != nil && !e.Period.End.IsZero() {
			return &record.Period{Start: p.Start, End: e.Period.End}
		}
	}
	return p
}

// Encounters makes the encounters section.
func Encounters(p *Patient, answers []record.Answer, o PeriodOptions) *EncounterList {
	rows, completeness := section(p, answers, encounterRules, func(f record.Facts) []*record.Encounter { return f.Encounters })
	rows = slices.DeleteFunc(current(rows, o.IncludeRetracted), func(e *record.Encounter) bool { return !overlaps(e, o) })
	relate(p.terms, rows, encounterRules.likely)
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
