package fhir

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/london-care-record/gateway/record"
)

type listResource struct {
	resource
	Identifier  ignored          `json:"identifier"`
	Status      string           `json:"status"`
	Mode        string           `json:"mode"`
	Title       string           `json:"title"`
	Code        *codeableConcept `json:"code"`
	Subject     *reference       `json:"subject"`
	Encounter   ignored          `json:"encounter"`
	Date        string           `json:"date"`
	Source      *reference       `json:"source"`
	OrderedBy   ignored          `json:"orderedBy"`
	Note        ignored          `json:"note"`
	Entry       []jsontext.Value `json:"entry"`
	EmptyReason *codeableConcept `json:"emptyReason"`
}

// allergyLists are the codes of a list of allergies, "system|code".
var allergyLists = []string{
	record.SystemSNOMED + "|886921000000105", // Allergies and adverse reactions
	record.SystemLOINC + "|48765-2",          // Allergies and adverse reactions Document
	record.SystemLOINC + "|52472-8",          // Allergies and Adverse Drug Reactions
}

// emptyReasons are the names of HL7's list-empty-reason, before and since FHIR R4.
var emptyReasons = []string{"http://terminology.hl7.org/CodeSystem/list-empty-reason", "http://hl7.org/fhir/list-empty-reason"}

// mapList reads a List for the one thing that no other resource says: that somebody looked and there are no allergies
// ("nil known"). Any other reason for an empty list (not asked, unavailable, withheld) denies nothing, and what a list does
// hold comes as resources of its own.
func mapList(m *mapper, r *listResource) record.Facts {
	m.about(r.Subject)
	date := m.date("date", r.Date)
	if !m.namesAllergies(r) || !nilKnown(r.EmptyReason) || r.Status != "current" || r.Mode == "changes" {
		return record.Facts{}
	}
	if len(r.Entry) > 0 || m.modified {
		// It denies and lists at once, or something unread may turn the denial round: nothing is asserted, and it is counted.
		m.unreadable++
		return record.Facts{}
	}
	what := m.concept(r.Code)
	what.Text = orElse(orElse(what.Text, r.Title), "Allergies") + ": none known"
	what.Worded = false
	n := &record.Negation{
		Code: what, Scope: record.NegationAll,
		Sources:        []*record.Provenance{m.provenance(told{recorders: one(r.Source), recorded: date})},
		SecurityLabels: m.codingList(r.Meta.Security),
	}
	return record.Facts{Negations: []*record.Negation{n}}
}

// namesAllergies tells whether a list is the list of somebody's present allergies. A list of ended ones that is empty
// says nothing about the present.
func (k *stock) namesAllergies(r *listResource) bool {
	code := k.concept(r.Code)
	for _, k := range code.Codings {
		if slices.Contains(allergyLists, k.Key()) {
			return true
		}
	}
	if len(code.Codings) > 0 && !code.Worded {
		return allergyWords(code.Text)
	}
	return allergyWords(orElse(code.Text, r.Title))
}

func allergyWords(text string) bool {
	text = strings.ToLower(text)
	if !strings.Contains(text, "allerg") {
		return false
	}
	for _, other := range []string{"ended", "resolved", "past", "previous", "inactive", "family"} {
		if strings.Contains(text, other) {
			return false
		}
	}
	return true
}

func nilKnown(c *codeableConcept) bool {
	if c == nil {
		return false
	}
	for _, k := range c.Coding {
		if k.Code == "nilknown" && slices.Contains(emptyReasons, record.CanonicalSystem(k.System)) {
			return true
		}
	}
	return false
}
