package loaders

import (
	"context"
	"slices"
	"sync"

	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/record"
)

// Set is the loaders of one operation. It is safe for concurrent use.
type Set struct {
	ctx    context.Context
	region *hie.Region
	limit  int

	mu      sync.Mutex
	cohorts map[record.NHSNumber]*cohort
}

// NewSet makes the loaders of one operation. ctx is the operation's: everything is asked within its deadline, whoever
// asks first. limit is the greatest number of people of one operation.
func NewSet(ctx context.Context, region *hie.Region, limit int) *Set {
	return &Set{ctx: ctx, region: region, limit: limit, cohorts: make(map[record.NHSNumber]*cohort)}
}

type contextKey struct{}

// With puts the operation's set into its context.
func With(ctx context.Context, s *Set) context.Context {
	return context.WithValue(ctx, contextKey{}, s)
}

// From gives the operation's set. It panics where there is none: that is a fault of the wiring.
func From(ctx context.Context) *Set { return ctx.Value(contextKey{}).(*Set) }

// Region gives the exchanges that the set asks.
func (s *Set) Region() *hie.Region { return s.region }

// Load starts, without waiting, every search that is needed for these people and kinds, and the search for the people
// themselves. Everybody who is new to the operation is one cohort: they are asked about together. The error is
// TOO_MANY_PATIENTS; nothing is asked then.
func (s *Set) Load(people []record.NHSNumber, kinds []record.Kind) *record.Error {
	cohorts, err := s.admit(people)
	if err != nil {
		return err
	}
	for _, c := range cohorts {
		c.load(kinds)
	}
	return nil
}

// admit gives the cohorts of these people, making one for those who have none yet.
func (s *Set) admit(people []record.NHSNumber) ([]*cohort, *record.Error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var fresh []record.NHSNumber
	var cohorts []*cohort
	for _, n := range people {
		c, ok := s.cohorts[n]
		switch {
		case !ok && !slices.Contains(fresh, n):
			fresh = append(fresh, n)
		case ok && !slices.Contains(cohorts, c):
			cohorts = append(cohorts, c)
		}
	}
	if len(s.cohorts)+len(fresh) > s.limit {
		return nil, record.Errorf(record.CodeTooManyPatients,
			"Too many people in one request: the limit is %d. Please ask in several requests.", s.limit)
	}
	if len(fresh) == 0 {
		return cohorts, nil
	}
	c := newCohort(s.ctx, s.region, fresh)
	for _, n := range fresh {
		s.cohorts[n] = c
	}
	return append(cohorts, c), nil
}

// Persons waits for who the exchanges say somebody is: one answer per exchange, in the region's order. The person must
// have been loaded.
func (s *Set) Persons(n record.NHSNumber) []record.Answer { return s.cohort(n).persons(n) }

// Answers waits for one kind of record of a person who was loaded: one answer per exchange, in the region's order. A
// kind that was not loaded ahead is loaded now, for everybody of the cohort at once.
func (s *Set) Answers(n record.NHSNumber, kind record.Kind) []record.Answer {
	c := s.cohort(n)
	c.load([]record.Kind{kind})
	return c.answers(n, kind)
}

func (s *Set) cohort(n record.NHSNumber) *cohort {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.cohorts[n]
}
