package fhir

import (
	"strings"

	"github.com/london-care-record/gateway/record"
)

type dosage struct {
	Text                     string            `json:"text"`
	AdditionalInstruction    []codeableConcept `json:"additionalInstruction"`
	PatientInstruction       string            `json:"patientInstruction"`
	Timing                   *timing           `json:"timing"`
	AsNeededBoolean          bool              `json:"asNeededBoolean"`
	AsNeededCodeableConcept  *codeableConcept  `json:"asNeededCodeableConcept"`
	Site                     *codeableConcept  `json:"site"`
	Route                    *codeableConcept  `json:"route"`
	Method                   *codeableConcept  `json:"method"`
	DoseAndRate              []doseAndRate     `json:"doseAndRate"`
	MaxDosePerPeriod         *ratio            `json:"maxDosePerPeriod"`
	MaxDosePerAdministration *quantity         `json:"maxDosePerAdministration"`
	MaxDosePerLifetime       *quantity         `json:"maxDosePerLifetime"`
}

type doseAndRate struct {
	DoseRange    *valueRange `json:"doseRange"`
	DoseQuantity *quantity   `json:"doseQuantity"`
	RateRatio    *ratio      `json:"rateRatio"`
	RateRange    *valueRange `json:"rateRange"`
	RateQuantity *quantity   `json:"rateQuantity"`
}

// dosages reads how a medicine is to be taken.
func (m *mapper) dosages(all []dosage) []record.Dosage {
	var list []record.Dosage
	for i := range all {
		d := m.dosage(&all[i])
		if d.Text == "" {
			continue
		}
		if list == nil {
			list = m.stock.dosages.some(len(all) - i)[:0]
		}
		list = append(list, d)
	}
	return list
}

func (m *mapper) dosage(d *dosage) record.Dosage {
	r := record.Dosage{
		Text: d.Text, Route: m.conceptOrNil(d.Route), Method: m.conceptOrNil(d.Method), Site: m.conceptOrNil(d.Site),
		Timing: record.Text(m.timing(d.Timing)), AsNeeded: d.AsNeededBoolean || d.AsNeededCodeableConcept != nil,
		AsNeededFor: m.conceptOrNil(d.AsNeededCodeableConcept),
	}
	instructions := append(nonEmpty([]string{d.PatientInstruction}), textsOf(m.conceptList(d.AdditionalInstruction))...)
	r.PatientInstruction = record.Text(strings.Join(instructions, "; "))
	for i := range d.DoseAndRate {
		dose := &d.DoseAndRate[i]
		if i > 0 {
			m.warn("It gives another dose, too: %s.", quote(m.sayDose(dose)))
			continue
		}
		if r.Dose = m.quantity("dose", dose.DoseQuantity); r.Dose == nil {
			r.DoseRange = m.valueRange("dose", dose.DoseRange)
		}
		r.Rate = record.Text(m.rate(dose))
	}
	limits := m.doseLimits(d)
	if strings.TrimSpace(r.Text) == "" {
		r.Text = sayDosage(&r, limits)
		r.Derived = r.Text != ""
	} else if limits != "" {
		m.warn("The dosage has a limit: %s.", limits)
	}
	return r
}

func (m *mapper) sayDose(d *doseAndRate) string {
	said := sayQuantity(m.quantity("dose", d.DoseQuantity))
	if said == "" {
		said = sayRange(m.valueRange("dose", d.DoseRange))
	}
	return joinWords(said, m.rate(d))
}

// rate writes the rate of administration.
func (m *mapper) rate(d *doseAndRate) string {
	switch {
	case d.RateRatio != nil:
		return sayRatio(m.ratio("rate", d.RateRatio))
	case d.RateRange != nil:
		return sayRange(m.valueRange("rate", d.RateRange))
	}
	return sayQuantity(m.quantity("rate", d.RateQuantity))
}

// doseLimits writes the greatest doses.
func (m *mapper) doseLimits(d *dosage) string {
	var said []string
	if r := m.ratio("maximum dose", d.MaxDosePerPeriod); r != nil {
		said = append(said, "at most "+sayRatio(r))
	}
	if q := m.quantity("maximum dose", d.MaxDosePerAdministration); q != nil {
		said = append(said, "at most "+sayQuantity(q)+" at a time")
	}
	if q := m.quantity("maximum dose", d.MaxDosePerLifetime); q != nil {
		said = append(said, "at most "+sayQuantity(q)+" in a lifetime")
	}
	return strings.Join(said, ", ")
}

// sayDosage puts an instruction together from its parts.
func sayDosage(d *record.Dosage, limits string) string {
	dose := sayQuantity(d.Dose)
	if dose == "" {
		dose = sayRange(d.DoseRange)
	}
	rate := ""
	if d.Rate != "" {
		rate = "at " + string(d.Rate)
	}
	parts := []string{joinWords(dose, rate), textOf(d.Method), textOf(d.Route), textOf(d.Site), string(d.Timing)}
	if d.AsNeeded {
		needed := "as needed"
		if d.AsNeededFor != nil {
			needed += " for " + d.AsNeededFor.Text
		}
		parts = append(parts, needed)
	}
	return strings.Join(nonEmpty(append(parts, limits, string(d.PatientInstruction))), ", ")
}

// textOf gives what a concept says; "" for none.
func textOf(c *record.CodeableConcept) string {
	if c == nil {
		return ""
	}
	return c.Text
}
