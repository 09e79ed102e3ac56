package lives

import (
	"time"

	"github.com/london-care-record/gateway/demo/catalogue"
	"github.com/london-care-record/gateway/demo/ordered"
)

// referralEntry is one telling of a request for a service. An empty status is active, an empty priority is not written.
type referralEntry struct {
	status, priority string
	number           string // unique booking reference number
	reason           string
	order            bool // an order of a test rather than a referral
}

const bookingSystem = "https://fhir.nhs.uk/Id/UBRN"

// referral writes a ServiceRequest to another organisation.
func (t *teller) referral(f *Fact, c catalogue.Concept, by *clinician, to *place, at time.Time, e referralEntry) string {
	d := t.draft(f, "ServiceRequest", by, at)
	if e.number != "" {
		d.identify(bookingSystem, e.number)
	}
	if e.status == "" {
		e.status = "active"
	}
	category := catalogue.Concept{Term: "Patient referral", SNOMED: "3457005"}
	if e.order {
		category = catalogue.Concept{Term: "Laboratory procedure", SNOMED: "108252007"}
	}
	d.add(
		"status", e.status, "intent", "order", "category", one(sct(category)), "priority", e.priority,
		"code", d.code(c), "subject", d.subject(), "authoredOn", t.instant(at),
		"requester", d.who(by, "requester"))
	if to != nil {
		d.add("performer", []ordered.Object{d.foreignOrg(to)})
	}
	if e.reason != "" {
		d.add("reasonCode", one(words(e.reason)))
	}
	return d.save()
}

// foreignOrg is a reference to an organisation that may belong to another exchange, where only its ODS code and name can be given.
func (d *draft) foreignOrg(p *place) ordered.Object {
	if p.ex == d.t.ex {
		return d.orgAs(p, "performer")
	}
	return ordered.Of("type", "Organization", "identifier", ordered.Of("system", odsSystem, "value", p.ods), "display", p.name)
}

// appointmentEntry is one telling of an appointment. An empty status is booked.
type appointmentEntry struct {
	status, cancelled string
	service           string
	based             string // local reference of the referral
	number            string // unique booking reference number
	minutes           int
}

// appointment writes an Appointment at a clinician's organisation.
func (t *teller) appointment(f *Fact, by *clinician, made, at time.Time, e appointmentEntry) string {
	d := t.draft(f, "Appointment", by, made)
	if e.status == "" {
		e.status = "booked"
	}
	if e.minutes == 0 {
		e.minutes = 20
	}
	if e.number != "" {
		d.identify(bookingSystem, e.number)
	}
	d.add("status", e.status)
	if e.cancelled != "" {
		d.add("cancelationReason", words(e.cancelled))
	}
	d.add(
		"serviceType", one(words(e.service)),
		"start", t.instant(at), "end", t.instant(at.Add(time.Duration(e.minutes)*time.Minute)),
		"created", t.instant(made))
	if e.based != "" {
		d.add("basedOn", one(d.ref(e.based)))
	}
	d.add("participant", []ordered.Object{
		ordered.Of("actor", d.subject(), "status", "accepted"),
		ordered.Of("actor", d.who(by, "actor"), "status", "accepted"),
	})
	return d.save()
}

// carePlan writes a CarePlan with its activities.
func (t *teller) carePlan(f *Fact, title, description string, activities []string, by *clinician, at time.Time) string {
	d := t.draft(f, "CarePlan", by, at)
	var list []ordered.Object
	for _, a := range activities {
		list = append(list, ordered.Of("detail", ordered.Of("status", "in-progress", "description", a)))
	}
	d.add(
		"status", "active", "intent", "plan", "title", title, "description", description,
		"subject", d.subject(), "period", ordered.Of("start", day(at)), "created", t.instant(at),
		"author", d.who(by, "author"), "activity", list)
	return d.save()
}

// careTeam writes a CareTeam of clinicians, the care coordinator first.
func (t *teller) careTeam(f *Fact, name string, members []*clinician, at time.Time) string {
	by := members[0]
	d := t.draft(f, "CareTeam", by, at)
	var list []ordered.Object
	for i, m := range members {
		title := m.role
		if i == 0 {
			title = "Care coordinator (" + m.role + ")"
		}
		member := ordered.Of("display", m.name+", "+m.at.name)
		if m.at.ex == t.ex {
			member = d.who(m, "participant")
		}
		list = append(list, ordered.Of("role", one(words(title)), "member", member, "onBehalfOf", d.foreignOrg(m.at)))
	}
	d.add(
		"status", "active", "name", name, "subject", d.subject(), "period", ordered.Of("start", day(at)),
		"participant", list, "managingOrganization", []ordered.Object{d.org(by.at)})
	return d.save()
}

// question is one answered question of an assessment.
type question struct {
	text   string
	answer ordered.Object
}

// assessment writes a QuestionnaireResponse.
func (t *teller) assessment(f *Fact, name string, questions []question, by *clinician, at time.Time) string {
	d := t.draft(f, "QuestionnaireResponse", by, at)
	var items []ordered.Object
	for i, q := range questions {
		items = append(items, ordered.Of("linkId", string(rune('a'+i)), "text", q.text, "answer", []ordered.Object{q.answer}))
	}
	d.add(
		"questionnaire", "https://london-care-record.example/Questionnaire/"+slug(name),
		"_questionnaire", ordered.Of("extension", one(ordered.Of("url", "http://hl7.org/fhir/StructureDefinition/display", "valueString", name))),
		"status", "completed", "subject", d.subject(), "authored", t.instant(at),
		"author", d.who(by, "author"), "item", items)
	return d.save()
}

func slug(name string) string {
	b := []byte(name)
	for i, c := range b {
		switch {
		case c >= 'A' && c <= 'Z':
			b[i] = c + 32
		case c < 'a' || c > 'z':
			b[i] = '-'
		}
	}
	return string(b)
}
