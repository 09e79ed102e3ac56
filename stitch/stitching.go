package stitch

import "github.com/london-care-record/gateway/record"

// Stitching is a record taken apart again: see Explain.
type Stitching struct {
	// Kinds are those that were asked for, with the number of entries that came in from each exchange.
	Kinds []KindCoverage
	// Rows are those of the sections, denials after the allergies, and the results of a report after the report. Every
	// entry that came in is the input of exactly one row without PartOf, or is left out.
	Rows    []StitchedRow
	LeftOut []LeftOut
}

// StitchedRow is one row of the record, with what it is made of.
type StitchedRow struct {
	// Entry is the row's id; nil for a denial, which is no entry.
	Entry *string
	// PartOf is the id of the report that a result belongs to.
	PartOf     *string
	Kind       record.Kind
	Text       string
	When       record.PartialDate
	StatusText string
	// Retracted tells that the row has left the current list.
	Retracted bool
	// Denies is the scope of a denial of allergies; nil for any other row.
	Denies *record.NegationScope
	// Rule names what joined the inputs; empty where there is one.
	Rule record.Text
	// Differences are the fields in which the inputs disagree.
	Differences []string
	Warnings    []string
	Related     []record.RelatedEntry
	// Inputs are the source entries in the order of the row's sources: newest first, never empty.
	Inputs []StitchedInput
}

// StitchedInput is one source entry as it came in.
type StitchedInput struct {
	*record.Provenance
	When           record.PartialDate
	StatusText     string
	Codings        []record.Coding
	Fields         []SaidField
	Warnings       []string
	Notes          []string
	SecurityLabels []record.Coding
	// Retracts tells that the source has taken the entry back.
	Retracts bool
	// Speaks tells that the row says what this entry says, wherever nothing more is known of a field.
	Speaks bool
	// TiedBy names the rules by which this entry is joined to another one of the row.
	TiedBy []string
}

// SaidField is what a source entry says of one field, in words.
type SaidField struct{ Name, Value string }

// LeftOut is what came in, or should have, and is in no row.
type LeftOut struct {
	Exchange *record.Exchange
	Kind     record.Kind
	State    record.SourceState
	Reason   LeftOutReason
	// Count is nil where it is not known, or not told.
	Count       *int
	Explanation string
}

// LeftOutReason is why something is in no row.
type LeftOutReason string

// The reasons of the contract.
const (
	LeftWithheld          LeftOutReason = "WITHHELD"
	LeftIdentityMismatch  LeftOutReason = "IDENTITY_MISMATCH"
	LeftIdentityUnchecked LeftOutReason = "IDENTITY_UNCHECKED"
	LeftAnotherPersons    LeftOutReason = "ANOTHER_PERSONS"
	LeftUnreadable        LeftOutReason = "UNREADABLE"
	LeftRepeated          LeftOutReason = "REPEATED"
	LeftCutOff            LeftOutReason = "CUT_OFF"
	LeftAnsweredInPart    LeftOutReason = "ANSWERED_IN_PART"
	LeftNotAsked          LeftOutReason = "NOT_ASKED"
	LeftPending           LeftOutReason = "PENDING"
	LeftOutOfDate         LeftOutReason = "OUT_OF_DATE"
	LeftNotConnected      LeftOutReason = "NOT_CONNECTED"
)
