package loaders

import (
	"context"
	"slices"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/record"
)

// Arrivals gives out one person's record as it comes in, an exchange at a time. What has not been given out yet is PENDING to
// all who ask the set, and in the audit trail. One goroutine uses it.
type Arrivals struct {
	set   *Set
	visit *visit
	// done names each exchange once all that it is asked for the person has been answered, or has failed.
	done chan record.ExchangeID
	left int
	// shown tells that the set shows what Next gave last, and that it may not change before that is let out.
	shown bool
}

// Follow begins to give out some kinds of the record of a grant's person, who was loaded. Nothing is given before every
// exchange has said who the person is, or failed to: until then a birth date that most hold, or a label that closes the
// record, may still come, and what was shown by then could not be taken back (S02, S04).
func (s *Set) Follow(g *access.Grant, kinds []record.Kind) *Arrivals {
	s.Persons(g)
	exchanges := s.cohort(g).exchanges
	a := &Arrivals{set: s, done: make(chan record.ExchangeID, len(exchanges)), left: len(exchanges)}
	s.mu.Lock()
	a.visit = s.visits[g.Person()]
	for _, e := range exchanges {
		a.visit.pending = append(a.visit.pending, e.source.Exchange().ID)
	}
	s.mu.Unlock()
	for _, e := range exchanges {
		go func() { // ends by the deadline of the operation's loaders
			for _, kind := range kinds {
				e.kind(kind, g)
			}
			a.done <- e.source.Exchange().ID
		}()
	}
	return a
}

// Next waits for one more exchange and shows it beside those before, until the next call. It waits, too, until what was shown
// before has been noted for the audit trail. It is false when all have been shown, or the context has ended.
func (a *Arrivals) Next(ctx context.Context) bool {
	if a.shown {
		select {
		case <-a.set.noted:
		case <-ctx.Done():
			return false
		}
	}
	if a.left == 0 {
		return false
	}
	select {
	case id := <-a.done:
		a.set.mu.Lock()
		a.visit.pending = slices.DeleteFunc(slices.Clone(a.visit.pending), func(x record.ExchangeID) bool { return x == id })
		a.set.mu.Unlock()
		a.left--
		a.shown = true
		return true
	case <-ctx.Done():
		return false
	}
}

// pendingOf gives the exchanges whose answers about a person are not given out yet.
func (s *Set) pendingOf(n record.NHSNumber) []record.ExchangeID {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v := s.visits[n]; v != nil {
		return v.pending
	}
	return nil
}
