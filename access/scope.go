package access

import (
	"slices"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// Scopes are the SMART scopes of a token that let records be read.
type Scopes struct {
	// own reach the launch patient, any reach everybody whom policy lets the caller see. "*" stands for every type.
	own, any []string
}

// ParseScopes reads the scopes that let whole types be read and searched: patient/*.rs, user/Condition.cruds, and
// version 1's user/*.read. Others, such as openid, and those narrowed by a search parameter, let nothing be read here.
// Source: SMART App Launch 2.2, Scopes for requesting FHIR resources.
func ParseScopes(text string) Scopes {
	var s Scopes
	for _, word := range strings.Fields(text) {
		level, rest, _ := strings.Cut(word, "/")
		resource, permissions, found := strings.Cut(rest, ".")
		if !found || resource == "" || !reads(permissions) {
			continue
		}
		switch level {
		case "patient":
			s.own = append(s.own, resource)
		case "user":
			s.any = append(s.any, resource)
		}
	}
	return s
}

// reads tells whether permissions let records be both read and searched.
func reads(permissions string) bool {
	switch permissions {
	case "read", "*":
		return true
	}
	i := 0
	for _, p := range permissions {
		at := strings.IndexRune("cruds"[i:], p)
		if at < 0 {
			return false // not a letter of version 2, or not in its order
		}
		i += at + 1
	}
	return strings.Contains(permissions, "r") && strings.Contains(permissions, "s")
}

// resources are the FHIR types that each kind of record is put together from. A kind is read only when all of them may
// be: a list that silently lacks one is worse than none.
var resources = map[record.Kind][]string{
	record.Demographics:   {"Patient"},
	record.Alerts:         {"Flag"},
	record.Allergies:      {"AllergyIntolerance"},
	record.Medications:    {"MedicationRequest", "MedicationStatement", "MedicationDispense"},
	record.Conditions:     {"Condition", "FamilyMemberHistory"},
	record.Investigations: {"DiagnosticReport", "Observation", "ImagingStudy"},
	record.Observations:   {"Observation"},
	record.Procedures:     {"Procedure"},
	record.Immunisations:  {"Immunization"},
	record.Encounters:     {"Encounter"},
	record.Referrals:      {"ServiceRequest"},
	record.Appointments:   {"Appointment"},
	record.Documents:      {"DocumentReference"},
	record.Assessments:    {"QuestionnaireResponse"},
	record.CarePlans:      {"CarePlan"},
	record.CareTeams:      {"CareTeam"},
}

// allow tells whether the scopes let a kind of a person's record be read. launched tells that this is the launch patient.
func (s Scopes) allow(kind record.Kind, launched bool) bool {
	types, ok := resources[kind]
	if !ok {
		return false
	}
	for _, t := range types {
		if !covers(s.any, t) && (!launched || !covers(s.own, t)) {
			return false
		}
	}
	return true
}

func covers(granted []string, resource string) bool {
	return slices.Contains(granted, "*") || slices.Contains(granted, resource)
}
