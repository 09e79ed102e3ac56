//go:build unix

package e2e

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	_ "modernc.org/sqlite" // the driver, to look at the file from outside

	"github.com/london-care-record/gateway/audit/pgtest"
)

// TestS25_KilledAtAnyMomentNothingLeftWithoutItsEntries kills the whole gateway under load, over and over, on one store.
func TestS25_KilledAtAnyMomentNothingLeftWithoutItsEntries(t *testing.T) {
	portion := portionOf(t, 5, 500)
	k := &killing{t: t, stage: newStage(t, 10), dice: dice(t)}
	begun := time.Now()
	for n := 0; !portion.enough(n, begun); n++ {
		if n%50 == 0 { // a trail that has grown makes each look at it slower
			name := fmt.Sprintf("gateway-%d", n)
			k.file, k.onStore = filepath.Join(k.stage.folder, name+".db"), 0
			k.stage.auditStore = "file: " + k.file
			k.config = k.stage.configure(t, name, "")
		}
		k.kill(n)
		k.lookAtFile()
	}
	k.survives(begun)
}

// TestS25_KilledAtAnyMomentNothingLeftWithoutItsEntriesInPostgreSQL does the same over PostgreSQL.
func TestS25_KilledAtAnyMomentNothingLeftWithoutItsEntriesInPostgreSQL(t *testing.T) {
	portion := portionOf(t, 3, 50)
	portion.atLeast /= 4
	k := &killing{t: t, stage: newStage(t, 10), dice: dice(t)}
	k.stage.auditStore = "databaseURLFile: " + k.stage.write(t, "audit-url", pgtest.Start(t).Database(t))
	k.config = k.stage.configure(t, "gateway-1", "")
	begun := time.Now()
	for n := 0; !portion.enough(n, begun); n++ {
		k.kill(n)
	}
	k.survives(begun)
}

// killing starts a gateway, has it asked by many, kills it at a random moment, and looks at what it left behind.
type killing struct {
	t      *testing.T
	stage  *stage
	dice   *rand.Rand
	config string
	// file is the trail's, where it is one.
	file string

	answering, starting int
	// onStore is how many answers the trail holds by now, left how many left in all.
	onStore, left int
}

// kill is one life of a gateway. One in eight is killed while it starts.
func (k *killing) kill(n int) {
	k.t.Helper()
	began := time.Now().Add(-time.Second)
	p := begin(k.t, "-config", k.config)
	late := time.Duration(k.dice.IntN(8000)) * time.Microsecond
	after := 1 + k.dice.IntN(120)
	if k.dice.IntN(8) == 0 {
		k.starting++
		<-time.After(late * 20) // the moment of the kill; nothing is waited for
		_ = p.end(syscall.SIGKILL)
		if k.onStore > 0 {
			trail{k.t, k.config}.verify()
		}
		return
	}
	if err := p.listening(); err != nil {
		k.t.Fatalf("kill %d: it does not start again on the same store: %v:\n%s", n, err, p.output)
	}
	k.answering++
	all := &crowd{}
	ctx, cancel := context.WithCancel(k.t.Context())
	defer cancel()
	time.AfterFunc(20*time.Second, cancel) // so that a gateway that does not answer is no endless test
	all.ask(ctx, 8, p.url, questions(k.t, k.stage), false, func(total int) {
		if total == after {
			time.AfterFunc(late, func() { _ = p.cmd.Process.Kill() })
		}
	})
	_ = p.end(syscall.SIGKILL)
	replies, _ := all.all()
	if len(replies) < after {
		k.t.Fatalf("kill %d: only %d answers came before it was to be killed:\n%s", n, len(replies), p.output)
	}
	k.left, k.onStore = k.left+len(replies), k.onStore+len(replies)
	k.check(n, began, replies)
}

// check holds what came against what is noted.
func (k *killing) check(n int, began time.Time, replies []reply) {
	k.t.Helper()
	a := trail{k.t, k.config}
	a.verify()
	all := a.since(began)
	for _, r := range replies {
		if problem := r.asExpected(); problem != "" {
			k.t.Errorf("kill %d: %s", n, problem)
		}
		if problem := r.missingFrom(all); problem != "" {
			k.t.Errorf("kill %d: %s", n, problem)
		}
	}
	if k.t.Failed() {
		k.t.FailNow()
	}
}

// lookAtFile asks SQLite itself whether anything is half written.
func (k *killing) lookAtFile() {
	k.t.Helper()
	if k.onStore == 0 {
		return
	}
	db, err := sql.Open("sqlite", "file:"+k.file+"?mode=ro")
	if err != nil {
		k.t.Fatal(err)
	}
	defer func() { _ = db.Close() }() // nothing was written
	var said string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&said); err != nil || said != "ok" {
		k.t.Fatalf("the file is not whole: %v: %s", err, said)
	}
}

// survives starts the gateway once more and lets it end well.
func (k *killing) survives(begun time.Time) {
	k.t.Helper()
	k.t.Logf("killed %d times while it answered and %d times while it started, in %s; %d answers had left",
		k.answering, k.starting, time.Since(begun).Round(time.Second), k.left)
	p := run(k.t, "-config", k.config)
	q := questions(k.t, k.stage)[0]
	if r, _ := p.askAs(q.token, q.query); len(r.Errors) > 0 {
		k.t.Errorf("after all that: %s", r.Raw)
	}
	contains(k.t, trail{k.t, k.config}.verify(), "entries 1 to")
}
