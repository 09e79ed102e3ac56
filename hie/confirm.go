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
	earlier := new(piece)
	for _, k := range keys {
		if k.person == people[0] {
			if p := s.memory.confirmable(k); p != nil {
				earlier = p
			}
		}
	}
	ask := q.ask
	q.ask = func(ctx context.Context, people []record.NHSNumber) pieces {
		ctx, standing := fhir.Revalidating(ctx, earlier.validator)
		came := ask(ctx, people)
		came.settle(people[0], standing, earlier)
		return came
	}
	return q
}

// settle puts the earlier answer in the place of one that says no more than that it stands.
func (ps pieces) settle(n record.NHSNumber, s *fhir.Standing, earlier *piece) {
	p := ps.of(n)
	if at, stands := s.Stands(); stands {
		p = earlier.confirmedAt(at, p.answer.Outcome.Elapsed)
	} else {
		p.validator = s.Validator()
	}
	ps[n] = p
}

// confirmable gives an answer about which the exchange can be asked whether it still stands; nil for none. One that was read longer ago than
// an answer may stand in for a failure is read again, whatever the exchange would say of it: an exchange that is wrong about
// what has changed, every time, shows nothing older than one that is dead.
func (m *memory) confirmable(k key) *piece {
	p, ok := m.store.Get(k)
	if !ok || p.validator == nil || m.now().Sub(p.read) >= m.greatestAge(k.search) {
		return nil
	}
	return p
}

// countConfirmed counts the answers that the exchange confirmed.
func countConfirmed(of pieces) (n int) {
	for _, p := range of {
		if p.confirmed {
			n++
		}
	}
	return n
}

// confirmedAt gives the piece as the exchange's answer at a later time.
func (p *piece) confirmedAt(at time.Time, elapsed time.Duration) *piece {
	o := p.answer.Outcome
	o.FetchedAt, o.Elapsed, o.Remembered = at, elapsed, false
	p = p.with(o)
	p.confirmed = true
	return p
}
