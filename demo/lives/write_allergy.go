package lives

import (
	"time"

	"github.com/london-care-record/gateway/demo/catalogue"
	"github.com/london-care-record/gateway/demo/ordered"
)

// allergyEntry is one telling of an allergy. Empty statuses are active and confirmed.
type allergyEntry struct {
	clinical, verification string
	criticality            string
	onset                  string
	last                   string
	reaction               *catalogue.Concept
	severity               string
	note                   string
	textOnly               string // words instead of the concept
}

// allergy writes an AllergyIntolerance.
func (t *teller) allergy(f *Fact, a catalogue.Allergy, by *clinician, at time.Time, e allergyEntry) string {
	d := t.draft(f, "AllergyIntolerance", by, at)
	if e.verification == "" {
		e.verification = "confirmed"
	}
	if e.clinical == "" && e.verification != "entered-in-error" {
		e.clinical = "active"
	}
	code := d.code(a.Concept)
	if e.textOnly != "" {
		code = d.degraded(a, e.textOnly)
	}
	d.add(
		"clinicalStatus", hl7("allergyintolerance-clinical", e.clinical),
		"verificationStatus", hl7("allergyintolerance-verification", e.verification),
		"type", "allergy",
		"category", []string{a.Category},
		"criticality", e.criticality,
		"code", code,
		"patient", d.subject(),
		"onsetDateTime", e.onset,
		"recordedDate", t.instant(at),
		"recorder", d.who(by, "recorder"),
		"lastOccurrence", e.last,
		"note", notes(e.note))
	if e.reaction != nil {
		d.add("reaction", []ordered.Object{ordered.Of(
			"manifestation", []ordered.Object{sct(*e.reaction)}, "severity", e.severity, "onset", e.last)})
	}
	return d.save()
}

// degraded is an allergy whose code was lost on the way from another system: the code says only that, and the meaning is in the words.
func (d *draft) degraded(a catalogue.Allergy, text string) ordered.Object {
	if d.t.ex == SWL || d.t.ex == NWL {
		return words(text)
	}
	c := catalogue.Concept{Term: "Transfer-degraded non-drug allergy", SNOMED: "196471000000108"}
	if a.Category == "medication" {
		c = catalogue.Concept{Term: "Transfer-degraded drug allergy", SNOMED: "196461000000101"}
	}
	return ordered.Of("coding", codingObjects(c.Codings(catalogue.SNOMED)), "text", text)
}

// denial writes a "no known ..." assertion: an AllergyIntolerance with a negated code, as UK Core has it.
func (t *teller) denial(f *Fact, c catalogue.Concept, by *clinician, at time.Time) string {
	d := t.draft(f, "AllergyIntolerance", by, at)
	d.add(
		"clinicalStatus", hl7("allergyintolerance-clinical", "active"),
		"verificationStatus", hl7("allergyintolerance-verification", "confirmed"),
		"code", sct(c),
		"patient", d.subject(),
		"recordedDate", t.instant(at),
		"recorder", d.who(by, "recorder"))
	return d.save()
}

// emptyAllergyList writes the other way to deny: a List without entries and with its reason.
func (t *teller) emptyAllergyList(f *Fact, by *clinician, at time.Time) string {
	d := t.draft(f, "List", by, at)
	d.add(
		"status", "current", "mode", "snapshot", "title", "Allergies and adverse reactions",
		"code", ordered.Of("coding", []ordered.Object{ordered.Of("system", catalogue.SNOMED, "code", "886921000000105", "display", "Allergies and adverse reactions")}),
		"subject", d.subject(),
		"date", t.instant(at),
		"source", d.who(by, "source"),
		"emptyReason", hl7("list-empty-reason", "nilknown"))
	return d.save()
}
