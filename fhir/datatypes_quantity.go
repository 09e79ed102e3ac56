package fhir

import (
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/london-care-record/gateway/record"
)

// number reads a decimal in the digits in which it was sent (S07). A number sent as a string is read all the same.
func (m *mapper) number(what string, v jsontext.Value) record.Decimal {
	switch v.Kind() {
	case '0':
		return record.Decimal(m.words.text(v))
	case '"':
		if inner := jsontext.Value(text(v)); inner.Kind() == '0' && inner.IsValid() {
			m.warn("The %s was sent as words, and was read as a number: %s.", what, quote(string(inner)))
			return record.Decimal(inner)
		}
	case 'n', 0:
		return ""
	}
	m.unread(what, string(v))
	return ""
}

// integer reads a whole number of 32 bits, which is FHIR's range; nil when there is none.
func (m *mapper) integer(what string, v jsontext.Value) *int {
	d := m.number(what, v)
	if d == "" {
		return nil
	}
	n, err := strconv.ParseInt(string(d), 10, 32)
	if err != nil {
		m.unread(what, string(d))
		return nil
	}
	i := int(n)
	return &i
}

// quantity reads an amount; nil when nothing was recorded.
func (m *mapper) quantity(what string, q *quantity) *record.Quantity {
	if q == nil {
		return nil
	}
	r := record.Quantity{
		Value: m.number(what, q.Value), Comparator: record.Text(q.Comparator), Unit: record.Text(q.Unit),
		System: record.Text(q.System), Code: record.Text(q.Code),
	}
	if r == (record.Quantity{}) {
		return nil
	}
	switch q.Comparator {
	case "", "<", "<=", ">", ">=":
	default:
		m.unread(what+" comparator", q.Comparator)
	}
	return m.quantities.one(r)
}

func (m *mapper) valueRange(what string, r *valueRange) *record.Range {
	if r == nil {
		return nil
	}
	low, high := m.quantity(what, r.Low), m.quantity(what, r.High)
	if low == nil && high == nil {
		return nil
	}
	return &record.Range{Low: low, High: high}
}

func (m *mapper) ratio(what string, r *ratio) *record.Ratio {
	if r == nil {
		return nil
	}
	n, d := m.quantity(what, r.Numerator), m.quantity(what, r.Denominator)
	if n == nil && d == nil {
		return nil
	}
	return &record.Ratio{Numerator: n, Denominator: d}
}

func (m *mapper) sampled(what string, s *sampledData) *record.SampledData {
	if s == nil {
		return nil
	}
	r := &record.SampledData{
		Origin: m.quantity(what, s.Origin), Period: m.number(what, s.Period), Factor: m.number(what, s.Factor),
		LowerLimit: m.number(what, s.LowerLimit), UpperLimit: m.number(what, s.UpperLimit), Data: s.Data,
	}
	if n := m.integer(what, s.Dimensions); n != nil {
		r.Dimensions = *n
	}
	return r
}

// unitOf gives the unit for reading: the source's own word, else its code. The unit 1 is none.
func unitOf(q *record.Quantity) string {
	unit := string(q.Unit)
	if unit == "" {
		unit = string(q.Code)
		if strings.HasPrefix(unit, "{") { // UCUM's annotations are no units
			unit = ""
		}
	}
	if unit == "1" {
		return ""
	}
	return unit
}

// sayQuantity writes an amount as a clinician reads it: "< 3 mmol/L".
func sayQuantity(q *record.Quantity) string {
	if q == nil {
		return ""
	}
	return string(appendQuantity(nil, q))
}

// appendQuantity writes an amount as sayQuantity does.
func appendQuantity(to []byte, q *record.Quantity) []byte {
	unit := unitOf(q)
	if q.Value == "" {
		return append(to, unit...)
	}
	if q.Comparator != "" {
		to = append(append(to, q.Comparator...), ' ')
	}
	to = append(to, q.Value...)
	if unit != "" {
		to = append(append(to, ' '), unit...)
	}
	return to
}

// sayQuantity writes an amount for an entry.
func (k *stock) sayQuantity(q *record.Quantity) string {
	var room [64]byte
	return k.words.text(appendQuantity(room[:0], q))
}

// sayRange writes a range: "3.5 to 5.3 mmol/L", "at most 5 mg", "at least 5 mg".
func sayRange(r *record.Range) string {
	switch {
	case r == nil:
		return ""
	case r.Low == nil:
		return joinWords("at most", sayQuantity(r.High))
	case r.High == nil:
		return joinWords("at least", sayQuantity(r.Low))
	case unitOf(r.Low) == unitOf(r.High):
		return joinWords(string(r.Low.Comparator), string(r.Low.Value), "to", sayQuantity(r.High))
	}
	return sayQuantity(r.Low) + " to " + sayQuantity(r.High)
}

// sayRatio writes a ratio: "1:128" of bare numbers, "1 mg per 2 mL" of amounts.
func sayRatio(r *record.Ratio) string {
	switch {
	case r == nil:
		return ""
	case r.Denominator == nil:
		return sayQuantity(r.Numerator)
	case r.Numerator == nil:
		return "per " + sayEach(r.Denominator)
	case unitOf(r.Numerator) == "" && unitOf(r.Denominator) == "":
		return sayQuantity(r.Numerator) + ":" + sayQuantity(r.Denominator)
	}
	return sayQuantity(r.Numerator) + " per " + sayEach(r.Denominator)
}

// sayEach writes an amount behind "per": "day" rather than "1 d".
func sayEach(q *record.Quantity) string {
	name, ok := ageUnits[orElse(string(q.Code), string(q.Unit))]
	switch {
	case q.Value == "1" && q.Comparator == "" && ok:
		return name
	case q.Value == "1" && q.Comparator == "" && unitOf(q) != "":
		return unitOf(q)
	case ok:
		return sayAge(q)
	}
	return sayQuantity(q)
}

// sayPeriod writes a period in words.
func sayPeriod(p *record.Period) string {
	switch {
	case p == nil || p.IsZero():
		return ""
	case p.End.IsZero():
		return "from " + p.Start.String()
	case p.Start.IsZero():
		return "until " + p.End.String()
	}
	return p.Start.String() + " to " + p.End.String()
}

// joinWords joins the words that there are with single spaces.
func joinWords(parts ...string) string {
	length := 0
	for _, p := range parts {
		length += len(p) + len(" ")
	}
	var b strings.Builder
	b.Grow(length)
	for _, p := range parts {
		if p == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(p)
	}
	return b.String()
}

// ageUnits are the UCUM codes of time that ages and durations are given in.
var ageUnits = map[string]string{
	"s": "second", "min": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "month", "a": "year",
}

// sayAge writes an age or a duration: "3 months" rather than "3 mo".
func sayAge(q *record.Quantity) string {
	name, ok := ageUnits[string(q.Code)]
	if !ok {
		name, ok = ageUnits[string(q.Unit)]
	}
	if !ok {
		return sayQuantity(q)
	}
	return joinWords(string(q.Comparator), string(q.Value), plural(name, string(q.Value)))
}

func sayAgeRange(r *record.Range) string {
	switch {
	case r.Low == nil:
		return joinWords("at most", sayAge(r.High))
	case r.High == nil:
		return joinWords("at least", sayAge(r.Low))
	}
	return sayAge(r.Low) + " to " + sayAge(r.High)
}

// plural gives the plural of a unit unless there is one of it.
func plural(name, count string) string {
	if count == "1" {
		return name
	}
	return name + "s"
}
