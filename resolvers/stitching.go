package resolvers

import (
	"context"

	"github.com/london-care-record/gateway/loaders"
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
	releaseStitched(ctx, p, s)
	return s
}

// releaseStitched notes the rows that are taken apart.
func releaseStitched(ctx context.Context, p *stitch.Patient, s *stitch.Stitching) {
	var ids []string
	for _, row := range s.Rows {
		if row.Entry != nil {
			ids = append(ids, *row.Entry)
		}
	}
	set := loaders.From(ctx)
	set.Release(set.Grant(p.NHSNumber), ids)
}
