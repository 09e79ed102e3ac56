package fhir

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/london-care-record/gateway/record"
)

// takesBatch lets a server take batch Bundles, of which it answers each entry as it would the search by itself. change, when
// not nil, changes an entry of the answer; url is what was asked.
func takesBatch(s *server, change func(url string, entry object)) {
	s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
		if r.URL.Path != "/fhir" || r.Method != http.MethodPost {
			return false
		}
		s.mu.Lock()
		body := s.seen[len(s.seen)-1]
		s.mu.Unlock()
		var bundle batchRequest
		if json.Unmarshal(body.body, &bundle) != nil || bundle.Type != "batch" {
			s.refuse(w, 400, "invalid", "no batch")
			return true
		}
		entries := []object{}
		for _, e := range bundle.Entry {
			inner := httptest.NewRequest(e.Request.Method, s.base+"/"+e.Request.URL, nil)
			inner.Header.Set("Prefer", r.Header.Get("Prefer"))
			answer := httptest.NewRecorder()
			s.search(answer, inner, inner.URL.Path[len("/fhir/"):], inner.URL.Query())
			entry := object{"response": object{"status": fmt.Sprintf("%d %s", answer.Code, http.StatusText(answer.Code))}}
			if answer.Code == http.StatusOK {
				entry["resource"] = json.RawMessage(answer.Body.Bytes())
			} else {
				entry["response"].(object)["outcome"] = json.RawMessage(answer.Body.Bytes())
			}
			if change != nil {
				change(e.Request.URL, entry)
			}
			entries = append(entries, entry)
		}
		_ = json.NewEncoder(w).Encode(object{"resourceType": "Bundle", "type": "batch-response", "entry": entries})
		return true
	}
}

// paths are those that a server was asked, in the order of the alphabet.
func (s *server) paths() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	paths := make([]string, len(s.seen))
	for i, a := range s.seen {
		paths[i] = a.path
	}
	slices.Sort(paths)
	return paths
}

var fourSearches = []Search{"AllergyIntolerance", "Condition", "Flag", "Procedure"}

// askTogether asks who the people are and four searches about them, all at once.
func askTogether(t *testing.T, c *Client, people ...record.NHSNumber) map[Search]answers {
	t.Helper()
	all := make([]answers, len(fourSearches))
	var together Together
	who, known := together.Turn(t.Context())
	index := sync.OnceValue(func() *PatientIndex { return c.Patients(who, people) })
	contexts, ends := make([]context.Context, len(fourSearches)), make([]func(), len(fourSearches))
	for i := range fourSearches {
		contexts[i], ends[i] = together.Turn(t.Context())
	}
	var group sync.WaitGroup
	group.Go(func() { defer known(); index() })
	for i, search := range fourSearches {
		group.Go(func() {
			defer ends[i]()
			all[i] = c.Search(contexts[i], search, people, index)
		})
	}
	group.Wait()
	byType := map[Search]answers{}
	for i, search := range fourSearches {
		byType[search] = all[i]
		for _, a := range all[i] {
			clean(t, a.Outcome.Detail)
		}
	}
	return byType
}

func inBatches(size int) func(*Config) { return func(c *Config) { c.BatchSize = size } }

// fourTypes gives a Patient's entry of each type.
func fourTypes(patient string) []object {
	var all []object
	for search, person := range map[Search]string{"AllergyIntolerance": "patient", "Condition": "subject", "Flag": "subject", "Procedure": "subject"} {
		entry := object{"resourceType": string(search), "id": "x" + patient, person: object{"reference": "Patient/" + patient}, "code": object{"text": "something"}}
		if status, ok := map[Search]string{"Flag": "active", "Procedure": "completed"}[search]; ok {
			entry["status"] = status
		}
		all = append(all, entry)
	}
	return all
}

// statesOf gives the states of all searches about a person, and how many entries each shows.
func statesOf(all map[Search]answers, n record.NHSNumber) string {
	var b strings.Builder
	for _, search := range fourSearches {
		a := all[search][n]
		fmt.Fprintf(&b, "%s %s %d; ", search, a.Outcome.State, entries(a.Facts))
	}
	return b.String()
}

func TestABatchIsOneRequestForAllSearchesOfAllPeople(t *testing.T) {
	resources := append(append(fourTypes("1"), fourTypes("2")...), patientOf("1", ann), patientOf("2", ben))
	for st, want := range map[Style][]string{
		Chained: {"/fhir"}, Logical: {"/fhir"}, Local: {"/fhir", "/fhir/Patient/_search"}, // whose ids are asked first
	} {
		t.Run(string(st), func(t *testing.T) {
			alone := askTogether(t, clientOf(t, newServer(t, resources...), style(st)), ann, ben)
			s := newServer(t, resources...)
			takesBatch(s, nil)
			c := clientOf(t, s, style(st), inBatches(50))
			together := askTogether(t, c, ann, ben)
			for _, n := range []record.NHSNumber{ann, ben} {
				if statesOf(together, n) != statesOf(alone, n) || !strings.Contains(statesOf(alone, n), "Condition COMPLETE 1") {
					t.Errorf("in a batch %s\nwithout %s", statesOf(together, n), statesOf(alone, n))
				}
			}
			first := len(want)
			if got := s.paths(); st != Logical && !slices.Equal(got, want) {
				t.Errorf("asked %v", got)
			}
			// Logical doubts an answer until the style is proven, and then asks by id: one more batch.
			if got := s.paths(); st == Logical && (len(got) > 2 || got[len(got)-1] != "/fhir") {
				t.Errorf("asked %v, not %d", got, first)
			}
		})
	}
}

func TestS19_OneSearchOfABatchFailsAlone(t *testing.T) {
	refusal := json.RawMessage(`{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"exception","diagnostics":"SECRET"}]}`)
	for name, c := range map[string]struct {
		change func(entry object)
		state  record.SourceState
		detail string
	}{
		"500":               {func(e object) { delete(e, "resource"); e["response"] = object{"status": "500", "outcome": refusal} }, record.StateUnavailable, "answered with HTTP status 500"},
		"403 as a resource": {func(e object) { e["resource"] = refusal; e["response"] = object{"status": "403 Forbidden"} }, record.StateRefused, "refused the request"},
		"another resource":  {func(e object) { e["resource"] = refusal }, record.StateUnavailable, unreadableAnswer},
		"nothing":           {func(e object) { delete(e, "resource") }, record.StateUnavailable, unreadableAnswer},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, append(fourTypes("1"), patientOf("1", ann))...)
			takesBatch(s, func(url string, entry object) {
				if strings.HasPrefix(url, "Condition?") {
					c.change(entry)
				}
			})
			all := askTogether(t, clientOf(t, s, inBatches(50)), ann)
			for search, answers := range all {
				o, want := answers[ann].Outcome, record.StateComplete
				if search == "Condition" {
					want = c.state
					if !strings.Contains(o.Detail, c.detail) || entries(answers[ann].Facts) != 0 {
						t.Errorf("detail %q", o.Detail)
					}
				}
				if o.State != want {
					t.Errorf("%s is %s (%s)", search, o.State, o.Detail)
				}
			}
		})
	}
}

func TestS02_AStrangersEntryInABatchIsKeptOut(t *testing.T) {
	s := newServer(t, append(fourTypes("1"), patientOf("1", ann))...)
	takesBatch(s, func(url string, entry object) {
		if strings.HasPrefix(url, "Condition?") {
			entry["resource"] = json.RawMessage(strings.ReplaceAll(string(entry["resource"].(json.RawMessage)), `"Patient/1"`, `"Patient/9"`))
		}
	})
	all := askTogether(t, clientOf(t, s, style(Local), inBatches(50)), ann)
	if got := statesOf(all, ann); got != "AllergyIntolerance COMPLETE 1; Condition PARTIAL 0; Flag COMPLETE 1; Procedure COMPLETE 1; " {
		t.Error(got)
	}
}

func TestABatchIsSplitBySizeAndItsPagesAreFollowed(t *testing.T) {
	resources, ids := manyOf(25)
	s := newServer(t, append(resources, slices.DeleteFunc(fourTypes("1"), func(o object) bool { return o["resourceType"] == "AllergyIntolerance" })...)...)
	s.pageCap = 10
	takesBatch(s, nil)
	all := askTogether(t, clientOf(t, s, inBatches(2)), ann)
	if a := all[allergies][ann]; a.Outcome.State != record.StateComplete || len(a.Facts.Allergies) != len(ids) {
		t.Errorf("%d of %d, %+v", len(a.Facts.Allergies), len(ids), a.Outcome)
	}
	batches := 0
	for _, path := range s.paths() {
		if path == "/fhir" {
			batches++
		}
	}
	if batches != 2 { // five searches: two batches of two, and one by itself
		t.Errorf("asked %v", s.paths())
	}
}

func TestAServerThatTakesNoBatchIsAskedOneByOne(t *testing.T) {
	for _, status := range []int{400, 404, 405, 501} {
		s := newServer(t, append(fourTypes("1"), patientOf("1", ann))...)
		batches := 0
		s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
			if r.URL.Path == "/fhir" {
				batches++
				w.WriteHeader(status)
			}
			return r.URL.Path == "/fhir"
		}
		c := clientOf(t, s, inBatches(50))
		for range 2 {
			if got := statesOf(askTogether(t, c, ann), ann); strings.Count(got, "COMPLETE 1") != 4 {
				t.Errorf("%d: %s", status, got)
			}
		}
		if batches != 1 {
			t.Errorf("%d: %d batches", status, batches)
		}
	}
}

func TestS19_ABatchThatFailsIsNotRepeatedSearchBySearch(t *testing.T) {
	s := newServer(t, append(fourTypes("1"), patientOf("1", ann))...)
	s.answer = func(w http.ResponseWriter, _ *http.Request, _ url.Values) bool {
		w.WriteHeader(http.StatusServiceUnavailable)
		return true
	}
	if got := statesOf(askTogether(t, clientOf(t, s, inBatches(50)), ann), ann); strings.Count(got, "UNAVAILABLE 0") != 4 || len(s.paths()) != 1 {
		t.Errorf("%s after %v", got, s.paths())
	}
}

// What a batch's answer leaves out, because it is cut or short, is asked for by itself.
func TestS23_WhatABatchDoesNotAnswerIsAskedForAlone(t *testing.T) {
	for name, body := range map[string]string{
		"short": `{"resourceType":"Bundle","type":"batch-response","entry":[]}`,
		"cut":   `{"resourceType":"Bundle","type":"batch-response","entry":[{"resource":{"resourceType":"Bundle","type":"searchset","link":"` + strings.Repeat("a", longestValue),
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, append(fourTypes("1"), patientOf("1", ann))...)
			s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
				if r.URL.Path == "/fhir" {
					fmt.Fprint(w, body)
				}
				return r.URL.Path == "/fhir"
			}
			got := statesOf(askTogether(t, clientOf(t, s, inBatches(50)), ann), ann)
			if strings.Count(got, "COMPLETE 1") < 3 || strings.Contains(got, "COMPLETE 0") {
				t.Error(got)
			}
		})
	}
}

// A server that ignores the parameter for the person is not believed in a batch either.
func TestS02_ABatchThatIgnoresThePersonIsDoubted(t *testing.T) {
	s := newServer(t, append(fourTypes("1"), patientOf("1", ann))...)
	s.params = []string{"patient"}
	takesBatch(s, nil)
	if got := statesOf(askTogether(t, clientOf(t, s, inBatches(50)), ann), ann); strings.Count(got, "COMPLETE 1") != 4 {
		t.Error(got)
	}
}

func TestS21_WhoDoesNotWaitForABatchLeavesIt(t *testing.T) {
	s := newServer(t, append(fourTypes("1"), patientOf("1", ann))...)
	s.answer = func(_ http.ResponseWriter, r *http.Request, _ url.Values) bool {
		<-r.Context().Done()
		return true
	}
	c := clientOf(t, s, inBatches(50))
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	var group sync.WaitGroup
	var together Together
	contexts, ends := make([]context.Context, len(fourSearches)), make([]func(), len(fourSearches))
	for i := range fourSearches {
		contexts[i], ends[i] = together.Turn(ctx)
	}
	for i, search := range fourSearches {
		group.Go(func() {
			defer ends[i]()
			a := c.Search(contexts[i], search, []record.NHSNumber{ann}, func() *PatientIndex { return nil })[ann]
			if a.Outcome.State != record.StateTimedOut || !strings.Contains(a.Outcome.Detail, "did not answer within") {
				t.Errorf("%s: %+v", search, a.Outcome)
			}
		})
	}
	group.Wait()
}
