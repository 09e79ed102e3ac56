package fhir

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/london-care-record/gateway/record"
)

func reportOf(id, patient string, results ...string) object {
	refs := []object{}
	for _, r := range results {
		refs = append(refs, object{"reference": r})
	}
	return object{"resourceType": "DiagnosticReport", "id": id, "status": "final", "code": object{"text": "report"},
		"subject": object{"reference": patient}, "result": refs}
}

func observationOf(id, patient string, members ...string) object {
	o := object{"resourceType": "Observation", "id": id, "status": "final", "code": object{"text": "result " + id},
		"valueString": "normal"}
	if patient != "" {
		o["subject"] = object{"reference": patient}
	}
	for _, m := range members {
		refs, _ := o["hasMember"].([]object)
		o["hasMember"] = append(refs, object{"reference": m})
	}
	return o
}

// askResults makes the searches of investigations, as the gateway does.
func askResults(t *testing.T, c *Client, people ...record.NHSNumber) map[record.NHSNumber]record.Answer {
	t.Helper()
	index := sync.OnceValue(func() *PatientIndex { return c.Patients(t.Context(), people) })
	reports := c.Search(t.Context(), "DiagnosticReport", people, index)
	observations := c.Search(t.Context(), "Observation", people, index)
	answers := c.Results(t.Context(), reports, observations, index)
	for _, n := range people {
		clean(t, answers[n].Outcome.Detail)
	}
	return answers
}

func expectResults(t *testing.T, a record.Answer, state record.SourceState, ids ...string) {
	t.Helper()
	var got []string
	for _, o := range a.Facts.Observations {
		got = append(got, strings.TrimPrefix(o.Source().Reference, "Observation/"))
	}
	slices.Sort(got)
	if a.Outcome.State != state || !slices.Equal(got, ids) {
		t.Errorf("%s (%s) with %v, want %s with %v", a.Outcome.State, a.Outcome.Detail, got, state, ids)
	}
}

// byID counts the requests that fetched results by their ids.
func byID(s *server) int {
	n := 0
	for _, r := range s.requests("Observation") {
		if r.form.Has("_id") {
			n++
		}
	}
	return n
}

func TestResultsAreReachedThroughTheirReport(t *testing.T) {
	s := newServer(t, patientOf("1", ann), patientOf("2", ben),
		reportOf("r1", "Patient/1", "Observation/held", "Observation/lonely", "#inside", "https://elsewhere.example/Observation/x"),
		reportOf("r2", "Patient/2", "Observation/alone", "Observation/panel"),
		observationOf("held", "Patient/1"), observationOf("lonely", ""), observationOf("alone", ""),
		observationOf("panel", "", "Observation/member", "Observation/panel"), observationOf("member", ""))
	answers := askResults(t, clientOf(t, s), ann, ben, cleo)
	expectResults(t, answers[ann], record.StateComplete, "lonely")
	expectResults(t, answers[ben], record.StateComplete, "alone", "member", "panel")
	expectResults(t, answers[cleo], record.StatePatientUnknown)
	if n := byID(s); n != 2 { // the results, and then the panel's members
		t.Errorf("%d requests by id, want 2", n)
	}
}

func TestS02_ResultsOfAnotherPersonAreKeptOut(t *testing.T) {
	s := newServer(t, patientOf("1", ann), patientOf("2", ben),
		reportOf("r1", "Patient/1", "Observation/bens", "Observation/strangers", "Observation/shared", "Observation/elsewhere"),
		reportOf("r2", "Patient/2", "Observation/shared"),
		observationOf("strangers", "Patient/77"), observationOf("shared", ""),
		with(observationOf("bens", ""), object{"subject": logical(ben)}),
		with(observationOf("elsewhere", ""), object{"subject": object{"reference": "https://elsewhere.example/Patient/1"}}))
	answers := askResults(t, clientOf(t, s), ann, ben)
	expectResults(t, answers[ann], record.StatePartial)
	expectResults(t, answers[ben], record.StatePartial) // two people's reports point to it, and it names neither
	if n := answers[ann].Outcome.NotTheirs; n != 4 {
		t.Errorf("%d counted, want 4", n)
	}
}

func TestS18_ResultsThatDoNotComeAreTold(t *testing.T) {
	s := newServer(t, patientOf("1", ann), reportOf("r1", "Patient/1", "Observation/a", "Observation/gone"), observationOf("a", ""))
	a := askResults(t, clientOf(t, s), ann)[ann]
	expectResults(t, a, record.StatePartial, "a")
	if !strings.Contains(a.Outcome.Detail, "1 result") {
		t.Errorf("detail %q", a.Outcome.Detail)
	}
}

func TestResultsAreNotAskedForWithoutNeed(t *testing.T) {
	s := newServer(t, patientOf("1", ann), reportOf("r1", "Patient/1", "Observation/a"), observationOf("a", "Patient/1"))
	expectResults(t, askResults(t, clientOf(t, s), ann)[ann], record.StateComplete)
	if n := byID(s); n != 0 {
		t.Errorf("%d requests for results at hand", n)
	}
	s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
		reports := strings.Contains(r.URL.Path, "DiagnosticReport")
		if reports {
			w.WriteHeader(503)
		}
		return reports
	}
	expectResults(t, askResults(t, clientOf(t, s), ann)[ann], record.StateUnavailable)
}

func TestAFailedFetchOfResultsIsTold(t *testing.T) {
	s := newServer(t, patientOf("1", ann), reportOf("r1", "Patient/1", "Observation/a"), observationOf("a", ""))
	s.answer = func(w http.ResponseWriter, _ *http.Request, form url.Values) bool {
		if form.Has("_id") {
			w.WriteHeader(503)
		}
		return form.Has("_id")
	}
	expectResults(t, askResults(t, clientOf(t, s), ann)[ann], record.StateUnavailable)
}

func TestManyResultsAreFetchedInFewRequests(t *testing.T) {
	s := newServer(t, patientOf("1", ann))
	var refs []string
	for i := range 250 {
		s.resources = append(s.resources, observationOf(fmt.Sprint("o", i), ""))
		refs = append(refs, fmt.Sprint("Observation/o", i))
	}
	s.resources = append(s.resources, reportOf("r", "Patient/1", refs...))
	s.pageCap = 60
	a := askResults(t, clientOf(t, s), ann)[ann]
	if a.Outcome.State != record.StateComplete || len(a.Facts.Observations) != 250 {
		t.Errorf("%s (%s) with %d results", a.Outcome.State, a.Outcome.Detail, len(a.Facts.Observations))
	}
	if n := byID(s); n != 5 { // three requests, two of them of two pages
		t.Errorf("%d requests, want 5", n)
	}
}

func TestCapabilities(t *testing.T) {
	s := newServer(t)
	status, body := 200, any(object{
		"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1",
		"software": object{"name": "Small", "version": "1.2"},
		"rest": []object{{"mode": "server", "interaction": []object{{"code": "batch"}}, "resource": []object{
			{"type": "Flag", "interaction": []object{{"code": "search-type"}}, "searchParam": []object{{"name": "patient"}},
				"searchInclude": []string{"Flag:author"}},
			{"type": "Basic"},
		}}},
	})
	s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
		if r.URL.Path != "/fhir/metadata" {
			t.Errorf("asked for %s", r.URL.Path)
		}
		s.write(w, status, body)
		return true
	}
	c, err := clientOf(t, s).Capabilities(t.Context())
	if err != nil || !c.Found || c.Software != "Small" || c.Version != "1.2" || c.FHIRVersion != "4.0.1" || !c.Batch {
		t.Fatalf("%+v, %v", c, err)
	}
	if f := c.Types["Flag"]; !f.Search || !slices.Equal(f.Params, []string{"patient"}) || len(f.Includes) != 1 || c.Types["Basic"].Search {
		t.Errorf("types %+v", c.Types)
	}
	for _, status = range []int{404, 405, 410, 501} {
		if c, err := clientOf(t, s).Capabilities(t.Context()); err != nil || c.Found {
			t.Errorf("status %d: %+v, %v", status, c, err)
		}
	}
	for _, status = range []int{401, 403, 500, 503} {
		_, err := clientOf(t, s).Capabilities(t.Context())
		if err == nil {
			t.Fatalf("status %d: no error", status)
		}
		clean(t, err.Error())
	}
	status, body = 200, "SECRET"
	if _, err := clientOf(t, s).Capabilities(t.Context()); err == nil || err.Error() != unreadableAnswer {
		t.Errorf("error %v", err)
	}
	client := clientOf(t, s)
	s.Close()
	if _, err := client.Capabilities(t.Context()); err == nil || err.Error() != "could not be reached" {
		t.Errorf("error %v", err)
	}
}
