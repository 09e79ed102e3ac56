package stitch

import "github.com/london-care-record/gateway/record"

// clone copies an entry so that the copy may be written to; what hangs on it is still shared and is only ever replaced.
func clone[T any](e *T) *T {
	c := *e
	return &c
}

// section takes the answers of one kind through guard, stitching and completeness.
func section[T record.Row](p *Patient, answers []record.Answer, r rules[T], of func(record.Facts) []T) ([]T, Completeness) {
	guarded := p.Guard(answers)
	entries := collect(guarded, func(a record.Answer) []T { return of(a.Facts) })
	return stitched(p, entries, r), Complete(p, r.kind, guarded)
}

// kept-by-date filters keep an entry that can lie in the period; undated ones stay when asked for.
func within(e *record.Entry, from, to record.PartialDate, undated bool) bool {
	if e.When.IsZero() {
		return undated
	}
	return e.When.Within(from, to)
}

// matches tells whether one of the codings is among those asked for.
func matches(c record.CodeableConcept, codes []CodeInput) bool {
	for _, k := range codes {
		wanted := codingKey(record.Coding{System: k.System, Code: k.Code})
		for _, coding := range c.Codings {
			if wanted != "" && codingKey(coding) == wanted {
				return true
			}
		}
	}
	return false
}
