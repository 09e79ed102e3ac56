//go:build unix

package audit_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/audit/pgtest"
	"github.com/london-care-record/gateway/audit/postgres"
	"github.com/london-care-record/gateway/audit/sqlite"
)

// A child is this test program again, as a process of its own that may be killed. These variables tell it what to do.
const (
	childJob   = "GATEWAY_AUDIT_CHILD"
	childStore = "GATEWAY_AUDIT_CHILD_STORE"
	childRun   = "GATEWAY_AUDIT_CHILD_RUN"
	childHead  = "GATEWAY_AUDIT_CHILD_HEAD"
)

func child(job string) int {
	ctx := context.Background()
	var s audit.Store
	var err error
	if place := os.Getenv(childStore); strings.HasPrefix(place, "postgres:") {
		s, err = postgres.Open(ctx, place)
	} else {
		s, err = sqlite.Open(ctx, place)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 3
	}
	keys, err := audit.ParseRing(ringText("k1"))
	if err != nil {
		return 3
	}
	// A killed process's session may live for a moment longer on the server, and has the chain until it ends.
	var l *audit.Log
	for range 200 {
		l, err = audit.Open(ctx, s, keys, audit.Options{Chain: "gateway-1", HeadFile: os.Getenv(childHead)})
		if !errors.Is(err, audit.ErrOtherWriter) {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 3
	}
	if job == "load" {
		load(l)
		return 3 // it should have been killed
	}
	return fillDisk(l)
}

// acknowledge says that an entry is durable; the line is whole, or the parent passes it over.
func acknowledge(what, request string) { _, _ = os.Stdout.WriteString(what + " " + request + "\n") }

// operate writes the entries of one operation and acknowledges each.
func operate(l *audit.Log, worker, n int) error {
	run := os.Getenv(childRun)
	d := permit(person(uint64(n)))
	d.Caller.Subject, d.Request = run, fmt.Sprintf("%s-w%d-n%d", run, worker, n)
	r, err := l.Decide(context.Background(), d)
	if err != nil {
		return err
	}
	acknowledge("decided", d.Request)
	if err := l.Conclude(context.Background(), outcome(r[0], "entry-a")); err != nil {
		return err
	}
	acknowledge("concluded", d.Request)
	return nil
}

// load appends until it is killed.
func load(l *audit.Log) {
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			for n := 0; n < 1_000_000; n++ {
				if err := operate(l, w, n); err != nil {
					fmt.Fprintln(os.Stderr, err)
					return
				}
			}
		})
	}
	wg.Wait()
}

// fillDisk appends until files may not grow any more, as on a full disk, then makes room and appends again.
func fillDisk(l *audit.Log) int {
	signal.Ignore(syscall.SIGXFSZ)
	limit := func(bytes uint64) {
		var r syscall.Rlimit
		err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &r)
		r.Cur = min(bytes, r.Max)
		if err := errors.Join(err, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &r)); err != nil {
			panic(err)
		}
	}
	n := 0
	for round := range 5 {
		limit(uint64(300+50*round) << 10)
		for failed := 0; failed < 10; n++ {
			err := operate(l, round, n)
			switch {
			case err != nil && !errors.Is(err, audit.ErrNotWritten):
				fmt.Fprintln(os.Stderr, "not the error that was expected:", err)
				return 3
			case err != nil:
				failed++
			case n > 100_000:
				fmt.Fprintln(os.Stderr, "the disk was never full")
				return 3
			}
		}
		if l.Ready(context.Background()) != nil {
			fmt.Fprintln(os.Stderr, "not ready, though nothing had to be written")
			return 3
		}
		limit(1 << 40)
		for range 5 {
			if err := operate(l, round, n); err != nil {
				fmt.Fprintln(os.Stderr, "it does not recover:", err)
				return 3
			}
			n++
		}
	}
	if err := l.Close(); err != nil {
		return 3
	}
	return 0
}

// acks are what a child has said is durable, by request: "decided" or "concluded".
type acks map[string]string

// runChild runs a child until it ends by itself, or is killed at a moment after its n-th acknowledgement.
func runChild(t testing.TB, job, run string, on target, headFile string, killAfter int, late time.Duration) (acks, error) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), childJob+"="+job, childStore+"="+on.place, childRun+"="+run, childHead+"="+headFile)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said := make(acks)
	reader := bufio.NewReader(out)
	for n := 1; ; n++ {
		line, err := reader.ReadString('\n')
		if err != nil { // the end; what is left of a line was never said
			break
		}
		if what, request, ok := strings.Cut(strings.TrimSpace(line), " "); ok && said[request] != "concluded" {
			said[request] = what
		}
		if n == killAfter {
			time.AfterFunc(late, func() { _ = cmd.Process.Kill() })
		}
	}
	return said, cmd.Wait()
}

// allThere fails the test unless every acknowledged entry of a run is in the store, whole.
func allThere(t testing.TB, s audit.Store, keys *audit.Ring, run string, said acks) {
	t.Helper()
	stored := make(map[string]audit.Access)
	q := audit.Query{Callers: []string{run}, First: 1000}
	for {
		p := find(t, s, keys, q)
		for _, a := range p.Accesses {
			if a.Fault != "" || a.Decision.Person == "" {
				t.Errorf("%s: %s", a.ID, a.Fault)
			}
			stored[a.Decision.Request] = a
		}
		if q.After = p.Next; q.After == "" {
			break
		}
	}
	for request, what := range said {
		a, ok := stored[request]
		if !ok {
			t.Errorf("the decision of %s is lost", request)
		} else if what == "concluded" && len(a.Answers) != 1 {
			t.Errorf("the outcome of %s is lost", request)
		}
	}
}

// kills is how often a child is killed, or for how long, whichever comes last.
func kills() (times int, atLeast time.Duration) {
	switch {
	case os.Getenv("GATEWAY_SOAK") != "":
		return 500, 0
	case os.Getenv("GATEWAY_TEST_ALL") != "":
		return 20, time.Minute
	case testing.Short():
		return 5, 0
	}
	return 20, 0
}

func TestS25_WhatWasAcknowledgedOutlivesTheProcess(t *testing.T) {
	times, atLeast := kills()
	seed := uint64(25)
	rng := rand.New(rand.NewPCG(seed, 9))
	keys := ring(t, "k1")
	begun := time.Now()
	var on target
	var headFile string
	for n := 0; n < times || time.Since(begun) < atLeast; n++ {
		if n%25 == 0 { // a store that has grown makes each look at it slower
			on, headFile = sqliteTarget(t), filepath.Join(t.TempDir(), "audit.head")
		}
		run := fmt.Sprintf("run-%d", n)
		said, err := runChild(t, "load", run, on, headFile, 1+rng.IntN(400), time.Duration(rng.IntN(3000))*time.Microsecond)
		if err == nil || len(said) == 0 {
			t.Fatalf("run %d of seed %d: %d acknowledgements, and it ended with %v", n, seed, len(said), err)
		}
		s := on.open(t)
		known, err := audit.ReadHeads(headFile)
		if err != nil {
			t.Fatal(err)
		}
		verified(t, s, keys, known...)
		allThere(t, s, keys, run, said)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if t.Failed() {
			t.Fatalf("in run %d of seed %d", n, seed)
		}
	}
}

func TestS25_WhatWasAcknowledgedOutlivesTheProcessInPostgreSQL(t *testing.T) {
	times, _ := kills()
	rng := rand.New(rand.NewPCG(26, 9))
	keys, on := ring(t, "k1"), postgresTarget(t, pgtest.Shared(t).Database(t))
	for n := range max(3, times/10) {
		run := fmt.Sprintf("run-%d", n)
		said, err := runChild(t, "load", run, on, "", 1+rng.IntN(400), time.Duration(rng.IntN(3000))*time.Microsecond)
		if err == nil || len(said) == 0 {
			t.Fatalf("run %d: %d acknowledgements, and it ended with %v", n, len(said), err)
		}
		s := on.open(t)
		verified(t, s, keys)
		allThere(t, s, keys, run, said)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestS25_AFullDiskRefusesAndRecoversWithoutARestart(t *testing.T) {
	on, keys := sqliteTarget(t), ring(t, "k1")
	headFile := filepath.Join(t.TempDir(), "audit.head")
	said, err := runChild(t, "fill", "run-full", on, headFile, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	s := openStore(t, on)
	known, err := audit.ReadHeads(headFile)
	if err != nil {
		t.Fatal(err)
	}
	verified(t, s, keys, known...)
	allThere(t, s, keys, "run-full", said)
	if len(said) < 25 {
		t.Errorf("only %d operations were acknowledged", len(said))
	}
}
