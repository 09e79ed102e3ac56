package fhir

import "github.com/london-care-record/gateway/record"

type encounter struct {
	resource
	Identifier      []identifier              `json:"identifier"`
	Status          string                    `json:"status"`
	StatusHistory   ignored                   `json:"statusHistory"`
	Class           *coding                   `json:"class"`
	ClassHistory    ignored                   `json:"classHistory"`
	Type            []codeableConcept         `json:"type"`
	ServiceType     *codeableConcept          `json:"serviceType"`
	Priority        ignored                   `json:"priority"`
	Subject         *reference                `json:"subject"`
	EpisodeOfCare   ignored                   `json:"episodeOfCare"`
	BasedOn         ignored                   `json:"basedOn"`
	Participant     []participation           `json:"participant"`
	Appointment     []reference               `json:"appointment"`
	Period          *period                   `json:"period"`
	Length          ignored                   `json:"length"`
	ReasonCode      []codeableConcept         `json:"reasonCode"`
	ReasonReference []reference               `json:"reasonReference"`
	Diagnosis       []encounterDiagnosis      `json:"diagnosis"`
	Account         ignored                   `json:"account"`
	Hospitalization *encounterHospitalization `json:"hospitalization"`
	Location        []encounterLocation       `json:"location"`
	ServiceProvider *reference                `json:"serviceProvider"`
	PartOf          ignored                   `json:"partOf"`
}

type encounterLocation struct {
	Location *reference `json:"location"`
}

type encounterHospitalization struct {
	DischargeDisposition *codeableConcept `json:"dischargeDisposition"`
}

type encounterDiagnosis struct {
	Condition *reference `json:"condition"`
}

type participation struct {
	Type       []codeableConcept `json:"type"`
	Individual *reference        `json:"individual"`
}

var encounterStatuses = map[string]record.EncounterStatus{
	"planned": record.EncounterPlanned, "arrived": record.EncounterArrived, "triaged": record.EncounterTriaged,
	"in-progress": record.EncounterInProgress, "onleave": record.EncounterOnLeave, "finished": record.EncounterFinished,
	"cancelled": record.EncounterCancelled, "entered-in-error": record.EncounterEnteredInError, "unknown": record.EncounterUnknown,
}

// encounterClasses are the words for v3 encounter classes that come as bare codes.
var encounterClasses = map[string]string{
	"AMB": "ambulatory", "EMER": "emergency", "FLD": "field", "HH": "home health", "IMP": "inpatient", "ACUTE": "inpatient acute",
	"NONAC": "inpatient non-acute", "OBSENC": "observation", "PRENC": "pre-admission", "SS": "short stay", "VR": "virtual",
}

// mapEncounter reads a contact with a service.
func mapEncounter(m *mapper, r *encounter) record.Facts {
	e := &record.Encounter{
		Status:       enum(m, "status", r.Status, encounterStatuses, record.EncounterUnknown),
		Class:        m.encounterClass(r.Class),
		Service:      m.conceptOrNil(r.ServiceType),
		Period:       m.period("period", r.Period),
		Organisation: m.organisation(r.ServiceProvider),
		Appointments: m.references(r.Appointment),
	}
	reasons := r.ReasonReference
	for _, d := range r.Diagnosis {
		if d.Condition != nil {
			reasons = append(reasons, *d.Condition)
		}
	}
	e.Reasons = m.reasons(r.ReasonCode, reasons)
	if r.Hospitalization != nil {
		e.Discharge = m.conceptOrNil(r.Hospitalization.DischargeDisposition)
	}
	organisations := one(r.ServiceProvider)
	for _, l := range r.Location {
		if e.Location == "" {
			e.Location = m.place(l.Location)
		}
		organisations = append(organisations, one(l.Location)...)
	}
	people := m.participants(e, r.Participant)
	m.about(r.Subject)
	e.When = startOf(e.Period)
	t := told{recorders: people, organisations: organisations, recorded: e.When}
	if r.ServiceType != nil {
		t.settings = append(t.settings, *r.ServiceType)
	}
	if r.Class != nil {
		t.settings = append(t.settings, codeableConcept{Coding: []coding{*r.Class}})
	}
	m.begin(&e.Entry, record.Encounters, t)
	e.Identifiers = m.identifierList(r.Identifier)
	e.Code = m.encounterCode(r, e)
	e.StatusText = words(m.stock, e.Status)
	return record.Facts{Encounters: []*record.Encounter{e}}
}

func (m *mapper) participants(e *record.Encounter, all []participation) []*reference {
	var people []*reference
	for _, p := range all {
		switch m.target(p.Individual) {
		case "RelatedPerson", "Patient":
			continue
		}
		who := m.practitioner(p.Individual)
		if who == nil {
			continue
		}
		if who.Role == "" {
			named := *who
			named.Role = record.Text(firstText(m.conceptList(p.Type)))
			who = &named
		}
		e.Participants = append(e.Participants, *who)
		people = append(people, p.Individual)
	}
	return people
}

// encounterClass reads the class, which often is a bare code.
func (k *stock) encounterClass(class *coding) *record.CodeableConcept {
	c := k.conceptOf(class)
	if c.IsZero() {
		return nil
	}
	if class.Display == "" {
		c.Text = orElse(encounterClasses[class.Code], c.Text)
	}
	return &c
}

// encounterCode says what kind of contact it was: its type, else its service, else its class.
func (k *stock) encounterCode(r *encounter, e *record.Encounter) record.CodeableConcept {
	if types := k.conceptList(r.Type); len(types) > 0 {
		return types[0]
	}
	switch {
	case e.Service != nil:
		return *e.Service
	case e.Class != nil:
		return *e.Class
	}
	return record.CodeableConcept{Text: "Encounter"}
}
