package load

import (
	"context"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// Asked is one question of an open loop, answered.
type Asked struct {
	// At is when the question was due, and Took how long after that its answer was there: what it waited because the load
	// generator or the gateway was behind is in it, so that a stall is paid for by all who would have asked meanwhile.
	At   time.Time
	Took time.Duration
	Answer
}

// Open asks a question so many times a second for a time, whether or not the earlier ones have been answered. The
// distances are those of callers who know nothing of each other, from a seed. note is told of each answer, by one
// goroutine at a time. It gives how many were due and could not be asked, because unanswered ones had reached the bound.
func (c *Client) Open(ctx context.Context, t *Target, perSecond float64, lasting time.Duration, seed uint64, bound int64,
	inspect func([]byte) error, note func(Asked),
) (left int64) {
	random := rand.New(rand.NewPCG(seed, seed))
	var (
		all     sync.WaitGroup
		mu      sync.Mutex
		pending atomic.Int64
	)
	start := time.Now()
	for due := time.Duration(0); due < lasting && ctx.Err() == nil; due += time.Duration(random.ExpFloat64() / perSecond * float64(time.Second)) {
		// A sleep overshoots; what became due meanwhile is asked at once, and counts from when it was due.
		if early := due - time.Since(start); early > 0 {
			time.Sleep(early)
		}
		if pending.Load() >= bound {
			left++
			continue
		}
		pending.Add(1)
		at := start.Add(due)
		all.Go(func() {
			a := c.Ask(t, inspect)
			took := time.Since(at)
			pending.Add(-1)
			mu.Lock()
			defer mu.Unlock()
			note(Asked{At: at, Took: took, Answer: a})
		})
	}
	all.Wait()
	return left
}

// Record puts a time into a histogram; one that is beyond its range counts as the longest.
func Record(h *hdrhistogram.Histogram, d time.Duration) {
	_ = h.RecordValue(min(d.Microseconds(), h.HighestTrackableValue()))
}
