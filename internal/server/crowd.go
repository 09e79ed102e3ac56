package server

import (
	"context"
	"runtime/debug"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"golang.org/x/sync/semaphore"
)

// personBytes is what one person's long record takes in memory while an answer is put together: what the exchanges sent,
// what was read of it, and the answer. It is about 470 KB of FHIR, the same again twice over, and garbage on top.
const personBytes = 3 << 20

// fewestPeople is the least that may be asked about at once, however little memory there is: one operation's greatest.
const fewestPeople = 100

// defaultPeople is how many people operations about several may ask about at once: what half of the memory that Go was
// given (GOMEMLIMIT) holds. The other half is for those who ask about one person.
func defaultPeople() int {
	return int(max(fewestPeople, debug.SetMemoryLimit(-1)/2/personBytes))
}

// crowd lets operations about several people wait for each other, so that many long lists at once take time and not more
// memory than there is. Who asks about one person never waits for a list: how many of them there are is bounded by
// admission. It is safe for concurrent use; nil lets everybody in.
type crowd struct {
	free     *semaphore.Weighted
	most     int64
	patience time.Duration
}

func newCrowd(l Load, budget time.Duration) *crowd {
	if l.People < 0 {
		return nil
	}
	return &crowd{free: semaphore.NewWeighted(int64(l.People)), most: int64(l.People), patience: budget}
}

// enter waits until there is room for so many people, for as long as an answer may take, and tells whether there is. Who
// has entered leaves with the same number.
func (c *crowd) enter(ctx context.Context, people int) bool {
	if c == nil || people < 2 {
		return true
	}
	ctx, cancel := context.WithTimeout(ctx, c.patience)
	defer cancel()
	return c.free.Acquire(ctx, c.room(people)) == nil
}

func (c *crowd) leave(people int) {
	if c != nil && people >= 2 {
		c.free.Release(c.room(people))
	}
}

// room is what so many people take up: never more than there is.
func (c *crowd) room(people int) int64 { return min(int64(people), c.most) }

// peopleAsked counts the people that an operation asks about. A field at the top asks about one, or about as many as its
// longest list has.
func peopleAsked(op *graphql.OperationContext) int {
	people := 0
	for _, f := range graphql.CollectFields(op, op.Operation.SelectionSet, nil) {
		n := 1
		for _, argument := range f.ArgumentMap(op.Variables) {
			if list, ok := argument.([]any); ok {
				n = max(n, len(list))
			}
		}
		people += n
	}
	return people
}
