package fhir

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/record"
)

// look searches the Patients and checks that everybody has an answer.
func lookUpAll(t *testing.T, c *Client, people ...record.NHSNumber) *PatientIndex {
	t.Helper()
	index := c.Patients(t.Context(), people)
	for _, n := range people {
		a := index.Answer(n)
		if a.Outcome.State == "" || a.Exchange == nil {
			t.Fatal("no whole answer")
		}
		clean(t, a.Outcome.Detail)
	}
	return index
}

func expectPatients(t *testing.T, x *PatientIndex, n record.NHSNumber, state record.SourceState, refs ...string) {
	t.Helper()
	a := x.Answer(n)
	if a.Outcome.State != state {
		t.Errorf("state %s (%s), want %s", a.Outcome.State, a.Outcome.Detail, state)
	}
	var got []string
	for _, p := range a.Facts.Persons {
		got = append(got, p.Source.Reference)
	}
	slices.Sort(got)
	if !slices.Equal(got, refs) || !slices.Equal(x.Locals(n), refs) {
		t.Errorf("Patients %v, ids %v, want %v", got, x.Locals(n), refs)
	}
	for _, ref := range refs {
		if _, ok := x.Owner(ref); !ok {
			t.Errorf("%s is nobody's", ref)
		}
	}
}

func TestTwoPatientsOfOneNumberBothCount(t *testing.T) {
	s := newServer(t, patientOf("1", ann), patientOf("2", ann), patientOf("3", ben))
	x := lookUpAll(t, clientOf(t, s), ann, ben, cleo)
	expectPatients(t, x, ann, record.StateComplete, "Patient/1", "Patient/2")
	expectPatients(t, x, ben, record.StateComplete, "Patient/3")
	expectPatients(t, x, cleo, record.StatePatientUnknown)
	if owner, ok := x.Owner("Patient/3"); !ok || owner != ben {
		t.Error("a Patient is the wrong person's")
	}
	if _, ok := x.Owner("Patient/4"); ok {
		t.Error("a Patient that was not found is somebody's")
	}
	if d := x.Answer(cleo).Outcome.Detail; d != "" {
		t.Errorf("detail %q", d)
	}
}

func TestS02_AForeignPatientIsKeptOut(t *testing.T) {
	s := newServer(t, patientOf("1", ann), patientOf("2", ben), patientOf("3"))
	s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
		s.write(w, 200, object{"resourceType": "Bundle", "type": "searchset", "entry": []object{
			{"resource": s.resources[0]}, {"resource": s.resources[1]}, {"resource": s.resources[2]},
			{"resource": with(s.resources[1], object{"id": "4", "identifier": []object{{"system": "https://hospital.example/mrn", "value": string(ann)}}})},
		}})
		return true
	}
	x := lookUpAll(t, clientOf(t, s), ann, cleo)
	expectPatients(t, x, ann, record.StatePartial, "Patient/1")
	expectPatients(t, x, cleo, record.StatePartial) // not unknown: the question was not answered
	if n := x.Answer(ann).Outcome.NotTheirs; n != 3 {
		t.Errorf("%d counted", n)
	}
	if _, ok := x.Owner("Patient/2"); ok {
		t.Error("a Patient that nobody asked for is somebody's")
	}
}

func TestS04_AReplacedPatientIsFollowedOnce(t *testing.T) {
	replacedBy := func(ref string) object {
		return object{"link": []object{{"type": "replaced-by", "other": object{"reference": ref}}}}
	}
	s := newServer(t,
		with(patientOf("old", ann), replacedBy("Patient/new")),
		with(patientOf("new", cleo), replacedBy("Patient/newest")),
		patientOf("newest", number(9)), patientOf("2", ben),
		allergyOf("a", "Patient/old"), allergyOf("b", "Patient/new"), allergyOf("c", "Patient/newest"),
		with(allergyOf("d", ""), object{"patient": object{"reference": "Patient/new"}}))
	for _, st := range styles {
		c := clientOf(t, s, style(st))
		x := lookUpAll(t, c, ann, ben)
		expectPatients(t, x, ann, record.StateComplete, "Patient/new", "Patient/old")
		expectPatients(t, x, ben, record.StateComplete, "Patient/2")
		answers := ask(t, c, allergies, ann, ben)
		expect(t, answers[ann], record.StateComplete, "a", "b", "d")
		expect(t, answers[ben], record.StateComplete)
	}
	for _, broken := range []string{"Patient/gone", "https://elsewhere.example/Patient/new", "Patient/a,b"} {
		s.resources[0] = with(patientOf("old", ann), replacedBy(broken))
		x := lookUpAll(t, clientOf(t, s), ann)
		if got := x.Locals(ann); !slices.Equal(got, []string{"Patient/old"}) {
			t.Errorf("%s: Patients %v", broken, got)
		}
	}
	s.resources[0] = with(patientOf("old", ann), replacedBy("Patient/gone"))
	if o := lookUpAll(t, clientOf(t, s), ann).Answer(ann).Outcome; o.State != record.StatePartial {
		t.Errorf("a replacing Patient that does not come: state %s", o.State)
	}
}

func TestAnUnconfirmedUnknownSaysSo(t *testing.T) {
	s := newServer(t, patientOf("1", ann))
	s.echo = false
	c := clientOf(t, s)
	o := lookUpAll(t, c, ben).Answer(ben).Outcome
	if o.State != record.StatePatientUnknown || o.Detail == "" {
		t.Errorf("state %s, detail %q", o.State, o.Detail)
	}
	lookUpAll(t, c, ann) // now it has shown that it can
	if o := lookUpAll(t, c, ben).Answer(ben).Outcome; o.State != record.StatePatientUnknown || o.Detail != "" {
		t.Errorf("state %s, detail %q", o.State, o.Detail)
	}
}

func TestAServerThatCannotSearchByNumberIsUnavailable(t *testing.T) {
	s := newServer(t, patientOf("1", ann))
	s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
		s.refuse(w, 400, "invalid", "SECRET")
		return true
	}
	x := lookUpAll(t, clientOf(t, s), ann)
	expectPatients(t, x, ann, record.StateUnavailable)
	if d := x.Answer(ann).Outcome.Detail; !strings.Contains(d, "by NHS number") {
		t.Errorf("detail %q", d)
	}
}

func TestAnUnreadablePatientLeavesDoubt(t *testing.T) {
	s := newServer(t, patientOf("1", ann))
	s.doctor = func(_ *http.Request, _ url.Values, bundle object) {
		bundle["entry"] = append(bundle["entry"].([]any), object{"resource": "SECRET"})
	}
	x := lookUpAll(t, clientOf(t, s), ann, ben)
	expectPatients(t, x, ann, record.StatePartial, "Patient/1")
	expectPatients(t, x, ben, record.StatePartial)
}

func TestAnIndexKnowsOnlyWhomItWasAskedFor(t *testing.T) {
	s := newServer(t, patientOf("1", ann))
	x := lookUpAll(t, clientOf(t, s), ann)
	if st := x.Answer(ben).Outcome.State; st != record.StateUnavailable {
		t.Errorf("somebody who was not asked for is %s", st)
	}
	var none *PatientIndex
	if none.Answer(ann).Outcome.State != record.StateUnavailable || none.Locals(ann) != nil {
		t.Error("a nil index knows somebody")
	}
}
