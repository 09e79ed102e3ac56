package record

// AllergyClinicalStatus is FHIR's allergyintolerance-clinical, and unknown.
type AllergyClinicalStatus string

// The clinical statuses of an allergy.
const (
	AllergyActive        AllergyClinicalStatus = "ACTIVE"
	AllergyInactive      AllergyClinicalStatus = "INACTIVE"
	AllergyResolved      AllergyClinicalStatus = "RESOLVED"
	AllergyStatusUnknown AllergyClinicalStatus = "UNKNOWN"
)

// VerificationStatus joins FHIR's allergyintolerance-verification and condition-ver-status.
type VerificationStatus string

// The verification statuses of allergies and conditions.
const (
	Unconfirmed         VerificationStatus = "UNCONFIRMED"
	Presumed            VerificationStatus = "PRESUMED"
	Provisional         VerificationStatus = "PROVISIONAL"
	Differential        VerificationStatus = "DIFFERENTIAL"
	Confirmed           VerificationStatus = "CONFIRMED"
	Refuted             VerificationStatus = "REFUTED"
	EnteredInError      VerificationStatus = "ENTERED_IN_ERROR"
	VerificationUnknown VerificationStatus = "UNKNOWN"
)

// AllergyCategory is FHIR's allergy-intolerance-category.
type AllergyCategory string

// The categories of FHIR R4.
const (
	Food        AllergyCategory = "FOOD"
	MedicineCat AllergyCategory = "MEDICATION"
	Environment AllergyCategory = "ENVIRONMENT"
	Biologic    AllergyCategory = "BIOLOGIC"
)

// Criticality is FHIR's allergy-intolerance-criticality, and unknown.
type Criticality string

// The criticalities, from nothing known to the worst: see CriticalityRank.
const (
	CriticalityUnknown        Criticality = "UNKNOWN"
	CriticalityUnableToAssess Criticality = "UNABLE_TO_ASSESS"
	CriticalityLow            Criticality = "LOW"
	CriticalityHigh           Criticality = "HIGH"
)

// Severity is FHIR's reaction-event-severity, and unknown.
type Severity string

// The severities of a reaction.
const (
	SeverityUnknown  Severity = "UNKNOWN"
	SeverityMild     Severity = "MILD"
	SeverityModerate Severity = "MODERATE"
	SeveritySevere   Severity = "SEVERE"
)

// Allergy is an allergy or intolerance (FHIR AllergyIntolerance). A source entry may also be a denial ("no known
// allergies"): stitching tells the two apart by its code.
type Allergy struct {
	Entry
	ClinicalStatus     AllergyClinicalStatus `json:"clinicalStatus"`
	VerificationStatus VerificationStatus    `json:"verificationStatus"`
	Categories         []AllergyCategory     `json:"categories,omitempty"`
	// Type is FHIR's allergy-intolerance-type in the source's word: allergy, intolerance.
	Type           Text              `json:"type,omitempty"`
	Criticality    Criticality       `json:"criticality"`
	Onset          PartialDate       `json:"onset,omitzero"`
	OnsetText      Text              `json:"onsetText,omitempty"`
	LastOccurrence PartialDate       `json:"lastOccurrence,omitzero"`
	Reactions      []AllergyReaction `json:"reactions,omitempty"`
}

// AllergyReaction is one reaction that happened.
type AllergyReaction struct {
	Substance      *CodeableConcept  `json:"substance,omitempty"`
	Manifestations []CodeableConcept `json:"manifestations,omitempty"`
	Severity       Severity          `json:"severity"`
	Onset          PartialDate       `json:"onset,omitzero"`
	ExposureRoute  *CodeableConcept  `json:"exposureRoute,omitempty"`
	Description    Text              `json:"description,omitempty"`
}

// Retracted tells that the allergy was refuted or entered in error.
func (a *Allergy) Retracted() bool {
	return a.VerificationStatus == Refuted || a.VerificationStatus == EnteredInError
}

// Inactive tells that the allergy is recorded as inactive or resolved.
func (a *Allergy) Inactive() bool {
	return a.ClinicalStatus == AllergyInactive || a.ClinicalStatus == AllergyResolved
}

// NegationScope says how much a denial denies.
type NegationScope string

// The scopes of a denial. NegationAll is unrestricted.
const (
	NegationAll         NegationScope = "ALL"
	NegationDrug        NegationScope = "DRUG"
	NegationFood        NegationScope = "FOOD"
	NegationEnvironment NegationScope = "ENVIRONMENT"
	NegationLatex       NegationScope = "LATEX"
	NegationOther       NegationScope = "OTHER"
)

// Negation is one source's denial: "no known allergies". It never beats an allergy recorded elsewhere (S12).
type Negation struct {
	Code    CodeableConcept `json:"code"`
	Scope   NegationScope   `json:"scope"`
	Sources []*Provenance   `json:"sources"`
	// SecurityLabels are passed on as recorded.
	SecurityLabels []Coding `json:"securityLabels,omitempty"`
}
