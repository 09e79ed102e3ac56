package fhir

import (
	"iter"
	"maps"
	"slices"

	"github.com/london-care-record/gateway/record"
)

// Of gives the part of the index that is about one person: what would be known if only that person had been asked for.
func (x *PatientIndex) Of(n record.NHSNumber) *PatientIndex {
	part := newPatientIndex()
	if x == nil {
		return part
	}
	if a, ok := x.answers[n]; ok {
		part.answers[n] = a
	}
	for number, theirs := range x.numbers {
		if slices.Contains(theirs, n) {
			part.numbers[number] = []record.NHSNumber{n}
		}
	}
	for _, ref := range x.locals[n] {
		part.owners[ref] = []record.NHSNumber{n}
	}
	if locals := x.locals[n]; len(locals) > 0 {
		part.locals[n] = locals
	}
	if led := x.led[n]; len(led) > 0 {
		part.led[n] = led
	}
	return part
}

// People gives those whom the index has an answer about, in no order.
func (x *PatientIndex) People() iter.Seq[record.NHSNumber] { return maps.Keys(x.answers) }

// With gives an index of the same Patients in which a person's answer came out otherwise.
func (x *PatientIndex) With(n record.NHSNumber, o record.Outcome) *PatientIndex {
	other := newPatientIndex().Join(x) // a copy: indexes are shared
	a := other.answers[n]
	a.Outcome = o
	other.answers[n] = a
	return other
}

// Led gives the references of a person's Patients that only a link led to; nil for a nil index.
func (x *PatientIndex) Led(n record.NHSNumber) []string {
	if x == nil {
		return nil
	}
	return x.led[n]
}

// IndexOf makes the index of one person again from what it said: the answer, and which of its Patients a link led to.
func IndexOf(n record.NHSNumber, a record.Answer, led []string) *PatientIndex {
	x := newPatientIndex()
	x.answers[n] = a
	for _, p := range a.Facts.Persons {
		x.claim(n, p)
	}
	for _, ref := range led {
		x.led[n] = addSorted(x.led[n], ref)
	}
	return x
}
