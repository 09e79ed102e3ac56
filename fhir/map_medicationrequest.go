package fhir

import (
	"github.com/london-care-record/gateway/record"
)

type medicationRequest struct {
	resource
	medicine
	Identifier            []identifier                      `json:"identifier"`
	Status                string                            `json:"status"`
	StatusReason          *codeableConcept                  `json:"statusReason"`
	Intent                string                            `json:"intent"`
	Category              ignored                           `json:"category"`
	Priority              ignored                           `json:"priority"`
	DoNotPerform          bool                              `json:"doNotPerform"`
	ReportedBoolean       ignored                           `json:"reportedBoolean"`
	ReportedReference     ignored                           `json:"reportedReference"`
	Subject               *reference                        `json:"subject"`
	Encounter             ignored                           `json:"encounter"`
	SupportingInformation ignored                           `json:"supportingInformation"`
	AuthoredOn            string                            `json:"authoredOn"`
	Requester             *reference                        `json:"requester"`
	Performer             ignored                           `json:"performer"`
	PerformerType         ignored                           `json:"performerType"`
	Recorder              *reference                        `json:"recorder"`
	ReasonCode            []codeableConcept                 `json:"reasonCode"`
	ReasonReference       []reference                       `json:"reasonReference"`
	InstantiatesCanonical ignored                           `json:"instantiatesCanonical"`
	InstantiatesURI       ignored                           `json:"instantiatesUri"`
	BasedOn               []reference                       `json:"basedOn"`
	GroupIdentifier       *identifier                       `json:"groupIdentifier"`
	CourseOfTherapyType   *codeableConcept                  `json:"courseOfTherapyType"`
	Insurance             ignored                           `json:"insurance"`
	Note                  []annotation                      `json:"note"`
	DosageInstruction     []dosage                          `json:"dosageInstruction"`
	DispenseRequest       *medicationRequestDispenseRequest `json:"dispenseRequest"`
	Substitution          ignored                           `json:"substitution"`
	PriorPrescription     ignored                           `json:"priorPrescription"`
	DetectedIssue         ignored                           `json:"detectedIssue"`
	EventHistory          ignored                           `json:"eventHistory"`
}

type medicationRequestDispenseRequest struct {
	ValidityPeriod *period   `json:"validityPeriod"`
	Quantity       *quantity `json:"quantity"`
}

// The statuses of FHIR's four medication resources, one table for each.
var (
	medicationRequestStatuses = map[string]record.MedicationStatus{
		"active": record.MedicationActive, "on-hold": record.MedicationOnHold, "cancelled": record.MedicationCancelled,
		"completed": record.MedicationCompleted, "entered-in-error": record.MedicationEnteredInError,
		"stopped": record.MedicationStopped, "draft": record.MedicationDraft, "unknown": record.MedicationUnknown,
	}
	medicationStatementStatuses = map[string]record.MedicationStatus{
		"active": record.MedicationActive, "completed": record.MedicationCompleted, "intended": record.MedicationIntended,
		"entered-in-error": record.MedicationEnteredInError, "stopped": record.MedicationStopped,
		"on-hold": record.MedicationOnHold, "unknown": record.MedicationUnknown, "not-taken": record.MedicationNotTaken,
	}
	medicationDispenseStatuses = map[string]record.MedicationStatus{
		"preparation": record.MedicationDraft, "in-progress": record.MedicationActive, "cancelled": record.MedicationCancelled,
		"on-hold": record.MedicationOnHold, "completed": record.MedicationCompleted, "stopped": record.MedicationStopped,
		"entered-in-error": record.MedicationEnteredInError, "declined": record.MedicationCancelled, "unknown": record.MedicationUnknown,
	}
	medicationAdministrationStatuses = map[string]record.MedicationStatus{
		"in-progress": record.MedicationActive, "not-done": record.MedicationNotTaken, "on-hold": record.MedicationOnHold,
		"completed": record.MedicationCompleted, "entered-in-error": record.MedicationEnteredInError,
		"stopped": record.MedicationStopped, "unknown": record.MedicationUnknown,
	}
)

// medicationIntents say what a request is. An option is one of several that were offered: no order by itself.
var medicationIntents = map[string]record.MedicationKind{
	"proposal": record.MedicationProposal, "plan": record.MedicationPlan, "order": record.MedicationOrder,
	"original-order": record.MedicationOrder, "reflex-order": record.MedicationOrder, "filler-order": record.MedicationOrder,
	"instance-order": record.MedicationOrder, "option": record.MedicationProposal,
}

// mapMedicationRequest reads a prescription, or a plan or proposal for one.
func mapMedicationRequest(m *mapper, r *medicationRequest) record.Facts {
	x := m.medications.one(record.Medication{
		Status:     enum(m, "status", r.Status, medicationRequestStatuses, record.MedicationUnknown),
		Type:       enum(m, "intent", r.Intent, medicationIntents, record.MedicationOrder),
		Course:     m.course(r),
		Dosages:    m.dosages(r.DosageInstruction),
		AuthoredOn: m.date("authored date", r.AuthoredOn),
		Prescriber: m.practitioner(r.Requester),
		Reasons:    m.reasons(r.ReasonCode, r.ReasonReference),
		BasedOn:    m.references(r.BasedOn),
	})
	if r.StatusReason != nil {
		x.StatusReason = m.conceptList([]codeableConcept{*r.StatusReason})
	}
	if d := r.DispenseRequest; d != nil {
		x.Period = m.period("validity period", d.ValidityPeriod)
		x.Quantity = m.quantity("quantity", d.Quantity)
	}
	if r.Intent == "option" {
		m.warn("It is one of several options, not an order.")
	}
	x.StatusText = sourceWord(r.Status, words(m.stock, x.Status))
	if r.DoNotPerform {
		x.DoNotPerform = true
		m.warn("DO NOT GIVE: this is a request that the medicine is not given.")
		x.StatusText = "do not give (" + x.StatusText + ")"
	}
	m.about(r.Subject)
	m.begin(&x.Entry, record.Medications, told{recorders: []*reference{r.Requester, r.Recorder}, recorded: x.AuthoredOn})
	x.Identifiers = m.identifierList(r.Identifier)
	if r.GroupIdentifier != nil {
		x.Identifiers = append(x.Identifiers, m.identifierList([]identifier{*r.GroupIdentifier})...)
	}
	x.Notes = m.notes(r.Note)
	m.medicine(x, r.medicine)
	x.When = x.AuthoredOn
	return record.Facts{Medications: m.medicineRows.list(x)}
}

// The extensions that say of a prescription what courseOfTherapyType says, or that it repeats.
const (
	prescriptionType  = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-PrescriptionType"
	repeatInformation = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-MedicationRepeatInformation"
)

// courses joins HL7's course of therapy with UK Core's additions to it and its older prescription type. A seasonal course is
// neither of the contract's.
var courses = map[string]record.MedicationCourse{
	"acute": record.CourseAcute, "continuous": record.CourseContinuous, "seasonal": record.CourseUnknown,
	"repeat": record.CourseRepeat, "repeat-dispensing": record.CourseRepeat,
	"continuous-repeating-dispensing": record.CourseRepeat, "continuous-repeat-dispensing": record.CourseRepeat,
}

// course says whether a prescription is acute or repeats.
func (m *mapper) course(r *medicationRequest) record.MedicationCourse {
	c := conceptEnum(m, "course of therapy", r.CourseOfTherapyType, courses, record.CourseUnknown)
	if c != record.CourseUnknown {
		return c
	}
	for _, e := range extensionsAt(r.Extension, prescriptionType) {
		if c := conceptEnum(m, "prescription type", e.ValueCodeableConcept, courses, record.CourseUnknown); c != record.CourseUnknown {
			return c
		}
	}
	for _, e := range extensionsAt(r.Extension, repeatInformation) {
		for _, part := range e.Extension {
			if part.URL == "numberOfPrescriptionsAllowed" || part.URL == "numberOfRepeatPrescriptionsAllowed" {
				return record.CourseRepeat
			}
		}
	}
	return record.CourseUnknown
}
