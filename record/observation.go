package record

import "time"

// Observation is a measurement, finding or result (FHIR Observation).
type Observation struct {
	Entry
	Status          ResultStatus `json:"status"`
	Effective       PartialDate  `json:"effective,omitzero"`
	EffectivePeriod *Period      `json:"effectivePeriod,omitempty"`
	Issued          time.Time    `json:"issued,omitzero"`
	// Categories are the source's own: vital-signs, laboratory, social-history ...
	Categories []CodeableConcept `json:"categories,omitempty"`
	// Display is the value as a clinician would read it, exactly as recorded; with components, theirs.
	Display          string                 `json:"display"`
	Value            ObservationValue       `json:"value,omitempty"`
	AbsentReason     *CodeableConcept       `json:"absentReason,omitempty"`
	Interpretations  []CodeableConcept      `json:"interpretations,omitempty"`
	ReferenceRanges  []ReferenceRange       `json:"referenceRanges,omitempty"`
	Components       []ObservationComponent `json:"components,omitempty"`
	BodySite         *CodeableConcept       `json:"bodySite,omitempty"`
	Method           *CodeableConcept       `json:"method,omitempty"`
	Specimen         Text                   `json:"specimen,omitempty"`
	Performer        *Organisation          `json:"performer,omitempty"`
	MemberReferences []Reference            `json:"memberReferences,omitempty"`
	BasedOn          []Reference            `json:"basedOn,omitempty"`
}

// Retracted tells that the result was cancelled or entered in error.
func (o *Observation) Retracted() bool { return o.Status.retracted() }

// ObservationComponent is one part of an observation, such as the systolic pressure.
type ObservationComponent struct {
	Code            CodeableConcept   `json:"code"`
	Display         string            `json:"display"`
	Value           ObservationValue  `json:"value,omitempty"`
	AbsentReason    *CodeableConcept  `json:"absentReason,omitempty"`
	Interpretations []CodeableConcept `json:"interpretations,omitempty"`
	ReferenceRanges []ReferenceRange  `json:"referenceRanges,omitempty"`
}

// ReferenceRange is what the laboratory holds for normal, or for the meaning that Type names.
type ReferenceRange struct {
	Low  *Quantity        `json:"low,omitempty"`
	High *Quantity        `json:"high,omitempty"`
	Type *CodeableConcept `json:"type,omitempty"`
	// AppliesTo and Age say for whom.
	AppliesTo []CodeableConcept `json:"appliesTo,omitempty"`
	Age       *Range            `json:"age,omitempty"`
	Text      Text              `json:"text,omitempty"`
}
