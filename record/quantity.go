package record

// Quantity is a measured amount exactly as recorded: no conversion, no relabelling of units.
type Quantity struct {
	Value      Decimal `json:"value,omitempty"`
	Comparator Text    `json:"comparator,omitempty"`
	Unit       Text    `json:"unit,omitempty"`
	System     Text    `json:"system,omitempty"`
	Code       Text    `json:"code,omitempty"`
}

// Digits gives the number in its own digits, or "" where a unit was recorded without one: the schema's value is never
// null.
func (q *Quantity) Digits() string { return string(q.Value) }

// Range is a low and a high amount, either of which may be open.
type Range struct {
	Low  *Quantity `json:"low,omitempty"`
	High *Quantity `json:"high,omitempty"`
}

// Ratio is a pair of amounts, such as a titre of 1:128.
type Ratio struct {
	Numerator   *Quantity `json:"numerator,omitempty"`
	Denominator *Quantity `json:"denominator,omitempty"`
}

// Period is a span of time, either end of which may be open.
type Period struct {
	Start PartialDate `json:"start,omitzero"`
	End   PartialDate `json:"end,omitzero"`
}

// IsZero tells whether neither end was recorded.
func (p Period) IsZero() bool { return p.Start.IsZero() && p.End.IsZero() }

// SampledData is a series of measurements, such as an ECG strip.
type SampledData struct {
	Origin *Quantity `json:"origin,omitempty"`
	// Period is the time between samples in milliseconds.
	Period     Decimal `json:"period,omitempty"`
	Factor     Decimal `json:"factor,omitempty"`
	LowerLimit Decimal `json:"lowerLimit,omitempty"`
	UpperLimit Decimal `json:"upperLimit,omitempty"`
	Dimensions int     `json:"dimensions,omitempty"`
	Data       string  `json:"data,omitempty"`
}
