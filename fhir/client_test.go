package fhir

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/london-care-record/gateway/record"
)

// styles are the three ways of asking.
var styles = []Style{Chained, Logical, Local}

func TestEveryStyleFindsEverybodysEntries(t *testing.T) {
	for _, st := range styles {
		t.Run(string(st), func(t *testing.T) {
			s := newServer(t, patientOf("1", ann), patientOf("2", ben), patientOf("3", cleo),
				allergyOf("a", "Patient/1"), allergyOf("b", "Patient/2"), allergyOf("c", "Patient/2"))
			answers := ask(t, clientOf(t, s, style(st)), allergies, ann, ben, cleo)
			expect(t, answers[ann], record.StateComplete, "a")
			expect(t, answers[ben], record.StateComplete, "b", "c")
			expect(t, answers[cleo], record.StateComplete)
			if n := len(s.requests("")); n != 2 {
				t.Errorf("%d requests for three people, want 2", n)
			}
		})
	}
}

func TestOfNobodyNothingIsAsked(t *testing.T) {
	s := newServer(t)
	if answers := ask(t, clientOf(t, s), allergies); answers == nil || len(answers)+len(s.requests("")) != 0 {
		t.Errorf("%v, and %d requests", answers, len(s.requests("")))
	}
}

func TestFiftyPeopleAreOneRequest(t *testing.T) {
	for _, st := range styles {
		t.Run(string(st), func(t *testing.T) {
			s := newServer(t)
			var people []record.NHSNumber
			for i := range 50 {
				n := number(i)
				people = append(people, n, n) // each twice: asking twice is asking once
				s.resources = append(s.resources, patientOf(fmt.Sprint(i), n),
					allergyOf(fmt.Sprint("a", i), fmt.Sprint("Patient/", i)))
			}
			answers := ask(t, clientOf(t, s, style(st)), allergies, people...)
			for i := range 50 {
				expect(t, answers[number(i)], record.StateComplete, fmt.Sprint("a", i))
			}
			if p, a := len(s.requests("Patient")), len(s.requests("AllergyIntolerance")); p != 1 || a != 1 {
				t.Errorf("%d Patient requests and %d others for fifty people, want 1 and 1", p, a)
			}
		})
	}
}

func TestManyPeopleAreSplitIntoRequestsThatFit(t *testing.T) {
	s := newServer(t)
	var people []record.NHSNumber
	for i := range 60 {
		people = append(people, number(i))
		s.resources = append(s.resources, patientOf(fmt.Sprint(i), number(i)),
			allergyOf(fmt.Sprint("a", i), fmt.Sprint("Patient/", i)))
	}
	answers := ask(t, clientOf(t, s, func(c *Config) { c.GETOnly = true }), allergies, people...)
	for i := range 60 {
		expect(t, answers[number(i)], record.StateComplete, fmt.Sprint("a", i))
	}
	for _, r := range s.requests("") {
		if r.method != http.MethodGet || len(r.query) > 2500 {
			t.Errorf("%s with %d bytes of query", r.method, len(r.query))
		}
	}
}

func TestS26_NumbersStandInBodiesOnly(t *testing.T) {
	for _, st := range styles {
		s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
		ask(t, clientOf(t, s, style(st)), allergies, ann)
		for _, r := range s.requests("") {
			if r.method != http.MethodPost || r.query != "" || !strings.HasSuffix(r.path, "/_search") {
				t.Errorf("%s: %s %s has a query of %d bytes", st, r.method, r.path, len(r.query))
			}
			handling := "handling=strict"
			if r.form.Has("_include") {
				handling = "handling=lenient"
			}
			if r.header.Get("Accept") != "application/fhir+json" || r.header.Get("Prefer") != handling {
				t.Errorf("%s: headers Accept %q, Prefer %q", st, r.header.Get("Accept"), r.header.Get("Prefer"))
			}
		}
	}
}

func TestAServerThatTakesNoPOSTIsNotAskedByGET(t *testing.T) {
	s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
	for _, status := range []int{404, 405, 501} {
		s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
			if r.Method == http.MethodPost {
				s.refuse(w, status, "not-supported", "no POST here: SECRET")
			}
			return r.Method == http.MethodPost
		}
		answers := ask(t, clientOf(t, s), allergies, ann)
		expect(t, answers[ann], record.StateUnavailable)
		if !strings.Contains(answers[ann].Outcome.Detail, "method: GET") {
			t.Errorf("status %d: detail %q does not name the configuration key", status, answers[ann].Outcome.Detail)
		}
	}
	for _, r := range s.requests("") {
		if r.method != http.MethodPost {
			t.Errorf("asked by %s", r.method)
		}
	}
	answers := ask(t, clientOf(t, s, func(c *Config) { c.GETOnly = true }), allergies, ann)
	expect(t, answers[ann], record.StateComplete, "a")
}

func TestPatientAndSearchRunSideBySide(t *testing.T) {
	s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
	met := make(chan struct{}, 2)
	both := make(chan struct{})
	var once sync.Once
	s.answer = func(http.ResponseWriter, *http.Request, url.Values) bool {
		met <- struct{}{}
		if len(met) == 2 {
			once.Do(func() { close(both) })
		}
		<-both // neither is answered before both have come
		return false
	}
	c := clientOf(t, s)
	var index *PatientIndex
	done := make(chan struct{})
	go func() {
		defer close(done)
		index = c.Patients(t.Context(), []record.NHSNumber{ann})
	}()
	answers := c.Search(t.Context(), allergies, []record.NHSNumber{ann}, func() *PatientIndex { <-done; return index })
	expect(t, answers[ann], record.StateComplete, "a")
}

func TestCredentialsGoWithEveryRequest(t *testing.T) {
	s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"), allergyOf("b", "Patient/1"))
	s.pageCap = 1
	c := clientOf(t, s, func(c *Config) {
		c.Authorise = func(r *http.Request) error { r.Header.Set("Authorization", "Bearer t"); return nil }
	})
	expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a", "b")
	for _, r := range s.requests("") {
		if r.header.Get("Authorization") != "Bearer t" {
			t.Errorf("%s %s went without credentials", r.method, r.path)
		}
	}
	c = clientOf(t, s, func(c *Config) {
		c.Authorise = func(*http.Request) error { return fmt.Errorf("SECRET") }
	})
	expect(t, ask(t, c, allergies, ann)[ann], record.StateUnavailable)
}

func TestConfigurationIsChecked(t *testing.T) {
	base, _ := url.Parse("https://fhir.example/R4/")
	good := Config{Exchange: &record.Exchange{}, Base: base}
	c, err := NewClient(good)
	if err != nil || c.config.Base.Path != "/R4" || base.Path != "/R4/" || c.config.Style != Chained || c.config.MaxPages == 0 {
		t.Fatalf("a plain configuration gives %v", err)
	}
	bad := map[string]func(*Config){
		"no exchange": func(c *Config) { c.Exchange = nil },
		"no base":     func(c *Config) { c.Base = nil },
		"ftp":         func(c *Config) { c.Base = &url.URL{Scheme: "ftp", Host: "x"} },
		"query":       func(c *Config) { c.Base = &url.URL{Scheme: "https", Host: "x", RawQuery: "a=b"} },
		"style":       func(c *Config) { c.Style = "psychic" },
		"negative":    func(c *Config) { c.MaxPages = -1 },
	}
	for name, spoil := range bad {
		b := good
		spoil(&b)
		if _, err := NewClient(b); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestS19_EveryFailureHasItsState(t *testing.T) {
	status := func(n int) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(n)
			fmt.Fprint(w, `{"resourceType":"OperationOutcome","issue":[{"severity":"error","diagnostics":"SECRET 9992000000"}]}`)
		}
	}
	body := func(s string) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, s) }
	}
	cases := map[string]struct {
		answer func(http.ResponseWriter, *http.Request)
		state  record.SourceState
		detail string
	}{
		"401":             {status(401), record.StateRefused, "credentials"},
		"403":             {status(403), record.StateRefused, "refused"},
		"429":             {status(429), record.StateUnavailable, "asked us to slow down"},
		"500":             {status(500), record.StateUnavailable, "status 500"},
		"503":             {status(503), record.StateUnavailable, "status 503"},
		"302":             {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "https://elsewhere.example/", 302) }, record.StateUnavailable, "elsewhere"},
		"web page":        {body("<html>SECRET"), record.StateUnavailable, notFHIRJSON},
		"nothing":         {body(""), record.StateUnavailable, unreadableAnswer},
		"half":            {body(`{"resourceType":"Bundle","type":"searchset","entry":[{"resource":{`), record.StateUnavailable, unreadableAnswer},
		"no Bundle":       {body(`{"resourceType":"AllergyIntolerance","id":"a"}`), record.StateUnavailable, unreadableAnswer},
		"no searchset":    {body(`{"resourceType":"Bundle","type":"collection","entry":[]}`), record.StateUnavailable, unreadableAnswer},
		"more than one":   {body(`{"resourceType":"Bundle","type":"searchset"} {}`), record.StateUnavailable, unreadableAnswer},
		"a list":          {body(`[]`), record.StateUnavailable, unreadableAnswer},
		"entries no list": {body(`{"resourceType":"Bundle","type":"searchset","entry":7}`), record.StateUnavailable, unreadableAnswer},
		"cut": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, `{"resourceType":"Bundle"`)
		}, record.StateUnavailable, unreadableAnswer},
		"not gzip": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			fmt.Fprint(w, "x")
		}, record.StateUnavailable, unreadableAnswer},
		"brotli": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			fmt.Fprint(w, "x")
		}, record.StateUnavailable, unreadableAnswer},
		"hung up": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, record.StateUnavailable, "broke off"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			for _, st := range styles {
				s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
				s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
					spoil := strings.Contains(r.URL.Path, "Allergy")
					if spoil {
						c.answer(w, r)
					}
					return spoil
				}
				a := ask(t, clientOf(t, s, style(st)), allergies, ann)[ann]
				expect(t, a, c.state)
				if !strings.Contains(a.Outcome.Detail, c.detail) || !a.Outcome.FetchedAt.IsZero() {
					t.Errorf("%s: detail %q, fetched %v", st, a.Outcome.Detail, !a.Outcome.FetchedAt.IsZero())
				}
			}
		})
	}
}

func TestS19_AClosedPortIsUnavailable(t *testing.T) {
	s := newServer(t)
	c := clientOf(t, s)
	s.Close()
	a := ask(t, c, allergies, ann)[ann]
	expect(t, a, record.StateUnavailable)
	if a.Outcome.Detail != "could not be reached" {
		t.Errorf("detail %q", a.Outcome.Detail)
	}
}

func TestS19_EmptyUnknownAndFailedDiffer(t *testing.T) {
	for _, st := range styles {
		s := newServer(t, patientOf("1", ann))
		c := clientOf(t, s, style(st))
		answers := ask(t, c, allergies, ann, ben)
		expect(t, answers[ann], record.StateComplete)
		expect(t, answers[ben], record.StatePatientUnknown)
		if answers[ann].Outcome.FetchedAt.IsZero() {
			t.Error("an answer without a time")
		}
	}
}

func TestElapsedAndFetchedComeFromTheClock(t *testing.T) {
	at := time.Date(2020, 10, 1, 9, 0, 0, 0, time.UTC)
	var mu sync.Mutex
	s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
	c := clientOf(t, s, func(c *Config) {
		c.Now = func() time.Time {
			mu.Lock()
			defer mu.Unlock()
			at = at.Add(time.Second)
			return at
		}
	})
	o := ask(t, c, allergies, ann)[ann].Outcome
	if o.Elapsed <= 0 || o.FetchedAt.Year() != 2020 {
		t.Errorf("elapsed %v, fetched %v", o.Elapsed, o.FetchedAt)
	}
}
