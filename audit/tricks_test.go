//go:build unix

package audit_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/london-care-record/gateway/audit"
)

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
