package server

import (
	"context"
	"net/http"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/london-care-record/gateway/record"
)

// stream answers an operation by server-sent events: a "next" for each answer, then "complete". The headers leave at once, so
// that the caller knows that it was let in. A query comes as one event.
// Source: GraphQL over Server-Sent Events, distinct connections mode; the HTML standard, server-sent events.
func (h *graphqlHandler) stream(ctx context.Context, w http.ResponseWriter, op *graphql.OperationContext) {
	ctx, gone := context.WithCancel(ctx)
	defer gone()
	w.Header().Set("Content-Type", typeEvents+"; charset=utf-8")
	w.Header().Set("X-Accel-Buffering", "no") // proxies in front pass each event on at once
	w.WriteHeader(http.StatusOK)
	if !h.send(w, ":\n\n", nil, "") {
		return
	}
	respond, ctx := h.executor.DispatchOperation(ctx, op)
	for response := respond(ctx); response != nil; response = respond(ctx) {
		if !h.send(w, "event: next\ndata: ", encoded(response), "\n\n") {
			gone() // the operation ends with the next turn
		}
	}
	h.send(w, "event: complete\ndata:\n\n", nil, "")
}

// send writes one event out to the client, which has so long to take it, and tells whether that is still there.
func (h *graphqlHandler) send(w http.ResponseWriter, before string, data []byte, after string) bool {
	event := append(append([]byte(before), data...), after...)
	writeInTime(w, h.config.Wire.Write)
	_, err := w.Write(event)
	return err == nil && http.NewResponseController(w).Flush() == nil
}

// oneStream lets a subscription ask for one field: for two, or for a field of introspection, the runtime has no answer.
// Source: the GraphQL specification, 5.2.4.1 (Single Root Field).
type oneStream struct{}

var _ interface {
	graphql.HandlerExtension
	graphql.OperationContextMutator
} = oneStream{}

func (oneStream) ExtensionName() string { return "OneStream" }

func (oneStream) Validate(graphql.ExecutableSchema) error { return nil }

func (oneStream) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	if !streams(op) {
		return nil
	}
	fields := graphql.CollectFields(op, op.Operation.SelectionSet, []string{"Subscription"})
	if len(fields) != 1 || strings.HasPrefix(fields[0].Name, "__") {
		return &gqlerror.Error{Message: "A subscription asks for exactly one field.", Extensions: map[string]any{"code": record.CodeBadRequest}}
	}
	return nil
}
