package loaders

import (
	"context"
	"sync"

	"github.com/graph-gophers/dataloader/v7"

	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/record"
)

// exchangeLoaders are a cohort's loaders of one exchange: one for each search, made when first needed.
type exchangeLoaders struct {
	ctx    context.Context
	source *hie.Source
	people []record.NHSNumber

	mu      sync.Mutex
	loaders map[hie.Search]*loader
}

func newExchangeLoaders(ctx context.Context, source *hie.Source, people []record.NHSNumber) *exchangeLoaders {
	return &exchangeLoaders{ctx: ctx, source: source, people: people, loaders: make(map[hie.Search]*loader)}
}

// load starts a kind's searches for everybody, unless the exchange does not share the kind.
func (e *exchangeLoaders) load(kind record.Kind) {
	if kind == record.Demographics {
		e.loader(hie.SearchPatients)
		return
	}
	if !e.source.Exchange().Shares(kind) {
		return
	}
	for _, search := range hie.SearchesOf(kind) {
		e.loader(search)
	}
}

// loader gives the loader of a search. A new one is loaded with everybody at once, so that its batch is complete and
// leaves without waiting.
func (e *exchangeLoaders) loader(search hie.Search) *loader {
	e.mu.Lock()
	defer e.mu.Unlock()
	l, ok := e.loaders[search]
	if !ok {
		l = newLoader(e.ctx, e.people, e.batch(search))
		e.loaders[search] = l
	}
	return l
}

// batch asks the exchange one search for some people.
func (e *exchangeLoaders) batch(search hie.Search) func([]record.NHSNumber) []*dataloader.Result[value] {
	if search == hie.SearchPatients {
		return e.askPatients
	}
	return func(people []record.NHSNumber) []*dataloader.Result[value] {
		answers := e.source.Search(e.ctx, search, people, hie.Earlier{
			Patients: func() *hie.PatientIndex { return e.index(people) },
			Search:   func(s hie.Search) hie.Answers { return e.answers(s, people) },
		})
		results := make([]*dataloader.Result[value], len(people))
		for i, n := range people {
			results[i] = &dataloader.Result[value]{Data: value{answer: answers[n]}}
		}
		return results
	}
}

func (e *exchangeLoaders) askPatients(people []record.NHSNumber) []*dataloader.Result[value] {
	index := e.source.Patients(e.ctx, people)
	results := make([]*dataloader.Result[value], len(people))
	for i, n := range people {
		results[i] = &dataloader.Result[value]{Data: value{answer: index.Answer(n), index: index}}
	}
	return results
}

// index waits for the index of some people. It is one index, but for a batch that the loader had to split.
func (e *exchangeLoaders) index(people []record.NHSNumber) *hie.PatientIndex {
	l := e.loader(hie.SearchPatients)
	var index *hie.PatientIndex
	for _, n := range people {
		index = index.Join(l.value(n).index)
	}
	return index
}

func (e *exchangeLoaders) answers(search hie.Search, people []record.NHSNumber) hie.Answers {
	l := e.loader(search)
	answers := make(hie.Answers, len(people))
	for _, n := range people {
		answers[n] = e.complete(l.value(n).answer)
	}
	return answers
}

// answer waits for one search's answer about a person.
func (e *exchangeLoaders) answer(search hie.Search, n record.NHSNumber) record.Answer {
	return e.complete(e.loader(search).value(n).answer)
}

// complete makes sure that an answer says whose it is and how it came out, even where a search died of a fault of the
// gateway's own: a silent gap must not look like an empty record.
func (e *exchangeLoaders) complete(a record.Answer) record.Answer {
	a.Exchange = e.source.Exchange()
	if a.Outcome.State == "" {
		a.Outcome = record.Outcome{State: record.StateUnavailable, Detail: "could not be asked because of a fault in the gateway"}
	}
	return a
}

// kind puts a kind together from its searches.
func (e *exchangeLoaders) kind(kind record.Kind, n record.NHSNumber) record.Answer {
	joined := record.Answer{Exchange: e.source.Exchange()}
	if !e.source.Exchange().Shares(kind) {
		joined.Outcome = record.Outcome{State: record.StateNotConnected}
		return joined
	}
	defining := record.SourceState("")
	for i, search := range hie.SearchesOf(kind) {
		a := e.answer(search, n)
		if i == 0 {
			defining = a.Outcome.State
		}
		joined.Outcome = joined.Outcome.Join(a.Outcome)
		joined.Facts = joined.Facts.Join(a.Facts)
	}
	if defining == record.StateNotConnected && joined.Outcome.State == record.StateComplete && joined.Facts.Len() == 0 {
		// A server that offers only a side of the kind and holds nothing there does not share the kind.
		joined.Outcome.State = record.StateNotConnected
	}
	return joined
}
