package fhir

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"testing"
)

// fuzzMap tries to break the mapping of one type, starting from the examples. Nothing panics; what is mapped has its
// provenance and its words; the same resource is always mapped to the same record; an error is one of those that hold no
// text of the resource.
func fuzzMap(f *testing.F, typ string) {
	for _, x := range hl7Exam(f).entries() {
		if x.typ == typ {
			f.Add(x.raw)
		}
	}
	base, _ := url.Parse("https://exchange.example/fhir")
	f.Fuzz(func(t *testing.T, raw []byte) {
		itself := NewReferent(raw)
		in := Surroundings{Exchange: examExchange, Base: base, Beside: func(string) *Referent { return itself }}
		mapped, err := Map(raw, in)
		if err != nil {
			if !slices.ContainsFunc([]error{errNotResource, errTooDeep, errNotMapped, errTooBroken}, func(e error) bool { return errors.Is(err, e) }) {
				t.Fatalf("an unknown error: %v", err)
			}
			return
		}
		for _, e := range entriesOf(mapped.Facts) {
			if len(e.Sources) != 1 || e.Source().Exchange != examExchange || e.Source().CareSetting == "" || e.Code.Text == "" {
				t.Fatalf("an entry without provenance or words")
			}
		}
		again, err := Map(raw, in)
		if err != nil {
			t.Fatal("mapped once, and not again")
		}
		first, _ := json.Marshal(mapped)
		second, _ := json.Marshal(again)
		if !bytes.Equal(first, second) {
			t.Fatal("mapped twice, differently")
		}
	})
}

func FuzzMapAllergyIntolerance(f *testing.F)       { fuzzMap(f, "AllergyIntolerance") }
func FuzzMapAppointment(f *testing.F)              { fuzzMap(f, "Appointment") }
func FuzzMapCarePlan(f *testing.F)                 { fuzzMap(f, "CarePlan") }
func FuzzMapCareTeam(f *testing.F)                 { fuzzMap(f, "CareTeam") }
func FuzzMapCondition(f *testing.F)                { fuzzMap(f, "Condition") }
func FuzzMapDiagnosticReport(f *testing.F)         { fuzzMap(f, "DiagnosticReport") }
func FuzzMapDocumentReference(f *testing.F)        { fuzzMap(f, "DocumentReference") }
func FuzzMapEncounter(f *testing.F)                { fuzzMap(f, "Encounter") }
func FuzzMapFamilyMemberHistory(f *testing.F)      { fuzzMap(f, "FamilyMemberHistory") }
func FuzzMapFlag(f *testing.F)                     { fuzzMap(f, "Flag") }
func FuzzMapImagingStudy(f *testing.F)             { fuzzMap(f, "ImagingStudy") }
func FuzzMapImmunization(f *testing.F)             { fuzzMap(f, "Immunization") }
func FuzzMapList(f *testing.F)                     { fuzzMap(f, "List") }
func FuzzMapMedicationAdministration(f *testing.F) { fuzzMap(f, "MedicationAdministration") }
func FuzzMapMedicationDispense(f *testing.F)       { fuzzMap(f, "MedicationDispense") }
func FuzzMapMedicationRequest(f *testing.F)        { fuzzMap(f, "MedicationRequest") }
func FuzzMapMedicationStatement(f *testing.F)      { fuzzMap(f, "MedicationStatement") }
func FuzzMapObservation(f *testing.F)              { fuzzMap(f, "Observation") }
func FuzzMapPatient(f *testing.F)                  { fuzzMap(f, "Patient") }
func FuzzMapProcedure(f *testing.F)                { fuzzMap(f, "Procedure") }
func FuzzMapQuestionnaireResponse(f *testing.F)    { fuzzMap(f, "QuestionnaireResponse") }
func FuzzMapServiceRequest(f *testing.F)           { fuzzMap(f, "ServiceRequest") }

// TestMappedTypesAreSorted keeps the list above complete.
func TestMappedTypesAreSorted(t *testing.T) {
	types := MappedTypes()
	if len(types) != 22 || !slices.IsSorted(types) {
		t.Errorf("MappedTypes gives %d types: a new one needs a fuzz target above", len(types))
	}
}
