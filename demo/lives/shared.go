package lives

import (
	"time"

	"github.com/london-care-record/gateway/demo/catalogue"
	"github.com/london-care-record/gateway/demo/ordered"
)

var smoking = vital{name: "Tobacco smoking status", loinc: "72166-2", snomed: "365981007"}

func answerText(s string) ordered.Object { return ordered.Of("valueString", s) }
func answerYes(b bool) ordered.Object    { return ordered.Of("valueBoolean", b) }
func answerNumber(n int) ordered.Object  { return ordered.Of("valueInteger", n) }

// vitals writes a set of observations as they are taken at a bedside.
func (l *life) vitals(t *teller, by *clinician, at time.Time, systolic, diastolic, rate, temp, oxygen, breaths string) {
	t.pressure(l.fact("OBSERVATIONS", "Blood pressure", day(at), ""), systolic, diastolic, by, at)
	for _, v := range []vital{pulse(rate), temperature(temp), saturation(oxygen), breathing(breaths)} {
		t.vital(l.fact("OBSERVATIONS", v.name, day(at), ""), v, by, at)
	}
}

// childhoodVaccines are those that a child of the person's age has had.
func (l *life) childhoodVaccines(nurse *clinician) {
	for _, v := range []struct {
		vaccine catalogue.Concept
		weeks   int
	}{
		{catalogue.SixInOne, 8}, {catalogue.MenB, 8}, {catalogue.SixInOne, 12}, {catalogue.SixInOne, 16}, {catalogue.MenB, 16},
		{catalogue.MMRVaccine, 52}, {catalogue.MMRVaccine, 176},
	} {
		at := l.p.Birth.AddDate(0, 0, v.weeks*7+3)
		if at.Before(l.b.today) {
			l.at(nurse.at.ex).immunisation(l.fact("IMMUNISATIONS", v.vaccine.Term, day(at), ""), v.vaccine, nurse, on(at, 10, 0), "")
		}
	}
}
