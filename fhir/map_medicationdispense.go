package fhir

import "github.com/london-care-record/gateway/record"

type medicationDispense struct {
	resource
	medicine
	Identifier                  []identifier     `json:"identifier"`
	PartOf                      ignored          `json:"partOf"`
	Status                      string           `json:"status"`
	StatusReasonCodeableConcept *codeableConcept `json:"statusReasonCodeableConcept"`
	StatusReasonReference       *reference       `json:"statusReasonReference"`
	Category                    ignored          `json:"category"`
	Subject                     *reference       `json:"subject"`
	Context                     ignored          `json:"context"`
	SupportingInformation       ignored          `json:"supportingInformation"`
	Performer                   []performer      `json:"performer"`
	Location                    *reference       `json:"location"`
	AuthorizingPrescription     []reference      `json:"authorizingPrescription"`
	Type                        ignored          `json:"type"`
	Quantity                    *quantity        `json:"quantity"`
	DaysSupply                  ignored          `json:"daysSupply"`
	WhenPrepared                string           `json:"whenPrepared"`
	WhenHandedOver              string           `json:"whenHandedOver"`
	Destination                 ignored          `json:"destination"`
	Receiver                    ignored          `json:"receiver"`
	Note                        []annotation     `json:"note"`
	DosageInstruction           []dosage         `json:"dosageInstruction"`
	Substitution                ignored          `json:"substitution"`
	DetectedIssue               ignored          `json:"detectedIssue"`
	EventHistory                ignored          `json:"eventHistory"`
}

// performer is somebody who did something, in the shape that most event resources share.
type performer struct {
	Actor      *reference `json:"actor"`
	OnBehalfOf *reference `json:"onBehalfOf"`
}

// actors gives those who did something, and the organisations that they did it for.
func actors(all []performer) (people, organisations []*reference) {
	for _, p := range all {
		people = append(people, one(p.Actor)...)
		organisations = append(organisations, one(p.OnBehalfOf)...)
	}
	return people, organisations
}

// mapMedicationDispense reads a medicine that was handed out, or was not.
func mapMedicationDispense(m *mapper, r *medicationDispense) record.Facts {
	prepared, handed := m.date("prepared date", r.WhenPrepared), m.date("handed-over date", r.WhenHandedOver)
	x := m.medications.one(record.Medication{
		Status:   enum(m, "status", r.Status, medicationDispenseStatuses, record.MedicationUnknown),
		Type:     record.MedicationDispense,
		Course:   record.CourseUnknown,
		Dosages:  m.dosages(r.DosageInstruction),
		Quantity: m.quantity("quantity", r.Quantity),
		BasedOn:  m.references(r.AuthorizingPrescription),
	})
	if c := m.concept(r.StatusReasonCodeableConcept); !c.IsZero() {
		x.StatusReason = append(x.StatusReason, c)
	}
	if c := m.meaning(r.StatusReasonReference); !c.IsZero() {
		x.StatusReason = append(x.StatusReason, c)
	}
	m.about(r.Subject)
	people, organisations := actors(r.Performer)
	organisations = append(organisations, one(r.Location)...)
	m.begin(&x.Entry, record.Medications, told{recorders: people, organisations: organisations, recorded: firstDate(handed, prepared)})
	x.Identifiers = m.identifierList(r.Identifier)
	x.Notes = m.notes(r.Note)
	m.medicine(x, r.medicine)
	x.When = firstDate(handed, prepared)
	x.StatusText = sourceWord(r.Status, words(m.stock, x.Status))
	return record.Facts{Medications: m.medicineRows.list(x)}
}
