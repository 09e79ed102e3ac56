package fhir

import (
	"strconv"

	"github.com/london-care-record/gateway/record"
)

type familyMemberHistory struct {
	resource
	Identifier            []identifier                   `json:"identifier"`
	InstantiatesCanonical ignored                        `json:"instantiatesCanonical"`
	InstantiatesURI       ignored                        `json:"instantiatesUri"`
	Status                string                         `json:"status"`
	DataAbsentReason      ignored                        `json:"dataAbsentReason"`
	Patient               *reference                     `json:"patient"`
	Date                  string                         `json:"date"`
	Name                  ignored                        `json:"name"`
	Relationship          *codeableConcept               `json:"relationship"`
	Sex                   ignored                        `json:"sex"`
	BornPeriod            ignored                        `json:"bornPeriod"`
	BornDate              ignored                        `json:"bornDate"`
	BornString            ignored                        `json:"bornString"`
	AgeAge                ignored                        `json:"ageAge"`
	AgeRange              ignored                        `json:"ageRange"`
	AgeString             ignored                        `json:"ageString"`
	EstimatedAge          ignored                        `json:"estimatedAge"`
	DeceasedBoolean       ignored                        `json:"deceasedBoolean"`
	DeceasedAge           ignored                        `json:"deceasedAge"`
	DeceasedRange         ignored                        `json:"deceasedRange"`
	DeceasedDate          ignored                        `json:"deceasedDate"`
	DeceasedString        ignored                        `json:"deceasedString"`
	ReasonCode            ignored                        `json:"reasonCode"`
	ReasonReference       ignored                        `json:"reasonReference"`
	Note                  []annotation                   `json:"note"`
	Condition             []familyMemberHistoryCondition `json:"condition"`
}

type familyMemberHistoryCondition struct {
	onset
	Code    *codeableConcept `json:"code"`
	Outcome *codeableConcept `json:"outcome"`
	Note    []annotation     `json:"note"`
}

// familyStatuses are FHIR's history-status. None of them says how sure the conditions are.
var familyStatuses = map[string]record.VerificationStatus{
	"partial": record.VerificationUnknown, "completed": record.VerificationUnknown,
	"health-unknown": record.VerificationUnknown, "entered-in-error": record.EnteredInError,
}

// mapFamilyMemberHistory reads the conditions of a relative: one entry for each, never the person's own (S16).
func mapFamilyMemberHistory(m *mapper, r *familyMemberHistory) record.Facts {
	m.about(r.Patient)
	date := m.date("date", r.Date)
	status := enum(m, "status", r.Status, familyStatuses, record.VerificationUnknown)
	relative := m.concept(r.Relationship)
	if relative.IsZero() {
		relative.Text = "Relative"
		m.warn("It does not say which relative.")
	}
	var facts record.Facts
	for i := range r.Condition {
		from := &r.Condition[i]
		c := &record.Condition{
			ClinicalStatus: record.ConditionStatusUnknown, VerificationStatus: status, FamilyMember: &relative, RecordedDate: date,
			Categories: []record.CodeableConcept{{Text: "Family history"}},
		}
		c.Onset, c.OnsetText = m.onset(from.onset)
		m.begin(&c.Entry, record.Conditions, told{recorded: date})
		if i > 0 {
			c.Entry.Source().Reference += "#" + strconv.Itoa(i+1) // one reference for each row
		}
		c.Identifiers = m.identifierList(r.Identifier)
		c.Notes = append(m.notes(from.Note), m.notes(r.Note)...)
		if outcome := m.concept(from.Outcome); !outcome.IsZero() {
			c.Notes = append(c.Notes, "Outcome: "+outcome.Text)
		}
		if c.Code = m.concept(from.Code); c.Code.IsZero() {
			c.Code = m.nameless("Family history")
		}
		c.When = date
		c.StatusText = "family history"
		if status == record.EnteredInError {
			c.StatusText = words(m.stock, status)
		}
		facts.Conditions = append(facts.Conditions, c)
	}
	return facts
}
