package loaders

import (
	"context"
	"slices"
	"sync"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/record"
)

// cohort is the people of one root field: asked about together, one request for all of them per exchange and search.
type cohort struct {
	exchanges []*exchangeLoaders

	mu     sync.Mutex
	loaded []record.Kind
}

func newCohort(ctx context.Context, region *hie.Region, grants []*access.Grant) *cohort {
	c := &cohort{}
	for _, source := range region.Sources() {
		c.exchanges = append(c.exchanges, newExchangeLoaders(ctx, source, grants))
	}
	return c
}

// load starts the searches of the kinds, each once in the cohort's life, and those for the people themselves.
func (c *cohort) load(kinds []record.Kind) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var fresh []record.Kind
	for _, kind := range append([]record.Kind{record.Demographics}, kinds...) {
		if !slices.Contains(c.loaded, kind) {
			c.loaded, fresh = append(c.loaded, kind), append(fresh, kind)
		}
	}
	for _, e := range c.exchanges {
		e.load(fresh)
	}
}

func (c *cohort) persons(g *access.Grant) []record.Answer { return c.answers(g, record.Demographics) }

func (c *cohort) answers(g *access.Grant, kind record.Kind) []record.Answer {
	answers := make([]record.Answer, len(c.exchanges))
	for i, e := range c.exchanges {
		answers[i] = e.kind(kind, g)
	}
	return answers
}

// asked tells how each exchange answered for each kind that it was asked about a person, whatever became of the answer.
func (c *cohort) asked(g *access.Grant) []audit.Asked {
	c.mu.Lock()
	kinds := slices.Sorted(slices.Values(c.loaded))
	c.mu.Unlock()
	var list []audit.Asked
	for _, kind := range kinds {
		for _, e := range c.exchanges {
			if e.asks(kind, g) {
				list = append(list, audit.Asked{Exchange: e.source.Exchange().ID, Kind: kind, State: e.joined(kind, g).Outcome.State})
			}
		}
	}
	return list
}
