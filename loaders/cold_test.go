package loaders

import (
	"testing"

	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/internal/pipes"
	"github.com/london-care-record/gateway/record"
)

// TestTheFirstQuestionCostsOneRequestASearch asks a region that has never been asked before about everything.
func TestTheFirstQuestionCostsOneRequestASearch(t *testing.T) {
	for _, n := range []int{1, 50} {
		inBubble(t, func(t *testing.T, d *demo.Region, network *pipes.Network) {
			firstQuestion(t, n, d, regionOf(t, d, hie.Options{Dial: network.Dial}, nil))
		})
	}
}

func firstQuestion(t *testing.T, n int, d *demo.Region, r *hie.Region) {
	t.Helper()
	people := granted(t, numbers(t, d.Population()[20:20+n]))
	s := set(t.Context(), r, 100)
	if err := s.Load(people, record.Kinds); err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		for _, k := range record.Kinds {
			s.Answers(p, k)
		}
	}
	for _, e := range d.Exchanges() {
		for typ, got := range d.Requests(e.ID) {
			limit := 1
			if typ == "Observation" {
				limit = 2 // results that only their report points to
			}
			if typ != "total" && got > limit {
				t.Errorf("%d people: %s was asked for %s %d times", n, e.ID, typ, got)
			}
		}
	}
}
