//go:build unix

package audit_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/audit/pgtest"
	"github.com/london-care-record/gateway/record"
)

func TestS25_ADatabaseThatIsDownRefusesAndRecoversWithoutARestart(t *testing.T) {
	cluster := pgtest.Start(t)
	s, keys := openStore(t, postgresTarget(t, cluster.URL())), ring(t, "k1")
	var said bytes.Buffer
	l := openLog(t, s, keys, audit.Options{Logger: slog.New(slog.NewTextHandler(&said, nil))})
	before := decide(t, l, permit(person(1)))
	for round := range 3 {
		// As in a power cut, under load: some entries are on their way.
		var wg sync.WaitGroup
		acknowledged := make([][]audit.Receipt, 8)
		crashed := make(chan struct{})
		for w := range acknowledged {
			wg.Go(func() {
				for {
					r, err := l.Decide(context.Background(), permit(person(uint64(w))))
					if err != nil {
						<-crashed
						return
					}
					acknowledged[w] = append(acknowledged[w], r...)
				}
			})
		}
		err := cluster.Crash()
		close(crashed)
		wg.Wait()
		if err != nil {
			t.Fatal(err)
		}
		_, err = l.Decide(t.Context(), permit(person(1)))
		if !errors.Is(err, audit.ErrNotWritten) || record.CodeOf(err) != record.CodeRecordUnavailable {
			t.Fatalf("a decision without a database: %v", err)
		}
		if err := l.Conclude(t.Context(), outcome(before[0])); !errors.Is(err, audit.ErrNotWritten) {
			t.Fatalf("an outcome without a database: %v", err)
		}
		if l.Ready(t.Context()) == nil {
			t.Error("it is ready without a database")
		}
		if err := cluster.Up(); err != nil {
			t.Fatal(err)
		}
		if err := l.Ready(t.Context()); err != nil {
			t.Fatalf("round %d: it is not ready after the database came back: %v", round, err)
		}
		conclude(t, l, outcome(decide(t, l, permit(person(3)))[0]))
		total := int64(0)
		for _, r := range acknowledged {
			total += int64(len(r))
		}
		if c := verified(t, s, keys).Chains[0]; c.Last < total {
			t.Errorf("%d were acknowledged, %d are there", total, c.Last)
		}
	}
	if strings.Count(said.String(), "can't be written") != 3 || strings.Count(said.String(), "written again") != 3 {
		t.Errorf("the log says %s", said.String())
	}
	if strings.Contains(said.String(), string(person(1))) {
		t.Error("the log holds an NHS number")
	}
}

// unsure is a real store whose appends fail in the caller's eyes at chosen times, before or after they were made.
type unsure struct {
	audit.Store
	mu    sync.Mutex
	lose  int // how many appends are lost before they reach the store
	doubt int // how many are made, but said to have failed
	gate  chan struct{}
}

var errCut = errors.New("the line was cut")

func (u *unsure) Append(ctx context.Context, b audit.Batch) error {
	if u.gate != nil {
		<-u.gate
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.lose > 0 {
		u.lose--
		return errCut
	}
	if err := u.Store.Append(ctx, b); err != nil {
		return err
	}
	if u.doubt > 0 {
		u.doubt--
		return errCut
	}
	return nil
}

func TestS25_ACommitWhoseEndIsUnknownLeavesTheChainWhole(t *testing.T) {
	onBoth(t, func(t *testing.T, on target) {
		s, keys := &unsure{Store: openStore(t, on)}, ring(t, "k1")
		l := openLog(t, s, keys, audit.Options{})
		for _, c := range []struct{ lose, doubt, written int }{{1, 0, 0}, {0, 1, 1}, {2, 0, 0}, {1, 1, 1}, {0, 2, 2}} {
			before := len(find(t, s, keys, audit.Query{First: 1000}).Accesses)
			s.lose, s.doubt = c.lose, c.doubt
			for range c.lose + c.doubt {
				if _, err := l.Decide(t.Context(), permit(person(1))); !errors.Is(err, audit.ErrNotWritten) || !errors.Is(err, errCut) {
					t.Fatalf("got %v", err)
				}
			}
			decide(t, l, permit(person(2)))
			verified(t, s, keys)
			if got := len(find(t, s, keys, audit.Query{First: 1000}).Accesses) - before; got != c.written+1 {
				t.Errorf("%+v: %d entries came, not %d", c, got, c.written+1)
			}
		}
	})
}

func TestWhoGivesUpIsToldSoAndTheChainStaysWhole(t *testing.T) {
	s, keys := &unsure{Store: openStore(t, sqliteTarget(t)), gate: make(chan struct{})}, ring(t, "k1")
	l := openLog(t, s, keys, audit.Options{})
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Decide(ended, permit(person(1))); !errors.Is(err, context.Canceled) || !errors.Is(err, audit.ErrNotWritten) {
		t.Errorf("before it began: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		_, err := l.Decide(ctx, permit(person(2)))
		done <- err
	}()
	cancel() // at the gate, or before it
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("while it waited: %v", err)
	}
	close(s.gate)
	decide(t, l, permit(person(3)))
	verified(t, s, keys)
	if got := find(t, s, keys, audit.Query{Person: person(1)}).Accesses; len(got) != 0 {
		t.Error("what was never begun was written")
	}
	if got := find(t, s, keys, audit.Query{Person: person(3)}).Accesses; len(got) != 1 {
		t.Errorf("%d entries of the one that waited", len(got))
	}
}

func TestCloseWritesWhatWaitsAndRefusesTheRest(t *testing.T) {
	s, keys := &unsure{Store: openStore(t, sqliteTarget(t)), gate: make(chan struct{})}, ring(t, "k1")
	l := openLog(t, s, keys, audit.Options{})
	var wg sync.WaitGroup
	results := make(chan error, 50)
	for range cap(results) {
		wg.Go(func() {
			_, err := l.Decide(context.Background(), permit(person(1)))
			results <- err
		})
	}
	closed := make(chan error)
	go func() {
		s.gate <- struct{}{} // the first has come to the store
		go func() { closed <- l.Close() }()
		close(s.gate)
	}()
	wg.Wait()
	if err := <-closed; err != nil {
		t.Fatal(err)
	}
	close(results)
	written := 0
	for err := range results {
		if err == nil {
			written++
		}
	}
	if got := find(t, s, keys, audit.Query{First: 1000}).Accesses; len(got) != written || written == 0 {
		t.Errorf("%d were acknowledged, %d are there", written, len(got))
	}
	if _, err := l.Decide(t.Context(), permit(person(1))); !errors.Is(err, audit.ErrNotWritten) {
		t.Errorf("after the end: %v", err)
	}
}
