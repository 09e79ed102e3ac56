package fhir

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/london-care-record/gateway/record"
)

// doubled gives a guard that makes each attempt twice, as for an exchange that is slow: the first answer stands, and the other
// attempt begins when it has been given already.
func doubled(late *sync.WaitGroup) func(*Config) {
	return func(c *Config) {
		c.Guard = func(ctx context.Context, attempt Attempt) (*Page, *Failure) {
			late.Go(func() {
				time.Sleep(50 * time.Millisecond) // nothing must tell the race detector what comes first
				attempt(ctx)
			})
			return attempt(ctx)
		}
	}
}

// What a search may still read is its own from the start of each attempt: one that begins late finds the search under way, or
// ended. The race detector sees it.
func TestAnAttemptThatBeginsLateShares(t *testing.T) {
	resources := append(fourTypes("1"), patientOf("1", ann))
	for name, change := range map[string]func(*Config){"nothing of a search": func(*Config) {}, "nothing of a batch": inBatches(50)} {
		t.Run(name, func(t *testing.T) {
			s := newServer(t, resources...)
			takesBatch(s, nil)
			var late sync.WaitGroup
			all := askTogether(t, clientOf(t, s, change, doubled(&late)), ann)
			late.Wait()
			if got := statesOf(all, ann); strings.Count(got, string(record.StateComplete)+" 1") != 4 {
				t.Errorf("the answers are %s", got)
			}
		})
	}
}
