package fhir

import "reflect"

// mapping is how resources of one type are read.
type mapping struct {
	// elements is the struct that names every element that is read, or ignored on purpose.
	elements reflect.Type
	read     func(e *sent, in Surroundings) (Mapped, error)
}

// mappings are the types that are read for their own sake.
var mappings = map[string]mapping{
	"AllergyIntolerance":       read(swiftlyAllergyIntolerance, mapAllergy),
	"Appointment":              read(swiftlyAppointment, mapAppointment),
	"CarePlan":                 read(swiftlyCarePlan, mapCarePlan),
	"CareTeam":                 read(swiftlyCareTeam, mapCareTeam),
	"Condition":                read(swiftlyCondition, mapCondition),
	"DiagnosticReport":         read(swiftlyDiagnosticReport, mapDiagnosticReport),
	"DocumentReference":        read(swiftlyDocumentReference, mapDocumentReference),
	"Encounter":                read(swiftlyEncounter, mapEncounter),
	"FamilyMemberHistory":      read(swiftlyFamilyMemberHistory, mapFamilyMemberHistory),
	"Flag":                     read(swiftlyFlagResource, mapFlag),
	"ImagingStudy":             read(swiftlyImagingStudy, mapImagingStudy),
	"Immunization":             read(swiftlyImmunization, mapImmunization),
	"List":                     read(swiftlyListResource, mapList),
	"MedicationAdministration": read(swiftlyMedicationAdministration, mapMedicationAdministration),
	"MedicationDispense":       read(swiftlyMedicationDispense, mapMedicationDispense),
	"MedicationRequest":        read(swiftlyMedicationRequest, mapMedicationRequest),
	"MedicationStatement":      read(swiftlyMedicationStatement, mapMedicationStatement),
	"Observation":              read(swiftlyObservation, mapObservation),
	"Patient":                  read(swiftlyPatient, mapPatient),
	"Procedure":                read(swiftlyProcedure, mapProcedure),
	"QuestionnaireResponse":    read(swiftlyQuestionnaireResponse, mapQuestionnaireResponse),
	"ServiceRequest":           read(swiftlyServiceRequest, mapServiceRequest),
}
