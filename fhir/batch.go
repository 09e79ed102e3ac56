package fhir

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/london-care-record/gateway/record"
)

const (
	// longestWait is how long a batch waits for those that were started together with it and have not come yet: a net, and as
	// wide as a busy machine needs, where a batch that goes too early costs a request more.
	longestWait = 100 * time.Millisecond
	// linger is how long a further request of a search waits for others of the same kind: those for what the first answers
	// left open.
	linger = 2 * time.Millisecond
)

// batcher joins the searches that are started together into one batch (R4, 3.1.0.11.1), and hands each its own part of the
// answer. It stands below everything that a search does: to the rest of the client a part is the first page of a search,
// read, doubted and attributed as any other. Searches of different operations do not meet in a batch.
type batcher struct {
	client *Client
	size   int

	mu sync.Mutex
	// open are the batches that still take searches.
	open map[batchKey]*batch
}

// batchKey tells batches apart. In some a server may leave out what it does not know, in others it is to refuse it: one request
// can say only one of the two.
type batchKey struct {
	together *Together
	strict   bool
}

// batch is one request under way or about to be sent.
type batch struct {
	key     batchKey
	members []*member
	timer   *time.Timer
	cancel  context.CancelFunc
	left    int
	sent    bool
}

// member is one search's place in a batch.
type member struct {
	ctx     context.Context
	watch   watch
	enquiry enquiry
	hold    *hold
	bytes   int64
	entries int
	// condition is by what the server may say that the answer is the one of before; the zero value asks for it in any case.
	condition stamp

	done chan struct{} // closed when the rest is set
	page *page
	// failed is why there is no page. apart tells that nothing is known of this search, so that it is to be made by itself.
	failed *failure
	apart  bool
}

// first makes the first request of a search: in a batch where the server takes one. lenient tells that the server was not
// asked to refuse what it does not know.
func (c *Client) first(r *http.Request, w watch, e enquiry, left *allowance) (p *page, f *failure, lenient bool) {
	one := turnOf(r.Context())
	if c.batcher == nil || one == nil || c.lessons.of(everyType).noBatch {
		p, f = c.page(r, w, left)
		return p, f, false
	}
	m := &member{ctx: r.Context(), watch: w, enquiry: e, hold: holdOf(r.Context()), bytes: left.bytes, entries: left.entries,
		condition: heldTo(r.Context()).as(byBatch), done: make(chan struct{})}
	b := c.batcher.join(m, one)
	select {
	case <-m.done:
	case <-m.ctx.Done():
		c.batcher.leave(b)
		return nil, transportFailure(m.ctx, w, m.ctx.Err()), false
	}
	if m.apart {
		p, f = c.page(r, w, left)
		return p, f, false
	}
	left.bytes = m.bytes
	return m.page, m.failed, !e.strictly
}

// join takes a search into the batch that is open for it.
func (b *batcher) join(m *member, one *turn) *batch {
	t := one.together
	t.mu.Lock()
	defer t.mu.Unlock()
	first := one.at == pending
	one.at = through
	of := b.add(m, batchKey{t, m.enquiry.strictly}, first)
	if first && !of.full(b.size) {
		t.flush = func() { of.timer.Reset(0) }
	}
	t.settle()
	return of
}

func (b *batcher) add(m *member, key batchKey, first bool) *batch {
	b.mu.Lock()
	defer b.mu.Unlock()
	of := b.open[key]
	if of == nil {
		wait := linger
		if first {
			wait = longestWait
		}
		of = &batch{key: key}
		of.timer = time.AfterFunc(wait, func() { b.send(of) })
		b.open[key] = of
	}
	of.members = append(of.members, m)
	of.left++
	if of.full(b.size) {
		delete(b.open, key)
		of.timer.Reset(0)
	}
	return of
}

func (of *batch) full(size int) bool { return len(of.members) >= size }

// leave takes note that a search is not waited for any longer. A batch for which nobody waits is given up.
func (b *batcher) leave(of *batch) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if of.left--; of.left == 0 && of.cancel != nil {
		of.cancel()
	}
}

// send closes a batch and sends it, once.
func (b *batcher) send(of *batch) {
	b.mu.Lock()
	if of.sent {
		b.mu.Unlock()
		return
	}
	of.sent = true
	if b.open[of.key] == of {
		delete(b.open, of.key)
	}
	ctx, cancel := of.context()
	of.cancel = cancel
	if of.left == 0 {
		cancel()
	}
	members := of.members
	b.mu.Unlock()
	defer cancel()
	defer func() {
		if recover() != nil { // each search meets the fault by itself, where it is caught and told
			for _, m := range members {
				m.apart = true
			}
		}
		for _, m := range members {
			close(m.done)
		}
	}()
	if len(members) == 1 {
		members[0].apart = true
		return
	}
	b.client.answerBatch(ctx, of)
}

// context is what a batch is sent in: it goes on as long as one of its searches does.
func (of *batch) context() (context.Context, context.CancelFunc) {
	ctx := context.WithoutCancel(of.members[0].ctx)
	var latest time.Time
	for _, m := range of.members {
		deadline, ok := m.ctx.Deadline()
		if !ok {
			return context.WithCancel(ctx)
		}
		if deadline.After(latest) {
			latest = deadline
		}
	}
	return context.WithDeadline(ctx, latest)
}

// answerBatch sends a batch as the guard allows, and gives every search what it was answered with.
func (c *Client) answerBatch(ctx context.Context, of *batch) {
	left := of.bytesLeft() // an attempt may begin when another one has been answered, and the searches have gone on
	attempt := func(ctx context.Context) (*page, *failure) { return c.sendBatch(ctx, of, left) }
	guard := c.config.Guard
	if guard == nil {
		guard = func(ctx context.Context, attempt Attempt) (*Page, *Failure) { return attempt(ctx) }
	}
	answered, f := guard(ctx, attempt)
	switch {
	case f.refusesBatch() && of.conditional(): // which may be what it refuses
		c.lessons.learn(everyType, func(l *lesson) { l.noConditions = true })
		for _, m := range of.members {
			m.apart = true
		}
	case f.refusesBatch():
		c.lessons.learn(everyType, func(l *lesson) { l.noBatch = true })
		fallthrough
	case f != nil && f.status == http.StatusRequestEntityTooLarge:
		for _, m := range of.members {
			m.apart = true
		}
	case f != nil:
		for _, m := range of.members {
			m.failed = f
		}
	default:
		for i, m := range of.members {
			part := answered.parts[i]
			m.page, m.failed, m.apart = part.page, part.failed, part.page == nil && part.failed == nil
			m.bytes = max(0, m.bytes-part.bytes)
		}
	}
}

// bytesLeft is how many bytes all searches of the batch may still read.
func (of *batch) bytesLeft() int64 {
	n := int64(0)
	for _, m := range of.members {
		n += m.bytes
	}
	return n
}

// conditional tells that a search of the batch is about an earlier answer.
func (of *batch) conditional() bool {
	return slices.ContainsFunc(of.members, func(m *member) bool { return m.condition != stamp{} })
}

// refusesBatch tells that a server does not take batches, as far as one can know from its refusal.
func (f *failure) refusesBatch() bool { return f.rejects() }

// CheckBatch sends a small batch, of two searches for somebody, and says what is wrong with the answer, in words that go on
// after the exchange's name: "" when nothing is, or when the client sends no batches.
func (c *Client) CheckBatch(ctx context.Context, n record.NHSNumber) (problem string) {
	if c.batcher == nil {
		return ""
	}
	of := &batch{}
	for range 2 {
		of.members = append(of.members, &member{
			ctx: ctx, watch: c.watch(ctx), enquiry: c.enquiry(SearchPatient, "identifier", tokens([]record.NHSNumber{n}), 1).bare(),
			bytes: maxStatement, entries: 2, done: make(chan struct{}),
		})
	}
	answered, f := c.sendBatch(ctx, of, of.bytesLeft())
	if f != nil {
		return "takes no batch (batch: true): " + f.detail
	}
	for _, p := range answered.parts {
		switch {
		case p.failed != nil:
			return "takes no search in a batch (batch: true): " + p.failed.detail
		case p.page == nil:
			return "does not answer every entry of a batch (batch: true)"
		}
	}
	return ""
}
