package fhir

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/record"
)

// changedAt gives a resource as it was last changed at a time.
func changedAt(o object, version int, at string) object {
	return with(o, object{"meta": object{"versionId": strconv.Itoa(version), "lastUpdated": at}})
}

// knowsUpdates lets a server know _lastUpdated. asked counts those searches.
func knowsUpdates(s *server) (asked *int) {
	asked = new(int)
	s.strict = false
	s.doctor = func(_ *http.Request, form url.Values, bundle object) {
		since, ok := strings.CutPrefix(form.Get("_lastUpdated"), "ge")
		if !ok {
			return
		}
		*asked++
		from, err := time.Parse(time.RFC3339, since)
		if err != nil {
			panic(err)
		}
		bundle["entry"] = slices.DeleteFunc(bundle["entry"].([]any), func(e any) bool {
			meta, _ := e.(object)["resource"].(object)["meta"].(object)
			at, err := time.Parse(time.RFC3339Nano, meta["lastUpdated"].(string))
			return err != nil || at.Before(from)
		})
	}
	return asked
}

func trustsUpdates(c *Config) { c.LastUpdated = true }

const (
	longAgo = "2024-01-01T10:00:00.000Z"
	before  = "2024-03-01T10:59:30+01:00" // within the minute before lately
	lately  = "2024-03-01T10:00:00.123Z"
)

// standing gives a server with three allergies, of a person who is known there, and who remembers them.
func standing(t *testing.T, change func(*server)) (*server, *rememberer, *int) {
	t.Helper()
	s := newServer(t, changedAt(patientOf("1", ann), 1, longAgo), changedAt(allergyOf("a", "Patient/1"), 1, longAgo),
		changedAt(allergyOf("b", "Patient/1"), 1, before), changedAt(allergyOf("c", "Patient/1"), 2, lately))
	asked := knowsUpdates(s)
	if change != nil {
		change(s)
	}
	m := &rememberer{client: clientOf(t, s, trustsUpdates)}
	for range 2 {
		_, what, _ := m.ask(t, allergies, ann)
		expect(t, what, record.StateComplete, "a", "b", "c")
	}
	return s, m, asked
}

func TestS22_WhatHasNotChangedSinceIsNotReadAgain(t *testing.T) {
	s, m, asked := standing(t, nil)
	requests := len(s.requests("AllergyIntolerance"))
	_, _, stand := m.ask(t, allergies, ann)
	if got := s.requests("AllergyIntolerance")[requests:]; stand != "AllergyIntolerance" || len(got) != 1 || got[0].form.Get("_lastUpdated") != "ge2024-03-01T09:59:00Z" {
		t.Fatalf("%q stand, after %v", stand, got)
	}
	if *asked != 1 {
		t.Errorf("who the person is was not read: %d were asked about", *asked)
	}
}

// Whatever is not exactly what is remembered of the time is read in full.
func TestS22_WhatChangedSinceIsReadInFull(t *testing.T) {
	for name, c := range map[string]struct {
		change func(s *server)
		want   []string
	}{
		"one more": {func(s *server) {
			s.resources = append(s.resources, changedAt(allergyOf("d", "Patient/1"), 1, "2024-03-02T00:00:00Z"))
		}, []string{"a", "b", "c", "d"}},
		"one more, of the minute before": {func(s *server) { s.resources = append(s.resources, changedAt(allergyOf("d", "Patient/1"), 1, before)) }, []string{"a", "b", "c", "d"}},
		"the newest was taken away":      {func(s *server) { s.resources = s.resources[:3] }, []string{"a", "b"}},
		"an old one changed":             {func(s *server) { s.resources[1] = changedAt(allergyOf("a", "Patient/1"), 2, "2024-03-02T00:00:00Z") }, []string{"a", "b", "c"}},
		"the newest has another version": {func(s *server) { s.resources[3] = changedAt(allergyOf("c", "Patient/1"), 3, lately) }, []string{"a", "b", "c"}},
		"nothing is given":               {func(s *server) { s.resources = s.resources[:1] }, nil},
		"no time any more":               {func(s *server) { s.resources[3] = allergyOf("c", "Patient/1") }, []string{"a", "b", "c"}},
	} {
		t.Run(name, func(t *testing.T) {
			s, m, _ := standing(t, nil)
			c.change(s)
			if name == "no time any more" {
				s.doctor = nil
			}
			_, what, stand := m.ask(t, allergies, ann)
			if stand != "" {
				t.Errorf("%q stand", stand)
			}
			expect(t, what, record.StateComplete, c.want...)
		})
	}
}

// A server that gives everything whatever it is asked, or nothing, or refuses, confirms nothing by it.
func TestS20_AServerThatDoesNotKnowUpdatesConfirmsNothing(t *testing.T) {
	for name, change := range map[string]func(*server){
		"everything": func(s *server) { s.doctor = nil },
		"nothing": func(s *server) {
			s.doctor = func(_ *http.Request, form url.Values, bundle object) {
				if form.Has("_lastUpdated") {
					bundle["entry"] = []any{}
				}
			}
		},
		"a refusal": func(s *server) { s.strict, s.stern = true, true },
		"a warning": func(s *server) {
			s.doctor = func(_ *http.Request, form url.Values, bundle object) {
				if form.Has("_lastUpdated") {
					bundle["entry"] = append(bundle["entry"].([]any)[1:], object{"resource": outcomeOf("warning", "incomplete", "some"), "search": object{"mode": "outcome"}})
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, m, _ := standing(t, nil)
			change(s)
			for range 3 {
				_, what, stand := m.ask(t, allergies, ann)
				expect(t, what, record.StateComplete, "a", "b", "c")
				if stand != "" {
					t.Errorf("%q stand", stand)
				}
			}
			if n := len(s.requests("AllergyIntolerance")); name != "nothing" && name != "a warning" && n > 6 {
				t.Errorf("after %d requests it is still asked so", n)
			}
		})
	}
}

// By the medicines' own resources, and without the exchange's word, nothing is confirmed.
func TestUpdatesAreAskedForWhereTheyTellAll(t *testing.T) {
	s := newServer(t, changedAt(patientOf("1", ann), 1, longAgo), changedAt(allergyOf("a", "Patient/1"), 1, longAgo), changedAt(statementOf("m", "Patient/1"), 1, longAgo))
	asked := knowsUpdates(s)
	trusting, other := &rememberer{client: clientOf(t, s, trustsUpdates)}, &rememberer{client: clientOf(t, s)}
	for range 4 {
		trusting.ask(t, "MedicationStatement", ann)
		other.ask(t, allergies, ann)
	}
	if *asked != 0 {
		t.Errorf("%d searches were asked about by what changed", *asked)
	}
}
