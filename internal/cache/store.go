package cache

import (
	"errors"
	"math"
	"time"

	"github.com/maypok86/otter/v2"
)

// Store holds values up to a weight and an age; what is used least goes first. It is safe for concurrent use. Values are
// shared by all who get them.
type Store[K comparable, V any] struct {
	values *otter.Cache[K, V]
}

// NewStore makes a store of values that weigh at most so much together, each for at most so long after it was put in. weigh
// gives a value's weight in bytes; it is asked once, when the value comes in.
func NewStore[K comparable, V any](bytes int64, age time.Duration, weigh func(V) int) (*Store[K, V], error) {
	if bytes <= 0 || age <= 0 {
		return nil, errors.New("cache: a store needs room and an age")
	}
	values, err := otter.New(&otter.Options[K, V]{
		MaximumWeight:    uint64(bytes),
		Weigher:          func(_ K, v V) uint32 { return uint32(max(1, min(weigh(v), math.MaxUint32))) },
		ExpiryCalculator: otter.ExpiryWriting[K, V](age),
	})
	if err != nil {
		return nil, err
	}
	return &Store[K, V]{values: values}, nil
}

// Get gives a value that is still there.
func (s *Store[K, V]) Get(key K) (V, bool) { return s.values.GetIfPresent(key) }

// Put remembers a value in the place of what was there.
func (s *Store[K, V]) Put(key K, value V) { s.values.Set(key, value) }

// Len is about how many values there are, Bytes what they weigh.
func (s *Store[K, V]) Len() int { return s.values.EstimatedSize() }

// Bytes is what the values weigh together.
func (s *Store[K, V]) Bytes() int64 { return int64(s.values.WeightedSize()) }

// Close forgets everything and ends what runs in the background.
func (s *Store[K, V]) Close() {
	s.values.InvalidateAll()
	s.values.CleanUp()
	s.values.StopAllGoroutines()
}
