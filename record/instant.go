package record

import "time"

// The parts of an instant as FHIR writes it: 2019-07-04T10:15:00.5+01:00.
const (
	upToMinutes = len("2006-01-02T15:04")
	upToSeconds = len("2006-01-02T15:04:05")
)

// greatestOffset is the offset furthest from UTC that FHIR allows.
const greatestOffset = 14 * time.Hour

// parseInstant reads a FHIR instant, or a dateTime with a time, as strictly as R4's regular expressions do: two digits
// for each part, a point before the fraction, an offset of at most 14 hours. Seconds are required by R4, but minutes
// alone are seen, and what they mean is plain.
func parseInstant(s string) (time.Time, bool) {
	if len(s) <= upToMinutes || s[:4] == yearZero {
		return time.Time{}, false
	}
	switch s[upToMinutes] {
	case 'Z', '+', '-':
		s = s[:upToMinutes] + ":00" + s[upToMinutes:]
	}
	leap := len(s) > upToSeconds && s[upToMinutes:upToSeconds] == ":60"
	if leap {
		s = s[:upToMinutes] + ":59" + s[upToSeconds:]
	}
	var t time.Time
	if t.UnmarshalText([]byte(s)) != nil { // unlike time.Parse it keeps to RFC 3339
		return time.Time{}, false
	}
	if _, seconds := t.Zone(); time.Duration(seconds).Abs()*time.Second > greatestOffset {
		return time.Time{}, false
	}
	if leap {
		t = intoLastMicrosecond(t)
	}
	return t, true
}

// intoLastMicrosecond puts an instant of the leap second, read as one of the second before, where the calendar of
// computers has room for it: at the end of the second before, so that it stays in its minute, its day and, to the
// millisecond, its order.
func intoLastMicrosecond(t time.Time) time.Time {
	fraction := time.Duration(t.Nanosecond())
	return t.Add(time.Second - time.Microsecond + fraction/1_000_000 - fraction)
}
