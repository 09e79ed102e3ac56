package server

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/london-care-record/gateway/loaders"
)

// queryCacheSize is how many parsed and validated documents are kept.
const queryCacheSize = 1000

// graphqlHandler answers GraphQL over HTTP.
type graphqlHandler struct {
	config   Config
	executor *executor.Executor
	duration metric.Float64Histogram
	throttle *throttle
}

func newGraphQL(c Config) (*graphqlHandler, error) {
	withoutDefer(c.Schema.Schema())
	duration, err := c.Telemetry.Meter.Float64Histogram("graphql.operation.duration",
		metric.WithUnit("s"),
		metric.WithDescription("How long a GraphQL operation took."),
		metric.WithExplicitBucketBoundaries(.005, .01, .02, .05, .1, .2, .5, 1, 1.5, 2, 5))
	if err != nil {
		return nil, err
	}
	throttle, err := newThrottle(c)
	if err != nil {
		return nil, err
	}
	h := &graphqlHandler{config: c, executor: executor.New(c.Schema), duration: duration, throttle: throttle}
	h.executor.SetQueryCache(lru.New[*ast.QueryDocument](queryCacheSize))
	h.executor.SetParserTokenLimit(c.Limits.Tokens * longFactor)
	h.executor.SetErrorPresenter(h.present)
	h.executor.SetRecoverFunc(h.recovered)
	h.executor.SetDisableSuggestion(!c.Introspection)
	if c.Introspection {
		h.executor.Use(extension.Introspection{})
	}
	h.executor.Use(oneStream{})
	h.executor.Use(tokenLimit{c.Limits.Tokens})
	h.executor.Use(shapeLimit{depth: c.Limits.Depth, aliases: c.Limits.Aliases})
	h.executor.Use(extension.FixedComplexityLimit(c.Limits.Complexity))
	h.executor.AroundOperations(h.aroundOperation)
	h.executor.AroundResponses(sortErrors)
	return h, nil
}

// schemas is held while a schema, which servers of one process may share, is changed.
var schemas sync.Mutex

// withoutDefer takes @defer out of a schema. Over plain POST, what is deferred would come as null without an error: a
// clinician would read it as "nothing". A schema that has been served before is left untouched, for it may be in use.
func withoutDefer(s *ast.Schema) {
	schemas.Lock()
	defer schemas.Unlock()
	if s.Directives["defer"] != nil {
		delete(s.Directives, "defer")
	}
}

// budgetMargin is kept back from an answer's budget for stitching and writing.
func budgetMargin(budget time.Duration) time.Duration { return min(50*time.Millisecond, budget/10) }

// aroundOperation gives an operation its loaders and its span, and lets its answers out: one, or those of a subscription one
// after the other. Only what is loaded has the budget as its deadline: an answer that is being put together when the budget
// ends is finished, not torn up.
func (h *graphqlHandler) aroundOperation(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx)
	ctx, span := h.config.Telemetry.Tracer.Start(ctx, "graphql.operation")
	span.SetAttributes(
		attribute.String("graphql.operation.type", string(op.Operation.Operation)),
		attribute.StringSlice("graphql.root_fields", rootFields(op)),
	)
	start := op.Stats.Read.End // waiting for its turn is part of the budget
	ctx, end := context.WithCancel(ctx)
	loading, cancel := context.WithDeadline(ctx, start.Add(h.config.Budget-budgetMargin(h.config.Budget)))
	set := loaders.NewSet(asAsked(loading, op.Headers), loaders.Config{
		Region: regionOf(ctx), Door: h.config.Door, Reader: h.config.Reader, Limit: h.config.Limits.People,
	})
	ctx = loaders.With(ctx, set)
	if streams(op) {
		ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{Object: "Subscription"}) // above each event; see resolvers
	}
	respond := next(ctx)
	ended, problems := false, 0
	return func(ctx context.Context) *graphql.Response {
		if ended {
			return nil
		}
		response := respond(ctx)
		if response != nil {
			response, ended = h.release(ctx, set, response)
			problems += len(response.Errors)
		}
		if ended = ended || response == nil || !streams(op); ended {
			span.SetAttributes(attribute.Int("graphql.errors", problems))
			h.duration.Record(ctx, time.Since(start).Seconds(), metric.WithAttributes(attribute.String("type", string(op.Operation.Operation))))
			span.End()
			cancel()
			end()
		}
		return response
	}
}

// streams tells whether an operation is answered more than once.
func streams(op *graphql.OperationContext) bool {
	return op.Operation != nil && op.Operation.Operation == ast.Subscription
}

// rootFields names the fields that an operation asks for at the top. Operation names and aliases are the caller's words
// and may hold anything; field names are the schema's.
func rootFields(op *graphql.OperationContext) []string {
	var names []string
	for _, s := range op.Operation.SelectionSet {
		if f, ok := s.(*ast.Field); ok && !slices.Contains(names, f.Name) {
			names = append(names, f.Name)
		}
	}
	slices.Sort(names)
	return names
}

// sortErrors puts errors in the order of their paths: sections fail side by side, and the same answer should read the
// same twice.
func sortErrors(ctx context.Context, next graphql.ResponseHandler) *graphql.Response {
	response := next(ctx)
	if response != nil {
		slices.SortStableFunc(response.Errors, func(a, b *gqlerror.Error) int {
			if c := strings.Compare(a.Path.String(), b.Path.String()); c != 0 {
				return c
			}
			return strings.Compare(a.Message, b.Message)
		})
	}
	return response
}

var _ http.Handler = (*graphqlHandler)(nil)
