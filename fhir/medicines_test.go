package fhir

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/record"
)

func pointingTo(o object, medication string, display ...string) object {
	ref := object{"reference": medication}
	if len(display) > 0 {
		ref["display"] = display[0]
	}
	c := with(o, object{"medicationReference": ref})
	delete(c, "medicationCodeableConcept")
	return c
}

func medicationOf(id string) object {
	return object{"resourceType": "Medication", "id": id, "code": object{"text": "medicine " + id}}
}

func TestS06_MedicinesThatDidNotComeAreFetched(t *testing.T) {
	s := newServer(t, patientOf("1", ann), medicationOf("w1"), medicationOf("w5"),
		pointingTo(statementOf("a", "Patient/1"), "Medication/w1"), pointingTo(statementOf("b", "Patient/1"), "Medication/w1"),
		pointingTo(statementOf("c", "Patient/1"), "Medication/w5/_history/2", "a display"), statementOf("d", "Patient/1"))
	s.include = false
	for _, st := range styles {
		before := len(s.requests("Medication"))
		a := ask(t, clientOf(t, s, style(st)), "MedicationStatement", ann)[ann]
		if a.Outcome.State != record.StateComplete || len(a.Facts.Medications) != 4 {
			t.Fatalf("%s (%s), %d entries", a.Outcome.State, a.Outcome.Detail, len(a.Facts.Medications))
		}
		for _, m := range a.Facts.Medications[:2] {
			if m.Code.Text != "medicine w1" {
				t.Errorf("%s is called %q", m.Source().Reference, m.Code.Text)
			}
		}
		fetched := 0
		for _, r := range s.requests("Medication")[before:] {
			if r.path == "/fhir/Medication/_search" {
				fetched++
			}
		}
		if fetched != 1 {
			t.Errorf("%d requests for medicines, want 1", fetched)
		}
	}
}

func TestS06_AMedicineWithoutANameIsTold(t *testing.T) {
	s := newServer(t, patientOf("1", ann), pointingTo(statementOf("a", "Patient/1"), "Medication/gone"))
	s.include = false
	look := func(state record.SourceState) *record.Medication {
		t.Helper()
		a := ask(t, clientOf(t, s), "MedicationStatement", ann)[ann]
		if a.Outcome.State != state || len(a.Facts.Medications) != 1 {
			t.Fatalf("%s (%s), %d entries; want %s", a.Outcome.State, a.Outcome.Detail, len(a.Facts.Medications), state)
		}
		return a.Facts.Medications[0]
	}
	if m := look(record.StateComplete); m.Resolved || len(m.Warnings) == 0 {
		t.Errorf("no warning that the medicine was not sent")
	}
	status := 404
	s.answer = func(w http.ResponseWriter, r *http.Request, _ url.Values) bool {
		medicine := strings.HasSuffix(r.URL.Path, "/Medication/_search")
		if medicine {
			w.WriteHeader(status)
		}
		return medicine
	}
	look(record.StateComplete) // a server without medicines of their own
	status = 503
	look(record.StatePartial)
	s.resources[1] = pointingTo(statementOf("a", "Patient/1"), "Medication/gone", "warfarin 1 mg tablets")
	if m := look(record.StateComplete); m.Code.Text != "warfarin 1 mg tablets" {
		t.Errorf("called %q", m.Code.Text)
	}
}

func TestS06_MedicinesThatCameAreNotFetched(t *testing.T) {
	s := newServer(t, patientOf("1", ann), pointingTo(statementOf("a", "Patient/1"), "Medication/w1"),
		pointingTo(statementOf("b", "Patient/1"), "Medication/gone"))
	s.echo = false
	s.doctor = func(r *http.Request, _ url.Values, bundle object) {
		if strings.Contains(r.URL.Path, "MedicationStatement") {
			bundle["entry"] = append(bundle["entry"].([]any), object{
				"fullUrl": s.base + "/Medication/w1", "resource": medicationOf("w1"), "search": object{"mode": "include"}})
		}
	}
	a := ask(t, clientOf(t, s), "MedicationStatement", ann)[ann]
	if a.Outcome.State != record.StateComplete || a.Facts.Medications[0].Code.Text != "medicine w1" {
		t.Errorf("%s (%s), called %q", a.Outcome.State, a.Outcome.Detail, a.Facts.Medications[0].Code.Text)
	}
	if n := len(s.requests("Medication/")); n != 0 {
		t.Errorf("%d requests for medicines at hand", n)
	}
}

// A self link that repeats _include does not show that it was followed.
func TestS06_AnEchoedIncludeIsNotAFollowedOne(t *testing.T) {
	s := newServer(t, patientOf("1", ann), medicationOf("w1"), pointingTo(statementOf("a", "Patient/1"), "Medication/w1"))
	c := clientOf(t, s)
	for range 2 {
		a := ask(t, c, "MedicationStatement", ann)[ann]
		if a.Outcome.State != record.StateComplete || a.Facts.Medications[0].Code.Text != "medicine w1" {
			t.Errorf("%s (%s), called %q", a.Outcome.State, a.Outcome.Detail, a.Facts.Medications[0].Code.Text)
		}
	}
	if n := len(s.requests("Medication/")); n != 2 {
		t.Errorf("%d requests for medicines, want one a search", n)
	}
	s.resources[1] = medicationOf("other") // and where they are not there, that is asked about once
	for range 2 {
		ask(t, c, "MedicationStatement", ann)
	}
	if n := len(s.requests("Medication/")); n != 3 {
		t.Errorf("%d requests for medicines, want one more", n)
	}
}
