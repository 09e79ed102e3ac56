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
	"Condition":                read(mapCondition),
	"DiagnosticReport":         read(mapDiagnosticReport),
	"ImagingStudy":             read(mapImagingStudy),
	"MedicationAdministration": read(mapMedicationAdministration),
	"MedicationDispense":       read(mapMedicationDispense),
	"MedicationRequest":        read(mapMedicationRequest),
	"MedicationStatement":      read(mapMedicationStatement),
	"Observation":              read(mapObservation),
	"Patient":                  read(mapPatient),
}
