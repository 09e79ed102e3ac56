//go:build unix

package audit_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/audit/pgtest"
	"github.com/london-care-record/gateway/audit/postgres"
	"github.com/london-care-record/gateway/audit/sqlite"
	"github.com/london-care-record/gateway/record"
)

func TestMain(m *testing.M) {
	if job := os.Getenv(childJob); job != "" {
		os.Exit(child(job))
	}
	code := m.Run()
	if err := pgtest.EndShared(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	if err := goleak.Find(); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// target is one database: what it takes to open it, and to open it again.
type target struct {
	name string
	// driver and source are for raw access with database/sql.
	place string
	open  func(t testing.TB) audit.Store
}

func sqliteTarget(t testing.TB) target {
	t.Helper()
	file := filepath.Join(t.TempDir(), "audit.db")
	return target{name: "sqlite", place: file, open: func(t testing.TB) audit.Store {
		t.Helper()
		s, err := sqlite.Open(context.Background(), file)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}}
}

func postgresTarget(t testing.TB, url string) target {
	t.Helper()
	return target{name: "postgres", place: url, open: func(t testing.TB) audit.Store {
		t.Helper()
		s, err := postgres.Open(context.Background(), url)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}}
}

// onBoth runs one test on both real databases.
func onBoth(t *testing.T, f func(t *testing.T, on target)) {
	t.Run("sqlite", func(t *testing.T) { f(t, sqliteTarget(t)) })
	t.Run("postgres", func(t *testing.T) { f(t, postgresTarget(t, pgtest.Shared(t).Database(t))) })
}

// ring makes keys that are the same in every run.
func ring(t testing.TB, ids ...string) *audit.Ring {
	t.Helper()
	r, err := audit.ParseRing(ringText(ids...))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func ringText(ids ...string) string {
	var text strings.Builder
	for _, id := range ids {
		secret := make([]byte, 32)
		copy(secret, "secret of "+id)
		fmt.Fprintf(&text, "%s %s\n", id, base64.StdEncoding.EncodeToString(secret))
	}
	return text.String()
}

// openStore opens a store that is closed with the test.
func openStore(t testing.TB, on target) audit.Store {
	t.Helper()
	s := on.open(t)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// openLog opens a log that is closed with the test, before its store.
func openLog(t testing.TB, s audit.Store, r *audit.Ring, opts audit.Options) *audit.Log {
	t.Helper()
	if opts.Chain == "" {
		opts.Chain = "gateway-1"
	}
	l, err := audit.Open(context.Background(), s, r, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// person makes a valid NHS number out of a seed; 999 is the range for tests.
func person(seed uint64) record.NHSNumber {
	for n := seed; ; n += 7919 {
		if p, err := record.ParseNHSNumber(fmt.Sprintf("999%07d", n%10_000_000)); err == nil {
			return p
		}
	}
}

func doctor() audit.Caller {
	return audit.Caller{Subject: "doctor-7", Name: "Dr Asha Rao", Role: "S0010", Organisation: "RJ1", Client: "ae-system", Address: "192.0.2.7"}
}

func permit(n record.NHSNumber) audit.Decision {
	return audit.Decision{
		Action: audit.ReadRecord, Caller: doctor(), Request: "7f1c5d2e-0000-4000-8000-000000000001", Purpose: "DIRECT_CARE", LegalBasis: "GDPR 6(1)(e), 9(2)(h)",
		Person: n, Permitted: true, Kinds: []record.Kind{record.Allergies, record.Medications},
		Exchanges: []record.ExchangeID{"NEL", "SEL"}, Reasons: []string{"doctor-in-acute-trust"},
	}
}

func refuse(n record.NHSNumber) audit.Decision {
	d := permit(n)
	d.Permitted, d.Kinds, d.Exchanges, d.Reasons = false, nil, nil, []string{"no-relationship"}
	return d
}

func outcome(r audit.Receipt, ids ...string) audit.Outcome {
	return audit.Outcome{Of: r, Released: ids, Asked: []audit.Asked{
		{Exchange: "NEL", Kind: record.Allergies, State: record.StateComplete},
		{Exchange: "SEL", Kind: record.Allergies, State: record.StateTimedOut}},
		Errors: []record.ErrorCode{record.CodeExchangeUnavailable}}
}

// decide writes decisions and fails the test when that fails.
func decide(t testing.TB, l *audit.Log, d ...audit.Decision) []audit.Receipt {
	t.Helper()
	receipts, err := l.Decide(context.Background(), d...)
	if err != nil {
		t.Fatal(err)
	}
	return receipts
}

func conclude(t testing.TB, l *audit.Log, o ...audit.Outcome) {
	t.Helper()
	if err := l.Conclude(context.Background(), o...); err != nil {
		t.Fatal(err)
	}
}

// history writes operations: some refused, some left without an outcome, some with a broken glass.
func history(t testing.TB, l *audit.Log, seed uint64, operations int) {
	t.Helper()
	rng := rand.New(rand.NewPCG(seed, 1))
	for range operations {
		n := person(rng.Uint64N(20))
		switch rng.IntN(5) {
		case 0:
			decide(t, l, refuse(n))
		case 1:
			d := permit(n)
			d.BreakGlass, d.Justification = true, "unconscious, nobody with them"
			decide(t, l, d)
		default:
			r := decide(t, l, permit(n))
			conclude(t, l, outcome(r[0], "entry-a", "entry-b"))
		}
	}
}

// verified fails the test unless the store verifies.
func verified(t testing.TB, s audit.Store, r *audit.Ring, known ...audit.Head) audit.Report {
	t.Helper()
	report, err := audit.Verify(context.Background(), s, r, known...)
	if err != nil {
		t.Fatal(err)
	}
	if err := report.Err(); err != nil {
		t.Fatal(err)
	}
	return report
}

func find(t testing.TB, s audit.Store, r *audit.Ring, q audit.Query) audit.Page {
	t.Helper()
	p, err := audit.NewReader(s, r).Find(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// clock goes on by a second with each look at it.
func clock() func() time.Time {
	now := time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)
	return func() time.Time {
		now = now.Add(time.Second)
		return now
	}
}
