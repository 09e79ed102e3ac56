package hie

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/accesstest"
	"github.com/london-care-record/gateway/record"
)

// kept is an exchange in a bubble with a region that remembers.
type kept struct {
	*Source
	grants   []*access.Grant
	requests atomic.Int64
	// how is how the exchange answers.
	mu  sync.Mutex
	how http.HandlerFunc
	// people of the requests, in their order.
	asked []string
}

func remembering(t *testing.T, m Memory, c Config) *kept {
	t.Helper()
	k := &kept{how: holding}
	k.Source = inBubble(t, c, Options{Memory: &m}, func(w http.ResponseWriter, r *http.Request) {
		drain(r)
		k.requests.Add(1)
		k.mu.Lock()
		how := k.how
		k.asked = append(k.asked, strings.Split(strings.Trim(r.URL.Path, "/"), "/")[0]+" "+strings.Join(numberIn.FindAllString(r.Form.Encode(), -1), " "))
		k.mu.Unlock()
		how(w, r)
	})
	k.grant(t)
	return k
}

// grant gives fresh grants: none lives long.
func (k *kept) grant(t *testing.T) {
	t.Helper()
	k.grants = accesstest.Build(t, nil).Grants(accesstest.Tester(), people, record.Kinds)
}

func (k *kept) answers(how http.HandlerFunc) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.how, k.asked = how, nil
	k.requests.Store(0)
}

// view asks for a search as an operation does: who the person is, and side by side what there is.
func (k *kept) view(ctx context.Context, search Search, grants ...*access.Grant) (who, what record.Answer) {
	if len(grants) == 0 {
		grants = k.grants[:1]
	}
	var indexed *PatientIndex
	known := make(chan struct{}) // not a sync.Once: a bubble's time stands still while somebody waits for one
	go func() {
		indexed = k.Patients(ctx, grants)
		close(known)
	}()
	index := func() *PatientIndex {
		<-known
		return indexed
	}
	answers := k.Search(ctx, search, grants, Earlier{Patients: index})
	return index().Answer(grants[0].Person()), answers[grants[0].Person()]
}

const (
	allergies  Search = "AllergyIntolerance"
	conditions Search = "Condition"
)

// What a search of many people stands on is asked for once, not once for each of them: each asking takes as long as there are people.
func TestWhatASearchStandsOnIsAskedForOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := remembering(t, DefaultMemory, Config{})
		index := k.Patients(t.Context(), k.grants)
		asked := map[Search]int{}
		k.Search(t.Context(), SearchResults, k.grants, Earlier{
			Patients: func() *PatientIndex { return index },
			Search: func(s Search) Answers {
				asked[s]++
				return k.Source.Search(t.Context(), s, k.grants, Earlier{Patients: func() *PatientIndex { return index }})
			},
		})
		if len(k.grants) < 2 || asked[searchReports] != 1 || asked[searchObservations] != 1 {
			t.Errorf("for %d people: %v", len(k.grants), asked)
		}
	})
}

func TestS22_AnAnswerIsGivenAgainWhileItIsFresh(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := remembering(t, DefaultMemory, Config{})
		for _, c := range []struct {
			after    time.Duration
			search   Search
			requests int64
		}{
			{0, allergies, 2},
			{9 * time.Second, allergies, 0},
			{9 * time.Second, conditions, 1},
			{11 * time.Second, allergies, 2}, // who the person is and allergies are strict
			{20 * time.Second, conditions, 0},
			{40 * time.Second, conditions, 2},
		} {
			synctest.Wait()
			time.Sleep(time.Until(start.Add(c.after)))
			k.requests.Store(0)
			_, what := k.view(t.Context(), c.search)
			if what.Outcome.State != record.StateComplete || what.Facts.Len() != 1 {
				t.Fatalf("after %s the state is %s: %s", c.after, what.Outcome.State, what.Outcome.Detail)
			}
			if n := k.requests.Load(); n != c.requests {
				t.Errorf("after %s %d requests were made for %s", c.after, n, c.search)
			}
			if age := time.Since(what.Outcome.FetchedAt); age > 30*time.Second {
				t.Errorf("after %s an answer of %s ago was given", c.after, age)
			}
		}
	})
}

// start is when every bubble begins.
var start = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

func TestS22_AnEarlierAnswerStandsInMarkedWithItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := remembering(t, DefaultMemory, Config{})
		k.view(t.Context(), allergies)
		k.view(t.Context(), conditions)
		read := time.Now()
		k.answers(status(http.StatusServiceUnavailable))
		time.Sleep(5 * time.Minute)
		k.grant(t)
		for _, search := range []Search{allergies, conditions} {
			who, what := k.view(t.Context(), search)
			for _, a := range []record.Answer{who, what} {
				o := a.Outcome
				if o.State != record.StateStale || o.Failure != record.StateUnavailable || !o.FetchedAt.Equal(read) {
					t.Errorf("%s: the outcome is %+v", search, o)
				}
				if o.Detail != "answered with HTTP status 503; an earlier answer is shown" {
					t.Errorf("%s: the detail is %q", search, o.Detail)
				}
			}
			if what.Facts.Len() != 1 || len(who.Facts.Persons) != 1 {
				t.Errorf("%s: nothing is shown", search)
			}
		}
		time.Sleep(DefaultMemory.StaleStrict - 5*time.Minute)
		k.grant(t)
		if _, what := k.view(t.Context(), allergies); what.Outcome.State != record.StateUnavailable || what.Facts.Len() != 0 {
			t.Errorf("allergies of 10 minutes ago: the outcome is %+v", what.Outcome)
		}
		if who, what := k.view(t.Context(), conditions); who.Outcome.State != record.StateUnavailable || what.Outcome.State != record.StateStale {
			t.Errorf("the outcomes are %+v, %+v", who.Outcome, what.Outcome)
		}
		time.Sleep(DefaultMemory.Stale)
		k.grant(t)
		if _, what := k.view(t.Context(), conditions); what.Outcome.State != record.StateUnavailable {
			t.Errorf("conditions of an hour ago: the outcome is %+v", what.Outcome)
		}
	})
}

func TestS22_AnEarlierAnswerIsNoAnswerForLongerThanTheFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := remembering(t, DefaultMemory, Config{Guard: Guard{Breaker: Breaker{Off: true}, Retry: Retry{Attempts: 1}}})
		k.view(t.Context(), allergies)
		time.Sleep(time.Minute)
		k.answers(status(http.StatusServiceUnavailable))
		k.view(t.Context(), allergies)
		k.answers(holding)
		if _, what := k.view(t.Context(), allergies); what.Outcome.State != record.StateComplete || k.requests.Load() != 2 {
			t.Errorf("once it answers again the outcome is %+v, of %d requests", what.Outcome, k.requests.Load())
		}
	})
}

func TestS22_WhatStandsOnAnEarlierIdentityIsStaleToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := remembering(t, DefaultMemory, Config{Guard: Guard{Retry: Retry{Attempts: 1}}})
		k.view(t.Context(), allergies)
		read := time.Now()
		time.Sleep(time.Minute)
		k.answers(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, "/Patient") {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			holding(w, r)
		})
		_, what := k.view(t.Context(), allergies)
		if o := what.Outcome; o.State != record.StateStale || !o.FetchedAt.Equal(read) || o.Failure != record.StateUnavailable || what.Facts.Len() != 1 {
			t.Errorf("the outcome is %+v", o)
		}
	})
}

func TestS19_AbsenceAndFailureAreNotRememberedAsAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := remembering(t, DefaultMemory, Config{Guard: Guard{Breaker: Breaker{Off: true}, Retry: Retry{Attempts: 1}}})
		k.answers(nothing)
		if who, _ := k.view(t.Context(), allergies); who.Outcome.State != record.StatePatientUnknown {
			t.Fatalf("the state is %s", who.Outcome.State)
		}
		time.Sleep(time.Minute)
		k.answers(status(http.StatusServiceUnavailable))
		if who, what := k.view(t.Context(), allergies); who.Outcome.State != record.StateUnavailable || what.Outcome.State != record.StateUnavailable {
			t.Errorf("after nobody was known the outcomes are %s, %s", who.Outcome.State, what.Outcome.State)
		}
		k.answers(holding)
		if who, what := k.view(t.Context(), allergies); who.Outcome.State != record.StateComplete || what.Outcome.State != record.StateComplete {
			t.Errorf("after the failure the outcomes are %s, %s", who.Outcome.State, what.Outcome.State)
		}
	})
}

func TestS23_WhatWasCutOffIsNotRemembered(t *testing.T) {
	for _, c := range []struct {
		outcome record.Outcome
		alone   bool
		want    bool
	}{
		{record.Outcome{State: record.StateComplete}, false, true},
		{record.Outcome{State: record.StatePatientUnknown}, true, true},
		{record.Outcome{State: record.StatePartial, Unreadable: 1}, true, true},
		{record.Outcome{State: record.StatePartial, Unreadable: 1}, false, false},
		{record.Outcome{State: record.StatePartial, Unreadable: 1, Truncated: true}, true, false},
		{record.Outcome{State: record.StatePartial}, true, false},
		{record.Outcome{State: record.StateTimedOut}, true, false},
		{record.Outcome{State: record.StateUnavailable}, true, false},
		{record.Outcome{State: record.StateRefused}, true, false},
		{record.Outcome{State: record.StateStale}, true, false},
		{record.Outcome{State: record.StateWithheld}, true, false},
	} {
		c.outcome.FetchedAt = time.Unix(1, 0)
		if got := memorable(&c.outcome, c.alone); got != c.want {
			t.Errorf("%+v, alone %t: remembered is %t", c.outcome, c.alone, got)
		}
	}
}

func TestS21_TheAnswerLeavesInTimeAndWhatComesLateIsThereForTheNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := remembering(t, DefaultMemory, Config{Timeout: time.Second})
		k.answers(func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(3 * time.Second)
			holding(w, r)
		})
		began := time.Now()
		who, what := k.view(t.Context(), allergies)
		if who.Outcome.State != record.StateTimedOut || what.Outcome.State != record.StateTimedOut || time.Since(began) != time.Second {
			t.Errorf("after %s: %+v, %+v", time.Since(began), who.Outcome, what.Outcome)
		}
		if h := k.report(); h.LastFailure == nil || h.LastFailure.State != record.StateTimedOut || h.InFlight != 2 {
			t.Errorf("the health is %+v", h)
		}
		time.Sleep(3 * time.Second)
		began = time.Now()
		who, what = k.view(t.Context(), allergies)
		if who.Outcome.State != record.StateComplete || what.Outcome.State != record.StateComplete || what.Facts.Len() != 1 || time.Since(began) != 0 {
			t.Errorf("the next got after %s: %+v, %+v", time.Since(began), who.Outcome, what.Outcome)
		}
		if n := k.requests.Load(); n != 2 {
			t.Errorf("%d requests were made", n)
		}
	})
}

func TestS21_WhatNobodyWaitsForIsBoundedInNumberAndTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := DefaultMemory
		m.LateSearches = 1
		k := remembering(t, m, Config{Timeout: time.Second})
		k.answers(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
		k.Patients(t.Context(), k.grants[:1])
		k.Patients(t.Context(), k.grants[1:2])
		synctest.Wait()
		if h := k.report(); h.InFlight != 1 {
			t.Errorf("%d requests go on", h.InFlight)
		}
		time.Sleep(m.Late)
		synctest.Wait()
		if h := k.report(); h.InFlight != 0 {
			t.Errorf("after its time %d requests go on", h.InFlight)
		}
	})
}

func TestTheSameQuestionIsAskedOnceAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := DefaultMemory
		m.Fresh, m.FreshStrict = 0, 0
		k := remembering(t, m, Config{})
		k.answers(func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(100 * time.Millisecond)
			holding(w, r)
		})
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if _, what := k.view(t.Context(), allergies); what.Facts.Len() != 1 {
					t.Errorf("the outcome is %+v", what.Outcome)
				}
			})
		}
		all.Wait()
		if n := k.requests.Load(); n != 2 {
			t.Errorf("%d requests were made", n)
		}
		if k.view(t.Context(), allergies); k.requests.Load() != 4 {
			t.Errorf("what is fresh for no time was given again")
		}
	})
}

func TestOneWhoLeavesTakesNothingFromTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := remembering(t, DefaultMemory, Config{})
		k.answers(func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(100 * time.Millisecond)
			holding(w, r)
		})
		first, leave := context.WithCancel(t.Context())
		go func() {
			if who, _ := k.view(first, allergies); who.Outcome.State != record.StateUnavailable {
				t.Errorf("who left got %s", who.Outcome.State)
			}
		}()
		synctest.Wait()
		go leave()
		if _, what := k.view(t.Context(), allergies); what.Outcome.State != record.StateComplete || k.requests.Load() != 2 {
			t.Errorf("the outcome is %+v, of %d requests", what.Outcome, k.requests.Load())
		}
		if h := k.report(); h.RecentFailures != 0 {
			t.Errorf("the health is %+v", h)
		}
	})
}

func TestOfManyOnlyThoseAreAskedAboutWhoAreNotRemembered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := remembering(t, DefaultMemory, Config{})
		all := accesstest.Build(t, nil).Grants(accesstest.Tester(), []record.NHSNumber{"9990000018", "9990000026", "9990000034", "9990000042"}, record.Kinds)
		k.view(t.Context(), allergies, all[1])
		k.answers(holding)
		_, what := k.view(t.Context(), allergies, all...)
		if what.Facts.Len() != 1 {
			t.Errorf("the outcome is %+v", what.Outcome)
		}
		k.mu.Lock()
		defer k.mu.Unlock()
		for _, request := range k.asked {
			if numbers := strings.Fields(request)[1:]; fmt.Sprint(numbers) != "[9990000018 9990000034 9990000042]" {
				t.Errorf("asked %s", request)
			}
		}
		if len(k.asked) != 2 {
			t.Errorf("%d requests were made", len(k.asked))
		}
	})
}

func TestWhoAsksAfreshGetsWhatIsSoNow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := remembering(t, DefaultMemory, Config{})
		k.view(t.Context(), allergies)
		time.Sleep(time.Second)
		_, what := k.view(Afresh(t.Context()), allergies)
		if k.requests.Load() != 4 || !what.Outcome.FetchedAt.Equal(time.Now()) {
			t.Errorf("%d requests were made, and the outcome is %+v", k.requests.Load(), what.Outcome)
		}
		if _, what := k.view(t.Context(), allergies); k.requests.Load() != 4 || time.Since(what.Outcome.FetchedAt) != 0 {
			t.Errorf("the newer answer is not remembered: %+v", what.Outcome)
		}
	})
}

func TestWhatIsForgottenIsAskedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := remembering(t, DefaultMemory, Config{})
		k.view(t.Context(), allergies)
		k.memory.forget("SEL")
		if k.view(t.Context(), allergies); k.requests.Load() != 2 {
			t.Error("another exchange was forgotten with it")
		}
		k.memory.forget("NEL")
		k.answers(status(http.StatusServiceUnavailable))
		if _, what := k.view(t.Context(), allergies); what.Outcome.State != record.StateUnavailable {
			t.Errorf("what was forgotten stands in: %+v", what.Outcome)
		}
	})
}

func TestABadMemoryIsRefused(t *testing.T) {
	for name, change := range map[string]func(*Memory){
		"bytes": func(m *Memory) { m.Bytes = 0 }, "fresh ": func(m *Memory) { m.Fresh = time.Hour }, "freshStrict": func(m *Memory) { m.FreshStrict = time.Minute },
		"stale ": func(m *Memory) { m.Stale = -1 }, "staleStrict": func(m *Memory) { m.StaleStrict = 2 * time.Hour }, "late ": func(m *Memory) { m.Late = time.Hour },
		"lateSearches": func(m *Memory) { m.LateSearches = -1 },
	} {
		m := DefaultMemory
		change(&m)
		if err := m.Check(); err == nil || !strings.HasPrefix(err.Error(), name) {
			t.Errorf("%s: the error is %v", name, err)
		}
		if _, err := NewRegion(nil, Options{Memory: &m}); err == nil {
			t.Errorf("%s: a region was made", name)
		}
	}
}
