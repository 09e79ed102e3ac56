package fhir

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/london-care-record/gateway/record"
)

// A damaged letter costs no allergy, and does not pass for what was recorded either.
func TestS09_DamagedTextIsShownAndCounted(t *testing.T) {
	s := hostileServer(t, func(w http.ResponseWriter) {
		fmt.Fprint(w, `{"resourceType":"Bundle","type":"searchset","entry":[`, allergyEntry("a", "Penici\xffin"), ",", allergyEntry("b", "nuts"), `]}`)
	})
	a := ask(t, clientOf(t, s, style(Local)), allergies, ann)[ann]
	expect(t, a, record.StatePartial, "a", "b")
	if a.Outcome.Unreadable != 1 {
		t.Errorf("%+v", a.Outcome)
	}
	for _, x := range a.Facts.Allergies {
		if x.Source().Reference == "AllergyIntolerance/a" && x.Code.Text != "Penici\ufffdin" {
			t.Errorf("shown as %q", x.Code.Text)
		}
	}
}
