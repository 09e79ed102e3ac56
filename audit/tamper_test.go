//go:build unix

package audit_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	_ "github.com/jackc/pgx/v5/stdlib" // raw access to PostgreSQL, as a tamperer would have it

	"github.com/london-care-record/gateway/audit"
)

// contents are all that a store holds.
type contents struct {
	Rows        []audit.Row
	Heads       []audit.Head
	Checkpoints []audit.Checkpoint
}

func (c contents) clone() contents {
	return contents{slices.Clone(c.Rows), slices.Clone(c.Heads), slices.Clone(c.Checkpoints)}
}

// raw is the database without the gateway, and without what keeps it append-only.
type raw struct {
	db     *sql.DB
	prefix string
	mark   func(n int) string
}

func openRaw(t testing.TB, on target) raw {
	t.Helper()
	driver, r := "sqlite", raw{mark: func(int) string { return "?" }}
	if on.name == "postgres" {
		driver, r = "pgx", raw{prefix: "audit_", mark: func(n int) string { return fmt.Sprintf("$%d", n) }}
	}
	var err error
	if r.db, err = sql.Open(driver, on.place); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.db.Close() })
	return r
}

// disarm takes away what keeps the tables append-only, as the database's owner can.
func (r raw) disarm(t testing.TB) {
	t.Helper()
	statements := []string{"DROP TRIGGER entries_no_update", "DROP TRIGGER entries_no_delete", "DROP TRIGGER heads_forward",
		"DROP TRIGGER heads_no_delete", "DROP TRIGGER checkpoints_no_update", "DROP TRIGGER checkpoints_no_delete"}
	if r.prefix != "" {
		statements = []string{"DROP FUNCTION audit_refuse, audit_refuse_delete, audit_head_forward CASCADE"}
	}
	for _, s := range statements {
		if _, err := r.db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
}

// columnsOf are the tables' columns.
var columnsOf = map[string]string{
	"entries":     "chain, seq, at, type, refers, person, caller, break_glass, permitted, key, prev, hash, body",
	"heads":       "chain, seq, hash, key, sign",
	"checkpoints": "chain, through, hash, at, key, sign",
}

func entryValues(r audit.Row) []any {
	return []any{r.Chain, r.Seq, r.At, string(r.Type), r.Refers, r.Person, r.Caller, r.BreakGlass, r.Permitted, r.Key, r.Prev, r.Hash, r.Body}
}

// put makes the store hold this, and nothing else.
func (r raw) put(t testing.TB, c contents) {
	t.Helper()
	tx, err := r.db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	tables := map[string][][]any{"entries": nil, "heads": nil, "checkpoints": nil}
	for _, e := range c.Rows {
		tables["entries"] = append(tables["entries"], entryValues(e))
	}
	for _, h := range c.Heads {
		tables["heads"] = append(tables["heads"], []any{h.Chain, h.Seq, h.Hash, h.Key, h.Sign})
	}
	for _, p := range c.Checkpoints {
		tables["checkpoints"] = append(tables["checkpoints"], []any{p.Chain, p.Through, p.Hash, p.At, p.Key, p.Sign})
	}
	for table, rows := range tables {
		if _, err := tx.Exec("DELETE FROM " + r.prefix + table); err != nil {
			t.Fatal(err)
		}
		if len(rows) == 0 {
			continue
		}
		if _, err := tx.Exec(r.insert(table, len(rows)), slices.Concat(rows...)...); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
}

// insert is one statement for many rows.
func (r raw) insert(table string, rows int) string {
	columns := strings.Count(columnsOf[table], ",") + 1
	var values []string
	for row := range rows {
		var marks []string
		for c := range columns {
			marks = append(marks, r.mark(row*columns+c+1))
		}
		values = append(values, "("+strings.Join(marks, ", ")+")")
	}
	return fmt.Sprintf("INSERT INTO %s%s (%s) VALUES %s", r.prefix, table, columnsOf[table], strings.Join(values, ", "))
}

// contentsOf reads all that a store holds; of checkpoints the last of each chain, which is the one that counts.
func contentsOf(t testing.TB, s audit.Store) contents {
	t.Helper()
	var c contents
	err := s.Read(context.Background(), func(v audit.View) error {
		chains, err := v.Chains()
		for _, chain := range chains {
			rows, err1 := v.Rows(chain, 0, 1<<20)
			head, err2 := v.Head(chain)
			checkpoint, err3 := v.Checkpoint(chain)
			if err := errors.Join(err1, err2, err3); err != nil {
				return err
			}
			c.Rows, c.Heads = append(c.Rows, rows...), append(c.Heads, head)
			if checkpoint.Through > 0 {
				c.Checkpoints = append(c.Checkpoints, checkpoint)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// tamperer changes what a store holds. It knows how everything is computed, and has seen every earlier state of the
// store, but not the keys.
type tamperer struct {
	*rand.Rand
	now     contents
	earlier []contents
}

// tricks are what is done to a store. Those that put back an earlier state of a whole chain need a head that was kept
// elsewhere to be found.
var tricks = []struct {
	name      string
	elsewhere bool
	do        func(t *tamperer)
}{
	{"a field of an entry is changed", false, (*tamperer).edit},
	{"a field of an entry is changed, and everything is hashed anew", false, func(t *tamperer) { t.edit(); t.rehash() }},
	{"entries are removed from the middle", false, (*tamperer).remove},
	{"entries are removed, and the rest is numbered and hashed anew", false, func(t *tamperer) { t.remove(); t.renumber(); t.rehash() }},
	{"an entry is inserted", false, (*tamperer).insert},
	{"an entry is inserted, and the rest is numbered and hashed anew", false, func(t *tamperer) { t.insert(); t.rehash() }},
	{"an entry is put before the first", false, (*tamperer).prepend},
	{"an entry is put behind the last", false, (*tamperer).extend},
	{"two entries change places", false, (*tamperer).swap},
	{"two entries change places, numbers and all", false, func(t *tamperer) { t.swap(); t.renumber() }},
	{"an entry is moved to another chain", false, (*tamperer).move},
	{"the end is cut off", false, (*tamperer).cut},
	{"the end is cut off, and the head is made to fit", false, func(t *tamperer) { t.cut(); t.fitHeads() }},
	{"all entries of a chain are removed", false, (*tamperer).empty},
	{"the head is changed", false, (*tamperer).editHead},
	{"the head is removed", false, func(t *tamperer) { i := t.IntN(len(t.now.Heads)); t.now.Heads = slices.Delete(t.now.Heads, i, i+1) }},
	{"an earlier head is put back", false, (*tamperer).oldHead},
	{"the checkpoint is changed", false, (*tamperer).editCheckpoint},
	{"the checkpoint is removed", false, func(t *tamperer) { t.now.Checkpoints = nil }},
	{"the beginning is removed under a checkpoint", false, (*tamperer).forgeCheckpoint},
	{"the whole store is put back to an earlier state", true, func(t *tamperer) { t.now = t.earlier[t.IntN(len(t.earlier))].clone() }},
	{"a whole chain is removed", true, (*tamperer).removeChain},
}

func (t *tamperer) bytes(b []byte) []byte {
	b = bytes.Clone(b)
	b[t.IntN(len(b))] ^= byte(1 << t.IntN(8))
	return b
}

// at gives a random entry's index.
func (t *tamperer) at() int { return t.IntN(len(t.now.Rows)) }

func (t *tamperer) edit() {
	r, other := &t.now.Rows[t.at()], t.now.Rows[t.at()]
	switch t.IntN(11) {
	case 0:
		r.At += t.Int64N(1000) - 500
	case 1:
		r.Type = []audit.Type{audit.DecisionEntry, audit.OutcomeEntry, audit.RetentionEntry}[t.IntN(3)]
	case 2:
		r.Refers += t.Int64N(3) - 1
	case 3:
		r.Person = other.Person
	case 4:
		r.Caller = []string{"somebody-else", ""}[t.IntN(2)]
	case 5:
		r.BreakGlass = !r.BreakGlass
	case 6:
		r.Permitted = !r.Permitted
	case 7:
		r.Key = []string{"k1", "k2", "k9", ""}[t.IntN(4)]
	case 8:
		r.Prev = t.bytes(r.Prev)
	case 9:
		r.Hash = t.bytes(r.Hash)
	case 10:
		r.Body = t.bytes(r.Body)
	}
}

// same gives the range of the entries of one random chain.
func (t *tamperer) same() (from, to int) {
	chain := t.now.Rows[t.at()].Chain
	from = slices.IndexFunc(t.now.Rows, func(r audit.Row) bool { return r.Chain == chain })
	for to = from; to < len(t.now.Rows) && t.now.Rows[to].Chain == chain; to++ {
	}
	return from, to
}

func (t *tamperer) remove() {
	from, to := t.same()
	n := 1 + t.IntN(3)
	i := from + t.IntN(to-from-n) // never the last
	t.now.Rows = slices.Delete(t.now.Rows, i, i+n)
}

// renumber closes gaps.
func (t *tamperer) renumber() {
	for i := 1; i < len(t.now.Rows); i++ {
		if a, b := t.now.Rows[i-1], &t.now.Rows[i]; a.Chain == b.Chain {
			b.Seq = a.Seq + 1
		}
	}
}

// rehash makes the links fit, and hashes with a key that the tamperer has made up.
func (t *tamperer) rehash() {
	for i := range t.now.Rows {
		r := &t.now.Rows[i]
		if i > 0 && t.now.Rows[i-1].Chain == r.Chain {
			r.Prev = t.now.Rows[i-1].Hash
		}
		h := hmac.New(sha256.New, []byte("made up"))
		_, _ = fmt.Fprint(h, entryValues(*r)...)
		r.Hash = h.Sum(nil)
	}
	t.fitHeads()
}

// fitHeads lets heads name the last entries. Their signatures the tamperer can't make.
func (t *tamperer) fitHeads() {
	for i := range t.now.Heads {
		for _, r := range t.now.Rows {
			if h := &t.now.Heads[i]; r.Chain == h.Chain {
				h.Seq, h.Hash = r.Seq, r.Hash
			}
		}
	}
}

func (t *tamperer) insert() {
	from, to := t.same()
	i := from + t.IntN(to-from)
	forged := t.now.Rows[t.at()]
	forged.Chain, forged.Seq, forged.Prev = t.now.Rows[i].Chain, t.now.Rows[i].Seq, t.now.Rows[i].Prev
	for j := i; j < to; j++ {
		t.now.Rows[j].Seq++
	}
	t.now.Rows = slices.Insert(t.now.Rows, i, forged)
}

func (t *tamperer) prepend() {
	from, _ := t.same()
	forged := t.now.Rows[t.at()]
	forged.Chain, forged.Seq = t.now.Rows[from].Chain, t.now.Rows[from].Seq-1-t.Int64N(3)
	t.now.Rows = slices.Insert(t.now.Rows, from, forged)
}

func (t *tamperer) extend() {
	_, to := t.same()
	last, forged := t.now.Rows[to-1], t.now.Rows[t.at()]
	forged.Chain, forged.Seq, forged.Prev = last.Chain, last.Seq+1, last.Hash
	t.now.Rows = slices.Insert(t.now.Rows, to, forged)
	if t.IntN(2) == 0 {
		t.fitHeads()
	}
}

// swap lets the contents of two places change, and leaves the numbers.
func (t *tamperer) swap() {
	from, to := t.same()
	i := from + t.IntN(to-from-1)
	j := i + 1 + t.IntN(to-i-1)
	a, b := &t.now.Rows[i], &t.now.Rows[j]
	*a, *b = *b, *a
	a.Seq, b.Seq = b.Seq, a.Seq
}

func (t *tamperer) move() {
	from, to := t.same()
	i := from + t.IntN(to-from)
	moved := t.now.Rows[i]
	t.now.Rows = slices.Delete(t.now.Rows, i, i+1)
	j := slices.IndexFunc(t.now.Rows, func(r audit.Row) bool { return r.Chain != moved.Chain })
	moved.Chain = t.now.Rows[j].Chain
	moved.Seq = 1000 + t.Int64N(10)
	t.now.Rows = append(t.now.Rows, moved)
}

func (t *tamperer) cut() {
	from, to := t.same()
	t.now.Rows = slices.Delete(t.now.Rows, from+1+t.IntN(to-from-1), to)
}

func (t *tamperer) empty() {
	from, to := t.same()
	t.now.Rows = slices.Delete(t.now.Rows, from, to)
}

func (t *tamperer) editHead() {
	h := &t.now.Heads[t.IntN(len(t.now.Heads))]
	switch t.IntN(4) {
	case 0:
		h.Seq += 1 - 2*t.Int64N(2)
	case 1:
		h.Hash = t.bytes(h.Hash)
	case 2:
		h.Key = []string{"k1", "k9", ""}[t.IntN(3)]
	case 3:
		h.Sign = t.bytes(h.Sign)
	}
}

func (t *tamperer) oldHead() {
	old := t.earlier[t.IntN(len(t.earlier))]
	h := old.Heads[t.IntN(len(old.Heads))]
	for i := range t.now.Heads {
		if t.now.Heads[i].Chain == h.Chain {
			t.now.Heads[i] = h
		}
	}
}

func (t *tamperer) editCheckpoint() {
	p := &t.now.Checkpoints[0]
	switch t.IntN(5) {
	case 0:
		p.Through += 1 - 2*t.Int64N(2)
	case 1:
		p.Hash = t.bytes(p.Hash)
	case 2:
		p.At++
	case 3:
		p.Key = []string{"k1", "k9", ""}[t.IntN(3)]
	case 4:
		p.Sign = t.bytes(p.Sign)
	}
}

func (t *tamperer) forgeCheckpoint() {
	from, to := t.same()
	i := from + t.IntN(to-from-1)
	last := t.now.Rows[i]
	signed := t.now.Checkpoints[0]
	t.now.Checkpoints = append(t.now.Checkpoints, audit.Checkpoint{Chain: last.Chain, Through: last.Seq, Hash: last.Hash,
		At: signed.At, Key: signed.Key, Sign: signed.Sign})
	t.now.Rows = slices.Delete(t.now.Rows, from, i+1)
}

func (t *tamperer) removeChain() {
	chain := t.now.Heads[t.IntN(len(t.now.Heads))].Chain
	t.now.Rows = slices.DeleteFunc(t.now.Rows, func(r audit.Row) bool { return r.Chain == chain })
	t.now.Heads = slices.DeleteFunc(t.now.Heads, func(h audit.Head) bool { return h.Chain == chain })
	t.now.Checkpoints = slices.DeleteFunc(t.now.Checkpoints, func(p audit.Checkpoint) bool { return p.Chain == chain })
}

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
