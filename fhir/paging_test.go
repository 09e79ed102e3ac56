package fhir

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/record"
)

// manyOf gives Ann's Patient and n allergies of hers.
func manyOf(n int) (resources []object, ids []string) {
	resources = []object{patientOf("1", ann)}
	for i := range n {
		id := fmt.Sprintf("a%04d", i)
		resources, ids = append(resources, allergyOf(id, "Patient/1")), append(ids, id)
	}
	return resources, ids
}

func TestPagesAreFollowedToTheEnd(t *testing.T) {
	resources, ids := manyOf(23)
	for _, zipped := range []bool{false, true} {
		s := newServer(t, resources...)
		s.pageCap, s.total, s.gzip = 5, true, zipped
		expect(t, ask(t, clientOf(t, s), allergies, ann)[ann], record.StateComplete, ids...)
		posts := 0
		for _, r := range s.requests("AllergyIntolerance") {
			if r.method == http.MethodPost {
				posts++
			}
		}
		if n := len(s.requests("AllergyIntolerance")); posts != 1 || n != 5 {
			t.Errorf("%d requests, %d by POST; want 5 and 1", n, posts)
		}
	}
}

// linked makes a server whose allergies' first page has the given next link.
func linked(t *testing.T, next string, resources ...object) *server {
	s := newServer(t, resources...)
	s.doctor = func(_ *http.Request, form url.Values, bundle object) {
		if form.Get("page") == "" && form.Get("identifier") == "" {
			bundle["link"] = []object{{"relation": "next", "url": strings.ReplaceAll(next, "BASE", s.base)}}
		}
	}
	return s
}

func TestRelativeNextLinks(t *testing.T) {
	for _, next := range []string{"?page=1&patient=Patient/1&_count=1", "/fhir/AllergyIntolerance?page=1&patient=Patient/1&_count=1",
		"BASE/AllergyIntolerance/../AllergyIntolerance?page=1&patient=Patient/1&_count=1"} {
		s := linked(t, next, patientOf("1", ann), allergyOf("a", "Patient/1"), allergyOf("b", "Patient/1"))
		s.pageCap, s.noNext = 1, true
		if strings.HasPrefix(next, "?") { // relative to [base]/AllergyIntolerance/_search
			s.answer = func(w http.ResponseWriter, r *http.Request, form url.Values) bool {
				r.URL.Path = strings.TrimSuffix(r.URL.Path, "/_search")
				return false
			}
		}
		expect(t, ask(t, clientOf(t, s), allergies, ann)[ann], record.StateComplete, "a", "b")
	}
}

func TestS28_NextLinksLeadNowhereElse(t *testing.T) {
	visited := make(chan string, 100)
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { visited <- r.URL.Path }))
	defer elsewhere.Close()
	for _, next := range []string{
		elsewhere.URL + "/fhir/AllergyIntolerance?page=1",
		strings.Replace(elsewhere.URL, "127.0.0.1", "localhost", 1) + "/fhir",
		"//elsewhere.example/fhir/AllergyIntolerance?page=1",
		"BASE/../admin?page=1",
		"BASE/%2e%2e/admin?page=1",
		"BASExyz/AllergyIntolerance?page=1",
		"https://198.51.100.7/fhir",
		"file:///etc/passwd",
		"javascript:alert(1)",
		"http://user:secret@127.0.0.1/fhir",
		"http://[::1",
	} {
		s := linked(t, next, patientOf("1", ann), allergyOf("a", "Patient/1"))
		c := clientOf(t, s, func(c *Config) {
			c.Authorise = func(r *http.Request) error { r.Header.Set("Authorization", "Bearer t"); return nil }
		})
		a := ask(t, c, allergies, ann)[ann]
		expect(t, a, record.StatePartial, "a")
		if !a.Outcome.Truncated || !strings.Contains(a.Outcome.Detail, "next link") {
			t.Errorf("next %q: truncated %v, detail %q", next, a.Outcome.Truncated, a.Outcome.Detail)
		}
		for _, r := range s.requests("") {
			if r.form.Get("page") != "" || strings.Contains(r.path, "admin") {
				t.Errorf("next %q was followed", next)
			}
		}
	}
	if len(visited) > 0 {
		t.Errorf("another server was asked for %s", <-visited)
	}
}

func TestS28_RedirectsLeadNowhereElse(t *testing.T) {
	visited := make(chan string, 100)
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { visited <- r.URL.Path }))
	defer elsewhere.Close()
	for _, get := range []bool{false, true} {
		for _, status := range []int{301, 302, 303, 307, 308} {
			s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
			s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
				http.Redirect(w, r, elsewhere.URL+"/fhir/AllergyIntolerance", status)
				return true
			}
			c := clientOf(t, s, func(c *Config) { c.GETOnly = get })
			expect(t, ask(t, c, allergies, ann)[ann], record.StateUnavailable)
		}
	}
	if len(visited) > 0 {
		t.Errorf("another server was asked for %s", <-visited)
	}
}

func TestRedirectsOfReadsAreFollowedAtHome(t *testing.T) {
	s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
	s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
		moved := !strings.HasPrefix(r.URL.Path, "/fhir/moved")
		if moved {
			http.Redirect(w, r, "/fhir/moved"+strings.TrimPrefix(r.URL.Path, "/fhir")+"?"+r.URL.RawQuery, 307)
			return true
		}
		r.URL.Path = strings.Replace(r.URL.Path, "/moved", "", 1)
		return false
	}
	expect(t, ask(t, clientOf(t, s, func(c *Config) { c.GETOnly = true }), allergies, ann)[ann], record.StateComplete, "a")
	expect(t, ask(t, clientOf(t, s), allergies, ann)[ann], record.StateUnavailable) // a redirect can't repeat a form
}

func TestS27_PagingEnds(t *testing.T) {
	cases := map[string]func(n int) string{
		"to itself":  func(int) string { return "?page=1" },
		"in circles": func(n int) string { return fmt.Sprintf("?page=%d", 1+n%3) },
		"for ever":   func(n int) string { return fmt.Sprintf("?page=%d", n+1) },
	}
	for name, next := range cases {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
			n := 0
			s.doctor = func(r *http.Request, form url.Values, bundle object) {
				if strings.Contains(r.URL.Path, "Allergy") {
					bundle["link"] = []object{{"relation": "next", "url": s.base + "/AllergyIntolerance" + next(n)}}
					n++
				}
			}
			a := ask(t, clientOf(t, s), allergies, ann)[ann]
			expect(t, a, record.StatePartial, "a")
			if !a.Outcome.Truncated || n > 10 {
				t.Errorf("truncated %v after %d pages", a.Outcome.Truncated, n)
			}
		})
	}
}

func TestS23_LimitsAreLoud(t *testing.T) {
	resources, ids := manyOf(30)
	cases := map[string]struct {
		limit func(*Config)
		ids   []string
	}{
		"pages":   {func(c *Config) { c.MaxPages = 2 }, ids[:20]},
		"entries": {func(c *Config) { c.MaxEntries = 13 }, ids[:13]},
		"exactly": {func(c *Config) { c.MaxEntries = 20 }, ids[:20]},
		"bytes":   {func(c *Config) { c.MaxBytes = 3200 }, nil},
	}
	for name, c := range cases {
		for _, zipped := range []bool{false, true} {
			t.Run(fmt.Sprint(name, zipped), func(t *testing.T) {
				s := newServer(t, resources...)
				s.pageCap, s.gzip = 10, zipped
				a := ask(t, clientOf(t, s, c.limit), allergies, ann)[ann]
				if c.ids == nil { // what fits depends on how the server writes
					if c.ids = idsOf(a); len(c.ids) < 5 || len(c.ids) > 25 {
						t.Errorf("%d entries fit", len(c.ids))
					}
				}
				expect(t, a, record.StatePartial, c.ids...)
				if !a.Outcome.Truncated || a.Outcome.Detail == "" {
					t.Error("the cut is not told")
				}
			})
		}
	}
}

func TestS23_EntriesHeldBackAreTold(t *testing.T) {
	resources, ids := manyOf(30)
	s := newServer(t, resources...)
	s.pageCap, s.total, s.noNext = 10, true, true
	a := ask(t, clientOf(t, s), allergies, ann)[ann]
	expect(t, a, record.StatePartial, ids[:10]...)
	if !a.Outcome.Truncated || !strings.Contains(a.Outcome.Detail, "held back 20 of 30") {
		t.Errorf("truncated %v, detail %q", a.Outcome.Truncated, a.Outcome.Detail)
	}
}

// A server without links can still be asked for more at once.
func TestS23_AServerWithoutLinksIsAskedForMore(t *testing.T) {
	resources, ids := manyOf(130)
	for _, total := range []bool{true, false} {
		s := newServer(t, resources...)
		s.total, s.noNext, s.echo = total, true, false
		expect(t, ask(t, clientOf(t, s), allergies, ann)[ann], record.StateComplete, ids...)
		s.pageCap = 100 // and when it still gives a full page, that is told
		a := ask(t, clientOf(t, s), allergies, ann)[ann]
		expect(t, a, record.StatePartial, ids[:100]...)
		if !a.Outcome.Truncated {
			t.Error("the cut is not told")
		}
	}
}

func TestS23_WhatCameBeforeABrokenPageStands(t *testing.T) {
	resources, ids := manyOf(30)
	breaks := map[string]func(http.ResponseWriter){
		"500":    func(w http.ResponseWriter) { w.WriteHeader(500) },
		"401":    func(w http.ResponseWriter) { w.WriteHeader(401) },
		"html":   func(w http.ResponseWriter) { fmt.Fprint(w, "<html>") },
		"hangup": func(http.ResponseWriter) { panic(http.ErrAbortHandler) },
	}
	for name, spoil := range breaks {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, resources...)
			s.pageCap = 10
			s.answer = func(w http.ResponseWriter, r *http.Request, form url.Values) bool {
				if form.Get("page") != "2" {
					return false
				}
				spoil(w)
				return true
			}
			a := ask(t, clientOf(t, s), allergies, ann)[ann]
			expect(t, a, record.StatePartial, ids[:20]...)
			if !a.Outcome.Truncated || a.Outcome.FetchedAt.IsZero() {
				t.Error("the cut is not told, or when what came was read")
			}
		})
	}
}
