package fhir

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/london-care-record/gateway/record"
)

// tags lets a server tag its answers, and say that nothing has changed to whoever has one: both as change makes them, which
// may be nil.
func tags(s *server, change func(h http.Header, condition string) (status int)) {
	s.answer = func(w http.ResponseWriter, r *http.Request, form url.Values) bool {
		answer := httptest.NewRecorder()
		typ, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/fhir/"), "/")
		s.search(answer, r, typ, form)
		sum := sha256.Sum256(answer.Body.Bytes())
		tag := `"` + hex.EncodeToString(sum[:8]) + `"`
		status, condition := answer.Code, r.Header.Get("If-None-Match")
		w.Header().Set("ETag", tag)
		if condition == tag {
			status = http.StatusNotModified
		}
		if change != nil {
			if to := change(w.Header(), condition); to != 0 {
				status = to
			}
		}
		w.Header().Set("Content-Type", "application/fhir+json")
		w.WriteHeader(status)
		if status == http.StatusOK {
			_, _ = w.Write(answer.Body.Bytes())
		}
		return true
	}
}

// rememberer asks as the gateway does, and remembers what answers can be asked about by.
type rememberer struct {
	client     *Client
	validators map[Search]*Validator
}

// ask asks who the person is and one search, and tells which of the two stand.
func (m *rememberer) ask(t *testing.T, search Search, n record.NHSNumber) (who, what record.Answer, stand string) {
	t.Helper()
	if m.validators == nil {
		m.validators = map[Search]*Validator{}
	}
	answers := map[Search]record.Answer{}
	var said []string
	remember := func(search Search, s *Standing, a record.Answer) {
		clean(t, a.Outcome.Detail)
		answers[search] = a
		if _, stands := s.Stands(); stands {
			said = append(said, string(search))
			return
		}
		m.validators[search] = s.Validator()
	}
	index := sync.OnceValue(func() *PatientIndex {
		ctx, standing := Revalidating(t.Context(), m.validators[SearchPatient])
		x := m.client.Patients(ctx, []record.NHSNumber{n})
		if _, stands := standing.Stands(); stands { // the one who remembers has the index of before
			x = m.client.Patients(t.Context(), []record.NHSNumber{n})
		}
		remember(SearchPatient, standing, x.Answer(n))
		return x
	})
	ctx, standing := Revalidating(t.Context(), m.validators[search])
	a := m.client.Search(ctx, search, []record.NHSNumber{n}, index)[n]
	index()
	remember(search, standing, a)
	return answers[SearchPatient], a, strings.Join(said, " ")
}

func TestS22_AnAnswerThatStandsIsNotReadAgain(t *testing.T) {
	for st, get := range map[Style]bool{Chained: false, Local: true} {
		t.Run(string(st), func(t *testing.T) {
			s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"), patientOf("2", ben), allergyOf("b", "Patient/2"))
			tags(s, nil)
			m := &rememberer{client: clientOf(t, s, style(st), func(c *Config) { c.GETOnly = get })}
			for range 2 { // the first time it becomes known how the server is asked
				_, what, stand := m.ask(t, allergies, ann)
				expect(t, what, record.StateComplete, "a")
				if stand != "" {
					t.Fatalf("%s stand", stand)
				}
			}
			_, what, stand := m.ask(t, allergies, ann)
			if stand != "Patient AllergyIntolerance" {
				t.Errorf("%q stand", stand)
			}
			if what.Outcome.State != record.StateUnavailable || what.Facts.Len() != 0 {
				t.Errorf("to who overlooks that the answer stands it is %+v", what.Outcome)
			}
			s.resources = append(s.resources, allergyOf("c", "Patient/1"))
			before := len(s.requests("AllergyIntolerance"))
			_, what, stand = m.ask(t, allergies, ann)
			expect(t, what, record.StateComplete, "a", "c")
			if asked := s.requests("AllergyIntolerance")[before:]; stand != "Patient" || len(asked) != 1 || asked[0].header.Get("If-None-Match") == "" || asked[0].header.Get("Cache-Control") != "max-age=0" {
				t.Errorf("%q stand, after %d requests", stand, len(asked))
			}
			s.resources = s.resources[:3] // an entry is taken away
			_, what, stand = m.ask(t, allergies, ann)
			expect(t, what, record.StateComplete, "a")
			if stand != "Patient" {
				t.Errorf("%q stand", stand)
			}
		})
	}
}

// What does not rest on one whole answer about one person to one request is asked for in full.
func TestS22_OnlyAWholeAnswerToOneRequestIsAskedAbout(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*server)
		config func(*Config)
		header func(http.Header, string) int
		holds  bool
	}{
		"as it is":          {holds: true},
		"no tag":            {header: func(h http.Header, _ string) int { h.Del("ETag"); return 0 }},
		"two tags":          {header: func(h http.Header, _ string) int { h.Add("ETag", `"b"`); return 0 }},
		"a weak tag":        {header: func(h http.Header, _ string) int { h.Set("ETag", "W/"+h.Get("ETag")); return 0 }},
		"no tag at all":     {header: func(h http.Header, _ string) int { h.Set("ETag", "abc"); return 0 }},
		"a tag without end": {header: func(h http.Header, _ string) int { h.Set("ETag", `"`+strings.Repeat("a", 300)+`"`); return 0 }},
		"a weak tag where those are trusted": {header: func(h http.Header, _ string) int { h.Set("ETag", "W/"+h.Get("ETag")); return 0 },
			config: func(c *Config) { c.Conditional = WeakTags }, holds: true},
		"a date": {header: func(h http.Header, _ string) int {
			h.Del("ETag")
			h.Set("Last-Modified", "Mon, 01 Jan 2024 00:00:00 GMT")
			return 0
		}},
		"a date where those are trusted": {header: func(h http.Header, _ string) int {
			h.Del("ETag")
			h.Set("Last-Modified", "Mon, 01 Jan 2024 00:00:00 GMT")
			return 0
		}, config: func(c *Config) { c.Conditional = Dates }, holds: true},
		"switched off":  {config: func(c *Config) { c.Conditional = Unconditional }},
		"several pages": {change: func(s *server) { s.resources = append(s.resources, allergyOf("z", "Patient/1")); s.pageCap = 1 }},
		"nothing":       {change: func(s *server) { s.resources = s.resources[:1] }},
		"an entry of nobody's": {change: func(s *server) {
			s.doctor = func(_ *http.Request, _ url.Values, bundle object) {
				bundle["entry"] = append(bundle["entry"].([]any), object{"resource": allergyOf("x", "Patient/9"), "search": object{"mode": "match"}})
			}
		}},
		"a warning": {change: func(s *server) {
			s.doctor = func(_ *http.Request, _ url.Values, bundle object) {
				bundle["entry"] = append(bundle["entry"].([]any), object{"resource": outcomeOf("warning", "incomplete", "some"), "search": object{"mode": "outcome"}})
			}
		}},
		"two requests": {config: func(c *Config) { c.Style = Logical }, change: func(s *server) { // by number and by id
			s.byIdentifierAlone = true
			s.resources = append(s.resources, with(allergyOf("n", ""), object{"patient": logical(ann)}))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
			if c.change != nil {
				c.change(s)
			}
			tags(s, c.header)
			config := c.config
			if config == nil {
				config = func(*Config) {}
			}
			m := &rememberer{client: clientOf(t, s, config)}
			for range 3 {
				m.ask(t, allergies, ann)
			}
			if holds := m.validators[allergies] != nil; holds != c.holds {
				t.Errorf("can be asked about: %t", holds)
			}
		})
	}
}

// A server that says that nothing has changed, and can't mean the answer that is remembered, has given none: neither an empty
// record nor a confirmed one.
func TestS20_AFalseNothingHasChangedIsNoAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		lie    func(h http.Header, condition string) int
		state  record.SourceState
		detail string
	}{
		"unasked":              {func(http.Header, string) int { return http.StatusNotModified }, record.StateUnavailable, unaskedUnchanged},
		"about another":        {onCondition(func(h http.Header) int { h.Set("ETag", `"other"`); return http.StatusNotModified }), record.StateComplete, ""},
		"about none":           {onCondition(func(h http.Header) int { h.Del("ETag"); return http.StatusNotModified }), record.StateComplete, ""},
		"412, by the letter":   {onCondition(func(http.Header) int { return http.StatusPreconditionFailed }), record.StateComplete, ""},
		"400":                  {onCondition(func(http.Header) int { return http.StatusBadRequest }), record.StateComplete, ""},
		"503, when asked":      {onCondition(func(http.Header) int { return http.StatusServiceUnavailable }), record.StateUnavailable, "answered with HTTP status 503"},
		"an answer in full":    {onCondition(func(http.Header) int { return http.StatusOK }), record.StateComplete, ""},
		"a redirect elsewhere": {onCondition(func(h http.Header) int { h.Set("Location", "http://127.0.0.1:1/"); return http.StatusFound }), record.StateUnavailable, "sent the gateway elsewhere, where it does not follow"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
			tags(s, nil)
			now := time.Now()
			m := &rememberer{client: clientOf(t, s, func(c *Config) { c.Now = func() time.Time { return now } })}
			m.ask(t, allergies, ann)
			m.ask(t, allergies, ann)
			if m.validators[allergies] == nil || m.validators[SearchPatient] == nil {
				t.Fatal("there is nothing to ask about")
			}
			tags(s, c.lie)
			if name == "unasked" {
				m.validators = nil
			}
			before := len(s.requests(""))
			_, what, stand := m.ask(t, allergies, ann)
			if what.Outcome.State != c.state || stand != "" || !strings.Contains(what.Outcome.Detail, c.detail) {
				t.Errorf("%s (%s), and %q stand", what.Outcome.State, what.Outcome.Detail, stand)
			}
			if c.state == record.StateComplete {
				expect(t, what, record.StateComplete, "a")
			}
			if n := len(s.requests("")) - before; n > 4 {
				t.Errorf("it took %d requests", n)
			}
			if !strings.HasPrefix(name, "about") && !strings.HasPrefix(name, "4") {
				return
			}
			// It is not asked so again for an hour.
			before = len(s.requests(""))
			m.ask(t, allergies, ann)
			m.ask(t, allergies, ann)
			for _, r := range s.requests("")[before:] {
				if r.header.Get("If-None-Match") != "" {
					t.Error("it was asked again whether its answer stands")
				}
			}
		})
	}
}

// onCondition does something to the answers to requests that are about an earlier answer.
func onCondition(do func(h http.Header) int) func(http.Header, string) int {
	return func(h http.Header, condition string) int {
		if condition == "" {
			return 0
		}
		return do(h)
	}
}

// That the entries are as they were says nothing of whose they are.
func TestS02_WhatStandsIsReadAgainWhereThePatientsHaveChanged(t *testing.T) {
	s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
	tags(s, nil)
	m := &rememberer{client: clientOf(t, s)}
	m.ask(t, allergies, ann)
	m.ask(t, allergies, ann)
	s.resources[0] = patientOf("1", ann, ben) // the answer about allergies stays what it is
	before := len(s.requests("AllergyIntolerance"))
	_, what, stand := m.ask(t, allergies, ann)
	expect(t, what, record.StateComplete, "a")
	asked := s.requests("AllergyIntolerance")[before:]
	if stand != "" || len(asked) != 2 || asked[0].header.Get("If-None-Match") == "" || asked[1].header.Get("If-None-Match") != "" {
		t.Errorf("%q stand, after %d requests", stand, len(asked))
	}
	s.resources[0] = patientOf("1", cleo)
	_, what, stand = m.ask(t, allergies, ann)
	if what.Outcome.State != record.StatePatientUnknown || what.Facts.Len() != 0 || stand != "" {
		t.Errorf("somebody else's entries: %+v, and %q stand", what.Outcome, stand)
	}
}

func TestS22_AnAnswerIsAskedAboutAsItWasAskedFor(t *testing.T) {
	s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
	tags(s, nil)
	first := &rememberer{client: clientOf(t, s)}
	first.ask(t, allergies, ann)
	first.ask(t, allergies, ann)
	for name, change := range map[string]func(*Config){
		"style": style(Local), "method": func(c *Config) { c.GETOnly = true }, "pageSize": func(c *Config) { c.PageSize = 7 },
		"conditional": func(c *Config) { c.Conditional = WeakTags }, "batch": inBatches(20),
	} {
		m := &rememberer{client: clientOf(t, s, change), validators: map[Search]*Validator{allergies: first.validators[allergies], SearchPatient: first.validators[SearchPatient]}}
		before := len(s.requests(""))
		_, what, stand := m.ask(t, allergies, ann)
		if what.Outcome.State != record.StateComplete || stand != "" {
			t.Errorf("%s: %+v, and %q stand", name, what.Outcome, stand)
		}
		for _, r := range s.requests("")[before:] {
			if r.header.Get("If-None-Match") != "" {
				t.Errorf("%s: asked about another answer", name)
			}
		}
	}
	// Another client that has been asked as much takes over what the first remembers.
	second := &rememberer{client: clientOf(t, s)}
	second.ask(t, allergies, ann)
	written, err := json.Marshal(first.validators)
	if err != nil || json.Unmarshal(written, &second.validators) != nil {
		t.Fatal(err)
	}
	if _, _, stand := second.ask(t, allergies, ann); stand != "Patient AllergyIntolerance" {
		t.Errorf("%q stand", stand)
	}
}

func TestAnAnswerAboutManyIsAskedForInFull(t *testing.T) {
	s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"), patientOf("2", ben))
	tags(s, nil)
	c := clientOf(t, s)
	people := []record.NHSNumber{ann, ben}
	for range 3 {
		ctx, standing := Revalidating(t.Context(), nil)
		index := c.Patients(t.Context(), people)
		c.Search(ctx, allergies, people, func() *PatientIndex { return index })
		if standing.Validator() != nil {
			t.Error("an answer about two can be asked about")
		}
	}
}
