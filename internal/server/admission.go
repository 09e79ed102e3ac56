package server

import (
	"container/list"
	"context"
	"runtime"
	"sync"
	"time"
)

// admission lets as many operations run as can be answered in time. Under more load than that, whoever comes last is told
// at once to come again, and those who were let in are served as if nothing were the matter: serving everybody a little
// would serve nobody in time. It is safe for concurrent use; nil lets everybody in.
//
// How many can be answered in time depends on what they wait for. While they wait for exchanges they take next to nothing,
// and there may be as many as Load.Running. Where they wait for processors, each step of each of them waits behind all that is
// ready to run, and fewer at once are all served sooner: the more they wait for processors, the fewer are let in.
//
// Callers come in bunches, and a machine stands still for a moment: a queue that is empty again soon is worth waiting in.
// One that is not says that more comes than can be done, and then to wait is to lose the time that the answer needs. So how
// long one may wait follows from how long there has been somebody waiting, as in the controlled delay of RFC 8289 for
// packets and of Maurer's "Fail at Scale" (ACM Queue, 2015) for requests.
type admission struct {
	load Load
	// strain is how long what is ready to run has been waiting for a processor, since it was last asked.
	strain   func() time.Duration
	bearable time.Duration

	mu      sync.Mutex
	running int
	queue   list.List // of chan struct{}, which is closed when it is the waiting one's turn
	// limit is how many may run now, between least and load.Running; looked is when the strain was last looked at.
	limit, least int
	looked       time.Time
	// strained rises with each look that finds too much strain, and falls with each that finds little. A machine that stood still,
	// or that collects garbage, is strained for a few looks only.
	strained int
	// queued is since when somebody has been waiting without a pause. It says nothing while nobody waits.
	queued time.Time
}

const (
	// leastPerCore is how many operations run at once for each core under whatever strain: enough to keep it busy.
	leastPerCore = 8
	// lookEvery is how often the strain is looked at.
	lookEvery = 100 * time.Millisecond
	// lastingStrain is how many looks find too much strain, more than find little, before fewer are let in.
	lastingStrain = 4
	// unending is how many times the patience a queue has stood when nobody is to wait in it any more than a tenth of it. A machine that was
	// slow for a second leaves a queue that takes another to come to an end.
	unending = 3
	// bearablePart is how long a step of an operation may wait for a processor, as a part of the budget. An operation takes some ten
	// steps one after the other.
	bearablePart = 200
)

func newAdmission(l Load, budget time.Duration, strain func() time.Duration) *admission {
	if l.Running < 0 {
		return nil
	}
	return &admission{load: l, strain: strain, bearable: budget / bearablePart, limit: l.Running, least: min(l.Running, leastPerCore*runtime.GOMAXPROCS(0)), looked: time.Now()}
}

// enter waits for a place, and tells whether there is one. Who has one leaves it.
func (a *admission) enter(ctx context.Context) bool {
	if a == nil {
		return true
	}
	turn, patience := a.join()
	if turn == nil {
		return patience > 0
	}
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case <-turn.Value.(chan struct{}):
		return true
	case <-timer.C:
	case <-ctx.Done():
	}
	return a.giveUp(turn)
}

// join takes a place, or one in the queue, and says how long one may wait there. Without either the patience is zero.
func (a *admission) join() (turn *list.Element, patience time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.look()
	switch {
	case a.running < a.limit && a.queue.Len() == 0:
		a.running++
		return nil, a.load.Patience
	case a.queue.Len() >= a.load.Waiting:
		return nil, 0
	case a.queue.Len() == 0:
		a.queued = time.Now()
	}
	return a.queue.PushBack(make(chan struct{})), a.patience(time.Since(a.queued))
}

// patience is how long one may wait where there has been somebody waiting for so long: all of it at first, and less and less the
// longer the queue has stood, down to a tenth.
func (a *admission) patience(stood time.Duration) time.Duration {
	whole := a.load.Patience
	return min(whole, max(whole/10, (unending*whole-stood)/(unending-1)))
}

// giveUp leaves the queue, unless it has just become one's turn.
func (a *admission) giveUp(turn *list.Element) (entered bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	select {
	case <-turn.Value.(chan struct{}):
		return true
	default:
		a.queue.Remove(turn)
		return false
	}
}

func (a *admission) leave() {
	if a == nil {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.running--
	a.look()
}

// look sets the limit when it is time, and lets in those for whom there is room now. The lock is held.
func (a *admission) look() {
	if now := time.Now(); now.Sub(a.looked) >= lookEvery {
		a.looked = now
		a.follow()
	}
	for a.running < a.limit && a.queue.Len() > 0 {
		a.running++
		close(a.queue.Remove(a.queue.Front()).(chan struct{}))
	}
}

// follow sets the limit by the strain. The lock is held.
func (a *admission) follow() {
	switch strain := a.strain(); {
	case strain > a.bearable:
		if a.strained = min(a.strained+1, lastingStrain); a.strained == lastingStrain {
			a.limit = max(a.least, min(a.limit, a.running)*3/4)
		}
	case strain < a.bearable/2:
		a.strained = max(0, a.strained-1)
		a.limit = min(a.load.Running, a.limit+max(1, a.limit/2))
	}
}

// underWay is how many operations run, how many may, and how many wait.
func (a *admission) underWay() (running, limit, waiting int64) {
	if a == nil {
		return 0, 0, 0
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return int64(a.running), int64(a.limit), int64(a.queue.Len())
}
