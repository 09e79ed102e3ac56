package fhir

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/london-care-record/gateway/record"
)

// A server that ignores the parameter for the person gives everybody's entries. Nobody sees another's.
func TestS02_AnIgnoredParameterLeaksNobody(t *testing.T) {
	for _, st := range styles {
		for _, echo := range []bool{false, true} {
			t.Run(fmt.Sprint(st, echo), func(t *testing.T) {
				s := newServer(t, patientOf("1", ann), patientOf("2", ben), patientOf("3", cleo),
					allergyOf("a", "Patient/1"), allergyOf("b", "Patient/2"), allergyOf("c", "Patient/3"))
				s.params, s.strict, s.everything, s.echo = nil, false, true, echo
				answers := ask(t, clientOf(t, s, style(st)), allergies, ann, ben)
				expect(t, answers[ann], record.StatePartial, "a")
				expect(t, answers[ben], record.StatePartial, "b")
				for _, n := range []record.NHSNumber{ann, ben} {
					if o := answers[n].Outcome; o.NotTheirs != 1 || !strings.Contains(o.Detail, "kept out") {
						t.Errorf("%d counted, detail %q", o.NotTheirs, o.Detail)
					}
				}
			})
		}
	}
}

// When asking by id works where the configured style was ignored, the answer is whole.
func TestS02_AnIgnoredStyleIsReplaced(t *testing.T) {
	for _, st := range byNumber {
		s := newServer(t, patientOf("1", ann), patientOf("2", ben), allergyOf("a", "Patient/1"), allergyOf("b", "Patient/2"))
		s.params, s.strict, s.everything, s.echo = []string{"patient"}, false, true, false
		c := clientOf(t, s, style(st))
		expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a")
		before := len(s.requests("AllergyIntolerance"))
		expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a")
		if n := len(s.requests("AllergyIntolerance")) - before; n != 1 {
			t.Errorf("%d requests the second time, want 1", n)
		}
	}
}

func TestS02_SubjectsDecide(t *testing.T) {
	ref := func(r string, identifier ...any) object {
		o := object{}
		if r != "" {
			o["reference"] = r
		}
		if len(identifier) > 0 {
			o["identifier"] = object{"system": record.NHSNumberSystem, "value": identifier[0]}
		}
		return o
	}
	cases := map[string]struct {
		subject any
		theirs  bool
	}{
		"local":                           {ref("Patient/1"), true},
		"absolute":                        {ref("BASE/Patient/1"), true},
		"versioned":                       {ref("Patient/1/_history/3"), true},
		"second Patient":                  {ref("Patient/1b"), true},
		"logical":                         {ref("", ann), true},
		"both":                            {ref("Patient/1", ann), true},
		"old number":                      {ref("", cleo), true}, // which her second Patient carries
		"another":                         {ref("Patient/2"), false},
		"another's number":                {ref("", ben), false},
		"contradiction":                   {ref("Patient/1", ben), false},
		"other contradiction":             {ref("Patient/2", ann), false},
		"unknown Patient, her own number": {ref("Patient/77", ann), false},
		"unknown Patient":                 {ref("Patient/77"), false},
		"another server's":                {ref("https://elsewhere.example/fhir/Patient/1"), false},
		"a group":                         {ref("Group/1"), false},
		"no reference":                    {object{"display": "Ann"}, false},
		"nothing":                         {nil, false},
		"hospital number":                 {object{"identifier": object{"system": "https://hospital.example/mrn", "value": string(ann)}}, false},
		"invalid number":                  {ref("", "9992000001"), false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, patientOf("1", ann), patientOf("1b", ann, cleo), patientOf("2", ben), patientOf("77", number(50)))
			s.answer = func(w http.ResponseWriter, r *http.Request, form url.Values) bool {
				if !strings.Contains(r.URL.Path, "Allergy") {
					return false
				}
				entry := allergyOf("x", "")
				delete(entry, "patient")
				if o, ok := c.subject.(object); ok {
					if text, ok := o["reference"].(string); ok {
						o["reference"] = strings.Replace(text, "BASE", s.base, 1)
					}
					entry["patient"] = o
				}
				s.write(w, 200, object{"resourceType": "Bundle", "type": "searchset",
					"link":  []object{{"relation": "self", "url": s.base + "/AllergyIntolerance?" + form.Encode()}},
					"entry": []object{{"resource": entry, "search": object{"mode": "match"}}}})
				return true
			}
			for _, st := range styles {
				a := ask(t, clientOf(t, s, style(st)), allergies, ann)[ann]
				if c.theirs {
					expect(t, a, record.StateComplete, "x")
					continue
				}
				expect(t, a, record.StatePartial)
				if a.Outcome.NotTheirs != 1 {
					t.Errorf("%s: %d counted as not theirs", st, a.Outcome.NotTheirs)
				}
			}
		})
	}
}

func TestS02_WhatWasNotAskedForIsKeptOut(t *testing.T) {
	s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
	s.doctor = func(r *http.Request, _ url.Values, bundle object) {
		if strings.Contains(r.URL.Path, "Allergy") {
			bundle["entry"] = append(bundle["entry"].([]any),
				object{"resource": statementOf("m", "Patient/1"), "search": object{"mode": "match"}},
				object{"resource": statementOf("n", "Patient/1"), "search": object{"mode": "include"}},
				object{"resource": allergyOf("i", "Patient/1"), "search": object{"mode": "include"}})
		}
	}
	a := ask(t, clientOf(t, s), allergies, ann)[ann]
	expect(t, a, record.StatePartial, "a")
	if a.Outcome.NotTheirs != 1 || len(a.Facts.Medications) != 0 {
		t.Errorf("%d counted, %d medications shown", a.Outcome.NotTheirs, len(a.Facts.Medications))
	}
}

func TestS09_ABrokenEntryIsCountedAmongGoodOnes(t *testing.T) {
	s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"), allergyOf("c", "Patient/1"))
	s.doctor = func(r *http.Request, _ url.Values, bundle object) {
		if strings.Contains(r.URL.Path, "Allergy") {
			bundle["entry"] = slices.Insert(bundle["entry"].([]any), 1,
				any(object{"resource": object{"resourceType": "AllergyIntolerance", "id": 7, "patient": []int{1}, "code": "SECRET"}}),
				any(object{"fullUrl": "x"}), any("SECRET"))
		}
	}
	a := ask(t, clientOf(t, s), allergies, ann)[ann]
	if o := a.Outcome; o.State != record.StatePartial || o.Unreadable < 2 || o.Unreadable+o.NotTheirs < 3 {
		t.Errorf("state %s, %d unreadable, %d kept out", o.State, o.Unreadable, o.NotTheirs)
	}
	if ids := idsOf(a); !slices.Contains(ids, "a") || !slices.Contains(ids, "c") {
		t.Errorf("entries %v", ids)
	}
}

// What the Patient search could not tell can't be shown, unless the entry itself names the person by number.
func TestS02_WithoutThePatientsOnlyNumbersCount(t *testing.T) {
	for _, st := range byNumber {
		s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"),
			with(allergyOf("l", ""), object{"patient": logical(ann)}))
		s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
			if strings.Contains(r.URL.Path, "Patient") {
				w.WriteHeader(503)
				return true
			}
			s.write(w, 200, object{"resourceType": "Bundle", "type": "searchset", "entry": []object{
				{"resource": s.resources[1]}, {"resource": s.resources[2]}}})
			return true
		}
		a := ask(t, clientOf(t, s, style(st)), allergies, ann)[ann]
		expect(t, a, record.StatePartial, "l")
		if a.Outcome.NotTheirs != 0 || !strings.Contains(a.Outcome.Detail, "503") {
			t.Errorf("%d counted, detail %q", a.Outcome.NotTheirs, a.Outcome.Detail)
		}
		s.resources[2] = allergyOf("b", "Patient/1")
		a = ask(t, clientOf(t, s, style(st)), allergies, ann)[ann]
		expect(t, a, record.StateUnavailable)
		if !a.Outcome.FetchedAt.IsZero() {
			t.Error("a failure has a time at which it was read")
		}
	}
}

func TestAPersonWithoutAPatientCanHaveEntriesByNumber(t *testing.T) {
	s := newServer(t, with(allergyOf("l", ""), object{"patient": logical(ann)}))
	s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
		if !strings.Contains(r.URL.Path, "Allergy") {
			return false
		}
		s.write(w, 200, object{"resourceType": "Bundle", "type": "searchset", "entry": []object{{"resource": s.resources[0]}}})
		return true
	}
	answers := ask(t, clientOf(t, s), allergies, ann, ben)
	expect(t, answers[ann], record.StateComplete, "l")
	expect(t, answers[ben], record.StatePatientUnknown)
}

func TestS20_NobodyIsUnknownWhereThePatientsCouldNotBeAsked(t *testing.T) {
	for _, st := range styles {
		s := newServer(t)
		s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
			patients := strings.Contains(r.URL.Path, "Patient")
			if patients {
				w.WriteHeader(500)
			}
			return patients
		}
		expect(t, ask(t, clientOf(t, s, style(st)), allergies, ann)[ann], record.StateUnavailable)
	}
}

func TestAnIndexThatIsMissingShowsNothing(t *testing.T) {
	s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
	for _, st := range styles {
		c := clientOf(t, s, style(st))
		a := c.Search(context.Background(), allergies, []record.NHSNumber{ann}, func() *PatientIndex { return nil })
		expect(t, a[ann], record.StateUnavailable)
	}
}

// Whatever the subjects and the index: nobody ever gets an entry of which every subject points elsewhere, and nobody
// gets one on the word of only one of two that disagree.
func TestS02_OwnersProperty(t *testing.T) {
	people := []record.NHSNumber{ann, ben, cleo}
	rapid.Check(t, func(t *rapid.T) {
		index := newPatientIndex()
		whose := map[string]record.NHSNumber{}
		for i, n := range people {
			for j := range rapid.IntRange(0, 2).Draw(t, "patients") {
				ref := fmt.Sprintf("Patient/%d%d", i, j)
				p := &record.Person{NHSNumbers: []record.NHSNumber{n}, Source: &record.Provenance{Reference: ref}}
				index.claim(n, p)
				index.answers[n] = record.Answer{Facts: record.Facts{Persons: []*record.Person{p}}}
				whose[ref] = n
			}
		}
		m := Mapped{Type: "Condition"}
		for range rapid.IntRange(0, 2).Draw(t, "subjects") {
			s := record.Reference{}
			if rapid.Bool().Draw(t, "local") {
				s.Local = fmt.Sprintf("Patient/%d%d", rapid.IntRange(0, 3).Draw(t, "i"), rapid.IntRange(0, 2).Draw(t, "j"))
			}
			if rapid.Bool().Draw(t, "numbered") {
				s.Identifier = record.Identifier{System: record.NHSNumberSystem, Value: string(rapid.SampledFrom(people).Draw(t, "n"))}
			}
			m.Subjects = append(m.Subjects, s)
		}
		owners, _ := index.ownersOf(&m)
		if len(m.Subjects) == 0 && len(owners) > 0 {
			t.Fatal("a resource about nobody has an owner")
		}
		for _, owner := range owners {
			for _, s := range m.Subjects {
				if at, known := whose[s.Local]; known && at != owner {
					t.Fatal("a reference to another's Patient was overruled")
				}
				if s.Local != "" && whose[s.Local] == "" && index.holds(owner) {
					t.Fatal("a reference to an unknown Patient was overruled")
				}
				if s.Identifier.Value != "" && s.Identifier.Value != string(owner) {
					t.Fatal("another's number was overruled")
				}
			}
		}
	})
}
