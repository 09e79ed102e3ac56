package hie

import (
	"context"
	"time"

	"github.com/london-care-record/gateway/fhir"
	"github.com/london-care-record/gateway/record"
)

// onCondition asks a question about one person on condition that what is remembered of it has changed. Where the exchange says
// that it has not, that is its answer, as of now. Questions about several people are asked as they are: who is in one answer
// with whom changes each time, and so does the answer.
func (s *Source) onCondition(q question, keys []key, people []record.NHSNumber) question {
	if len(people) != 1 || q.search == SearchResults {
		return q
	}
	var earlier piece
	for _, k := range keys {
		if k.person == people[0] {
			earlier, _ = s.memory.confirmable(k)
		}
	}
	ask := q.ask
	q.ask = func(ctx context.Context, people []record.NHSNumber) map[record.NHSNumber]piece {
		ctx, standing := fhir.Revalidating(ctx, earlier.validator)
		pieces := ask(ctx, people)
		settle(pieces, people[0], standing, &earlier)
		return pieces
	}
	return q
}

// settle puts the earlier answer in the place of one that says no more than that it stands.
//
//go:noinline // what it copies would stand on the stack of every search while that is under way
func settle(pieces map[record.NHSNumber]piece, n record.NHSNumber, s *fhir.Standing, earlier *piece) {
	p := pieces[n]
	if at, stands := s.Stands(); stands {
		p = earlier.confirmedAt(at, p.answer.Outcome.Elapsed)
	} else {
		p.validator = s.Validator()
	}
	pieces[n] = p
}

// confirmable gives an answer about which the exchange can be asked whether it still stands. One that was read longer ago than
// an answer may stand in for a failure is read again, whatever the exchange would say of it: an exchange that is wrong about
// what has changed, every time, shows nothing older than one that is dead.
func (m *memory) confirmable(k key) (piece, bool) {
	p, ok := m.store.Get(k)
	if !ok || p.validator == nil || m.now().Sub(p.read) >= m.greatestAge(k.search) {
		return piece{}, false
	}
	return p, true
}

// countConfirmed counts the answers that the exchange confirmed.
func countConfirmed(pieces map[record.NHSNumber]piece) (n int) {
	for who := range pieces {
		if pieces[who].confirmed {
			n++
		}
	}
	return n
}

// confirmedAt gives the piece as the exchange's answer at a later time.
func (p piece) confirmedAt(at time.Time, elapsed time.Duration) piece {
	o := p.answer.Outcome
	o.FetchedAt, o.Elapsed, o.Remembered = at, elapsed, false
	p = p.with(o)
	p.confirmed = true
	return p
}
