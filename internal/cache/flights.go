package cache

import (
	"context"
	"sync"
)

// Flights lets those who want the same things at the same time wait for one asking. What one asks for may be several things
// at once, of which others have asked for some: only the rest is asked for.
//
// An asking goes on when those who wait for it leave, so that what comes late is not lost; how many go on that nobody waits
// for is bounded.
type Flights[K comparable, V any] struct {
	mostLate int

	ctx    context.Context
	cancel context.CancelFunc
	all    sync.WaitGroup

	mu     sync.Mutex
	closed bool
	late   int
	under  map[K]*flight[K, V]
}

// flight is one asking for some keys.
type flight[K comparable, V any] struct {
	cancel context.CancelFunc
	landed chan struct{} // closed when values is there
	values map[K]V
	// waiting is how many wait for it, late that none does.
	waiting int
	late    bool
	done    bool
}

// NewFlights makes flights of which at most so many go on that nobody waits for.
func NewFlights[K comparable, V any](mostLate int) *Flights[K, V] {
	f := &Flights[K, V]{mostLate: mostLate, under: map[K]*flight[K, V]{}}
	f.ctx, f.cancel = context.WithCancel(context.Background())
	return f
}

// Came is what came of an asking.
type Came[K comparable, V any] struct {
	// Values are those that came before the caller's context was done.
	Values map[K]V
	// Led are the keys that this caller had asked for; the others were being asked for already.
	Led []K
}

// Ask waits for the values of some keys until ctx is done. Those that nobody is asking for are asked for in one go. ask runs
// in a goroutine of its own, in a context with ctx's values but without its end, and gives a value for each key that it can;
// it must end by itself soon after its context does. anew asks for all keys, whoever else is asking: what was asked for
// before may not know what has changed since. idle is called, before the wait, where there was nothing to ask for.
func (f *Flights[K, V]) Ask(ctx context.Context, keys []K, anew bool, idle func(), ask func(ctx context.Context, keys []K) map[K]V) Came[K, V] {
	flights, led := f.board(ctx, keys, anew, ask)
	if len(led) == 0 {
		idle()
	}
	return Came[K, V]{Values: f.wait(ctx, keys, flights), Led: led}
}

// Join waits until ctx is done for those of some keys that somebody is asking for.
func (f *Flights[K, V]) Join(ctx context.Context, keys []K) map[K]V {
	f.mu.Lock()
	flights := map[*flight[K, V]]bool{}
	for _, k := range keys {
		if under := f.under[k]; under != nil {
			f.boarded(flights, under)
		}
	}
	f.mu.Unlock()
	return f.wait(ctx, keys, flights)
}

// board gives the flights that bring the keys, and starts one for those that none brings.
func (f *Flights[K, V]) board(ctx context.Context, keys []K, anew bool, ask func(context.Context, []K) map[K]V) (flights map[*flight[K, V]]bool, led []K) {
	f.mu.Lock()
	defer f.mu.Unlock()
	flights = map[*flight[K, V]]bool{}
	if f.closed {
		return flights, nil
	}
	for _, k := range keys {
		if under := f.under[k]; under != nil && !anew {
			f.boarded(flights, under)
			continue
		}
		led = append(led, k)
	}
	if len(led) > 0 {
		f.boarded(flights, f.start(ctx, led, ask))
	}
	return flights, led
}

// boarded counts somebody who waits for a flight, once. The lock is held.
func (f *Flights[K, V]) boarded(flights map[*flight[K, V]]bool, under *flight[K, V]) {
	if flights[under] {
		return
	}
	flights[under] = true
	under.waiting++
	if under.late {
		under.late = false
		f.late--
	}
}

// start starts a flight. The lock is held.
func (f *Flights[K, V]) start(ctx context.Context, keys []K, ask func(context.Context, []K) map[K]V) *flight[K, V] {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(f.ctx, cancel)
	one := &flight[K, V]{cancel: cancel, landed: make(chan struct{})}
	for _, k := range keys {
		f.under[k] = one
	}
	f.all.Go(func() {
		defer cancel()
		defer stop()
		defer f.land(one, keys)
		one.values = ask(ctx, keys)
	})
	return one
}

func (f *Flights[K, V]) land(one *flight[K, V], keys []K) {
	f.mu.Lock()
	defer f.mu.Unlock()
	one.done = true
	if one.late {
		one.late = false
		f.late--
	}
	f.leave(one, keys)
	close(one.landed)
}

// leave takes a flight's keys off the board. The lock is held.
func (f *Flights[K, V]) leave(one *flight[K, V], keys []K) {
	for _, k := range keys {
		if f.under[k] == one {
			delete(f.under, k)
		}
	}
}

// wait waits for flights and gives what they bring of the keys.
func (f *Flights[K, V]) wait(ctx context.Context, keys []K, flights map[*flight[K, V]]bool) map[K]V {
	values := make(map[K]V, len(keys))
	for one := range flights {
		select {
		case <-one.landed:
		default:
			select {
			case <-one.landed:
			case <-ctx.Done():
			}
		}
		if !f.left(one) {
			continue
		}
		for _, k := range keys {
			if v, ok := one.values[k]; ok {
				values[k] = v
			}
		}
	}
	return values
}

// left notes that somebody waits for a flight no longer, and tells whether it has landed. One that nobody waits for goes on
// where there is room for it.
func (f *Flights[K, V]) left(one *flight[K, V]) (landed bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	one.waiting--
	switch {
	case one.done || one.waiting > 0:
	case f.late < f.mostLate:
		one.late = true
		f.late++
	default:
		one.cancel()
		for k, under := range f.under { // whoever comes now asks anew
			if under == one {
				delete(f.under, k)
			}
		}
	}
	return one.done
}

// Late is how many askings go on that nobody waits for.
func (f *Flights[K, V]) Late() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.late
}

// Close cancels what is being asked for and waits until it has ended. Nothing is asked for afterwards.
func (f *Flights[K, V]) Close() {
	f.mu.Lock()
	f.closed = true
	f.mu.Unlock()
	f.cancel()
	f.all.Wait()
}
