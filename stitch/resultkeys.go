package stitch

import (
	"fmt"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// effectiveKey is a result's own date, else its own span.
func effectiveKey(d record.PartialDate, p *record.Period) string {
	if k := dateKey(d); k != "" {
		return k
	}
	return periodKey(p)
}

// resultKey writes down everything that a result says: value, absent reason, components, and where and how it was
// measured. Digits, comparator and unit count exactly as recorded, so that "5.0" is not "5" and mL/min is not
// mL/min/1.73m2.
func resultKey(o *record.Observation) string {
	var b strings.Builder
	b.Grow(64)
	b.WriteString(valueKey(o.Value))
	write := func(parts ...string) {
		for _, p := range parts {
			b.WriteByte('\x1d')
			b.WriteString(p)
		}
	}
	write(conceptKey(o.AbsentReason))
	for i := range o.Components {
		c := &o.Components[i]
		write(conceptKey(&c.Code), "=", valueKey(c.Value), "~", conceptKey(c.AbsentReason))
	}
	write(conceptKey(o.BodySite), conceptKey(o.Method), normal(string(o.Specimen)))
	return b.String()
}

// valueKey writes down a value with its type.
func valueKey(v record.ObservationValue) string {
	switch v := v.(type) {
	case nil:
		return ""
	case *record.Quantity:
		return "q:" + quantityKey(v)
	case *record.CodeableConcept:
		return "c:" + conceptKey(v)
	case *record.TextValue:
		return "t:" + normal(v.Plain)
	case *record.BooleanValue:
		return fmt.Sprintf("b:%t", v.Boolean)
	case *record.IntegerValue:
		return fmt.Sprintf("i:%d", v.Integer)
	case *record.Range:
		return "r:" + rangeKey(v)
	case *record.Ratio:
		return "o:" + quantityKey(v.Numerator) + "/" + quantityKey(v.Denominator)
	case *record.TimeValue:
		return "h:" + v.Time
	case *record.DateTimeValue:
		return "d:" + dateKey(v.DateTime)
	case *record.Period:
		return "p:" + periodKey(v)
	}
	return fmt.Sprintf("%T:%s", v, content(v)) // sampled data, and whatever is added to the values
}

func quantityKey(q *record.Quantity) string {
	if q == nil {
		return ""
	}
	return strings.Join([]string{string(q.Comparator), string(q.Value), string(q.Unit), string(q.System), string(q.Code)}, "\x1c")
}

func rangeKey(r *record.Range) string {
	if r == nil {
		return ""
	}
	return quantityKey(r.Low) + ".." + quantityKey(r.High)
}

// rangesWords writes out reference ranges: "3.5 mmol/L to 5.3 mmol/L".
func rangesWords(rs []record.ReferenceRange) string {
	return listed(rs, func(r record.ReferenceRange) string {
		if r.Text != "" {
			return string(r.Text)
		}
		return strings.TrimSpace(quantityWords(r.Low) + " to " + quantityWords(r.High))
	})
}
