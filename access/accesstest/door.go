// Package accesstest gives tests of other packages a real door: real policies, a real audit trail in a file, an opt-out
// register that is empty. There is no other way to a grant, in tests either.
package accesstest

import (
	"context"
	"encoding/base64"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/optout"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/audit/sqlite"
	"github.com/london-care-record/gateway/record"
)

// London are the exchanges that the doors decide about.
var London = []record.ExchangeID{"NEL", "SEL", "SWL", "NCL", "NWL"}

// policies are those of every house: a set never changes, and it takes long to read one and try it.
var policies = sync.OnceValues(func() (*policy.Set, error) { return policy.Embedded(London) })

// House is a door and what is behind it.
type House struct {
	*access.Door
	Log      *audit.Log
	Reader   *audit.Reader
	Register optout.Register
	t        testing.TB
}

// Build makes a house, which ends with the test; change, when not nil, may change the door's settings.
// Its stores may take their time: how fast a busy machine is, is not what is tested with it.
func Build(t testing.TB, change func(*access.Settings)) *House {
	t.Helper()
	dir := t.TempDir()
	ctx := context.WithoutCancel(t.Context())
	ring := Ring(t)
	store := must(sqlite.Open(ctx, filepath.Join(dir, "audit.db")))(t)
	log := must(audit.Open(ctx, store, ring, audit.Options{Chain: "test", Timeout: time.Minute}))(t)
	register := must(optout.SQLite(ctx, filepath.Join(dir, "opt-out.db"), time.Now))(t)
	watched := optout.Watch(ctx, register, optout.WatchSettings{Timeout: time.Minute})
	t.Cleanup(func() {
		if err := errors.Join(watched.Close(), log.Close(), store.Close()); err != nil {
			t.Error(err)
		}
	})
	s := access.Settings{Policies: must(policies())(t), Trail: log, Register: watched,
		Glasses: audit.NewReader(store, ring)}
	if change != nil {
		change(&s)
	}
	return &House{Door: must(access.NewDoor(s))(t), Log: log, Reader: audit.NewReader(store, ring), Register: register, t: t}
}

// Ring gives the keys of every house's audit trail.
func Ring(t testing.TB) *audit.Ring {
	t.Helper()
	return must(audit.ParseRing("2020 " + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", 32)))))(t)
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// Tester is a caller who may see everything that carries no label.
func Tester() access.Caller {
	return access.Caller{Subject: "tester", Name: "Tester", Role: policy.Tester, Purpose: policy.Testing, Unscoped: true}
}

// Grants opens the door to some people for a caller who may see them, every one.
func (h *House) Grants(caller access.Caller, people []record.NHSNumber, kinds []record.Kind) []*access.Grant {
	h.t.Helper()
	openings := must(h.Open(h.t.Context(), caller, people, kinds))(h.t)
	grants := make([]*access.Grant, len(openings))
	for i, o := range openings {
		if o.Err != nil {
			h.t.Fatal(o.Err)
		}
		grants[i] = o.Grant
	}
	return grants
}

// Noted gives what the audit trail holds, oldest first.
func (h *House) Noted() []audit.Access {
	h.t.Helper()
	return must(h.Reader.Find(context.WithoutCancel(h.t.Context()), audit.Query{OldestFirst: true, First: 1000}))(h.t).Accesses
}
