package lives

import (
	"time"

	"github.com/london-care-record/gateway/demo/catalogue"
	"github.com/london-care-record/gateway/demo/ordered"
)

// vital is a measurement taken at the bedside or in the consulting room.
type vital struct {
	name, loinc, snomed string
	unit, ucum          string
	value               string
}

func pulse(v string) vital {
	return vital{"Heart rate", "8867-4", "364075005", "beats/min", "/min", v}
}
func temperature(v string) vital {
	return vital{"Body temperature", "8310-5", "386725007", "°C", "Cel", v}
}
func saturation(v string) vital {
	return vital{"Oxygen saturation", "2708-6", "431314004", "%", "%", v}
}
func breathing(v string) vital {
	return vital{"Respiratory rate", "9279-1", "86290005", "breaths/min", "/min", v}
}
func weight(v string) vital { return vital{"Body weight", "29463-7", "27113001", "kg", "kg", v} }
func height(v string) vital { return vital{"Body height", "8302-2", "50373000", "cm", "cm", v} }
func peakFlow(v string) vital {
	return vital{"Peak expiratory flow", "", "18491006", "L/min", "L/min", v}
}
func news(v string) vital {
	return vital{"NEWS2 total score", "", "1104051000000101", "", "{ScoreOf}", v}
}

// vital writes a vital sign.
func (t *teller) vital(f *Fact, v vital, by *clinician, at time.Time) string {
	d := t.measured(f, "vital-signs", v.code(), by, at)
	d.add("valueQuantity", ordered.Of("value", ordered.Decimal(v.value), "unit", v.unit, "system", catalogue.UCUM, "code", v.ucum))
	return d.save()
}

func (v vital) code() ordered.Object {
	var codings []catalogue.Coding
	if v.loinc != "" {
		codings = append(codings, catalogue.Coding{System: catalogue.LOINC, Code: v.loinc, Display: v.name})
	}
	codings = append(codings, catalogue.Coding{System: catalogue.SNOMED, Code: v.snomed, Display: v.name})
	return ordered.Of("coding", codingObjects(codings), "text", v.name)
}

// pressure writes a blood pressure with its two components.
func (t *teller) pressure(f *Fact, systolic, diastolic string, by *clinician, at time.Time) string {
	d := t.measured(f, "vital-signs", vital{name: "Blood pressure", loinc: "85354-9", snomed: "75367002"}.code(), by, at)
	d.add("component", []ordered.Object{
		component(vital{name: "Systolic blood pressure", loinc: "8480-6", snomed: "72313002", value: systolic}),
		component(vital{name: "Diastolic blood pressure", loinc: "8462-4", snomed: "1091811000000102", value: diastolic}),
	})
	return d.save()
}

func component(v vital) ordered.Object {
	return ordered.Of("code", v.code(), "valueQuantity", ordered.Of(
		"value", ordered.Decimal(v.value), "unit", "mmHg", "system", catalogue.UCUM, "code", "mm[Hg]"))
}

// finding writes an observation whose value is a concept: smoking status and the like.
func (t *teller) finding(f *Fact, what vital, value catalogue.Concept, by *clinician, at time.Time) string {
	d := t.measured(f, "social-history", what.code(), by, at)
	d.add("valueCodeableConcept", sct(value))
	return d.save()
}

// alcohol writes an observation whose value is a range.
func (t *teller) alcohol(f *Fact, low, high string, by *clinician, at time.Time) string {
	d := t.measured(f, "social-history", words("Alcohol intake, units per week"), by, at)
	units := func(v string) ordered.Object {
		return ordered.Of("value", ordered.Decimal(v), "unit", "units/week")
	}
	d.add("valueRange", ordered.Of("low", units(low), "high", units(high)))
	return d.save()
}

// livesAlone writes a yes-or-no observation.
func (t *teller) livesAlone(f *Fact, alone bool, by *clinician, at time.Time) string {
	d := t.measured(f, "social-history", words("Lives alone"), by, at)
	d.add("valueBoolean", alone)
	return d.save()
}

func (t *teller) measured(f *Fact, category string, code ordered.Object, by *clinician, at time.Time) *draft {
	d := t.draft(f, "Observation", by, at)
	return d.add(
		"status", "final",
		"category", one(hl7("observation-category", category)),
		"code", code,
		"subject", d.subject(),
		"effectiveDateTime", t.instant(at),
		"performer", []ordered.Object{d.who(by, "performer")})
}
