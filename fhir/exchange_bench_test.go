package fhir

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/record"
)

// held is what an exchange holds of one person in the benchmark of the whole program: a long record, and nothing of seven
// other types that the same question asks for.
var held = []struct {
	search Search
	count  int
}{
	{"AllergyIntolerance", 3}, {"MedicationStatement", 10}, {"Condition", 6}, {"Observation", 60},
	{"List", 0}, {"MedicationRequest", 0}, {"MedicationDispense", 0}, {"MedicationAdministration", 0},
	{"FamilyMemberHistory", 0}, {"DiagnosticReport", 0}, {"ImagingStudy", 0},
}

// heldOf writes the members of one resource behind its type, id and meta. Its verbs are the resource's number and its day.
var heldOf = map[Search]string{
	"AllergyIntolerance": `"category":["medication"],"clinicalStatus":{"coding":[{"code":"active","system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"}]},
"code":{"coding":[{"code":"9193600%[1]d","display":"Allergy to substance %[1]d","system":"http://snomed.info/sct"}],"text":"Allergy to substance %[1]d"},"criticality":"high",
"identifier":[{"system":"https://exchange.example/AllergyIntolerance","value":"p1-%[1]d"}],"patient":{"display":"Bench Person","reference":"Patient/p1"},
"recordedDate":"%[2]s","type":"allergy","verificationStatus":{"coding":[{"code":"confirmed","system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"}]}`,
	"MedicationStatement": `"dateAsserted":"%[2]s","dosage":[{"doseAndRate":[{"doseQuantity":{"unit":"tablet","value":1}}],"route":{"coding":[{"code":"26643006","display":"Oral route","system":"http://snomed.info/sct"}],"text":"Oral route"},
"text":"one tablet each morning with a glass of water","timing":{"repeat":{"frequency":1,"period":1,"periodUnit":"d"}}}],
"identifier":[{"system":"https://exchange.example/MedicationStatement","value":"p1-%[1]d"}],
"medicationCodeableConcept":{"coding":[{"code":"3223000%[1]d","display":"Medicine %[1]d 10 mg tablets","system":"http://snomed.info/sct"}],"text":"Medicine %[1]d 10 mg tablets"},
"status":"active","subject":{"display":"Bench Person","reference":"Patient/p1"}`,
	"Condition": `"category":[{"coding":[{"code":"problem-list-item","system":"http://terminology.hl7.org/CodeSystem/condition-category"}]}],
"clinicalStatus":{"coding":[{"code":"active","system":"http://terminology.hl7.org/CodeSystem/condition-clinical"}]},
"code":{"coding":[{"code":"7321100%[1]d","display":"Condition %[1]d","system":"http://snomed.info/sct"}],"text":"Condition %[1]d"},
"identifier":[{"system":"https://exchange.example/Condition","value":"p1-%[1]d"}],"onsetDateTime":"%[2]s","subject":{"display":"Bench Person","reference":"Patient/p1"},
"verificationStatus":{"coding":[{"code":"confirmed","system":"http://terminology.hl7.org/CodeSystem/condition-ver-status"}]}`,
	"Observation": `"category":[{"coding":[{"code":"laboratory","system":"http://terminology.hl7.org/CodeSystem/observation-category"}]}],
"code":{"coding":[{"code":"271000%[1]d","display":"Result of test %[1]d","system":"http://snomed.info/sct"}],"text":"Result of test %[1]d"},
"effectiveDateTime":"%[2]s","identifier":[{"system":"https://exchange.example/Observation","value":"p1-%[1]d"}],"issued":"%[2]s","performer":[{"display":"Pathology, exchange"}],
"referenceRange":[{"high":{"code":"mmol/L","system":"http://unitsofmeasure.org","unit":"mmol/L","value":5.30},"low":{"code":"mmol/L","system":"http://unitsofmeasure.org","unit":"mmol/L","value":3.50},"text":"3.50 to 5.30 mmol/L"}],
"status":"final","subject":{"display":"Bench Person","reference":"Patient/p1"},"valueQuantity":{"code":"mmol/L","system":"http://unitsofmeasure.org","unit":"mmol/L","value":%[1]d.70}`,
}

// heldPage gives an exchange's answer to one search for the person, in as many bytes as that of the benchmark's upstream.
func heldPage(search Search, count int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"%s/%s?patient.identifier=%s"}],"entry":[`,
		benchBase, search, url.QueryEscape(token(ann)))
	for i := range count {
		if i > 0 {
			b.WriteByte(',')
		}
		day := fmt.Sprintf("20%02d-%02d-%02dT%02d:%02d:00Z", 10+i%15, 1+i%12, 1+i%28, 8+i%9, i%60)
		members := strings.ReplaceAll(fmt.Sprintf(heldOf[search], i, day), "\n", "")
		fmt.Fprintf(&b, `{"fullUrl":"%[1]s/%[2]s/exchange-p1-%[3]d","resource":{"resourceType":"%[2]s","id":"exchange-p1-%[3]d",%[4]s,"meta":{"lastUpdated":"2026-01-01T10:00:00.000+00:00",`+
			`"profile":["https://fhir.hl7.org.uk/StructureDefinition/UKCore-%[2]s"],"source":"urn:bench:exchange","versionId":"3"}},"search":{"mode":"match"}}`, benchBase, search, i, members)
	}
	b.WriteString("]}")
	return b.Bytes()
}

// exchangeBodies answers every search as the exchange does, so that what is measured is the reading and not a network.
type exchangeBodies map[string][]byte

func (all exchangeBodies) RoundTrip(r *http.Request) (*http.Response, error) {
	body := all[r.URL.Path]
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/fhir+json"}},
		Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)),
	}, nil
}

// exchangeQuestion gives a function that makes one search of an exchange for a person, and how many bytes of FHIR all of them
// bring. The exchange has shown before that it understands the searches.
func exchangeQuestion(tb testing.TB) (search func(Search) record.Answer, size int64) {
	tb.Helper()
	in, index := labSurroundings(tb), annIndex()
	bodies := exchangeBodies{}
	for _, h := range held {
		body := heldPage(h.search, h.count)
		if !json.Valid(body) {
			tb.Fatalf("the answer for %s is not JSON", h.search)
		}
		bodies[in.Base.Path+"/"+string(h.search)+"/_search"] = body
		size += int64(len(body))
	}
	c, err := NewClient(Config{Exchange: in.Exchange, Base: in.Base, HTTP: &http.Client{Transport: bodies}})
	if err != nil {
		tb.Fatal(err)
	}
	patients := func() *PatientIndex { return index }
	search = func(s Search) record.Answer {
		return c.Search(tb.Context(), s, []record.NHSNumber{ann}, patients)[ann]
	}
	for _, h := range held {
		if a := search(h.search); a.Outcome.State != record.StateComplete || entries(a.Facts) != h.count {
			tb.Fatalf("%s: %d entries, %s %s", h.search, entries(a.Facts), a.Outcome.State, a.Outcome.Detail)
		}
	}
	return search, size
}

// BenchmarkExchange reads all that one exchange answers when one person is asked about.
func BenchmarkExchange(b *testing.B) {
	search, size := exchangeQuestion(b)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, h := range held {
			search(h.search)
		}
	}
}

// BenchmarkEmptyAnswer reads an answer without entries, as most of them are.
func BenchmarkEmptyAnswer(b *testing.B) {
	search, _ := exchangeQuestion(b)
	b.ReportAllocs()
	for b.Loop() {
		search("ImagingStudy")
	}
}
