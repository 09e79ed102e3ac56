//go:build unix

package audit_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

func TestS25_ADecisionAndItsOutcomeComeBackWhole(t *testing.T) {
	onBoth(t, func(t *testing.T, on target) {
		s, keys := openStore(t, on), ring(t, "k1")
		l := openLog(t, s, keys, audit.Options{Now: clock()})
		d := permit(person(1))
		d.BreakGlass, d.Justification = true, "found unconscious, number "+string(person(1))
		receipts := decide(t, l, d, refuse(person(2)))
		o := outcome(receipts[0], "al1", "al2")
		conclude(t, l, o)

		got := find(t, s, keys, audit.Query{Person: person(1)}).Accesses
		if len(got) != 1 {
			t.Fatalf("%d accesses were found", len(got))
		}
		a := got[0]
		d.At = a.Decision.At
		if diff := cmp.Diff(d, a.Decision); diff != "" {
			t.Error(diff)
		}
		if len(a.Answers) != 1 || a.Fault != "" || a.ID != "gateway-1/1" {
			t.Fatalf("got %+v", a)
		}
		if diff := cmp.Diff(audit.Answer{At: a.Answers[0].At, Asked: o.Asked, Released: o.Released, Errors: o.Errors}, a.Answers[0]); diff != "" {
			t.Error(diff)
		}
		if want := time.Date(2026, 11, 1, 9, 0, 1, 0, time.UTC); !a.Decision.At.Equal(want) {
			t.Errorf("it was decided at %v", a.Decision.At)
		}
		refused := find(t, s, keys, audit.Query{Person: person(2)}).Accesses
		if len(refused) != 1 || refused[0].Decision.Permitted || len(refused[0].Answers) != 0 {
			t.Errorf("the refusal is %+v", refused)
		}
		if r := verified(t, s, keys); r.Chains[0].Last != 3 || r.Chains[0].Unfinished != 0 {
			t.Errorf("the report is %+v", r)
		}
	})
}

func TestS24_OnlyAWrittenPermissionPermits(t *testing.T) {
	s, keys := openStore(t, sqliteTarget(t)), ring(t, "k1")
	l := openLog(t, s, keys, audit.Options{})
	officer := permit("")
	officer.Action = audit.ReadAudit
	officer.Person = person(1)
	receipts := decide(t, l, permit(person(1)), refuse(person(1)), officer)
	for _, c := range []struct {
		name    string
		receipt audit.Receipt
		person  record.NHSNumber
		want    bool
	}{
		{"the person asked for", receipts[0], person(1), true},
		{"another person", receipts[0], person(2), false},
		{"nobody", receipts[0], "", false},
		{"a refusal", receipts[1], person(1), false},
		{"another action", receipts[2], person(1), false},
		{"no receipt", audit.Receipt{}, person(1), false},
		{"no receipt, nobody", audit.Receipt{}, "", false},
	} {
		if c.receipt.Permits(c.person) != c.want {
			t.Errorf("%s: Permits is %v", c.name, !c.want)
		}
	}
	kinds := receipts[0].Kinds()
	kinds[0] = record.Referrals
	if !slices.Equal(receipts[0].Kinds(), []record.Kind{record.Allergies, record.Medications}) {
		t.Error("a receipt was changed from outside")
	}
	other := openLog(t, openStore(t, sqliteTarget(t)), keys, audit.Options{})
	for name, o := range map[string]audit.Outcome{
		"no receipt": outcome(audit.Receipt{}), "a refusal": outcome(receipts[1]), "another log's receipt": outcome(decide(t, other, permit(person(1)))[0]),
	} {
		if err := l.Conclude(t.Context(), o); !errors.Is(err, audit.ErrNotWritten) {
			t.Errorf("%s was concluded: %v", name, err)
		}
	}
}

func TestS25_AnEntryThatLacksWhatItMustHaveIsNotWritten(t *testing.T) {
	s, keys := openStore(t, sqliteTarget(t)), ring(t, "k1")
	l := openLog(t, s, keys, audit.Options{})
	for name, change := range map[string]func(*audit.Decision){
		"no action":               func(d *audit.Decision) { d.Action = "" },
		"no caller":               func(d *audit.Decision) { d.Caller.Subject = "" },
		"no person":               func(d *audit.Decision) { d.Person = "" },
		"a refusal that allows":   func(d *audit.Decision) { d.Permitted = false },
		"a refusal that lets ask": func(d *audit.Decision) { d.Permitted, d.Kinds = false, nil },
	} {
		d := permit(person(1))
		change(&d)
		receipts, err := l.Decide(t.Context(), permit(person(2)), d)
		if !errors.Is(err, audit.ErrNotWritten) || receipts != nil || record.CodeOf(err) != record.CodeRecordUnavailable {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if got := verified(t, s, keys); len(got.Chains) != 0 {
		t.Errorf("something was written: %+v", got)
	}
}

func TestManyWritersMakeOneChain(t *testing.T) {
	onBoth(t, func(t *testing.T, on target) {
		s, keys := openStore(t, on), ring(t, "k1")
		l := openLog(t, s, keys, audit.Options{})
		const writers, each = 32, 20
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				for range each {
					r, err := l.Decide(context.Background(), permit(person(uint64(w))), permit(person(uint64(w+100))))
					if err != nil {
						t.Error(err)
						return
					}
					if err := l.Conclude(context.Background(), outcome(r[0]), outcome(r[1])); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if c := verified(t, s, keys).Chains[0]; c.Last != writers*each*4 || c.Unfinished != 0 {
			t.Errorf("the chain is %+v", c)
		}
	})
}

func TestAChainGoesOnAfterARestart(t *testing.T) {
	onBoth(t, func(t *testing.T, on target) {
		keys := ring(t, "k1")
		for range 3 {
			s := on.open(t)
			l, err := audit.Open(t.Context(), s, keys, audit.Options{Chain: "gateway-1"})
			if err != nil {
				t.Fatal(err)
			}
			history(t, l, 1, 5)
			if err := errors.Join(l.Close(), s.Close()); err != nil {
				t.Fatal(err)
			}
		}
		s := openStore(t, on)
		r := verified(t, s, keys)
		if len(r.Chains) != 1 || r.Chains[0].First != 1 || r.Chains[0].Last < 15 {
			t.Errorf("the report is %+v", r)
		}
	})
}

func TestOneWriterAtATimeHasAChain(t *testing.T) {
	onBoth(t, func(t *testing.T, on target) {
		keys := ring(t, "k1")
		first, second := openStore(t, on), on.open(t)
		l := openLog(t, first, keys, audit.Options{})
		decide(t, l, permit(person(1)))
		if _, err := audit.Open(t.Context(), second, keys, audit.Options{Chain: "gateway-1"}); !errors.Is(err, audit.ErrOtherWriter) {
			t.Fatalf("a second process took the chain: %v", err)
		}
		replica, err := audit.Open(t.Context(), second, keys, audit.Options{Chain: "gateway-2"})
		if err != nil {
			t.Fatal(err)
		}
		decide(t, replica, permit(person(2)))
		if err := errors.Join(replica.Close(), second.Close()); err != nil {
			t.Fatal(err)
		}
		if r := verified(t, first, keys); len(r.Chains) != 2 {
			t.Errorf("the report is %+v", r)
		}
	})
}

func TestAWriterFromBehindIsRefused(t *testing.T) {
	onBoth(t, func(t *testing.T, on target) {
		s, keys := openStore(t, on), ring(t, "k1")
		l := openLog(t, s, keys, audit.Options{})
		decide(t, l, permit(person(1)))
		err := s.Append(t.Context(), audit.Batch{From: audit.Head{Chain: "gateway-1"}, To: audit.Head{Chain: "gateway-1", Seq: 1, Hash: bytes.Repeat([]byte{1}, 32), Sign: []byte{}},
			Rows: []audit.Row{{Chain: "gateway-1", Seq: 1, Prev: []byte{}, Hash: []byte{}, Body: []byte{}}}})
		if !errors.Is(err, audit.ErrOtherWriter) {
			t.Fatalf("got %v", err)
		}
		err = s.Append(t.Context(), audit.Batch{From: audit.Head{Chain: "gateway-1", Seq: 1, Hash: bytes.Repeat([]byte{1}, 32)},
			To:   audit.Head{Chain: "gateway-1", Seq: 2, Hash: bytes.Repeat([]byte{1}, 32), Sign: []byte{}},
			Rows: []audit.Row{{Chain: "gateway-1", Seq: 2, Prev: []byte{}, Hash: []byte{}, Body: []byte{}}}})
		if !errors.Is(err, audit.ErrOtherWriter) {
			t.Fatalf("got %v", err)
		}
		decide(t, l, permit(person(1)))
		verified(t, s, keys)
	})
}

func TestAccessesAreFoundByPersonTimeCallerAndBrokenGlass(t *testing.T) {
	onBoth(t, func(t *testing.T, on target) {
		s, keys := openStore(t, on), ring(t, "k1")
		l := openLog(t, s, keys, audit.Options{Now: clock()})
		for i := range 30 {
			d := permit(person(uint64(i % 3)))
			if i%5 == 0 {
				d.Caller.Subject = "nurse-1"
			}
			if i%10 == 0 {
				d.BreakGlass = true
			}
			decide(t, l, d)
		}
		start := time.Date(2026, 11, 1, 9, 0, 1, 0, time.UTC)
		for _, c := range []struct {
			name  string
			query audit.Query
			want  int
		}{
			{"all", audit.Query{}, 30},
			{"person", audit.Query{Person: person(1)}, 10},
			{"nobody's", audit.Query{Person: person(77)}, 0},
			{"caller", audit.Query{Callers: []string{"nurse-1"}}, 6},
			{"callers", audit.Query{Callers: []string{"nurse-1", "doctor-7"}}, 30},
			{"broken glass", audit.Query{BreakGlassOnly: true}, 3},
			{"from", audit.Query{From: start.Add(10 * time.Second)}, 20},
			{"to", audit.Query{To: start.Add(10 * time.Second)}, 10},
			{"from and to", audit.Query{From: start.Add(10 * time.Second), To: start.Add(12 * time.Second)}, 2},
			{"person, caller, from", audit.Query{Person: person(0), Callers: []string{"nurse-1"}, From: start.Add(time.Second)}, 1},
		} {
			for _, oldest := range []bool{false, true} {
				c.query.OldestFirst = oldest
				all := find(t, s, keys, c.query).Accesses
				if len(all) != c.want {
					t.Errorf("%s: %d were found, not %d", c.name, len(all), c.want)
				}
				paged := pages(t, s, keys, c.query, 4)
				if diff := cmp.Diff(all, paged); diff != "" {
					t.Errorf("%s: pages differ from the whole: %s", c.name, diff)
				}
				if !slices.IsSortedFunc(all, func(a, b audit.Access) int {
					if oldest {
						return a.Decision.At.Compare(b.Decision.At)
					}
					return b.Decision.At.Compare(a.Decision.At)
				}) {
					t.Errorf("%s: they are out of order", c.name)
				}
			}
		}
	})
}

// pages reads page by page.
func pages(t *testing.T, s audit.Store, keys *audit.Ring, q audit.Query, size int) []audit.Access {
	t.Helper()
	all := []audit.Access{}
	for q.First = size; ; {
		p := find(t, s, keys, q)
		all = append(all, p.Accesses...)
		if p.Next == "" {
			return all
		}
		if len(p.Accesses) != size {
			t.Fatalf("a page that is not the last has %d", len(p.Accesses))
		}
		q.After = p.Next
	}
}

func TestEntriesOfOneMomentInTwoChainsArePagedOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, on target) {
		keys := ring(t, "k1")
		s := openStore(t, on)
		moment := time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)
		for _, chain := range []string{"b", "Ab", "a"} {
			l, err := audit.Open(t.Context(), s, keys, audit.Options{Chain: chain, Now: func() time.Time { return moment }})
			if err != nil {
				t.Fatal(err)
			}
			for range 5 {
				decide(t, l, permit(person(1)))
			}
			if err := l.Close(); err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			s = openStore(t, on)
		}
		seen := make(map[string]bool)
		for _, a := range pages(t, s, keys, audit.Query{}, 2) {
			if seen[a.ID] {
				t.Errorf("%s came twice", a.ID)
			}
			seen[a.ID] = true
		}
		if len(seen) != 15 {
			t.Errorf("%d were paged", len(seen))
		}
	})
}

func TestAForeignCursorIsRefused(t *testing.T) {
	s, keys := openStore(t, sqliteTarget(t)), ring(t, "k1")
	for _, cursor := range []string{"1", "!!", "e30", "bnVsbA"} {
		if _, err := audit.NewReader(s, keys).Find(t.Context(), audit.Query{After: cursor}); !errors.Is(err, audit.ErrCursor) {
			t.Errorf("%q: got %v", cursor, err)
		}
	}
}
