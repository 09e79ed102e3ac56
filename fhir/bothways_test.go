package fhir

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/record"
)

// both gives a reference by id and NHS number.
func both(patient string, n record.NHSNumber) object {
	return with(logical(n), object{"reference": patient})
}

func allergyBy(id string, reference object) object {
	return with(allergyOf(id, ""), object{"patient": reference})
}

func flagOf(id, patient string) object {
	return object{
		"resourceType": "Flag", "id": id, "status": "active",
		"code": object{"text": "flag " + id}, "subject": object{"reference": patient},
	}
}

// exactly makes a server find by patient:identifier what carries the number, and nothing else, as R4 has it.
func exactly(s *server) *server {
	s.byIdentifierAlone = true
	return s
}

// mixed are entries of one type that name their person in different ways: each case tells what the first question is
// about, and what the second.
var mixed = map[string]struct {
	anns, bens []object
}{
	"one person's, by number and by id":        {[]object{allergyBy("a1", logical(ann)), allergyOf("a2", "Patient/1")}, nil},
	"one person's, with both and by id":        {[]object{allergyBy("a1", both("Patient/1", ann)), allergyOf("a2", "Patient/1")}, nil},
	"by number, then by id":                    {[]object{allergyBy("a1", logical(ann))}, []object{allergyOf("b1", "Patient/2")}},
	"by id, then by number":                    {[]object{allergyOf("a1", "Patient/1")}, []object{allergyBy("b1", logical(ben))}},
	"with both, then by id":                    {[]object{allergyBy("a1", both("Patient/1", ann))}, []object{allergyOf("b1", "Patient/2")}},
	"with both, then with both and by id":      {[]object{allergyBy("a1", both("Patient/1", ann))}, []object{allergyBy("b1", both("Patient/2", ben)), allergyOf("b2", "Patient/2")}},
	"with both, then by number":                {[]object{allergyBy("a1", both("Patient/1", ann))}, []object{allergyBy("b1", logical(ben))}},
	"nothing, then all":                        {nil, []object{allergyBy("b1", logical(ben)), allergyOf("b2", "Patient/2"), allergyBy("b3", both("Patient/2", ben))}},
	"all, then nothing":                        {[]object{allergyBy("a1", logical(ann)), allergyOf("a2", "Patient/1"), allergyBy("a3", both("Patient/1", ann))}, nil},
	"by number, then with a number that isn't": {[]object{allergyBy("a1", logical(ann))}, []object{allergyBy("b1", object{"reference": "Patient/2", "identifier": object{"system": "https://hospital.example/mrn", "value": "x2"}})}},
}

// TestS05_EntriesByNumberAndEntriesByIDAreAllFound asks logical servers that hold, within one type, entries that only
// the number finds and entries that only the id finds. Neither may be lost, whoever is asked about first.
func TestS05_EntriesByNumberAndEntriesByIDAreAllFound(t *testing.T) {
	habits := map[string]func(*server){
		"echoes":            func(*server) {},
		"no self link":      func(s *server) { s.echo = false },
		"lenient, echoes":   func(s *server) { s.strict = false },
		"lenient, no links": func(s *server) { s.strict, s.echo = false, false },
		"small pages":       func(s *server) { s.pageCap = 1 },
	}
	for name, m := range mixed {
		for habit, change := range habits {
			t.Run(name+"/"+habit, func(t *testing.T) {
				all := append([]object{patientOf("1", ann), patientOf("2", ben), allergyOf("c", "Patient/3"), allergyBy("d", logical(cleo))}, m.anns...)
				s := exactly(newServer(t, append(all, m.bens...)...))
				change(s)
				c := clientOf(t, s, style(Logical))
				for range 2 {
					expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, namesOf(m.anns)...)
					expect(t, ask(t, c, allergies, ben)[ben], record.StateComplete, namesOf(m.bens)...)
				}
				together := ask(t, clientOf(t, s, style(Logical)), allergies, ann, ben)
				expect(t, together[ann], record.StateComplete, namesOf(m.anns)...)
				expect(t, together[ben], record.StateComplete, namesOf(m.bens)...)
			})
		}
	}
}

func namesOf(entries []object) []string {
	var names []string
	for _, e := range entries {
		names = append(names, e["id"].(string))
	}
	slices.Sort(names)
	return names
}

// TestS06_AnotherTypeThatWorkedProvesNothing: all types are asked for, and one of them names people in both ways.
func TestS06_AnotherTypeThatWorkedProvesNothing(t *testing.T) {
	s := exactly(newServer(t, patientOf("1", ann), allergyBy("a", both("Patient/1", ann)),
		statementOf("s1", "Patient/1"), with(statementOf("s2", ""), object{"subject": logical(ann)})))
	c := clientOf(t, s, style(Logical))
	for range 3 {
		expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a")
		a := ask(t, c, "MedicationStatement", ann)[ann]
		if a.Outcome.State != record.StateComplete || len(a.Facts.Medications) != 2 {
			t.Errorf("%s (%s), %d medicines, want 2", a.Outcome.State, a.Outcome.Detail, len(a.Facts.Medications))
		}
	}
}

// TestS05_ATypeThatIsLookedUpByPatientProvesNothingOfOthers: in one type the number finds what carries none, in another
// it does not.
func TestS05_ATypeThatIsLookedUpByPatientProvesNothingOfOthers(t *testing.T) {
	s := exactly(newServer(t, patientOf("1", ann), flagOf("f", "Patient/1"),
		allergyBy("a", both("Patient/1", ann)), allergyOf("b", "Patient/1")))
	s.resolves = "Flag"
	c := clientOf(t, s, style(Logical))
	for range 3 {
		ask(t, c, "Flag", ann)
		expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a", "b")
	}
	if n := len(s.requests("Flag")); n != 3 {
		t.Errorf("%d requests for the type that is looked up by Patient, want 3", n)
	}
}

// TestS05_ATypeThatIgnoresTheStyleProvesNothingOfOthers: one type is asked by ids from then on, and another not.
func TestS05_ATypeThatIgnoresTheStyleProvesNothingOfOthers(t *testing.T) {
	s := exactly(newServer(t, patientOf("1", ann), patientOf("2", ben), allergyBy("a", logical(ann)),
		flagOf("f", "Patient/1"), flagOf("g", "Patient/2")))
	s.answer = func(_ http.ResponseWriter, r *http.Request, form url.Values) bool {
		if strings.Contains(r.URL.Path, "Flag") && form.Has("patient:identifier") {
			form.Set("patient", "Patient/1,Patient/2")
			form.Del("patient:identifier")
		}
		return false
	}
	c := clientOf(t, s, style(Logical))
	for round := range 2 {
		before := len(s.requests("Flag"))
		if a := ask(t, c, "Flag", ann)[ann]; a.Outcome.State != record.StateComplete || len(a.Facts.Alerts) != 1 {
			t.Errorf("%s (%s), %d alerts", a.Outcome.State, a.Outcome.Detail, len(a.Facts.Alerts))
		}
		if n := len(s.requests("Flag")) - before; n != 2-round {
			t.Errorf("round %d: %d requests, want %d", round, n, 2-round)
		}
		expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a")
	}
}

// Where the number finds an entry that carries none, the server goes by the Patient: it finds what the ids would.
func TestAServerThatFindsByNumberWhatCarriesNoneIsAskedOnce(t *testing.T) {
	s := newServer(t, patientOf("1", ann), patientOf("2", ben), allergyOf("a", "Patient/1"), allergyOf("b", "Patient/2"))
	c := clientOf(t, s, style(Logical))
	for _, n := range []record.NHSNumber{ann, ben, ann} {
		ask(t, c, allergies, n)
	}
	if n := len(s.requests("AllergyIntolerance")); n != 3 {
		t.Errorf("%d requests, want 3", n)
	}
}

// Otherwise a type costs two requests, however many people are asked about and whatever the two brought.
func TestBothWaysCostTwoRequests(t *testing.T) {
	s := exactly(newServer(t, patientOf("1", ann), patientOf("2", ben), patientOf("3", cleo),
		allergyBy("a", both("Patient/1", ann)), allergyBy("b", both("Patient/2", ben))))
	c := clientOf(t, s, style(Logical))
	for range 3 {
		before := len(s.requests("AllergyIntolerance"))
		answers := ask(t, c, allergies, ann, ben, cleo)
		expect(t, answers[ann], record.StateComplete, "a")
		expect(t, answers[cleo], record.StateComplete)
		if n := len(s.requests("AllergyIntolerance")) - before; n != 2 {
			t.Errorf("%d requests, want 2", n)
		}
	}
}

// Once a type is known to be asked in both ways, neither waits for the other.
func TestBothWaysAreAskedSideBySide(t *testing.T) {
	s := exactly(newServer(t, patientOf("1", ann), allergyBy("a", both("Patient/1", ann))))
	c := clientOf(t, s, style(Logical))
	ask(t, c, allergies, ann)
	for _, search := range []Search{allergies, "Flag"} { // what one type showed is likely for another
		s.answer = together(t)
		if a := ask(t, c, search, ann)[ann]; a.Outcome.State != record.StateComplete {
			t.Errorf("%s: %s", search, a.Outcome.State)
		}
	}
}

// together lets no search by number or by id be answered before the other has been asked.
func together(t *testing.T) func(http.ResponseWriter, *http.Request, url.Values) bool {
	asked := map[string]chan struct{}{"patient": make(chan struct{}), "patient:identifier": make(chan struct{})}
	other := map[string]string{"patient": "patient:identifier", "patient:identifier": "patient"}
	return func(_ http.ResponseWriter, _ *http.Request, form url.Values) bool {
		for name, came := range asked {
			if !form.Has(name) {
				continue
			}
			close(came)
			select {
			case <-asked[other[name]]:
			case <-time.After(10 * time.Second):
				t.Errorf("%s was answered before the other was asked", name)
			}
		}
		return false
	}
}

// A server of logical references alone may refuse to be asked by ids: there is no second way.
func TestAServerThatRefusesIDsIsAskedByNumberAlone(t *testing.T) {
	s := exactly(newServer(t, patientOf("1", ann), patientOf("2", ben), allergyBy("a", logical(ann))))
	s.params = []string{"patient:identifier"}
	c := clientOf(t, s, style(Logical))
	expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a")
	before := len(s.requests("AllergyIntolerance"))
	answers := ask(t, c, allergies, ann, ben)
	expect(t, answers[ann], record.StateComplete, "a")
	expect(t, answers[ben], record.StateComplete)
	if n := len(s.requests("AllergyIntolerance")) - before; n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

// That the ids are refused is no reason to leave anything out of the search by number.
func TestARefusalOfIDsCostsNoIncludes(t *testing.T) {
	s := exactly(newServer(t, patientOf("1", ann), with(statementOf("s", ""), object{"subject": logical(ann)})))
	s.params = []string{"patient:identifier"}
	c := clientOf(t, s, style(Logical))
	for range 2 {
		ask(t, c, "MedicationStatement", ann)
	}
	requests := s.requests("MedicationStatement")
	if last := requests[len(requests)-1]; !last.form.Has("_include") || !last.form.Has("patient:identifier") {
		t.Errorf("asked for %v", last.form)
	}
}

// A Patient that replaces the person's need not carry the number: its entries are found by its id, and those of the old
// one may be found by number alone.
func TestS04_EntriesOfAReplacingPatientJoinThoseByNumber(t *testing.T) {
	old := with(patientOf("1", ann), object{"link": []object{{"type": "replaced-by", "other": object{"reference": "Patient/9"}}}})
	s := exactly(newServer(t, old, patientOf("9"), allergyBy("a", logical(ann)), allergyOf("b", "Patient/9"), allergyOf("c", "Patient/1")))
	c := clientOf(t, s, style(Logical))
	for range 3 {
		expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a", "b", "c")
	}
}

// TestS20_OneWayThatFailsShows: what the other way brought is shown, and is not called all.
func TestS20_OneWayThatFailsShows(t *testing.T) {
	for _, fails := range []string{"patient", "patient:identifier"} {
		s := exactly(newServer(t, patientOf("1", ann), patientOf("2", ben),
			allergyBy("a1", logical(ann)), allergyOf("a2", "Patient/1"), allergyBy("c", logical(cleo))))
		c := clientOf(t, s, style(Logical))
		ask(t, c, allergies, ann)
		s.answer = func(w http.ResponseWriter, _ *http.Request, form url.Values) bool {
			if form.Has(fails) {
				w.WriteHeader(503)
			}
			return form.Has(fails)
		}
		answers := ask(t, c, allergies, ann, ben, cleo)
		if fails == "patient" {
			expect(t, answers[ann], record.StatePartial, "a1")
			expect(t, answers[cleo], record.StateComplete, "c") // has no Patient there, and so no id
		} else {
			expect(t, answers[ann], record.StatePartial, "a2")
			expect(t, answers[cleo], record.StateUnavailable)
		}
		expect(t, answers[ben], record.StateUnavailable)
	}
}

// What falls short in one way falls short in the whole, and is counted once.
func TestS09_BothWaysCountOnce(t *testing.T) {
	s := exactly(newServer(t, patientOf("1", ann), allergyBy("a", logical(ann)), allergyOf("b", "Patient/1"),
		with(allergyBy("c", both("Patient/1", ann)), object{"code": 7})))
	s.doctor = func(r *http.Request, _ url.Values, bundle object) {
		if strings.Contains(r.URL.Path, "Allergy") { // nobody can be read from this one
			bad := json.RawMessage(`{"resourceType": "AllergyIntolerance", "id": "bad", "patient": {}, "patient": {}}`)
			bundle["entry"] = append(bundle["entry"].([]any), object{"resource": bad})
		}
	}
	c := clientOf(t, s, style(Logical))
	local := ask(t, clientOf(t, s, style(Local)), allergies, ann)[ann]
	if local.Outcome.Unreadable < 2 {
		t.Fatal("a bad entry could be read")
	}
	for range 2 {
		a := ask(t, c, allergies, ann)[ann]
		if a.Outcome.State != record.StatePartial || a.Outcome.Unreadable != local.Outcome.Unreadable {
			t.Errorf("%s, %d unreadable, want %d", a.Outcome.State, a.Outcome.Unreadable, local.Outcome.Unreadable)
		}
		if ids := idsOf(a); !slices.Contains(ids, "a") || !slices.Contains(ids, "b") {
			t.Errorf("entries %v", ids)
		}
	}
}

func TestS02_BothWaysKeepOthersEntriesOut(t *testing.T) {
	s := exactly(newServer(t, patientOf("1", ann), patientOf("2", ben), allergyBy("a", logical(ann)), allergyOf("a2", "Patient/1")))
	c := clientOf(t, s, style(Logical))
	ask(t, c, allergies, ann)
	s.doctor = func(_ *http.Request, form url.Values, bundle object) {
		if form.Has("patient") {
			bundle["entry"] = append(bundle["entry"].([]any), object{"resource": allergyOf("b", "Patient/2")})
		}
	}
	a := ask(t, c, allergies, ann)[ann]
	expect(t, a, record.StatePartial, "a", "a2")
	if a.Outcome.NotTheirs != 1 {
		t.Errorf("%d kept out, want 1", a.Outcome.NotTheirs)
	}
}

// A server may stop taking the style while the client asks in both.
func TestAStyleThatIsRefusedLaterIsGivenUp(t *testing.T) {
	s := exactly(newServer(t, patientOf("1", ann), allergyBy("a", both("Patient/1", ann))))
	c := clientOf(t, s, style(Logical))
	ask(t, c, allergies, ann)
	s.params = []string{"patient"}
	expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a")
	before := len(s.requests("AllergyIntolerance"))
	expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a")
	if n := len(s.requests("AllergyIntolerance")) - before; n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

// TestS05_WhatOnlyAnIgnoredParameterBringsIsKept: a server that gives everything gives entries, too, that the ids do
// not find. They are shown, beside what is counted as not theirs.
func TestS05_WhatOnlyAnIgnoredParameterBringsIsKept(t *testing.T) {
	for _, st := range byNumber {
		s := newServer(t, patientOf("1", ann), patientOf("2", ben), allergyBy("a", logical(ann)), allergyOf("b", "Patient/2"))
		s.params, s.strict, s.everything = []string{"patient"}, false, true
		c := clientOf(t, s, style(st))
		for range 2 {
			expect(t, ask(t, c, allergies, ann)[ann], record.StatePartial, "a")
		}
	}
}

// A self link that leaves the parameter out tells that it was not understood: then the ids alone are asked.
func TestAnIgnoredIdentifierIsGivenUp(t *testing.T) {
	s := exactly(newServer(t, patientOf("1", ann), allergyOf("a", "Patient/1")))
	s.params, s.strict = []string{"patient"}, false
	c := clientOf(t, s, style(Logical))
	expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a")
	before := len(s.requests("AllergyIntolerance"))
	expect(t, ask(t, c, allergies, ann)[ann], record.StateComplete, "a")
	for _, r := range s.requests("AllergyIntolerance")[before:] {
		for name := range r.form {
			if strings.Contains(name, "identifier") {
				t.Error("still asked by number")
			}
		}
	}
}

// A silent type must not wait, question by question, for a proof that will not come.
func TestASilentTypeDoesNotWaitWhereBothWaysAreNeeded(t *testing.T) {
	s := exactly(newServer(t, patientOf("1", ann), allergyBy("a", both("Patient/1", ann))))
	c := clientOf(t, s, style(Logical))
	ask(t, c, allergies, ann)
	began := time.Now()
	for range 10 {
		expect(t, ask(t, c, "Flag", ann)[ann], record.StateComplete)
	}
	if took := time.Since(began); took > 5*minPatience {
		t.Errorf("ten silent questions took %v", took)
	}
	if n := len(s.requests("Flag")); n != 20 {
		t.Errorf("%d requests, want 20", n)
	}
}
