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

// Set is the loaders of one operation, the grants that they ask with, and what they have to tell the audit trail. It is
// safe for concurrent use.
type Set struct {
	ctx    context.Context
	config Config

	launch  sync.Once
	caller  access.Caller
	refused error

	mu      sync.Mutex
	visits  map[record.NHSNumber]*visit
	order   []*visit
	cohorts map[record.NHSNumber]*cohort
	beside  []audit.Outcome
	// noted tells whoever gives out a record as it comes in that its last part is let out.
	noted chan struct{}
}

// Config is what the loaders of every operation share.
type Config struct {
	Region *hie.Region
	// Door gives the grants. Without one nobody is admitted.
	Door *access.Door
	// Reader reads the audit trail for those who may; the loaders themselves read nothing there.
	Reader *audit.Reader
	// Limit is the greatest number of people of one operation.
	Limit int
}

// NewSet makes the loaders of one operation. ctx is the operation's: everything is asked within its deadline, whoever
// asks first.
func NewSet(ctx context.Context, config Config) *Set {
	return &Set{ctx: ctx, config: config, visits: make(map[record.NHSNumber]*visit), cohorts: make(map[record.NHSNumber]*cohort), noted: make(chan struct{}, 1)}
}

type contextKey struct{}

// With puts the operation's set into its context.
func With(ctx context.Context, s *Set) context.Context {
	return context.WithValue(ctx, contextKey{}, s)
}

// From gives the operation's set. It panics where there is none: that is a fault of the wiring.
func From(ctx context.Context) *Set { return ctx.Value(contextKey{}).(*Set) }

// Door gives the door that the operation's caller stands before.
func (s *Set) Door() *access.Door { return s.config.Door }

// Region gives the region that the operation asks.
func (s *Set) Region() *hie.Region { return s.config.Region }

// Reader gives the reader of the audit trail.
func (s *Set) Reader() *audit.Reader { return s.config.Reader }

// Load starts, without waiting, every search that is needed for these kinds of the records that the grants open, and the
// search for the people themselves. Everybody who is new to the operation is one cohort: they are asked about together.
// What a grant does not allow is not asked. The error is TOO_MANY_PATIENTS; nothing is asked then.
func (s *Set) Load(grants []*access.Grant, kinds []record.Kind) *record.Error {
	cohorts, err := s.gather(grants)
	if err != nil {
		return err
	}
	for _, c := range cohorts {
		c.load(kinds)
	}
	return nil
}

// gather gives the cohorts of these grants' people, making one for those who have none yet.
func (s *Set) gather(grants []*access.Grant) ([]*cohort, *record.Error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var fresh []*access.Grant
	var cohorts []*cohort
	for _, g := range grants {
		c, ok := s.cohorts[g.Person()]
		same := func(f *access.Grant) bool { return f.Person() == g.Person() }
		switch {
		case !ok && !slices.ContainsFunc(fresh, same):
			fresh = append(fresh, g)
		case ok && !slices.Contains(cohorts, c):
			cohorts = append(cohorts, c)
		}
	}
	if len(s.cohorts)+len(fresh) > s.config.Limit {
		return nil, s.tooMany()
	}
	if len(fresh) == 0 {
		return cohorts, nil
	}
	c := newCohort(s.ctx, s.config.Region, fresh)
	for _, g := range fresh {
		s.cohorts[g.Person()] = c
	}
	return append(cohorts, c), nil
}

func (s *Set) tooMany() *record.Error {
	return record.Errorf(record.CodeTooManyPatients,
		"Too many people in one request: the limit is %d. Please ask in several requests.", s.config.Limit)
}

// Persons waits for who the exchanges say the grant's person is: one answer per exchange, in the region's order. An
// exchange that the grant does not allow gives WITHHELD where the caller may know it. The person must have been loaded.
func (s *Set) Persons(g *access.Grant) []record.Answer { return s.cohort(g).persons(g) }

// Restricted tells whether the person's own security labels leave the caller with no more than who it is (S04).
func (s *Set) Restricted(g *access.Grant) bool {
	return !opens(g, record.Demographics, s.Persons(g))
}

// Answers waits for one kind of the record of a grant's person, who was loaded: one answer per exchange, in the region's
// order, with what the grant lets be seen of it. A kind that was not loaded ahead is loaded now, for everybody of the
// cohort at once.
func (s *Set) Answers(g *access.Grant, kind record.Kind) []record.Answer {
	c := s.cohort(g)
	c.load([]record.Kind{kind})
	answers := c.answers(g, kind, s.pendingOf(g.Person()))
	if !opens(g, kind, c.persons(g)) { // every exchange alike, so that who knows the person can't be read off (S04)
		for i, a := range answers {
			answers[i] = record.Answer{Exchange: a.Exchange, Outcome: record.Outcome{State: record.StateWithheld}}
		}
		return answers
	}
	for i, a := range answers {
		answers[i] = shown(g, kind, a)
	}
	return answers
}

// cohort gives a person's cohort. Somebody who was not loaded has one of which nobody was asked.
func (s *Set) cohort(g *access.Grant) *cohort {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c, ok := s.cohorts[g.Person()]; ok {
		return c
	}
	return newCohort(s.ctx, s.config.Region, nil)
}
