package fhir

import "maps"

// Join gives an index of the people of both. A question about some people may have to be checked against indexes that
// were asked for in two requests.
func (x *PatientIndex) Join(y *PatientIndex) *PatientIndex {
	if x == nil || x == y {
		return y
	}
	if y == nil {
		return x
	}
	j := newPatientIndex()
	for _, i := range []*PatientIndex{x, y} {
		maps.Copy(j.answers, i.answers)
		joinLists(j.owners, i.owners)
		joinLists(j.numbers, i.numbers)
		joinLists(j.locals, i.locals)
		joinLists(j.led, i.led)
	}
	return j
}

// joinLists adds sorted lists to sorted lists.
func joinLists[K comparable, E ~string](into, from map[K][]E) {
	for k, list := range from {
		for _, e := range list {
			into[k] = addSorted(into[k], e)
		}
	}
}
