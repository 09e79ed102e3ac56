package fhir

import "github.com/london-care-record/gateway/record"

type condition struct {
	resource
	onset
	Identifier         []identifier      `json:"identifier"`
	ClinicalStatus     *codeableConcept  `json:"clinicalStatus"`
	VerificationStatus *codeableConcept  `json:"verificationStatus"`
	Category           []codeableConcept `json:"category"`
	Severity           *codeableConcept  `json:"severity"`
	Code               *codeableConcept  `json:"code"`
	BodySite           []codeableConcept `json:"bodySite"`
	Subject            *reference        `json:"subject"`
	Encounter          *reference        `json:"encounter"`
	AbatementDateTime  string            `json:"abatementDateTime"`
	AbatementAge       *quantity         `json:"abatementAge"`
	AbatementPeriod    *period           `json:"abatementPeriod"`
	AbatementRange     *valueRange       `json:"abatementRange"`
	AbatementString    string            `json:"abatementString"`
	RecordedDate       string            `json:"recordedDate"`
	Recorder           *reference        `json:"recorder"`
	Asserter           *reference        `json:"asserter"`
	Stage              []conditionStage  `json:"stage"`
	Evidence           ignored           `json:"evidence"`
	Note               []annotation      `json:"note"`
}

type conditionStage struct {
	Summary *codeableConcept `json:"summary"`
}

var (
	conditionClinical = map[string]record.ConditionClinicalStatus{
		"active": record.ConditionActive, "recurrence": record.ConditionRecurrence, "relapse": record.ConditionRelapse,
		"inactive": record.ConditionInactive, "remission": record.ConditionRemission, "resolved": record.ConditionResolved,
	}
	conditionVerification = map[string]record.VerificationStatus{
		"unconfirmed": record.Unconfirmed, "provisional": record.Provisional, "differential": record.Differential,
		"confirmed": record.Confirmed, "refuted": record.Refuted, "entered-in-error": record.EnteredInError,
	}
)

// mapCondition reads a problem, diagnosis or health concern.
func mapCondition(m *mapper, r *condition) record.Facts {
	c := m.conditions.one(record.Condition{
		ClinicalStatus:     conceptEnum(m, "clinical status", r.ClinicalStatus, conditionClinical, record.ConditionStatusUnknown),
		VerificationStatus: conceptEnum(m, "verification status", r.VerificationStatus, conditionVerification, record.VerificationUnknown),
		Categories:         m.conceptList(r.Category),
		Severity:           m.conceptOrNil(r.Severity),
		BodySites:          m.conceptList(r.BodySite),
		RecordedDate:       m.date("recorded date", r.RecordedDate),
		Encounter:          m.reference(r.Encounter),
	})
	if r.ClinicalStatus == nil && c.VerificationStatus != record.EnteredInError {
		m.warn("The clinical status is missing.")
	}
	c.Onset, c.OnsetText = m.onset(r.onset)
	c.Abatement, c.AbatementText = m.moment("abatement", r.AbatementDateTime, r.AbatementPeriod, r.AbatementAge, r.AbatementRange, r.AbatementString)
	m.tellBackwards("condition", c.Onset, c.Abatement)
	for _, s := range r.Stage {
		if summary := m.conceptOrNil(s.Summary); summary != nil {
			c.Stages = append(c.Stages, *summary)
		}
	}
	m.about(r.Subject)
	m.begin(&c.Entry, record.Conditions, told{recorders: []*reference{r.Recorder, r.Asserter}, recorded: c.RecordedDate})
	c.Identifiers = m.identifierList(r.Identifier)
	c.Notes = m.notes(r.Note)
	if c.Code = m.concept(r.Code); c.Code.IsZero() {
		c.Code = m.nameless("Condition")
	}
	c.When = firstDate(c.Onset, c.RecordedDate)
	c.StatusText = m.statusText(words(m.stock, c.ClinicalStatus), c.VerificationStatus)
	return record.Facts{Conditions: m.conditionRows.list(c)}
}
