package audit

import (
	"context"
	"errors"
)

// Store keeps the chains. One Log writes to it at a time; any number of goroutines read. What it is told to append is
// durable when Append returns without an error: it survives the death of the process and of the machine.
type Store interface {
	// Take makes this process the only writer of a chain, and gives the chain's head; for a chain that is not there
	// yet, a Head whose Seq is 0. It is called again after an Append has failed, and then first gets rid of what the
	// failure may have left: connections, transactions, a lock that was lost. It is ErrOtherWriter while another
	// process has the chain.
	Take(ctx context.Context, chain string) (Head, error)
	// Append writes a batch as one transaction: all of it or nothing. After any error but ErrOtherWriter, the batch may
	// or may not have been written.
	Append(ctx context.Context, b Batch) error
	// Read gives one view of the whole store, as it is at one moment.
	Read(ctx context.Context, f func(View) error) error
	// Close lets go of the chain. A store is closed after its Log.
	Close() error
}

// Batch is what one transaction writes.
type Batch struct {
	// From is the head that the rows follow; it is ErrOtherWriter when the chain's head is another. To is the new one.
	From, To Head
	Rows     []Row
	// Checkpoint, if there is one, is written, too, and then all of the chain's entries up to it are deleted.
	Checkpoint *Checkpoint
}

// View reads from a store.
type View interface {
	// Chains gives the ids of all chains that have an entry, a head or a checkpoint, in order.
	Chains() ([]string, error)
	// Head gives a chain's head. Its Seq is 0 when it is missing.
	Head(chain string) (Head, error)
	// Checkpoint gives a chain's latest checkpoint. Its Through is 0 when there is none.
	Checkpoint(chain string) (Checkpoint, error)
	// Rows gives up to limit entries of a chain behind one, in their order.
	Rows(chain string, behind int64, limit int) ([]Row, error)
	// Since gives the first entry of a chain, in its order, that is not older than a time in microseconds; 0 if all are.
	Since(chain string, at int64) (int64, error)
	// Search gives decisions, in the order of At, Chain and Seq, or its reverse.
	Search(s Search) ([]Row, error)
	// Outcomes gives the outcomes of decisions of one chain, by Seq.
	Outcomes(chain string, decisions []int64) ([]Row, error)
}

// Search is what a store is asked for. Empty fields ask for everything.
type Search struct {
	// Persons are pseudonyms, any of which will do, and Callers subjects.
	Persons, Callers []string
	// From is included, To is not; both in microseconds since 1970.
	From, To       int64
	BreakGlassOnly bool
	OldestFirst    bool
	// After is the place behind which to begin.
	After *Place
	Limit int
}

// Place is where an entry stands among all chains' entries.
type Place struct {
	At    int64
	Chain string
	Seq   int64
}

// ErrOtherWriter is that another process writes, or has written, to the chain.
var ErrOtherWriter = errors.New("another process writes to this chain of the audit trail")
