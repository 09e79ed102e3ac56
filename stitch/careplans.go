package stitch

import (
	"cmp"

	"github.com/london-care-record/gateway/record"
)

// carePlanRules: sure when code or title, the date of the plan, its author, goals and activities are equal. Undated ones
// are never joined.
var carePlanRules = rules[*record.CarePlan]{
	kind:       record.CarePlans,
	copies:     copier[record.CarePlan],
	rest:       text(carePlanKey),
	same:       codeOrText[*record.CarePlan]("same-code-same-date-same-content", "same-text-same-date-same-content"),
	contradict: contradictingCodes[*record.CarePlan],
	likely:     likelyCarePlans,
	fields: []field[*record.CarePlan]{
		coded[*record.CarePlan](),
		kept("status", func(c *record.CarePlan) string { return string(c.Status) }),
		filled("title", func(c *record.CarePlan) *record.Text { return &c.Title }, textWords),
		filled("description", func(c *record.CarePlan) *record.Text { return &c.Description }, textWords),
		filled("categories", func(c *record.CarePlan) *[]record.CodeableConcept { return &c.Categories }, conceptsWords),
		filled("period", func(c *record.CarePlan) **record.Period { return &c.Period }, periodWords),
		filled("created", func(c *record.CarePlan) *record.PartialDate { return &c.Created }, dateWords),
		filled("author", func(c *record.CarePlan) **record.Practitioner { return &c.Author }, practitionerWords),
		kept("activities", func(c *record.CarePlan) string { return activitiesWords(c.Activities) }),
		filled("addresses", func(c *record.CarePlan) *[]string { return &c.Addresses }, stringsWords),
	},
}

func carePlanKey(c *record.CarePlan) string {
	date := cmp.Or(dateKey(c.Created), periodKey(c.Period))
	if date == "" {
		return ""
	}
	return all(date, c.Intent, normal(string(c.Title)), normal(string(c.Description)), normal(practitionerWords(c.Author)),
		normal(stringsWords(c.Goals)), activitiesKey(c))
}

// activitiesKey writes down the steps of a plan; how far each of them has come is a difference, and no other plan.
func activitiesKey(c *record.CarePlan) string {
	return listed(c.Activities, func(a record.CarePlanActivity) string {
		return conceptKey(a.Code) + "\x1d" + normal(string(a.Description)) + "\x1d" + normal(string(a.Scheduled))
	})
}

// activitiesWords tells the steps of a plan with how far each has come.
func activitiesWords(as []record.CarePlanActivity) string {
	return listed(as, func(a record.CarePlanActivity) string {
		name := cmp.Or(string(a.Description), conceptWords(a.Code))
		if name == "" || a.Status == "" {
			return name
		}
		return name + " (" + string(a.Status) + ")"
	})
}

// CarePlans makes the care plans section.
func CarePlans(p *Patient, answers []record.Answer, includeRetracted bool) *CarePlanList {
	rows, completeness := section(p, answers, carePlanRules, func(f record.Facts) []*record.CarePlan { return f.CarePlans })
	rows = current(rows, includeRetracted)
	relate(p.terms, rows, carePlanRules.likely)
	return &CarePlanList{Entries: rows, Completeness: completeness}
}
