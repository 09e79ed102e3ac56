//go:build unix

package audit_test

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/london-care-record/gateway/audit"
)

// past writes two chains with two keys and a retention, and gives the states on the way.
func past(t testing.TB, on target) []contents {
	t.Helper()
	var states []contents
	now := clock()
	for round := range 6 {
		for _, chain := range []string{"gateway-1", "gateway-2"} {
			s := on.open(t)
			keys := ring(t, "k1")
			if round > 2 {
				keys = ring(t, "k1", "k2")
			}
			l, err := audit.Open(context.Background(), s, keys, audit.Options{Chain: chain, Now: now})
			if err != nil {
				t.Fatal(err)
			}
			history(t, l, uint64(round), 4)
			if round == 3 && chain == "gateway-2" {
				oldest := find(t, s, keys, audit.Query{OldestFirst: true, First: 8}).Accesses
				if _, err := l.Retain(context.Background(), oldest[7].Decision.At, "test"); err != nil {
					t.Fatal(err)
				}
			}
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			states = append(states, contentsOf(t, s))
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
	return states
}

func TestS25_AThousandAttemptsAtTamperingAreAllFound(t *testing.T) {
	attempts := 1000
	if testing.Short() {
		attempts = 100
	}
	onBoth(t, func(t *testing.T, on target) {
		states := past(t, on)
		last := states[len(states)-1]
		s, keys := openStore(t, on), ring(t, "k1", "k2")
		r := openRaw(t, on)
		r.disarm(t)
		r.put(t, last)
		verified(t, s, keys, last.Heads...)
		if len(last.Checkpoints) != 1 {
			t.Fatalf("there are %d checkpoints", len(last.Checkpoints))
		}
		for n := range attempts {
			trick := tricks[n%len(tricks)]
			tam := &tamperer{Rand: rand.New(rand.NewPCG(uint64(n), 25)), earlier: states[1 : len(states)-1]}
			for tam.now = last.clone(); reflect.DeepEqual(tam.now, last); { // until it has changed something
				trick.do(tam)
			}
			r.put(t, tam.now)
			var known []audit.Head
			if trick.elsewhere {
				known = last.Heads
			}
			report, err := audit.Verify(t.Context(), s, keys, known...)
			if err == nil && report.Err() == nil {
				t.Errorf("attempt %d was not found: %s", n, trick.name)
			}
		}
		r.put(t, last)
		verified(t, s, keys, last.Heads...)
	})
}

func TestS25_TheTablesAreAppendOnly(t *testing.T) {
	onBoth(t, func(t *testing.T, on target) {
		s, keys := openStore(t, on), ring(t, "k1")
		l := openLog(t, s, keys, audit.Options{})
		history(t, l, 1, 5)
		r := openRaw(t, on)
		before := contentsOf(t, s)
		statements := []string{
			"UPDATE entries SET caller = 'x'", "DELETE FROM entries", "DELETE FROM entries WHERE seq = 1", "UPDATE entries SET seq = seq + 100",
			"DELETE FROM heads", "UPDATE heads SET seq = 1", "UPDATE heads SET chain = 'x'",
		}
		if on.name == "postgres" {
			statements = append(statements, "TRUNCATE entries", "TRUNCATE heads", "TRUNCATE checkpoints")
		}
		for _, statement := range statements {
			for _, table := range []string{"entries", "heads", "checkpoints"} {
				statement = strings.Replace(statement, " "+table, " "+r.prefix+table, 1)
			}
			if _, err := r.db.Exec(statement); err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s: got %v", statement, err)
			}
		}
		if diff := cmp.Diff(before, contentsOf(t, s)); diff != "" {
			t.Error(diff)
		}
		verified(t, s, keys)
	})
}

func TestAReaderIsToldOfAnEntryThatWasChanged(t *testing.T) {
	onBoth(t, func(t *testing.T, on target) {
		s, keys := openStore(t, on), ring(t, "k1")
		l := openLog(t, s, keys, audit.Options{})
		conclude(t, l, outcome(decide(t, l, permit(person(1)))[0], "a"))
		conclude(t, l, outcome(decide(t, l, permit(person(2)))[0], "b"))
		r := openRaw(t, on)
		r.disarm(t)
		c := contentsOf(t, s)
		c.Rows[0].Caller = "somebody-else"
		c.Rows[3].Body = bytes.Replace(c.Rows[3].Body, []byte(`"b"`), []byte(`"c"`), 1)
		r.put(t, c)
		for _, a := range find(t, s, keys, audit.Query{}).Accesses {
			if a.Fault == "" {
				t.Errorf("%s is said to be as it was written", a.ID)
			}
		}
	})
}

func TestS25_AnOlderCopyOfTheStoreIsNotWrittenTo(t *testing.T) {
	onBoth(t, func(t *testing.T, on target) {
		keys := ring(t, "k1")
		file := filepath.Join(t.TempDir(), "audit.head")
		opts := audit.Options{Chain: "gateway-1", HeadFile: file}
		run := func(seed uint64) {
			s := on.open(t)
			l, err := audit.Open(t.Context(), s, keys, opts)
			if err != nil {
				t.Fatal(err)
			}
			history(t, l, seed, 5)
			if err := errors.Join(l.Close(), s.Close()); err != nil {
				t.Fatal(err)
			}
		}
		run(1)
		s := openStore(t, on)
		old := contentsOf(t, s)
		run(2)
		known, err := audit.ReadHeads(file)
		if err != nil {
			t.Fatal(err)
		}
		verified(t, s, keys, known...)

		r := openRaw(t, on)
		r.disarm(t)
		r.put(t, old)
		if _, err := audit.Open(t.Context(), s, keys, opts); err == nil || !strings.Contains(err.Error(), "has lost entries") {
			t.Errorf("a store that was put back is written to: %v", err)
		}
		report, err := audit.Verify(t.Context(), s, keys, known...)
		if err != nil || report.Err() == nil {
			t.Errorf("a store that was put back was not found: %v", err)
		}
		verified(t, s, keys) // by itself it is a whole chain: that is what the head file is for
	})
}
