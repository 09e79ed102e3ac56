package access_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/optout"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/audit/pgtest"
	"github.com/london-care-record/gateway/audit/sqlite"
	"github.com/london-care-record/gateway/record"
)

func TestMain(m *testing.M) {
	code := m.Run()
	if err := pgtest.EndShared(); err != nil {
		fmt.Fprintln(os.Stderr, "PostgreSQL did not stop:", err)
		code = 1
	}
	if err := goleak.Find(); code == 0 && err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

const (
	ada   record.NHSNumber = "9990000018"
	brian record.NHSNumber = "9990000026"
	// publicExample is the number that the NHS shows as an example: not one of the 999 numbers, and nobody's.
	publicExample record.NHSNumber = "9434765919"
)

var (
	london = []record.ExchangeID{"NEL", "SEL", "SWL", "NCL", "NWL"}
	start  = time.Date(2020, 10, 31, 12, 0, 0, 0, time.UTC)
)

type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// house is a door with everything behind it, all of it real: audit trail, opt-out register, policies.
type house struct {
	*access.Door
	t        *testing.T
	clock    *clock
	store    *sqlite.Store
	ring     *audit.Ring
	log      *audit.Log
	register optout.Register
}

// build makes a house; change may change the door's settings.
func build(t *testing.T, change func(*access.Settings)) *house {
	t.Helper()
	h := &house{t: t, clock: &clock{at: start}}
	dir := t.TempDir()
	var err error
	if h.ring, err = audit.ParseRing("2020 " + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", 32)))); err != nil {
		t.Fatal(err)
	}
	if h.store, err = sqlite.Open(t.Context(), filepath.Join(dir, "audit.db")); err != nil {
		t.Fatal(err)
	}
	if h.log, err = audit.Open(t.Context(), h.store, h.ring, audit.Options{Chain: "test", Now: h.clock.now}); err != nil {
		t.Fatal(err)
	}
	if h.register, err = optout.SQLite(t.Context(), filepath.Join(dir, "opt-out.db"), h.clock.now); err != nil {
		t.Fatal(err)
	}
	policies, err := policy.Embedded(london)
	if err != nil {
		t.Fatal(err)
	}
	watched := optout.Watch(t.Context(), h.register, optout.WatchSettings{Every: time.Hour, Timeout: time.Minute, Now: h.clock.now})
	t.Cleanup(func() {
		if err := errors.Join(watched.Close(), h.log.Close(), h.store.Close()); err != nil {
			t.Error(err)
		}
	})
	s := access.Settings{Policies: policies, Trail: h.log, Register: watched, Now: h.clock.now}
	if change != nil {
		change(&s)
	}
	if h.Door, err = access.NewDoor(s); err != nil {
		t.Fatal(err)
	}
	return h
}

// object lets a person object.
func (h *house) object(person record.NHSNumber, objections ...optout.Objection) {
	h.t.Helper()
	for _, o := range objections {
		if _, err := h.register.Apply(h.t.Context(), []optout.Change{{Person: person, Objection: o, RecordedAt: h.clock.now()}}); err != nil {
			h.t.Fatal(err)
		}
	}
}

// one opens the door for one person.
func (h *house) one(c access.Caller, person record.NHSNumber, kinds ...record.Kind) (*access.Grant, error) {
	h.t.Helper()
	openings, err := h.Open(h.t.Context(), c, []record.NHSNumber{person}, kinds)
	if err != nil {
		return nil, err
	}
	return openings[0].Grant, openings[0].Err
}

// noted gives what the audit trail holds, oldest first.
func (h *house) noted() []audit.Access {
	h.t.Helper()
	page, err := audit.NewReader(h.store, h.ring).Find(context.WithoutCancel(h.t.Context()), audit.Query{OldestFirst: true, First: 500})
	if err != nil {
		h.t.Fatal(err)
	}
	return page.Accesses
}

// doctor is a doctor whose own system opened the gateway on a person.
func doctor(launchedOn record.NHSNumber) access.Caller {
	return access.Caller{Issuer: "https://issuer.example", Subject: "d1", Name: "Dr Test", Organisation: "A hospital", ODSCode: "RJ1",
		Role: policy.Doctor, Purpose: policy.DirectCare, Client: "emr", Scopes: access.ParseScopes("user/*.rs"),
		Launch: access.Launch{Person: launchedOn}}
}
