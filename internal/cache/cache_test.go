package cache

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestAStoreIsBoundedByWeight(t *testing.T) {
	s, err := NewStore[int, string](10_000, time.Hour, func(s string) int { return len(s) })
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	value := string(make([]byte, 100))
	for i := range 10_000 {
		s.Put(i, value)
	}
	for end := time.Now().Add(10 * time.Second); s.Bytes() > 10_000; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d bytes are held", s.Bytes())
		}
	}
	s.values.CleanUp()
	if n := s.Len(); n == 0 || n > 100 {
		t.Errorf("%d values are held", n)
	}
}

func TestAValueIsForgottenByAge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, err := NewStore[string, int](1000, time.Minute, func(int) int { return 1 })
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		s.Put("a", 1)
		time.Sleep(time.Minute - time.Second)
		if v, ok := s.Get("a"); !ok || v != 1 {
			t.Errorf("got %d, %t", v, ok)
		}
		time.Sleep(2 * time.Second)
		if _, ok := s.Get("a"); ok {
			t.Error("it is still there")
		}
	})
}

func TestAStoreWithoutBoundsIsRefused(t *testing.T) {
	for _, c := range []struct {
		bytes int64
		age   time.Duration
	}{{0, time.Second}, {1, 0}, {-1, time.Second}} {
		if _, err := NewStore[int, int](c.bytes, c.age, func(int) int { return 1 }); err == nil {
			t.Errorf("%v was taken", c)
		}
	}
}

// answers gives each key doubled, after a while.
func doubled(asked *[][]int, mu *sync.Mutex, pause time.Duration) func(context.Context, []int) map[int]int {
	return func(ctx context.Context, keys []int) map[int]int {
		mu.Lock()
		*asked = append(*asked, slices.Clone(keys))
		mu.Unlock()
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return nil
		}
		values := map[int]int{}
		for _, k := range keys {
			values[k] = 2 * k
		}
		return values
	}
}

func TestTheSameIsAskedForOnceAndTheRestTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked [][]int
		var mu sync.Mutex
		f := NewFlights[int, int](10)
		defer f.Close()
		ask := doubled(&asked, &mu, time.Second)
		var all sync.WaitGroup
		for _, keys := range [][]int{{1, 2, 3}, {2, 3, 4, 5}, {1, 5}} {
			all.Go(func() {
				came := f.Ask(t.Context(), keys, false, func() {}, ask)
				for _, k := range keys {
					if came.Values[k] != 2*k {
						t.Errorf("%v brought %v", keys, came.Values)
					}
				}
			})
			synctest.Wait()
		}
		all.Wait()
		if got := fmt.Sprint(asked); got != "[[1 2 3] [4 5]]" {
			t.Errorf("asked for %s", got)
		}
		if came := f.Ask(t.Context(), []int{1}, false, func() {}, ask); came.Values[1] != 2 || len(asked) != 3 {
			t.Errorf("what has landed is asked for anew: %v, %v", came, asked)
		}
	})
}

func TestWhoAsksAnewWaitsForNobodyElses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := NewFlights[string, int](10)
		defer f.Close()
		var n atomic.Int64
		ask := func(context.Context, []string) map[string]int {
			mine := int(n.Add(1))
			time.Sleep(time.Second)
			return map[string]int{"a": mine}
		}
		go f.Ask(t.Context(), []string{"a"}, false, func() {}, ask)
		synctest.Wait()
		go func() {
			if v := f.Ask(t.Context(), []string{"a"}, true, func() {}, ask).Values["a"]; v != 2 {
				t.Errorf("who asks anew got %d", v)
			}
		}()
		synctest.Wait()
		if v := f.Ask(t.Context(), []string{"a"}, false, func() {}, ask).Values["a"]; v != 2 {
			t.Errorf("who comes after got %d, not the newest", v)
		}
	})
}

func TestWhatComesLateIsNotLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked [][]int
		var mu sync.Mutex
		f := NewFlights[int, int](1)
		defer f.Close()
		var late atomic.Int64
		slow := doubled(&asked, &mu, time.Second)
		ask := func(ctx context.Context, keys []int) map[int]int {
			values := slow(ctx, keys)
			late.Add(int64(len(values)))
			return values
		}
		brief := func(key int) Came[int, int] {
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer cancel()
			return f.Ask(ctx, []int{key}, false, func() {}, ask)
		}
		if came := brief(1); len(came.Values) != 0 || f.Late() != 1 {
			t.Errorf("got %v, and %d go on", came, f.Late())
		}
		brief(2) // there is no room for a second one: it is given up
		if came := brief(1); len(came.Led) != 0 || f.Late() != 1 {
			t.Errorf("what goes on was asked for anew, or %d go on", f.Late())
		}
		if values := f.Join(t.Context(), []int{1, 2}); values[1] != 2 || len(values) != 1 {
			t.Errorf("who joins gets %v", values)
		}
		synctest.Wait()
		if late.Load() != 1 || f.Late() != 0 {
			t.Errorf("%d values came late, %d go on", late.Load(), f.Late())
		}
	})
}

func TestClosingEndsWhatIsBeingAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := NewFlights[int, int](10)
		ended := false
		go f.Ask(t.Context(), []int{1}, false, func() {}, func(ctx context.Context, _ []int) map[int]int {
			<-ctx.Done()
			ended = true
			return nil
		})
		synctest.Wait()
		f.Close()
		if !ended {
			t.Error("it was not waited for")
		}
		if came := f.Ask(t.Context(), []int{2}, false, func() {}, nil); len(came.Values)+len(came.Led) != 0 {
			t.Errorf("after closing something was asked for: %v", came)
		}
	})
}
