package fhir

import (
	"context"
	"slices"
	"sync"
)

// Together is searches that are started together. Where the server takes batches they go in one request: it is sent as soon as
// each of them has come to its request, waits for the search for the people, or has ended without a request.
//
// Nobody need wait for a window that way, in which under load only some would come to pass. A window remains as a net.
type Together struct {
	mu    sync.Mutex
	turns []*turn
	// flush sends what has come so far; nil when nothing has, or it has been sent.
	flush func()
}

// turn is one search's place among those that are started together.
type turn struct {
	together *Together
	at       stage
}

type stage int

const (
	pending stage = iota // on its way to its request
	parked               // waits for the search for the people
	through              // has made its request, or will make none
)

type turnKey struct{}

// Turn makes a place for one more search, and gives the context to make it in, and what to call when it has ended. All places
// must be made before the first search begins. A search that waits for anything but the search for the people needs no
// place.
func (t *Together) Turn(ctx context.Context) (_ context.Context, ended func()) {
	one := &turn{together: t}
	t.turns = append(t.turns, one)
	return context.WithValue(ctx, turnKey{}, one), func() { one.move(through) }
}

// AsksNothing says that the search of a context waits for what somebody else has asked for: those that were started together
// with it go without it.
func AsksNothing(ctx context.Context) { turnOf(ctx).move(through) }

func turnOf(ctx context.Context) *turn {
	one, _ := ctx.Value(turnKey{}).(*turn)
	return one
}

// move moves a search that is on its way, and sends what has come when nobody is any more.
func (one *turn) move(to stage) {
	if one == nil {
		return
	}
	t := one.together
	t.mu.Lock()
	defer t.mu.Unlock()
	if one.at == pending {
		one.at = to
	}
	t.settle()
}

// unpark says that the search for the people is done. All who wait for it are on their way then, whoever wakes first.
func (one *turn) unpark() {
	if one == nil {
		return
	}
	t := one.together
	t.mu.Lock()
	defer t.mu.Unlock()
	if one.at != parked {
		return
	}
	for _, other := range t.turns {
		if other.at == parked {
			other.at = pending
		}
	}
}

func (t *Together) settle() {
	if t.flush != nil && !slices.ContainsFunc(t.turns, func(one *turn) bool { return one.at == pending }) {
		t.flush()
		t.flush = nil
	}
}
