package fhir

import "github.com/london-care-record/gateway/record"

// Search is a FHIR type that is searched for people: "AllergyIntolerance".
type Search string

// SearchPatient looks people up by NHS number. It belongs to no kind: every other search is checked against it.
const SearchPatient Search = "Patient"

// searchesOf are the FHIR types that each kind of record is put together from, the defining one first. Empty-reason
// lists say "no known allergies" in some exchanges; relatives' conditions are shown beside the person's own;
// observations need the reports, because a report's results are not shown twice.
var searchesOf = map[record.Kind][]Search{
	record.Alerts:         {"Flag"},
	record.Allergies:      {"AllergyIntolerance", "List"},
	record.Medications:    {"MedicationRequest", "MedicationStatement", "MedicationDispense", "MedicationAdministration"},
	record.Conditions:     {"Condition", "FamilyMemberHistory"},
	record.Investigations: {"DiagnosticReport", "Observation", "ImagingStudy"},
	record.Observations:   {"Observation", "DiagnosticReport"},
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

// SearchesOf gives the searches that a kind of record is put together from, the defining one first. The slice is
// shared and must not be changed.
func SearchesOf(kind record.Kind) []Search { return searchesOf[kind] }

// includesOf are the _include values asked for with a type: what its entries can't be understood without (the
// medicine), and who recorded them where R4 defines an include for it. All are optional: a server that refuses them is
// asked without.
var includesOf = map[Search][]string{
	SearchPatient:              {"Patient:general-practitioner", "Patient:organization"},
	"AllergyIntolerance":       {"AllergyIntolerance:recorder"},
	"MedicationRequest":        {"MedicationRequest:medication", "MedicationRequest:requester"},
	"MedicationStatement":      {"MedicationStatement:medication"},
	"MedicationDispense":       {"MedicationDispense:medication"},
	"MedicationAdministration": {"MedicationAdministration:medication"},
	"DiagnosticReport":         {"DiagnosticReport:performer"},
	"Encounter":                {"Encounter:service-provider"},
	"Immunization":             {"Immunization:performer"},
	"ServiceRequest":           {"ServiceRequest:requester", "ServiceRequest:performer"},
	"Procedure":                {"Procedure:performer"},
}

// subjectToo are the types for which R4 defines the parameter subject beside patient.
var subjectToo = map[Search]bool{
	"Flag": true, "List": true, "MedicationRequest": true, "MedicationStatement": true, "MedicationDispense": true,
	"MedicationAdministration": true, "Condition": true, "DiagnosticReport": true, "Observation": true,
	"ImagingStudy": true, "Procedure": true, "Encounter": true, "ServiceRequest": true, "DocumentReference": true,
	"QuestionnaireResponse": true, "CarePlan": true, "CareTeam": true,
}
