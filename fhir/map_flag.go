package fhir

import "github.com/london-care-record/gateway/record"

type flagResource struct {
	resource
	Identifier []identifier      `json:"identifier"`
	Status     string            `json:"status"`
	Category   []codeableConcept `json:"category"`
	Code       *codeableConcept  `json:"code"`
	Subject    *reference        `json:"subject"`
	Period     *period           `json:"period"`
	Encounter  ignored           `json:"encounter"`
	Author     *reference        `json:"author"`
}

var alertStatuses = map[string]record.AlertStatus{
	"active": record.AlertActive, "inactive": record.AlertInactive, "entered-in-error": record.AlertEnteredInError,
}

// mapFlag reads something that staff must know before they meet or treat somebody.
func mapFlag(m *mapper, r *flagResource) record.Facts {
	a := &record.Alert{
		Status:     enum(m, "status", r.Status, alertStatuses, record.AlertUnknown),
		Categories: m.conceptList(r.Category),
		Period:     m.period("period", r.Period),
		Author:     m.practitioner(r.Author),
	}
	m.about(r.Subject)
	a.When = startOf(a.Period)
	m.begin(&a.Entry, record.Alerts, told{recorders: one(r.Author), recorded: a.When})
	a.Identifiers = m.identifierList(r.Identifier)
	if a.Code = m.concept(r.Code); a.Code.IsZero() {
		a.Code = m.nameless("Alert")
	}
	a.StatusText = words(m.stock, a.Status)
	return record.Facts{Alerts: []*record.Alert{a}}
}
