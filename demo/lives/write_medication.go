package lives

import (
	"time"

	"github.com/london-care-record/gateway/demo/catalogue"
	"github.com/london-care-record/gateway/demo/exchange"
	"github.com/london-care-record/gateway/demo/ordered"
)

// medicineEntry is one telling of a medicine. An empty status is active.
type medicineEntry struct {
	status   string
	course   string // acute, continuous (a repeat) or ""
	from, to string
	dose     string // words instead of the usual dose
	textOnly string // words instead of the coded medicine
	reason   *catalogue.Concept
	stopped  string // why it was stopped
	based    string // local reference of the request
	script   string // number of the prescription, the same in every exchange that tells it
}

const scriptSystem = "https://fhir.nhs.uk/Id/prescription-order-number"

// medicines puts the medicines that NCL refers to on its shelf.
func (b *Book) medicines() {
	b.medicineID = make(map[*catalogue.Medicine]string, len(catalogue.Medicines))
	for _, m := range catalogue.Medicines {
		b.medicineID[m] = b.shelve(NCL, "Medication", nil, medicationBody(m))
	}
}

func medicationBody(m *catalogue.Medicine) ordered.Object {
	return ordered.Of(
		"code", ordered.Of("coding", codingObjects([]catalogue.Coding{m.DMDCoding()}), "text", m.Term),
		"status", "active",
		"form", words(m.Form),
		"ingredient", []ordered.Object{ordered.Of("itemCodeableConcept", sct(m.Ingredient), "isActive", true)})
}

// medicine adds the medicine in the exchange's own manner: referred to in NCL, contained in SWL, coded in NEL and SEL, in words in NWL.
func (d *draft) medicine(m *catalogue.Medicine, textOnly string) {
	switch {
	case textOnly != "":
		d.add("medicationCodeableConcept", words(textOnly))
	case d.t.ex == NCL:
		id := d.t.b.medicineID[m]
		d.links = append(d.links, exchange.Link{Param: "medication", Type: "Medication", ID: id})
		d.add("medicationReference", ordered.Of("reference", "Medication/"+id, "display", m.Term))
	case d.t.ex == SWL:
		contained := ordered.Of("resourceType", "Medication", "id", "med")
		contained.Join(medicationBody(m))
		d.contained = append(d.contained, contained)
		d.add("medicationReference", ordered.Of("reference", "#med", "display", m.Say(1)))
	case d.t.ex == NWL:
		d.add("medicationCodeableConcept", words(m.Say(2)))
	default:
		d.add("medicationCodeableConcept", ordered.Of("coding", codingObjects([]catalogue.Coding{m.DMDCoding()}), "text", m.Term))
	}
}

func dosage(m *catalogue.Medicine, text string) ordered.Object {
	if text == "" {
		text = m.Dose
	}
	o := ordered.Of("text", text, "route", words(m.Route))
	if m.Value != "" && text == m.Dose {
		o.Add("doseAndRate", []ordered.Object{ordered.Of("doseQuantity", ordered.Of("value", ordered.Decimal(m.Value), "unit", m.Unit))})
	}
	return o
}

// request writes a MedicationRequest: an order, or the repeat template of a practice.
func (t *teller) request(f *Fact, m *catalogue.Medicine, by *clinician, at time.Time, e medicineEntry) string {
	d := t.draft(f, "MedicationRequest", by, at)
	if e.script != "" {
		d.identify(scriptSystem, e.script)
	}
	if e.status == "" {
		e.status = "active"
	}
	d.add("status", e.status)
	if e.stopped != "" {
		d.add("statusReason", words(e.stopped))
	}
	d.add("intent", "order")
	d.medicine(m, e.textOnly)
	d.add(
		"subject", d.subject(),
		"authoredOn", t.instant(at),
		"requester", d.who(by, "requester"),
		"courseOfTherapyType", hl7("medicationrequest-course-of-therapy", e.course))
	if e.reason != nil {
		d.add("reasonCode", one(d.code(*e.reason)))
	}
	d.add("dosageInstruction", one(dosage(m, e.dose)))
	if e.from != "" {
		d.add("dispenseRequest", ordered.Of("validityPeriod", ordered.Of("start", e.from, "end", e.to)))
	}
	return d.save()
}

// statement writes a MedicationStatement: what somebody says that the person takes.
func (t *teller) statement(f *Fact, m *catalogue.Medicine, by *clinician, at time.Time, e medicineEntry) string {
	d := t.draft(f, "MedicationStatement", by, at)
	if e.status == "" {
		e.status = "active"
	}
	if e.based != "" {
		d.add("basedOn", one(d.ref(e.based)))
	}
	d.add("status", e.status)
	if e.stopped != "" {
		d.add("statusReason", one(words(e.stopped)))
	}
	d.medicine(m, e.textOnly)
	d.add("subject", d.subject())
	if e.from != "" || e.to != "" {
		d.add("effectivePeriod", ordered.Of("start", e.from, "end", e.to))
	}
	d.add(
		"dateAsserted", t.instant(at),
		"informationSource", d.who(by, "source"))
	if e.reason != nil {
		d.add("reasonCode", one(d.code(*e.reason)))
	}
	d.add("dosage", one(dosage(m, e.dose)))
	return d.save()
}

// dispense writes a MedicationDispense of a request.
func (t *teller) dispense(f *Fact, m *catalogue.Medicine, by *clinician, at time.Time, request, quantity string) string {
	d := t.draft(f, "MedicationDispense", by, at)
	d.add("status", "completed")
	d.medicine(m, "")
	d.add(
		"subject", d.subject(),
		"performer", []ordered.Object{ordered.Of("actor", d.who(by, "performer"))})
	if request != "" {
		d.add("authorizingPrescription", one(d.ref(request)))
	}
	d.add(
		"quantity", ordered.Of("value", ordered.Decimal(quantity), "unit", m.Unit),
		"whenHandedOver", t.instant(at),
		"dosageInstruction", one(dosage(m, "")))
	return d.save()
}

// administration writes a MedicationAdministration: a dose that was given, or not-done.
func (t *teller) administration(f *Fact, m *catalogue.Medicine, by *clinician, at time.Time, status, reason string) string {
	d := t.draft(f, "MedicationAdministration", by, at)
	d.add("status", status)
	if reason != "" {
		d.add("statusReason", one(words(reason)))
	}
	d.medicine(m, "")
	d.add(
		"subject", d.subject(),
		"effectiveDateTime", t.instant(at),
		"performer", []ordered.Object{ordered.Of("actor", d.who(by, "performer"))},
		"dosage", ordered.Of("text", m.Dose, "route", words(m.Route)))
	return d.save()
}
