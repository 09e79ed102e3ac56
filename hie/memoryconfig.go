package hie

import (
	"errors"
	"time"
)

// Memory says what a region remembers of its exchanges' answers. Nothing in it has a default: DefaultMemory is a good
// beginning.
type Memory struct {
	// Bytes is about how much memory the answers take at most, those of all exchanges together.
	Bytes int64
	// Fresh is how long an answer is given again without asking, FreshStrict that of allergies, medications and who the
	// person is. 0 means that it is not; those who ask at the same time still share one asking.
	Fresh, FreshStrict time.Duration
	// Stale is how old an answer may be that stands in, as STALE, where the exchange can't be asked; StaleStrict is the same
	// for allergies, medications and who the person is. 0 means that none does.
	Stale, StaleStrict time.Duration
	// Late is how much longer than its timeout a search may take when nobody waits for it any more, so that its answer is
	// there for the next who asks. LateSearches is how many such searches there may be of one exchange.
	Late         time.Duration
	LateSearches int
}

// DefaultMemory is what a region remembers where its configuration does not say. Bytes is for a process of 768 MB: what is
// remembered lives long, and takes from the room that the collector has for what an answer is made of.
var DefaultMemory = Memory{
	Bytes: 96 << 20,
	Fresh: 30 * time.Second, FreshStrict: 10 * time.Second,
	Stale: time.Hour, StaleStrict: 10 * time.Minute,
	Late: 5 * time.Second, LateSearches: 64,
}

// The most that can be configured: an answer of yesterday is no record for today.
const (
	longestFresh = 5 * time.Minute
	longestStale = 24 * time.Hour
)

// Check says what is wrong with a memory, by the name of the setting.
func (m Memory) Check() error {
	switch {
	case m.Bytes < 1<<20:
		return errors.New("bytes must be at least 1048576")
	case m.Fresh < 0 || m.Fresh > longestFresh:
		return errors.New("fresh must be from 0s to 5m")
	case m.FreshStrict < 0 || m.FreshStrict > m.Fresh:
		return errors.New("freshStrict must be from 0s to fresh")
	case m.Stale < 0 || m.Stale > longestStale:
		return errors.New("stale must be from 0s to 24h")
	case m.StaleStrict < 0 || m.StaleStrict > m.Stale:
		return errors.New("staleStrict must be from 0s to stale")
	case m.Late < 0 || m.Late > time.Minute:
		return errors.New("late must be from 0s to 1m")
	case m.LateSearches < 0:
		return errors.New("lateSearches must not be negative")
	}
	return nil
}
