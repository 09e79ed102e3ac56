package record

import (
	"go/build"
	"slices"
	"testing"
	"time"
)

// TestS08_ADayIsADayInLondon gives the span of each date: half-open, and as long as the clocks make it.
func TestS08_ADayIsADayInLondon(t *testing.T) {
	for _, c := range []struct {
		date, from, to string
		lasts          time.Duration
	}{
		{"2026-07-01", "2026-06-30T23:00:00Z", "2026-07-01T23:00:00Z", 24 * time.Hour},
		{"2026-01-15", "2026-01-15T00:00:00Z", "2026-01-16T00:00:00Z", 24 * time.Hour},
		{"2026-03-29", "2026-03-29T00:00:00Z", "2026-03-29T23:00:00Z", 23 * time.Hour},
		{"2025-10-26", "2025-10-25T23:00:00Z", "2025-10-27T00:00:00Z", 25 * time.Hour},
		{"2026-03", "2026-03-01T00:00:00Z", "2026-03-31T23:00:00Z", 31*24*time.Hour - time.Hour},
		{"2026-10", "2026-09-30T23:00:00Z", "2026-11-01T00:00:00Z", 31*24*time.Hour + time.Hour},
		{"2026", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", 365 * 24 * time.Hour},
		{"1970", "1969-12-31T23:00:00Z", "1970-12-31T23:00:00Z", 365 * 24 * time.Hour}, // the clocks stayed ahead for three years
		{"2026-07-01T00:30:00+01:00", "2026-06-30T23:30:00Z", "2026-06-30T23:30:00.000000001Z", 1},
		{"2016-12-31T23:59:60Z", "2016-12-31T23:59:59.999999Z", "2016-12-31T23:59:59.999999001Z", 1},
		{"2016-12-31T23:59:60.5Z", "2016-12-31T23:59:59.9999995Z", "2016-12-31T23:59:59.999999501Z", 1},
	} {
		from, to := MustDate(c.date).Bounds()
		if got := from.UTC().Format(time.RFC3339Nano); got != c.from {
			t.Errorf("%s starts at %s, want %s", c.date, got, c.from)
		}
		if got := to.UTC().Format(time.RFC3339Nano); got != c.to || to.Sub(from) != c.lasts {
			t.Errorf("%s ends at %s after %s, want %s after %s", c.date, got, to.Sub(from), c.to, c.lasts)
		}
	}
}

// TestS14_OneInstantHasOneDay writes instants in several offsets: the day is London's.
func TestS14_OneInstantHasOneDay(t *testing.T) {
	for day, dates := range map[string][]string{
		"":           {"2026", "2026-07"},
		"2026-07-01": {"2026-07-01", "2026-06-30T23:30:00Z", "2026-07-01T00:30:00+01:00", "2026-06-30T19:30:00-04:00", "2026-07-01T22:59:59Z"},
		"2026-07-02": {"2026-07-02", "2026-07-01T23:00:00Z", "2026-07-02T05:00:00+05:30"},
		"2025-10-26": {"2025-10-26T01:30:00+01:00", "2025-10-26T01:30:00+00:00", "2025-10-25T23:00:00Z", "2025-10-26T23:59:59Z"},
		"2026-03-29": {"2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z", "2026-03-29T22:59:59Z"},
		"2016-12-31": {"2016-12-31T23:59:60Z"},
	} {
		for _, date := range dates {
			if got := MustDate(date).Day(); got != day {
				t.Errorf("%s is on %q, want %q", date, got, day)
			}
		}
	}
	if (PartialDate{}).Day() != "" {
		t.Error("no date has a day")
	}
	first, second := MustDate("2025-10-26T01:30:00+01:00"), MustDate("2025-10-26T01:30:00Z")
	if first.Same(second) || first.Compare(second) >= 0 {
		t.Error("the hour that comes twice is one")
	}
	if leap := MustDate("2016-12-31T23:59:60Z"); leap.Same(MustDate("2016-12-31T23:59:59Z")) || leap.Same(MustDate("2017-01-01T00:00:00Z")) || leap.Same(MustDate("2016-12-31T23:59:60.5Z")) {
		t.Error("the second that was put in is one of its neighbours")
	}
}

// TestTheEndOfADayIsLondons asks for the end of the day of an instant.
func TestTheEndOfADayIsLondons(t *testing.T) {
	for instant, want := range map[string]string{
		"2026-06-30T23:30:00Z": "2026-07-01T23:00:00Z", "2026-01-15T12:00:00Z": "2026-01-16T00:00:00Z",
		"2026-03-29T12:00:00Z": "2026-03-29T23:00:00Z", "2025-10-25T23:30:00Z": "2025-10-27T00:00:00Z", "2026-12-31T23:59:59Z": "2027-01-01T00:00:00Z",
	} {
		from, _ := MustDate(instant).Bounds()
		if got := EndOfDay(from).UTC().Format(time.RFC3339); got != want {
			t.Errorf("the day of %s ends at %s, want %s", instant, got, want)
		}
	}
}

// TestLondonIsPartOfTheProgram holds that the zones are embedded, so that a machine without any knows London.
func TestLondonIsPartOfTheProgram(t *testing.T) {
	own, err := build.ImportDir(".", 0)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(own.Imports, "time/tzdata") {
		t.Error("time/tzdata is not imported")
	}
}
