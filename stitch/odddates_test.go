package stitch

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/record"
)

// oddness says in which ways a date can't be right of a person born on 1954-02-11 who died on 2026-09-01, read on
// 2026-10-03.
type oddness uint8

const (
	beforeBirth oddness = 1 << iota
	afterDeath
	inFuture
)

// oddDatesSaid are dates as they come from sources: one row each.
var oddDatesSaid = []struct {
	date string
	odd  oddness
}{
	{"0001", beforeBirth},
	{"0001-01-01", beforeBirth},
	{"1752-09-14", beforeBirth},
	{"1899-12-31", beforeBirth},
	{"1900-01-01", beforeBirth},
	{"1953", beforeBirth},
	{"1954-01", beforeBirth},
	{"1954-02-10", beforeBirth},
	{"1954-02-10T23:59:59Z", beforeBirth},
	{"1954-02-11T00:30:00+01:00", beforeBirth}, // half an hour before the day in London
	{"1954-02-10T18:30:00-06:00", 0},           // half an hour into it
	{"1954", 0},
	{"1954-02", 0},
	{"1954-02-11", 0},
	{"1954-02-11T00:00:00Z", 0},
	{"1970-01-01", 0},
	{"1970-01-01T00:00:00Z", 0},
	{"2000-02-29", 0},
	{"2015", 0},
	{"2015-02", 0},
	{"2015-02-07", 0},
	{"2015-02-07T13:28Z", 0},
	{"2015-02-07T13:28:17Z", 0},
	{"2015-02-07T13:28:17.1Z", 0},
	{"2015-02-07T13:28:17.123456789Z", 0},
	{"2015-02-07T13:28:17+14:00", 0},
	{"2015-02-07T13:28:17-12:00", 0},
	{"2016-02-29", 0},
	{"2026-03-28T23:59:59Z", 0},      // the last second before the day on which the clocks go forward
	{"2026-03-29T00:59:59Z", 0},      // the last second before they do
	{"2026-03-29T02:00:00+01:00", 0}, // the first after
	{"2025-10-26T01:30:00+01:00", 0}, // the first half past one of the night on which they go back
	{"2025-10-26T01:30:00Z", 0},      // the second
	{"2026-07-01T00:00:00+01:00", 0}, // midnight in London, a day earlier in UTC
	{"2026-06-30T23:00:01Z", 0},
	{"2026-03-29", 0}, // a day of 23 hours
	{"2025-10-26", 0}, // one of 25
	{"2025-10-26T23:59:59Z", 0},
	{"2016-12-31T23:59:60Z", 0}, // a second that was put in
	{"2026", 0},
	{"2026-09", 0},
	{"2026-09-01", 0},
	{"2026-09-01T22:59:59Z", 0},
	{"2026-09-02T00:59:58+02:00", 0},     // the second before that
	{"2026-09-01T23:00:01Z", afterDeath}, // the next day in London
	{"2026-09-01T23:59:59Z", afterDeath},
	{"2026-09-02", afterDeath},
	{"2026-09-02T00:00:00Z", afterDeath},
	{"2026-10", afterDeath},
	{"2026-10-03T12:04:01Z", afterDeath},
	{"2026-10-03T22:59:59Z", afterDeath}, // later on the day of the answer
	{"2026-10-03T23:00:00Z", afterDeath | inFuture},
	{"2026-10-04", afterDeath | inFuture},
	{"2026-10-05", afterDeath | inFuture},
	{"2027", afterDeath | inFuture},
	{"2094-01-01", afterDeath | inFuture},
	{"9999", afterDeath | inFuture},
	{"9999-12-31T23:59:59Z", afterDeath | inFuture},
}

// plannedKinds may lie ahead; documents may be written after a death.
var plannedKinds = []record.Kind{record.Alerts, record.Medications, record.Encounters, record.Referrals, record.Appointments, record.CarePlans, record.CareTeams}

// warnings gives what an entry of the kind says of its date.
func (o oddness) warnings(kind record.Kind, date string) []string {
	var all []string
	if o&beforeBirth != 0 {
		all = append(all, "The date "+date+" lies before the person's birth.")
	}
	if o&afterDeath != 0 && kind != record.Documents {
		all = append(all, "The date "+date+" lies after the person's death.")
	}
	if o&inFuture != 0 && !slices.Contains(plannedKinds, kind) {
		all = append(all, "The date "+date+" lies in the future.")
	}
	return all
}

// TestS08_OddDatesMarkTheirOwnEntryOfEveryKind gives one exchange an entry of each date, one without and one whose date
// could not be read: each is kept as recorded, carries its own marks and no other's, and those without a date are last.
func TestS08_OddDatesMarkTheirOwnEntryOfEveryKind(t *testing.T) {
	const unread = "The date could not be read: “31 February”."
	for _, k := range everyKind {
		t.Run(string(k.kind), func(t *testing.T) {
			p, _ := someone(t, "NEL")
			p.DeceasedDate = record.MustDate("2026-09-01")
			want := map[string][]string{}
			var entries []json.RawMessage
			for n, c := range oddDatesSaid {
				entries = append(entries, k.entry(n, fmt.Sprintf("Entry %d", n), c.date))
				want[fmt.Sprintf("Entry %d", n)] = c.odd.warnings(k.kind, c.date)
			}
			marked := strings.TrimSuffix(string(k.entry(900, "Unread", "")), "}") + fmt.Sprintf(`,"warnings":[%q]}`, unread)
			entries = append(entries, json.RawMessage(marked), k.entry(901, "Undated", ""))
			want["Unread"], want["Undated"] = []string{unread}, nil
			rows, c := k.section(p, []record.Answer{k.answer(t, "NEL", entries...)})
			if len(rows) != len(entries) || !c.Complete || c.Sources[0].Count != len(entries) {
				t.Fatalf("%d of %d entries, %s", len(rows), len(entries), c.Summary)
			}
			for i, row := range rows {
				b := row.Base()
				if !slices.Equal(b.Warnings, want[b.Code.Text]) {
					t.Errorf("%s (%s): warnings %q, want %q", b.Code.Text, b.When, b.Warnings, want[b.Code.Text])
				}
				var n int
				if _, err := fmt.Sscanf(b.Code.Text, "Entry %d", &n); err == nil && b.When.String() != oddDatesSaid[n].date {
					t.Errorf("%s became %s", oddDatesSaid[n].date, b.When)
				}
				if i > 0 && rows[i-1].Base().When.Compare(b.When) < 0 {
					t.Errorf("%s stands before %s", rows[i-1].Base().When, b.When)
				}
				if undated := i >= len(rows)-2; undated != b.When.IsZero() {
					t.Errorf("entry %d of %d has the date %q", i, len(rows), b.When)
				}
			}
		})
	}
}

// TestS08_AnOddDateJoinsOnlyItself gives each date to two exchanges: every entry meets its own and no other, whatever
// the offset in which it is written.
func TestS08_AnOddDateJoinsOnlyItself(t *testing.T) {
	for _, k := range everyKind {
		if k.undatedMeet {
			continue // allergies are one whatever their dates
		}
		p, _ := someone(t, "NEL", "SEL")
		var entries []json.RawMessage
		for n, c := range oddDatesSaid {
			entries = append(entries, k.entry(n, fmt.Sprintf("Entry %d", n), c.date))
		}
		rows, _ := k.section(p, []record.Answer{k.answer(t, "NEL", entries...), k.answer(t, "SEL", entries...)})
		for _, row := range rows {
			b := row.Base()
			joined := len(b.Sources) == 2 && b.Sources[0].Reference == b.Sources[1].Reference
			switch {
			case k.instants && b.When.Precision() != record.PrecisionInstant, k.kind == record.Immunisations && b.When.Precision() < record.PrecisionDay:
				if len(b.Sources) != 1 {
					t.Errorf("%s: %s is too coarse to be sure of", k.kind, b.When)
				}
			case !joined:
				t.Errorf("%s: %s from %s", k.kind, b.When, sourcesWords(b.Sources))
			}
		}
	}
}

// TestS08_OneDateInTwoPrecisionsIsTwo compares a year with its first month, day and instant.
func TestS08_OneDateInTwoPrecisionsIsTwo(t *testing.T) {
	dates := []string{"2015", "2015-01", "2015-01-01", "2015-01-01T00:00:00Z"}
	for _, k := range everyKind {
		if k.undatedMeet || k.kind == record.Immunisations { // a vaccine's day is enough, and its hour is no other day
			continue
		}
		p, _ := someone(t, "NEL", "SEL", "SWL", "NCL")
		var answers []record.Answer
		for i, id := range []record.ExchangeID{"NEL", "SEL", "SWL", "NCL"} {
			answers = append(answers, k.answer(t, id, k.entry(1, "Egg", dates[i])))
		}
		rows, _ := k.section(p, answers)
		if len(rows) != len(dates) {
			t.Errorf("%s: %d rows", k.kind, len(rows))
		}
	}
}

// filtered is a section through a filter by date.
type filtered struct {
	kind record.Kind
	list func(p *Patient, as []record.Answer, from, to record.PartialDate, undated bool) []record.Row
	// always tells that the filter has no say about entries without a date: they stay.
	always bool
}

var dateFilters = []filtered{
	{kind: record.Investigations, list: func(p *Patient, as []record.Answer, from, to record.PartialDate, undated bool) []record.Row {
		return Rows(Investigations(p, as, InvestigationOptions{Filter: &InvestigationFilter{From: from, To: to, IncludeUndated: undated}}).Entries)
	}},
	{kind: record.Observations, list: func(p *Patient, as []record.Answer, from, to record.PartialDate, undated bool) []record.Row {
		return Rows(Observations(p, as, ObservationOptions{Filter: &ObservationFilter{From: from, To: to, IncludeUndated: undated}}).Entries)
	}},
	{kind: record.Referrals, list: func(p *Patient, as []record.Answer, from, to record.PartialDate, undated bool) []record.Row {
		return Rows(Referrals(p, as, ReferralOptions{Filter: &ReferralFilter{From: from, To: to, IncludeUndated: undated}}).Entries)
	}},
	{kind: record.Encounters, always: true, list: func(p *Patient, as []record.Answer, from, to record.PartialDate, _ bool) []record.Row {
		return Rows(Encounters(p, as, PeriodOptions{From: from, To: to}).Entries)
	}},
	{kind: record.Appointments, always: true, list: func(p *Patient, as []record.Answer, from, to record.PartialDate, _ bool) []record.Row {
		return Rows(Appointments(p, as, PeriodOptions{From: from, To: to}).Entries)
	}},
}

// TestS08_FiltersLeaveOutTheUndatedOnlyWhereTheyAreTold asks for the odd dates of 2015: what can lie in the year stays,
// and what has no date stays unless the filter says otherwise.
func TestS08_FiltersLeaveOutTheUndatedOnlyWhereTheyAreTold(t *testing.T) {
	for _, f := range dateFilters {
		k := everyKind[slices.IndexFunc(everyKind, func(k kindSaid) bool { return k.kind == f.kind })]
		p, _ := someone(t, "NEL")
		entries := []json.RawMessage{k.entry(900, "Undated", "")}
		inYear := 0
		for n, c := range oddDatesSaid {
			entries = append(entries, k.entry(n, fmt.Sprintf("Entry %d", n), c.date))
			if strings.HasPrefix(c.date, "2015") {
				inYear++
			}
		}
		answers := []record.Answer{k.answer(t, "NEL", entries...)}
		for _, undated := range []bool{true, false} {
			for _, span := range [][2]string{{"2015", "2015"}, {"2015-01-01", "2015-12-31"}, {"2015-01-01T00:00:00Z", "2015-12-31T23:59:59Z"}} {
				rows := f.list(p, answers, record.MustDate(span[0]), record.MustDate(span[1]), undated)
				held := slices.ContainsFunc(rows, func(row record.Row) bool { return row.Base().When.IsZero() })
				want := inYear
				if undated || f.always {
					want++
				}
				if held != (undated || f.always) || len(rows) != want {
					t.Errorf("%s from %s to %s, undated %t: %d rows, want %d; an undated one %t", f.kind, span[0], span[1], undated, len(rows), want, held)
				}
			}
			if rows := f.list(p, answers, record.PartialDate{}, record.PartialDate{}, true); len(rows) != len(entries) {
				t.Errorf("%s without bounds: %d rows of %d", f.kind, len(rows), len(entries))
			}
		}
	}
}

// TestS08_AFilterByDayMeansTheDayInLondon asks each filter for one day: what lies on it in London stays, however it is
// written, and what only seems to does not. The days on which the clocks change have 23 and 25 hours.
func TestS08_AFilterByDayMeansTheDayInLondon(t *testing.T) {
	for _, c := range []struct {
		day string
		in  []string
		out []string
	}{
		{"2026-07-01", // summer time
			[]string{"2026-07-01", "2026-07", "2026", "2026-07-01T00:00:00+01:00", "2026-06-30T23:00:00Z", "2026-07-01T22:59:59.999Z", "2026-07-01T19:00:00-03:30"},
			[]string{"2026-06-30", "2026-07-02", "2026-06-30T22:59:59.999Z", "2026-07-01T23:00:00Z", "2026-07-02T00:00:00+01:00", "2026-07-01T00:30:00+02:00"}},
		{"2026-01-15", // winter time
			[]string{"2026-01-15", "2026-01-15T00:00:00Z", "2026-01-15T23:59:59Z", "2026-01-16T00:30:00+01:00"},
			[]string{"2026-01-14T23:59:59Z", "2026-01-16T00:00:00Z", "2026-01-15T00:30:00+01:00"}},
		{"2026-03-29", // 23 hours
			[]string{"2026-03-29", "2026-03-29T00:00:00Z", "2026-03-29T00:59:59Z", "2026-03-29T02:00:00+01:00", "2026-03-29T22:59:59Z"},
			[]string{"2026-03-28", "2026-03-30", "2026-03-28T23:59:59Z", "2026-03-29T23:00:00Z", "2026-03-30T00:00:00+01:00"}},
		{"2025-10-26", // 25 hours
			[]string{"2025-10-26", "2025-10-25T23:00:00Z", "2025-10-26T01:30:00+01:00", "2025-10-26T01:30:00Z", "2025-10-26T23:59:59Z"},
			[]string{"2025-10-25", "2025-10-27", "2025-10-25T22:59:59Z", "2025-10-27T00:00:00Z", "2025-10-26T00:30:00+02:00"}},
		{"2016-12-31", // a second that was put in at its end
			[]string{"2016-12-31T23:59:60Z", "2016-12-31T23:59:60.9Z"},
			[]string{"2017-01-01T00:00:00Z", "2017-01-01"}},
		{"1970-01-01", // a winter in which the clocks stayed ahead
			[]string{"1970-01-01", "1969-12-31T23:00:00Z", "1970-01-01T00:00:00Z"},
			[]string{"1969-12-31", "1969-12-31T22:59:59Z", "1970-01-01T23:00:00Z"}},
	} {
		day := record.MustDate(c.day)
		for _, f := range dateFilters {
			k := everyKind[slices.IndexFunc(everyKind, func(k kindSaid) bool { return k.kind == f.kind })]
			p, _ := someone(t, "NEL")
			var entries []json.RawMessage
			for n, date := range slices.Concat(c.in, c.out) {
				entries = append(entries, k.entry(n, fmt.Sprintf("Entry %d", n), date))
			}
			var found []string
			for _, row := range f.list(p, []record.Answer{k.answer(t, "NEL", entries...)}, day, day, false) {
				found = append(found, row.Base().When.String())
			}
			slices.Sort(found)
			if want := slices.Sorted(slices.Values(c.in)); !slices.Equal(found, want) {
				t.Errorf("%s on %s: %q, want %q", f.kind, c.day, found, want)
			}
		}
	}
}
