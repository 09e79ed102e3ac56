package fhir

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/record"
)

// pageSize is how many of a person's results stand on the page that is measured: a long laboratory history.
const pageSize = 60

const benchBase = "https://exchange.example/fhir"

// labResult is a laboratory result as a hospital's server writes it, with all that usually stands around the value. Its
// verbs are the result's number and its day.
const labResult = `{"resourceType":"Observation","id":"result-%[1]d",
"meta":{"versionId":"1","lastUpdated":"%[2]sT11:30:00.000+00:00","profile":["https://fhir.hl7.org.uk/StructureDefinition/UKCore-Observation-Lab"],
 "tag":[{"system":"https://hospital.example/feed","code":"lab"}]},
"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">Serum potassium level</div>"},
"identifier":[{"system":"https://hospital.example/results","value":"R-%[1]d"}],
"status":"final",
"category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory","display":"Laboratory"}]}],
"code":{"coding":[{"system":"http://snomed.info/sct","code":"10000%[1]d","display":"Substance concentration of potassium in serum"},
 {"system":"https://hospital.example/tests","code":"K","display":"Potassium"}],"text":"Serum potassium level"},
"subject":{"reference":"Patient/p1"},
"encounter":{"reference":"Encounter/e%[1]d"},
"effectiveDateTime":"%[2]sT09:00:00+00:00",
"issued":"%[2]sT11:00:00.000+00:00",
"performer":[{"reference":"PractitionerRole/role1"},{"reference":"Organization/lab","display":"St Pancras Pathology"}],
"valueQuantity":{"value":4.%[1]d0,"unit":"mmol/L","system":"http://unitsofmeasure.org","code":"mmol/L"},
"interpretation":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"N","display":"Normal"}]}],
"note":[{"text":"Sample slightly haemolysed."}],
"referenceRange":[{"low":{"value":3.50,"unit":"mmol/L","system":"http://unitsofmeasure.org","code":"mmol/L"},
 "high":{"value":5.30,"unit":"mmol/L","system":"http://unitsofmeasure.org","code":"mmol/L"},"text":"3.5 to 5.3 mmol/L"}]}`

// labIncluded are those who stand behind the results, in the same answer.
var labIncluded = map[string]string{
	"Organization/lab": `{"resourceType":"Organization","id":"lab","name":"St Pancras Pathology",
"identifier":[{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"RRV01"}],
"type":[{"coding":[{"system":"http://snomed.info/sct","code":"310032008"}]}]}`,
	"PractitionerRole/role1": `{"resourceType":"PractitionerRole","id":"role1",
"practitioner":{"reference":"Practitioner/pat","display":"Dr Pat Example"},"organization":{"reference":"Organization/lab"},
"code":[{"text":"Consultant chemical pathologist"}]}`,
}

// labResultText gives the i-th result, on one line as servers send it.
func labResultText(i int) []byte {
	day := fmt.Sprintf("20%02d-%02d-%02d", 10+i%15, 1+i%12, 1+i%28)
	return []byte(strings.ReplaceAll(fmt.Sprintf(labResult, i, day), "\n", ""))
}

// labPage gives the searchset: results first, then those who stand behind them.
func labPage() []byte {
	var entries []string
	add := func(mode, name, resource string) {
		entries = append(entries, fmt.Sprintf(`{"fullUrl":"%s/%s","resource":%s,"search":{"mode":"%s"}}`, benchBase, name, resource, mode))
	}
	for i := range pageSize {
		add("match", fmt.Sprintf("Observation/result-%d", i), string(labResultText(i)))
	}
	for name, resource := range labIncluded {
		add("include", name, strings.ReplaceAll(resource, "\n", ""))
	}
	self := benchBase + "/Observation?patient.identifier=" + url.QueryEscape(token(ann))
	return fmt.Appendf(nil, `{"resourceType":"Bundle","type":"searchset","total":%d,"link":[{"relation":"self","url":"%s"}],"entry":[%s]}`,
		pageSize, self, strings.Join(entries, ","))
}

// labSurroundings are what one result is mapped among.
func labSurroundings(tb testing.TB) Surroundings {
	tb.Helper()
	base, err := url.Parse(benchBase)
	if err != nil {
		tb.Fatal(err)
	}
	beside := map[string]*Referent{}
	for name, resource := range labIncluded {
		beside[name] = NewReferent([]byte(resource))
	}
	return Surroundings{Exchange: examExchange, Base: base, Beside: func(ref string) *Referent { return beside[ref] }}
}

// recorded answers every request with the same body, so that what is measured is the reading and not a network.
type recorded []byte

func (body recorded) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/fhir+json"}},
		Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)),
	}, nil
}

// searcher gives a search that an exchange always answers with body, from the request to the person's answer.
func searcher(tb testing.TB, body []byte) func() record.Answer {
	tb.Helper()
	in := labSurroundings(tb)
	c, err := NewClient(Config{Exchange: in.Exchange, Base: in.Base, HTTP: &http.Client{Transport: recorded(body)}})
	if err != nil {
		tb.Fatal(err)
	}
	index := annIndex()
	patients := func() *PatientIndex { return index }
	return func() record.Answer {
		return c.Search(tb.Context(), searchObservation, []record.NHSNumber{ann}, patients)[ann]
	}
}

// annIndex knows one person, by the Patient that results name.
func annIndex() *PatientIndex {
	person := &record.Person{Source: &record.Provenance{Exchange: examExchange, Reference: "Patient/p1"}, NHSNumbers: []record.NHSNumber{ann}}
	index := newPatientIndex()
	index.claim(ann, person)
	index.answers[ann] = record.Answer{Exchange: examExchange, Facts: record.Facts{Persons: []*record.Person{person}}}
	return index
}

// BenchmarkSearch reads one page of results, from the bytes to the person's facts.
func BenchmarkSearch(b *testing.B) {
	body := labPage()
	search := searcher(b, body)
	if a := search(); len(a.Facts.Observations) != pageSize || a.Outcome.State != record.StateComplete {
		b.Fatalf("%d results of %d, %s", len(a.Facts.Observations), pageSize, a.Outcome.State)
	}
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		search()
	}
}

// BenchmarkMapResult maps one result by itself.
func BenchmarkMapResult(b *testing.B) {
	raw, in := labResultText(7), labSurroundings(b)
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Map(raw, in); err != nil {
			b.Fatal(err)
		}
	}
}
