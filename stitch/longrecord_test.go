package stitch

import (
	"fmt"
	"testing"
	"time"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// entriesOfOnePerson is how many entries five exchanges hold of the person whose record every query of the benchmark asks
// for (bench/upstream): the allergies are the same at each, all else is each exchange's own.
const entriesOfOnePerson = 395

// onePerson gives what stitches that record, all four sections of it.
func onePerson(tb testing.TB) func() {
	tb.Helper()
	persons, answers := onePersonsAnswers()
	p, err := Identify(terminology.Embedded(), caseNumber, record.PartialDate{}, persons)
	if err != nil {
		tb.Fatal(err)
	}
	return func() {
		rows := len(Allergies(p, answers, AllergyOptions{}).Entries) + len(Medications(p, answers, MedicationOptions{}).Entries) +
			len(Conditions(p, answers, ConditionOptions{}).Entries) + len(Investigations(p, answers, InvestigationOptions{}).Entries)
		if rows != 5*(10+6+60)+3 {
			tb.Fatalf("%d rows of %d entries", rows, entriesOfOnePerson)
		}
	}
}

// onePersonsAnswers are who the exchanges say the person is, and what they hold of the record.
func onePersonsAnswers() (persons, answers []record.Answer) {
	for i, id := range []record.ExchangeID{"NEL", "SEL", "SWL", "NCL", "NWL"} {
		e := exchangeNamed("", id)
		o := record.Outcome{State: record.StateComplete, FetchedAt: readAt}
		persons = append(persons, record.Answer{Exchange: e, Outcome: o, Facts: record.Facts{Persons: []*record.Person{{
			NHSNumbers: []record.NHSNumber{caseNumber}, BirthDate: record.MustDate(usualBirthDate), Source: &record.Provenance{Exchange: e, Reference: "Patient/1"}}}}})
		answers = append(answers, record.Answer{Exchange: e, Outcome: o, Facts: heldOfOnePerson(e, 7*i)})
	}
	return persons, answers
}

// heldOfOnePerson is what one exchange holds, in the fields that the decoder fills; shift moves its dates and codes.
func heldOfOnePerson(e *record.Exchange, shift int) record.Facts {
	entry := func(kind record.Kind, typ string, n int, code, text, date string) record.Entry {
		when := record.MustDate(date)
		ref := fmt.Sprintf("%s/%s-%s-%d", typ, e.ID, caseNumber, n)
		return record.Entry{Kind: kind, When: when, StatusText: "active",
			Code: record.CodeableConcept{Text: text, Worded: true, Codings: []record.Coding{{System: record.SystemSNOMED, Code: code, Display: record.Text(text)}}},
			Sources: []*record.Provenance{{Exchange: e, CareSetting: record.UnknownSetting, RecordedAt: when, Reference: ref,
				LastUpdated: time.Date(2026, 1, 1, 10, 0, 0, 0, time.UTC)}},
			Identifiers: []record.Identifier{{System: "https://example.org/" + string(e.ID) + "/" + typ, Value: ref}}}
	}
	on := func(i int) string {
		return fmt.Sprintf("20%02d-%02d-%02dT%02d:%02d:00Z", 10+i%15, 1+(i+shift)%12, 1+(i/3+shift)%28, 8+i%9, (i*7+shift)%60)
	}
	category := func(system, code string) []record.CodeableConcept {
		return []record.CodeableConcept{{Text: code, Codings: []record.Coding{{System: "http://terminology.hl7.org/CodeSystem/" + system, Code: code}}}}
	}
	var f record.Facts
	for i := range 3 {
		f.Allergies = append(f.Allergies, &record.Allergy{
			Entry:          entry(record.Allergies, "AllergyIntolerance", i, fmt.Sprint(91936000+i), fmt.Sprintf("Allergy to substance %d", i), fmt.Sprintf("2015-03-%02dT09:00:00Z", 1+i)),
			ClinicalStatus: record.AllergyActive, VerificationStatus: record.Confirmed, Criticality: record.CriticalityHigh, Type: "allergy", Categories: []record.AllergyCategory{record.MedicineCat}})
	}
	for i := range 10 {
		m := &record.Medication{
			Entry:  entry(record.Medications, "MedicationStatement", i, fmt.Sprint(32230000+100*shift+i), fmt.Sprintf("Medicine %d of %s 10 mg tablets", i, e.ID), on(i)),
			Status: record.MedicationActive, Type: record.MedicationStatement, Course: record.CourseUnknown, Resolved: true,
			Dosages: []record.Dosage{{Text: "one tablet each morning with a glass of water", Timing: "1 time per 1 d", Dose: &record.Quantity{Value: "1", Unit: "tablet"},
				Route: &record.CodeableConcept{Text: "Oral route", Worded: true, Codings: []record.Coding{{System: record.SystemSNOMED, Code: "26643006", Display: "Oral route"}}}}}}
		m.AuthoredOn = m.When
		f.Medications = append(f.Medications, m)
	}
	for i := range 6 {
		c := &record.Condition{
			Entry:          entry(record.Conditions, "Condition", i, fmt.Sprint(73211000+100*shift+i), fmt.Sprintf("Condition %d of %s", i, e.ID), on(i)),
			ClinicalStatus: record.ConditionActive, VerificationStatus: record.Confirmed, Categories: category("condition-category", "problem-list-item")}
		c.Onset = c.When
		f.Conditions = append(f.Conditions, c)
	}
	for i := range 60 {
		amount := func(v string) *record.Quantity {
			return &record.Quantity{Value: record.Decimal(v), Unit: "mmol/L", System: "http://unitsofmeasure.org", Code: "mmol/L"}
		}
		o := &record.Observation{
			Entry:  entry(record.Observations, "Observation", i, fmt.Sprint(27100000+i), fmt.Sprintf("Result of test %d", i), on(i)),
			Status: record.ResultFinal, Categories: category("observation-category", "laboratory"), Display: fmt.Sprintf("%d.%d0 mmol/L", i, i%10), Value: amount(fmt.Sprintf("%d.%d0", i, i%10)),
			ReferenceRanges: []record.ReferenceRange{{Low: amount("3.50"), High: amount("5.30"), Text: "3.50 to 5.30 mmol/L"}},
			Performer:       &record.Organisation{Name: record.Text("Pathology, " + string(e.ID))}}
		o.Effective, o.Issued = o.When, time.Date(2026, 1, 1, 10, 0, 0, 0, time.UTC)
		f.Observations = append(f.Observations, o)
	}
	return f
}
