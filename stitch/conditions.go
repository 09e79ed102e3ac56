package stitch

import (
	"slices"

	"github.com/london-care-record/gateway/record"
)

// conditionRules: sure when code or words and the own date (onset, else when it was recorded) are equal, and side, body
// site, certainty, stage and whose condition it is. Two episodes are two, and an undated condition is never joined
// (S16). Two of one exchange are two, but for an entry of the problem list and the diagnosis of an encounter: those are
// one episode, written down in two places. Where sources differ in the clinical status, the one that says it is active
// speaks.
var conditionRules = rules[*record.Condition]{
	kind:       record.Conditions,
	copies:     copier[record.Condition],
	when:       own,
	rest:       text(conditionKey),
	same:       codeOrText[*record.Condition]("same-code-same-date", "same-text-same-date"),
	contradict: contradictingConditions,
	likely:     likelyConditions,
	standing:   func(c *record.Condition) int { return slices.Index(presentFirst, c.ClinicalStatus) },
	fields: []field[*record.Condition]{
		coded[*record.Condition](),
		kept("clinicalStatus", func(c *record.Condition) string { return string(c.ClinicalStatus) }),
		kept("verificationStatus", func(c *record.Condition) string { return string(c.VerificationStatus) }),
		quiet(kept("categories", func(c *record.Condition) string { return conceptsWords(c.Categories) })),
		filled("severity", func(c *record.Condition) **record.CodeableConcept { return &c.Severity }, conceptWords),
		filled("stages", func(c *record.Condition) *[]record.CodeableConcept { return &c.Stages }, conceptsWords),
		filled("bodySites", func(c *record.Condition) *[]record.CodeableConcept { return &c.BodySites }, conceptsWords),
		filled("onset", func(c *record.Condition) *record.PartialDate { return &c.Onset }, dateWords),
		filled("onsetText", func(c *record.Condition) *record.Text { return &c.OnsetText }, textWords),
		filledWhere(bothOver, "abatement", func(c *record.Condition) *record.PartialDate { return &c.Abatement }, dateWords),
		filledWhere(bothOver, "abatementText", func(c *record.Condition) *record.Text { return &c.AbatementText }, textWords),
		quiet(filled("recordedDate", func(c *record.Condition) *record.PartialDate { return &c.RecordedDate }, dateWords)),
	},
	unite: func(row *record.Condition, asserting, _ []*record.Condition) {
		for _, c := range asserting {
			row.Categories = union(row.Categories, c.Categories, func(k record.CodeableConcept) string { return normal(k.Text) })
		}
	},
}

// contradictingConditions tells that conditions can't all be one: their codes have nothing in common, or their words tell
// different figures, such as two stages.
func contradictingConditions(t *terms, group []entry[*record.Condition]) bool {
	return contradictingCodes(t, group) || contradictingFigures(group)
}

// bothOver tells that the row is over as the entry is. What is still active has no end, whoever tells one; the other
// source's status shows as a difference.
func bothOver(row, from *record.Condition) bool { return row.Inactive() == from.Inactive() }

// presentFirst orders clinical statuses by how much they say that the person has the condition now.
var presentFirst = []record.ConditionClinicalStatus{record.ConditionActive, record.ConditionRecurrence, record.ConditionRelapse,
	record.ConditionStatusUnknown, record.ConditionRemission, record.ConditionInactive, record.ConditionResolved}

// conditionKey is everything but the code that makes a condition what it is; "" for an undated one.
func conditionKey(c *record.Condition) string {
	var date string
	switch {
	case !c.Onset.IsZero():
		date = "onset " + dateKey(c.Onset)
	case c.OnsetText != "":
		return "" // an age or a span in words is no date
	case !c.RecordedDate.IsZero():
		date = "recorded " + dateKey(c.RecordedDate)
	default:
		return ""
	}
	return all(date, certainty(c.VerificationStatus), conceptsKey(c.BodySites), conceptsKey(c.Stages), relative(c.FamilyMember))
}

// relative tells the person's own condition from that of each relative.
func relative(of *record.CodeableConcept) string {
	if of == nil {
		return "own"
	}
	return "relative " + conceptKey(of)
}

// certainty tells doubtful verification statuses apart. A retracted entry has none of its own, so that a retraction
// meets the entry that still asserts the condition.
func certainty(v record.VerificationStatus) string {
	switch v {
	case record.Unconfirmed, record.Presumed, record.Provisional, record.Differential:
		return string(v)
	}
	return ""
}

// diagnosedAt is the code and the words of a condition that was written down as the diagnosis of an encounter.
const diagnosedAt, diagnosedAtWords = "encounter-diagnosis", "encounter diagnosis"

// ofEncounter tells that the condition is the diagnosis of an encounter, and no entry of the problem list.
func ofEncounter(c *record.Condition) bool {
	return len(c.Categories) > 0 && !slices.ContainsFunc(c.Categories, func(k record.CodeableConcept) bool {
		return normal(k.Text) != diagnosedAtWords &&
			!slices.ContainsFunc(k.Codings, func(coding record.Coding) bool { return coding.Code == diagnosedAt })
	})
}

// Conditions makes the conditions section. The diagnoses of encounters are a whole of their own, beside the rest of what
// their exchange holds.
func Conditions(p *Patient, answers []record.Answer, o ConditionOptions) *ConditionList {
	guarded := p.Guard(answers)
	entries := collect(guarded, func(i int) []*record.Condition { return guarded[i].Facts.Conditions })
	for i := range entries {
		if ofEncounter(entries[i].row) {
			entries[i].of += " " + diagnosedAt
		}
	}
	rows := current(stitched(p, entries, conditionRules), o.IncludeRetracted)
	if !o.IncludeInactive {
		rows = slices.DeleteFunc(rows, func(c *record.Condition) bool { return c.Inactive() && !(o.IncludeRetracted && c.Retracted()) })
	}
	relate(p.terms, rows, conditionRules.likely)
	return &ConditionList{Entries: rows, Completeness: Complete(p, record.Conditions, guarded)}
}
