package stitch

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// result writes everything that a result says: its value, and what surrounds it. Digits and comparator count exactly as
// recorded, so that "5.0" is not "5".
func (w *writer) result(o *record.Observation) {
	w.value(o.Value)
	w.surroundings(o)
}

// sameResult tells that two results say the same.
func sameResult(a, b *record.Observation) bool {
	var room, more [usualKey]byte
	x, y := writer{b: room[:0]}, writer{b: more[:0]}
	x.result(a)
	y.result(b)
	return bytes.Equal(x.b, y.b)
}

// sameSurroundings tells that two results say the same beside their values.
func sameSurroundings(a, b *record.Observation) bool {
	var room, more [usualKey]byte
	x, y := writer{b: room[:0]}, writer{b: more[:0]}
	x.surroundings(a)
	y.surroundings(b)
	return bytes.Equal(x.b, y.b)
}

// usualKey is how many bytes most of what is written of a result has at most.
const usualKey = 128

// surroundings writes what a result says beside its value: absent reason, components, and where and how it was
// measured.
func (w *writer) surroundings(o *record.Observation) {
	if o.AbsentReason == nil && len(o.Components) == 0 && o.BodySite == nil && o.Method == nil && o.Specimen == "" {
		return
	}
	w.raw(aside)
	w.concept(o.AbsentReason)
	for i := range o.Components {
		c := &o.Components[i]
		w.raw(aside)
		w.concept(&c.Code)
		w.raw(aside + "=" + aside)
		w.value(c.Value)
		w.raw(aside + "~" + aside)
		w.concept(c.AbsentReason)
	}
	w.raw(aside)
	w.concept(o.BodySite)
	w.raw(aside)
	w.concept(o.Method)
	w.raw(aside)
	w.words(string(o.Specimen))
}

// aside stands between what surrounds a value.
const aside = "\x1d"

// value writes a value with its type.
func (w *writer) value(v record.ObservationValue) {
	switch v := v.(type) {
	case nil:
	case *record.Quantity:
		w.raw("q:")
		w.amount(v)
	case *record.CodeableConcept:
		w.raw("c:")
		w.concept(v)
	case *record.TextValue:
		w.raw("t:")
		w.words(v.Plain)
	case *record.BooleanValue:
		w.b = strconv.AppendBool(append(w.b, "b:"...), v.Boolean)
	case *record.IntegerValue:
		w.b = strconv.AppendInt(append(w.b, "i:"...), int64(v.Integer), 10)
	case *record.Range:
		w.raw("r:")
		w.span(v)
	case *record.Ratio:
		w.raw("o:")
		w.quantity(v.Numerator)
		w.raw("/")
		w.quantity(v.Denominator)
	case *record.TimeValue:
		w.raw("h:")
		w.raw(v.Time)
	case *record.DateTimeValue:
		w.raw("d:")
		w.date(v.DateTime)
	case *record.Period:
		w.raw("p:")
		w.period(v)
	default:
		w.b = fmt.Appendf(w.b, "%T:%s", v, content(v)) // sampled data, and whatever is added to the values
	}
}

// amount writes a measured amount. Two units are one when their codes are, whatever words stand for them, such as
// beats/min and bpm for /min; a unit without a code is its words. What is reckoned for a body surface of 1.73 m2 is
// never what is not, even where a source gives both the same code.
func (w *writer) amount(q *record.Quantity) {
	w.parts(string(q.Comparator), string(q.Value), "")
	w.unit(q)
}

// amountEnd stands between the parts of one amount.
const amountEnd = "\x1c"

// parts writes parts of one amount.
func (w *writer) parts(parts ...string) {
	for i, p := range parts {
		if i > 0 {
			w.raw(amountEnd)
		}
		w.raw(p)
	}
}

func (w *writer) unit(q *record.Quantity) {
	if q.System != "" && q.Code != "" {
		w.raw(record.CanonicalSystem(string(q.System)))
		w.raw("|")
		w.raw(string(q.Code))
	} else {
		w.raw(string(q.Unit))
	}
	if forBodySurface(q) {
		w.raw(" for a body surface")
	}
}

func unitKey(q *record.Quantity) string {
	var w writer
	w.unit(q)
	return w.String()
}

// forBodySurface tells that the amount is reckoned for a standard body surface, as of kidney function.
func forBodySurface(q *record.Quantity) bool {
	return strings.Contains(string(q.Unit), "1.73") || strings.Contains(string(q.Code), "1.73")
}

func (w *writer) quantity(q *record.Quantity) {
	if q != nil {
		w.parts(string(q.Comparator), string(q.Value), string(q.Unit), string(q.System), string(q.Code))
	}
}

// span writes a range of amounts.
func (w *writer) span(r *record.Range) {
	if r == nil {
		return
	}
	w.quantity(r.Low)
	w.raw("..")
	w.quantity(r.High)
}

func rangeKey(r *record.Range) string {
	var w writer
	w.span(r)
	return w.String()
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
