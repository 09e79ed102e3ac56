package fhir

import (
	"slices"

	"github.com/london-care-record/gateway/record"
)

// PatientIndex is an exchange's answer to who some people are: its Patient resources, and which of them is whose. It
// is immutable. A nil index knows nobody.
type PatientIndex struct {
	answers map[record.NHSNumber]record.Answer
	// owners tells whose a Patient resource is, by its "Patient/id". One that carries two numbers can be two people's.
	owners map[string][]record.NHSNumber
	// numbers tells whose an NHS number is: everybody's own, and that of a Patient that replaces theirs.
	numbers map[record.NHSNumber][]record.NHSNumber
	// locals are everybody's "Patient/id", led those among them that only a link led to.
	locals, led map[record.NHSNumber][]string
}

func newPatientIndex() *PatientIndex {
	return &PatientIndex{
		answers: map[record.NHSNumber]record.Answer{},
		owners:  map[string][]record.NHSNumber{},
		numbers: map[record.NHSNumber][]record.NHSNumber{},
		locals:  map[record.NHSNumber][]string{},
		led:     map[record.NHSNumber][]string{},
	}
}

// Answer gives what the exchange said about who a person is: Facts.Persons holds the Patient resources. The state is
// StateComplete when there is one, StatePatientUnknown when the exchange says that there is none, and otherwise says
// why that can't be told. An index knows only the people that it was asked for; others are StateUnavailable.
func (x *PatientIndex) Answer(n record.NHSNumber) record.Answer {
	if x != nil {
		if a, ok := x.answers[n]; ok {
			return a
		}
	}
	return record.Answer{Outcome: record.Outcome{
		State: record.StateUnavailable, Detail: "could not be asked who the person is",
	}}
}

// Owner tells whose a Patient resource is, given its reference "Patient/id". It is false for a Patient of nobody that
// the index was asked for. One that carries the numbers of several people is the first one's here.
func (x *PatientIndex) Owner(localRef string) (record.NHSNumber, bool) {
	if x == nil || len(x.owners[localRef]) == 0 {
		return "", false
	}
	return x.owners[localRef][0], true
}

// Locals gives the references "Patient/id" of a person's Patient resources, in alphabetical order. The slice is shared
// and must not be changed.
func (x *PatientIndex) Locals(n record.NHSNumber) []string {
	if x == nil {
		return nil
	}
	return x.locals[n]
}

// holds tells that the exchange has a Patient for the person.
func (x *PatientIndex) holds(n record.NHSNumber) bool {
	return x != nil && len(x.answers[n].Facts.Persons) > 0
}

// claim notes that a Patient resource is a person's.
func (x *PatientIndex) claim(n record.NHSNumber, p *record.Person) {
	if ref := p.Source.Reference; localRef(ref, "Patient") {
		x.owners[ref] = addSorted(x.owners[ref], n)
		x.locals[n] = addSorted(x.locals[n], ref)
	}
	for _, own := range p.NHSNumbers {
		x.numbers[own] = addSorted(x.numbers[own], n)
	}
}

// addSorted gives the sorted list with the element in it once.
func addSorted[E ~string](list []E, e E) []E {
	i, found := slices.BinarySearch(list, e)
	if found {
		return list
	}
	return slices.Insert(list, i, e)
}

// localRef tells whether a reference is "Type/id" of this type, with an id that can stand in a search without being
// taken for anything else.
func localRef(ref, typ string) bool {
	local, ok := localReference(ref)
	return ok && local == ref && typeOf(ref) == typ
}
