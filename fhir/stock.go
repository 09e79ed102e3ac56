package fhir

import "github.com/london-care-record/gateway/record"

// stock is what entries are made of: room for the values that every entry has, taken for many entries at a time. What is
// taken from it is given out, and lives as long as any of its neighbours, which are of the same answer.
type stock struct {
	words *vocabulary
	dates [16]readDate

	allergies     slab[record.Allergy]
	conditions    slab[record.Condition]
	medications   slab[record.Medication]
	observations  slab[record.Observation]
	allergyRows   slab[*record.Allergy]
	conditionRows slab[*record.Condition]
	medicineRows  slab[*record.Medication]
	resultRows    slab[*record.Observation]

	provenances   slab[record.Provenance]
	sources       slab[*record.Provenance]
	organisations slab[record.Organisation]
	practitioners slab[record.Practitioner]
	codings       slab[record.Coding]
	concepts      slab[record.CodeableConcept]
	identifiers   slab[record.Identifier]
	references    slab[record.Reference]
	quantities    slab[record.Quantity]
	ranges        slab[record.ReferenceRange]
	dosages       slab[record.Dosage]
	texts         slab[string]

	// pointers are for one resource at a time.
	pointers *arena[*reference]
}

// slab is room for values of one type.
type slab[T any] struct {
	free []T
	size int
}

// mostOfSlab is how many values are taken at a time at most, so that one that is kept keeps few others.
const mostOfSlab = 32

// some gives room for n values, for no more than those.
func (s *slab[T]) some(n int) []T {
	if n > len(s.free) {
		if n >= mostOfSlab {
			return make([]T, n)
		}
		s.size = min(max(2*s.size, 2*n, 2), mostOfSlab)
		s.free = make([]T, s.size)
	}
	some := s.free[:n:n]
	s.free = s.free[n:]
	return some
}

// one gives a value room of its own.
func (s *slab[T]) one(v T) *T {
	own := &s.some(1)[0]
	*own = v
	return own
}

// list gives a list of one.
func (s *slab[T]) list(v T) []T {
	own := s.some(1)
	own[0] = v
	return own
}
