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

// resultKey writes down everything that a result says: its value, and what surrounds it. Digits and comparator count
// exactly as recorded, so that "5.0" is not "5".
func resultKey(o *record.Observation) string { return valueKey(o.Value) + surroundingsKey(o) }

// surroundingsKey writes down what a result says beside its value: absent reason, components, and where and how it was
// measured.
func surroundingsKey(o *record.Observation) string {
	if o.AbsentReason == nil && len(o.Components) == 0 && o.BodySite == nil && o.Method == nil && o.Specimen == "" {
		return ""
	}
	parts := []string{"", conceptKey(o.AbsentReason)}
	for i := range o.Components {
		c := &o.Components[i]
		parts = append(parts, conceptKey(&c.Code), "=", valueKey(c.Value), "~", conceptKey(c.AbsentReason))
	}
	return strings.Join(append(parts, conceptKey(o.BodySite), conceptKey(o.Method), normal(string(o.Specimen))), "\x1d")
}

// valueKey writes down a value with its type.
func valueKey(v record.ObservationValue) string {
	switch v := v.(type) {
	case nil:
		return ""
	case *record.Quantity:
		return "q:" + amountKey(v)
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

// amountKey writes down a measured amount. Two units are one when their codes are, whatever words stand for them, such as
// beats/min and bpm for /min; a unit without a code is its words. What is reckoned for a body surface of 1.73 m2 is
// never what is not, even where a source gives both the same code.
func amountKey(q *record.Quantity) string {
	return strings.Join([]string{string(q.Comparator), string(q.Value), unitKey(q)}, "\x1c")
}

func unitKey(q *record.Quantity) string {
	unit := string(q.Unit)
	if q.System != "" && q.Code != "" {
		unit = record.CanonicalSystem(string(q.System)) + "|" + string(q.Code)
	}
	if forBodySurface(q) {
		unit += " for a body surface"
	}
	return unit
}

// forBodySurface tells that the amount is reckoned for a standard body surface, as of kidney function.
func forBodySurface(q *record.Quantity) bool {
	return strings.Contains(string(q.Unit), "1.73") || strings.Contains(string(q.Code), "1.73")
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
