package resolvers

import (
	"context"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/stitch"
)

// stitching takes the rows of some kinds apart, from the same answers that their sections are made of.
func stitching(ctx context.Context, p *stitch.Patient, kinds []record.Kind) *stitch.Stitching {
	if kinds == nil {
		kinds = record.Kinds
	}
	given := make(map[record.Kind][]record.Answer, len(kinds))
	for _, kind := range kinds {
		given[kind] = answers(ctx, p, kind)
	}
	s := stitch.Explain(p, given)
	for _, k := range s.Kinds {
		tell(ctx, k.Kind, k.Completeness)
	}
	return s
}
