package stitch

import (
	"fmt"
	"testing"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// A long record's laboratory results: five exchanges that hold the same sixty each, all of which are to be found one by one.
const (
	exchangesOfLongRecord = 5
	resultsOfLongRecord   = 60
)

// allocsOfResult is what may be allocated for each result that is stitched, and allocsOfEntry for each entry of a record
// most of whose entries stand alone. Half above what is needed. Time is only measured, because it belongs to the machine;
// what is allocated belongs to the code.
const allocsOfResult, allocsOfEntry = 9, 12

func TestStitchingAllocatesLittle(t *testing.T) {
	stitch := longRecord(t)
	allocs := testing.AllocsPerRun(20, stitch)
	each := allocs / (exchangesOfLongRecord * resultsOfLongRecord)
	t.Logf("%.0f allocations for each result", each)
	if each > allocsOfResult {
		t.Errorf("stitching takes %.0f allocations for each result, at most %d", each, allocsOfResult)
	}
}

func TestStitchingWhatStandsAloneAllocatesLittle(t *testing.T) {
	allocs := testing.AllocsPerRun(20, onePerson(t))
	each := allocs / entriesOfOnePerson
	t.Logf("%.0f allocations for each entry", each)
	if each > allocsOfEntry {
		t.Errorf("stitching takes %.0f allocations for each entry, at most %d", each, allocsOfEntry)
	}
}

// BenchmarkLongRecord stitches the results of a long record, as one answer does.
func BenchmarkLongRecord(b *testing.B) {
	stitch := longRecord(b)
	b.ReportAllocs()
	for b.Loop() {
		stitch()
	}
}

// longRecord gives what stitches the results of a long record.
func longRecord(tb testing.TB) func() {
	tb.Helper()
	var persons, answers []record.Answer
	for _, id := range []record.ExchangeID{"NEL", "SEL", "SWL", "NCL", "NWL"} {
		e := exchangeNamed("", id)
		person := &record.Person{NHSNumbers: []record.NHSNumber{caseNumber}, BirthDate: record.MustDate(usualBirthDate),
			Source: &record.Provenance{Exchange: e, Reference: "Patient/1"}}
		persons = append(persons, record.Answer{Exchange: e, Outcome: record.Outcome{State: record.StateComplete}, Facts: record.Facts{Persons: []*record.Person{person}}})
		var f record.Facts
		for n := range resultsOfLongRecord {
			f.Observations = append(f.Observations, laboratoryResult(e, n))
		}
		answers = append(answers, record.Answer{Exchange: e, Outcome: record.Outcome{State: record.StateComplete, FetchedAt: readAt}, Facts: f})
	}
	p, err := Identify(terminology.Embedded(), caseNumber, record.PartialDate{}, persons)
	if err != nil {
		tb.Fatal(err)
	}
	return func() {
		if list := Investigations(p, answers, InvestigationOptions{}); len(list.Entries) != resultsOfLongRecord {
			tb.Fatalf("%d rows, want %d", len(list.Entries), resultsOfLongRecord)
		}
	}
}

func laboratoryResult(e *record.Exchange, n int) *record.Observation {
	when := record.MustDate(fmt.Sprintf("20%02d-%02d-%02dT09:00:00Z", 10+n%15, 1+n%12, 1+n%28))
	name := fmt.Sprintf("Result %d", n)
	o := &record.Observation{
		Status: record.ResultFinal, Effective: when,
		Categories: []record.CodeableConcept{{Codings: []record.Coding{{System: "http://terminology.hl7.org/CodeSystem/observation-category", Code: "laboratory"}}}},
		Value:      &record.Quantity{Value: record.Decimal(fmt.Sprintf("%d.%d0", n, n%10)), Unit: "mmol/L", System: "http://unitsofmeasure.org", Code: "mmol/L"},
	}
	o.Entry = record.Entry{
		Kind: record.Observations, When: when, StatusText: "final",
		Code: record.CodeableConcept{Text: name, Worded: true,
			Codings: []record.Coding{{System: record.SystemSNOMED, Code: fmt.Sprint(27_100_000 + n), Display: record.Text(name)}}},
		Sources: []*record.Provenance{{Exchange: e, Reference: fmt.Sprintf("Observation/%s-%d", e.ID, n)}},
	}
	return o
}
