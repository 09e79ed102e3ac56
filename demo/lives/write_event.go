package lives

import (
	"time"

	"github.com/london-care-record/gateway/demo/catalogue"
	"github.com/london-care-record/gateway/demo/ordered"
)

// encounterEntry is one telling of a visit. An empty status is finished; a zero end means that it is still going on.
type encounterEntry struct {
	class   string // AMB, EMER, IMP, HH, VR
	status  string
	end     time.Time
	service string
	reason  *catalogue.Concept
	number  string
}

// encounter writes an Encounter.
func (t *teller) encounter(f *Fact, by *clinician, at time.Time, e encounterEntry) string {
	d := t.draft(f, "Encounter", by, at)
	period := ordered.Of("start", t.instant(at))
	if e.status == "" {
		e.status = "finished"
	}
	if !e.end.IsZero() {
		period.Add("end", t.instant(e.end))
	}
	if e.number != "" {
		d.identify("https://fhir.nhs.uk/Id/encounter-number", e.number)
	}
	d.add(
		"status", e.status,
		"class", ordered.Of("system", "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code", e.class),
		"type", one(words(e.service)),
		"subject", d.subject(),
		"participant", []ordered.Object{ordered.Of("individual", d.who(by, "participant"))},
		"period", period)
	if e.reason != nil {
		d.add("reasonCode", one(d.code(*e.reason)))
	}
	d.add("serviceProvider", d.orgAs(by.at, "service-provider"))
	return d.save()
}

// procedureEntry is one telling of a procedure. An empty status is completed.
type procedureEntry struct {
	status, why string
	side        *catalogue.Concept
	note        string
	performed   string // as precise as it is known; otherwise the instant
}

// procedure writes a Procedure.
func (t *teller) procedure(f *Fact, c catalogue.Concept, by *clinician, at time.Time, e procedureEntry) string {
	d := t.draft(f, "Procedure", by, at)
	if e.status == "" {
		e.status = "completed"
	}
	if e.performed == "" {
		e.performed = t.instant(at)
	}
	d.add("status", e.status)
	if e.why != "" {
		d.add("statusReason", words(e.why))
	}
	d.add(
		"code", d.code(c), "subject", d.subject(), "performedDateTime", e.performed,
		"performer", []ordered.Object{ordered.Of("actor", d.who(by, "performer"), "onBehalfOf", d.org(by.at))})
	if e.side != nil {
		d.add("bodySite", one(sct(*e.side)))
	}
	d.add("note", notes(e.note))
	return d.save()
}

// immunisation writes an Immunization; a reason makes it not-done.
func (t *teller) immunisation(f *Fact, c catalogue.Concept, by *clinician, at time.Time, notDone string) string {
	d := t.draft(f, "Immunization", by, at)
	status := "completed"
	if notDone != "" {
		status = "not-done"
	}
	d.add("status", status)
	if notDone != "" {
		d.add("statusReason", words(notDone))
	}
	code := ordered.Of("coding", codingObjects(c.Codings(catalogue.DMD, catalogue.SNOMED, catalogue.Demo)), "text", c.Say(wording[t.ex]))
	if t.ex == SWL || t.ex == NWL {
		code = words(c.Say(wording[t.ex]))
	}
	d.add(
		"vaccineCode", code, "patient", d.subject(), "occurrenceDateTime", day(at),
		"recorded", t.instant(at), "primarySource", true,
		"performer", []ordered.Object{ordered.Of("actor", d.who(by, "performer"))})
	return d.save()
}

// document writes a DocumentReference: a letter or a discharge summary.
func (t *teller) document(f *Fact, title string, by *clinician, at time.Time, description string) string {
	d := t.draft(f, "DocumentReference", by, at)
	d.add(
		"status", "current", "docStatus", "final",
		"type", words(title), "subject", d.subject(), "date", t.instant(at),
		"author", []ordered.Object{d.who(by, "author")},
		"custodian", d.org(by.at),
		"description", description,
		"content", []ordered.Object{ordered.Of("attachment", ordered.Of(
			"contentType", "application/pdf", "title", title, "url", t.b.bases[t.ex]+"/Binary/"+d.id, "creation", t.instant(at)))})
	return d.save()
}
