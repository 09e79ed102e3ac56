package graph

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"pgregory.net/rapid"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/sections"
	"github.com/london-care-record/gateway/stitch"
)

// roots are the types from which every list of a person's record is reached. Each writes a random value by the generated
// code, as part of an answer.
var roots = map[string]func(*executionContext, context.Context, ast.SelectionSet, *rand.Rand) graphql.Marshaler{
	"AlertList":          root((*executionContext)._AlertList),
	"AllergyList":        root((*executionContext)._AllergyList),
	"MedicationList":     root((*executionContext)._MedicationList),
	"ConditionList":      root((*executionContext)._ConditionList),
	"InvestigationList":  root((*executionContext)._InvestigationList),
	"ObservationList":    root((*executionContext)._ObservationList),
	"ProcedureList":      root((*executionContext)._ProcedureList),
	"ImmunisationList":   root((*executionContext)._ImmunisationList),
	"EncounterList":      root((*executionContext)._EncounterList),
	"ReferralList":       root((*executionContext)._ReferralList),
	"AppointmentList":    root((*executionContext)._AppointmentList),
	"DocumentList":       root((*executionContext)._DocumentList),
	"AssessmentList":     root((*executionContext)._AssessmentList),
	"CarePlanList":       root((*executionContext)._CarePlanList),
	"CareTeamList":       root((*executionContext)._CareTeamList),
	"Coverage":           root((*executionContext)._Coverage),
	"Stitching":          root((*executionContext)._Stitching),
	"TimelineConnection": root((*executionContext)._TimelineConnection),
}

func root[T any](write func(*executionContext, context.Context, ast.SelectionSet, *T) graphql.Marshaler) func(*executionContext, context.Context, ast.SelectionSet, *rand.Rand) graphql.Marshaler {
	return func(ec *executionContext, ctx context.Context, selected ast.SelectionSet, r *rand.Rand) graphql.Marshaler {
		return write(ec, ctx, selected, random[T](r))
	}
}

// TestListsAreWrittenAsGqlgenWritesThem holds for random selections and random values that lists which write themselves
// come out byte for byte as gqlgen's own marshaller writes them, with the same errors.
func TestListsAreWrittenAsGqlgenWritesThem(t *testing.T) {
	names := slices.Sorted(maps.Keys(roots))
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom(names).Draw(t, "type")
		document := (&selector{t: t}).document(name)
		seed := rapid.Uint64().Draw(t, "value")
		ours := answer(t, name, document, seed)
		theirs := byGqlgen(func() outcome { return answer(t, name, document, seed) })
		if ours.data != theirs.data {
			t.Fatalf("%s\nours:   %s\ngqlgen: %s", document, ours.data, theirs.data)
		}
		if !slices.Equal(ours.errors, theirs.errors) {
			t.Fatalf("%s\nours:   %q\ngqlgen: %q", document, ours.errors, theirs.errors)
		}
	})
}

// byGqlgen runs f while no list writes itself: without its types, no plan can be made.
func byGqlgen(f func() outcome) outcome {
	kept := listTypes
	defer func() { listTypes = kept }()
	listTypes = sections.Types{}
	return f()
}

// outcome is what became of a selection.
type outcome struct {
	data   string
	errors []string
}

type failer interface{ Fatalf(string, ...any) }

// answer writes a value, made from the seed, by the fragment It of the document.
func answer(t failer, name, document string, seed uint64) outcome {
	doc := parsed(t, document)
	oc := &graphql.OperationContext{
		Doc: doc, Variables: map[string]any{"yes": true, "no": false}, RecoverFunc: graphql.DefaultRecover,
		ResolverMiddleware: func(ctx context.Context, next graphql.Resolver) (any, error) { return next(ctx) },
	}
	ctx := graphql.WithOperationContext(context.Background(), oc)
	ctx = graphql.WithResponseContext(ctx, graphql.DefaultErrorPresenter, graphql.DefaultRecover)
	ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{Object: name, Field: graphql.CollectedField{Field: &ast.Field{Alias: "it", Name: "it"}}})
	ec := newExecutionContext(oc, &executableSchema{Resolvers: resolved{}}, nil)
	var out bytes.Buffer
	roots[name](ec, ctx, doc.Fragments.ForName("It").SelectionSet, rand.New(rand.NewPCG(seed, seed))).MarshalGQL(&out)
	var errors []string
	for _, err := range graphql.GetErrors(ctx) {
		errors = append(errors, err.Error())
	}
	slices.Sort(errors)
	return outcome{data: out.String(), errors: errors}
}

// parsed reads a document and joins it to the schema. The rules for whole queries are not asked: it holds only fragments.
func parsed(t failer, document string) *ast.QueryDocument {
	doc, err := parser.ParseQuery(&ast.Source{Input: document})
	if err != nil {
		t.Fatalf("%s: %s", document, err)
	}
	validator.Walk(parsedSchema, doc, &validator.Events{})
	return doc
}

// resolved are the resolvers that lie below lists. Each answers by what it was asked about.
type resolved struct{ ResolverRoot }

func (resolved) Exchange() ExchangeResolver { return resolvedExchange{} }
func (resolved) Referral() ReferralResolver { return resolvedReferral{} }

type resolvedExchange struct{}

func (resolvedExchange) Health(_ context.Context, e *record.Exchange) (*record.ExchangeHealth, error) {
	if len(e.Name)%3 == 0 {
		return nil, gqlerror.Errorf("health is not known")
	}
	return &record.ExchangeHealth{State: record.HealthState(e.Name)}, nil
}

type resolvedReferral struct{}

func (resolvedReferral) Appointments(_ context.Context, r *record.Referral) (*stitch.AppointmentList, error) {
	return random[stitch.AppointmentList](rand.New(rand.NewPCG(uint64(len(r.ID)), 1))), nil
}

// selector draws a selection.
type selector struct {
	t         *rapid.T
	aliases   int
	fragments []string
}

func (s *selector) document(name string) string {
	it := "fragment It on " + name + s.set(name, 6)
	return strings.Join(append(s.fragments, it), "\n")
}

// set draws the selection set of a type, in braces. Selections below depth 0 are the shortest that there are.
func (s *selector) set(name string, depth int) string {
	n := rapid.IntRange(1, 5).Draw(s.t, "selections")
	var parts []string
	for range n {
		parts = append(parts, s.selection(name, depth))
	}
	return "{" + strings.Join(parts, " ") + "}"
}

func (s *selector) selection(name string, depth int) string {
	kind := "field"
	if depth > 0 {
		kind = rapid.SampledFrom([]string{"field", "field", "field", "field", "inline", "bare", "spread", "typename"}).Draw(s.t, "selection")
	}
	switch kind {
	case "inline":
		on := rapid.SampledFrom(s.conditions(name)).Draw(s.t, "on")
		return "... on " + on + s.directive() + s.set(on, depth-1)
	case "bare":
		return "..." + s.directive() + s.set(name, depth-1)
	case "spread":
		on := rapid.SampledFrom(s.conditions(name)).Draw(s.t, "on")
		body := s.set(on, depth-1)
		fragment := fmt.Sprintf("F%d", len(s.fragments))
		s.fragments = append(s.fragments, "fragment "+fragment+" on "+on+body)
		return "..." + fragment + s.directive()
	case "typename":
		return s.alias() + "__typename" + s.directive()
	}
	return s.field(name, depth)
}

func (s *selector) field(name string, depth int) string {
	var fields ast.FieldList
	for _, f := range parsedSchema.Types[name].Fields {
		if leaf(f) || depth > 0 {
			fields = append(fields, f)
		}
	}
	if len(fields) == 0 { // a union, or nothing but objects
		return s.alias() + "__typename"
	}
	f := rapid.SampledFrom(fields).Draw(s.t, "field")
	text := f.Name + s.directive()
	if !leaf(f) {
		text += s.set(f.Type.Name(), depth-1)
	}
	if rapid.Bool().Draw(s.t, "aliased") {
		text = s.alias() + text
	}
	return text
}

// alias gives one that stands nowhere else, so that no two fields of an object want the same place.
func (s *selector) alias() string {
	s.aliases++
	return fmt.Sprintf("a%d:", s.aliases)
}

func (s *selector) directive() string {
	return rapid.SampledFrom([]string{"", "", "", "", "@include(if:$yes)", "@include(if:$no)", "@skip(if:$yes)", "@skip(if:$no)", "@skip(if:false)"}).Draw(s.t, "directive")
}

// conditions are the types that a fragment within a type may be on.
func (s *selector) conditions(name string) []string {
	on := []string{name}
	if d := parsedSchema.Types[name]; d.IsAbstractType() {
		for _, p := range parsedSchema.PossibleTypes[name] {
			on = append(on, p.Name)
		}
	} else {
		on = append(on, d.Interfaces...)
	}
	return on
}

func leaf(f *ast.FieldDefinition) bool { return parsedSchema.Types[f.Type.Name()].IsLeafType() }

// TestOnlyWhatMustBeAskedForIsLeftToGqlgen holds which fields lists do not write themselves. A new field here is one that
// has a resolver, arguments or a form that internal/gqlgen does not know; the latter is to be taught to it.
func TestOnlyWhatMustBeAskedForIsLeftToGqlgen(t *testing.T) {
	var got []string
	for name, typ := range listTypes {
		for _, f := range typ.Fields {
			if f.Resolved && name != "Patient" {
				got = append(got, name+"."+f.Name)
			}
		}
	}
	slices.Sort(got)
	if want := []string{"Exchange.health", "Referral.appointments"}; !slices.Equal(got, want) {
		t.Errorf("left to gqlgen: %v, want %v", got, want)
	}
}
