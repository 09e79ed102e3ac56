package record

import "time"

// Gender is FHIR's administrative gender.
type Gender string

// The administrative genders of FHIR R4.
const (
	Male          Gender = "MALE"
	Female        Gender = "FEMALE"
	OtherGender   Gender = "OTHER"
	UnknownGender Gender = "UNKNOWN"
)

// Person is one Patient resource of one exchange: what it says of who somebody is. The stitched patient is
// stitch.Patient.
type Person struct {
	// NHSNumbers are the valid NHS numbers among its identifiers; a Patient may carry an old one too.
	NHSNumbers   []NHSNumber    `json:"nhsNumbers,omitempty"`
	Active       bool           `json:"active"`
	Name         *HumanName     `json:"name,omitempty"`
	BirthDate    PartialDate    `json:"birthDate,omitzero"`
	Gender       Gender         `json:"gender"`
	Deceased     bool           `json:"deceased,omitempty"`
	DeceasedDate PartialDate    `json:"deceasedDate,omitzero"`
	Addresses    []Address      `json:"addresses,omitempty"`
	Telecoms     []ContactPoint `json:"telecoms,omitempty"`
	// GeneralPractice is the practice that the person is registered with.
	GeneralPractice *Organisation `json:"generalPractice,omitempty"`
	SecurityLabels  []Coding      `json:"securityLabels,omitempty"`
	// ReplacedBy is the "Patient/id" of the exchange's own Patient that replaces this one; ReplacedByNumber its NHS
	// number where the link names it.
	ReplacedBy       string    `json:"replacedBy,omitempty"`
	ReplacedByNumber NHSNumber `json:"replacedByNumber,omitempty"`
	Warnings         []string  `json:"warnings,omitempty"`
	// Source tells where this comes from; its reference is the local "Patient/id".
	Source *Provenance `json:"source"`
}

// confidentialitySystem is HL7's v3 Confidentiality code system.
const confidentialitySystem = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"

// Restricted tells that the source labels the person restricted (R) or very restricted (V): identity only (S04).
func (p *Person) Restricted() bool {
	for _, l := range p.SecurityLabels {
		if (l.Code == "R" || l.Code == "V") && (l.System == confidentialitySystem || l.System == "") {
			return true
		}
	}
	return false
}

// Has tells whether the Patient carries this NHS number.
func (p *Person) Has(n NHSNumber) bool {
	for _, x := range p.NHSNumbers {
		if x == n {
			return true
		}
	}
	return false
}

// LastUpdated is when the source last changed the Patient; zero when it does not say.
func (p *Person) LastUpdated() time.Time { return p.Source.LastUpdated }

// HumanName is a person's name as recorded.
type HumanName struct {
	// Text is the whole name for reading.
	Text   string   `json:"text"`
	Family Text     `json:"family,omitempty"`
	Given  []string `json:"given,omitempty"`
	Prefix []string `json:"prefix,omitempty"`
	Suffix []string `json:"suffix,omitempty"`
	// Use is FHIR's name use: usual, official, nickname, maiden ...
	Use Text `json:"use,omitempty"`
}

// Address is a postal address as recorded.
type Address struct {
	// Text is the whole address for reading, lines joined by commas where the source gives none.
	Text       string   `json:"text"`
	Lines      []string `json:"lines,omitempty"`
	City       Text     `json:"city,omitempty"`
	District   Text     `json:"district,omitempty"`
	PostalCode Text     `json:"postalCode,omitempty"`
	Country    Text     `json:"country,omitempty"`
	// Use is FHIR's address use: home, work, temp, old.
	Use    Text    `json:"use,omitempty"`
	Period *Period `json:"period,omitempty"`
}

// ContactPoint is a phone number, e-mail address or the like.
type ContactPoint struct {
	// System is FHIR's: phone, email, sms ...
	System Text   `json:"system,omitempty"`
	Value  string `json:"value"`
	Use    Text   `json:"use,omitempty"`
}
