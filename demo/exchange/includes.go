package exchange

// IncludeParams are the _include values that the servers which follow _include know, by type.
var IncludeParams = map[string][]string{
	"AllergyIntolerance":  {"AllergyIntolerance:recorder"},
	"Condition":           {"Condition:recorder"},
	"DiagnosticReport":    {"DiagnosticReport:performer", "DiagnosticReport:result"},
	"Encounter":           {"Encounter:service-provider"},
	"Immunization":        {"Immunization:performer"},
	"MedicationDispense":  {"MedicationDispense:medication", "MedicationDispense:performer"},
	"MedicationRequest":   {"MedicationRequest:medication", "MedicationRequest:requester"},
	"MedicationStatement": {"MedicationStatement:medication", "MedicationStatement:source"},
	"Observation":         {"Observation:performer"},
	"Patient":             {"Patient:general-practitioner"},
	"Procedure":           {"Procedure:performer"},
	"ServiceRequest":      {"ServiceRequest:performer", "ServiceRequest:requester"},
}
