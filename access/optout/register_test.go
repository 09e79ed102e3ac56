package optout_test

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/london-care-record/gateway/access/optout"
	"github.com/london-care-record/gateway/record"
)

const (
	ada   record.NHSNumber = "9990000018"
	brian record.NHSNumber = "9990000026"
	chipo record.NHSNumber = "9990000034"
)

var (
	monday  = time.Date(2020, 10, 5, 9, 0, 0, 0, time.UTC)
	tuesday = monday.AddDate(0, 0, 1)
	today   = time.Date(2020, 10, 31, 12, 0, 0, 0, time.UTC)
)

// clock is a clock that stands still until it is moved.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// each runs a test on every kind of register, each empty.
func each(t *testing.T, test func(t *testing.T, register optout.Register, c *clock)) {
	for name, open := range registers {
		t.Run(name, func(t *testing.T) {
			c := &clock{at: today}
			register := open(t, c.now)
			t.Cleanup(func() {
				if err := register.Close(); err != nil {
					t.Error(err)
				}
			})
			test(t, register, c)
		})
	}
}

var registers = map[string]func(*testing.T, func() time.Time) optout.Register{
	"SQLite": func(t *testing.T, now func() time.Time) optout.Register {
		register, err := optout.SQLite(t.Context(), filepath.Join(t.TempDir(), "opt-out #1?.db"), now)
		if err != nil {
			t.Fatal(err)
		}
		return register
	},
	"PostgreSQL": onPostgres,
}

func closed(t *testing.T, c io.Closer) {
	t.Helper()
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}

func apply(t *testing.T, register optout.Register, changes ...optout.Change) []optout.Receipt {
	t.Helper()
	receipts, err := register.Apply(t.Context(), changes)
	if err != nil {
		t.Fatal(err)
	}
	return receipts
}

func objections(t *testing.T, register optout.Register, people ...record.NHSNumber) optout.Objections {
	t.Helper()
	found, err := register.Objections(t.Context(), people)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func objects(person record.NHSNumber, o optout.Objection, at time.Time) optout.Change {
	return optout.Change{Person: person, Objection: o, RecordedAt: at, Source: "practice", Reference: "1"}
}

func TestTheRegisterSaysWhoObjectsToWhat(t *testing.T) {
	each(t, func(t *testing.T, register optout.Register, _ *clock) {
		nel := optout.Objection{Scope: optout.AnExchange, Exchange: "NEL"}
		apply(t, register, objects(ada, optout.Objection{Scope: optout.All}, monday),
			objects(ada, nel, monday), objects(brian, optout.Objection{Scope: optout.Sensitive}, monday))
		want := optout.Objections{ada: {{Scope: optout.All}, nel}, brian: {{Scope: optout.Sensitive}}}
		if diff := cmp.Diff(want, objections(t, register, ada, brian, chipo)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(optout.Objections{}, objections(t, register, chipo)); diff != "" {
			t.Error(diff)
		}
		all, err := register.Copy(t.Context())
		if diff := cmp.Diff(want, all); diff != "" || err != nil {
			t.Error(err, diff)
		}
	})
}

func TestTheLaterDecisionHoldsInWhicheverOrderTheyCome(t *testing.T) {
	everything := optout.Objection{Scope: optout.All}
	object, withdraw := objects(ada, everything, monday), objects(ada, everything, tuesday)
	withdraw.Withdraw = true
	sameTime := withdraw
	sameTime.RecordedAt = monday
	for name, c := range map[string]struct {
		changes    []optout.Change
		objects    bool
		superseded []bool
	}{
		"in order":                {[]optout.Change{object, withdraw}, false, []bool{false, false}},
		"in the other order":      {[]optout.Change{withdraw, object}, false, []bool{false, true}},
		"objected to again":       {[]optout.Change{withdraw, objects(ada, everything, today)}, true, []bool{false, false}},
		"at the same moment":      {[]optout.Change{object, sameTime}, true, []bool{false, true}},
		"at the same moment, too": {[]optout.Change{sameTime, object}, true, []bool{false, false}},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, register optout.Register, _ *clock) {
				receipts := apply(t, register, c.changes...)
				if got := len(objections(t, register, ada)) == 1; got != c.objects {
					t.Errorf("objects: %t", got)
				}
				for i, r := range receipts {
					if r.Superseded != c.superseded[i] {
						t.Errorf("receipt %d: superseded %t", i, r.Superseded)
					}
				}
			})
		})
	}
}

func TestEveryAppliedDecisionLeavesAReceipt(t *testing.T) {
	each(t, func(t *testing.T, register optout.Register, c *clock) {
		change := objects(ada, optout.Objection{Scope: optout.AnExchange, Exchange: "SEL"}, monday)
		change.From, change.Until = monday, today
		first := apply(t, register, change)
		c.move(time.Hour)
		change.Withdraw, change.RecordedAt, change.From, change.Until = true, tuesday, time.Time{}, time.Time{}
		second := apply(t, register, change, objects(brian, optout.Objection{Scope: optout.All}, monday))
		got, err := register.Receipts(t.Context(), ada)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]optout.Receipt{first[0], second[0]}, got); diff != "" {
			t.Error(diff)
		}
		if !got[0].AppliedAt.Equal(today) || !got[1].AppliedAt.Equal(today.Add(time.Hour)) || got[0].ID >= got[1].ID {
			t.Errorf("%+v", got)
		}
	})
}

func TestAnObjectionHoldsFromItsBeginningToItsEnd(t *testing.T) {
	each(t, func(t *testing.T, register optout.Register, c *clock) {
		change := objects(ada, optout.Objection{Scope: optout.All}, monday)
		change.From, change.Until = today.Add(time.Hour), today.Add(3*time.Hour)
		apply(t, register, change)
		for _, want := range []int{0, 1, 1, 0} { // at 12, 13, 14 and 15 o'clock
			if got := len(objections(t, register, ada)); got != want {
				t.Errorf("%s: %d objections", c.now(), got)
			}
			c.move(time.Hour)
		}
	})
}

func TestAChangeThatIsWrongLeavesTheRestUndone(t *testing.T) {
	good := objects(ada, optout.Objection{Scope: optout.All}, monday)
	wrong := map[string]optout.Change{
		"number":      objects("9990000017", optout.Objection{Scope: optout.All}, monday),
		"scope":       objects(brian, optout.Objection{Scope: "some"}, monday),
		"no exchange": objects(brian, optout.Objection{Scope: optout.AnExchange}, monday),
		"an exchange": objects(brian, optout.Objection{Scope: optout.All, Exchange: "NEL"}, monday),
		"no time":     objects(brian, optout.Objection{Scope: optout.All}, time.Time{}),
	}
	each(t, func(t *testing.T, register optout.Register, _ *clock) {
		for name, change := range wrong {
			if _, err := register.Apply(t.Context(), []optout.Change{good, change}); err == nil {
				t.Errorf("%s: applied", name)
			}
		}
		if found := objections(t, register, ada, brian); len(found) != 0 {
			t.Errorf("%d people object", len(found))
		}
	})
}

func TestManyPeopleAreAskedForInOneGo(t *testing.T) {
	each(t, func(t *testing.T, register optout.Register, _ *clock) {
		apply(t, register, objects(ada, optout.Objection{Scope: optout.All}, monday))
		people := make([]record.NHSNumber, 2000)
		for i := range people {
			people[i] = brian
		}
		people[1999] = ada
		if found := objections(t, register, people...); len(found) != 1 || len(found[ada]) != 1 {
			t.Errorf("%d people object", len(found))
		}
	})
}

func TestTwoImportsAtOnceStandInLine(t *testing.T) {
	each(t, func(t *testing.T, register optout.Register, _ *clock) {
		var wait sync.WaitGroup
		for i := range 8 {
			wait.Go(func() {
				change := objects(ada, optout.Objection{Scope: optout.All}, monday.Add(time.Duration(i)*time.Hour))
				change.Withdraw = i != 7
				if _, err := register.Apply(t.Context(), []optout.Change{change, objects(brian, optout.Objection{Scope: optout.All}, monday)}); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		receipts, err := register.Receipts(t.Context(), ada)
		if err != nil || len(receipts) != 8 || len(objections(t, register, ada)) != 1 {
			t.Errorf("%d receipts, %v", len(receipts), err)
		}
	})
}

func TestReceiptsAreNeverChanged(t *testing.T) {
	file := filepath.Join(t.TempDir(), "register.db")
	register, err := optout.SQLite(t.Context(), file, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, register)
	apply(t, register, objects(ada, optout.Objection{Scope: optout.All}, monday))
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, db)
	for _, statement := range []string{"UPDATE receipts SET withdrawn = 1", "DELETE FROM receipts"} {
		if _, err := db.Exec(statement); err == nil {
			t.Errorf("%s: done", statement)
		}
	}
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", info.Mode(), err)
	}
}

func TestTheRegisterOutlivesTheProgram(t *testing.T) {
	file := filepath.Join(t.TempDir(), "register.db")
	for i := range 2 {
		register, err := optout.SQLite(t.Context(), file, time.Now)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			apply(t, register, objects(ada, optout.Objection{Scope: optout.All}, monday))
		} else if len(objections(t, register, ada)) != 1 {
			t.Error("the objection is gone")
		}
		closed(t, register)
	}
}

func TestS24_TheLastKnownCopyIsAtMostADayOld(t *testing.T) {
	c := &clock{at: today}
	register, err := optout.SQLite(t.Context(), filepath.Join(t.TempDir(), "register.db"), c.now)
	if err != nil {
		t.Fatal(err)
	}
	apply(t, register, objects(ada, optout.Objection{Scope: optout.All}, monday))
	failed := make(chan error, 16)
	watched := optout.Watch(t.Context(), register, optout.WatchSettings{Every: 10 * time.Millisecond, Now: c.now,
		Failed: func(err error) {
			select {
			case failed <- err:
			default:
			}
		}})
	defer closed(t, watched)
	closed(t, register) // out of reach from here on
	if err := <-failed; err == nil {
		t.Error("nothing failed")
	}
	if _, err := watched.Objections(t.Context(), []record.NHSNumber{ada}); err == nil {
		t.Error("a closed register answers")
	}
	c.move(optout.GreatestAge)
	found, asOf, err := watched.LastKnown(ada)
	if err != nil || len(found) != 1 || !asOf.Equal(today) {
		t.Errorf("after a day: %v, %s, %v", found, asOf, err)
	}
	c.move(time.Second)
	if _, _, err := watched.LastKnown(ada); !errors.Is(err, optout.ErrNoCopy) {
		t.Errorf("after more than a day: %v", err)
	}
}

func TestTheCopyIsRenewed(t *testing.T) {
	register, err := optout.SQLite(t.Context(), filepath.Join(t.TempDir(), "register.db"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	watched := optout.Watch(t.Context(), register, optout.WatchSettings{Every: 5 * time.Millisecond})
	defer closed(t, watched)
	apply(t, register, objects(ada, optout.Objection{Scope: optout.All}, monday))
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for {
		found, _, err := watched.LastKnown(ada)
		if err != nil || ctx.Err() != nil {
			t.Fatal("the copy was not renewed", err)
		}
		if len(found) == 1 {
			return
		}
		time.Sleep(time.Millisecond)
	}
}
