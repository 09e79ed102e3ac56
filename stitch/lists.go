package stitch

import "github.com/london-care-record/gateway/record"

// Every list of the record has at least these two parts, so that an empty list is never read as "nothing there": the
// entries, and how complete they are. Lists belong to the answer that they were made for.

// AlertList is the alerts section.
type AlertList struct {
	Entries      []*record.Alert
	Completeness Completeness
}

// AllergyList is the allergies section. Negations are the denials, never counted as allergies.
type AllergyList struct {
	Entries      []*record.Allergy
	Completeness Completeness
	Statement    AllergyStatement
	Negations    []*record.Negation
}

// AllergyStatement is what may be said about allergies as a whole.
type AllergyStatement string

// The statements of the contract, in its order of precedence.
const (
	StatementConflicting      AllergyStatement = "CONFLICTING"
	StatementRecorded         AllergyStatement = "RECORDED"
	StatementUnknown          AllergyStatement = "UNKNOWN"
	StatementOnlyInactive     AllergyStatement = "ONLY_INACTIVE"
	StatementNoKnownAllergies AllergyStatement = "NO_KNOWN_ALLERGIES"
	StatementPartlyNegated    AllergyStatement = "PARTLY_NEGATED"
	StatementNothingRecorded  AllergyStatement = "NOTHING_RECORDED"
)

// MedicationList is the medications section.
type MedicationList struct {
	Entries      []*record.Medication
	Completeness Completeness
}

// ConditionList is the conditions section.
type ConditionList struct {
	Entries      []*record.Condition
	Completeness Completeness
}

// InvestigationList is the investigations section.
type InvestigationList struct {
	Entries      []*record.Investigation
	Completeness Completeness
}

// ObservationList is the observations section: what is no part of an investigation.
type ObservationList struct {
	Entries      []*record.Observation
	Completeness Completeness
}

// ProcedureList is the procedures section.
type ProcedureList struct {
	Entries      []*record.Procedure
	Completeness Completeness
}

// ImmunisationList is the immunisations section.
type ImmunisationList struct {
	Entries      []*record.Immunisation
	Completeness Completeness
}

// EncounterList is the encounters section.
type EncounterList struct {
	Entries      []*record.Encounter
	Completeness Completeness
}

// ReferralList is the referrals section.
type ReferralList struct {
	Entries      []*record.Referral
	Completeness Completeness
}

// AppointmentList is the appointments section, or the appointments of one referral.
type AppointmentList struct {
	Entries      []*record.Appointment
	Completeness Completeness
}

// DocumentList is the documents section.
type DocumentList struct {
	Entries      []*record.Document
	Completeness Completeness
}

// AssessmentList is the assessments section.
type AssessmentList struct {
	Entries      []*record.Assessment
	Completeness Completeness
}

// CarePlanList is the care plans section.
type CarePlanList struct {
	Entries      []*record.CarePlan
	Completeness Completeness
}

// CareTeamList is the care team section.
type CareTeamList struct {
	Entries      []*record.CareTeam
	Completeness Completeness
}

// Completeness says who contributed to a list, and what is missing from it, from where, why.
type Completeness struct {
	// Complete is true only when every exchange that should hold this answered in full, and now.
	Complete bool
	// Sources has one status per exchange, in the region's order.
	Sources []record.SourceStatus
	// Summary is one sentence that a clinician can read.
	Summary string

	// hidden tells that policy may keep more back than it lets the caller know.
	hidden bool
}

// Coverage is exchange by kind: who answered, who holds nothing, who could not be asked.
type Coverage struct {
	Complete bool
	Summary  string
	// Kinds are in the contract's order, each with one status per exchange.
	Kinds []KindCoverage
}

// KindCoverage is one row of the coverage.
type KindCoverage struct {
	Kind         record.Kind
	Completeness Completeness
}

// TimelineConnection is a page of the timeline, in the manner of Relay.
type TimelineConnection struct {
	Edges    []TimelineEdge
	PageInfo PageInfo
	// TotalCount is the number of entries on the whole timeline.
	TotalCount   int
	Completeness Completeness
}

// TimelineEdge is one entry of the timeline with its cursor.
type TimelineEdge struct {
	Cursor string
	Node   record.Row
}

// PageInfo tells where in the timeline a page lies.
type PageInfo struct {
	HasNextPage     bool
	HasPreviousPage bool
	StartCursor     record.Text
	EndCursor       record.Text
}
