// Package catalogue is the vocabulary of the synthetic population: conditions, medicines, tests, vaccines and the rest, each in the
// codes and words in which different systems would tell them. It is demonstration data and no clinical reference.
package catalogue

// The code systems in which the exchanges speak.
const (
	SNOMED = "http://snomed.info/sct"
	DMD    = "https://dmd.nhs.uk"
	LOINC  = "http://loinc.org"
	ReadV2 = "http://read.info/readv2"
	CTV3   = "http://read.info/ctv3"
	ICD10  = "http://hl7.org/fhir/sid/icd-10"
	UCUM   = "http://unitsofmeasure.org"
	// Demo is a plainly invented system, for ideas whose national code is not known here for certain.
	Demo = "https://london-care-record.example/CodeSystem/demo"
)

// Coding is one code in one system.
type Coding struct{ System, Code, Display string }

// Concept is one clinical idea, with the codes and the words that different systems have for it.
type Concept struct {
	Term   string // the preferred words
	SNOMED string
	Read   string // Read v2
	CTV3   string
	ICD10  string
	Demo   string   // code in the invented system
	Other  []Coding // codes in further systems
	Words  []string // other ways to say it
}

// Say returns the n-th way to say it; 0 is the preferred one.
func (c Concept) Say(n int) string {
	if n <= 0 || len(c.Words) == 0 {
		return c.Term
	}
	return c.Words[(n-1)%len(c.Words)]
}

// Codings returns the codes in the named systems, in that order, leaving out those that the concept does not have.
func (c Concept) Codings(systems ...string) []Coding {
	var all []Coding
	for _, system := range systems {
		code := map[string]string{SNOMED: c.SNOMED, ReadV2: c.Read, CTV3: c.CTV3, ICD10: c.ICD10, Demo: c.Demo}[system]
		if code != "" {
			all = append(all, Coding{system, code, c.Term})
			continue
		}
		for _, o := range c.Other {
			if o.System == system {
				all = append(all, o)
			}
		}
	}
	return all
}
