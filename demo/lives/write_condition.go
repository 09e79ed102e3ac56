package lives

import (
	"time"

	"github.com/london-care-record/gateway/demo/catalogue"
	"github.com/london-care-record/gateway/demo/ordered"
)

// conditionEntry is one telling of a condition. Empty statuses are active and confirmed; an empty category is the problem list.
type conditionEntry struct {
	clinical, verification, category string
	onset, onsetText, abatement      string
	side                             *catalogue.Concept
	severity                         string // mild, moderate, severe
	note, textOnly                   string
}

var severities = map[string]catalogue.Concept{
	"mild":     {Term: "Mild", SNOMED: "255604002"},
	"moderate": {Term: "Moderate", SNOMED: "6736007"},
	"severe":   {Term: "Severe", SNOMED: "24484000"},
}

// condition writes a Condition.
func (t *teller) condition(f *Fact, c catalogue.Concept, by *clinician, at time.Time, e conditionEntry) string {
	d := t.draft(f, "Condition", by, at)
	if e.verification == "" {
		e.verification = "confirmed"
	}
	if e.clinical == "" && e.verification != "entered-in-error" {
		e.clinical = "active"
		if e.abatement != "" {
			e.clinical = "resolved"
		}
	}
	if e.category == "" {
		e.category = "problem-list-item"
	}
	code := d.code(c)
	if e.textOnly != "" {
		code = words(e.textOnly)
	}
	d.add(
		"clinicalStatus", hl7("condition-clinical", e.clinical),
		"verificationStatus", hl7("condition-ver-status", e.verification),
		"category", one(hl7("condition-category", e.category)))
	if s, ok := severities[e.severity]; ok {
		d.add("severity", sct(s))
	}
	d.add("code", code)
	if e.side != nil {
		d.add("bodySite", one(sct(*e.side)))
	}
	d.add(
		"subject", d.subject(),
		"onsetDateTime", e.onset, "onsetString", e.onsetText, "abatementDateTime", e.abatement,
		"recordedDate", t.instant(at),
		"recorder", d.who(by, "recorder"),
		"note", notes(e.note))
	return d.save()
}

// family writes a FamilyMemberHistory: what somebody's mother, father, sister or brother had.
func (t *teller) family(f *Fact, relation, words string, c catalogue.Concept, by *clinician, at time.Time) string {
	d := t.draft(f, "FamilyMemberHistory", by, at)
	d.add(
		"status", "completed",
		"patient", d.subject(),
		"date", t.instant(at),
		"relationship", ordered.Of("coding", []ordered.Object{ordered.Of(
			"system", "http://terminology.hl7.org/CodeSystem/v3-RoleCode", "code", relation, "display", words)}, "text", words),
		"condition", []ordered.Object{ordered.Of("code", d.code(c))})
	return d.save()
}

// flag writes an alert.
func (t *teller) flag(f *Fact, text, category string, by *clinician, at time.Time, status string) string {
	d := t.draft(f, "Flag", by, at)
	d.add(
		"status", status,
		"category", one(hl7("flag-category", category)),
		"code", words(text),
		"subject", d.subject(),
		"period", ordered.Of("start", day(at)),
		"author", d.who(by, "author"))
	return d.save()
}
