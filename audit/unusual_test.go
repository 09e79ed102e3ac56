package audit_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

func TestWorkingHoursAreThoseOfLondon(t *testing.T) {
	rules := audit.Rules{Hours: audit.UsualHours, Emergency: "emergency-care"}
	for at, unusual := range map[string]bool{
		"2020-10-30T12:00:00Z":      false, // a Friday
		"2020-10-30T06:59:59Z":      true,
		"2020-10-30T07:00:00Z":      false,
		"2020-10-30T19:59:59Z":      false,
		"2020-10-30T20:00:00Z":      true,
		"2020-10-31T12:00:00Z":      true,  // a Saturday
		"2020-07-03T06:30:00Z":      false, // half past seven in summer
		"2020-07-03T19:30:00Z":      true,  // half past eight in summer
		"2020-07-06T00:30:00+05:00": true,  // still Sunday in London
	} {
		moment, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		a := audit.Access{Decision: audit.Decision{At: moment, Action: audit.ReadRecord, Purpose: "direct-care"}}
		if got := slices.Contains(rules.Unusual(a), audit.OutOfHours); got != unusual {
			t.Errorf("%s: %t", at, got)
		}
		a.Decision.Purpose = "emergency-care"
		if len(rules.Unusual(a)) > 0 {
			t.Errorf("%s: emergency care has no hours", at)
		}
		a.Decision.Purpose, a.Decision.Action = "oversight", audit.ReadAudit
		if len(rules.Unusual(a)) > 0 {
			t.Errorf("%s: reading the trail is nobody's record", at)
		}
	}
}

func TestHoursThatCannotBeMeant(t *testing.T) {
	days := []time.Weekday{time.Monday}
	for i, h := range []audit.Hours{{}, {From: 7 * time.Hour, To: 7 * time.Hour, Days: days}, {From: 20 * time.Hour, To: 7 * time.Hour, Days: days},
		{From: 7 * time.Hour, To: 25 * time.Hour, Days: days}, {From: -1, To: time.Hour, Days: days}, {From: 7 * time.Hour, To: 8 * time.Hour}} {
		if h.Check() == nil {
			t.Errorf("case %d", i)
		}
	}
	if err := audit.UsualHours.Check(); err != nil {
		t.Error(err)
	}
}

// TestEveryRuleStandsInTheStore writes what each rule needs, on both databases, and reads it back.
func TestEveryRuleStandsInTheStore(t *testing.T) {
	onBoth(t, func(t *testing.T, on target) {
		store, keys := openStore(t, on), ring(t, "2019", "2020")
		trail := openLog(t, store, ring(t, "2019"), audit.Options{}) // of before the key was replaced
		const person, other record.NHSNumber = "9990000018", "9990000026"
		decision := audit.Decision{Action: audit.ReadRecord, Caller: audit.Caller{Subject: "d1"}, Person: person, Permitted: true, Own: true,
			At: time.Date(2020, 10, 30, 12, 0, 0, 0, time.UTC)}
		plain := decision
		plain.Person, plain.Own = other, false
		receipts, err := trail.Decide(t.Context(), decision, plain)
		if err != nil {
			t.Fatal(err)
		}
		if err := trail.Conclude(t.Context(), audit.Outcome{Of: receipts[0], Alike: []audit.Unusual{audit.SameSurname, audit.SameAddress}},
			audit.Outcome{Of: receipts[1]}); err != nil {
			t.Fatal(err)
		}
		reader := audit.NewReader(store, keys).With(audit.Rules{Hours: audit.UsualHours, Watched: keys.Watch([]record.NHSNumber{person})})
		page, err := reader.Find(t.Context(), audit.Query{OldestFirst: true})
		if err != nil || len(page.Accesses) != 2 {
			t.Fatal(page, err)
		}
		want := []audit.Unusual{audit.WatchedPerson, audit.OwnRecord, audit.SameSurname, audit.SameAddress}
		if got := reader.Unusual(page.Accesses[0]); !slices.Equal(got, want) {
			t.Errorf("got %v", got)
		}
		if got := reader.Unusual(page.Accesses[1]); len(got) > 0 {
			t.Errorf("got %v of somebody else", got)
		}
	})
}

func TestS26_WhoIsWatchedIsNotPrinted(t *testing.T) {
	w := ring(t, "2020").Watch([]record.NHSNumber{"9990000018"})
	if text := fmt.Sprintf("%v %+v %#v %s", w, w, w, w); len(w) != 1 || strings.Contains(text, "2020:") || strings.Contains(text, "999") {
		t.Errorf("prints %s", text)
	}
}
