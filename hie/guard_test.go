package hie

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/london-care-record/gateway/fhir"
	"github.com/london-care-record/gateway/record"
)

// asking asks an exchange for one page and gives the failure, nil when there was none.
func asking(ctx context.Context, s *Source, search Search) record.Outcome {
	index := s.patients(ctx, people[:1])
	if search == SearchPatients {
		return index.Answer(people[0]).Outcome
	}
	return s.client.Search(ctx, search, people[:1], func() *PatientIndex { return index })[people[0]].Outcome
}

func TestS21_AfterAFewFailuresADeadExchangeCostsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		var requests atomic.Int64
		var well atomic.Bool
		s := inBubble(t, Config{Timeout: time.Second, Guard: Guard{Breaker: Breaker{Failures: 3, Of: 6, Open: 5 * time.Second}}},
			Options{Logger: slog.New(slog.NewTextHandler(&log, nil))},
			func(w http.ResponseWriter, r *http.Request) {
				requests.Add(1)
				drain(r)
				if well.Load() {
					nothing(w, r)
					return
				}
				<-r.Context().Done()
			})
		for range 3 {
			if o := asking(t.Context(), s, SearchPatients); o.State != record.StateTimedOut {
				t.Fatalf("the state is %s: %s", o.State, o.Detail)
			}
		}
		if h := s.report(); h.Breaker != record.BreakerOpen || time.Until(h.NextTryAt) != 5*time.Second || time.Since(h.BreakerSince) != 0 {
			t.Errorf("the health is %+v", h)
		}
		before, start := requests.Load(), time.Now()
		o := asking(t.Context(), s, SearchPatients)
		if o.State != record.StateUnavailable || !strings.Contains(o.Detail, "it will be tried again in 5 s") {
			t.Errorf("the outcome is %s: %s", o.State, o.Detail)
		}
		if requests.Load() != before || time.Since(start) != 0 {
			t.Errorf("an exchange that is left alone was asked, or cost %s", time.Since(start))
		}

		time.Sleep(5 * time.Second)
		if o := asking(t.Context(), s, SearchPatients); o.State != record.StateTimedOut {
			t.Errorf("the trial came out %s: %s", o.State, o.Detail)
		}
		if o := asking(t.Context(), s, SearchPatients); !strings.Contains(o.Detail, "kept failing for 6 s") {
			t.Errorf("the detail is %q", o.Detail)
		}

		well.Store(true)
		time.Sleep(5 * time.Second)
		if o := asking(t.Context(), s, SearchPatients); o.State != record.StatePatientUnknown {
			t.Errorf("the second trial came out %s: %s", o.State, o.Detail)
		}
		if h := s.report(); h.Breaker != record.BreakerClosed || !h.NextTryAt.IsZero() {
			t.Errorf("the health is %+v", h)
		}
		for _, change := range []string{"from=CLOSED to=OPEN", "from=OPEN to=HALF_OPEN", "from=HALF_OPEN to=OPEN", "from=HALF_OPEN to=CLOSED"} {
			if !strings.Contains(log.String(), change) {
				t.Errorf("the log does not tell %s", change)
			}
		}
	})
}

func TestOnlyOneRequestTriesAnExchangeAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var requests atomic.Int64
		s := inBubble(t, Config{Timeout: time.Second, Guard: Guard{Breaker: Breaker{Failures: 1, Of: 1, Open: time.Second}}}, Options{},
			func(_ http.ResponseWriter, r *http.Request) {
				requests.Add(1)
				drain(r)
				<-r.Context().Done()
			})
		asking(t.Context(), s, SearchPatients)
		time.Sleep(time.Second)
		requests.Store(0)
		for range 10 {
			go asking(t.Context(), s, SearchPatients)
		}
		synctest.Wait()
		if h := s.report(); requests.Load() != 1 || h.Breaker != record.BreakerHalfOpen || h.InFlight != 1 {
			t.Errorf("%d requests, and the health is %+v", requests.Load(), h)
		}
		time.Sleep(time.Second)
	})
}

func TestAMomentsFaultIsGotOver(t *testing.T) {
	for name, fault := range map[string]http.HandlerFunc{
		"503":             func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) },
		"502":             func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) },
		"a broken answer": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var requests atomic.Int64
				s := inBubble(t, Config{}, Options{}, func(w http.ResponseWriter, r *http.Request) {
					drain(r)
					if requests.Add(1)%3 != 0 {
						fault(w, r)
						return
					}
					nothing(w, r)
				})
				for range 10 { // two of three requests fail, and the breaker does not mind
					if o := asking(t.Context(), s, SearchPatients); o.State != record.StatePatientUnknown {
						t.Fatalf("the state is %s: %s", o.State, o.Detail)
					}
				}
				if h := s.report(); h.Breaker != record.BreakerClosed {
					t.Errorf("the breaker is %s", h.Breaker)
				}
			})
		})
	}
}

func TestWhatWillFailAgainIsNotAskedAgain(t *testing.T) {
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		breaker record.BreakerState
	}{
		"400":       {status(http.StatusBadRequest), record.BreakerClosed},
		"401":       {status(http.StatusUnauthorized), record.BreakerClosed},
		"403":       {status(http.StatusForbidden), record.BreakerClosed},
		"404":       {status(http.StatusNotFound), record.BreakerClosed},
		"500":       {status(http.StatusInternalServerError), record.BreakerOpen},
		"no Bundle": {func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) }, record.BreakerOpen},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := inBubble(t, Config{}, Options{}, func(w http.ResponseWriter, r *http.Request) {
					drain(r)
					c.handler(w, r)
				})
				start := time.Now()
				for range 12 {
					asking(t.Context(), s, SearchPatients)
				}
				if d := time.Since(start); d != 0 {
					t.Errorf("something was waited for: %s", d)
				}
				if h := s.report(); h.Breaker != c.breaker {
					t.Errorf("the breaker is %s", h.Breaker)
				}
			})
		})
	}
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

func TestRetryAfterIsKeptToWhereItFitsTheDeadline(t *testing.T) {
	for _, c := range []struct {
		after    string
		timeout  time.Duration
		requests int64
		least    time.Duration
	}{
		{"1", 3 * time.Second, 2, time.Second},
		{"1", 500 * time.Millisecond, 1, 0},
		{"60", 3 * time.Second, 1, 0},
	} {
		synctest.Test(t, func(t *testing.T) {
			var requests atomic.Int64
			s := inBubble(t, Config{Timeout: c.timeout}, Options{}, func(w http.ResponseWriter, r *http.Request) {
				drain(r)
				if requests.Add(1) > 1 {
					nothing(w, r)
					return
				}
				w.Header().Set("Retry-After", c.after)
				w.WriteHeader(http.StatusTooManyRequests)
			})
			start := time.Now()
			asking(t.Context(), s, SearchPatients)
			took := time.Since(start)
			if requests.Load() != c.requests || took < c.least || took > c.least*11/10 {
				t.Errorf("Retry-After %s, timeout %s: %d requests in %s", c.after, c.timeout, requests.Load(), took)
			}
		})
	}
}

func TestAnExchangeThatAsksForAPauseGetsIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var requests atomic.Int64
		s := inBubble(t, Config{Guard: Guard{Breaker: Breaker{Failures: 1, Of: 1, Open: time.Second}}}, Options{},
			func(w http.ResponseWriter, r *http.Request) {
				drain(r)
				requests.Add(1)
				w.Header().Set("Retry-After", time.Now().Add(20*time.Second).UTC().Format(http.TimeFormat))
				w.WriteHeader(http.StatusServiceUnavailable)
			})
		asking(t.Context(), s, SearchPatients)
		time.Sleep(18 * time.Second)
		asking(t.Context(), s, SearchPatients)
		if requests.Load() != 1 {
			t.Errorf("it was asked %d times", requests.Load())
		}
		time.Sleep(2 * time.Second)
		asking(t.Context(), s, SearchPatients)
		if requests.Load() != 2 {
			t.Errorf("after the pause it was asked %d times", requests.Load())
		}
	})
}

func TestACallerWhoGoesAwayOpensNoBreaker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := inBubble(t, Config{Guard: Guard{Breaker: Breaker{Failures: 1, Of: 1, Open: time.Second}}}, Options{},
			func(_ http.ResponseWriter, r *http.Request) {
				drain(r)
				<-r.Context().Done()
			})
		leave := func() {
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
			defer cancel()
			asking(ctx, s, SearchPatients)
		}
		for range 5 {
			leave()
		}
		if h := s.report(); h.Breaker != record.BreakerClosed || h.RecentFailures != 0 {
			t.Errorf("the health is %+v", h)
		}
		asking(t.Context(), s, SearchPatients)
		time.Sleep(time.Second)
		leave() // was the trial, and told nothing
		if h := s.report(); h.Breaker != record.BreakerOpen {
			t.Errorf("after a trial that nobody waited for the breaker is %s", h.Breaker)
		}
		synctest.Wait()
	})
}

func TestS21_ASlowExchangeHoldsUpNoMoreThanItsPlaces(t *testing.T) {
	for name, g := range map[string]Guard{
		"bulkhead": {Bulkhead: Bulkhead{Concurrent: 2, Queue: 3, Wait: 100 * time.Millisecond}},
		"adaptive": {Bulkhead: Bulkhead{Queue: 3, Wait: 100 * time.Millisecond}, Adaptive: Adaptive{Min: 2, Max: 2}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := inBubble(t, Config{Timeout: time.Second, Guard: g}, Options{}, func(_ http.ResponseWriter, r *http.Request) {
					drain(r)
					<-r.Context().Done()
				})
				var refused atomic.Int64
				for range 10 {
					go func() {
						if o := asking(t.Context(), s, SearchPatients); strings.Contains(o.Detail, "as many requests to it are under way") {
							refused.Add(1)
						}
					}()
				}
				synctest.Wait()
				if h := s.report(); h.InFlight != 2 || h.Queued != 3 || refused.Load() != 5 {
					t.Errorf("%d were refused at once, %d are under way, %d wait", refused.Load(), h.InFlight, h.Queued)
				}
				time.Sleep(101 * time.Millisecond)
				synctest.Wait()
				if h := s.report(); h.Queued != 0 || refused.Load() != 8 || h.Breaker != record.BreakerClosed {
					t.Errorf("%d were refused in the end, %d still wait, the breaker is %s", refused.Load(), h.Queued, h.Breaker)
				}
				time.Sleep(time.Second)
			})
		})
	}
}

func TestASecondRequestOvertakesASlowOneWhereAllowed(t *testing.T) {
	for _, c := range []struct {
		quantile float64
		requests int64
		took     time.Duration
	}{{0.9, 2, 40 * time.Millisecond}, {0, 1, time.Second}} {
		synctest.Test(t, func(t *testing.T) {
			var requests, slow atomic.Int64
			s := inBubble(t, Config{Timeout: 2 * time.Second, Guard: Guard{Hedge: Hedge{Quantile: c.quantile}}}, Options{},
				func(w http.ResponseWriter, r *http.Request) {
					drain(r)
					requests.Add(1)
					pause := 20 * time.Millisecond
					if slow.Add(-1) == 0 {
						pause = time.Second
					}
					select {
					case <-time.After(pause):
						nothing(w, r)
					case <-r.Context().Done():
					}
				})
			for range hedgeThreshold + 1 {
				asking(t.Context(), s, SearchPatients)
			}
			synctest.Wait()
			requests.Store(0)
			slow.Store(1)
			start := time.Now()
			if o := asking(t.Context(), s, SearchPatients); o.State != record.StatePatientUnknown {
				t.Errorf("the state is %s: %s", o.State, o.Detail)
			}
			if took := time.Since(start); requests.Load() != c.requests || took > c.took+5*time.Millisecond {
				t.Errorf("quantile %g: %d requests, %s", c.quantile, requests.Load(), took)
			}
			synctest.Wait()
			if h := s.report(); h.InFlight != 0 || h.Breaker != record.BreakerClosed {
				t.Errorf("the request that was overtaken is still under way, or counts: %+v", h)
			}
		})
	}
}

func TestRepetitionsHaveABudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var requests atomic.Int64
		s := inBubble(t, Config{Guard: Guard{Breaker: Breaker{Off: true}, Bulkhead: Bulkhead{Concurrent: 1000, Queue: 1000}}}, Options{},
			func(w http.ResponseWriter, r *http.Request) {
				drain(r)
				requests.Add(1)
				select {
				case <-time.After(200 * time.Millisecond):
				case <-r.Context().Done():
				}
				w.WriteHeader(http.StatusServiceUnavailable)
			})
		const asked = 200
		var told atomic.Int64
		for range asked {
			go func() {
				if o := asking(t.Context(), s, SearchPatients); strings.Contains(o.Detail, "503") {
					told.Add(1)
				}
			}()
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		// A fifth of what is under way, and those that come after others have ended: far from three times as many.
		if n := requests.Load(); n < asked+leastRetries || n > asked*3/2 {
			t.Errorf("%d questions made %d requests", asked, n)
		}
		if told.Load() != asked {
			t.Errorf("%d of %d were told why", told.Load(), asked)
		}
	})
}

func TestAPanicInAnAttemptIsAFailureAndNoMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := inBubble(t, Config{Guard: Guard{Hedge: Hedge{Quantile: 0.5}}}, Options{}, nothing)
		_, f := s.guard.do(t.Context(), func(context.Context) (*fhir.Page, *fhir.Failure) { panic("boom") })
		if f == nil || f.State() != record.StateUnavailable {
			t.Errorf("the failure is %+v", f)
		}
		if h := s.report(); h.InFlight != 0 {
			t.Errorf("%d requests are under way", h.InFlight)
		}
	})
}

func TestABadGuardIsRefusedAndAGoodOneCanBeBuilt(t *testing.T) {
	for name, g := range map[string]Guard{
		"retry.attempts": {Retry: Retry{Attempts: 11}}, "retry.budget": {Retry: Retry{Budget: 1.1}}, "retry.pause": {Retry: Retry{Pause: -1}},
		"breaker must": {Breaker: Breaker{Open: -1}}, "breaker.failures": {Breaker: Breaker{Failures: 5, Of: 4}},
		"bulkhead": {Bulkhead: Bulkhead{Wait: -1}}, "hedge.quantile": {Hedge: Hedge{Quantile: 1}}, "adaptive.min": {Adaptive: Adaptive{Min: 3, Max: 2}},
	} {
		if err := g.Check(); err == nil || !strings.HasPrefix(err.Error(), name) {
			t.Errorf("%s: the error is %v", name, err)
		}
	}
	o := Options{}.withDefaults()
	m, err := newInstruments(o.Meter)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range []Guard{
		{}, {Retry: Retry{Attempts: 1}}, {Breaker: Breaker{Failures: 20}}, {Breaker: Breaker{Failures: 1, Of: 1}},
		{Hedge: Hedge{Quantile: 0.999}}, {Adaptive: Adaptive{Max: 1}}, {Adaptive: Adaptive{Max: 500}}, {Retry: Retry{Budget: 1}},
	} {
		if err := g.Check(); err != nil {
			t.Errorf("%+v: %v", g, err)
		}
		newGuard("NEL", g, time.Second, m, o.Logger)
	}
}
