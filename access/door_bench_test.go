package access_test

import (
	"context"
	"testing"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/optout"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/record"
)

func BenchmarkOpen(b *testing.B) {
	policies, err := policy.Embedded(london)
	if err != nil {
		b.Fatal(err)
	}
	door, err := access.NewDoor(access.Settings{Policies: policies, Trail: discard{}, Register: optout.Nobody{}})
	if err != nil {
		b.Fatal(err)
	}
	c := doctor(ada)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := door.Open(context.Background(), c, []record.NHSNumber{ada}, record.Kinds); err != nil {
			b.Fatal(err)
		}
	}
}

// discard notes nothing, so that the benchmark measures the door alone; its receipts open nothing.
type discard struct{}
