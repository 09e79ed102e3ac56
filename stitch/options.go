package stitch

import "github.com/london-care-record/gateway/record"

// AllergyOptions says which allergies leave the list.
type AllergyOptions struct{ IncludeInactive, IncludeRetracted bool }

// MedicationOptions says which medications leave the list. Without Statuses all but the retracted stay.
type MedicationOptions struct {
	Statuses         []record.MedicationStatus
	IncludeRetracted bool
}

// ConditionOptions says which conditions leave the list.
type ConditionOptions struct{ IncludeInactive, IncludeRetracted bool }

// InvestigationOptions says which investigations leave the list. A nil filter keeps all.
type InvestigationOptions struct {
	Filter           *InvestigationFilter
	IncludeRetracted bool
}

// ObservationOptions says which observations leave the list. A nil filter keeps all.
type ObservationOptions struct {
	Filter           *ObservationFilter
	IncludeRetracted bool
}

// ReferralOptions says which referrals leave the list. A nil filter keeps all.
type ReferralOptions struct {
	Filter           *ReferralFilter
	IncludeRetracted bool
}

// PeriodOptions keeps entries that can lie between two dates, each of them inclusive; a zero date is open. Undated
// entries always stay.
type PeriodOptions struct {
	From, To         record.PartialDate
	IncludeRetracted bool
}

// CodeInput names one code of one code system.
type CodeInput struct{ System, Code string }

// InvestigationFilter keeps investigations that match every part given; within a part any value will do.
type InvestigationFilter struct {
	Codes []CodeInput
	// Groups are named groups of codes: see terminology.Groups. An unknown name matches nothing: check with KnownGroup first.
	Groups     []string
	Categories []record.InvestigationCategory
	From, To   record.PartialDate
	// IncludeUndated keeps entries without a date whatever From and To say.
	IncludeUndated bool
}

// ObservationFilter keeps observations that match every part given; within a part any value will do.
type ObservationFilter struct {
	Codes []CodeInput
	// Categories are codes of the source's own categories: vital-signs, social-history ...
	Categories     []string
	From, To       record.PartialDate
	IncludeUndated bool
}

// ReferralFilter keeps referrals that match every part given; within a part any value will do.
type ReferralFilter struct {
	Categories []record.ReferralCategory
	Statuses   []record.RequestStatus
	// UrgentSuspectedCancer, when given, keeps only those that are, or only those that are not.
	UrgentSuspectedCancer *bool
	From, To              record.PartialDate
	IncludeUndated        bool
}

// TimelinePage asks for a page of the timeline: the First entries after the cursor After, or from the newest.
type TimelinePage struct {
	First int
	After string
}
