package server

import (
	"math"
	"runtime/metrics"
	"slices"
	"time"
)

// strain tells how long what is ready to run waits for a processor, as the Go runtime measures it. It is not safe for
// concurrent use.
// Source: package runtime/metrics, /sched/latencies:seconds.
type strain struct {
	sample [1]metrics.Sample
	counts []uint64
}

func newStrain() *strain {
	s := &strain{}
	s.sample[0].Name = "/sched/latencies:seconds"
	s.since()
	return s
}

// since gives the mean wait since it was last asked; zero where nothing ran.
func (s *strain) since() time.Duration {
	metrics.Read(s.sample[:])
	if s.sample[0].Value.Kind() != metrics.KindFloat64Histogram {
		return 0
	}
	h := s.sample[0].Value.Float64Histogram()
	seconds, times := 0.0, 0.0
	for i, n := range h.Counts {
		if i < len(s.counts) {
			n -= s.counts[i]
		}
		seconds += float64(n) * within(h.Buckets[i], h.Buckets[i+1])
		times += float64(n)
	}
	s.counts = append(slices.Grow(s.counts[:0], len(h.Counts)), h.Counts...)
	if times == 0 {
		return 0
	}
	return time.Duration(seconds / times * float64(time.Second))
}

// within is a value that stands for a bucket, whose bounds may be infinite.
func within(from, to float64) float64 {
	switch {
	case math.IsInf(from, -1):
		return 0
	case math.IsInf(to, 1):
		return from
	}
	return (from + to) / 2
}
