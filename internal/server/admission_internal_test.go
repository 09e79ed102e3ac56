package server

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// full gives an admission with one place, which is taken, and a function that waits in its queue and tells how long it
// had to and whether it was let in.
func full(t *testing.T) (a *admission, wait func() (time.Duration, bool)) {
	a = newAdmission(Load{Running: 1, Waiting: 3, Patience: time.Second}, 4*time.Second, func() time.Duration { return 0 })
	if !a.enter(t.Context()) {
		t.Fatal("nobody is there, and there is no place")
	}
	return a, func() (time.Duration, bool) {
		start := time.Now()
		in := a.enter(t.Context())
		return time.Since(start), in
	}
}

func TestS27_ABunchOfCallersWaitsItsTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, wait := full(t)
		let := make(chan bool)
		for range 3 {
			go func() {
				_, in := wait()
				let <- in
			}()
		}
		synctest.Wait()
		if took, in := wait(); in || took != 0 {
			t.Errorf("a fourth waited %s and was let in %v, want to be turned away at once", took, in)
		}
		for range 3 {
			time.Sleep(300 * time.Millisecond)
			a.leave()
			if !<-let {
				t.Error("who waited was turned away before a second had passed")
			}
		}
	})
}

// A queue that does not become empty says that more comes than can be done (S27): then one waits less and less, so that nobody
// waits away the time that an answer needs.
func TestS27_WhereThereIsNoEndOfWaitingNobodyWaitsLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, wait := full(t)
		if took, in := wait(); in || took != time.Second {
			t.Fatalf("the first waited %s", took)
		}
		begun := time.Now()
		var waiting sync.WaitGroup
		for _, c := range []struct{ stood, patience int }{ // milliseconds
			{0, 1000}, {900, 1000}, {1800, 600}, {2200, 400}, {2500, 250}, {2700, 150}, {2800, 100}, {2890, 100},
		} {
			time.Sleep(time.Duration(c.stood)*time.Millisecond - time.Since(begun))
			waiting.Go(func() {
				if took, in := wait(); in || took != time.Duration(c.patience)*time.Millisecond {
					t.Errorf("there was always somebody waiting for %d ms; the next waited %s, want %d ms", c.stood, took, c.patience)
				}
			})
			synctest.Wait()
		}
		waiting.Wait()
		time.Sleep(time.Second)
		if took, in := wait(); in || took != time.Second {
			t.Errorf("nobody was waiting any more; the next waited %s, want a second", took)
		}
		a.leave()
		if took, in := wait(); !in || took != 0 {
			t.Errorf("there was a place; waited %s, let in %v", took, in)
		}
	})
}

// Where operations wait for processors fewer are let in (S27), down to what keeps the processors busy, and more again when they
// do not.
func TestS27_FewerAreLetInWhereTheyWaitForProcessors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var strain time.Duration
		a := newAdmission(Load{Running: 400, Patience: time.Second}, 2*time.Second, func() time.Duration { return strain })
		limit := func(after time.Duration) int {
			time.Sleep(after)
			if a.enter(t.Context()) {
				a.leave()
			}
			_, limit, _ := a.underWay()
			return int(limit)
		}
		for range 100 {
			a.enter(t.Context())
		}
		strain = 50 * time.Millisecond
		if got := limit(50 * time.Millisecond); got != 400 {
			t.Errorf("looked before it was time: %d", got)
		}
		for range lastingStrain - 1 {
			if got := limit(lookEvery); got != 400 {
				t.Errorf("for a moment under strain %d are let in, want as many as before", got)
			}
		}
		if got := limit(100 * time.Millisecond); got != 75 {
			t.Errorf("with 100 running under strain %d are let in, want three quarters", got)
		}
		for range 75 {
			a.leave()
		}
		for range 30 {
			limit(100 * time.Millisecond)
		}
		if _, got, _ := a.underWay(); int(got) != a.least || a.least == 0 {
			t.Errorf("under lasting strain %d are let in, want %d", got, a.least)
		}
		strain = 30 * time.Millisecond
		if got := limit(100 * time.Millisecond); got != a.least {
			t.Errorf("under half of the strain or more, but bearable, it changes to %d", got)
		}
		strain = time.Millisecond
		for range 100 {
			limit(100 * time.Millisecond)
		}
		if _, got, _ := a.underWay(); got != 400 {
			t.Errorf("without strain %d are let in, want 400", got)
		}
	})
}

// Who waits is let in as soon as it is seen that more may run, whether or not somebody leaves.
func TestS27_WhoWaitsIsLetInWhenTheStrainIsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		strain := time.Second
		a := newAdmission(Load{Running: 1000, Waiting: 10, Patience: time.Second}, 2*time.Second, func() time.Duration { return strain })
		for range a.least {
			a.enter(t.Context())
		}
		for range 3 * lastingStrain {
			time.Sleep(lookEvery)
			a.mu.Lock()
			a.look()
			a.mu.Unlock()
		}
		let := make(chan bool)
		wait := func() { let <- a.enter(t.Context()) }
		go wait()
		synctest.Wait()
		if running, limit, waiting := a.underWay(); waiting != 1 || running != limit {
			t.Fatalf("%d run of %d, %d wait", running, limit, waiting)
		}
		strain = 0
		time.Sleep(lookEvery)
		go wait() // it looks
		for range 2 {
			if !<-let {
				t.Error("turned away though there was room")
			}
		}
	})
}

func TestWhatIsReadyToRunWaitsWhereProcessorsAreBusy(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: keeps the processors busy")
	}
	s := newStrain()
	calm := s.since()
	var busy time.Duration
	for range 5 { // a machine with other things to do counts their short waits, too
		keepBusy()
		if busy = s.since(); busy >= 10*time.Millisecond && busy >= 2*calm {
			return
		}
	}
	t.Errorf("forty for each processor wait %s, and %s before", busy, calm)
}

// keepBusy lets forty goroutines for each processor calculate for some ten milliseconds each, and waits for them. They count what they
// do and not the time, which passes too while they wait.
func keepBusy() {
	var all sync.WaitGroup
	var sum atomic.Int64
	for range 40 * runtime.GOMAXPROCS(0) {
		all.Go(func() {
			n := int64(1)
			for i := range int64(20_000_000) {
				n = n*31 + i
			}
			sum.Add(n)
		})
	}
	all.Wait()
}
