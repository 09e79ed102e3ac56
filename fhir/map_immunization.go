package fhir

import (
	"github.com/go-json-experiment/json/jsontext"

	"github.com/london-care-record/gateway/record"
)

type immunization struct {
	resource
	Identifier         []identifier                  `json:"identifier"`
	Status             string                        `json:"status"`
	StatusReason       *codeableConcept              `json:"statusReason"`
	VaccineCode        *codeableConcept              `json:"vaccineCode"`
	Patient            *reference                    `json:"patient"`
	Encounter          ignored                       `json:"encounter"`
	OccurrenceDateTime string                        `json:"occurrenceDateTime"`
	OccurrenceString   string                        `json:"occurrenceString"`
	Recorded           string                        `json:"recorded"`
	PrimarySource      *bool                         `json:"primarySource"`
	ReportOrigin       ignored                       `json:"reportOrigin"`
	Location           *reference                    `json:"location"`
	Manufacturer       *reference                    `json:"manufacturer"`
	LotNumber          string                        `json:"lotNumber"`
	ExpirationDate     string                        `json:"expirationDate"`
	Site               *codeableConcept              `json:"site"`
	Route              *codeableConcept              `json:"route"`
	DoseQuantity       *quantity                     `json:"doseQuantity"`
	Performer          []performer                   `json:"performer"`
	Note               []annotation                  `json:"note"`
	ReasonCode         []codeableConcept             `json:"reasonCode"`
	ReasonReference    []reference                   `json:"reasonReference"`
	IsSubpotent        bool                          `json:"isSubpotent"`
	SubpotentReason    []codeableConcept             `json:"subpotentReason"`
	Education          ignored                       `json:"education"`
	ProgramEligibility ignored                       `json:"programEligibility"`
	FundingSource      ignored                       `json:"fundingSource"`
	Reaction           []immunizationReaction        `json:"reaction"`
	ProtocolApplied    []immunizationProtocolApplied `json:"protocolApplied"`
}

type immunizationProtocolApplied struct {
	TargetDisease         []codeableConcept `json:"targetDisease"`
	DoseNumberPositiveInt jsontext.Value    `json:"doseNumberPositiveInt"`
	DoseNumberString      string            `json:"doseNumberString"`
}

type immunizationReaction struct {
	Detail *reference `json:"detail"`
}

var immunizationStatuses = map[string]record.EventStatus{
	"completed": record.EventCompleted, "entered-in-error": record.EventEnteredInError, "not-done": record.EventNotDone,
}

// vaccinationProcedure is UK Core's extension for the procedure of giving the vaccine.
const vaccinationProcedure = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-VaccinationProcedure"

// mapImmunization reads a vaccination that was given, or was not: the status tells.
func mapImmunization(m *mapper, r *immunization) record.Facts {
	i := &record.Immunisation{
		Status:         enum(m, "status", r.Status, immunizationStatuses, record.EventUnknown),
		StatusReason:   m.conceptOrNil(r.StatusReason),
		Occurrence:     m.date("occurrence", r.OccurrenceDateTime),
		OccurrenceText: record.Text(r.OccurrenceString),
		LotNumber:      record.Text(r.LotNumber),
		ExpirationDate: m.date("expiry date", r.ExpirationDate),
		Manufacturer:   m.organisation(r.Manufacturer),
		Site:           m.conceptOrNil(r.Site),
		Route:          m.conceptOrNil(r.Route),
		Dose:           m.quantity("dose", r.DoseQuantity),
		PrimarySource:  copied(r.PrimarySource),
		Reasons:        m.reasons(r.ReasonCode, r.ReasonReference),
	}
	for _, p := range r.ProtocolApplied {
		i.TargetDiseases = append(i.TargetDiseases, m.conceptList(p.TargetDisease)...)
		if i.DoseNumber == "" {
			i.DoseNumber = record.Text(orElse(p.DoseNumberString, string(m.number("dose number", p.DoseNumberPositiveInt))))
		}
	}
	for _, reaction := range r.Reaction {
		if c := m.meaning(reaction.Detail); !c.IsZero() {
			i.Reactions = append(i.Reactions, c)
		} else {
			i.Reactions = append(i.Reactions, record.CodeableConcept{Text: "reaction, not described"})
		}
	}
	if r.IsSubpotent {
		m.warn("The dose was less potent than intended. %s", firstText(m.conceptList(r.SubpotentReason)))
	}
	people, organisations := actors(r.Performer)
	i.Performers = m.practitioners(people)
	m.about(r.Patient)
	recorded := firstDate(m.date("recorded date", r.Recorded), i.Occurrence)
	m.begin(&i.Entry, record.Immunisations, told{
		recorders: people, organisations: append(organisations, one(r.Location)...), recorded: recorded,
	})
	i.Identifiers = m.identifierList(r.Identifier)
	i.Notes = m.notes(r.Note)
	i.Code = m.vaccine(r)
	i.When = i.Occurrence
	i.StatusText = words(m.stock, i.Status)
	return record.Facts{Immunisations: []*record.Immunisation{i}}
}

func (m *mapper) vaccine(r *immunization) record.CodeableConcept {
	c := m.concept(r.VaccineCode)
	for _, e := range extensionsAt(r.Extension, vaccinationProcedure) {
		if c.IsZero() {
			c = m.concept(e.ValueCodeableConcept)
		}
	}
	if c.IsZero() {
		return m.nameless("Vaccination")
	}
	return c
}
