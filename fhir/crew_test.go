package fhir

import (
	"sync/atomic"
	"testing"
)

func TestS26_APanicBesideComesUpWhereItIsWaitedFor(t *testing.T) {
	var ran atomic.Int64
	var c crew
	for n := range 4 {
		c.Go(func() {
			ran.Add(1)
			if n == 1 {
				panic("marked")
			}
		})
	}
	defer func() {
		if value := recover(); value != "marked" || ran.Load() != 4 {
			t.Errorf("%v came up, and %d ran", value, ran.Load())
		}
	}()
	c.Wait()
	t.Error("nothing came up")
}
