package loaders

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/graph-gophers/dataloader/v7"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/record"
)

// exchangeLoaders are a cohort's loaders of one exchange: one for each search, made when first needed, for those whose
// grants allow it.
type exchangeLoaders struct {
	ctx    context.Context
	source *hie.Source
	grants []*access.Grant

	mu      sync.Mutex
	loaders map[hie.Search][]*loader
}

func newExchangeLoaders(ctx context.Context, source *hie.Source, grants []*access.Grant) *exchangeLoaders {
	return &exchangeLoaders{ctx: ctx, source: source, grants: grants, loaders: make(map[hie.Search][]*loader)}
}

// load starts the searches of some kinds for everybody whose grant allows one that needs them.
func (e *exchangeLoaders) load(kinds []record.Kind) {
	var searches []hie.Search
	people := make(map[hie.Search][]record.NHSNumber)
	for _, kind := range kinds {
		for _, g := range e.grants {
			if !e.asks(kind, g) {
				continue
			}
			for _, search := range searchesOf(kind) {
				if !slices.Contains(searches, search) {
					searches = append(searches, search)
				}
				if !slices.Contains(people[search], g.Person()) {
					people[search] = append(people[search], g.Person())
				}
			}
		}
	}
	e.startTogether(searches, people)
}

// startTogether starts searches that an exchange which takes batches may be asked in one request. The search for results that
// are only in their reports waits for others, and goes by itself.
func (e *exchangeLoaders) startTogether(searches []hie.Search, people map[hie.Search][]record.NHSNumber) {
	together := &hie.Together{}
	turns := make([]turn, len(searches))
	for i, search := range searches {
		turns[i] = turn{ctx: e.ctx, ended: func() {}}
		if search != hie.SearchResults {
			turns[i].ctx, turns[i].ended = together.Turn(e.ctx)
		}
	}
	for i, search := range searches {
		e.start(search, people[search], turns[i])
	}
}

// turn is a search's place among those started with it: the context to ask in, and what to call at its end.
type turn struct {
	ctx   context.Context
	ended func()
}

func searchesOf(kind record.Kind) []hie.Search {
	if kind == record.Demographics {
		return []hie.Search{hie.SearchPatients}
	}
	return hie.SearchesOf(kind)
}

// asks tells whether the exchange is asked for a kind of a person's record: it shares the kind, and the grant allows it.
func (e *exchangeLoaders) asks(kind record.Kind, g *access.Grant) bool {
	return e.shares(kind) && g.Allows(kind, e.source.Exchange().ID)
}

// shares tells whether the exchange shares a kind. Every exchange is asked who people are.
func (e *exchangeLoaders) shares(kind record.Kind) bool {
	return kind == record.Demographics || e.source.Exchange().Shares(kind)
}

// start loads a search for those of some people for whom it is not loaded yet, all at once, so that the batch is complete
// and leaves without waiting.
func (e *exchangeLoaders) start(search hie.Search, people []record.NHSNumber, t turn) {
	e.mu.Lock()
	defer e.mu.Unlock()
	var fresh []record.NHSNumber
	for _, n := range people {
		if !slices.ContainsFunc(e.loaders[search], func(l *loader) bool { return l.has(n) }) {
			fresh = append(fresh, n)
		}
	}
	if len(fresh) == 0 {
		t.ended()
		return
	}
	e.loaders[search] = append(e.loaders[search], newLoader(e.ctx, fresh, e.batch(search, t)))
}

// value waits for what a search gives for a person; for one for whom it was not started, nothing.
func (e *exchangeLoaders) value(search hie.Search, n record.NHSNumber) *value {
	e.mu.Lock()
	loaders := e.loaders[search]
	e.mu.Unlock()
	for _, l := range loaders {
		if l.has(n) {
			return l.value(n)
		}
	}
	return new(value)
}

// batch asks the exchange one search for some people.
func (e *exchangeLoaders) batch(search hie.Search, t turn) func([]record.NHSNumber) []*dataloader.Result[*value] {
	if search == hie.SearchPatients {
		return func(people []record.NHSNumber) []*dataloader.Result[*value] { return e.askPatients(people, t) }
	}
	return func(people []record.NHSNumber) []*dataloader.Result[*value] {
		defer t.ended()
		answers := e.source.Search(t.ctx, search, e.grantsOf(people), hie.Earlier{
			Patients: func() *hie.PatientIndex { return e.index(people) },
			Search:   func(s hie.Search) hie.Answers { return e.answers(s, people) },
		})
		results := make([]*dataloader.Result[*value], len(people))
		for i, n := range people {
			results[i] = &dataloader.Result[*value]{Data: &value{answer: answers[n]}}
		}
		return results
	}
}

func (e *exchangeLoaders) askPatients(people []record.NHSNumber, t turn) []*dataloader.Result[*value] {
	defer t.ended()
	index := e.source.Patients(t.ctx, e.grantsOf(people))
	results := make([]*dataloader.Result[*value], len(people))
	for i, n := range people {
		results[i] = &dataloader.Result[*value]{Data: &value{answer: index.Answer(n), index: index}}
	}
	return results
}

// grantsOf gives the grants of some people of the cohort.
func (e *exchangeLoaders) grantsOf(people []record.NHSNumber) []*access.Grant {
	grants := make([]*access.Grant, 0, len(people))
	for _, g := range e.grants {
		if slices.Contains(people, g.Person()) {
			grants = append(grants, g)
		}
	}
	return grants
}

// index waits for the index of some people. It is one index, but for a batch that the loader had to split.
func (e *exchangeLoaders) index(people []record.NHSNumber) *hie.PatientIndex {
	var index *hie.PatientIndex
	for _, n := range people {
		index = index.Join(e.value(hie.SearchPatients, n).index)
	}
	return index
}

func (e *exchangeLoaders) answers(search hie.Search, people []record.NHSNumber) hie.Answers {
	answers := make(hie.Answers, len(people))
	for _, n := range people {
		answers[n] = e.answer(search, n)
	}
	return answers
}

// answer waits for one search's answer about a person. It always says whose it is and how it came out, even where a
// search died of a fault of the gateway's own: a silent gap must not look like an empty record.
func (e *exchangeLoaders) answer(search hie.Search, n record.NHSNumber) record.Answer {
	a := e.value(search, n).answer
	a.Exchange = e.source.Exchange()
	if a.Outcome.State == "" {
		a.Outcome = record.Outcome{State: record.StateUnavailable, Detail: "could not be asked because of a fault in the gateway"}
	}
	return a
}

// kind gives a kind of a person's record, or says why the exchange is not asked for it.
func (e *exchangeLoaders) kind(kind record.Kind, g *access.Grant) record.Answer {
	switch {
	case !e.shares(kind):
		return record.Answer{Exchange: e.source.Exchange(), Outcome: record.Outcome{State: record.StateNotConnected}}
	case !e.asks(kind, g):
		return denied(g, kind, e.source.Exchange())
	}
	return e.joined(kind, g)
}

// joined puts a kind together from its searches.
func (e *exchangeLoaders) joined(kind record.Kind, g *access.Grant) record.Answer {
	joined := record.Answer{Exchange: e.source.Exchange()}
	defining := record.SourceState("")
	for i, search := range searchesOf(kind) {
		a := e.answer(search, g.Person())
		if i == 0 {
			defining = a.Outcome.State
		}
		joined.Outcome = joined.Outcome.Join(a.Outcome)
		joined.Facts.Add(&a.Facts)
	}
	if defining == record.StateNotConnected && joined.Outcome.State == record.StateComplete && joined.Facts.Len() == 0 {
		// A server that offers only a side of the kind and holds nothing there does not share the kind.
		joined.Outcome.State = record.StateNotConnected
	}
	if joined.Outcome.State == record.StateStale && joined.Facts.Len()+len(joined.Facts.Persons) == 0 {
		// That there was nothing earlier is no reason to show nothing now: the failure stands.
		joined.Outcome.State, joined.Outcome.FetchedAt, joined.Outcome.Failure = joined.Outcome.Failure, time.Time{}, ""
	}
	return joined
}
