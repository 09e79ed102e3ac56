package access_test

import (
	"context"
	"database/sql"
	"encoding/base64"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // raw access to PostgreSQL, as a tamperer would have it

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/optout"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/audit/pgtest"
	"github.com/london-care-record/gateway/audit/postgres"
	"github.com/london-care-record/gateway/audit/sqlite"
	"github.com/london-care-record/gateway/record"
)

// trailStore is one database in which several gateways keep the audit trail.
type trailStore struct {
	open func(t *testing.T) audit.Store
	// raw is the database without the gateway.
	raw func(t *testing.T) *sql.DB
}

// onBothStores runs a test on both real databases.
func onBothStores(t *testing.T, f func(t *testing.T, on trailStore)) {
	opened := func(t *testing.T, s audit.Store, err error) audit.Store {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	rawly := func(t *testing.T, driver, place string) *sql.DB {
		t.Helper()
		db, err := sql.Open(driver, place)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
		return db
	}
	t.Run("sqlite", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "audit.db")
		f(t, trailStore{
			open: func(t *testing.T) audit.Store {
				s, err := sqlite.Open(context.WithoutCancel(t.Context()), file)
				return opened(t, s, err)
			},
			raw: func(t *testing.T) *sql.DB { return rawly(t, "sqlite", file) },
		})
	})
	t.Run("postgres", func(t *testing.T) {
		url := pgtest.Shared(t).Database(t)
		f(t, trailStore{
			open: func(t *testing.T) audit.Store {
				s, err := postgres.Open(context.WithoutCancel(t.Context()), url)
				return opened(t, s, err)
			},
			raw: func(t *testing.T) *sql.DB { return rawly(t, "pgx", url) },
		})
	})
}

// replica is one gateway's door, with what it needs of the shared store.
type replica struct {
	*access.Door
	log   *audit.Log
	store audit.Store
	// reads counts how often the door read broken glasses from the trail.
	reads *atomic.Int64
}

// counted counts how often it is asked.
type counted struct {
	access.BrokenGlasses
	reads *atomic.Int64
}

func (c counted) Glasses(ctx context.Context, since time.Time, caller audit.Caller, people []record.NHSNumber) ([]audit.Glass, error) {
	c.reads.Add(1)
	return c.BrokenGlasses.Glasses(ctx, since, caller, people)
}

// replicaOf opens a door over a store, with a chain of its own. It is closed with the test, or by its end.
func replicaOf(t *testing.T, on trailStore, chain string, clock *clock, change func(*access.Settings)) *replica {
	t.Helper()
	ring, err := audit.ParseRing("2020 " + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", 32))))
	if err != nil {
		t.Fatal(err)
	}
	r := &replica{store: on.open(t), reads: &atomic.Int64{}}
	if r.log, err = audit.Open(context.WithoutCancel(t.Context()), r.store, ring, audit.Options{Chain: chain, Now: clock.now}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.end(t) })
	policies, err := policy.Embedded(london)
	if err != nil {
		t.Fatal(err)
	}
	s := access.Settings{Policies: policies, Trail: r.log, Register: optout.Nobody{}, Now: clock.now,
		Glasses: counted{audit.NewReader(r.store, ring), r.reads}}
	if change != nil {
		change(&s)
	}
	if r.Door, err = access.NewDoor(s); err != nil {
		t.Fatal(err)
	}
	return r
}

// end is the program's.
func (r *replica) end(t *testing.T) {
	t.Helper()
	if r.store == nil {
		return
	}
	if err := r.log.Close(); err != nil {
		t.Error(err)
	}
	if err := r.store.Close(); err != nil {
		t.Error(err)
	}
	r.store = nil
}

func (r *replica) one(t *testing.T, c access.Caller, person record.NHSNumber) (*access.Grant, error) {
	t.Helper()
	openings, err := r.Open(t.Context(), c, []record.NHSNumber{person}, []record.Kind{record.Allergies})
	if err != nil {
		t.Fatal(err)
	}
	return openings[0].Grant, openings[0].Err
}

func (r *replica) breaks(t *testing.T, c access.Caller, person record.NHSNumber) {
	t.Helper()
	if _, err := r.BreakGlass(t.Context(), c, person, access.Emergency, "unconscious in resus"); err != nil {
		t.Fatal(err)
	}
}

func TestS24_ABrokenGlassHoldsAtEveryDoorAndAfterARestart(t *testing.T) {
	onBothStores(t, func(t *testing.T, on trailStore) {
		clock := &clock{at: start}
		a, b := replicaOf(t, on, "a", clock, nil), replicaOf(t, on, "b", clock, nil)
		if _, err := b.one(t, doctor(""), ada); code(err) != record.CodeForbidden {
			t.Fatalf("before: %v", err)
		}
		a.breaks(t, doctor(""), ada)
		clock.move(29 * time.Minute)
		g, err := b.one(t, doctor(""), ada)
		if err != nil || !g.BreakGlass() || !g.Allows(record.Allergies, "NEL") {
			t.Fatalf("at another door: %v", err)
		}
		if errs := b.Recheck(t.Context(), g); errs[0] != nil {
			t.Errorf("before it leaves: %v", errs[0])
		}
		for name, change := range map[string]func(*access.Caller){
			"another caller":       func(c *access.Caller) { c.Subject = "d2" },
			"another issuer":       func(c *access.Caller) { c.Issuer = "https://elsewhere.example" },
			"another role":         func(c *access.Caller) { c.Role = policy.GP },
			"another system":       func(c *access.Caller) { c.Client = "another" },
			"another organisation": func(c *access.Caller) { c.ODSCode = "RJ2" },
		} {
			c := doctor("")
			change(&c)
			if _, err := b.one(t, c, ada); code(err) != record.CodeForbidden {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := b.one(t, doctor(""), brian); code(err) != record.CodeForbidden {
			t.Errorf("another person: %v", err)
		}
		a.end(t)
		if _, err := replicaOf(t, on, "a", clock, nil).one(t, doctor(""), ada); err != nil {
			t.Errorf("after a restart: %v", err)
		}
		// The looks that rested on it stand in the trail as well, and are newer. They open nothing.
		clock.move(time.Minute)
		for name, r := range map[string]*replica{"the other door": b, "a new one": replicaOf(t, on, "c", clock, nil)} {
			if _, err := r.one(t, doctor(""), ada); code(err) != record.CodeForbidden {
				t.Errorf("%s after half an hour: %v", name, err)
			}
			if errs := b.Recheck(t.Context(), g); errs[0] == nil {
				t.Error("what was granted is released after half an hour")
			}
		}
	})
}

func TestS24_ARefusedOrForgedGlassOpensNothing(t *testing.T) {
	onBothStores(t, func(t *testing.T, on trailStore) {
		clock := &clock{at: start}
		a, b := replicaOf(t, on, "a", clock, nil), replicaOf(t, on, "b", clock, nil)
		worker := doctor("")
		worker.Role = policy.SocialWorker
		if _, err := a.BreakGlass(t.Context(), worker, ada, access.Emergency, "a concern was raised"); code(err) != record.CodeForbidden {
			t.Fatalf("a social worker: %v", err)
		}
		if _, err := b.one(t, worker, ada); code(err) != record.CodeForbidden {
			t.Errorf("a refused glass: %v", err)
		}
		a.breaks(t, doctor(""), brian)
		db, table := on.raw(t), "entries"
		statements := []string{"DROP TRIGGER entries_no_update"}
		if t.Name() == "TestS24_ARefusedOrForgedGlassOpensNothing/postgres" {
			table, statements = "audit_entries", []string{"DROP TRIGGER no_update ON audit_entries"}
		}
		// The database's owner makes somebody else of the caller, and lets the entry seem newer.
		statements = append(statements, "UPDATE "+table+" SET caller = 'd2', at = at + 60000000 WHERE caller = 'd1'")
		for _, s := range statements {
			if _, err := db.Exec(s); err != nil {
				t.Fatal(err)
			}
		}
		other := doctor("")
		other.Subject = "d2"
		for name, c := range map[string]access.Caller{"whose name was written in": other, "whose name was written over": doctor("")} {
			if _, err := b.one(t, c, brian); code(err) != record.CodeForbidden {
				t.Errorf("the caller %s: %v", name, err)
			}
		}
		if err := b.RefreshGlasses(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := b.one(t, other, brian); code(err) != record.CodeForbidden {
			t.Errorf("after a refresh: %v", err)
		}
	})
}

// TestS24_WhoHasARelationshipSeesWhatABrokenGlassOpensBeyondIt breaks the glass for a restricted person at one door. At the
// other, an ordinary decision costs no reading of the trail; it is told by the refresh.
func TestS24_WhoHasARelationshipSeesWhatABrokenGlassOpensBeyondIt(t *testing.T) {
	onBothStores(t, func(t *testing.T, on trailStore) {
		clock := &clock{at: start}
		a, b := replicaOf(t, on, "a", clock, nil), replicaOf(t, on, "b", clock, nil)
		restricted := labelled[policy.Restricted]
		if err := b.RefreshGlasses(t.Context()); err != nil {
			t.Fatal(err)
		}
		b.reads.Store(0)
		g, err := b.one(t, doctor(ada), ada)
		if err != nil || g.AllowsLabels(record.Allergies, "NEL", restricted) {
			t.Fatalf("before: %v", err)
		}
		a.breaks(t, doctor(ada), ada)
		clock.move(time.Second)
		if _, err := b.one(t, doctor(ada), ada); err != nil {
			t.Fatal(err)
		}
		if n := b.reads.Load(); n != 0 {
			t.Errorf("ordinary decisions read the trail %d times", n)
		}
		if err := b.RefreshGlasses(t.Context()); err != nil {
			t.Fatal(err)
		}
		if g, err = b.one(t, doctor(ada), ada); err != nil || !g.BreakGlass() || !g.AllowsLabels(record.Allergies, "NEL", restricted) {
			t.Errorf("after the refresh: %v", err)
		}
		clock.move(access.GlassHolds)
		if g, err = b.one(t, doctor(ada), ada); err != nil || g.BreakGlass() {
			t.Errorf("after half an hour: %v", err)
		}
	})
}

func TestS24_WhoObjectsToAPartIsLookedUpForABrokenGlass(t *testing.T) {
	clock := &clock{at: start}
	file := filepath.Join(t.TempDir(), "audit.db")
	on := trailStore{open: func(t *testing.T) audit.Store {
		s, err := sqlite.Open(context.WithoutCancel(t.Context()), file)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}}
	objects := func(s *access.Settings) {
		s.Register = oneObjects{ada, optout.Objection{Scope: optout.AnExchange, Exchange: "NEL"}}
	}
	a, b := replicaOf(t, on, "a", clock, objects), replicaOf(t, on, "b", clock, objects)
	if g, err := b.one(t, doctor(ada), ada); err != nil || g.Allows(record.Allergies, "NEL") {
		t.Fatalf("before: %v", err)
	}
	a.breaks(t, doctor(ada), ada)
	if g, err := b.one(t, doctor(ada), ada); err != nil || !g.Allows(record.Allergies, "NEL") {
		t.Errorf("after: %v", err)
	}
}

// oneObjects is a register with one objection.
type oneObjects struct {
	person    record.NHSNumber
	objection optout.Objection
}

func (o oneObjects) Objections(_ context.Context, people []record.NHSNumber) (optout.Objections, error) {
	found := optout.Objections{}
	if slices.Contains(people, o.person) {
		found[o.person] = []optout.Objection{o.objection}
	}
	return found, nil
}

func (o oneObjects) LastKnown(record.NHSNumber) ([]optout.Objection, time.Time, error) {
	return nil, time.Time{}, optout.ErrNoCopy
}
