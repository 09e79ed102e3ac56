package hie

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/london-care-record/gateway/access/accesstest"
	"github.com/london-care-record/gateway/record"
)

// TestWhatOneReplicaWritesAnotherReads asks for everything about the demo people and some of the population, and compares
// all of it, what is not exported included.
func TestWhatOneReplicaWritesAnotherReads(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: compares whole records")
	}
	d, r := demoRegion(t, Options{}, Guard{}, 20*time.Second)
	var people []record.NHSNumber
	for _, p := range d.People() {
		people = append(people, record.NHSNumber(p.NHSNumber))
	}
	for _, n := range d.Population()[:10] {
		people = append(people, record.NHSNumber(n))
	}
	grants := accesstest.Build(t, nil).Grants(accesstest.Tester(), people, record.Kinds)
	same := cmp.Options{
		cmp.Exporter(func(reflect.Type) bool { return true }), cmpopts.EquateEmpty(), cmpopts.EquateApproxTime(0),
		cmp.Comparer(func(a, b *record.Exchange) bool { return a == b }),
	}
	entries := 0
	for _, s := range r.Sources() {
		index := s.Patients(t.Context(), grants)
		for _, search := range s.searches() {
			answers := s.Search(t.Context(), search, grants, Earlier{Patients: func() *PatientIndex { return index }})
			for _, n := range people {
				p := &piece{answer: answers[n], at: answers[n].Outcome.FetchedAt}
				if search == SearchPatients {
					p = &piece{answer: index.Answer(n), index: index.Of(n), at: index.Answer(n).Outcome.FetchedAt}
				}
				entries += p.answer.Facts.Len()
				b, err := encode(p, n)
				if err != nil {
					t.Fatal(err)
				}
				back, err := decode(b, n, search, s.exchange)
				if err != nil {
					t.Fatalf("%s, %s: %v", s.exchange.ID, search, err)
				}
				if diff := cmp.Diff(p, back, same...); diff != "" {
					t.Fatalf("%s, %s: what was written is not what was read:\n%.2000s", s.exchange.ID, search, diff)
				}
			}
		}
	}
	if entries < 500 {
		t.Errorf("only %d entries were compared", entries)
	}
}

func TestWhatAnotherVersionWroteIsNotRead(t *testing.T) {
	b, err := encode(&piece{at: time.Unix(1, 0)}, people[0])
	if err != nil {
		t.Fatal(err)
	}
	exchange := &record.Exchange{ID: "NEL"}
	if _, err := decode(b, people[0], conditions, exchange); err != nil {
		t.Fatal(err)
	}
	for _, bad := range [][]byte{bytes.Replace(b, []byte(`"v":1`), []byte(`"v":2`), 1), b[:len(b)-1], []byte(`{"v":1,"answer":7}`), nil} {
		if _, err := decode(bad, people[0], conditions, exchange); err == nil {
			t.Errorf("%s was read", bad)
		}
	}
}
