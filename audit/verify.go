package audit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
)

// Report is what Verify found.
type Report struct {
	Chains []ChainReport
	// Findings are what is wrong, in the order in which it was met; at most a hundred for each chain.
	Findings []Finding
}

// ChainReport describes a chain as it stands.
type ChainReport struct {
	Chain string
	// First and Last are the places of its entries; First is more than 1 when retention has deleted what was before.
	First, Last int64
	// Unfinished counts permitted decisions without an outcome: nothing left for them.
	Unfinished int64
	Head       Head
}

// Finding is a place at which the trail is not as it was written.
type Finding struct {
	Chain string
	// Seq is the place in the chain; 0 for the chain as a whole.
	Seq     int64
	Problem string
}

func (f Finding) String() string {
	if f.Seq == 0 {
		return fmt.Sprintf("%s: %s", f.Chain, f.Problem)
	}
	return fmt.Sprintf("%s, entry %d: %s", f.Chain, f.Seq, f.Problem)
}

const (
	verifyPage   = 2000
	mostFindings = 100
)

// Verify reads every chain from end to end. It finds an entry that was changed, removed, inserted or moved, and a chain
// that was cut off, as long as whoever did it has not all keys. That the whole store was put back to an older state of
// itself shows only against heads that were kept elsewhere: known are such heads.
func Verify(ctx context.Context, store Store, ring *Ring, known ...Head) (Report, error) {
	var report Report
	err := store.Read(ctx, func(v View) error {
		report = Report{}
		chains, err := v.Chains()
		if err != nil {
			return err
		}
		byChain := make(map[string][]Head)
		for _, h := range known {
			byChain[h.Chain] = append(byChain[h.Chain], h)
		}
		for _, chain := range chains {
			c := &checker{chain: chain, ring: ring, known: byChain[chain]}
			delete(byChain, chain)
			if err := c.run(ctx, v); err != nil {
				return err
			}
			report.Chains = append(report.Chains, c.report)
			report.Findings = append(report.Findings, c.findings...)
		}
		for chain, heads := range byChain {
			report.Findings = append(report.Findings, Finding{Chain: chain,
				Problem: fmt.Sprintf("the whole chain is missing; a head kept elsewhere knows of entry %d", heads[0].Seq)})
		}
		return nil
	})
	return report, err
}

// checker goes through one chain.
type checker struct {
	chain    string
	ring     *Ring
	known    []Head
	report   ChainReport
	findings []Finding

	// seq and hash are the last entry's; newest is the place in the ring of the newest key so far.
	seq     int64
	hash    []byte
	newest  int
	pending map[int64]bool
}

func (c *checker) find(seq int64, format string, args ...any) {
	if len(c.findings) < mostFindings {
		c.findings = append(c.findings, Finding{Chain: c.chain, Seq: seq, Problem: fmt.Sprintf(format, args...)})
	}
}

func (c *checker) run(ctx context.Context, v View) error {
	c.hash, c.pending = origin, make(map[int64]bool)
	checkpoint, err := v.Checkpoint(c.chain)
	if err != nil {
		return err
	}
	if checkpoint.Through != 0 {
		c.begin(checkpoint)
	}
	c.report = ChainReport{Chain: c.chain, First: c.seq + 1}
	// From the very beginning, so that what was put before the first entry shows, too.
	for behind, more := int64(math.MinInt64), true; more; {
		if err := ctx.Err(); err != nil {
			return err
		}
		rows, err := v.Rows(c.chain, behind, verifyPage)
		if err != nil {
			return err
		}
		for i := range rows {
			c.entry(&rows[i])
			behind = rows[i].Seq
		}
		more = len(rows) == verifyPage
	}
	c.report.Last = c.seq
	head, err := v.Head(c.chain)
	if err != nil {
		return err
	}
	c.end(head)
	c.report.Unfinished = int64(len(c.pending))
	return nil
}

// begin sets out from what retention has left. Entries that should be deleted but are there have no place in the chain.
func (c *checker) begin(p Checkpoint) {
	if !p.authentic(c.ring) {
		c.find(p.Through, "the checkpoint that stands for the entries up to here was changed, or its key is not in the ring")
	}
	c.seq, c.hash = p.Through, p.Hash
}

func (c *checker) entry(r *Row) {
	switch {
	case r.Seq <= c.seq:
		c.find(r.Seq, "it stands where no entry can be: deleted by retention, or there twice")
		return
	case r.Seq > c.seq+1:
		c.find(c.seq+1, "%d entries are missing", r.Seq-c.seq-1)
	case !bytes.Equal(r.Prev, c.hash):
		c.find(r.Seq, "it does not follow the entry before it")
	}
	if err := r.authentic(c.ring); err != nil {
		c.find(r.Seq, "%s", err)
	}
	if _, place, ok := c.ring.find(r.Key); ok {
		if place < c.newest {
			c.find(r.Seq, "it was made with a key that had already been replaced")
		}
		c.newest = max(c.newest, place)
	}
	c.belongs(r)
	c.noted(r.Seq, r.Hash)
	c.seq, c.hash = r.Seq, r.Hash
}

// belongs follows outcomes to their decisions. Those of deleted decisions are let through.
func (c *checker) belongs(r *Row) {
	switch {
	case r.Type == DecisionEntry && r.Permitted:
		c.pending[r.Seq] = true
	case r.Type == OutcomeEntry && r.Refers >= r.Seq:
		c.find(r.Seq, "it is the outcome of no decision before it")
	case r.Type == OutcomeEntry:
		delete(c.pending, r.Refers)
	}
}

// noted holds an entry against the heads that were kept elsewhere.
func (c *checker) noted(seq int64, hash []byte) {
	for _, h := range c.known {
		if h.Seq == seq && !bytes.Equal(h.Hash, hash) {
			c.find(seq, "a head kept elsewhere knows another entry here")
		}
	}
}

func (c *checker) end(head Head) {
	c.report.Head = head
	switch {
	case head.Seq == 0:
		c.find(0, "the chain's head is missing")
	case !head.authentic(c.ring):
		c.find(head.Seq, "the chain's head was changed, or its key is not in the ring")
	case head.Seq > c.seq:
		c.find(c.seq+1, "the chain was cut off: %d entries are missing at its end", head.Seq-c.seq)
	case head.Seq < c.seq:
		c.find(head.Seq, "the chain's head is older than its last entry")
	case !bytes.Equal(head.Hash, c.hash):
		c.find(head.Seq, "the chain's head is of another entry")
	}
	for _, h := range c.known {
		switch {
		case !h.authentic(c.ring):
			c.find(h.Seq, "a head kept elsewhere was changed, or its key is not in the ring")
		case h.Seq > c.seq:
			c.find(c.seq+1, "the chain was cut off: a head kept elsewhere knows of entry %d", h.Seq)
		}
	}
}

// Err gives the findings as one error; nil when there are none.
func (r *Report) Err() error {
	errs := make([]error, len(r.Findings))
	for i, f := range r.Findings {
		errs[i] = errors.New(f.String())
	}
	return errors.Join(errs...)
}
