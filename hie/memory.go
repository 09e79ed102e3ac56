package hie

import (
	"slices"
	"sync"
	"time"

	"github.com/london-care-record/gateway/fhir"
	"github.com/london-care-record/gateway/internal/cache"
	"github.com/london-care-record/gateway/record"
)

// memory remembers what the exchanges answered: one search of one exchange about one person, raw, as it came before any
// caller's grant has been held against it. It is looked into only for what a grant lets the exchange be asked, and what
// comes out goes the way of what the exchange says: labels are held back, and the grant looked at again, afterwards (S24).
type memory struct {
	Memory
	store *cache.Store[key, *piece]
	now   func() time.Time
	// shared is the memory that other replicas share; nil for none.
	shared *cache.Shared

	mu          sync.Mutex
	generations map[record.ExchangeID]uint64
}

// key names one answer.
type key struct {
	exchange record.ExchangeID
	search   Search
	person   record.NHSNumber
	basis    basis
	// generation changes when everything of the exchange is forgotten.
	generation uint64
}

// basis is when the answers were read that a search stands on: results fetched for one list of reports are not those of
// another. Zero for a search that stands on none.
type basis [2]int64

// piece is what an exchange answered about one person. It is not changed once others may see it.
type piece struct {
	answer record.Answer
	// index is the person's part of the index, for the search for people.
	index *PatientIndex
	// at is when the answer was read, or confirmed by the exchange; read when it was read last.
	at, read time.Time
	// validator is by what the exchange can be asked whether the answer still stands; nil where it can't.
	validator *fhir.Validator
	// confirmed tells those who asked that nothing was read this time.
	confirmed bool
}

// pieces are what an exchange answered about some people.
type pieces map[record.NHSNumber]*piece

// of gives the piece of a person, and one that says nothing where there is none.
func (ps pieces) of(n record.NHSNumber) *piece {
	if p := ps[n]; p != nil {
		return p
	}
	return new(piece)
}

func newMemory(m Memory, shared *cache.Shared, now func() time.Time) (*memory, error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	age := max(m.Fresh, m.Stale, time.Second)
	store, err := cache.NewStore[key](m.Bytes, age, (*piece).weight)
	if err != nil {
		return nil, err
	}
	return &memory{Memory: m, store: store, shared: shared, now: now, generations: map[record.ExchangeID]uint64{}}, nil
}

// What an answer and an entry take in memory, about: measured over the demo's people (TestWeightsAreAboutRight).
const (
	answerWeight = 700
	entryWeight  = 1300
)

func (p *piece) weight() int {
	return answerWeight + entryWeight*(p.answer.Facts.Len()+len(p.answer.Facts.Persons)) + p.validator.Weight()
}

// strict tells that a search brings allergies, medications or who the person is.
func strict(search Search) bool {
	return slices.ContainsFunc(kindsOf(search), func(k record.Kind) bool {
		return k == record.Allergies || k == record.Medications || k == record.Demographics
	})
}

func (m *memory) freshness(search Search) time.Duration {
	if strict(search) {
		return m.FreshStrict
	}
	return m.Fresh
}

func (m *memory) greatestAge(search Search) time.Duration {
	if strict(search) {
		return m.StaleStrict
	}
	return m.Stale
}

func (m *memory) key(exchange record.ExchangeID, search Search, n record.NHSNumber, b basis) key {
	m.mu.Lock()
	defer m.mu.Unlock()
	return key{exchange: exchange, search: search, person: n, basis: b, generation: m.generations[exchange]}
}

// forget makes everything unfindable that an exchange answered, what is being asked included.
func (m *memory) forget(exchange record.ExchangeID) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.generations[exchange]++
}

// fresh gives an answer that need not be asked for again; nil for none.
func (m *memory) fresh(k key) *piece {
	p, ok := m.store.Get(k)
	if !ok || m.now().Sub(p.at) >= m.freshness(k.search) {
		return nil
	}
	o := p.answer.Outcome
	o.Remembered, o.Elapsed = true, 0
	return p.with(o)
}

// instead gives an earlier answer in the place of a failure: STALE, with its time, and the failure named (S22). That
// somebody was unknown, or nothing recorded, is no answer to give again when the exchange can't be asked: what stands in is
// what it held. An empty answer stands in only beside one that holds something, for a kind that takes several searches. It is
// nil where nothing can stand in.
func (m *memory) instead(k key, failure *record.Outcome) *piece {
	p, ok := m.store.Get(k)
	if !ok || m.now().Sub(p.at) >= m.greatestAge(k.search) || p.answer.Outcome.State == record.StatePatientUnknown {
		return nil
	}
	o := p.answer.Outcome
	detail := failure.Detail + "; an earlier answer is shown"
	if o.State == record.StatePartial && o.Detail != "" {
		detail += ", in which it " + o.Detail
	}
	o.State, o.Failure, o.Detail, o.Elapsed, o.Remembered = record.StateStale, failure.State, detail, failure.Elapsed, true
	return p.with(o)
}

// with gives the piece with another outcome.
func (p *piece) with(o record.Outcome) *piece {
	q := *p
	q.answer.Outcome = o
	if q.index != nil {
		for n := range q.index.People() {
			q.index = q.index.With(n, o)
		}
	}
	return &q
}

// unconfirmed gives the piece as one that was read: it is for those who did not ask.
func (p *piece) unconfirmed() *piece {
	if !p.confirmed {
		return p
	}
	q := *p
	q.confirmed = false
	return &q
}

// memorable tells whether an answer may be given again: it is whole, or lacks only what will be lacking again. What was cut
// off may come the next time, and a flaw of an answer about many may be another person's. A failure is no answer at all.
func memorable(o *record.Outcome, alone bool) bool {
	switch o.State {
	case record.StateComplete, record.StatePatientUnknown:
		return !o.FetchedAt.IsZero()
	case record.StatePartial:
		return alone && !o.FetchedAt.IsZero() && !o.Truncated && o.Unreadable+o.NotTheirs > 0
	}
	return false
}
