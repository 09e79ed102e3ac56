package server

import (
	"testing"
	"testing/synctest"
	"time"
)

// full gives an admission with one place, which is taken, and a function that waits in its queue and tells how long it
// had to and whether it was let in.
func full(t *testing.T) (a *admission, wait func() (time.Duration, bool)) {
	a = newAdmission(Load{Running: 1, Waiting: 3, Patience: time.Second})
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

// A queue that does not become empty says that more comes than can be done (S27): then nobody waits away the time that
// an answer needs.
func TestS27_WhereThereIsNoEndOfWaitingNobodyWaitsLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, wait := full(t)
		if took, in := wait(); in || took != time.Second {
			t.Fatalf("the first waited %s", took)
		}
		go wait() // for a second; the queue has been empty before it
		time.Sleep(900 * time.Millisecond)
		go wait() // until 1.9 s
		synctest.Wait()
		time.Sleep(200 * time.Millisecond)
		if took, in := wait(); in || took != 100*time.Millisecond {
			t.Errorf("there was always somebody waiting for 1.1 s; the next waited %s, want a tenth of a second", took)
		}
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
