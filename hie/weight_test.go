package hie

import (
	"reflect"
	"testing"
	"time"

	"github.com/london-care-record/gateway/access/accesstest"
	"github.com/london-care-record/gateway/record"
)

// sizeOf is about what a value holds in memory, beside itself. What is shared with everything else is not counted.
func sizeOf(v reflect.Value, seen map[uintptr]bool) int {
	switch v.Kind() {
	case reflect.String:
		return v.Len()
	case reflect.Pointer:
		if v.IsNil() || seen[v.Pointer()] || v.Type() == reflect.TypeFor[*record.Exchange]() || v.Type() == reflect.TypeFor[*time.Location]() {
			return 0
		}
		seen[v.Pointer()] = true
		return int(v.Type().Elem().Size()) + sizeOf(v.Elem(), seen)
	case reflect.Slice:
		size := v.Cap() * int(v.Type().Elem().Size())
		for i := range v.Len() {
			size += sizeOf(v.Index(i), seen)
		}
		return size
	case reflect.Struct:
		size := 0
		for i := range v.NumField() {
			size += sizeOf(v.Field(i), seen)
		}
		return size
	}
	return 0
}

func TestWeightsAreAboutRight(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: asks for the whole records of many people")
	}
	d, r := demoRegion(t, Options{}, Guard{}, 20*time.Second)
	var people []record.NHSNumber
	for _, n := range d.Population()[:100] {
		people = append(people, record.NHSNumber(n))
	}
	grants := accesstest.Build(t, nil).Grants(accesstest.Tester(), people, record.Kinds)
	var weighed, measured, answers, entries int
	for _, s := range r.Sources() {
		index := s.Patients(t.Context(), grants)
		for _, search := range s.searches() {
			if search == SearchPatients {
				continue
			}
			for _, a := range s.Search(t.Context(), search, grants, Earlier{Patients: func() *PatientIndex { return index }}) {
				p := &piece{answer: a}
				weighed += p.weight()
				measured += int(reflect.TypeOf(p).Size()+reflect.TypeOf(key{}).Size()) + sizeOf(reflect.ValueOf(a), map[uintptr]bool{})
				answers++
				entries += a.Facts.Len()
			}
		}
	}
	t.Logf("%d answers with %d entries: %d bytes measured, %d weighed", answers, entries, measured, weighed)
	if weighed < measured*2/3 || weighed > measured*3/2 {
		t.Error("the weights are wrong")
	}
}
