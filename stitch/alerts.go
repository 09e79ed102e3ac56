package stitch

import (
	"slices"

	"github.com/london-care-record/gateway/record"
)

// alertRules: sure when code or words and the exact period are equal. An alert without a period is never joined. Where
// sources differ in the status, the one that says it is active speaks.
var alertRules = rules[*record.Alert]{
	kind:       record.Alerts,
	copies:     copier[record.Alert],
	rest:       text(alertKey),
	same:       codeOrText[*record.Alert]("same-code-same-period", "same-text-same-period"),
	contradict: contradictingCodes[*record.Alert],
	likely:     likelyAlerts,
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

// likelyAlerts are the grounds for alerts.
var likelyAlerts = []likelihood[*record.Alert]{{
	reason: "Likely the same alert: another exchange tells it with a less exact period, or with none.",
	keys:   func(k *keyring, a *record.Alert) { k.called(a.Code, keyOfText("alert")) },
	fits: func(t *terms, a, b *record.Alert) bool {
		return !a.Retracted() && !b.Retracted() && !t.clashingCodes(a.Code, b.Code) && periodsCanBeOne(a.Period, b.Period)
	},
	one: true,
}}

// periodsCanBeOne tells that two periods can be the same: the same start, as far as both tell it, and no two ends. No
// period can be any, but two that tell none are not.
func periodsCanBeOne(a, b *record.Period) bool {
	if a == nil || b == nil {
		return a != b
	}
	ends := a.End.IsZero() || b.End.IsZero() || canBeOne(a.End, b.End)
	return ends && (a.Start.IsZero() != b.Start.IsZero() || canBeOne(a.Start, b.Start))
}

// Alerts makes the alerts section.
func Alerts(p *Patient, answers []record.Answer, includeRetracted bool) *AlertList {
	rows, completeness := section(p, answers, alertRules, func(f record.Facts) []*record.Alert { return f.Alerts })
	rows = current(rows, includeRetracted)
	relate(p.terms, rows, alertRules.likely)
	return &AlertList{Entries: rows, Completeness: completeness}
}
