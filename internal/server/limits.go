package server

import (
	"context"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/london-care-record/gateway/record"
)

// shapeLimit bounds how deep an operation goes and how many aliases it uses. Introspection has a limit of its own: the
// validator bounds its depth, and with few aliases it tells the schema a few times at most.
type shapeLimit struct{ depth, aliases int }

var _ interface {
	graphql.HandlerExtension
	graphql.OperationContextMutator
} = shapeLimit{}

func (shapeLimit) ExtensionName() string { return "ShapeLimit" }

func (shapeLimit) Validate(graphql.ExecutableSchema) error { return nil }

func (l shapeLimit) MutateOperationContext(_ context.Context, op *graphql.OperationContext) *gqlerror.Error {
	m := measure{}
	m.walk(op.Operation.SelectionSet, 1)
	switch {
	case m.visits > maxVisits:
		return tooComplex("The query's fragments unfold into more than %d fields.", maxVisits)
	case m.depth > l.depth:
		return tooComplex("The query is nested %d levels deep; the limit is %d.", m.depth, l.depth)
	case m.aliases > l.aliases:
		return tooComplex("The query uses %d aliases; the limit is %d.", m.aliases, l.aliases)
	case m.introspected > maxIntrospected:
		return tooComplex("The query's introspection uses %d aliases; the limit is %d.", m.introspected, maxIntrospected)
	}
	return nil
}

func tooComplex(format string, args ...any) *gqlerror.Error {
	err := gqlerror.Errorf(format, args...)
	err.Extensions = map[string]any{"code": record.CodeQueryTooComplex}
	return err
}

// maxVisits stops fragments that hold fragments that hold fragments: a hundred lines can unfold into millions of fields.
const maxVisits = 20_000

// maxIntrospected is how many aliases an operation may use for __schema, __type and what is below them. Tools use none.
const maxIntrospected = 10

// measure walks a validated operation: fragments have no cycles there.
type measure struct{ depth, aliases, introspected, visits int }

func (m *measure) walk(set ast.SelectionSet, depth int) {
	for _, s := range set {
		if m.visits++; m.visits > maxVisits {
			return
		}
		switch s := s.(type) {
		case *ast.Field:
			if strings.HasPrefix(s.Name, "__") {
				m.introspect(s)
				continue
			}
			m.depth = max(m.depth, depth)
			if s.Alias != s.Name {
				m.aliases++
			}
			m.walk(s.SelectionSet, depth+1)
		case *ast.InlineFragment:
			m.walk(s.SelectionSet, depth)
		case *ast.FragmentSpread:
			m.walk(s.Definition.SelectionSet, depth)
		}
	}
}

// introspect counts the aliases of __schema or __type and of all below. __typename costs nothing.
func (m *measure) introspect(f *ast.Field) {
	if f.Name == "__typename" {
		return
	}
	below := measure{visits: m.visits}
	below.walk(f.SelectionSet, 1)
	m.visits, m.introspected = below.visits, m.introspected+below.aliases
	if f.Alias != f.Name {
		m.introspected++
	}
}

// tooManyTokens tells the parser's message for too many tokens, which has no code of its own.
func tooManyTokens(message string) bool { return strings.Contains(message, "token limit") }
