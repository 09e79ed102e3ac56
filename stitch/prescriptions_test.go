package stitch

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// drawPrescriptions draws what some exchanges tell of one medicine: orders, plans, statements and supplies of it, most of
// which say little, refer to one another and share numbers.
func drawPrescriptions(t *rapid.T) world {
	var w world
	for _, id := range []record.ExchangeID{"NEL", "SEL"}[:rapid.IntRange(1, 2).Draw(t, "exchanges")] {
		e := exchangeNamed("", id)
		d := drawer{t: t, e: e, made: map[string][]string{}}
		outcome := record.Outcome{State: record.StateComplete, FetchedAt: readAt}
		w.persons = append(w.persons, record.Answer{Exchange: e, Outcome: outcome, Facts: record.Facts{Persons: []*record.Person{{
			NHSNumbers: []record.NHSNumber{caseNumber}, BirthDate: record.MustDate(usualBirthDate), Source: d.source("Patient")}}}})
		var f record.Facts
		for range rapid.IntRange(1, 7).Draw(t, "medications") {
			f.Medications = append(f.Medications, d.prescription())
		}
		w.facts = append(w.facts, record.Answer{Exchange: e, Outcome: outcome, Facts: f})
	}
	return w
}

// prescription draws one entry; the empty string is what it does not say.
func (d *drawer) prescription() *record.Medication {
	m := &record.Medication{Status: rapid.SampledFrom(takenFirst).Draw(d.t, "status"), Resolved: true}
	m.Kind, m.Sources = record.Medications, []*record.Provenance{d.source("MedicationRequest")}
	m.Code = record.CodeableConcept{Text: "Warfarin" + d.pick("", "", " 1mg", " 5mg"), Worded: true, Codings: []record.Coding{{System: record.SystemSNOMED, Code: "48603004"}}}
	m.Type = rapid.SampledFrom([]record.MedicationKind{record.MedicationOrder, record.MedicationPlan, record.MedicationStatement, record.MedicationStatement,
		record.MedicationProposal, record.MedicationDispense}).Draw(d.t, "type")
	m.Course = rapid.SampledFrom([]record.MedicationCourse{record.CourseUnknown, record.CourseUnknown, record.CourseAcute, record.CourseRepeat}).Draw(d.t, "course")
	if form := d.pick("", "", "Tablet", "Liquid"); form != "" {
		m.Form = &record.CodeableConcept{Text: form}
	}
	if route := d.pick("", "", "Oral", "Nasogastric"); route != "" {
		m.Dosages = []record.Dosage{{Text: d.pick("One", "Two"), Route: &record.CodeableConcept{Text: route}}}
	}
	if s := d.pick("2024-05-01", "2024-05-01", "2024-05-02", ""); s != "" {
		m.AuthoredOn = record.MustDate(s)
		m.When = m.AuthoredOn
	}
	for range rapid.IntRange(0, 2).Draw(d.t, "grounds") {
		m.BasedOn = append(m.BasedOn, record.Reference{Local: fmt.Sprintf("MedicationRequest/%d", rapid.IntRange(2, 8).Draw(d.t, "ground"))})
	}
	if rapid.Bool().Draw(d.t, "numbered") {
		m.Identifiers = []record.Identifier{{System: "urn:rx", Value: "1"}}
	}
	return m
}

// TestS15_NothingJoinsTwoMedicines: a third entry that says less connects neither two strengths nor two forms, routes,
// doses, courses or kinds, however the entries refer to one another.
func TestS15_NothingJoinsTwoMedicines(t *testing.T) {
	connected := 0
	rapid.Check(t, func(t *rapid.T) {
		w := drawPrescriptions(t)
		p, err := Identify(terminology.Embedded(), caseNumber, record.PartialDate{}, w.persons)
		if err != nil {
			t.Fatal(err)
		}
		rows := Medications(p, w.facts, MedicationOptions{IncludeRetracted: true}).Entries
		reached := 0
		for _, row := range rows {
			entries := w.medicationsOf(row)
			reached += len(entries)
			for i, a := range entries {
				for _, b := range entries[:i] {
					if why := twoMedicines(a, b); why != "" {
						t.Fatalf("%s of two entries is one row: %s", why, written(t, []any{a, b}))
					}
					if a.Type != b.Type {
						connected++
					}
				}
			}
		}
		if want := len(w.facts[0].Facts.Medications); len(w.facts) == 1 && reached != want {
			t.Fatalf("%d entries of %d are in the rows", reached, want)
		}
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 3))
		want := written(t, rows)
		for i := range w.facts {
			w.facts[i].Facts = shuffledFacts(w.facts[i].Facts, r)
		}
		shuffle(w.facts, r)
		if got := written(t, Medications(p, w.facts, MedicationOptions{IncludeRetracted: true}).Entries); got != want {
			t.Fatalf("another order gives another record:\n%s\nwant\n%s", got, want)
		}
	})
	if connected == 0 {
		t.Error("no prescription was told in two ways, so that nothing was tried")
	}
}

// medicationsOf are the source entries behind a row.
func (w world) medicationsOf(row *record.Medication) []*record.Medication {
	var all []*record.Medication
	for _, a := range w.facts {
		for _, m := range a.Facts.Medications {
			if slices.ContainsFunc(row.Sources, func(s *record.Provenance) bool { return sourceOf(s) == sourceOf(m.Source()) }) {
				all = append(all, m)
			}
		}
	}
	return all
}

// twoMedicines names what keeps two entries apart, whatever else they say.
func twoMedicines(a, b *record.Medication) string {
	form := func(m *record.Medication) string { return conceptWords(m.Form) }
	dose := func(m *record.Medication) string {
		if len(m.Dosages) == 0 {
			return ""
		}
		return m.Dosages[0].Text + m.Dosages[0].Route.Text
	}
	supplied := func(m *record.Medication) bool {
		return m.Type == record.MedicationDispense || m.Type == record.MedicationProposal
	}
	both := func(x, y string) bool { return x != "" && y != "" && x != y }
	switch {
	case both(a.Code.Text[len("Warfarin"):], b.Code.Text[len("Warfarin"):]):
		return "the strength"
	case both(form(a), form(b)):
		return "the form"
	case both(dose(a), dose(b)):
		return "the dosage"
	case a.Course == record.CourseAcute && b.Course == record.CourseRepeat, b.Course == record.CourseAcute && a.Course == record.CourseRepeat:
		return "the course"
	case a.When.IsZero() || b.When.IsZero():
		return "the missing date"
	case a.Type != b.Type && (supplied(a) || supplied(b)):
		return "the kind"
	case a.Type != record.MedicationStatement && b.Type != record.MedicationStatement && !a.When.Same(b.When):
		return "the date"
	case a.Type == b.Type && a.Source().Exchange == b.Source().Exchange:
		return "the exchange"
	}
	return ""
}
