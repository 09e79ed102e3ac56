package hie

import (
	"context"
	"time"

	"github.com/london-care-record/gateway/fhir"
	"github.com/london-care-record/gateway/record"
)

// question is one search for some people, who may be asked about.
type question struct {
	search Search
	people []record.NHSNumber
	// basis tells what the answer about a person stands on.
	basis func(record.NHSNumber) basis
	// ask asks the exchange about some of the people.
	ask func(context.Context, []record.NHSNumber) pieces
}

type afreshKey struct{}

// Afresh gives a context in which nothing remembered is given for an answer that can be had: who asks must see what is so
// now. Where the exchange can't be asked an earlier answer still stands in, marked.
func Afresh(ctx context.Context) context.Context { return context.WithValue(ctx, afreshKey{}, true) }

func afresh(ctx context.Context) bool { return ctx.Value(afreshKey{}) != nil }

// answer answers a question: from memory where it is fresh, else by the exchange, whom those ask together who ask at the
// same time. It returns by the exchange's timeout and the caller's deadline; what comes later is remembered.
func (s *Source) answer(ctx context.Context, q question) pieces {
	if s.memory == nil {
		return s.askNow(ctx, q)
	}
	return s.recall(ctx, q)
}

// recall answers a question from memory where it is fresh, and asks for the rest.
func (s *Source) recall(ctx context.Context, q question) pieces {
	came := make(pieces, len(q.people))
	keys := make([]key, 0, len(q.people))
	for _, n := range q.people {
		k := s.memory.key(s.exchange.ID, q.search, n, q.basisOf(n))
		if p := s.memory.fresh(k); p != nil && !afresh(ctx) {
			came[n] = p
			continue
		}
		keys = append(keys, k)
	}
	s.remembered("fresh", len(came))
	if len(keys) > 0 {
		s.askTogether(ctx, q, keys, came)
	}
	return came
}

func (q question) basisOf(n record.NHSNumber) basis {
	if q.basis == nil {
		return basis{}
	}
	return q.basis(n)
}

// askNow asks within the caller's context, and nobody gains by it but the caller.
func (s *Source) askNow(ctx context.Context, q question) pieces {
	due := time.Now().Add(s.timeout)
	limited, cancel := context.WithDeadline(withAnswerBy(ctx, due), due)
	defer cancel()
	start := s.options.Now()
	came := s.ask(limited, q, q.people)
	s.judge(ctx, q.search, came, s.options.Now().Sub(start))
	return came
}

// askTogether asks for some keys, or waits for those who are asking, and puts the pieces where the caller finds them.
func (s *Source) askTogether(ctx context.Context, q question, keys []key, into pieces) {
	start := time.Now()
	waiting, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	anew := afresh(ctx)
	came := s.flights.Ask(waiting, keys, anew, func() { fhir.AsksNothing(ctx) }, func(ctx context.Context, keys []key) map[key]*piece {
		ctx, cancel := context.WithTimeout(withAnswerBy(ctx, start.Add(s.timeout)), s.timeout+s.memory.Late)
		defer cancel()
		return s.askAndKeep(ctx, q, keys, s.others(ctx, keys, anew))
	})
	led := make(pieces, len(came.Led))
	for _, k := range keys {
		p := came.Values[k]
		if p == nil {
			p = &piece{answer: record.Answer{Exchange: s.exchange, Outcome: s.gaveUp(ctx, time.Since(start))}}
		}
		into[k.person] = p
	}
	for _, k := range came.Led {
		if p := into[k.person]; !p.answer.Outcome.Remembered { // else another replica had asked
			led[k.person] = p
		}
	}
	s.remembered("joined", len(keys)-len(came.Led))
	s.remembered("shared", len(came.Led)-len(led))
	confirmed := countConfirmed(led)
	s.remembered("asked", len(led)-confirmed)
	s.remembered("confirmed", confirmed)
	if len(led) > 0 {
		s.judge(ctx, q.search, led, time.Since(start))
	}
	for _, k := range keys {
		if o := &into[k.person].answer.Outcome; o.State.Failed() {
			if p := s.memory.instead(k, o); p != nil {
				into[k.person] = p
				s.remembered("stale", 1)
			}
		}
	}
}

// gaveUp is the outcome for a caller who waits no longer.
func (s *Source) gaveUp(ctx context.Context, waited time.Duration) record.Outcome {
	if ctx.Err() != nil && ctx.Err() != context.DeadlineExceeded {
		return record.Outcome{State: record.StateUnavailable, Detail: withdrawn, Elapsed: waited}
	}
	return fhir.TimedOut(waited)
}

const withdrawn = "was not waited for, because the question was withdrawn"

// askAndKeep asks for those of some keys that have not come yet, and remembers what is worth it.
func (s *Source) askAndKeep(ctx context.Context, q question, keys []key, came map[key]*piece) map[key]*piece {
	people := make([]record.NHSNumber, 0, len(keys))
	for _, k := range keys {
		if _, ok := came[k]; !ok {
			people = append(people, k.person)
		}
	}
	if len(people) == 0 {
		return came
	}
	asked := s.ask(ctx, s.onCondition(q, keys, people), people)
	for _, k := range keys {
		if _, ok := came[k]; ok {
			continue
		}
		p := asked.of(k.person)
		p.at = p.answer.Outcome.FetchedAt
		if !p.confirmed {
			p.read = p.at
		}
		came[k] = p
		if memorable(&p.answer.Outcome, len(people) == 1) {
			s.keep(k, p.unconfirmed())
		}
	}
	return came
}

// keep remembers an answer, unless one is remembered that was read later: who asked afresh may have overtaken this one while it
// waited to know who the person is.
func (s *Source) keep(k key, p *piece) {
	later, ok := s.memory.store.Get(k)
	if ok && later.at.After(p.at) && !later.at.After(s.memory.now()) { // the time of another replica's may be ahead
		return
	}
	s.memory.store.Put(k, p)
	s.tellOthers(k, p)
}

// lateIndex completes an index for a search that outlives its caller: who could not be said to be known by the caller's
// deadline may be by now.
func (s *Source) lateIndex(ctx context.Context, index *PatientIndex, people []record.NHSNumber) *PatientIndex {
	if s.memory == nil {
		return index
	}
	var keys []key
	for _, n := range people {
		if index.Answer(n).Outcome.State.Failed() {
			keys = append(keys, s.memory.key(s.exchange.ID, SearchPatients, n, basis{}))
		}
	}
	if len(keys) == 0 {
		return index
	}
	came := s.flights.Join(ctx, keys)
	for _, k := range keys {
		p := came[k]
		if p == nil {
			p = s.memory.fresh(k)
		}
		if p != nil && p.index != nil {
			index = index.Join(p.index)
		}
	}
	return index
}

// asEarlier marks an answer that stands on an earlier answer to who the person is: it is no more certain than that.
func asEarlier(o, who record.Outcome) record.Outcome {
	if who.State != record.StateStale || o.State.Failed() {
		return o
	}
	o.State, o.Failure = record.Worse(o.State, record.StateStale), who.Failure
	if who.FetchedAt.Before(o.FetchedAt) {
		o.FetchedAt = who.FetchedAt
	}
	o.Say("could not be asked now who the person is")
	return o
}
