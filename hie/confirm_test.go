package hie

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/accesstest"
	"github.com/london-care-record/gateway/fhir"
	"github.com/london-care-record/gateway/record"
)

// tagging lets an exchange tag its answers, and say that nothing has changed to whoever has one. full and same count which it
// did.
func tagging(how http.HandlerFunc, full, same *atomic.Int64) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		answer := httptest.NewRecorder()
		how(answer, r)
		tag := fmt.Sprintf(`"%x"`, sha256.Sum256(answer.Body.Bytes()))
		w.Header().Set("ETag", tag)
		if answer.Code == http.StatusOK && r.Header.Get("If-None-Match") == tag {
			same.Add(1)
			w.WriteHeader(http.StatusNotModified)
			return
		}
		full.Add(1)
		w.Header().Set("Content-Type", "application/fhir+json")
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes())
	}
}

// confirming gives an exchange that tags its answers, and that is known well enough to be asked about them: both searches
// have been read, and confirmed now.
func confirming(t *testing.T, how http.HandlerFunc, c Config) (k *kept, full, same *atomic.Int64) {
	t.Helper()
	full, same = new(atomic.Int64), new(atomic.Int64)
	k = remembering(t, DefaultMemory, c)
	k.answers(tagging(how, full, same))
	for range 2 {
		k.view(t.Context(), allergies)
		k.view(t.Context(), conditions)
		time.Sleep(DefaultMemory.Fresh)
	}
	k.view(t.Context(), allergies)
	k.view(t.Context(), conditions)
	full.Store(0)
	same.Store(0)
	return k, full, same
}

func TestS22_AnAnswerThatTheExchangeConfirmsIsOfNow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k, full, same := confirming(t, holding, Config{})
		time.Sleep(DefaultMemory.Fresh)
		for _, search := range []Search{allergies, conditions} {
			who, what := k.view(t.Context(), search)
			for _, a := range []record.Answer{who, what} {
				if o := a.Outcome; o.State != record.StateComplete || !o.FetchedAt.Equal(time.Now()) || o.Remembered && search == allergies {
					t.Errorf("%s: the outcome is %+v", search, o)
				}
			}
			if what.Facts.Len() != 1 || len(who.Facts.Persons) != 1 {
				t.Errorf("%s: nothing is shown", search)
			}
		}
		if full.Load() != 0 || same.Load() != 3 {
			t.Errorf("%d were read, %d confirmed", full.Load(), same.Load())
		}
		// It is fresh again, and then stands in for as long as if it had been read.
		k.answers(status(http.StatusServiceUnavailable))
		if _, what := k.view(t.Context(), conditions); what.Outcome.State != record.StateComplete || k.requests.Load() != 0 {
			t.Errorf("what was confirmed is not fresh: %+v", what.Outcome)
		}
		confirmed := time.Now()
		time.Sleep(DefaultMemory.StaleStrict - time.Second)
		k.grant(t)
		if _, what := k.view(t.Context(), allergies); what.Outcome.State != record.StateStale || !what.Outcome.FetchedAt.Equal(confirmed) || what.Facts.Len() != 1 {
			t.Errorf("what was confirmed does not stand in: %+v", what.Outcome)
		}
	})
}

// A tag that is wrong every time shows nothing that is older than what would stand in for a dead exchange.
func TestS22_AnAnswerIsReadAgainInTheEndWhateverTheExchangeSays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k, full, _ := confirming(t, holding, Config{})
		k.answers(func(w http.ResponseWriter, r *http.Request) {
			if tag := r.Header.Get("If-None-Match"); tag != "" {
				w.Header().Set("ETag", tag)
				w.WriteHeader(http.StatusNotModified)
				return
			}
			full.Add(1)
			nothing(w, r) // the entries are gone
		})
		read := time.Now().Add(-DefaultMemory.Fresh) // after that it was confirmed once
		for {
			time.Sleep(DefaultMemory.FreshStrict)
			k.grant(t)
			who, _ := k.view(t.Context(), allergies)
			if who.Outcome.State == record.StatePatientUnknown {
				break
			}
			if time.Since(read) >= DefaultMemory.StaleStrict {
				t.Fatalf("after %s the exchange is still believed", time.Since(read))
			}
		}
		if time.Since(read) < DefaultMemory.StaleStrict-DefaultMemory.FreshStrict {
			t.Errorf("it was read again after %s", time.Since(read))
		}
	})
}

func TestS22_WhoAsksAfreshHasTheExchangeConfirm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k, full, same := confirming(t, holding, Config{})
		time.Sleep(time.Second)
		_, what := k.view(Afresh(t.Context()), allergies)
		if o := what.Outcome; o.State != record.StateComplete || !o.FetchedAt.Equal(time.Now()) || what.Facts.Len() != 1 {
			t.Errorf("the outcome is %+v", o)
		}
		if full.Load() != 0 || same.Load() != 2 {
			t.Errorf("%d were read, %d confirmed", full.Load(), same.Load())
		}
	})
}

func TestS20_AFalseConfirmationIsNoAnswerAndNoAbsence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k, _, _ := confirming(t, holding, Config{})
		time.Sleep(DefaultMemory.Fresh)
		k.answers(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("ETag", `"another"`)
			w.WriteHeader(http.StatusNotModified)
		})
		_, what := k.view(t.Context(), allergies)
		if o := what.Outcome; o.State != record.StateStale || o.Failure != record.StateUnavailable || what.Facts.Len() != 1 || !strings.Contains(o.Detail, "nothing has changed") {
			t.Errorf("with an earlier answer the outcome is %+v", o)
		}
		k.memory.forget("NEL")
		_, what = k.view(t.Context(), allergies)
		if o := what.Outcome; o.State != record.StateUnavailable || what.Facts.Len() != 0 {
			t.Errorf("without one the outcome is %+v", o)
		}
	})
}

func TestOfSeveralPeopleNobodysAnswerIsAskedAbout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k, full, same := confirming(t, holding, Config{})
		time.Sleep(DefaultMemory.Fresh)
		if _, what := k.view(t.Context(), allergies, k.grants...); what.Facts.Len() != 1 {
			t.Errorf("the outcome is %+v", what.Outcome)
		}
		if full.Load() != 2 || same.Load() != 0 {
			t.Errorf("%d were read, %d confirmed", full.Load(), same.Load())
		}
	})
}

func TestAnExchangeIsNotAskedAboutItsAnswersWhereThatIsOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k, full, same := confirming(t, holding, Config{Conditional: fhir.Unconditional})
		time.Sleep(DefaultMemory.Fresh)
		k.view(t.Context(), allergies)
		if full.Load() != 2 || same.Load() != 0 {
			t.Errorf("%d were read, %d confirmed", full.Load(), same.Load())
		}
	})
}

// confirmations counts the answers of a meter by where they came from.
func confirmations(t *testing.T, reader *metric.ManualReader) map[string]int64 {
	t.Helper()
	var all metricdata.ResourceMetrics
	if err := reader.Collect(t.Context(), &all); err != nil {
		t.Fatal(err)
	}
	counted := map[string]int64{}
	for _, scope := range all.ScopeMetrics {
		for _, m := range scope.Metrics {
			if sum, ok := m.Data.(metricdata.Sum[int64]); ok && m.Name == "hie.memory.answers" {
				for _, p := range sum.DataPoints {
					from, _ := p.Attributes.Value("from")
					counted[from.AsString()] += p.Value
				}
			}
		}
	}
	return counted
}

func TestMetricsTellWhatWasConfirmed(t *testing.T) {
	reader := metric.NewManualReader()
	provider := metric.NewMeterProvider(metric.WithReader(reader))
	defer func() { _ = provider.Shutdown(context.Background()) }()
	var full, same atomic.Int64
	server := httptest.NewServer(tagging(holding, &full, &same))
	defer server.Close()
	memory := DefaultMemory
	memory.Fresh, memory.FreshStrict = 0, 0
	base, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	r, err := NewRegion([]Config{{URL: base, Exchange: record.Exchange{ID: "NEL", Kinds: record.Kinds}}}, Options{Memory: &memory, Meter: provider.Meter("")})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	grants := accesstest.Build(t, nil).Grants(accesstest.Tester(), people[:1], record.Kinds)
	ask := func(grants []*access.Grant) {
		if x := r.Sources()[0].Patients(t.Context(), grants); len(x.Answer(people[0]).Facts.Persons) != 1 {
			t.Errorf("the outcome is %+v", x.Answer(people[0]).Outcome)
		}
	}
	for range 4 {
		ask(grants)
	}
	if got := confirmations(t, reader); got["confirmed"] != 2 || got["asked"] != 2 || same.Load() != 2 {
		t.Errorf("counted %v, and %d were confirmed", got, same.Load())
	}
}

// Who asked first may be answered last, because who the person is was told late. What was read afresh meanwhile stays.
func TestS22_WhatWasReadLaterIsNotReplacedByWhatWasReadBefore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k, full, same := confirming(t, holding, Config{Timeout: 10 * time.Second})
		time.Sleep(DefaultMemory.Fresh)
		var slow atomic.Bool
		slow.Store(true)
		gone := func(w http.ResponseWriter, r *http.Request) {
			switch {
			case strings.HasPrefix(r.URL.Path, "/Patient"):
				if slow.Swap(false) {
					time.Sleep(5 * time.Second)
				}
				holding(w, r)
			case slow.Load():
				holding(w, r)
			default:
				nothing(w, r)
			}
		}
		k.answers(tagging(gone, full, same))
		first := make(chan record.Answer)
		go func() {
			_, what := k.view(t.Context(), conditions)
			first <- what
		}()
		time.Sleep(time.Second)
		if _, what := k.view(Afresh(t.Context()), conditions); what.Outcome.State != record.StateComplete || what.Facts.Len() != 0 {
			t.Fatalf("read afresh: %+v", what.Outcome)
		}
		<-first
		if _, what := k.view(t.Context(), conditions); what.Facts.Len() != 0 {
			t.Errorf("what was read before is given: %+v", what.Outcome)
		}
	})
}
