package fhir

import "testing"

// What the reading of FHIR may allocate. Time is only measured, because it belongs to the machine; what is allocated
// belongs to the code. The limits leave half above what is needed: the race detector makes pools forget, so that decoders
// are made anew, and other versions of Go and of the decoder may differ.
const (
	allocsOfResult   = 50
	allocsOfPage     = pageSize * 7 // the entry and its share of the page included
	allocsOfExchange = 1500         // all that one exchange holds of a person: 79 entries, in 11 answers
	allocsOfNothing  = 110          // an answer without entries, the request included
)

func TestMappingAllocatesLittle(t *testing.T) {
	raw, in := labResultText(7), labSurroundings(t)
	allocs := testing.AllocsPerRun(200, func() {
		if _, err := Map(raw, in); err != nil {
			t.Fatal(err)
		}
	})
	if allocs > allocsOfResult {
		t.Errorf("a result takes %.0f allocations, at most %d", allocs, allocsOfResult)
	}
}

func TestReadingAPageAllocatesLittle(t *testing.T) {
	search := searcher(t, labPage())
	allocs := testing.AllocsPerRun(20, func() {
		if a := search(); len(a.Facts.Observations) != pageSize {
			t.Fatalf("%d results of %d", len(a.Facts.Observations), pageSize)
		}
	})
	if allocs > allocsOfPage {
		t.Errorf("a page of %d results takes %.0f allocations, at most %d", pageSize, allocs, allocsOfPage)
	}
}

func TestReadingAnExchangeAllocatesLittle(t *testing.T) {
	search, _ := exchangeQuestion(t)
	allocs := testing.AllocsPerRun(20, func() {
		for _, h := range held {
			search(h.search)
		}
	})
	if allocs > allocsOfExchange {
		t.Errorf("the answers of one exchange take %.0f allocations, at most %d", allocs, allocsOfExchange)
	}
	if allocs = testing.AllocsPerRun(20, func() { search("ImagingStudy") }); allocs > allocsOfNothing {
		t.Errorf("an empty answer takes %.0f allocations, at most %d", allocs, allocsOfNothing)
	}
}
