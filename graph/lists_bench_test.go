package graph

import (
	"context"
	"io"
	"strconv"
	"testing"

	"github.com/99designs/gqlgen/graphql"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/sections"
	"github.com/london-care-record/gateway/stitch"
)

// longRecord is how many entries the list that is measured has: a long record, of which five exchanges hold a fifth each.
const longRecord = 395

// allocsOfList is what writing that list may allocate, its plan included. Half above what is needed; it does not grow
// with the list.
const allocsOfList = 180

const observationFields = `fragment It on ObservationList{entries{id code{text} when statusText status sources{exchange{id} recordedAt} effective value{... on Quantity{value unit}}}}`

// listOf gives what writes a list of n observations by a selection of eight fields.
func listOf(t failer, n int) func() {
	exchange := &record.Exchange{ID: "NEL"}
	list := &stitch.ObservationList{}
	for i := range n {
		o := &record.Observation{Status: "FINAL", Effective: record.MustDate("2026-01-01"), Value: &record.Quantity{Value: "4.10", Unit: "mmol/L"}}
		o.Entry = record.Entry{ID: "znq5tc5vxglz5" + strconv.Itoa(i), Code: record.CodeableConcept{Text: "Serum potassium level"}, When: o.Effective, StatusText: "final",
			Sources: []*record.Provenance{{Exchange: exchange, RecordedAt: o.Effective}}}
		list.Entries = append(list.Entries, o)
	}
	doc := parsed(t, observationFields)
	return func() {
		oc := &graphql.OperationContext{Doc: doc, RecoverFunc: graphql.DefaultRecover,
			ResolverMiddleware: func(ctx context.Context, next graphql.Resolver) (any, error) { return next(ctx) }}
		ctx := graphql.WithResponseContext(graphql.WithOperationContext(context.Background(), oc), graphql.DefaultErrorPresenter, graphql.DefaultRecover)
		newExecutionContext(oc, &executableSchema{}, nil)._ObservationList(ctx, doc.Fragments.ForName("It").SelectionSet, list).MarshalGQL(io.Discard)
	}
}

// BenchmarkList writes a long record's list, as it is and as gqlgen would.
func BenchmarkList(b *testing.B) {
	write := listOf(b, longRecord)
	b.Run("ours", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			write()
		}
	})
	b.Run("gqlgen", func(b *testing.B) {
		kept := listTypes
		defer func() { listTypes = kept }()
		listTypes = sections.Types{}
		b.ReportAllocs()
		for b.Loop() {
			write()
		}
	})
}

func TestWritingAListAllocatesLittle(t *testing.T) {
	if allocs := testing.AllocsPerRun(20, listOf(t, longRecord)); allocs > allocsOfList {
		t.Errorf("a list of %d takes %.0f allocations, at most %d", longRecord, allocs, allocsOfList)
	} else {
		t.Logf("%.0f allocations", allocs)
	}
}
