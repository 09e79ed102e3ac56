package hie

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/london-care-record/gateway/record"
)

// bundleIn is a batch, bundleOut its answer.
type bundleIn struct {
	Entry []struct {
		Request struct {
			Method, URL, IfNoneMatch string
		}
	}
}

// batching answers batches entry by entry, as how answers each search, and notes what was asked and what confirmed.
type batching struct {
	how http.HandlerFunc

	mu    sync.Mutex
	asked [][]string
	same  []string
}

func (b *batching) serve(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/fhir+json")
	if strings.Trim(r.URL.Path, "/") != "" {
		b.note(strings.Split(strings.Trim(r.URL.Path, "/"), "/")[0])
		b.how(w, r)
		return
	}
	var in bundleIn
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	var types []string
	entries := []map[string]any{}
	for _, e := range in.Entry {
		inner := httptest.NewRequest(e.Request.Method, "http://127.0.0.1/"+e.Request.URL, nil)
		answer := httptest.NewRecorder()
		b.how(answer, inner)
		types = append(types, strings.Trim(inner.URL.Path, "/"))
		tag := fmt.Sprintf(`"%x"`, sha256.Sum256(answer.Body.Bytes()))
		response := map[string]any{"status": fmt.Sprint(answer.Code)}
		entry := map[string]any{"response": response}
		switch {
		case answer.Code == http.StatusOK && e.Request.IfNoneMatch == tag:
			response["status"], response["etag"] = "304", tag
			b.mu.Lock()
			b.same = append(b.same, types[len(types)-1])
			b.mu.Unlock()
		case answer.Code == http.StatusOK:
			response["etag"] = tag
			entry["resource"] = json.RawMessage(answer.Body.Bytes())
		}
		entries = append(entries, entry)
	}
	b.note(types...)
	_ = json.NewEncoder(w).Encode(map[string]any{"resourceType": "Bundle", "type": "batch-response", "entry": entries})
}

func (b *batching) note(types ...string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked = append(b.asked, types)
}

// seen gives what was asked since it was last called: the types of each request.
func (b *batching) seen() (asked [][]string, same []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	asked, same = b.asked, b.same
	b.asked, b.same = nil, nil
	return asked, same
}

// viewAll asks several searches at once, as an operation does.
func (k *kept) viewAll(ctx context.Context, searches ...Search) map[Search]record.Answer {
	var together Together
	who, known := together.Turn(ctx)
	contexts, ends := make([]context.Context, len(searches)), make([]func(), len(searches))
	for i := range searches {
		contexts[i], ends[i] = together.Turn(ctx)
	}
	var indexed *PatientIndex
	done := make(chan struct{})
	go func() {
		defer known()
		indexed = k.Patients(who, k.grants[:1])
		close(done)
	}()
	index := func() *PatientIndex { <-done; return indexed }
	answers := make([]record.Answer, len(searches))
	var all sync.WaitGroup
	for i, search := range searches {
		all.Go(func() {
			defer ends[i]()
			answers[i] = k.Search(contexts[i], search, k.grants[:1], Earlier{Patients: index})[k.grants[0].Person()]
		})
	}
	all.Wait()
	index()
	by := map[Search]record.Answer{}
	for i, search := range searches {
		by[search] = answers[i]
	}
	return by
}

// inBatches gives an exchange that takes batches and is remembered, of which all of some searches have been read now.
func inBatches(t *testing.T, searches ...Search) (*kept, *batching) {
	t.Helper()
	b := &batching{how: holding}
	k := remembering(t, DefaultMemory, Config{BatchSize: 50, Guard: Guard{Retry: Retry{Attempts: 1}}})
	k.answers(b.serve)
	for range 3 { // until it is known how the exchange is asked
		time.Sleep(DefaultMemory.Fresh)
		k.grant(t)
		for search, a := range k.viewAll(t.Context(), searches...) {
			if a.Outcome.State != record.StateComplete || a.Facts.Len() != 1 {
				t.Fatalf("%s: %+v", search, a.Outcome)
			}
		}
	}
	b.seen()
	return k, b
}

const (
	procedures Search = "Procedure"
	flags      Search = "Flag"
)

// sorted writes what requests were about.
func sorted(asked [][]string) string {
	var all []string
	for _, types := range asked {
		slices.Sort(types)
		all = append(all, strings.Join(types, "+"))
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

func TestABatchAsksOnlyForWhatIsNotRemembered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k, b := inBatches(t, allergies, conditions, procedures)
		k.viewAll(t.Context(), allergies, conditions, procedures)
		if asked, _ := b.seen(); len(asked) != 0 {
			t.Errorf("what is fresh was asked for: %v", asked)
		}
		all := k.viewAll(t.Context(), allergies, conditions, procedures, flags)
		if asked, _ := b.seen(); sorted(asked) != "Flag" || all[flags].Outcome.State != record.StateComplete {
			t.Errorf("asked %v for the one that is missing: %+v", asked, all[flags].Outcome)
		}
		time.Sleep(DefaultMemory.FreshStrict) // allergies and who the person is are strict
		all = k.viewAll(t.Context(), allergies, conditions, procedures, flags)
		if asked, _ := b.seen(); sorted(asked) != "AllergyIntolerance+Patient" {
			t.Errorf("asked %v for the two that are missing", asked)
		}
		for search, a := range all {
			if a.Outcome.State != record.StateComplete || a.Facts.Len() != 1 {
				t.Errorf("%s: %+v", search, a.Outcome)
			}
		}
	})
}

func TestS22_APartOfABatchThatFailsIsNotRememberedAndStandsInAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k, b := inBatches(t, allergies, conditions)
		read := time.Now()
		time.Sleep(DefaultMemory.Fresh)
		b.how = func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, "/Condition") || strings.HasPrefix(r.URL.Path, "/Procedure") {
				w.WriteHeader(http.StatusInternalServerError)
				return
			}
			holding(w, r)
		}
		all := k.viewAll(t.Context(), allergies, conditions, procedures)
		asked, _ := b.seen()
		if sorted(asked) != "AllergyIntolerance+Condition+Patient+Procedure" {
			t.Errorf("asked %v", asked)
		}
		if o := all[allergies].Outcome; o.State != record.StateComplete || !o.FetchedAt.Equal(time.Now()) {
			t.Errorf("the part that did not fail: %+v", o)
		}
		if a := all[conditions]; a.Outcome.State != record.StateStale || !a.Outcome.FetchedAt.Equal(read) || a.Facts.Len() != 1 {
			t.Errorf("the part that had been answered before: %+v", a.Outcome)
		}
		if a := all[procedures]; a.Outcome.State != record.StateUnavailable || a.Facts.Len() != 0 {
			t.Errorf("the part that never had: %+v", a.Outcome)
		}
		b.how = holding
		all = k.viewAll(t.Context(), allergies, conditions, procedures)
		if asked, _ = b.seen(); sorted(asked) != "Condition+Procedure" {
			t.Errorf("after the failure asked %v", asked)
		}
		for search, a := range all {
			if a.Outcome.State != record.StateComplete || a.Facts.Len() != 1 {
				t.Errorf("after the failure %s: %+v", search, a.Outcome)
			}
		}
	})
}

func TestS22_InABatchEachPartIsConfirmedByItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k, b := inBatches(t, allergies, conditions, procedures)
		time.Sleep(DefaultMemory.Fresh)
		b.how = func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, "/Condition") {
				nothing(w, r)
				return
			}
			holding(w, r)
		}
		all := k.viewAll(t.Context(), allergies, conditions, procedures)
		asked, same := b.seen()
		slices.Sort(same)
		if sorted(asked) != "AllergyIntolerance+Condition+Patient+Procedure" || strings.Join(same, " ") != "AllergyIntolerance Patient Procedure" {
			t.Errorf("asked %v, of which %v were confirmed", asked, same)
		}
		if len(all[conditions].Facts.Conditions) != 0 || all[allergies].Facts.Len() != 1 || all[procedures].Facts.Len() != 1 {
			t.Errorf("%+v", all)
		}
		for search, a := range all {
			if o := a.Outcome; o.State != record.StateComplete || !o.FetchedAt.Equal(time.Now()) {
				t.Errorf("%s: %+v", search, o)
			}
		}
	})
}

func TestABatchDoesNotWaitForWhatSomebodyElseHasAskedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k, b := inBatches(t, allergies, conditions, procedures)
		time.Sleep(DefaultMemory.Fresh)
		k.grant(t)
		begun := time.Now()
		var waited time.Duration
		b.how = func(w http.ResponseWriter, r *http.Request) {
			switch {
			case strings.HasPrefix(r.URL.Path, "/AllergyIntolerance"):
				time.Sleep(500 * time.Millisecond)
			case strings.HasPrefix(r.URL.Path, "/Condition"):
				waited = time.Since(begun)
			}
			holding(w, r)
		}
		var first sync.WaitGroup
		first.Go(func() { k.viewAll(t.Context(), allergies) })
		synctest.Wait()
		all := k.viewAll(t.Context(), allergies, conditions, procedures)
		first.Wait()
		if asked, _ := b.seen(); sorted(asked) != "AllergyIntolerance+Patient Condition+Procedure" || waited != 0 {
			t.Errorf("asked %v; the second batch waited for %s", asked, waited)
		}
		for search, a := range all {
			if a.Outcome.State != record.StateComplete || a.Facts.Len() != 1 {
				t.Errorf("%s: %+v", search, a.Outcome)
			}
		}
	})
}
