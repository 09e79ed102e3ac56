package fhir

import (
	"context"
	"maps"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/london-care-record/gateway/record"
)

// Client asks one exchange's FHIR server. It is safe for concurrent use, starts no goroutine that outlives a call, and
// remembers between calls what the server can do and which Patient resources are whose.
type Client struct {
	config  Config
	http    *http.Client
	lessons lessons
	locals  *locals
	pool    *pool
	targets sync.Map // of URLs by Search
	batcher *batcher // nil: no batches
	// answersPatients tells that a Patient search has worked, so that a refusal of another type is about that type.
	answersPatients atomic.Bool
}

// NewClient makes a client. It asks the server nothing. The error says which part of the configuration is wrong.
func NewClient(c Config) (*Client, error) {
	c, err := c.complete()
	if err != nil {
		return nil, err
	}
	client := &Client{config: c, locals: newLocals(c.Now), pool: newPool(c.MaxHeld)}
	client.lessons.now = c.Now
	client.http = client.confined(c.HTTP)
	if c.BatchSize > 0 {
		client.batcher = &batcher{client: client, size: c.BatchSize, open: map[batchKey]*batch{}}
	}
	return client, nil
}

// Search asks one search for all people at once. patients yields the index of the same people, and may block until the
// Patient search, which runs side by side, is done; nothing is shown that the index does not confirm (S02). There is an
// answer for everybody in people. Facts in the answers are shared with nobody else and not changed later.
//
// Search returns soon after ctx is done, provided that patients does.
func (c *Client) Search(ctx context.Context, s Search, people []record.NHSNumber, patients func() *PatientIndex) map[record.NHSNumber]record.Answer {
	w := c.watch(ctx)
	ctx, release := c.holding(ctx)
	defer release()
	return c.inBatches(people, func(people []record.NHSNumber) map[record.NHSNumber]record.Answer {
		q := &question{client: c, watch: w, search: s, people: people, patients: patients}
		return q.answerOrStand(ctx)
	})
}

// The most people in one request: about 8 KB of form, or 2 KB of URL.
const (
	batchPOST = 100
	batchGET  = 25
)

// inBatches asks for all people in as few requests as fit, side by side where it takes several.
func (c *Client) inBatches(people []record.NHSNumber, ask func([]record.NHSNumber) answers) answers {
	batches := c.batches(people)
	if len(batches) == 1 {
		return ask(batches[0])
	}
	return sideBySide(batches, ask)
}

func sideBySide(batches [][]record.NHSNumber, ask func([]record.NHSNumber) answers) answers {
	all := make([]answers, len(batches))
	var asking crew
	for i, b := range batches {
		asking.Go(func() { all[i] = ask(b) })
	}
	asking.Wait()
	joined := answers{}
	for _, some := range all {
		maps.Copy(joined, some)
	}
	return joined
}

// batches splits people, each named once, into what one request holds.
func (c *Client) batches(people []record.NHSNumber) [][]record.NHSNumber {
	size := batchPOST
	if c.config.GETOnly {
		size = batchGET
	}
	var batches [][]record.NHSNumber
	var batch []record.NHSNumber
	seen := make(map[record.NHSNumber]bool, len(people))
	for _, n := range people {
		if seen[n] {
			continue
		}
		seen[n] = true
		if len(batch) == size {
			batches, batch = append(batches, batch), nil
		}
		batch = append(batch, n)
	}
	if len(batch) > 0 {
		batches = append(batches, batch)
	}
	return batches
}

// watch measures one question: how long it took, and how long it was given.
type watch struct {
	now   func() time.Time
	began time.Time
	given time.Duration // 0: no deadline
}

func (c *Client) watch(ctx context.Context) watch {
	w := watch{now: c.config.Now, began: c.config.Now()}
	if deadline, ok := ctx.Deadline(); ok {
		w.given = time.Until(deadline)
	}
	return w
}

func (w watch) elapsed() time.Duration { return max(0, w.now().Sub(w.began)) }
