package audit

import (
	"errors"
	"fmt"
	"slices"
	"time"
	_ "time/tzdata" // a container may have no time zones of its own

	"github.com/london-care-record/gateway/record"
)

// Unusual is why a privacy officer should look at a decision.
type Unusual string

// The rules of the report.
const (
	RestsOnGlass  Unusual = "BREAK_GLASS"    // it rests on a broken glass, or is one
	OutOfHours    Unusual = "OUT_OF_HOURS"   // outside working hours, and not for emergency care
	WatchedPerson Unusual = "WATCHED_PERSON" // about somebody on the list of people who draw the curious
	OwnRecord     Unusual = "OWN_RECORD"     // a member of staff opened their own record
	SameSurname   Unusual = "SAME_SURNAME"   // caller and person share a surname
	SameAddress   Unusual = "SAME_ADDRESS"   // caller and person share an address
	FaultyEntry   Unusual = "FAULTY_ENTRY"   // the entry is not as it was written, or can't be read as a whole
)

// Rules say what is unusual. The zero Rules know nobody to watch, and no working hours: every hour is one.
type Rules struct {
	Hours Hours
	// Emergency is the purpose of use for which no hour is unusual; empty for none.
	Emergency string
	// Watched are the people who draw the curious, as Watch gives them.
	Watched Watched
}

// Hours are when people who plan their work do it, in London: from From up to To, since midnight, on Days.
type Hours struct {
	From, To time.Duration
	Days     []time.Weekday
}

// UsualHours are from 07:00 to 20:00, Monday to Friday.
var UsualHours = Hours{From: 7 * time.Hour, To: 20 * time.Hour,
	Days: []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}}

// ErrHours is that working hours are no part of a day, or that there are none.
var ErrHours = errors.New("working hours begin and end within one day, the beginning first, and need at least one day of the week")

// Check finds hours that can't be meant.
func (h Hours) Check() error {
	if h.From < 0 || h.From >= h.To || h.To > 24*time.Hour || len(h.Days) == 0 {
		return ErrHours
	}
	return nil
}

// has tells whether a time lies within the hours, by the clocks of London.
func (h Hours) has(at time.Time) bool {
	local := at.In(london)
	hour, minute, second := local.Clock()
	since := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second
	return slices.Contains(h.Days, local.Weekday()) && since >= h.From && since < h.To
}

// london is where the gateway's callers work.
var london = func() *time.Location {
	l, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err) // the zones are part of the program
	}
	return l
}()

// Watched are people, as pseudonyms only.
type Watched map[string]bool

// Format keeps even the pseudonyms out of every form of printing.
func (w Watched) Format(f fmt.State, _ rune) { _, _ = fmt.Fprintf(f, "audit.Watched(%d)", len(w)) }

// Watch turns people into the pseudonyms under which they may stand in a trail, one for each key of the ring.
func (r *Ring) Watch(people []record.NHSNumber) Watched {
	w := make(Watched, len(people)*len(r.keys))
	for _, n := range people {
		for _, pseudonym := range r.pseudonyms(n) {
			w[pseudonym] = true
		}
	}
	return w
}

// Unusual gives the rules by which a decision stands out; none for one that does not.
func (r Rules) Unusual(a Access) []Unusual {
	var why []Unusual
	add := func(rule Unusual, is bool) {
		if is {
			why = append(why, rule)
		}
	}
	d := a.Decision
	about := d.Action == ReadRecord || d.Action == BreakGlass
	add(RestsOnGlass, d.BreakGlass)
	add(WatchedPerson, about && r.Watched[a.Pseudonym])
	add(OwnRecord, d.Own)
	add(SameSurname, a.alike(SameSurname))
	add(SameAddress, a.alike(SameAddress))
	add(OutOfHours, about && len(r.Hours.Days) > 0 && d.Purpose != r.Emergency && !r.Hours.has(d.At))
	add(FaultyEntry, a.Fault != "")
	return why
}

// alike tells whether an answer was found to be about somebody who shares this with the caller.
func (a Access) alike(what Unusual) bool {
	return slices.ContainsFunc(a.Answers, func(x Answer) bool { return slices.Contains(x.Alike, what) })
}
