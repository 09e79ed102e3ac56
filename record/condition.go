package record

// ConditionClinicalStatus is FHIR's condition-clinical, and unknown.
type ConditionClinicalStatus string

// The clinical statuses of a condition.
const (
	ConditionActive        ConditionClinicalStatus = "ACTIVE"
	ConditionRecurrence    ConditionClinicalStatus = "RECURRENCE"
	ConditionRelapse       ConditionClinicalStatus = "RELAPSE"
	ConditionInactive      ConditionClinicalStatus = "INACTIVE"
	ConditionRemission     ConditionClinicalStatus = "REMISSION"
	ConditionResolved      ConditionClinicalStatus = "RESOLVED"
	ConditionStatusUnknown ConditionClinicalStatus = "UNKNOWN"
)

// Condition is a problem, diagnosis or health concern (FHIR Condition), or a condition of a relative (FHIR
// FamilyMemberHistory), which FamilyMember then names and which is never taken for the person's own.
type Condition struct {
	Entry
	ClinicalStatus     ConditionClinicalStatus `json:"clinicalStatus"`
	VerificationStatus VerificationStatus      `json:"verificationStatus"`
	Categories         []CodeableConcept       `json:"categories,omitempty"`
	Severity           *CodeableConcept        `json:"severity,omitempty"`
	Stages             []CodeableConcept       `json:"stages,omitempty"`
	BodySites          []CodeableConcept       `json:"bodySites,omitempty"`
	Onset              PartialDate             `json:"onset,omitzero"`
	OnsetText          Text                    `json:"onsetText,omitempty"`
	Abatement          PartialDate             `json:"abatement,omitzero"`
	AbatementText      Text                    `json:"abatementText,omitempty"`
	RecordedDate       PartialDate             `json:"recordedDate,omitzero"`
	// FamilyMember is the relative whose condition it is; nil for the person's own.
	FamilyMember *CodeableConcept `json:"familyMember,omitempty"`
	// Encounter is where it was diagnosed, for stitching.
	Encounter Reference `json:"encounter,omitzero"`
}

// Retracted tells that the condition was refuted or entered in error.
func (c *Condition) Retracted() bool {
	return c.VerificationStatus == Refuted || c.VerificationStatus == EnteredInError
}

// Inactive tells that the condition is recorded as no longer active.
func (c *Condition) Inactive() bool {
	switch c.ClinicalStatus {
	case ConditionInactive, ConditionRemission, ConditionResolved:
		return true
	}
	return false
}
