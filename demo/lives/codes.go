package lives

import (
	"github.com/london-care-record/gateway/demo/catalogue"
	"github.com/london-care-record/gateway/demo/ordered"
)

// codeSystems are the systems in which each exchange's settings code, the main one first; a setting without an entry writes words only.
var codeSystems = [exchanges]map[string][]string{
	NEL: {
		PrimaryCare: {catalogue.CTV3, catalogue.SNOMED}, Acute: {catalogue.SNOMED}, MentalHealth: {catalogue.ICD10},
		Community: {catalogue.SNOMED}, SocialCare: nil,
	},
	SEL: {
		PrimaryCare: {catalogue.SNOMED, catalogue.ReadV2}, Acute: {catalogue.SNOMED, catalogue.ICD10},
		MentalHealth: {catalogue.ICD10}, Community: {catalogue.SNOMED},
	},
	SWL: {PrimaryCare: {catalogue.ReadV2}, Acute: {catalogue.ICD10}, Community: nil},
	NCL: {
		PrimaryCare: {catalogue.SNOMED}, Acute: {catalogue.SNOMED, catalogue.ICD10}, MentalHealth: {catalogue.SNOMED},
		SocialCare: nil,
	},
	NWL: {Community: nil, Urgent: {catalogue.SNOMED}},
}

// wording is which of a concept's ways to say it an exchange uses.
var wording = [exchanges]int{NEL: 0, SEL: 0, SWL: 1, NCL: 0, NWL: 2}

// code tells a concept in the codes and words of whoever records it.
func (d *draft) code(c catalogue.Concept) ordered.Object {
	systems := append([]string{}, codeSystems[d.t.ex][d.by.at.setting]...)
	if len(systems) > 0 {
		systems = append(systems, catalogue.Demo)
	}
	codings := codingObjects(c.Codings(systems...))
	if len(systems) > 0 && len(codings) == 0 {
		codings = codingObjects(c.Codings(catalogue.SNOMED)) // ICD-10 and Read have no code for many tests and operations
	}
	text := c.Say(wording[d.t.ex])
	if d.t.ex == NEL && len(codings) > 0 {
		text = "" // the words are in the coding's display only
	}
	return ordered.Of("coding", codings, "text", text)
}

// sct tells a concept with its SNOMED CT code, or the invented one, whoever records it.
func sct(c catalogue.Concept) ordered.Object {
	return ordered.Of("coding", codingObjects(c.Codings(catalogue.SNOMED, catalogue.Demo)), "text", c.Term)
}

func codingObjects(codings []catalogue.Coding) []ordered.Object {
	var all []ordered.Object
	for _, c := range codings {
		all = append(all, ordered.Of("system", c.System, "code", c.Code, "display", c.Display))
	}
	return all
}

// hl7 is a concept of one of HL7's own code systems.
func hl7(system, code string) ordered.Object {
	if code == "" {
		return ordered.Object{}
	}
	return ordered.Of("coding", []ordered.Object{standard("http://terminology.hl7.org/CodeSystem/"+system, code)})
}

// standard is a coding of a standard's own code system, with the standard's words for it where people read them.
func standard(system, code string) ordered.Object {
	return ordered.Of("system", system, "code", code, "display", displays[code])
}

// displays are the standards' words for codes. No code of theirs is used here in two meanings.
var displays = map[string]string{
	"problem-list-item": "Problem List Item", "encounter-diagnosis": "Encounter Diagnosis", "clinical": "Clinical",
	"laboratory": "Laboratory", "vital-signs": "Vital Signs", "social-history": "Social History",
	"H": "High", "L": "Low", "not-performed": "Not Performed",
	"CH": "Chemistry", "HM": "Hematology", "MB": "Microbiology", "PAT": "Pathology (gross & histopath, not surgical)",
	"RAD": "Radiology", "CUS": "Cardiac Ultrasound", "VUS": "Vascular Ultrasound", "EN": "Electroneuro (EEG, EMG,EP,PSG)",
	"EC": "Electrocardiac (e.g., EKG,  EEC, Holter)", "OTH": "Other",
	"CR": "Computed Radiography", "CT": "Computed Tomography", "MR": "Magnetic Resonance", "US": "Ultrasound",
}

func one(o ordered.Object) []ordered.Object {
	if o.Empty() {
		return nil
	}
	return []ordered.Object{o}
}

func words(text string) ordered.Object { return ordered.Of("text", text) }

// notes are annotations.
func notes(text string) []ordered.Object { return one(ordered.Of("text", text)) }
