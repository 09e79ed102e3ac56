package loaders

import (
	"testing"

	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/internal/pipes"
	"github.com/london-care-record/gateway/record"
)

// An exchange that takes a batch is sent one request for all kinds of everybody, and tells what it tells when it is asked search
// by search.
func TestABatchIsOneRequestForOnePersonAndForFifty(t *testing.T) {
	inBubble(t, func(t *testing.T, d *demo.Region, network *pipes.Network) {
		o := hie.Options{Dial: network.Dial}
		aBatchIsOneRequest(t, d, regionOf(t, d, o, nil), regionOf(t, d, o, func(e demo.Exchange, c *hie.Config) {
			if e.Batch {
				c.BatchSize = 50
			}
		}))
	})
}

func aBatchIsOneRequest(t *testing.T, d *demo.Region, searchBySearch, inBatches *hie.Region) {
	t.Helper()
	takers := 0
	for _, n := range []int{1, 50} {
		people := granted(t, numbers(t, d.Population()[20:20+n]))
		told := map[*hie.Region]int{}
		for _, r := range []*hie.Region{searchBySearch, inBatches} {
			d.ResetRequests()
			s := set(t.Context(), r, 100)
			if err := s.Load(people, record.Kinds); err != nil {
				t.Fatal(err)
			}
			for _, p := range people {
				for _, k := range record.Kinds {
					for _, a := range s.Answers(p, k) {
						if s := a.Outcome.State; !s.Seen() && s != record.StatePartial { // an odd date is PARTIAL
							t.Fatalf("%s answered %s: %s", a.Exchange.ID, a.Outcome.State, a.Outcome.Detail)
						}
						told[r] += a.Facts.Len()
					}
				}
			}
		}
		if told[inBatches] != told[searchBySearch] || told[inBatches] == 0 {
			t.Errorf("%d people: %d entries in batches, %d without", n, told[inBatches], told[searchBySearch])
		}
		for _, e := range d.Exchanges() {
			if !e.Batch {
				continue
			}
			takers++
			if got := d.Requests(e.ID); got["total"] > 1 {
				t.Errorf("%d people: %s was sent %v", n, e.ID, got)
			}
		}
	}
	if takers == 0 {
		t.Error("no exchange of the demo takes a batch")
	}
}
