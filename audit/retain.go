package audit

import (
	"context"
	"encoding/json"
	"errors"
	"time"
)

// retainAtOnce bounds one deletion, so that nobody waits for it long.
const retainAtOnce = 5000

// Retain deletes this chain's entries that are older than a time, from its beginning up to the first that is not. What
// was deleted, and for whom, becomes an entry; a signed checkpoint keeps the rest verifiable. Entry, checkpoint and
// deletion are one transaction, and a long past takes several. It gives the zero Retention when there is nothing that
// old. After an error, what it gives has been deleted.
func (l *Log) Retain(ctx context.Context, before time.Time, by string) (Retention, error) {
	var all Retention
	// What this writes itself is not deleted by it, however late the time is: else it would never end.
	end := l.opts.Now()
	if end.Before(before) {
		before = end
	}
	for {
		done, err := l.retainSome(ctx, before, by)
		if err != nil || done.Count == 0 {
			return all, err
		}
		if all.Count == 0 {
			all = done
		}
		all.Through, all.Count = done.Through, done.Through-all.From+1
	}
}

func (l *Log) retainSome(ctx context.Context, before time.Time, by string) (Retention, error) {
	done, last, err := l.oldEntries(ctx, before)
	if err != nil || done.Count == 0 {
		return Retention{}, err
	}
	k := l.ring.newest()
	done.Before, done.By = before.UTC(), k.clean(by)
	body, err := json.Marshal(done)
	if err != nil {
		return Retention{}, err
	}
	now := l.opts.Now().UnixMicro()
	j := newJob([]Row{{At: now, Type: RetentionEntry, Permitted: true, Body: body}})
	j.prune = &Checkpoint{Chain: l.opts.Chain, Through: last.Seq, Hash: last.Hash, At: now}
	j.prune.sign(k)
	if err := l.wait(ctx, j); err != nil {
		return Retention{}, err
	}
	return done, nil
}

// oldEntries tells which entries are older than a time, and gives the last of them. It deletes nothing that is not
// verified to be there as it was written: deleting would hide what was done to it.
func (l *Log) oldEntries(ctx context.Context, before time.Time) (Retention, Row, error) {
	var done Retention
	var last Row
	err := l.store.Read(ctx, func(v View) error {
		done, last = Retention{}, Row{}
		checkpoint, err := v.Checkpoint(l.opts.Chain)
		if err != nil {
			return err
		}
		head, err := v.Head(l.opts.Chain)
		if err != nil {
			return err
		}
		first, err := v.Since(l.opts.Chain, before.UnixMicro())
		if err != nil {
			return err
		}
		if first == 0 {
			first = head.Seq + 1
		}
		if first <= checkpoint.Through+1 {
			return nil
		}
		first = min(first, checkpoint.Through+1+retainAtOnce)
		c := &checker{chain: l.opts.Chain, ring: l.ring}
		if last, err = c.through(ctx, v, checkpoint, first-1); err != nil {
			return err
		}
		if len(c.findings) > 0 {
			return errors.New("nothing was deleted, because the trail is not as it was written: " + c.findings[0].String())
		}
		done = Retention{From: checkpoint.Through + 1, Through: last.Seq, Count: last.Seq - checkpoint.Through}
		return nil
	})
	return done, last, err
}

// through checks the beginning of a chain, up to one entry, and gives that entry.
func (c *checker) through(ctx context.Context, v View, from Checkpoint, to int64) (Row, error) {
	c.hash, c.pending = origin, make(map[int64]bool)
	if from.Through != 0 {
		c.begin(from)
	}
	var last Row
	for c.seq < to {
		if err := ctx.Err(); err != nil {
			return last, err
		}
		rows, err := v.Rows(c.chain, c.seq, int(min(verifyPage, to-c.seq)))
		if err != nil {
			return last, err
		}
		if len(rows) == 0 {
			c.find(c.seq+1, "the chain was cut off")
			return last, nil
		}
		for i := range rows {
			c.entry(&rows[i])
		}
		last = rows[len(rows)-1]
	}
	return last, nil
}
