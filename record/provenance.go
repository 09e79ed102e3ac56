package record

import "time"

// Provenance says who recorded an entry, and where the source keeps it.
type Provenance struct {
	Exchange     *Exchange     `json:"exchange"`
	Organisation *Organisation `json:"organisation,omitempty"`
	CareSetting  CareSetting   `json:"careSetting"`
	Recorder     *Practitioner `json:"recorder,omitempty"`
	RecordedAt   PartialDate   `json:"recordedAt,omitzero"`
	LastUpdated  time.Time     `json:"lastUpdated,omitzero"`
	// Reference is the source's own resource, "AllergyIntolerance/123"; unique within its exchange.
	Reference string `json:"reference"`
}

// Organisation is an organisation as a source names it.
type Organisation struct {
	Name    Text `json:"name,omitempty"`
	ODSCode Text `json:"odsCode,omitempty"`
}

// Practitioner is a person or role who did something, as a source names them.
type Practitioner struct {
	Name         Text          `json:"name,omitempty"`
	Role         Text          `json:"role,omitempty"`
	Organisation *Organisation `json:"organisation,omitempty"`
}

// Difference is a field in which the sources of one row disagree.
type Difference struct {
	Field  string           `json:"field"`
	Values []DifferingValue `json:"values"`
}

// DifferingValue is one of the disagreeing values, in words, and who says it.
type DifferingValue struct {
	Value   string        `json:"value"`
	Sources []*Provenance `json:"sources"`
}
