package fhir

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/london-care-record/gateway/record"
)

// takesConditions lets a server tag the entries of a batch, and say of each that it has not changed.
func takesConditions(s *server, change func(url string, entry object)) (asked func() int) {
	var mu sync.Mutex
	count := 0
	takesBatch(s, nil)
	plain := s.answer
	s.answer = func(w http.ResponseWriter, r *http.Request, form url.Values) bool {
		answer := httptest.NewRecorder()
		if !plain(answer, r, form) {
			return false
		}
		s.mu.Lock()
		body := s.seen[len(s.seen)-1].body
		s.mu.Unlock()
		var in batchRequest
		var out struct {
			ResourceType string   `json:"resourceType"`
			Type         string   `json:"type"`
			Entry        []object `json:"entry"`
		}
		if json.Unmarshal(body, &in) != nil || json.Unmarshal(answer.Body.Bytes(), &out) != nil {
			return false
		}
		for i, e := range out.Entry {
			written, _ := json.Marshal(e["resource"])
			sum := sha256.Sum256(written)
			tag := fmt.Sprintf(`"%x"`, sum[:8])
			response := e["response"].(map[string]any)
			response["etag"] = tag
			condition := in.Entry[i].Request.IfNoneMatch
			if condition == tag {
				delete(e, "resource")
				response["status"] = "304 Not Modified"
			}
			if condition != "" {
				mu.Lock()
				count++
				mu.Unlock()
				if change != nil {
					change(in.Entry[i].Request.URL, e)
				}
			}
		}
		_ = json.NewEncoder(w).Encode(out)
		return true
	}
	return func() int {
		mu.Lock()
		defer mu.Unlock()
		return count
	}
}

// askInBatch asks four searches at once, on condition of what is remembered, and tells which stand.
func (m *rememberer) askInBatch(t *testing.T, n record.NHSNumber) (all map[Search]record.Answer, stand map[Search]bool) {
	t.Helper()
	if m.validators == nil {
		m.validators = map[Search]*Validator{}
	}
	all, stand = map[Search]record.Answer{}, map[Search]bool{}
	var together Together
	var mu sync.Mutex
	var group sync.WaitGroup
	index := m.client.Patients(t.Context(), []record.NHSNumber{n})
	var starts []func()
	for _, search := range fourSearches {
		ctx, ended := together.Turn(t.Context())
		starts = append(starts, func() {
			defer ended()
			mu.Lock()
			earlier := m.validators[search]
			mu.Unlock()
			ctx, standing := Revalidating(ctx, earlier)
			a := m.client.Search(ctx, search, []record.NHSNumber{n}, func() *PatientIndex { return index })[n]
			mu.Lock()
			defer mu.Unlock()
			all[search] = a
			if _, stand[search] = standing.Stands(); !stand[search] {
				m.validators[search] = standing.Validator()
			}
		})
	}
	for _, start := range starts {
		group.Go(start)
	}
	group.Wait()
	return all, stand
}

func TestS22_EachEntryOfABatchIsAskedAboutByItself(t *testing.T) {
	s := newServer(t, append(fourTypes("1"), patientOf("1", ann))...)
	conditions := takesConditions(s, nil)
	m := &rememberer{client: clientOf(t, s, inBatches(50))}
	for range 3 {
		all, _ := m.askInBatch(t, ann)
		for search, a := range all {
			if a.Outcome.State != record.StateComplete {
				t.Fatalf("%s: %+v", search, a.Outcome)
			}
		}
		if len(m.validators) == 4 && m.validators["Flag"] != nil {
			break
		}
	}
	for i, o := range s.resources {
		if o["resourceType"] == "Flag" {
			s.resources[i] = with(o, object{"code": object{"text": "something else"}})
		}
	}
	before := conditions()
	all, stand := m.askInBatch(t, ann)
	for _, search := range fourSearches {
		if stand[search] == (search == "Flag") {
			t.Errorf("%s stands: %t", search, stand[search])
		}
	}
	if a := all["Flag"]; a.Outcome.State != record.StateComplete || len(a.Facts.Alerts) != 1 || conditions()-before != 4 {
		t.Errorf("what changed: %+v, of %d asked about", a.Outcome, conditions()-before)
	}
}

func TestS20_AFalseNothingHasChangedInABatchIsNoAnswer(t *testing.T) {
	s := newServer(t, append(fourTypes("1"), patientOf("1", ann))...)
	takesConditions(s, func(url string, e object) {
		if strings.HasPrefix(url, "Condition?") {
			delete(e, "resource")
			e["response"] = object{"status": "304", "etag": `"other"`}
		}
	})
	m := &rememberer{client: clientOf(t, s, inBatches(50))}
	m.askInBatch(t, ann)
	m.askInBatch(t, ann)
	if m.validators["Condition"] == nil {
		t.Fatal("there is nothing to ask about")
	}
	all, stand := m.askInBatch(t, ann)
	if a := all["Condition"]; stand["Condition"] || a.Outcome.State != record.StateComplete || len(a.Facts.Conditions) != 1 {
		t.Errorf("%+v", a.Outcome)
	}
	if !stand["Procedure"] {
		t.Error("what the lie is not about does not stand")
	}
}

// A batch may be refused for its conditions: then it is the conditions that are left out, and not the batch.
func TestABatchThatIsRefusedForItsConditionsIsSentWithout(t *testing.T) {
	s := newServer(t, append(fourTypes("1"), patientOf("1", ann))...)
	takesConditions(s, nil)
	m := &rememberer{client: clientOf(t, s, inBatches(50))}
	m.askInBatch(t, ann)
	m.askInBatch(t, ann)
	if m.validators["Condition"] == nil {
		t.Fatal("there is nothing to ask about")
	}
	tolerant := s.answer
	s.answer = func(w http.ResponseWriter, r *http.Request, form url.Values) bool {
		s.mu.Lock()
		body := s.seen[len(s.seen)-1].body
		s.mu.Unlock()
		if strings.Contains(string(body), "ifNoneMatch") {
			s.refuse(w, 400, "structure", "unknown element ifNoneMatch")
			return true
		}
		return tolerant(w, r, form)
	}
	for range 2 {
		all, _ := m.askInBatch(t, ann)
		for search, a := range all {
			if a.Outcome.State != record.StateComplete || entries(a.Facts) != 1 {
				t.Errorf("%s: %+v", search, a.Outcome)
			}
		}
	}
	before := len(s.requests(""))
	m.askInBatch(t, ann)
	if n := len(s.requests("")) - before; n != 2 { // who the person is, and one batch
		t.Errorf("it takes %d requests now", n)
	}
}
