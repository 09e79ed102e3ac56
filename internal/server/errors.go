package server

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/london-care-record/gateway/internal/telemetry"
	"github.com/london-care-record/gateway/record"
)

// present turns an error into what a stranger may see: a record.Error as it is, what the parser and the validator say
// of the caller's own query with numbers hidden, and anything else as INTERNAL with the id under which the log has it.
func (h *graphqlHandler) present(ctx context.Context, err error) *gqlerror.Error {
	var known *record.Error
	if errors.As(err, &known) {
		return h.presentKnown(ctx, err, known)
	}
	var gql *gqlerror.Error
	if errors.As(err, &gql) && gql.Unwrap() == nil {
		return presentGraphQL(gql)
	}
	if p := graphql.GetPath(ctx); len(p) > 0 && p[0] == ast.PathName("_entities") && !errors.Is(err, errPanic) {
		return &gqlerror.Error{Message: badRepresentation, Path: p, Extensions: map[string]any{"code": record.CodeBadRequest}}
	}
	err = pathless(err)
	h.config.Logger.ErrorContext(ctx, "internal error", "id", requestID(ctx), "type", fmt.Sprintf("%T", err), "error", err.Error())
	return &gqlerror.Error{
		Message:    "Something went wrong inside the gateway. Please quote the request id to its operators.",
		Path:       graphql.GetPath(ctx),
		Extensions: map[string]any{"code": record.CodeInternal, "id": requestID(ctx)},
	}
}

// pathless takes away what gqlgen puts around an error: the path in its text holds the caller's aliases, which may hold
// anything (S26).
func pathless(err error) error {
	for {
		var gql *gqlerror.Error
		if !errors.As(err, &gql) || gql.Unwrap() == nil {
			return err
		}
		err = gql.Unwrap()
	}
}

// badRepresentation stands for what gqlgen's federation runtime says of a representation that it can't read.
const badRepresentation = "A representation can't be read: each needs __typename \"Patient\" and a valid nhsNumber."

func (h *graphqlHandler) presentKnown(ctx context.Context, err error, known *record.Error) *gqlerror.Error {
	extensions := map[string]any{"code": known.Code}
	if len(known.Sources) > 0 {
		extensions["sources"] = sourcesOf(known.Sources)
	}
	if known.Cause != nil {
		h.config.Logger.WarnContext(ctx, "error with a cause", "id", requestID(ctx), "code", string(known.Code), "error", known.Cause.Error())
	}
	shown := &gqlerror.Error{Message: known.Message, Path: graphql.GetPath(ctx), Extensions: extensions}
	var gql *gqlerror.Error
	if errors.As(err, &gql) { // gqlgen has said already where it happened
		shown.Path, shown.Locations = gql.Path, gql.Locations
	}
	return shown
}

// sourcesOf writes the states of exchanges as they stand in errors[].extensions.sources.
func sourcesOf(sources []record.SourceStatus) []map[string]any {
	out := make([]map[string]any, len(sources))
	for i, s := range sources {
		out[i] = map[string]any{"exchange": s.Exchange.ID, "state": s.State}
		if s.Detail != "" {
			out[i]["detail"] = s.Detail
		}
	}
	return out
}

// longestMessage is how many bytes of a message are shown: the validator repeats names from the query, however long they are.
const longestMessage = 500

func shortened(message string) string {
	if len(message) <= longestMessage {
		return message
	}
	return strings.ToValidUTF8(message[:longestMessage], "") + " ..."
}

// presentGraphQL shows an error that GraphQL itself found in the query, or one that a resolver put beside its data.
func presentGraphQL(err *gqlerror.Error) *gqlerror.Error {
	code := ""
	if c, ok := err.Extensions["code"]; ok {
		code = fmt.Sprint(c)
	}
	shown := *err
	shown.Message = shortened(telemetry.Redact(err.Message))
	shown.Extensions = map[string]any{}
	for k, v := range err.Extensions {
		shown.Extensions[k] = v
	}
	switch code {
	case "", "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED":
		shown.Extensions["code"] = record.CodeBadRequest
		if tooManyTokens(err.Message) {
			shown.Extensions["code"] = record.CodeQueryTooComplex
		}
	case "COMPLEXITY_LIMIT_EXCEEDED":
		shown.Extensions["code"] = record.CodeQueryTooComplex
	}
	return &shown
}

// recovered turns a panic into an error. The panic's value may hold patient data: the log has its type and the stack,
// which names functions and addresses only.
func (h *graphqlHandler) recovered(ctx context.Context, value any) error {
	h.config.Logger.ErrorContext(ctx, "panic", "id", requestID(ctx), "type", fmt.Sprintf("%T", value), "stack", string(debug.Stack()))
	return errPanic
}

var errPanic = errors.New("a resolver panicked")
