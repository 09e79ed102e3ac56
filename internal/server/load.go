package server

import (
	"runtime"
	"time"
)

// Load bounds what the gateway does at once. Zero values are replaced by those of DefaultLoad; Running below zero bounds
// nothing.
type Load struct {
	// Running is how many operations run at once while they wait for exchanges; while they wait for processors it is fewer.
	// Waiting is how many more may wait until it is their turn.
	Running, Waiting int
	// People is how many people operations about several ask about at once, all together; more wait, for up to the budget.
	// Below zero bounds nothing.
	People int
	// Patience is how long one may wait while the others are about to have their turn. Where there is no end of waiting it is less
	// and less, down to a tenth. It is part of the answer's budget.
	Patience time.Duration
}

// runningPerSecond is the most operations that a core is given for each second of the budget. An operation about one person
// costs a core some milliseconds, and waits for the exchanges the rest of its time. With so many at once, what was let in
// still ended within the budget when the cores were shared with something else; with three times as many it was seen not to.
const runningPerSecond = 32

// leastRunning lets a small machine wait for slow exchanges, too.
const leastRunning = 64

// DefaultLoad is for this machine and a budget: what can be answered in time, as much again waiting, and half of
// the budget as patience.
func DefaultLoad(budget time.Duration) Load {
	running := max(leastRunning, int(runningPerSecond*budget.Seconds()*float64(runtime.GOMAXPROCS(0))))
	return Load{Running: running, Waiting: running, People: defaultPeople(), Patience: budget / 2}
}

func (l Load) withDefaults(budget time.Duration) Load {
	d := DefaultLoad(budget)
	if l.Running == 0 {
		l.Running = d.Running
	}
	if l.Waiting == 0 {
		l.Waiting = max(1, l.Running)
	}
	if l.People == 0 {
		l.People = d.People
	}
	if l.Patience == 0 {
		l.Patience = d.Patience
	}
	return l
}
