package stitch

import (
	"strconv"

	"github.com/london-care-record/gateway/record"
)

// immunisationRules: sure when the vaccine (code or words) and the day are equal and both were given or neither was, in
// one exchange as across several (S14): a dose is often recorded by the one who gave it and by the practice. Numbers of
// the batch and of the dose are often mistyped or counted from another start: they differ within one row. Words do not
// bring two vaccines together that have two codes: one visit's doses are often all called "8 week vaccines". A date
// coarser than a day is not enough. Words that name a combination (hepatitis A and B) are never those of a single vaccine,
// whatever the code.
var immunisationRules = rules[*record.Immunisation]{
	kind:       record.Immunisations,
	copies:     copier[record.Immunisation],
	rest:       text(immunisationKey),
	same:       codeOrText[*record.Immunisation]("same-vaccine-same-day", "same-text-same-day"),
	within:     true,
	contradict: contradictingCodes[*record.Immunisation],
	likely:     likelyImmunisations,
	fields: []field[*record.Immunisation]{
		coded[*record.Immunisation](),
		kept("status", func(i *record.Immunisation) string { return string(i.Status) }),
		filled("statusReason", func(i *record.Immunisation) **record.CodeableConcept { return &i.StatusReason }, conceptWords),
		filled("lotNumber", func(i *record.Immunisation) *record.Text { return &i.LotNumber }, textWords),
		filled("expirationDate", func(i *record.Immunisation) *record.PartialDate { return &i.ExpirationDate }, dateWords),
		filled("manufacturer", func(i *record.Immunisation) **record.Organisation { return &i.Manufacturer }, organisationWords),
		filled("site", func(i *record.Immunisation) **record.CodeableConcept { return &i.Site }, conceptWords),
		filled("route", func(i *record.Immunisation) **record.CodeableConcept { return &i.Route }, conceptWords),
		filled("dose", func(i *record.Immunisation) **record.Quantity { return &i.Dose }, quantityWords),
		filled("doseNumber", func(i *record.Immunisation) *record.Text { return &i.DoseNumber }, textWords),
		filled("targetDiseases", func(i *record.Immunisation) *[]record.CodeableConcept { return &i.TargetDiseases }, conceptsWords),
		filled("primarySource", func(i *record.Immunisation) **bool { return &i.PrimarySource }, boolWords),
		filled("performers", func(i *record.Immunisation) *[]record.Practitioner { return &i.Performers }, practitionersWords),
		filled("reactions", func(i *record.Immunisation) *[]record.CodeableConcept { return &i.Reactions }, conceptsWords),
		filled("reasons", func(i *record.Immunisation) *[]record.CodeableConcept { return &i.Reasons }, conceptsWords),
	},
}

func immunisationKey(i *record.Immunisation) string {
	day := i.Occurrence.Day()
	if day == "" {
		return ""
	}
	return all(day, doneOrNot(i.Status), strconv.FormatBool(compound(i.Code.Text)))
}

// Immunisations makes the immunisations section.
func Immunisations(p *Patient, answers []record.Answer, includeRetracted bool) *ImmunisationList {
	rows, completeness := section(p, answers, immunisationRules, func(f record.Facts) []*record.Immunisation { return f.Immunisations })
	rows = current(rows, includeRetracted)
	relate(p.terms, rows, immunisationRules.likely)
	return &ImmunisationList{Entries: rows, Completeness: completeness}
}
