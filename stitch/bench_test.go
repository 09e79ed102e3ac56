package stitch

import (
	"fmt"
	"runtime/debug"
	"testing"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// BenchmarkLargestRecord stitches 22,000 entries of one person: results that five exchanges share in part, each exchange
// with reports of ten results. Garbage is collected as often as the program has it collected (cmd/server).
func BenchmarkLargestRecord(b *testing.B) {
	persons, answers := largeRecord(22_000)
	p, err := Identify(terminology.Embedded(), caseNumber, record.PartialDate{}, persons)
	if err != nil {
		b.Fatal(err)
	}
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	b.ReportAllocs()
	for b.Loop() {
		Investigations(p, answers, InvestigationOptions{})
		Observations(p, answers, ObservationOptions{})
		Medications(p, answers, MedicationOptions{})
	}
}

// BenchmarkOnePerson stitches the record that every query of the benchmark asks for.
func BenchmarkOnePerson(b *testing.B) {
	stitch := onePerson(b)
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	b.ReportAllocs()
	for b.Loop() {
		stitch()
	}
}

func largeRecord(entries int) (persons, answers []record.Answer) {
	per := entries / 5
	for i, id := range []record.ExchangeID{"NEL", "SEL", "SWL", "NCL", "NWL"} {
		e := exchangeNamed("", id)
		source := func(typ string, n int) []*record.Provenance {
			return []*record.Provenance{{Exchange: e, Reference: fmt.Sprintf("%s/%d", typ, n)}}
		}
		persons = append(persons, record.Answer{Exchange: e, Outcome: record.Outcome{State: record.StateComplete}, Facts: record.Facts{
			Persons: []*record.Person{{NHSNumbers: []record.NHSNumber{caseNumber}, BirthDate: record.MustDate(usualBirthDate), Source: source("Patient", 1)[0]}}}})
		var f record.Facts
		for n := range per {
			when := record.MustDate(fmt.Sprintf("20%02d-%02d-%02dT09:%02d:00Z", n%20, n%12+1, n%28+1, (n+i%2)%60))
			code := record.CodeableConcept{Text: fmt.Sprintf("Test %d", n%200), Worded: true,
				Codings: []record.Coding{{System: record.SystemLOINC, Code: fmt.Sprint(n % 200)}}}
			if n%5 == 0 {
				f.Medications = append(f.Medications, &record.Medication{Entry: record.Entry{Kind: record.Medications, Code: code, When: when, Sources: source("MedicationRequest", n)}, AuthoredOn: when, Status: record.MedicationActive})
				continue
			}
			f.Observations = append(f.Observations, &record.Observation{Entry: record.Entry{Kind: record.Observations, Code: code, When: when, Sources: source("Observation", n)},
				Status: record.ResultFinal, Effective: when, Value: &record.Quantity{Value: record.Decimal(fmt.Sprint(n % 50)), Unit: "mmol/L"}})
			if n%20 == 1 {
				report := &record.Investigation{Entry: record.Entry{Kind: record.Investigations, Code: code, When: when, Sources: source("DiagnosticReport", n)}, Effective: when, Status: record.ResultFinal}
				for k := range 10 {
					report.ResultReferences = append(report.ResultReferences, record.Reference{Local: fmt.Sprintf("Observation/%d", n+k)})
				}
				f.Investigations = append(f.Investigations, report)
			}
		}
		answers = append(answers, record.Answer{Exchange: e, Outcome: record.Outcome{State: record.StateComplete, FetchedAt: readAt}, Facts: f})
	}
	return persons, answers
}
