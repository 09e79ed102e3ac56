package fhir

import (
	"slices"
	"sync"
	"time"

	"github.com/london-care-record/gateway/record"
)

const (
	// localsTTL is how long local ids are remembered. They are checked against a fresh Patient search whenever they are
	// used, so that age costs a request and never a wrong entry.
	localsTTL = 10 * time.Minute
	// maxLocals bounds the memory: when it is full, all of it is given up.
	maxLocals = 50_000
)

// locals remembers which Patient resources of the exchange are whose, so that a search in the local style needs not
// wait for the Patient search each time.
type locals struct {
	now func() time.Time

	mu       sync.Mutex
	byNumber map[record.NHSNumber]localIDs
}

type localIDs struct {
	ids   []string
	until time.Time
}

func newLocals(now func() time.Time) *locals {
	return &locals{now: now, byNumber: map[record.NHSNumber]localIDs{}}
}

// of gives the remembered ids of all these people; false when one of them is not remembered, because then the Patient
// search must be waited for in any case.
func (l *locals) of(people []record.NHSNumber) (map[record.NHSNumber][]string, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	known := make(map[record.NHSNumber][]string, len(people))
	for _, n := range people {
		r, ok := l.byNumber[n]
		if !ok || !now.Before(r.until) {
			return nil, false
		}
		known[n] = r.ids
	}
	return known, true
}

// remember keeps what an index says of the people whom it found, and forgets those whom it did not.
func (l *locals) remember(index *PatientIndex, people []record.NHSNumber) {
	l.mu.Lock()
	defer l.mu.Unlock()
	until := l.now().Add(localsTTL)
	for _, n := range people {
		ids := index.Locals(n)
		if len(ids) == 0 {
			delete(l.byNumber, n)
			continue
		}
		if len(l.byNumber) >= maxLocals {
			l.prune()
		}
		l.byNumber[n] = localIDs{ids: slices.Clone(ids), until: until}
	}
}

// prune drops what has run out, or everything when nothing has.
func (l *locals) prune() {
	before := len(l.byNumber)
	now := l.now()
	for n, r := range l.byNumber {
		if !now.Before(r.until) {
			delete(l.byNumber, n)
		}
	}
	if len(l.byNumber) == before {
		clear(l.byNumber)
	}
}
