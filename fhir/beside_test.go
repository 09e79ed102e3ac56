package fhir

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/record"
)

// TestS02_AnEncounterBorrowsNothingFromAnotherPersonsCondition: a server sends along, unasked, a Condition of somebody
// else to which an Encounter of the person points.
func TestS02_AnEncounterBorrowsNothingFromAnotherPersonsCondition(t *testing.T) {
	ada, other := number(1), number(2)
	s := newServer(t, patientOf("a", ada), patientOf("b", other),
		object{"resourceType": "Encounter", "id": "e", "status": "finished", "class": object{"code": "IMP"}, "subject": object{"reference": "Patient/a"},
			"diagnosis": []object{{"condition": object{"reference": "Condition/foreign"}}, {"condition": object{"display": "Own words"}}}})
	s.include = true
	s.doctor = func(_ *http.Request, _ url.Values, bundle object) {
		bundle["entry"] = append(bundle["entry"].([]any), object{"fullUrl": s.base + "/Condition/foreign", "search": object{"mode": "include"},
			"resource": object{"resourceType": "Condition", "id": "foreign", "subject": object{"reference": "Patient/b"}, "code": object{"text": "Somebody else's disease"}}})
	}
	a := ask(t, clientOf(t, s), "Encounter", ada)[ada]
	if len(a.Facts.Encounters) != 1 || len(a.Facts.Conditions) != 0 {
		t.Fatalf("got %d encounters and %d conditions", len(a.Facts.Encounters), len(a.Facts.Conditions))
	}
	if told := toldBy(a); strings.Contains(told, "disease") || !strings.Contains(told, "Own words") {
		t.Errorf("the encounter says %s", told)
	}
}

func toldBy(a record.Answer) string {
	var words []string
	for _, e := range a.Facts.Encounters {
		for _, r := range e.Reasons {
			words = append(words, r.Text)
		}
	}
	return strings.Join(words, "; ")
}
