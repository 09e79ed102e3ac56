package policy

import "github.com/london-care-record/gateway/record"

// Label is a class of security labels: policies speak of five, not of every code.
type Label string

// The classes of labels.
const (
	Normal         Label = "normal"          // none, or one that restricts nobody
	Sensitive      Label = "sensitive"       // a sensitive subject, such as sexual health
	OtherLabel     Label = "other"           // one that is not known here
	Restricted     Label = "restricted"      // confidentiality R
	VeryRestricted Label = "very-restricted" // confidentiality V
)

// Labels are all classes, from the least to the most restrictive.
var Labels = []Label{Normal, Sensitive, OtherLabel, Restricted, VeryRestricted}

const (
	confidentiality = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
	actCode         = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
	actReason       = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
	observationTags = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue"
)

// confidentialities are the codes of HL7's v3 Confidentiality.
var confidentialities = map[string]Label{
	"U": Normal, "L": Normal, "M": Normal, "N": Normal, "R": Restricted, "V": VeryRestricted,
}

// LabelOf gives the class of one security label. A confidentiality that is not known counts as the strictest one. A
// code without a system counts as a confidentiality if it is one. The codes of ActCode that are used as security labels
// are sensitivities, so each of them is taken for one. Purposes of use (ActReason) and integrity marks
// (ObservationValue) restrict nobody.
// Source: FHIR R4, security labels; HL7 Terminology.
func LabelOf(c record.Coding) Label {
	system := record.CanonicalSystem(c.System)
	known, ok := confidentialities[c.Code]
	switch {
	case ok && (system == confidentiality || system == ""):
		return known
	case system == confidentiality:
		return VeryRestricted
	case system == actCode:
		return Sensitive
	case system == actReason, system == observationTags:
		return Normal
	default:
		return OtherLabel
	}
}
