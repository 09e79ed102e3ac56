package stitch

import (
	"slices"

	"github.com/london-care-record/gateway/record"
)

// alertRules: sure when code or words and the exact period are equal. An alert without a period is never joined. Where
// sources differ in the status, the one that says it is active speaks.
var alertRules = rules[*record.Alert]{
	kind:       record.Alerts,
	copy:       clone[record.Alert],
	rest:       alertKey,
	same:       codeOrText[*record.Alert]("same-code-same-period", "same-text-same-period"),
	contradict: contradictingCodes[*record.Alert],
	standing: func(a *record.Alert) int {
		return slices.Index([]record.AlertStatus{record.AlertActive, record.AlertUnknown, record.AlertInactive}, a.Status)
	},
	fields: []field[*record.Alert]{
		coded[*record.Alert](),
		kept("status", func(a *record.Alert) string { return string(a.Status) }),
		filled("categories", func(a *record.Alert) *[]record.CodeableConcept { return &a.Categories }, conceptsWords),
		filled("author", func(a *record.Alert) **record.Practitioner { return &a.Author }, practitionerWords),
	},
}

func alertKey(a *record.Alert) string { return periodKey(a.Period) }

// Alerts makes the alerts section.
func Alerts(p *Patient, answers []record.Answer, includeRetracted bool) *AlertList {
	rows, completeness := section(p, answers, alertRules, func(f record.Facts) []*record.Alert { return f.Alerts })
	return &AlertList{Entries: current(rows, includeRetracted), Completeness: completeness}
}
