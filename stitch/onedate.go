package stitch

import "github.com/london-care-record/gateway/record"

// canBeOne tells that two dates can mean the same time: they are equal, or one is less exact and holds the other. No date
// can be any.
func canBeOne(a, b record.PartialDate) bool {
	if a.Precision() == b.Precision() {
		return a.Same(b) || a.IsZero()
	}
	return a.Agrees(b)
}

// lessExact tells that of two dates one is less exact than the other, and holds it.
func lessExact(a, b record.PartialDate) bool {
	return !a.IsZero() && !b.IsZero() && a.Precision() != b.Precision() && a.Agrees(b)
}
