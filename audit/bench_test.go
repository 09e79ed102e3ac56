//go:build unix

package audit_test

import (
	"context"
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/audit/pgtest"
)

// counting counts transactions.
type counting struct {
	audit.Store
	commits atomic.Int64
}

func (c *counting) Append(ctx context.Context, b audit.Batch) error {
	c.commits.Add(1)
	return c.Store.Append(ctx, b)
}

// BenchmarkOperation is what auditing adds to one operation about one person: a decision and an outcome, one after the
// other, each durable. c is how many operations are under way at once.
func BenchmarkOperation(b *testing.B) {
	for _, on := range []func(b *testing.B) target{
		func(b *testing.B) target { return sqliteTarget(b) },
		func(b *testing.B) target { return postgresTarget(b, pgtest.Shared(b).Database(b)) },
	} {
		for _, c := range []struct {
			name string
			each int
		}{{"c=1", 0}, {"c=64", 64 / runtime.GOMAXPROCS(0)}} {
			t := on(b)
			b.Run(t.name+"/"+c.name, func(b *testing.B) {
				s := &counting{Store: openStore(b, t)}
				l := openLog(b, s, ring(b, "k1"), audit.Options{})
				ids := make([]string, 100)
				for i := range ids {
					ids[i] = "medication-0123456789abcdef"
				}
				operation := func() {
					r, err := l.Decide(context.Background(), permit(person(1)))
					if err == nil {
						err = l.Conclude(context.Background(), outcome(r[0], ids...))
					}
					if err != nil {
						b.Error(err)
					}
				}
				b.ReportAllocs()
				if c.each == 0 {
					for b.Loop() {
						operation()
					}
				} else {
					b.SetParallelism(c.each)
					b.RunParallel(func(p *testing.PB) {
						for p.Next() {
							operation()
						}
					})
				}
				b.ReportMetric(2*float64(b.N)/float64(s.commits.Load()), "entries/commit")
			})
		}
	}
}
