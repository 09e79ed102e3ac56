package fhir

import "reflect"

// mapping is how resources of one type are read.
type mapping struct {
	// elements is the struct that names every element that is read, or ignored on purpose.
	elements reflect.Type
	read     func(raw []byte, in Surroundings) (Mapped, error)
}

// mappings are the types that are read for their own sake.
var mappings = map[string]mapping{
	"AllergyIntolerance":       read(mapAllergy),
	"Appointment":              read(mapAppointment),
	"CarePlan":                 read(mapCarePlan),
	"CareTeam":                 read(mapCareTeam),
	"Condition":                read(mapCondition),
	"DiagnosticReport":         read(mapDiagnosticReport),
	"DocumentReference":        read(mapDocumentReference),
	"Encounter":                read(mapEncounter),
	"FamilyMemberHistory":      read(mapFamilyMemberHistory),
	"Flag":                     read(mapFlag),
	"ImagingStudy":             read(mapImagingStudy),
	"Immunization":             read(mapImmunization),
	"List":                     read(mapList),
	"MedicationAdministration": read(mapMedicationAdministration),
	"MedicationDispense":       read(mapMedicationDispense),
	"MedicationRequest":        read(mapMedicationRequest),
	"MedicationStatement":      read(mapMedicationStatement),
	"Observation":              read(mapObservation),
	"Patient":                  read(mapPatient),
	"Procedure":                read(mapProcedure),
	"QuestionnaireResponse":    read(mapQuestionnaireResponse),
	"ServiceRequest":           read(mapServiceRequest),
}
