package loaders

import (
	"context"
	"sync"

	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/record"
)

// cohort is the people of one root field: asked about together, one request for all of them per exchange and search.
type cohort struct {
	people    []record.NHSNumber
	exchanges []*exchangeLoaders

	mu     sync.Mutex
	loaded map[record.Kind]bool
}

func newCohort(ctx context.Context, region *hie.Region, people []record.NHSNumber) *cohort {
	c := &cohort{people: people, loaded: make(map[record.Kind]bool)}
	for _, source := range region.Sources() {
		c.exchanges = append(c.exchanges, newExchangeLoaders(ctx, source, people))
	}
	return c
}

// load starts the searches of the kinds, each once in the cohort's life, and those for the people themselves.
func (c *cohort) load(kinds []record.Kind) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, kind := range append([]record.Kind{record.Demographics}, kinds...) {
		if c.loaded[kind] {
			continue
		}
		c.loaded[kind] = true
		for _, e := range c.exchanges {
			e.load(kind)
		}
	}
}

func (c *cohort) persons(n record.NHSNumber) []record.Answer {
	answers := make([]record.Answer, len(c.exchanges))
	for i, e := range c.exchanges {
		answers[i] = e.answer(hie.SearchPatients, n)
	}
	return answers
}

func (c *cohort) answers(n record.NHSNumber, kind record.Kind) []record.Answer {
	answers := make([]record.Answer, len(c.exchanges))
	for i, e := range c.exchanges {
		answers[i] = e.kind(kind, n)
	}
	return answers
}
