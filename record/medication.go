package record

// MedicationStatus joins the statuses of FHIR's medication resources.
type MedicationStatus string

// The statuses of a medication.
const (
	MedicationActive         MedicationStatus = "ACTIVE"
	MedicationCompleted      MedicationStatus = "COMPLETED"
	MedicationStopped        MedicationStatus = "STOPPED"
	MedicationOnHold         MedicationStatus = "ON_HOLD"
	MedicationCancelled      MedicationStatus = "CANCELLED"
	MedicationDraft          MedicationStatus = "DRAFT"
	MedicationNotTaken       MedicationStatus = "NOT_TAKEN"
	MedicationIntended       MedicationStatus = "INTENDED"
	MedicationEnteredInError MedicationStatus = "ENTERED_IN_ERROR"
	MedicationUnknown        MedicationStatus = "UNKNOWN"
)

// MedicationKind says what was recorded of a medicine.
type MedicationKind string

// The kinds of a medication record.
const (
	MedicationStatement      MedicationKind = "STATEMENT"
	MedicationOrder          MedicationKind = "ORDER"
	MedicationPlan           MedicationKind = "PLAN"
	MedicationProposal       MedicationKind = "PROPOSAL"
	MedicationDispense       MedicationKind = "DISPENSE"
	MedicationAdministration MedicationKind = "ADMINISTRATION"
)

// MedicationCourse says whether a prescription is acute or repeats.
type MedicationCourse string

// The courses of therapy.
const (
	CourseAcute      MedicationCourse = "ACUTE"
	CourseRepeat     MedicationCourse = "REPEAT"
	CourseContinuous MedicationCourse = "CONTINUOUS"
	CourseUnknown    MedicationCourse = "UNKNOWN"
)

// Medication is a medicine as ordered, stated, planned, dispensed or given (FHIR MedicationRequest,
// MedicationStatement, MedicationDispense, MedicationAdministration).
type Medication struct {
	Entry
	Status       MedicationStatus  `json:"status"`
	StatusReason []CodeableConcept `json:"statusReason,omitempty"`
	Type         MedicationKind    `json:"type"`
	Course       MedicationCourse  `json:"course"`
	Ingredients  []CodeableConcept `json:"ingredients,omitempty"`
	Form         *CodeableConcept  `json:"form,omitempty"`
	Dosages      []Dosage          `json:"dosages,omitempty"`
	AuthoredOn   PartialDate       `json:"authoredOn,omitzero"`
	Period       *Period           `json:"period,omitempty"`
	Prescriber   *Practitioner     `json:"prescriber,omitempty"`
	Reasons      []CodeableConcept `json:"reasons,omitempty"`
	// Quantity is what was ordered or dispensed.
	Quantity *Quantity `json:"quantity,omitempty"`
	// DoNotPerform is set for a request that the medicine is not given.
	DoNotPerform bool `json:"doNotPerform,omitempty"`
	// Resolved is false when the source points to a medicine that it does not hold.
	Resolved bool `json:"resolved"`
	// BasedOn are the orders or plans that this one fulfils or was written from, for stitching.
	BasedOn []Reference `json:"basedOn,omitempty"`
}

// Retracted tells that the medication was entered in error.
func (m *Medication) Retracted() bool { return m.Status == MedicationEnteredInError }

// Dosage is how a medicine is to be taken, as recorded.
type Dosage struct {
	// Text is the instruction in words: the source's own, else put together from its parts, which Derived then says.
	Text    string           `json:"text"`
	Derived bool             `json:"derived,omitempty"`
	Route   *CodeableConcept `json:"route,omitempty"`
	Method  *CodeableConcept `json:"method,omitempty"`
	Site    *CodeableConcept `json:"site,omitempty"`
	// Dose is an amount or a range of amounts; at most one of the two is set.
	Dose      *Quantity `json:"dose,omitempty"`
	DoseRange *Range    `json:"doseRange,omitempty"`
	// Rate is the rate of administration in words, as recorded.
	Rate Text `json:"rate,omitempty"`
	// Timing is the timing in words, as recorded: its own text or code, else its repeat written out.
	Timing   Text `json:"timing,omitempty"`
	AsNeeded bool `json:"asNeeded,omitempty"`
	// AsNeededFor is the condition for taking it as needed.
	AsNeededFor *CodeableConcept `json:"asNeededFor,omitempty"`
	// PatientInstruction is what the patient is told.
	PatientInstruction Text `json:"patientInstruction,omitempty"`
}
