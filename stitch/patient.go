package stitch

import "github.com/london-care-record/gateway/record"

// IdentityState says whether all exchanges that know the number mean the same person.
type IdentityState string

// The identity states of the contract. IdentityConflict: at least one exchange's answer is kept out because it holds
// another birth date (S02).
const (
	IdentityAgreed           IdentityState = "AGREED"
	IdentitySingleSource     IdentityState = "SINGLE_SOURCE"
	IdentityMinorDifferences IdentityState = "MINOR_DIFFERENCES"
	IdentityConflict         IdentityState = "CONFLICT"
)

// IdentityCheck is the result of comparing who the exchanges say the person is.
type IdentityCheck struct {
	State       IdentityState
	Differences []record.Difference
	// Summary is a sentence for a clinician where there is something to say: who was kept out, what could not be
	// checked, what the caller can do.
	Summary record.Text
}

// Patient is the stitched person: demographics, the identity check, and what the check means for every section.
type Patient struct {
	NHSNumber record.NHSNumber
	Name      *record.HumanName
	BirthDate record.PartialDate
	Gender    record.Gender
	// Deceased is true when any exchange says so.
	Deceased        bool
	DeceasedDate    record.PartialDate
	Addresses       []record.Address
	Telecoms        []record.ContactPoint
	GeneralPractice *record.Organisation
	// Restricted tells that a source labels the person restricted: identity only, every section withheld (S04). Labelled
	// tells of the label even where the caller may see more.
	Restricted   bool
	Labelled     bool
	Demographics Completeness
	Identity     IdentityCheck

	terms *terms
	// verdicts say, for each exchange, what its answers may do in this record: see Guard.
	verdicts map[record.ExchangeID]verdict
	// witness is told what rows are made of; nil but while the record is explained.
	witness *witness
}

// IsEntity marks the patient as an entity of Apollo Federation.
func (*Patient) IsEntity() {}
