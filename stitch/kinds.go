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
