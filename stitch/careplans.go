package stitch

import (
	"cmp"

	"github.com/london-care-record/gateway/record"
)

// carePlanRules: sure when code or title, the date of the plan, its author, goals and activities are equal. Undated ones
// are never joined.
var carePlanRules = rules[*record.CarePlan]{
	kind:       record.CarePlans,
	copy:       clone[record.CarePlan],
	rest:       carePlanKey,
	same:       codeOrText[*record.CarePlan]("same-code-same-date-same-content", "same-text-same-date-same-content"),
	contradict: contradictingCodes[*record.CarePlan],
	fields: []field[*record.CarePlan]{
		coded[*record.CarePlan](),
		kept("status", func(c *record.CarePlan) string { return string(c.Status) }),
		filled("title", func(c *record.CarePlan) *record.Text { return &c.Title }, textWords),
		filled("description", func(c *record.CarePlan) *record.Text { return &c.Description }, textWords),
		filled("categories", func(c *record.CarePlan) *[]record.CodeableConcept { return &c.Categories }, conceptsWords),
		filled("period", func(c *record.CarePlan) **record.Period { return &c.Period }, periodWords),
		filled("created", func(c *record.CarePlan) *record.PartialDate { return &c.Created }, dateWords),
		filled("author", func(c *record.CarePlan) **record.Practitioner { return &c.Author }, practitionerWords),
		filled("addresses", func(c *record.CarePlan) *[]string { return &c.Addresses }, stringsWords),
	},
}

func carePlanKey(c *record.CarePlan) string {
	date := cmp.Or(dateKey(c.Created), periodKey(c.Period))
	if date == "" {
		return ""
	}
	activities := listed(c.Activities, func(a record.CarePlanActivity) string {
		return conceptKey(a.Code) + "\x1d" + normal(string(a.Description)) + "\x1d" + normal(string(a.Scheduled))
	})
	return all(date, c.Intent, normal(string(c.Title)), normal(string(c.Description)), normal(practitionerWords(c.Author)),
		normal(stringsWords(c.Goals)), activities)
}

// CarePlans makes the care plans section.
func CarePlans(p *Patient, answers []record.Answer, includeRetracted bool) *CarePlanList {
	rows, completeness := section(p, answers, carePlanRules, func(f record.Facts) []*record.CarePlan { return f.CarePlans })
	return &CarePlanList{Entries: current(rows, includeRetracted), Completeness: completeness}
}
