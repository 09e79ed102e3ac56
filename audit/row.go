package audit

import (
	"bytes"
	"crypto/hmac"
	"encoding/binary"
	"errors"
)

// Type is the sort of an entry.
type Type string

// The types of entries.
const (
	DecisionEntry  Type = "decision"
	OutcomeEntry   Type = "outcome"
	RetentionEntry Type = "retention"
)

// Row is an entry as a store holds it. The columns beside Body are there to be searched by; the hash covers all.
type Row struct {
	// Chain and Seq are the entry's place. Seq begins with 1 and has no gaps.
	Chain string
	Seq   int64
	// At is in microseconds since 1970, UTC.
	At   int64
	Type Type
	// Refers is the decision that an outcome belongs to, in the same chain; 0 for other types.
	Refers int64
	// Person is a pseudonym and Caller a subject; both are empty where there is none.
	Person, Caller string
	BreakGlass     bool
	Permitted      bool
	// Key is the id of the key that Hash was made with.
	Key string
	// Prev is the hash of the entry before; 32 zero bytes for the first.
	Prev, Hash []byte
	// Body is JSON.
	Body []byte
}

// hashBytes is the length of every hash.
const hashBytes = 32

// origin is what the first entry of a chain has before it.
var origin = make([]byte, hashBytes)

// canonical gives the bytes that the hash covers: every field, each with its length before it, so that no two rows give
// the same bytes.
func (r *Row) canonical() []byte {
	b := make([]byte, 0, 256+len(r.Body))
	b = appendText(b, "entry 1")
	b = appendText(b, r.Chain)
	b = appendNumber(b, r.Seq)
	b = appendNumber(b, r.At)
	b = appendText(b, string(r.Type))
	b = appendNumber(b, r.Refers)
	b = appendText(b, r.Person)
	b = appendText(b, r.Caller)
	b = appendFlag(b, r.BreakGlass)
	b = appendFlag(b, r.Permitted)
	b = appendText(b, r.Key)
	b = appendText(b, string(r.Prev))
	return appendText(b, string(r.Body))
}

func appendText(b []byte, s string) []byte {
	return append(binary.BigEndian.AppendUint64(b, uint64(len(s))), s...)
}

func appendNumber(b []byte, n int64) []byte { return binary.BigEndian.AppendUint64(b, uint64(n)) }

func appendFlag(b []byte, f bool) []byte {
	if f {
		return append(b, 1)
	}
	return append(b, 0)
}

// link puts the row behind another in its chain.
func (r *Row) link(k *key, after Head) {
	r.Chain, r.Seq, r.Key, r.Prev = after.Chain, after.Seq+1, k.id, after.Hash
	r.Hash = mac(k.chain, r.canonical())
}

// authentic tells that the row is as it was written, whatever stands around it.
func (r *Row) authentic(ring *Ring) error {
	k, _, ok := ring.find(r.Key)
	if !ok {
		return errors.New("its key is not in the ring")
	}
	if !hmac.Equal(r.Hash, mac(k.chain, r.canonical())) {
		return errors.New("it was changed")
	}
	return nil
}

// Head is the end of a chain, signed, so that a chain that was cut off shows.
type Head struct {
	Chain string
	// Seq is that of the last entry; 0 for a chain that has none yet.
	Seq int64
	// Hash is that of the last entry.
	Hash []byte
	Key  string
	Sign []byte
}

func (h *Head) canonical() []byte {
	b := appendText(nil, "head 1")
	b = appendText(b, h.Chain)
	b = appendNumber(b, h.Seq)
	b = appendText(b, h.Key)
	return appendText(b, string(h.Hash))
}

func (h *Head) sign(k *key) {
	h.Key = k.id
	h.Sign = mac(k.head, h.canonical())
}

func (h *Head) authentic(ring *Ring) bool {
	k, _, ok := ring.find(h.Key)
	return ok && hmac.Equal(h.Sign, mac(k.head, h.canonical()))
}

// same tells that two heads are one place in one chain.
func (h *Head) same(o Head) bool {
	return h.Chain == o.Chain && h.Seq == o.Seq && bytes.Equal(h.Hash, o.Hash)
}

// Checkpoint stands for the entries that retention has deleted: all up to Through, the last of which had this hash.
type Checkpoint struct {
	Chain   string
	Through int64
	Hash    []byte
	// At is when it was made, in microseconds since 1970, UTC.
	At   int64
	Key  string
	Sign []byte
}

func (c *Checkpoint) canonical() []byte {
	b := appendText(nil, "checkpoint 1")
	b = appendText(b, c.Chain)
	b = appendNumber(b, c.Through)
	b = appendNumber(b, c.At)
	b = appendText(b, c.Key)
	return appendText(b, string(c.Hash))
}

func (c *Checkpoint) sign(k *key) {
	c.Key = k.id
	c.Sign = mac(k.head, c.canonical())
}

func (c *Checkpoint) authentic(ring *Ring) bool {
	k, _, ok := ring.find(c.Key)
	return ok && hmac.Equal(c.Sign, mac(k.head, c.canonical()))
}
