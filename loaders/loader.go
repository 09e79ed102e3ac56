package loaders

import (
	"context"
	"time"

	"github.com/graph-gophers/dataloader/v7"

	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/record"
)

// waitNet is how long a batch waits that is not complete. Everybody is loaded in one go, so that it never should be:
// the net is there for a machine that stops between two lines.
var waitNet = 50 * time.Millisecond

// value is what a loader gives for one person, not to be changed. index is set by the search for the people themselves.
type value struct {
	answer record.Answer
	index  *hie.PatientIndex
}

// loader loads one search of one exchange for one cohort.
type loader struct {
	thunks map[record.NHSNumber]dataloader.Thunk[*value]
}

// newLoader makes a loader and loads everybody. The batch function is asked within the operation's context, not the
// first caller's, must return by its deadline and may return no nil, no error and no other number of results than it
// was given people: the library's own texts for such faults quote the keys, which are NHS numbers.
func newLoader(ctx context.Context, people []record.NHSNumber, batch func([]record.NHSNumber) []*dataloader.Result[*value]) *loader {
	dl := dataloader.NewBatchedLoader(
		func(_ context.Context, keys []record.NHSNumber) []*dataloader.Result[*value] {
			return safely(batch, keys)
		},
		dataloader.WithBatchCapacity[record.NHSNumber, *value](len(people)),
		dataloader.WithInputCapacity[record.NHSNumber, *value](len(people)),
		dataloader.WithWait[record.NHSNumber, *value](waitNet),
	)
	l := &loader{thunks: make(map[record.NHSNumber]dataloader.Thunk[*value], len(people))}
	for _, n := range people {
		l.thunks[n] = dl.Load(ctx, n)
	}
	return l
}

// safely runs a batch function and gives one result per key, whatever it does. A panic gives empty values, which
// exchangeLoaders.complete turns into UNAVAILABLE: dataloader would write the panic, and with it patient data, to the
// standard log.
func safely(batch func([]record.NHSNumber) []*dataloader.Result[*value], keys []record.NHSNumber) (results []*dataloader.Result[*value]) {
	defer func() {
		if recover() != nil || len(results) != len(keys) {
			results = make([]*dataloader.Result[*value], len(keys))
		}
		for i, r := range results {
			if r == nil || r.Error != nil {
				results[i] = &dataloader.Result[*value]{}
			}
		}
	}()
	return batch(keys)
}

// has tells whether the loader loads for a person.
func (l *loader) has(n record.NHSNumber) bool {
	_, ok := l.thunks[n]
	return ok
}

// value waits for a person's value. Somebody who is not of the cohort has none.
func (l *loader) value(n record.NHSNumber) *value {
	thunk, ok := l.thunks[n]
	if !ok {
		return new(value)
	}
	v, err := thunk()
	if err != nil || v == nil { // safely leaves no error
		return new(value)
	}
	return v
}
