package load

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// Closed is what a closed loop measured.
type Closed struct {
	// Took holds every answer's time in microseconds.
	Took     *hdrhistogram.Histogram
	Answers  int64
	Bytes    int64
	Duration time.Duration
}

// NewHistogram holds times from a microsecond to two minutes, to three digits.
func NewHistogram() *hdrhistogram.Histogram {
	return hdrhistogram.New(1, (2 * time.Minute).Microseconds(), 3)
}

// Rate is answers per second.
func (c *Closed) Rate() float64 { return float64(c.Answers) / c.Duration.Seconds() }

// Quantile is the time within which so many percent of the answers came.
func Quantile(h *hdrhistogram.Histogram, percent float64) time.Duration {
	return time.Duration(h.ValueAtQuantile(percent)) * time.Microsecond
}

// Loop lets so many callers ask one question after another, for a time, and each at least the given number of times. The
// first answer that is not right ends it.
func (c *Client) Loop(ctx context.Context, t *Target, callers int, for_ time.Duration, atLeast int) (*Closed, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, 2*time.Minute, fmt.Errorf("two minutes were not enough"))
	defer cancel()
	total := &Closed{Took: NewHistogram()}
	var (
		all    sync.WaitGroup
		mu     sync.Mutex
		failed atomic.Pointer[Answer]
	)
	start := time.Now()
	for range callers {
		all.Go(func() {
			took := NewHistogram()
			var answers, bytes int64
			for n := 0; (n < atLeast || time.Since(start) < for_) && ctx.Err() == nil && failed.Load() == nil; n++ {
				asked := time.Now()
				a := c.Ask(t, nil)
				if a.Err != nil {
					failed.CompareAndSwap(nil, &a)
					return
				}
				_ = took.RecordValue(time.Since(asked).Microseconds()) // at most the client's timeout
				answers++
				bytes += int64(a.Bytes)
			}
			mu.Lock()
			defer mu.Unlock()
			total.Took.Merge(took)
			total.Answers += answers
			total.Bytes += bytes
		})
	}
	all.Wait()
	total.Duration = time.Since(start)
	if a := failed.Load(); a != nil {
		return nil, fmt.Errorf("%w: %s", a.Err, a.Body)
	}
	return total, context.Cause(ctx)
}
