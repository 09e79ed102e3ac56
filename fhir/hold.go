package fhir

import (
	"context"
	"io"
	"sync"
	"sync/atomic"
)

const (
	// freeBytes is how much of its answers every question may hold, whatever others do: an honest answer about one
	// person fits.
	freeBytes = 1 << 20
	// longestEntry is the size in bytes from which an entry counts as unreadable. R4 lets a string hold 1 MiB.
	longestEntry = 4 << 20
	// longestValue is the size in bytes at which reading stops: to pass over a value it must be held.
	longestValue = 8 << 20
	// mostOfOne is how many entries a search may bring for one person, which keeps a flood in bounds.
	mostOfOne = 5000
)

// pool is what all questions to one exchange may hold of its answers at a time, beyond what is free: an exchange that
// answers every search with as much as one may be can't take the memory of the whole gateway (S27).
type pool struct{ left atomic.Int64 }

func newPool(bytes int64) *pool {
	p := &pool{}
	p.left.Store(bytes)
	return p
}

// hold is one question's account with the pool. It is safe for concurrent use. A nil hold takes everything.
type hold struct {
	pool *pool

	mu          sync.Mutex
	read, taken int64
	over        bool
	kept        []interface{ wipe() }
}

type holdKey struct{}

// holding gives a context whose requests are on one account; release gives back what they took, once their answers have
// been understood. What is still being read then, because nobody waited for it, is read no further.
func (c *Client) holding(ctx context.Context) (_ context.Context, release func()) {
	h := &hold{pool: c.pool}
	return context.WithValue(ctx, holdKey{}, h), h.release
}

func holdOf(ctx context.Context) *hold {
	h, _ := ctx.Value(holdKey{}).(*hold)
	return h
}

// take notes that so many bytes more have been read. It is false when the pool is empty.
func (h *hold) take(n int) bool {
	if h == nil {
		return true
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.over {
		return false
	}
	h.read += int64(n)
	owed := max(0, min(h.read-freeBytes, int64(n)))
	if owed == 0 {
		return true
	}
	if h.pool.left.Add(-owed) < 0 {
		h.pool.left.Add(owed)
		return false
	}
	h.taken += owed
	return true
}

func (h *hold) release() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.over = true
	h.pool.left.Add(h.taken)
	for _, k := range h.kept {
		k.wipe()
	}
	h.kept = nil
}

// keep takes what was used to read an answer, to be used again when the account is closed. What comes later, or on no
// account, is not used again: nobody can tell how long it will be looked at.
func (h *hold) keep(used interface{ wipe() }) {
	if h == nil {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.over {
		h.kept = append(h.kept, used)
	}
}

// measured reads within one question's hold, and stops where one value is longer than can be read.
type measured struct {
	r    io.Reader
	hold *hold
	// read is how many bytes have been read, until how many may be before the value that is being read is too long.
	read, until int64
}

func (m *measured) Read(p []byte) (int, error) {
	if m.read >= m.until {
		return 0, errLongValue
	}
	n, err := m.r.Read(p)
	m.read += int64(n)
	if !m.hold.take(n) {
		return 0, errTooLong
	}
	return n, err
}

// begin says that a value begins so many bytes after the start.
func (m *measured) begin(offset int64) { m.until = offset + longestValue }
