package server

import (
	"context"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/london-care-record/gateway/loaders"
	"github.com/london-care-record/gateway/record"
)

// release lets an operation's answer out: it is decided once more for everybody in it (S24), and how it came out is
// durable in the audit trail (S25). Where either fails, nothing of the answer leaves, and the decisions stay without an
// outcome, which means just that. It tells, too, that this was held back, after which nothing more may leave.
func (h *graphqlHandler) release(ctx context.Context, set *loaders.Set, response *graphql.Response) (_ *graphql.Response, held bool) {
	if grants := set.Grants(); len(grants) > 0 {
		for _, err := range h.config.Door.Recheck(ctx, grants...) {
			if err != nil {
				return h.heldBack(ctx, err), true
			}
		}
	}
	if outcomes := set.Outcomes(codesOf(response)); len(outcomes) > 0 {
		if err := h.config.Trail.Conclude(ctx, outcomes...); err != nil {
			return h.heldBack(ctx, err), true
		}
	}
	return response, false
}

// heldBack is the answer in place of one that may not leave.
func (h *graphqlHandler) heldBack(ctx context.Context, err error) *graphql.Response {
	return &graphql.Response{Errors: gqlerror.List{h.present(ctx, err)}, Data: []byte("null")}
}

// codesOf gives the codes of an answer's errors, each once.
func codesOf(response *graphql.Response) []record.ErrorCode {
	if response == nil {
		return nil
	}
	var codes []record.ErrorCode
	seen := map[string]bool{}
	for _, e := range response.Errors {
		if code := fmt.Sprint(e.Extensions["code"]); !seen[code] {
			seen[code] = true
			codes = append(codes, record.ErrorCode(code))
		}
	}
	return codes
}
