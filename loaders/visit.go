package loaders

import (
	"context"
	"slices"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

// visit is one person's place in an operation: the one decision about it, and what the answer holds of the record.
type visit struct {
	decided  chan struct{} // closed when opening or err is set
	opening  access.Opening
	err      error
	released []string
	// pending are the exchanges whose answers are not given out yet, of a record that is shown as it comes in.
	pending []record.ExchangeID
}

// Admit decides, once for each person in the operation's life, whether the caller may see these kinds of the record. All
// who are new are decided in one go, durable in the audit trail when Admit returns; who was admitted by another field keeps
// that grant. The openings are in the order of the people. The error is about all: too many people, or nothing could be
// decided or noted.
func (s *Set) Admit(ctx context.Context, caller access.Caller, people []record.NHSNumber, kinds []record.Kind) ([]access.Opening, error) {
	fresh, all, err := s.claim(people)
	if err != nil {
		return nil, err
	}
	s.decide(ctx, caller, fresh, kinds)
	openings := make([]access.Opening, len(all))
	for i, v := range all {
		<-v.decided
		if v.err != nil {
			return nil, v.err
		}
		openings[i] = v.opening
	}
	return openings, nil
}

// claim gives each person's visit, and which people are new and so the claimer's to decide about.
func (s *Set) claim(people []record.NHSNumber) (fresh []record.NHSNumber, all []*visit, _ error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(people) > 2*s.config.Limit { // though it be one person many times: the answer is as long as the question
		return nil, nil, s.tooMany()
	}
	for _, n := range people {
		if s.visits[n] == nil && !slices.Contains(fresh, n) {
			fresh = append(fresh, n)
		}
	}
	if len(s.visits)+len(fresh) > s.config.Limit {
		return nil, nil, s.tooMany()
	}
	for _, n := range fresh {
		v := &visit{decided: make(chan struct{}), err: errUndecided}
		s.visits[n], s.order = v, append(s.order, v)
	}
	for _, n := range people {
		all = append(all, s.visits[n])
	}
	return fresh, all, nil
}

// errUndecided stands until a decision is there, and for good when deciding panics.
var errUndecided = record.Errorf(record.CodeInternal, "It could not be decided who may see this record.")

func (s *Set) decide(ctx context.Context, caller access.Caller, fresh []record.NHSNumber, kinds []record.Kind) {
	if len(fresh) == 0 {
		return
	}
	visits := make([]*visit, len(fresh))
	s.mu.Lock()
	for i, n := range fresh {
		visits[i] = s.visits[n]
	}
	s.mu.Unlock()
	defer func() {
		for _, v := range visits {
			close(v.decided)
		}
	}()
	openings, err := s.config.Door.Open(ctx, caller, fresh, kinds)
	for i, v := range visits {
		if v.err = err; err == nil {
			v.opening = openings[i]
		}
	}
}

// Grant gives the grant by which a person was admitted, nil for who was not.
func (s *Set) Grant(n record.NHSNumber) *access.Grant {
	s.mu.Lock()
	v := s.visits[n]
	s.mu.Unlock()
	if v == nil {
		return nil
	}
	<-v.decided
	return v.opening.Grant
}

// Grants gives all grants of the operation, for the second look before the answer leaves.
func (s *Set) Grants() []*access.Grant {
	s.mu.Lock()
	visits := slices.Clone(s.order)
	s.mu.Unlock()
	var grants []*access.Grant
	for _, v := range visits {
		<-v.decided
		if v.opening.Grant != nil {
			grants = append(grants, v.opening.Grant)
		}
	}
	return grants
}

// Release notes which entries of a person's record the answer holds, by their ids.
func (s *Set) Release(g *access.Grant, ids []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v := s.visits[g.Person()]; v != nil {
		v.released = append(v.released, ids...)
	}
}

// Beside notes how a decision came out that is not about a person's record, such as one to read the audit trail.
func (s *Set) Beside(o audit.Outcome) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.beside = append(s.beside, o)
}

// Outcomes gives what the audit trail must hold before the answer leaves: for each decision how the exchanges answered,
// which entries the answer holds, and the codes of its errors. It waits for what is still being asked, but for what a
// subscription gives out later. Of an operation that answers more than once, each call is about the answer since the last.
func (s *Set) Outcomes(codes []record.ErrorCode) []audit.Outcome {
	grants := s.Grants()
	s.mu.Lock()
	defer s.mu.Unlock()
	outcomes := s.beside
	s.beside = nil
	for _, g := range grants {
		v := s.visits[g.Person()]
		o := audit.Outcome{Of: g.Receipt(), Released: slices.Compact(slices.Sorted(slices.Values(v.released)))}
		v.released = nil
		if c := s.cohorts[g.Person()]; c != nil {
			o.Asked = c.asked(g, v.pending)
			o.Alike = g.Caller().Alike(c.persons(g))
		}
		outcomes = append(outcomes, o)
	}
	select {
	case s.noted <- struct{}{}:
	default: // nobody follows
	}
	for i := range outcomes {
		outcomes[i].Errors = codes
	}
	return outcomes
}
