package fhir

import (
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/london-care-record/gateway/record"
)

// Some servers write into the self link what they were asked, not what they understood.
func TestAnEchoAloneIsNotBelieved(t *testing.T) {
	for _, st := range byNumber {
		s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
		s.params, s.strict = []string{"patient"}, false
		s.doctor = func(r *http.Request, form url.Values, bundle object) {
			bundle["link"] = []object{{"relation": "self", "url": s.base + r.URL.Path + "?" + form.Encode()}}
		}
		c := clientOf(t, s, style(st))
		for range 2 {
			expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a")
		}
		// The logical style may yet be the only one that finds another person's entries.
		want := map[Style]int{Chained: 3, Logical: 4}[st]
		if n := len(s.requests("AllergyIntolerance")); n != want {
			t.Errorf("%s: %d requests, want %d", st, n, want)
		}
	}
}

// The same servers, when what they do not know makes them give everything.
func TestEverybodysEntriesAreNotBelievedForAnEcho(t *testing.T) {
	for _, st := range byNumber {
		s := newServer(t, patientOf("1", ann), patientOf("2", ben), allergyOf("b", "Patient/2"))
		s.resources = append(s.resources, with(statementOf("s", "Patient/1"), object{"resourceType": "Flag"}))
		s.params, s.strict, s.everything = []string{"patient"}, false, true
		s.doctor = func(r *http.Request, form url.Values, bundle object) {
			bundle["link"] = []object{{"relation": "self", "url": s.base + r.URL.Path + "?" + form.Encode()}}
		}
		c := clientOf(t, s, style(st))
		ask(t, c, "Flag", ann) // only Ann has one: as if the style worked
		for range 2 {
			expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete)
		}
		if n := len(s.requests("AllergyIntolerance")); n != 3 {
			t.Errorf("%s: %d requests, want 2 to learn that the style does not work, and 1", st, n)
		}
	}
}

func TestAServerThatKnowsPeopleByTheBareIDIsAskedSo(t *testing.T) {
	for _, st := range styles {
		s := newServer(t, patientOf("1", ann), allergyOf("a", "1"))
		s.params, s.strict, s.echo = []string{"patient"}, false, false
		s.doctor = func(_ *http.Request, _ url.Values, bundle object) {
			for _, e := range bundle["entry"].([]any) {
				if r := e.(object)["resource"].(object); r["patient"] != nil {
					e.(object)["resource"] = with(r, object{"patient": object{"reference": "Patient/1"}})
				}
			}
		}
		c := clientOf(t, s, style(st))
		for range 2 {
			expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a")
		}
		before := len(s.requests(""))
		expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a")
		want := map[Style]int{Chained: 2, Local: 2, Logical: 3}[st] // the logical style may yet find what the ids do not
		if n := len(s.requests("")) - before; n != want {
			t.Errorf("%s: %d requests, want the one for the Patient and %d more", st, n, want-1)
		}
	}
}

// Another search may learn of the short form while one by the long form is on its way.
func TestASearchOnItsWayHearsOfTheBareID(t *testing.T) {
	s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
	s.echo = false
	c := clientOf(t, s, style(Local))
	s.answer = func(_ http.ResponseWriter, _ *http.Request, form url.Values) bool {
		if form.Get("patient") == "Patient/1" {
			c.lessons.learn(everyType, func(l *lesson) { l.bareIDs = true })
			form.Set("patient", "Patient/none")
		} else if form.Get("patient") == "1" {
			form.Set("patient", "Patient/1")
		}
		return false
	}
	expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a")
}

func TestAServerThatTakesNumbersWithoutSystemIsAskedSo(t *testing.T) {
	s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"), patientOf("2", ben))
	s.echo = false
	s.doctor = func(r *http.Request, form url.Values, bundle object) {
		if !strings.Contains(r.URL.Path, "Patient") {
			return
		}
		bundle["entry"] = []any{}
		if form.Get("identifier") == string(ann) {
			bundle["entry"] = []any{object{"resource": s.resources[0]}}
		}
	}
	c := clientOf(t, s, style(Local))
	for range 2 {
		expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a")
	}
	if n := len(s.requests("Patient")); n != 4 {
		t.Errorf("%d requests, want 3 to learn it, and 1", n)
	}
}

// The self link shows that patient was left out, where subject is known.
func TestAParameterThatTheSelfLinkLeavesOutIsReplaced(t *testing.T) {
	s := newServer(t, patientOf("1", ann), allergyOf("x", "Patient/1"), statementOf("a", "Patient/1"))
	s.params, s.strict = []string{"subject"}, false
	c := clientOf(t, s, style(Local))
	for range 2 {
		a := ask(t, c, "MedicationStatement", ann)[ann]
		if a.Outcome.State != record.StateComplete || len(a.Facts.Medications) != 1 {
			t.Errorf("%s (%s), %d entries", a.Outcome.State, a.Outcome.Detail, len(a.Facts.Medications))
		}
	}
}

func TestAServerThatGivesNoMoreIsNotAskedForMoreEachTime(t *testing.T) {
	s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
	s.doctor = func(_ *http.Request, _ url.Values, bundle object) { bundle["total"] = 7 }
	c := clientOf(t, s)
	for range 3 {
		expect(t, ask(t, c, allergies, ann)[ann], record.StatePartial, "a")
	}
	if n := len(s.requests("AllergyIntolerance")); n != 4 {
		t.Errorf("%d requests, want one more than questions", n)
	}
}

func TestWaysToSayThatATypeIsMissing(t *testing.T) {
	for name, say := range map[string]func(s *server, w http.ResponseWriter){
		"with the known types": func(s *server, w http.ResponseWriter) {
			s.refuse(w, 400, "not-supported", "Unknown resource type 'List' - Server knows how to handle: [Observation, Patient]")
		},
		"501": func(_ *server, w http.ResponseWriter) { w.WriteHeader(501) },
		"405": func(_ *server, w http.ResponseWriter) { w.WriteHeader(405) },
	} {
		for _, st := range styles {
			s := newServer(t, patientOf("1", ann))
			s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
				list := strings.Contains(r.URL.Path, "/List")
				if list {
					say(s, w)
				}
				return list
			}
			if a := ask(t, clientOf(t, s, style(st)), "List", ann)[ann]; a.Outcome.State != record.StateNotConnected {
				t.Errorf("%s, %s: %s (%s)", name, st, a.Outcome.State, a.Outcome.Detail)
			}
		}
	}
}

// A server may say "not implemented" of a parameter, too.
func TestAnIncludeThatIsNotImplementedIsLeftOut(t *testing.T) {
	s := newServer(t, patientOf("1", ann), statementOf("a", "Patient/1"))
	s.answer = func(w http.ResponseWriter, _ *http.Request, form url.Values) bool {
		if form.Has("_include") {
			s.refuse(w, 501, "not-supported", "Unsupported parameter _include")
		}
		return form.Has("_include")
	}
	if a := ask(t, clientOf(t, s), "MedicationStatement", ann)[ann]; a.Outcome.State != record.StateComplete || len(a.Facts.Medications) != 1 {
		t.Errorf("%s (%s), %d entries", a.Outcome.State, a.Outcome.Detail, len(a.Facts.Medications))
	}
}

// A silent search that echoes waits for those beside it before it is doubted.
func TestAnEchoIsBelievedWhenTheSearchBesideItWorked(t *testing.T) {
	s := newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1"))
	silent := make(chan struct{})
	s.answer = func(_ http.ResponseWriter, r *http.Request, _ url.Values) bool {
		if strings.Contains(r.URL.Path, "Allergy") {
			<-silent // the search that brings something is the slower one
		}
		return false
	}
	s.doctor = func(r *http.Request, _ url.Values, _ object) {
		if strings.Contains(r.URL.Path, "Flag") {
			close(silent)
		}
	}
	c := clientOf(t, s)
	people := []record.NHSNumber{ann}
	index := sync.OnceValue(func() *PatientIndex { return c.Patients(t.Context(), people) })
	var both sync.WaitGroup
	both.Go(func() { expect(t, c.Search(t.Context(), allergies, people, index)[ann], record.StateComplete, "a") })
	for len(s.requests("AllergyIntolerance")) == 0 {
		runtime.Gosched()
	}
	expect(t, c.Search(t.Context(), "Flag", people, index)[ann], record.StateComplete)
	both.Wait()
	if n := len(s.requests("Flag")); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

// A server that refuses what it does not know only where it is asked to, refuses no includes.
func TestIncludesCostNoRefusal(t *testing.T) {
	for _, st := range styles {
		s := newServer(t, patientOf("1", ann), statementOf("a", "Patient/1"))
		s.include = false
		c := clientOf(t, s, style(st))
		for round := range 2 {
			for _, search := range []Search{"MedicationStatement", "MedicationRequest", "Encounter", allergies, "List"} {
				if a := ask(t, c, search, ann)[ann]; a.Outcome.State != record.StateComplete {
					t.Errorf("%s: %s (%s)", search, a.Outcome.State, a.Outcome.Detail)
				}
				if n := len(s.requests(string(search))); n != round+1 {
					t.Errorf("%s, %s: %d requests in round %d", st, search, n, round)
				}
			}
		}
	}
}

// Leave to ignore an include must not become leave to ignore the person: silence is asked about strictly.
func TestAServerThatMayIgnoreIncludesMayNotIgnoreThePerson(t *testing.T) {
	for _, st := range styles {
		s := newServer(t, patientOf("1", ann), statementOf("a", "Patient/1"))
		s.params, s.echo = []string{"subject"}, false
		c := clientOf(t, s, style(st))
		if a := ask(t, c, "MedicationStatement", ann)[ann]; a.Outcome.State != record.StateComplete || len(a.Facts.Medications) != 1 {
			t.Errorf("%s: %s (%s), %d entries", st, a.Outcome.State, a.Outcome.Detail, len(a.Facts.Medications))
		}
		s.params = nil
		if a := ask(t, clientOf(t, s, style(st)), "MedicationStatement", ann)[ann]; a.Outcome.State != record.StateUnavailable {
			t.Errorf("%s: %s (%s) from a server that takes no parameter for a person", st, a.Outcome.State, a.Outcome.Detail)
		}
	}
}

func TestAServerWithoutIncludesIsAskedForNoneAgain(t *testing.T) {
	s := newServer(t, patientOf("1", ann), statementOf("a", "Patient/1"))
	s.include, s.stern = false, true
	c := clientOf(t, s, style(Local))
	ask(t, c, "MedicationStatement", ann) // the Patient search was refused its includes
	ask(t, c, "MedicationRequest", ann)
	ask(t, c, "Encounter", ann)
	if n := len(s.requests("")); n != 7 {
		t.Errorf("%d requests, want 3 searches of Patients and 3 others, and one refusal", n)
	}
}
