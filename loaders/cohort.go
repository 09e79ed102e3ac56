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

func (c *cohort) persons(g *access.Grant) []record.Answer {
	return c.answers(g, record.Demographics, nil)
}

// answers waits for a kind of a person's record, but for the pending exchanges.
func (c *cohort) answers(g *access.Grant, kind record.Kind, pending []record.ExchangeID) []record.Answer {
	answers := make([]record.Answer, len(c.exchanges))
	for i, e := range c.exchanges {
		if slices.Contains(pending, e.source.Exchange().ID) && e.asks(kind, g) {
			answers[i] = record.Answer{Exchange: e.source.Exchange(), Outcome: record.Outcome{State: record.StatePending}}
			continue
		}
		answers[i] = e.kind(kind, g)
	}
	return answers
}

// asked tells how each exchange answered for each kind that it was asked about a person, whatever became of the answer. Who
// the person is, no exchange leaves pending.
func (c *cohort) asked(g *access.Grant, pending []record.ExchangeID) []audit.Asked {
	c.mu.Lock()
	kinds := slices.Sorted(slices.Values(c.loaded))
	c.mu.Unlock()
	var list []audit.Asked
	for _, kind := range kinds {
		for _, e := range c.exchanges {
			exchange := e.source.Exchange().ID
			switch {
			case !e.asks(kind, g):
			case kind != record.Demographics && slices.Contains(pending, exchange):
				list = append(list, audit.Asked{Exchange: exchange, Kind: kind, State: record.StatePending})
			default:
				list = append(list, audit.Asked{Exchange: exchange, Kind: kind, State: e.joined(kind, g).Outcome.State})
			}
		}
	}
	return list
}
