package fhir

import (
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/london-care-record/gateway/record"
)

// observed is FHIR's value[x] of an observation and of its components, with what goes with it.
type observed struct {
	ValueQuantity        *quantity         `json:"valueQuantity"`
	ValueCodeableConcept *codeableConcept  `json:"valueCodeableConcept"`
	ValueString          *string           `json:"valueString"`
	ValueBoolean         *bool             `json:"valueBoolean"`
	ValueInteger         jsontext.Value    `json:"valueInteger"`
	ValueRange           *valueRange       `json:"valueRange"`
	ValueRatio           *ratio            `json:"valueRatio"`
	ValueSampledData     *sampledData      `json:"valueSampledData"`
	ValueTime            string            `json:"valueTime"`
	ValueDateTime        string            `json:"valueDateTime"`
	ValuePeriod          *period           `json:"valuePeriod"`
	DataAbsentReason     *codeableConcept  `json:"dataAbsentReason"`
	Interpretation       []codeableConcept `json:"interpretation"`
	ReferenceRange       []referenceRange  `json:"referenceRange"`
}

type referenceRange struct {
	Low       *quantity         `json:"low"`
	High      *quantity         `json:"high"`
	Type      *codeableConcept  `json:"type"`
	AppliesTo []codeableConcept `json:"appliesTo"`
	Age       *valueRange       `json:"age"`
	Text      string            `json:"text"`
}

// value reads the value in the type in which it was sent (S07), and how a clinician reads it. Both are nothing when there
// is none; false and 0 are values. A value that can't be read is still shown in the source's own characters.
func (m *mapper) value(o *observed) (record.ObservationValue, string) {
	switch {
	case o.ValueQuantity != nil:
		if q := m.quantity("value", o.ValueQuantity); q != nil {
			return q, m.sayQuantity(q)
		}
	case o.ValueCodeableConcept != nil:
		if c := m.conceptOrNil(o.ValueCodeableConcept); c != nil {
			return c, c.Text
		}
	case o.ValueString != nil:
		return &record.TextValue{Plain: *o.ValueString}, *o.ValueString
	case o.ValueBoolean != nil:
		return &record.BooleanValue{Boolean: *o.ValueBoolean}, strconv.FormatBool(*o.ValueBoolean)
	case len(o.ValueInteger) > 0:
		if n := m.integer("value", o.ValueInteger); n != nil {
			return &record.IntegerValue{Integer: *n}, strconv.Itoa(*n)
		}
		return nil, shorten(string(o.ValueInteger))
	case o.ValueRange != nil:
		if r := m.valueRange("value", o.ValueRange); r != nil {
			return r, sayRange(r)
		}
	case o.ValueRatio != nil:
		if r := m.ratio("value", o.ValueRatio); r != nil {
			return r, sayRatio(r)
		}
	case o.ValueSampledData != nil:
		s := m.sampled("value", o.ValueSampledData)
		return s, saySampled(s)
	case o.ValueTime != "":
		return &record.TimeValue{Time: o.ValueTime}, o.ValueTime
	case o.ValueDateTime != "":
		if d := m.date("value", o.ValueDateTime); !d.IsZero() {
			return &record.DateTimeValue{DateTime: d}, d.String()
		}
		return nil, shorten(o.ValueDateTime)
	case o.ValuePeriod != nil:
		if p := m.period("value", o.ValuePeriod); p != nil {
			return p, sayPeriod(p)
		}
	}
	return nil, ""
}

// saySampled describes a series of measurements; its numbers are for a drawing, not for reading.
func saySampled(s *record.SampledData) string {
	n := len(strings.Fields(s.Data))
	text := "series of " + strconv.Itoa(n) + " " + plural("measurement", strconv.Itoa(n))
	if s.Period != "" {
		text += ", one every " + string(s.Period) + " ms"
	}
	return text
}

// sayAbsent writes why there is no value: "not recorded (patient refused)".
func sayAbsent(reason *record.CodeableConcept) string {
	if reason == nil {
		return ""
	}
	return "not recorded (" + reason.Text + ")"
}

func (m *mapper) referenceRanges(all []referenceRange) []record.ReferenceRange {
	if len(all) == 0 {
		return nil
	}
	list := m.ranges.some(len(all))
	for i := range all {
		r := &all[i]
		list[i] = record.ReferenceRange{
			Low: m.quantity("reference range", r.Low), High: m.quantity("reference range", r.High), Type: m.conceptOrNil(r.Type),
			AppliesTo: m.conceptList(r.AppliesTo), Age: m.valueRange("reference range", r.Age), Text: record.Text(r.Text),
		}
	}
	return list
}
