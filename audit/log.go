package audit

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/london-care-record/gateway/record"
)

// Log writes one chain. One goroutine writes; what waits while it does becomes the next transaction, so that the cost of
// making things durable is shared by all who wait, and nobody waits for a window.
type Log struct {
	store Store
	ring  *Ring
	opts  Options

	queue   *queue
	stopped chan struct{}
	closing sync.Once
	closed  error
	// failing is why the last transaction failed; nil when it did not.
	failing atomic.Pointer[failure]

	// What follows is the writer's alone.
	heads *headFile
	head  Head
	// doubt is the head of a transaction that failed and may have been written all the same; its Seq is 0 when there is
	// none. stale tells that the store must be asked where it stands before the next.
	doubt Head
	stale bool
}

type failure struct{ err error }

// Options are what a Log is opened with.
type Options struct {
	// Chain is this process's own chain. Replicas have one each, which outlives a restart.
	Chain string
	// HeadFile keeps the chain's end outside the store; empty for none.
	HeadFile string
	// Timeout bounds one transaction; 5 s when it is 0.
	Timeout time.Duration
	// Logger is told when writing begins to fail, and when it works again; nil for none.
	Logger *slog.Logger
	// Now is the clock; nil for the real one.
	Now func() time.Time
}

var (
	errClosed = errors.New("the audit trail is closed")
	errFull   = errors.New("too much waits for the audit trail")
	// ErrNotWritten is that an entry is not durable, or not known to be: nothing may be asked, nothing released.
	ErrNotWritten = errors.New("the audit trail was not written")
)

// notWritten puts an error into words fit for strangers.
func notWritten(cause error) error {
	return &record.Error{Code: record.CodeRecordUnavailable,
		Message: "The record can't be shown at the moment, because this access could not be noted. Please try again.",
		Cause:   fmt.Errorf("%w: %w", ErrNotWritten, cause)}
}

// Open takes the chain and begins to write. It fails when the chain's end is not what it was when it was last written:
// see Verify.
func Open(ctx context.Context, store Store, ring *Ring, opts Options) (*Log, error) {
	if opts.Chain == "" || len(opts.Chain) > 128 || bounded(opts.Chain, 128) != opts.Chain {
		return nil, errors.New("the audit trail needs a chain: a name of this process of at most 128 bytes")
	}
	if opts.Timeout <= 0 {
		opts.Timeout = 5 * time.Second
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	l := &Log{store: store, ring: ring, opts: opts, queue: newQueue(), stopped: make(chan struct{})}
	if err := l.begin(ctx); err != nil {
		return nil, err
	}
	go l.write()
	return l, nil
}

// begin finds the chain's end and holds it against the head file.
func (l *Log) begin(ctx context.Context) error {
	head, err := l.store.Take(ctx, l.opts.Chain)
	if err != nil {
		return fmt.Errorf("the audit trail can't be opened: %w", err)
	}
	if head.Seq == 0 {
		head = Head{Chain: l.opts.Chain, Hash: origin}
	} else if !head.authentic(l.ring) {
		return errors.New("the end of the audit trail was changed, or its key is not in the ring: verify the store")
	}
	l.head = head
	if l.opts.HeadFile == "" {
		return nil
	}
	noted, err := headOf(l.opts.HeadFile, l.opts.Chain, l.ring)
	if err != nil {
		return err
	}
	if err := l.holdAgainst(ctx, noted); err != nil {
		return err
	}
	l.heads, err = openHeadFile(l.opts.HeadFile)
	return err
}

// holdAgainst looks whether the chain still holds the entry that the head file names.
func (l *Log) holdAgainst(ctx context.Context, noted Head) error {
	if noted.Seq == 0 || noted.same(l.head) {
		return nil
	}
	missing := fmt.Errorf("the audit trail has lost entries: the head file %s knows of entry %d, the store ends with %d or holds another there",
		l.opts.HeadFile, noted.Seq, l.head.Seq)
	if noted.Seq > l.head.Seq {
		return missing
	}
	return l.store.Read(ctx, func(v View) error {
		// What the head file knows of may have been deleted since, by retention, which signs for it.
		deleted, err := v.Checkpoint(noted.Chain)
		if err != nil {
			return err
		}
		if noted.Seq <= deleted.Through && deleted.authentic(l.ring) {
			return nil
		}
		rows, err := v.Rows(noted.Chain, noted.Seq-1, 1)
		if err != nil {
			return err
		}
		if len(rows) == 0 || rows[0].Seq != noted.Seq || string(rows[0].Hash) != string(noted.Hash) {
			return missing
		}
		return nil
	})
}

// Decide writes decisions, durably, as one: when it returns without an error, all are written. The receipts are in the
// decisions' order. On an error nothing may be asked of any exchange.
func (l *Log) Decide(ctx context.Context, decisions ...Decision) ([]Receipt, error) {
	rows := make([]Row, len(decisions))
	for i := range decisions {
		d := &decisions[i]
		if err := d.check(); err != nil {
			return nil, notWritten(err)
		}
		dated := *d
		if dated.At.IsZero() {
			dated.At = l.opts.Now()
		}
		var err error
		if rows[i], err = dated.row(l.ring.newest()); err != nil {
			return nil, notWritten(err)
		}
	}
	if err := l.wait(ctx, newJob(rows)); err != nil {
		return nil, err
	}
	receipts := make([]Receipt, len(decisions))
	for i := range decisions {
		d := &decisions[i]
		receipts[i] = Receipt{log: l, seq: rows[i].Seq, person: d.Person, permitted: d.Permitted, action: d.Action,
			kinds: append([]record.Kind(nil), d.Kinds...), exchanges: append([]record.ExchangeID(nil), d.Exchanges...)}
	}
	return receipts, nil
}

// Conclude writes outcomes, durably, as one. On an error nothing may be released. It is then not known whether they were
// written: an outcome may stand for an answer that never left, but no answer leaves without one.
func (l *Log) Conclude(ctx context.Context, outcomes ...Outcome) error {
	rows := make([]Row, len(outcomes))
	for i := range outcomes {
		o := outcomes[i]
		if o.Of.log != l || !o.Of.permitted {
			return notWritten(errors.Join(errIncomplete, errors.New("a receipt of this log for a permitted decision")))
		}
		if o.At.IsZero() {
			o.At = l.opts.Now()
		}
		var err error
		if rows[i], err = o.row(l.ring.newest()); err != nil {
			return notWritten(err)
		}
	}
	return l.wait(ctx, newJob(rows))
}

func (l *Log) wait(ctx context.Context, j *job) error {
	if len(j.rows) == 0 {
		return nil
	}
	if err := l.queue.wait(ctx, j); err != nil {
		return notWritten(err)
	}
	return nil
}

// Ready tells whether the trail can be written. After a failure it asks the store again.
func (l *Log) Ready(ctx context.Context) error {
	if l.failing.Load() == nil {
		return nil
	}
	if err := l.queue.wait(ctx, newJob(nil)); err != nil {
		return fmt.Errorf("%w: %w", ErrNotWritten, err)
	}
	return nil
}

// Close writes what waits, and ends. What comes later fails. The store stays open.
func (l *Log) Close() error {
	l.closing.Do(func() {
		l.queue.close()
		<-l.stopped
		if l.heads != nil {
			l.closed = l.heads.close()
		}
	})
	return l.closed
}

// write is the writer: one transaction after another, until the queue is closed and empty.
func (l *Log) write() {
	defer close(l.stopped)
	for jobs := l.queue.take(); len(jobs) > 0; jobs = l.queue.take() {
		ctx, cancel := context.WithTimeout(context.Background(), l.opts.Timeout)
		err := l.commit(ctx, jobs)
		cancel()
		l.tell(err)
		for _, j := range jobs {
			j.finish(err)
		}
	}
}

// tell notes how the last transaction went, and says so in the log when that has changed.
func (l *Log) tell(err error) {
	was := l.failing.Load() != nil
	switch {
	case err == nil && was:
		l.failing.Store(nil)
		l.opts.Logger.Info("the audit trail is written again", "chain", l.opts.Chain)
	case err != nil:
		l.failing.Store(&failure{err})
		if !was {
			l.opts.Logger.Error("the audit trail can't be written; nothing is released until it can", "chain", l.opts.Chain, "error", err.Error())
		}
	}
}

// commit writes the jobs' rows as one transaction.
func (l *Log) commit(ctx context.Context, jobs []*job) error {
	if err := l.settle(ctx); err != nil {
		return err
	}
	b := Batch{From: l.head, To: l.head, Checkpoint: jobs[0].prune}
	k := l.ring.newest()
	for _, j := range jobs {
		for i := range j.rows {
			r := &j.rows[i]
			r.link(k, b.To)
			b.To = Head{Chain: r.Chain, Seq: r.Seq, Hash: r.Hash}
			b.Rows = append(b.Rows, *r)
		}
	}
	if len(b.Rows) == 0 {
		return nil
	}
	b.To.sign(k)
	if err := l.store.Append(ctx, b); err != nil {
		l.stale, l.doubt = true, b.To
		return err
	}
	return l.moved(b.To)
}

// moved notes the chain's new end.
func (l *Log) moved(to Head) error {
	l.head, l.doubt = to, Head{}
	if l.heads == nil {
		return nil
	}
	if err := l.heads.write(to); err != nil {
		return fmt.Errorf("the head file can't be written: %w", err)
	}
	return nil
}

// settle finds out, after a failure, whether the transaction that failed was written all the same.
func (l *Log) settle(ctx context.Context) error {
	if !l.stale {
		return nil
	}
	head, err := l.store.Take(ctx, l.opts.Chain)
	if err != nil {
		return err
	}
	if head.Seq == 0 {
		head = Head{Chain: l.opts.Chain, Hash: origin}
	}
	switch {
	case head.same(l.head):
		l.stale, l.doubt = false, Head{}
		return nil
	case l.doubt.Seq != 0 && head.same(l.doubt):
		l.stale = false
		return l.moved(head)
	}
	return ErrOtherWriter
}
