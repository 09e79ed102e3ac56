package fhir

import "github.com/london-care-record/gateway/record"

type medicationAdministration struct {
	resource
	medicine
	Identifier            []identifier      `json:"identifier"`
	Instantiates          ignored           `json:"instantiates"`
	PartOf                ignored           `json:"partOf"`
	Status                string            `json:"status"`
	StatusReason          []codeableConcept `json:"statusReason"`
	Category              ignored           `json:"category"`
	Subject               *reference        `json:"subject"`
	Context               ignored           `json:"context"`
	SupportingInformation ignored           `json:"supportingInformation"`
	EffectiveDateTime     string            `json:"effectiveDateTime"`
	EffectivePeriod       *period           `json:"effectivePeriod"`
	Performer             []performer       `json:"performer"`
	ReasonCode            []codeableConcept `json:"reasonCode"`
	ReasonReference       []reference       `json:"reasonReference"`
	Request               *reference        `json:"request"`
	Device                ignored           `json:"device"`
	Note                  []annotation      `json:"note"`
	Dosage                *dosageGiven      `json:"dosage"`
	EventHistory          ignored           `json:"eventHistory"`
}

// dosageGiven is how a medicine was given.
type dosageGiven struct {
	Text         string           `json:"text"`
	Site         *codeableConcept `json:"site"`
	Route        *codeableConcept `json:"route"`
	Method       *codeableConcept `json:"method"`
	Dose         *quantity        `json:"dose"`
	RateRatio    *ratio           `json:"rateRatio"`
	RateQuantity *quantity        `json:"rateQuantity"`
}

// mapMedicationAdministration reads a dose that was given, or was not.
func mapMedicationAdministration(m *mapper, r *medicationAdministration) record.Facts {
	x := m.medications.one(record.Medication{
		Status:       enum(m, "status", r.Status, medicationAdministrationStatuses, record.MedicationUnknown),
		StatusReason: m.conceptList(r.StatusReason),
		Type:         record.MedicationAdministration,
		Course:       record.CourseUnknown,
		Period:       m.period("effective period", r.EffectivePeriod),
		Reasons:      m.reasons(r.ReasonCode, r.ReasonReference),
	})
	if d := r.Dosage; d != nil {
		given := dosage{Text: d.Text, Site: d.Site, Route: d.Route, Method: d.Method}
		given.DoseAndRate = []doseAndRate{{DoseQuantity: d.Dose, RateRatio: d.RateRatio, RateQuantity: d.RateQuantity}}
		x.Dosages = m.dosages([]dosage{given})
	}
	if request := m.reference(r.Request); !request.IsZero() {
		x.BasedOn = []record.Reference{request}
	}
	m.about(r.Subject)
	x.When = firstDate(m.date("effective date", r.EffectiveDateTime), startOf(x.Period))
	people, organisations := actors(r.Performer)
	m.begin(&x.Entry, record.Medications, told{recorders: people, organisations: organisations, recorded: x.When})
	x.Identifiers = m.identifierList(r.Identifier)
	x.Notes = m.notes(r.Note)
	m.medicine(x, r.medicine)
	x.StatusText = sourceWord(r.Status, words(m.stock, x.Status))
	return record.Facts{Medications: m.medicineRows.list(x)}
}
