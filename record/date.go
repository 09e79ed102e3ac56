package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
)

// Precision says how much of a date was recorded.
type Precision int8

// The precisions of a FHIR date, dateTime or instant.
const (
	PrecisionNone Precision = iota
	PrecisionYear
	PrecisionMonth
	PrecisionDay
	PrecisionInstant
)

// PartialDate is a FHIR date or dateTime, as precise as it was recorded and in the digits in which it was recorded:
// 2015 is not 2015-01-01. The zero value is no date. Values are immutable and comparable with Equal.
type PartialDate struct {
	text      string
	precision Precision
	from      time.Time // first instant that it can mean
}

// partialLayouts are tried by the length of the text before any time part.
var partialLayouts = map[int]struct {
	layout    string
	precision Precision
}{
	4:  {"2006", PrecisionYear},
	7:  {"2006-01", PrecisionMonth},
	10: {"2006-01-02", PrecisionDay},
}

// yearZero is how a year is written that FHIR, as the calendar, does not have.
const yearZero = "0000"

// ParsePartialDate reads a FHIR date, dateTime or instant. The error does not repeat the text.
func ParsePartialDate(s string) (PartialDate, error) {
	if l, ok := partialLayouts[len(s)]; ok {
		t, err := time.ParseInLocation(l.layout, s, london)
		if err != nil || s[:4] == yearZero {
			return PartialDate{}, errDate
		}
		return PartialDate{text: s, precision: l.precision, from: t}, nil
	}
	if t, ok := parseInstant(s); ok {
		return PartialDate{text: s, precision: PrecisionInstant, from: t}, nil
	}
	return PartialDate{}, errDate
}

var errDate = Errorf(CodeBadRequest, `This is not a date that can be read. Write a year, a month, a day or an instant, for example "2019", "2019-07", "2019-07-04" or "2019-07-04T10:15:00Z".`)

// MustDate is ParsePartialDate for constants in tests and tables; it panics on a bad date.
func MustDate(s string) PartialDate {
	d, err := ParsePartialDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// String gives the date as it was recorded, or "".
func (d PartialDate) String() string { return d.text }

// IsZero tells whether there is no date.
func (d PartialDate) IsZero() bool { return d.precision == PrecisionNone }

// Precision tells how much was recorded.
func (d PartialDate) Precision() Precision { return d.precision }

// Bounds gives the half-open span of instants that the date can mean: [from, to). A date without a time means that day,
// month or year in London. Both are zero for no date.
func (d PartialDate) Bounds() (from, to time.Time) {
	switch d.precision {
	case PrecisionYear:
		return d.from, d.from.AddDate(1, 0, 0)
	case PrecisionMonth:
		return d.from, d.from.AddDate(0, 1, 0)
	case PrecisionDay:
		return d.from, d.from.AddDate(0, 0, 1)
	case PrecisionInstant:
		return d.from, d.from.Add(time.Nanosecond)
	}
	return time.Time{}, time.Time{}
}

// Start gives the first instant that the date can mean; zero for no date. It is what Bounds gives first.
func (d PartialDate) Start() time.Time { return d.from }

// Same tells whether both say the same date with the same precision; instants are compared as instants, so that
// 10:00+01:00 is 09:00Z. No date is the same as nothing, not even as no date.
func (d PartialDate) Same(o PartialDate) bool {
	if d.IsZero() || d.precision != o.precision {
		return false
	}
	return d.from.Equal(o.from)
}

// Agrees tells whether the two can mean the same day: 1980 agrees with 1980-04-02. No date agrees with everything.
// The day of an instant is that of London, whatever the offset in which it is written.
func (d PartialDate) Agrees(o PartialDate) bool {
	if d.IsZero() || o.IsZero() {
		return true
	}
	var x, y [len(time.DateOnly)]byte
	a, b := d.appendCalendar(x[:0]), o.appendCalendar(y[:0])
	n := min(len(a), len(b))
	return bytes.Equal(a[:n], b[:n])
}

// Day is the calendar day in London, as 2019-07-04, of a date that is known to the day; "" for a coarser one. One
// instant has one day, whatever the offset in which it is written.
func (d PartialDate) Day() string {
	if d.precision < PrecisionDay {
		return ""
	}
	if d.precision == PrecisionDay {
		return d.text
	}
	return d.from.In(london).Format(time.DateOnly)
}

// AppendDay appends what Day gives.
func (d PartialDate) AppendDay(b []byte) []byte {
	if d.precision < PrecisionDay {
		return b
	}
	return d.appendCalendar(b)
}

// appendCalendar writes the date in London's calendar without a time: at most ten characters.
func (d PartialDate) appendCalendar(b []byte) []byte {
	if d.precision == PrecisionInstant {
		return d.from.In(london).AppendFormat(b, time.DateOnly)
	}
	return append(b, d.text...)
}

// Compare orders dates by the first instant that they can mean, then the coarser first, then by text, so that the
// order is total. No date comes before every date.
func (d PartialDate) Compare(o PartialDate) int {
	if d.IsZero() || o.IsZero() {
		return int(min(d.precision, 1)) - int(min(o.precision, 1))
	}
	if c := d.from.Compare(o.from); c != 0 {
		return c
	}
	if d.precision != o.precision {
		return int(d.precision) - int(o.precision)
	}
	return strings.Compare(d.text, o.text)
}

// Before tells whether the date surely lies before another: all that it can mean comes before all that the other can.
func (d PartialDate) Before(o PartialDate) bool {
	if d.IsZero() || o.IsZero() {
		return false
	}
	_, end := d.Bounds()
	start, _ := o.Bounds()
	return !end.After(start)
}

// Within tells whether the date can lie in [from, to], each of them inclusive and as precise as it is given; a zero
// bound is open. No date is never within: callers decide about undated entries.
func (d PartialDate) Within(from, to PartialDate) bool {
	if d.IsZero() {
		return false
	}
	start, end := d.Bounds()
	if f, _ := from.Bounds(); !from.IsZero() && !end.After(f) {
		return false
	}
	if _, t := to.Bounds(); !to.IsZero() && !start.Before(t) {
		return false
	}
	return true
}

// MarshalGQL writes the date as it was recorded, or null.
func (d PartialDate) MarshalGQL(w io.Writer) { Text(d.text).MarshalGQL(w) }

// UnmarshalGQL reads a date given as a string. A null, which a caller may send for an open bound, is no date.
func (d *PartialDate) UnmarshalGQL(v any) error {
	if v == nil {
		*d = PartialDate{}
		return nil
	}
	s, ok := v.(string)
	if !ok {
		return errDate
	}
	parsed, err := ParsePartialDate(s)
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// MarshalJSON writes the date as it was recorded, or null.
func (d PartialDate) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(d.text)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *PartialDate) UnmarshalJSON(b []byte) error {
	var s *string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("date: not a string")
	}
	if s == nil {
		*d = PartialDate{}
		return nil
	}
	parsed, err := ParsePartialDate(*s)
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// Equal makes PartialDate comparable with go-cmp: the same text.
func (d PartialDate) Equal(o PartialDate) bool { return d.text == o.text }
