package record

import (
	"strings"
	"time"
)

// The shapes of the parts of an instant as FHIR writes it, 2019-07-04T10:15:00.5+01:00: 0 stands for any digit.
const (
	shapeToMinutes = "0000-00-00T00:00"
	shapeToSeconds = shapeToMinutes + ":00"
	shapeOfOffset  = "00:00"
)

const (
	upToMinutes = len(shapeToMinutes)
	upToSeconds = len(shapeToSeconds)
)

// greatestOffset is the offset furthest from UTC that FHIR allows, in seconds.
const greatestOffset = 14 * 60 * 60

// parseInstant reads a FHIR instant, or a dateTime with a time, as strictly as R4's regular expressions do: two digits
// for each part, a point before the fraction, an offset of at most 14 hours. Seconds are required by R4, but minutes
// alone are seen, and what they mean is plain.
func parseInstant(s string) (time.Time, bool) {
	if len(s) <= upToMinutes {
		return time.Time{}, false
	}
	switch s[upToMinutes] {
	case 'Z', '+', '-':
		s = s[:upToMinutes] + ":00" + s[upToMinutes:]
	}
	if !isShapedAsInstant(s) {
		return time.Time{}, false
	}
	leap := s[upToMinutes:upToSeconds] == ":60"
	if leap {
		s = s[:upToMinutes] + ":59" + s[upToSeconds:]
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil || s[:len(yearZero)] == yearZero {
		return time.Time{}, false
	}
	if _, offset := t.Zone(); max(offset, -offset) > greatestOffset {
		return time.Time{}, false
	}
	if leap {
		t = intoLastMicrosecond(t)
	}
	return t, true
}

// isShapedAsInstant tells that a text has the parts of an instant to the second, each with as many digits as FHIR asks for.
// Whether there is such a date is another question; that no hour has a sixtieth minute is answered here for offsets alone,
// because time.Parse takes one for an hour.
func isShapedAsInstant(s string) bool {
	if len(s) <= upToSeconds || !isShaped(s[:upToSeconds], shapeToSeconds) {
		return false
	}
	s = s[upToSeconds:]
	if s[0] == '.' {
		rest := strings.TrimLeft(s[1:], "0123456789")
		if len(rest) == len(s)-1 {
			return false
		}
		s = rest
	}
	if s == "Z" {
		return true
	}
	return s != "" && (s[0] == '+' || s[0] == '-') && isShaped(s[1:], shapeOfOffset) && s[len("+00:")] < '6'
}

// isShaped tells that a text has digits where the shape has 0, and elsewhere what the shape has.
func isShaped(s, shape string) bool {
	if len(s) != len(shape) {
		return false
	}
	for i := range len(s) {
		digit := '0' <= s[i] && s[i] <= '9'
		if digit != (shape[i] == '0') || !digit && s[i] != shape[i] {
			return false
		}
	}
	return true
}

// intoLastMicrosecond puts an instant of the leap second, read as one of the second before, where the calendar of
// computers has room for it: at the end of the second before, so that it stays in its minute, its day and, to the
// millisecond, its order.
func intoLastMicrosecond(t time.Time) time.Time {
	fraction := time.Duration(t.Nanosecond())
	return t.Add(time.Second - time.Microsecond + fraction/1_000_000 - fraction)
}
