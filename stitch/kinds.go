package stitch

import (
	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// clone copies an entry so that the copy may be written to; what hangs on it is still shared and is only ever replaced.
func clone[T any](e *T) *T {
	c := *e
	return &c
}

// mostTogether is how many entries are made in one piece: more would keep as many alive with any one of them. Where more
// are made than was known, they are made a few at a time.
const mostTogether, fewTogether = 32, 4

// room gives places for n entries, or for more.
type room[T any] struct {
	free []T
	n    int
}

func (r *room[T]) next() *T {
	if len(r.free) == 0 {
		size := min(r.n, mostTogether)
		if size <= 0 {
			size = fewTogether
		}
		r.free = make([]T, size)
		r.n -= size
	}
	place := &r.free[0]
	r.free = r.free[1:]
	return place
}

// copier gives what makes n copies of entries.
func copier[T any](n int) func(*T) *T {
	r := &room[T]{n: n}
	return func(e *T) *T {
		c := r.next()
		*c = *e
		return c
	}
}

// section takes the answers of one kind through guard, stitching and completeness.
func section[T record.Row](p *Patient, answers []record.Answer, r rules[T], of func(record.Facts) []T) ([]T, Completeness) {
	guarded := p.Guard(answers)
	entries := collect(guarded, func(i int) []T { return of(guarded[i].Facts) })
	return stitched(p, entries, r), Complete(p, r.kind, guarded)
}

// lengths counts the entries of each answer.
func lengths[T any](of [][]T) []int {
	out := make([]int, len(of))
	for i, entries := range of {
		out[i] = len(entries)
	}
	return out
}

// within tells whether an entry can lie between two dates; an undated one is kept when asked for.
func within(e *record.Entry, from, to record.PartialDate, undated bool) bool {
	if e.When.IsZero() {
		return undated
	}
	return e.When.Within(from, to)
}

// matches tells whether one of the codings is among those asked for.
func matches(c record.CodeableConcept, codes []CodeInput) bool {
	for _, k := range codes {
		wanted := terminology.CodeOf(record.Coding{System: k.System, Code: k.Code})
		for _, coding := range c.Codings {
			if !wanted.IsZero() && terminology.CodeOf(coding) == wanted {
				return true
			}
		}
	}
	return false
}
