package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// perPerson is how many resources of each type an exchange holds of everybody: 79, so that five exchanges hold 395, a
// long record. Of whose number ends in an odd digit it holds a fifth of that, an ordinary one.
var perPerson = map[string]int{"AllergyIntolerance": 3, "MedicationStatement": 10, "Condition": 6, "Observation": 60}

func held(typ, number string) int {
	if (number[len(number)-1]-'0')%2 == 1 {
		return (perPerson[typ] + 4) / 5
	}
	return perPerson[typ]
}

// upstream is a FHIR R4 server that answers from memory after a set time, so that what is measured is the gateway.
type upstream struct {
	name     string
	url      string
	latency  time.Duration
	requests atomic.Int64
	server   *http.Server

	mu       sync.Mutex
	rendered map[string][]byte // entries by "Type number", ready to be put into a Bundle
}

func startUpstream(name string, latency time.Duration) (*upstream, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	u := &upstream{name: name, url: "http://" + l.Addr().String() + "/fhir", latency: latency, rendered: map[string][]byte{}}
	u.server = &http.Server{Handler: u, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = u.server.Serve(l) }() // ends with Close
	return u, nil
}

func (u *upstream) close() { _ = u.server.Close() }

// ServeHTTP answers POST [type]/_search, chained: patient.identifier or, for Patient, identifier.
func (u *upstream) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	u.requests.Add(1)
	typ := strings.TrimSuffix(strings.TrimPrefix(r.URL.Path, "/fhir/"), "/_search")
	body, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	form, formErr := url.ParseQuery(string(body))
	if err != nil || formErr != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	param := "patient.identifier"
	if typ == "Patient" {
		param = "identifier"
	}
	var entries [][]byte
	for _, token := range strings.Split(form.Get(param), ",") {
		_, number, _ := strings.Cut(token, "|")
		if number != "" {
			entries = append(entries, u.entries(typ, number))
		}
	}
	time.Sleep(u.latency) // the upstream's own time: what it takes is known, and is taken off
	w.Header().Set("Content-Type", "application/fhir+json")
	fmt.Fprintf(w, `{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"%s/%s?%s=%s"}],"entry":[`, u.url, typ, param, url.QueryEscape(form.Get(param)))
	first := true
	for _, e := range entries {
		if len(e) == 0 {
			continue
		}
		if !first {
			_, _ = io.WriteString(w, ",")
		}
		first = false
		_, _ = w.Write(e)
	}
	_, _ = io.WriteString(w, "]}")
}

func (u *upstream) entries(typ, number string) []byte {
	key := typ + " " + number
	u.mu.Lock()
	defer u.mu.Unlock()
	if e, ok := u.rendered[key]; ok {
		return e
	}
	var parts []string
	if typ == "Patient" {
		parts = append(parts, entry(u.url, "Patient", "p"+number, map[string]any{
			"identifier": []any{map[string]any{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": number}},
			"name":       []any{map[string]any{"text": "Bench Person", "family": "Person", "given": []string{"Bench"}}},
			"birthDate":  "1970-01-01", "gender": "female",
		}))
	}
	for i := range held(typ, number) {
		parts = append(parts, entry(u.url, typ, fmt.Sprintf("%s-%s-%d", u.name, number, i), resource(typ, number, i)))
	}
	u.rendered[key] = []byte(strings.Join(parts, ","))
	return u.rendered[key]
}

// entry writes an entry as servers do: type and id come first.
func entry(base, typ, id string, resource map[string]any) string {
	resource["meta"] = map[string]any{"versionId": "1", "lastUpdated": "2026-01-01T10:00:00Z"}
	b, err := json.Marshal(resource)
	if err != nil {
		panic(err) // maps of strings always marshal
	}
	return fmt.Sprintf(`{"fullUrl":%q,"resource":{"resourceType":%q,"id":%q,%s,"search":{"mode":"match"}}`, base+"/"+typ+"/"+id, typ, id, b[1:])
}

func resource(typ, number string, i int) map[string]any {
	patient := map[string]any{"reference": "Patient/p" + number}
	coding := func(code int, words string) map[string]any {
		return map[string]any{"text": fmt.Sprintf("%s %d", words, i),
			"coding": []any{map[string]any{"system": "http://snomed.info/sct", "code": fmt.Sprint(code + i), "display": fmt.Sprintf("%s %d", words, i)}}}
	}
	day := fmt.Sprintf("20%02d-%02d-%02dT09:00:00Z", 10+i%15, 1+i%12, 1+i%28)
	switch typ {
	case "AllergyIntolerance":
		return map[string]any{"patient": patient, "code": coding(91936000, "Allergy"), "criticality": "high", "recordedDate": day,
			"clinicalStatus": status("http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "active")}
	case "MedicationStatement":
		return map[string]any{"subject": patient, "status": "active", "medicationCodeableConcept": coding(3223_0000, "Medicine"), "dateAsserted": day,
			"dosage": []any{map[string]any{"text": "one tablet each morning with a glass of water"}}}
	case "Condition":
		return map[string]any{"subject": patient, "code": coding(7321_1000, "Condition"), "onsetDateTime": day,
			"clinicalStatus": status("http://terminology.hl7.org/CodeSystem/condition-clinical", "active")}
	}
	return map[string]any{"subject": patient, "status": "final", "code": coding(2710_0000, "Result"), "effectiveDateTime": day,
		"category":      []any{status("http://terminology.hl7.org/CodeSystem/observation-category", "laboratory")},
		"valueQuantity": map[string]any{"value": json.Number(fmt.Sprintf("%d.%d0", i, i%10)), "unit": "mmol/L", "system": "http://unitsofmeasure.org", "code": "mmol/L"}}
}

func status(system, code string) map[string]any {
	return map[string]any{"coding": []any{map[string]any{"system": system, "code": code}}}
}
