package audit

import (
	"context"
	"sync"
)

// job is what one caller waits for: rows that are written together, or a look at the store.
type job struct {
	rows  []Row
	prune *Checkpoint
	done  chan struct{}
	err   error // set before done is closed
	bytes int
}

func newJob(rows []Row) *job {
	j := &job{rows: rows, done: make(chan struct{})}
	for i := range rows {
		j.bytes += len(rows[i].Body)
	}
	return j
}

func (j *job) finish(err error) {
	j.err = err
	close(j.done)
}

// queue holds the jobs that wait for the writer.
type queue struct {
	mu      sync.Mutex
	waiting []*job
	rows    int
	closed  bool
	// more holds a token while there may be something for the writer to see.
	more chan struct{}
}

func newQueue() *queue { return &queue{more: make(chan struct{}, 1)} }

// The bounds of one transaction, and of what may wait. A job by itself may be larger than a transaction's bounds.
const (
	batchRows   = 1024
	batchBytes  = 8 << 20
	waitingRows = 1 << 16
)

// put queues a job.
func (q *queue) put(j *job) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return errClosed
	}
	if q.rows+len(j.rows) > waitingRows {
		return errFull
	}
	q.waiting = append(q.waiting, j)
	q.rows += len(j.rows)
	q.wake()
	return nil
}

func (q *queue) wake() {
	select {
	case q.more <- struct{}{}:
	default:
	}
}

// withdraw takes back a job that the writer has not yet taken.
func (q *queue) withdraw(j *job) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	for i, w := range q.waiting {
		if w == j {
			q.waiting = append(q.waiting[:i], q.waiting[i+1:]...)
			q.rows -= len(j.rows)
			return true
		}
	}
	return false
}

// take waits for jobs and gives as many as fit into one transaction: whatever has come while the last was written. It
// gives none when the queue is closed and empty. A deletion goes by itself.
func (q *queue) take() []*job {
	for range q.more {
		q.mu.Lock()
		n, bytes, rows := 0, 0, 0
		for n < len(q.waiting) {
			j := q.waiting[n]
			if n > 0 && (rows+len(j.rows) > batchRows || bytes+j.bytes > batchBytes || j.prune != nil || q.waiting[0].prune != nil) {
				break
			}
			n, rows, bytes = n+1, rows+len(j.rows), bytes+j.bytes
		}
		jobs := append([]*job(nil), q.waiting[:n]...)
		q.waiting = append(q.waiting[:0], q.waiting[n:]...)
		clear(q.waiting[len(q.waiting):cap(q.waiting)])
		q.rows -= rows
		ended := q.closed && len(jobs) == 0
		if len(q.waiting) > 0 || q.closed {
			q.wake()
		}
		q.mu.Unlock()
		if len(jobs) > 0 || ended {
			return jobs
		}
	}
	return nil
}

func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.wake()
}

// wait gives the job to the writer and waits until it is durable or has failed. When ctx ends first, a job that the
// writer has not taken is taken back; one that it has taken may be written all the same, and whoever asked is told that
// it is not.
func (q *queue) wait(ctx context.Context, j *job) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := q.put(j); err != nil {
		return err
	}
	select {
	case <-j.done:
		return j.err
	case <-ctx.Done():
		q.withdraw(j)
		return ctx.Err()
	}
}
