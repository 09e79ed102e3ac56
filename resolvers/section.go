package resolvers

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/london-care-record/gateway/loaders"
	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/stitch"
)

// answers waits for one kind of a patient's record, by the grant with which the person was admitted.
func answers(ctx context.Context, p *stitch.Patient, kind record.Kind) []record.Answer {
	set := loaders.From(ctx)
	return set.Answers(set.Grant(p.NHSNumber), kind)
}

// release notes for the audit trail that the answer holds these rows, unless all that the current field asks for is how
// complete they are.
func release[T record.Row](ctx context.Context, p *stitch.Patient, rows []T) {
	says := func(f graphql.CollectedField) bool { return f.Name != "completeness" && f.Name != "__typename" }
	if !slices.ContainsFunc(graphql.CollectFieldsCtx(ctx, nil), says) {
		return
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.Base().ID
	}
	set := loaders.From(ctx)
	set.Release(set.Grant(p.NHSNumber), ids)
}

// tell puts an error beside the data for each exchange that could not be asked. The list itself is never an error:
// that would take the other exchanges' entries away.
func tell(ctx context.Context, kind record.Kind, c stitch.Completeness) {
	for _, s := range c.Sources {
		state, instead := s.State, ""
		if s.Failure != "" {
			state, instead = s.Failure, " An earlier answer is shown."
		}
		if !state.Failed() {
			continue
		}
		graphql.AddError(ctx, &gqlerror.Error{
			Message: fmt.Sprintf("%s could not be asked for %s.%s", s.Exchange.Name, words(kind), instead),
			Path:    graphql.GetPath(ctx),
			Extensions: map[string]any{
				"code": record.CodeExchangeUnavailable, "exchange": s.Exchange.ID, "kind": kind, "state": state,
			},
		})
	}
}

// unanswered is the completeness of a section whose arguments make no sense: nothing is shown, and the reason is where a
// reader of the empty list looks. An error in its place would take the other sections of the person away too.
func unanswered(c stitch.Completeness, why *record.Error) stitch.Completeness {
	c.Complete = false
	c.Summary = "Nothing is shown. " + why.Message
	return c
}

// words writes a kind as a reader would: CARE_PLANS is "care plans".
func words(k record.Kind) string { return strings.ToLower(strings.ReplaceAll(string(k), "_", " ")) }

// date gives an optional argument's value.
func date(d *record.PartialDate) record.PartialDate {
	if d == nil {
		return record.PartialDate{}
	}
	return *d
}

// checkGroups refuses names of code groups that do not exist: they would silently find nothing.
func (r *Resolver) checkGroups(f *stitch.InvestigationFilter) *record.Error {
	if f == nil {
		return nil
	}
	for _, g := range f.Groups {
		if !r.Terminology.KnownGroup(g) {
			return record.Errorf(record.CodeBadRequest, "There is no investigation group of that name. The groups are %s.", strings.Join(r.Terminology.Groups(), ", "))
		}
	}
	return nil
}
