package server

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/lexer"
	"github.com/vektah/gqlparser/v2/parser"
)

const (
	// longFactor is how many times the limit of tokens a query may have that repeats nothing.
	longFactor = 10
	// longFragments is how many fragments such a query may have.
	longFragments = 200
)

// tokenLimit bounds what validation may cost before it begins. It costs the square of how often one thing is repeated
// in a selection, and little else: a query that names every field of the schema once is long and cheap, one that names a
// single field five thousand times is a second of CPU. So a query may have limit tokens, whatever they are, and
// longFactor times as many when no selection repeats a field, a fragment or a type, and nothing has an alias.
type tokenLimit struct{ limit int }

var _ interface {
	graphql.HandlerExtension
	graphql.OperationParameterMutator
} = tokenLimit{}

func (tokenLimit) ExtensionName() string { return "TokenLimit" }

func (tokenLimit) Validate(graphql.ExecutableSchema) error { return nil }

func (l tokenLimit) MutateOperationParameters(_ context.Context, params *graphql.RawParams) *gqlerror.Error {
	if len(params.Query) <= l.limit || !l.exceeded(params.Query) {
		return nil
	}
	document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: params.Query}, l.limit*longFactor)
	if err != nil && !tooManyTokens(err.Error()) {
		return nil // a syntax error: the executor says where
	}
	if err != nil || repeats(document) {
		return tooComplex("The query has more than %d tokens.", l.limit)
	}
	return nil
}

// exceeded counts tokens, and stops at the limit.
func (l tokenLimit) exceeded(query string) bool {
	lex := lexer.New(&ast.Source{Input: query})
	for range l.limit + 1 {
		if token, err := lex.ReadToken(); err != nil || token.Kind == lexer.EOF {
			return false
		}
	}
	return true
}

// repeats tells whether a document has aliases, more than longFragments fragments, or a selection that holds something
// twice.
func repeats(document *ast.QueryDocument) bool {
	if len(document.Fragments) > longFragments || len(document.Operations) > 1 {
		return true
	}
	for _, o := range document.Operations {
		if repeatsIn(o.SelectionSet) {
			return true
		}
	}
	for _, f := range document.Fragments {
		if repeatsIn(f.SelectionSet) {
			return true
		}
	}
	return false
}

func repeatsIn(set ast.SelectionSet) bool {
	seen := make(map[string]bool, len(set))
	for _, s := range set {
		var name string
		var below ast.SelectionSet
		switch s := s.(type) {
		case *ast.Field:
			if s.Alias != s.Name {
				return true
			}
			name, below = s.Name, s.SelectionSet
		case *ast.InlineFragment:
			name, below = "... on "+s.TypeCondition, s.SelectionSet
		case *ast.FragmentSpread:
			name = "..." + s.Name
		}
		if seen[name] || repeatsIn(below) {
			return true
		}
		seen[name] = true
	}
	return false
}
