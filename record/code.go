package record

import "strings"

// The code systems that the gateway names somewhere. dm+d is also seen with a trailing slash: see CanonicalSystem.
const (
	SystemSNOMED = "http://snomed.info/sct"
	SystemDMD    = "https://dmd.nhs.uk"
	SystemLOINC  = "http://loinc.org"
	SystemReadV2 = "http://read.info/readv2"
	SystemCTV3   = "http://read.info/ctv3"
	SystemICD10  = "http://hl7.org/fhir/sid/icd-10"
)

// Coding is one code of one code system, as recorded.
type Coding struct {
	System  string `json:"system,omitempty"`
	Code    string `json:"code,omitempty"`
	Display Text   `json:"display,omitempty"`
	Version Text   `json:"version,omitempty"`
}

// Key identifies the coding for comparison: canonical system and code. It is "" when either is missing, because a code
// without a system means nothing outside its source.
func (c Coding) Key() string {
	if c.System == "" || c.Code == "" {
		return ""
	}
	return CanonicalSystem(c.System) + "|" + c.Code
}

// CanonicalSystem joins the spellings of a code system that are seen in the field: a trailing slash is dropped.
func CanonicalSystem(system string) string { return strings.TrimSuffix(system, "/") }

// CodeableConcept is what was meant: the source's own words and any number of codings.
type CodeableConcept struct {
	// Text is what to show: the source's own words first, then the preferred coding's display, then the code itself.
	Text    string   `json:"text"`
	Codings []Coding `json:"codings,omitempty"`
	// Worded tells that Text is the source's own text, not taken from a coding.
	Worded bool `json:"worded,omitempty"`
}

// IsZero tells whether nothing at all was recorded.
func (c CodeableConcept) IsZero() bool { return c.Text == "" && len(c.Codings) == 0 }

// Has tells whether one of the codings is this code of this system.
func (c CodeableConcept) Has(system, code string) bool {
	system = CanonicalSystem(system)
	for _, k := range c.Codings {
		if k.Code == code && CanonicalSystem(k.System) == system {
			return true
		}
	}
	return false
}

// Identifier is a business identifier.
type Identifier struct {
	System string `json:"system,omitempty"`
	Value  string `json:"value,omitempty"`
}

// Reference points at another resource of the same exchange. It is resolved, or not, by the fhir package; it never
// leads to another exchange.
type Reference struct {
	// Local is "Type/id" where the reference names a resource of the exchange's own server, without version.
	Local string `json:"local,omitempty"`
	// Identifier is a logical reference's identifier.
	Identifier Identifier `json:"identifier,omitzero"`
	Display    string     `json:"display,omitempty"`
}

// IsZero tells whether nothing at all was recorded.
func (r Reference) IsZero() bool { return r == Reference{} }
