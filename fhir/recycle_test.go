package fhir

import (
	"encoding/json"
	"sync"
	"testing"

	"github.com/london-care-record/gateway/record"
)

// What an answer was read on is used again for the next, also while others are being read. Nothing of an answer changes by it.
func TestS24_AnAnswerSharesNothingWithTheNext(t *testing.T) {
	search, _ := exchangeQuestion(t)
	written := func(a record.Answer) string {
		text, err := json.Marshal(a.Facts)
		if err != nil {
			t.Error(err)
		}
		return string(text)
	}
	want := map[Search]string{}
	for _, h := range held {
		want[h.search] = written(search(h.search))
	}
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			var before record.Answer
			for i := range 40 {
				s := held[i%4].search
				a := search(s)
				if i > 0 {
					if last := held[(i-1)%4].search; written(before) != want[last] {
						t.Errorf("an answer about %s changed when %s was read", last, s)
					}
				}
				before = a
			}
		})
	}
	readers.Wait()
}
