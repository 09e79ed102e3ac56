package lives

import "time"

// Partial dates, as FHIR writes them.
func day(t time.Time) string   { return t.Format(time.DateOnly) }
func month(t time.Time) string { return t.Format("2006-01") }
func year(t time.Time) string  { return t.Format("2006") }

// instant writes a point in time: NEL, NCL and NWL in UTC, SEL and SWL with London's offset.
func (t *teller) instant(at time.Time) string {
	if t.ex == SEL || t.ex == SWL {
		return london(at).Format("2006-01-02T15:04:05-07:00")
	}
	return at.UTC().Format("2006-01-02T15:04:05Z")
}

// london moves an instant to London's clock without a time zone database, which a small machine may not have: summer time runs from the
// last Sunday of March to the last Sunday of October, each at 01:00 UTC.
func london(t time.Time) time.Time {
	t = t.UTC()
	from, to := lastSunday(t.Year(), time.March), lastSunday(t.Year(), time.October)
	if t.Before(from) || !t.Before(to) {
		return t.In(time.FixedZone("GMT", 0))
	}
	return t.In(time.FixedZone("BST", 3600))
}

func lastSunday(year int, m time.Month) time.Time {
	last := time.Date(year, m+1, 0, 1, 0, 0, 0, time.UTC)
	return last.AddDate(0, 0, -int(last.Weekday()))
}

// on is a day at a time of day, by London's clock.
func on(d time.Time, hour, minute int) time.Time {
	at := time.Date(d.Year(), d.Month(), d.Day(), hour, minute, 0, 0, time.UTC)
	_, offset := london(at).Zone()
	return at.Add(-time.Duration(offset) * time.Second)
}
