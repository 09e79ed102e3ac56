package fhir

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

type timing struct {
	Event  []string         `json:"event"`
	Repeat *repeat          `json:"repeat"`
	Code   *codeableConcept `json:"code"`
}

type repeat struct {
	BoundsDuration *quantity      `json:"boundsDuration"`
	BoundsRange    *valueRange    `json:"boundsRange"`
	BoundsPeriod   *period        `json:"boundsPeriod"`
	Count          jsontext.Value `json:"count"`
	CountMax       jsontext.Value `json:"countMax"`
	Duration       jsontext.Value `json:"duration"`
	DurationMax    jsontext.Value `json:"durationMax"`
	DurationUnit   string         `json:"durationUnit"`
	Frequency      jsontext.Value `json:"frequency"`
	FrequencyMax   jsontext.Value `json:"frequencyMax"`
	Period         jsontext.Value `json:"period"`
	PeriodMax      jsontext.Value `json:"periodMax"`
	PeriodUnit     string         `json:"periodUnit"`
	DayOfWeek      []string       `json:"dayOfWeek"`
	TimeOfDay      []string       `json:"timeOfDay"`
	When           []string       `json:"when"`
	Offset         jsontext.Value `json:"offset"`
}

// timing writes a Timing in words: those of its code, else its repeat and events written out.
func (m *mapper) timing(t *timing) string {
	if t == nil {
		return ""
	}
	if said := m.concept(t.Code).Text; said != "" {
		return said
	}
	parts := []string{m.repeat(t.Repeat)}
	if len(t.Event) > 0 {
		var dates []string
		for _, e := range t.Event {
			if d := m.date("timing", e); !d.IsZero() {
				dates = append(dates, d.String())
			}
		}
		parts = append(parts, "at "+strings.Join(dates, ", "))
	}
	return joinWords(parts...)
}

func (m *mapper) repeat(r *repeat) string {
	if r == nil {
		return ""
	}
	parts := []string{m.frequency(r)}
	if d := m.span("duration", r.Duration, r.DurationMax); d != "" {
		parts = append(parts, "for "+d+" "+timeUnit(r.DurationUnit, d)+" each time")
	}
	if len(r.DayOfWeek) > 0 {
		parts = append(parts, "on "+listed(r.DayOfWeek, dayNames))
	}
	if len(r.TimeOfDay) > 0 {
		parts = append(parts, "at "+strings.Join(r.TimeOfDay, ", "))
	}
	if o := m.number("timing offset", r.Offset); o != "" {
		parts = append(parts, string(o)+" minutes")
	}
	if len(r.When) > 0 {
		parts = append(parts, listed(r.When, eventNames))
	}
	if n := m.span("count", r.Count, r.CountMax); n != "" {
		parts = append(parts, "("+n+" in all)")
	}
	switch {
	case r.BoundsPeriod != nil:
		parts = append(parts, sayPeriod(m.period("timing period", r.BoundsPeriod)))
	case r.BoundsDuration != nil:
		if q := m.quantity("timing duration", r.BoundsDuration); q != nil {
			parts = append(parts, "for "+sayAge(q))
		}
	case r.BoundsRange != nil:
		if s := m.valueRange("timing duration", r.BoundsRange); s != nil {
			parts = append(parts, "for "+sayAgeRange(s))
		}
	}
	return joinWords(parts...)
}

// frequency writes how often: "3 times a day", "every 8 hours", "twice every 2 days", "4 to 6 times".
func (m *mapper) frequency(r *repeat) string {
	times := m.span("frequency", r.Frequency, r.FrequencyMax)
	every := m.span("timing period", r.Period, r.PeriodMax)
	unit := timeUnit(r.PeriodUnit, every)
	switch times {
	case "1":
		times = "once"
	case "2":
		times = "twice"
	case "":
	default:
		times += " times"
	}
	switch {
	case every == "":
		return times
	case every == "1" && times != "":
		return times + " " + article(unit) + " " + unit
	case every == "1":
		return "every " + unit
	case times == "" || times == "once":
		return "every " + every + " " + unit
	}
	return times + " every " + every + " " + unit
}

// span writes a number or a range of numbers: "4", "4 to 6".
func (m *mapper) span(what string, low, high jsontext.Value) string {
	from, to := m.number(what, low), m.number(what, high)
	switch {
	case to == "" || to == from:
		return string(from)
	case from == "":
		return "up to " + string(to)
	}
	return string(from) + " to " + string(to)
}

func timeUnit(code, count string) string {
	if name, ok := ageUnits[code]; ok {
		return plural(name, count)
	}
	return code
}

func article(unit string) string {
	if unit == "hour" {
		return "an"
	}
	return "a"
}

var dayNames = map[string]string{
	"mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday", "sun": "Sunday",
}

// eventNames are the codes of FHIR's event-timing and of v3 TimingEvent.
var eventNames = map[string]string{
	"MORN": "in the morning", "MORN.early": "in the early morning", "MORN.late": "in the late morning", "NOON": "at noon",
	"AFT": "in the afternoon", "AFT.early": "in the early afternoon", "AFT.late": "in the late afternoon",
	"EVE": "in the evening", "EVE.early": "in the early evening", "EVE.late": "in the late evening", "NIGHT": "at night",
	"PHS": "after sleep", "HS": "before sleep", "WAKE": "on waking",
	"C": "with a meal", "CM": "with breakfast", "CD": "with lunch", "CV": "with dinner",
	"AC": "before a meal", "ACM": "before breakfast", "ACD": "before lunch", "ACV": "before dinner",
	"PC": "after a meal", "PCM": "after breakfast", "PCD": "after lunch", "PCV": "after dinner",
}

// listed writes codes as words; one without a word stays as it is.
func listed(codes []string, names map[string]string) string {
	said := make([]string, len(codes))
	for i, c := range codes {
		said[i] = orElse(names[c], c)
	}
	return strings.Join(said, ", ")
}
