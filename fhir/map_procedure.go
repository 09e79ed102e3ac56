package fhir

import "github.com/london-care-record/gateway/record"

type procedure struct {
	resource
	Identifier            []identifier      `json:"identifier"`
	InstantiatesCanonical ignored           `json:"instantiatesCanonical"`
	InstantiatesURI       ignored           `json:"instantiatesUri"`
	BasedOn               []reference       `json:"basedOn"`
	PartOf                ignored           `json:"partOf"`
	Status                string            `json:"status"`
	StatusReason          *codeableConcept  `json:"statusReason"`
	Category              *codeableConcept  `json:"category"`
	Code                  *codeableConcept  `json:"code"`
	Subject               *reference        `json:"subject"`
	Encounter             ignored           `json:"encounter"`
	PerformedDateTime     string            `json:"performedDateTime"`
	PerformedPeriod       *period           `json:"performedPeriod"`
	PerformedString       string            `json:"performedString"`
	PerformedAge          *quantity         `json:"performedAge"`
	PerformedRange        *valueRange       `json:"performedRange"`
	Recorder              *reference        `json:"recorder"`
	Asserter              *reference        `json:"asserter"`
	Performer             []performer       `json:"performer"`
	Location              *reference        `json:"location"`
	ReasonCode            []codeableConcept `json:"reasonCode"`
	ReasonReference       []reference       `json:"reasonReference"`
	BodySite              []codeableConcept `json:"bodySite"`
	Outcome               *codeableConcept  `json:"outcome"`
	Report                ignored           `json:"report"`
	Complication          []codeableConcept `json:"complication"`
	ComplicationDetail    []reference       `json:"complicationDetail"`
	FollowUp              ignored           `json:"followUp"`
	Note                  []annotation      `json:"note"`
	FocalDevice           ignored           `json:"focalDevice"`
	UsedReference         ignored           `json:"usedReference"`
	UsedCode              ignored           `json:"usedCode"`
}

// eventStatuses are FHIR's event-status.
var eventStatuses = map[string]record.EventStatus{
	"preparation": record.EventPreparation, "in-progress": record.EventInProgress, "not-done": record.EventNotDone,
	"on-hold": record.EventOnHold, "stopped": record.EventStopped, "completed": record.EventCompleted,
	"entered-in-error": record.EventEnteredInError, "unknown": record.EventUnknown,
}

// mapProcedure reads something done to or for somebody, or not done: the status tells.
func mapProcedure(m *mapper, r *procedure) record.Facts {
	p := &record.Procedure{
		Status:        enum(m, "status", r.Status, eventStatuses, record.EventUnknown),
		StatusReason:  m.conceptOrNil(r.StatusReason),
		Category:      m.conceptOrNil(r.Category),
		Period:        m.period("performed period", r.PerformedPeriod),
		Reasons:       m.reasons(r.ReasonCode, r.ReasonReference),
		BodySites:     m.conceptList(r.BodySite),
		Outcome:       m.conceptOrNil(r.Outcome),
		Complications: m.reasons(r.Complication, r.ComplicationDetail),
		BasedOn:       m.references(r.BasedOn),
	}
	p.Performed, p.PerformedText = m.moment("performed date", r.PerformedDateTime, nil, r.PerformedAge, r.PerformedRange, r.PerformedString)
	people, organisations := actors(r.Performer)
	p.Performers = m.practitioners(people)
	m.about(r.Subject)
	p.When = firstDate(p.Performed, startOf(p.Period))
	organisations = append(organisations, one(r.Location)...)
	m.begin(&p.Entry, record.Procedures, told{
		recorders: append([]*reference{r.Recorder, r.Asserter}, people...), organisations: organisations, recorded: p.When,
	})
	p.Identifiers = m.identifierList(r.Identifier)
	p.Notes = m.notes(r.Note)
	if p.Code = m.concept(r.Code); p.Code.IsZero() {
		p.Code = m.nameless("Procedure")
	}
	p.StatusText = words(m.stock, p.Status)
	return record.Facts{Procedures: []*record.Procedure{p}}
}
