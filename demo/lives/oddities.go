package lives

import (
	"github.com/london-care-record/gateway/demo/catalogue"
	"github.com/london-care-record/gateway/demo/ordered"
)

// oddities are the things that real exchanges hold and that a gateway must bear.
func (l *life) oddities() {
	switch l.p.Index % 50 {
	case 7:
		l.secondPatient()
	case 11:
		l.missingMedicine()
	case 31:
		l.narrative()
	case 37:
		l.sharedNumber()
	case 43:
		by := l.main()
		f := l.fact("CONDITIONS", "Shingles", "", "odd date")
		l.at(by.at.ex).condition(f, catalogue.Concept{Term: "Shingles", SNOMED: "4740000"}, by, on(l.before(100, 900), 9, 0), conditionEntry{onset: "2019-02-31"})
	case 19:
		by := l.main()
		at := on(l.before(100, 900), 9, 0)
		f := l.fact("CONDITIONS", catalogue.Gout.Term, "", "retracted")
		l.at(by.at.ex).condition(f, catalogue.Gout, by, at, conditionEntry{verification: "entered-in-error"})
	case 23:
		by := l.main()
		at := on(l.before(100, 900), 9, 0)
		f := l.fact("CONDITIONS", "Funny turn", "", "")
		l.at(by.at.ex).condition(f, catalogue.Concept{Term: "Funny turn"}, by, at, conditionEntry{onsetText: "some time in the spring", textOnly: "Funny turn - see letter"})
	}
}

// secondPatient makes the main exchange hold two Patient resources for the one number, with an entry on the second; every other time the
// second says that the first has replaced it.
func (l *life) secondPatient() {
	by := l.main()
	t := l.at(by.at.ex)
	first := t.subj
	if l.p.Index%100 == 7 {
		t.replacedBy = first
	}
	t.subj = t.patient(l.p)
	t.replacedBy = ""
	at := on(l.before(900, 1500), 10, 0)
	t.document(l.fact("DOCUMENTS", "Clinic letter", day(at), ""), "Clinic letter", by, at, "From the older record.")
	t.subj = first
}

// missingMedicine makes NCL refer to a Medication that it does not hold.
func (l *life) missingMedicine() {
	by := l.b.at("RKE", 3)
	at := on(l.before(30, 300), 13, 0)
	f := l.fact("MEDICATIONS", "Vitamin D capsules", day(at), "")
	d := l.at(NCL).draft(f, "MedicationStatement", by, at)
	const missing = "Medication/ncl.withdrawn-4711"
	d.add("status", "active",
		"medicationReference", ref(missing, "Vitamin D capsules"),
		"subject", d.subject(), "dateAsserted", l.at(NCL).instant(at), "informationSource", d.who(by, "source"))
	l.dangling = append(l.dangling, "NCL "+d.save()+" "+missing)
}

// narrative is a report that says everything in its text and nothing in its elements.
func (l *life) narrative() {
	by := l.hospital()
	at := on(l.before(50, 700), 11, 0)
	t := l.at(by.at.ex)
	d := t.draft(l.fact("INVESTIGATIONS", catalogue.Colonoscopy.Term, day(at), ""), "DiagnosticReport", by, resultEntry{}.issuedAfter(at))
	d.add("text", ordered.Of("status", "additional", "div", `<div xmlns="http://www.w3.org/1999/xhtml"><p>Examined to the caecum. Two small polyps removed.</p></div>`))
	t.reportHead(d, catalogue.Colonoscopy.Concept, catalogue.Colonoscopy.Category, at, resultEntry{})
	d.save()
}

// sharedNumber gives two unrelated results the one number that a laboratory wrote when it knew none.
func (l *life) sharedNumber() {
	by := l.main()
	t := l.at(by.at.ex)
	for n, a := range []*catalogue.Analyte{&catalogue.Potassium, &catalogue.TSH} {
		at := on(l.before(100+n*90, 180+n*90), 9, 0)
		f := l.fact("INVESTIGATIONS", a.Term, at.UTC().Format("2006-01-02T15:04Z"), "")
		d := t.draft(f, "Observation", by, resultEntry{}.issuedAfter(at))
		d.identify(accessionSystem, "UNKNOWN")
		d.measure(reading{a: a, value: number(a, l.value(a))}, at, resultEntry{})
		d.save()
	}
}
