package stitch

// places finds who held a key first. Keys are hashes already, so that it needs none of its own.
type places struct {
	slots []slot
	n     int
}

// slot is a key and its first holder, counted from one; zero is a free one.
type slot struct {
	id     key
	holder int32
	// group is whoever uses the table's own: see meeting and alike.
	group int32
}

// fewestPlaces is the size of the smallest table, a power of two.
const fewestPlaces = 16

// reset empties the table and makes room for n keys; it grows where there are more.
func (p *places) reset(n int) {
	size := fewestPlaces
	for size < 2*n {
		size *= 2
	}
	p.n = 0
	if size > cap(p.slots) {
		p.slots = make([]slot, size)
		return
	}
	p.slots = p.slots[:size]
	clear(p.slots)
}

// at gives the slot of a key: its own, or a free one, which becomes its own with the holder.
func (p *places) at(id key, holder int) (own *slot, known bool) {
	if 2*(p.n+1) > len(p.slots) {
		p.grow()
	}
	s := p.free(id)
	if s.holder != 0 {
		return s, true
	}
	s.id, s.holder = id, int32(holder+1) //nolint:gosec // there are not two thousand million entries
	p.n++
	return s, false
}

// free gives the key's own place, or the one that it would have.
func (p *places) free(id key) *slot {
	mask := uint64(len(p.slots) - 1)
	for i := id[0] & mask; ; i = (i + 1) & mask {
		if s := &p.slots[i]; s.holder == 0 || s.id == id {
			return s
		}
	}
}

// first is the number of the first holder.
func (s *slot) first() int { return int(s.holder) - 1 }

func (p *places) grow() {
	old := p.slots
	p.slots = make([]slot, max(fewestPlaces, 2*len(old)))
	for _, s := range old {
		if s.holder != 0 {
			*p.free(s.id) = s
		}
	}
}
