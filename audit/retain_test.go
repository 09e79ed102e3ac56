//go:build unix

package audit_test

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/audit"
)

func TestRetentionDeletesWhatIsOldAndLeavesAChainThatVerifies(t *testing.T) {
	onBoth(t, func(t *testing.T, on target) {
		s, keys := openStore(t, on), ring(t, "k1")
		now := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
		l := openLog(t, s, keys, audit.Options{Now: func() time.Time { return now }})
		for range 10 {
			conclude(t, l, outcome(decide(t, l, permit(person(1)))[0]))
			now = now.AddDate(1, 0, 0)
		}
		none, err := l.Retain(t.Context(), time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC), "test")
		if err != nil || none.Count != 0 {
			t.Fatalf("nothing is that old, but got %+v, %v", none, err)
		}
		for _, c := range []struct{ before, from, through int64 }{{2023, 1, 6}, {2023, 0, 0}, {2026, 7, 12}} {
			done, err := l.Retain(t.Context(), time.Date(int(c.before), 1, 1, 0, 0, 0, 0, time.UTC), "retention of the test")
			if err != nil || done.From != c.from || done.Through != c.through {
				t.Fatalf("before %d: got %+v, %v", c.before, done, err)
			}
			r := verified(t, s, keys).Chains[0]
			if c.through != 0 && r.First != c.through+1 {
				t.Errorf("the chain begins with %d", r.First)
			}
		}
		if got := len(find(t, s, keys, audit.Query{}).Accesses); got != 4 {
			t.Errorf("%d decisions are left", got)
		}
		c := contentsOf(t, s)
		last := c.Rows[len(c.Rows)-1]
		var noted audit.Retention
		if err := json.Unmarshal(last.Body, &noted); err != nil || last.Type != audit.RetentionEntry || noted.Through != 12 || noted.Count != 6 || noted.By != "retention of the test" {
			t.Errorf("the deletion is noted as %s %s", last.Type, last.Body)
		}
		decide(t, l, permit(person(2)))
		verified(t, s, keys)
	})
}

func TestRetentionOfEverythingLeavesItsOwnEntry(t *testing.T) {
	onBoth(t, func(t *testing.T, on target) {
		keys := ring(t, "k1")
		s := on.open(t)
		l, err := audit.Open(t.Context(), s, keys, audit.Options{Chain: "gateway-1"})
		if err != nil {
			t.Fatal(err)
		}
		history(t, l, 1, 10)
		if _, err := l.Retain(t.Context(), time.Now().Add(-time.Nanosecond), "test"); err != nil {
			t.Fatal(err)
		}
		c := verified(t, s, keys).Chains[0]
		if c.First != c.Last {
			t.Errorf("the chain goes from %d to %d", c.First, c.Last)
		}
		if err := errors.Join(l.Close(), s.Close()); err != nil {
			t.Fatal(err)
		}
		again := openStore(t, on)
		history(t, openLog(t, again, keys, audit.Options{}), 2, 3)
		verified(t, again, keys)
	})
}

func TestRetentionTakesALongPastInPieces(t *testing.T) {
	s, keys := openStore(t, sqliteTarget(t)), ring(t, "k1")
	l := openLog(t, s, keys, audit.Options{Timeout: time.Minute}) // a busy machine takes seconds for so many
	old := permit(person(1))
	old.At = time.Now().AddDate(-9, 0, 0)
	many := make([]audit.Decision, 11_000)
	for i := range many {
		many[i] = old
	}
	decide(t, l, many...)
	decide(t, l, permit(person(1)))
	done, err := l.Retain(t.Context(), time.Now().AddDate(-8, 0, 0), "test")
	if err != nil || done.From != 1 || done.Through != 11_000 || done.Count != 11_000 {
		t.Fatalf("got %+v, %v", done, err)
	}
	if c := verified(t, s, keys).Chains[0]; c.Last != 11_001+3 {
		t.Errorf("the chain is %+v: there should be three deletions", c)
	}
}

func TestS25_RetentionDoesNotHideTampering(t *testing.T) {
	onBoth(t, func(t *testing.T, on target) {
		s, keys := openStore(t, on), ring(t, "k1")
		l := openLog(t, s, keys, audit.Options{Now: clock()})
		history(t, l, 1, 10)
		r := openRaw(t, on)
		r.disarm(t)
		c := contentsOf(t, s)
		c.Rows[3].Caller = "somebody-else"
		r.put(t, c)
		if _, err := l.Retain(t.Context(), time.Now().AddDate(50, 0, 0), "test"); err == nil || !strings.Contains(err.Error(), "nothing was deleted") {
			t.Errorf("got %v", err)
		}
		if left := contentsOf(t, s); len(left.Rows) != len(c.Rows) {
			t.Error("entries were deleted")
		}
	})
}

func TestAHeadFileFromBeforeARetentionIsNoAlarm(t *testing.T) {
	onBoth(t, func(t *testing.T, on target) {
		keys, headFile := ring(t, "k1"), filepath.Join(t.TempDir(), "audit.head")
		run := func(headFile string, f func(l *audit.Log)) {
			s := on.open(t)
			l, err := audit.Open(t.Context(), s, keys, audit.Options{Chain: "gateway-1", HeadFile: headFile})
			if err != nil {
				t.Fatal(err)
			}
			f(l)
			if err := errors.Join(l.Close(), s.Close()); err != nil {
				t.Fatal(err)
			}
		}
		run(headFile, func(l *audit.Log) { history(t, l, 1, 5) })
		run("", func(l *audit.Log) {
			if _, err := l.Retain(t.Context(), time.Now().Add(time.Hour), "test"); err != nil {
				t.Fatal(err)
			}
		})
		known, err := audit.ReadHeads(headFile)
		if err != nil {
			t.Fatal(err)
		}
		run(headFile, func(l *audit.Log) { history(t, l, 2, 5) })
		verified(t, openStore(t, on), keys, known...)
	})
}
