package fhir

import "github.com/london-care-record/gateway/record"

type medicationStatement struct {
	resource
	medicine
	Identifier        []identifier      `json:"identifier"`
	BasedOn           []reference       `json:"basedOn"`
	PartOf            ignored           `json:"partOf"`
	Status            string            `json:"status"`
	StatusReason      []codeableConcept `json:"statusReason"`
	Category          ignored           `json:"category"`
	Subject           *reference        `json:"subject"`
	Context           ignored           `json:"context"`
	EffectiveDateTime string            `json:"effectiveDateTime"`
	EffectivePeriod   *period           `json:"effectivePeriod"`
	DateAsserted      string            `json:"dateAsserted"`
	InformationSource *reference        `json:"informationSource"`
	DerivedFrom       []reference       `json:"derivedFrom"`
	ReasonCode        []codeableConcept `json:"reasonCode"`
	ReasonReference   []reference       `json:"reasonReference"`
	Note              []annotation      `json:"note"`
	Dosage            []dosage          `json:"dosage"`
}

// mapMedicationStatement reads what somebody says that the person takes, took, will take or does not take.
func mapMedicationStatement(m *mapper, r *medicationStatement) record.Facts {
	x := m.medications.one(record.Medication{
		Status:       enum(m, "status", r.Status, medicationStatementStatuses, record.MedicationUnknown),
		StatusReason: m.conceptList(r.StatusReason),
		Type:         record.MedicationStatement,
		Course:       record.CourseUnknown,
		Dosages:      m.dosages(r.Dosage),
		AuthoredOn:   m.date("asserted date", r.DateAsserted),
		Period:       m.period("effective period", r.EffectivePeriod),
		Reasons:      m.reasons(r.ReasonCode, r.ReasonReference),
		BasedOn:      append(m.references(r.BasedOn), m.references(r.DerivedFrom)...),
	})
	m.about(r.Subject)
	m.begin(&x.Entry, record.Medications, told{recorders: one(r.InformationSource), recorded: x.AuthoredOn})
	x.Identifiers = m.identifierList(r.Identifier)
	x.Notes = m.notes(r.Note)
	m.medicine(x, r.medicine)
	x.When = firstDate(m.date("effective date", r.EffectiveDateTime), startOf(x.Period), x.AuthoredOn)
	x.StatusText = sourceWord(r.Status, words(m.stock, x.Status))
	return record.Facts{Medications: m.medicineRows.list(x)}
}
