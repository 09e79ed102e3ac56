package record

// Entry is what every row of the record has, whatever its kind. Kinds embed it.
type Entry struct {
	// ID is stable between answers, opaque and holds no NHS number. Stitching sets it; a source entry has none.
	ID string `json:"id,omitempty"`
	// Kind is the section that the row belongs to.
	Kind Kind            `json:"kind"`
	Code CodeableConcept `json:"code"`
	// When is the entry's own date, the one it sorts by; never one inherited from another entry.
	When PartialDate `json:"when,omitzero"`
	// StatusText is the status as one word for reading.
	StatusText string `json:"statusText,omitempty"`
	// Warnings tell of odd or unreadable values, with their original text.
	Warnings []string `json:"warnings,omitempty"`
	// Sources are newest first and never empty; a source entry has exactly one.
	Sources        []*Provenance  `json:"sources"`
	Differences    []Difference   `json:"differences,omitempty"`
	SecurityLabels []Coding       `json:"securityLabels,omitempty"`
	Related        []RelatedEntry `json:"related,omitempty"`
	// MergedBy names the stitching rule that made one row of several; empty for a single source.
	MergedBy Text     `json:"mergedBy,omitempty"`
	Notes    []string `json:"notes,omitempty"`
	// Identifiers are the business identifiers that sources gave, for stitching.
	Identifiers []Identifier `json:"identifiers,omitempty"`
}

// RelatedEntry names an entry that is likely, but not surely, the same as this one.
type RelatedEntry struct {
	Entry  string `json:"entry"`
	Reason string `json:"reason"`
}

// Row is a row of any kind.
type Row interface {
	IsRecordEntry()
	// Base gives the part that all kinds share, for reading and, while a row is being made, for writing.
	Base() *Entry
	// Retracted tells that the row's own status took it out of the current list: entered in error, refuted, cancelled.
	Retracted() bool
}

// IsRecordEntry marks every kind that embeds Entry as a RecordEntry of the schema.
func (e *Entry) IsRecordEntry() {}

// Base gives the entry itself.
func (e *Entry) Base() *Entry { return e }

// Source gives the provenance of a source entry.
func (e *Entry) Source() *Provenance { return e.Sources[0] }
