package server

import (
	"context"
	"runtime"
	"sync/atomic"
	"time"
)

// Load bounds what the gateway does at once. Zero values are replaced by those of DefaultLoad; Running below zero bounds
// nothing.
type Load struct {
	// Running is how many operations run at once, and Waiting how many more may wait until it is their turn.
	Running, Waiting int
	// People is how many people operations about several ask about at once, all together; more wait, for up to the budget.
	// Below zero bounds nothing.
	People int
	// Patience is how long one may wait while the others are about to have their turn, and a tenth of it is how long where
	// there has been no end of waiting. It is part of the answer's budget.
	Patience time.Duration
}

// runningPerSecond is how many operations a core is given for each second of the budget. An operation about one person
// costs a core a few milliseconds, and waits for the exchanges the rest of its time. With so many at once, what was let in
// still ends within the budget when the cores are shared with something else; with three times as many it was seen not to.
const runningPerSecond = 32

// leastRunning lets a small machine wait for slow exchanges, too.
const leastRunning = 64

// DefaultLoad is for this machine and a budget: what can be answered in time, half as much again waiting, and a quarter of
// the budget as patience.
func DefaultLoad(budget time.Duration) Load {
	running := max(leastRunning, int(runningPerSecond*budget.Seconds()*float64(runtime.GOMAXPROCS(0))))
	return Load{Running: running, Waiting: running / 2, People: defaultPeople(), Patience: budget / 4}
}

func (l Load) withDefaults(budget time.Duration) Load {
	d := DefaultLoad(budget)
	if l.Running == 0 {
		l.Running = d.Running
	}
	if l.Waiting == 0 {
		l.Waiting = max(1, l.Running/2)
	}
	if l.People == 0 {
		l.People = d.People
	}
	if l.Patience == 0 {
		l.Patience = d.Patience
	}
	return l
}

// admission lets as many operations run as can be answered in time. Under more load than that, whoever comes last is told
// at once to come again, and those who were let in are served as if nothing were the matter: serving everybody a little
// would serve nobody in time. It is safe for concurrent use; nil lets everybody in.
//
// Callers come in bunches, and a machine stands still for a moment: a queue that is empty again soon is worth waiting in.
// One that is not says that more comes than can be done, and then to wait is to lose the time that the answer needs. So how
// long one may wait follows from how long there has been somebody waiting, as in the controlled delay of RFC 8289 for
// packets and of Maurer's "Fail at Scale" (ACM Queue, 2015) for requests.
type admission struct {
	load    Load
	slots   chan struct{}
	waiting atomic.Int64
	// queued is since when somebody has been waiting without a pause, after start. It says nothing while nobody waits.
	queued atomic.Int64
	start  time.Time
}

func newAdmission(l Load) *admission {
	if l.Running < 0 {
		return nil
	}
	return &admission{load: l, slots: make(chan struct{}, l.Running), start: time.Now()}
}

// enter waits for a place, and tells whether there is one. Who has one leaves it.
func (a *admission) enter(ctx context.Context) bool {
	if a == nil {
		return true
	}
	select {
	case a.slots <- struct{}{}:
		return true
	default:
	}
	waiting := a.waiting.Add(1)
	defer a.waiting.Add(-1)
	if waiting > int64(a.load.Waiting) {
		return false
	}
	patience := time.NewTimer(a.patience(waiting))
	defer patience.Stop()
	select {
	case a.slots <- struct{}{}:
		return true
	case <-patience.C:
		return false
	case <-ctx.Done():
		return false
	}
}

// patience is how long one may wait who makes so many waiting.
func (a *admission) patience(waiting int64) time.Duration {
	now := time.Since(a.start)
	if waiting == 1 {
		a.queued.Store(int64(now))
	}
	if now-time.Duration(a.queued.Load()) < a.load.Patience {
		return a.load.Patience
	}
	return a.load.Patience / 10
}

func (a *admission) leave() {
	if a != nil {
		<-a.slots
	}
}

// underWay is how many operations run, and how many wait.
func (a *admission) underWay() (running, waiting int64) {
	if a == nil {
		return 0, 0
	}
	return int64(len(a.slots)), a.waiting.Load()
}
