package record

// ObservationValue is the value of an observation, in the FHIR type in which it was recorded. The implementations are
// pointers to Quantity, CodeableConcept, TextValue, BooleanValue, IntegerValue, Range, Ratio, SampledData, TimeValue,
// DateTimeValue and Period.
type ObservationValue interface{ IsObservationValue() }

// TextValue is a value in words.
type TextValue struct {
	Plain string `json:"plain"`
}

// BooleanValue is a value of true or false.
type BooleanValue struct {
	Boolean bool `json:"boolean"`
}

// IntegerValue is a whole number.
type IntegerValue struct {
	Integer int `json:"integer"`
}

// TimeValue is a time of day, as recorded: "10:15:00".
type TimeValue struct {
	Time string `json:"time"`
}

// DateTimeValue is a date as a value.
type DateTimeValue struct {
	DateTime PartialDate `json:"dateTime"`
}

// IsObservationValue marks the type as a value.
func (*Quantity) IsObservationValue() {}

// IsObservationValue marks the type as a value.
func (*CodeableConcept) IsObservationValue() {}

// IsObservationValue marks the type as a value.
func (*TextValue) IsObservationValue() {}

// IsObservationValue marks the type as a value.
func (*BooleanValue) IsObservationValue() {}

// IsObservationValue marks the type as a value.
func (*IntegerValue) IsObservationValue() {}

// IsObservationValue marks the type as a value.
func (*Range) IsObservationValue() {}

// IsObservationValue marks the type as a value.
func (*Ratio) IsObservationValue() {}

// IsObservationValue marks the type as a value.
func (*SampledData) IsObservationValue() {}

// IsObservationValue marks the type as a value.
func (*TimeValue) IsObservationValue() {}

// IsObservationValue marks the type as a value.
func (*DateTimeValue) IsObservationValue() {}

// IsObservationValue marks the type as a value.
func (*Period) IsObservationValue() {}
