package fhir

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/london-care-record/gateway/record"
)

// byNumber are the styles that name people by NHS number.
var byNumber = []Style{Chained, Logical}

func TestSilenceIsNotAbsence(t *testing.T) {
	for _, st := range byNumber {
		t.Run(string(st), func(t *testing.T) {
			s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
			s.params, s.strict, s.echo = []string{"patient"}, false, false // what it does not know brings nothing
			c := clientOf(t, s, style(st))
			expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a")
			if n := len(s.requests("AllergyIntolerance")); n != 2 {
				t.Fatalf("%d requests, want the silent one and the one by id", n)
			}
			expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a")
			expect(t, ask(t, c, "Flag", ann)[ann], record.StateComplete)
			// The logical style may yet be the only one that finds another person's entries.
			want := map[Style]int{Chained: 1, Logical: 2}[st]
			if n := len(s.requests("AllergyIntolerance")); n != 2+want {
				t.Errorf("%d requests: that the style does not work was not learnt", n)
			}
			if n := len(s.requests("Flag")); n != want {
				t.Errorf("%d requests for another type, want %d", n, want)
			}
		})
	}
}

func TestSilenceIsBelievedFromAServerThatEchoes(t *testing.T) {
	for _, st := range byNumber {
		s := newServer(t, patientOf("1", ann), patientOf("2", ben), allergyOf("b", "Patient/2"))
		s.strict = false
		answers := ask(t, clientOf(t, s, style(st)), allergies, ann, ben)
		expect(t, answers[ann], record.StateComplete)
		expect(t, answers[ben], record.StateComplete, "b")
		if n := len(s.requests("AllergyIntolerance")); n != 1 {
			t.Errorf("%d requests, want 1", n)
		}
	}
}

func TestSilenceIsBelievedOnceTheStyleHasWorked(t *testing.T) {
	s := newServer(t, patientOf("1", ann), patientOf("2", ben), allergyOf("b", "Patient/2"))
	s.echo = false
	c := clientOf(t, s)
	expect(t, ask(t, c, allergies, ben)[ben], record.StateComplete, "b")
	expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete)
	if n := len(s.requests("AllergyIntolerance")); n != 2 {
		t.Errorf("%d requests, want 2", n)
	}
}

// When neither way of asking brings anything, nothing is learnt against the configured one: it may be the only one
// that works here.
func TestSilenceOfBothTeachesNothing(t *testing.T) {
	s := newServer(t, patientOf("1", ann), patientOf("2", ben))
	s.params, s.strict, s.echo = []string{"patient.identifier"}, false, false
	c := clientOf(t, s)
	expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete)
	s.resources = append(s.resources, allergyOf("b", "Patient/2"))
	expect(t, ask(t, c, allergies, ben)[ben], record.StateComplete, "b")
}

func TestASilentStyleAndAFailedSecondAskingIsAFailure(t *testing.T) {
	s := newServer(t, patientOf("1", ann))
	s.strict, s.echo = false, false
	s.answer = func(w http.ResponseWriter, _ *http.Request, form url.Values) bool {
		if form.Has("patient") {
			w.WriteHeader(503)
		}
		return form.Has("patient")
	}
	expect(t, ask(t, clientOf(t, s), allergies, ann)[ann], record.StateUnavailable)
}

func TestALessonRunsOut(t *testing.T) {
	var mu sync.Mutex
	now := time.Date(2020, 10, 1, 9, 0, 0, 0, time.UTC)
	s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
	s.params = []string{"patient"}
	c := clientOf(t, s, func(c *Config) {
		c.Now = func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	})
	expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a")
	s.params = []string{"patient.identifier"}
	mu.Lock()
	now = now.Add(lessonTTL)
	mu.Unlock()
	expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a")
}

func TestStrictRefusalsAreAskedAnotherWay(t *testing.T) {
	cases := map[string]struct {
		spoil    func(*server)
		requests int // of the first search
		later    int // of each later one
	}{
		"no style":     {func(s *server) { s.params = []string{"patient"} }, 2, 1},
		"no include":   {func(s *server) { s.include = false }, 2, 1},
		"no count":     {func(s *server) { s.noCount = true }, 2, 1},
		"neither":      {func(s *server) { s.noCount, s.include = true, false }, 3, 1},
		"only subject": {func(s *server) { s.params = []string{"subject"} }, 3, 1},
		"nothing optional, no style": {func(s *server) {
			s.params, s.noCount, s.include = []string{"patient"}, true, false
		}, 6, 1},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, patientOf("1", ann), statementOf("a", "Patient/1"))
			c.spoil(s)
			client := clientOf(t, s)
			for round := range 3 {
				before := len(s.requests("MedicationStatement"))
				a := ask(t, client, "MedicationStatement", ann)[ann]
				if a.Outcome.State != record.StateComplete || len(a.Facts.Medications) != 1 {
					t.Fatalf("round %d: %s (%s), %d entries", round, a.Outcome.State, a.Outcome.Detail, len(a.Facts.Medications))
				}
				n := len(s.requests("MedicationStatement")) - before
				if round == 0 && n > c.requests || round > 0 && n != c.later {
					t.Errorf("round %d: %d requests, want %d, then %d", round, n, c.requests, c.later)
				}
			}
		})
	}
}

func TestAStatementSparesRefusals(t *testing.T) {
	s := newServer(t, patientOf("1", ann), statementOf("a", "Patient/1"))
	s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
		statement := strings.HasSuffix(r.URL.Path, "/metadata")
		if statement {
			s.write(w, 200, object{"resourceType": "CapabilityStatement", "rest": []object{{"mode": "server", "resource": []object{
				{"type": "Patient"}, {"type": "MedicationStatement"},
				{"type": "MedicationRequest", "searchInclude": []string{"MedicationRequest:medication"}},
				{"type": "ServiceRequest", "searchInclude": []string{"*"}},
			}}}})
		}
		return statement
	}
	c := clientOf(t, s)
	if _, err := c.Capabilities(t.Context()); err != nil {
		t.Fatal(err)
	}
	for search, want := range map[Search]int{"MedicationStatement": 0, "MedicationRequest": 1, "ServiceRequest": 2, "Encounter": 1} {
		ask(t, c, search, ann)
		if got := len(s.requests(string(search))[0].form["_include"]); got != want {
			t.Errorf("%s: %d includes, want %d", search, got, want)
		}
	}
	if n := len(s.requests("Patient")[0].form["_include"]); n != 0 {
		t.Errorf("Patient: %d includes", n)
	}
}

func TestAServerThatRefusesEverythingIsNotPestered(t *testing.T) {
	s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
	s.params = nil
	for _, st := range styles {
		c := clientOf(t, s, style(st))
		a := ask(t, c, allergies, ann)[ann]
		expect(t, a, record.StateUnavailable)
		if a.Outcome.Detail != "does not take the search for AllergyIntolerance by person" {
			t.Errorf("detail %q", a.Outcome.Detail)
		}
		before := len(s.requests("AllergyIntolerance"))
		expect(t, ask(t, c, allergies, ann)[ann], record.StateUnavailable)
		if n := len(s.requests("AllergyIntolerance")) - before; n != 1 {
			t.Errorf("%s: %d requests the second time, want 1", st, n)
		}
	}
}

func TestAMissingTypeIsNotConnected(t *testing.T) {
	for _, st := range styles {
		s := newServer(t, patientOf("1", ann))
		s.lacks = []string{"List"}
		answers := ask(t, clientOf(t, s, style(st)), "List", ann, ben)
		if a := answers[ann]; a.Outcome.State != record.StateNotConnected || a.Outcome.Detail != "does not offer List" {
			t.Errorf("%s: %s (%s)", st, a.Outcome.State, a.Outcome.Detail)
		}
		if n := len(s.requests("List")); n != 1 {
			t.Errorf("%s: %d requests, want 1", st, n)
		}
		s.lacks = nil
		s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
			list := strings.Contains(r.URL.Path, "/List")
			if list {
				s.refuse(w, 400, "not-supported", "Resource type List is not supported")
			}
			return list
		}
		if a := ask(t, clientOf(t, s, style(st)), "List", ann)[ann]; a.Outcome.State != record.StateNotConnected {
			t.Errorf("%s: %s (%s)", st, a.Outcome.State, a.Outcome.Detail)
		}
	}
}

func TestWarningsMakeAnAnswerPartial(t *testing.T) {
	cases := map[string]struct {
		severity, text string
		state          record.SourceState
		ids            []string
	}{
		"warning":        {"warning", "SECRET part of it could not be read", record.StatePartial, []string{"a"}},
		"error":          {"error", "SECRET", record.StatePartial, []string{"a"}},
		"information":    {"information", "SECRET all is well", record.StateComplete, []string{"a"}},
		"include":        {"warning", "_include was ignored", record.StateComplete, []string{"a"}},
		"person ignored": {"warning", "the parameter patient.identifier was ignored", record.StateComplete, []string{"a"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
			s.doctor = func(_ *http.Request, form url.Values, bundle object) {
				if form.Has("patient.identifier") {
					bundle["entry"] = append(bundle["entry"].([]any), object{
						"resource": outcomeOf(c.severity, "incomplete", c.text), "search": object{"mode": "outcome"}})
				}
			}
			expect(t, ask(t, clientOf(t, s), allergies, ann)[ann], c.state, c.ids...)
		})
	}
}

// Remembered local ids: the second question about a person needs not wait to learn who they are.
func TestLocalIDsAreRememberedAndChecked(t *testing.T) {
	s := newServer(t, patientOf("1", ann), patientOf("2", ben), allergyOf("a", "Patient/1"), allergyOf("b", "Patient/2"))
	c := clientOf(t, s, style(Local))
	expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a")

	people := []record.NHSNumber{ann}
	index := c.Patients(t.Context(), people)
	before := len(s.requests("AllergyIntolerance"))
	a := c.Search(t.Context(), allergies, people, func() *PatientIndex {
		if n := len(s.requests("AllergyIntolerance")); n != before+1 {
			t.Errorf("%d requests before the Patients are known, want 1", n-before)
		}
		return index
	})
	expect(t, a[ann], record.StateComplete, "a")

	// The exchange has moved Ann's record to another Patient, and given hers to Ben.
	s.resources = []object{patientOf("1", ben), patientOf("9", ann), allergyOf("a", "Patient/9"), allergyOf("b", "Patient/1")}
	answers := ask(t, c, allergies, ann)
	expect(t, answers[ann], record.StateComplete, "a")
	if o := answers[ann].Outcome; o.NotTheirs != 0 {
		t.Errorf("%d entries counted from a question that was asked again", o.NotTheirs)
	}

	// Ann is gone, and what is remembered is given up with her.
	s.resources = []object{patientOf("9", ben), allergyOf("b", "Patient/9")}
	expect(t, ask(t, c, allergies, ann)[ann], record.StatePatientUnknown)
	before = len(s.requests("AllergyIntolerance"))
	expect(t, ask(t, c, allergies, ann)[ann], record.StatePatientUnknown)
	if n := len(s.requests("AllergyIntolerance")) - before; n != 0 {
		t.Errorf("%d requests about somebody without a Patient", n)
	}
}

func TestLocalIDsAreForgotten(t *testing.T) {
	now := time.Date(2020, 10, 1, 9, 0, 0, 0, time.UTC)
	l := newLocals(func() time.Time { return now })
	index := newPatientIndex()
	index.locals[ann] = []string{"Patient/1"}
	l.remember(index, []record.NHSNumber{ann, ben})
	if ids, ok := l.of([]record.NHSNumber{ann}); !ok || !slices.Equal(ids[ann], []string{"Patient/1"}) {
		t.Error("not remembered")
	}
	if _, ok := l.of([]record.NHSNumber{ann, ben}); ok {
		t.Error("somebody unknown is remembered")
	}
	now = now.Add(localsTTL)
	if _, ok := l.of([]record.NHSNumber{ann}); ok {
		t.Error("not forgotten")
	}
	for i := range maxLocals + 10 {
		index.locals[record.NHSNumber(string(rune(i)))] = []string{"Patient/1"}
		l.remember(index, []record.NHSNumber{record.NHSNumber(string(rune(i)))})
	}
	if n := len(l.byNumber); n > maxLocals {
		t.Errorf("%d people remembered", n)
	}
}
