package upstream

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	"github.com/valyala/fasthttp"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// subgraph is an exchange as a GraphQL server: its facts, each field rendered, and the documents that it has parsed.
type subgraph struct {
	prefix string
	lists  map[string][]map[string]string

	mu        sync.RWMutex
	documents map[string]*ast.QueryDocument
}

// listsOf names the lists of the subgraphs' Patient, and the FHIR types whose facts they hold.
var listsOf = map[string]string{"Allergies": "AllergyIntolerance", "Medications": "MedicationStatement", "Conditions": "Condition", "Observations": "Observation"}

func newSubgraph(exchange string, scale float64) *subgraph {
	g := &subgraph{prefix: strings.ToLower(exchange), lists: map[string][]map[string]string{}, documents: map[string]*ast.QueryDocument{}}
	for list, typ := range listsOf {
		for i := range int(math.Ceil(float64(held[typ]) * scale)) {
			f := factOf(exchange, typ, i)
			fields := map[string]string{"__typename": `"Fact"`, "exchange": strconv.Quote(exchange)}
			for name, value := range map[string]string{"id": f.id, "code": f.code, "text": f.text, "date": f.date, "status": f.status, "value": f.value, "detail": f.detail} {
				fields[name] = strconv.Quote(value)
			}
			g.lists[list] = append(g.lists[list], fields)
		}
	}
	return g
}

// SDL is the subgraph's schema for composition. The people stand in every subgraph, so that no gateway needs a second
// round trip.
func SDL(exchange string) string {
	p := strings.ToLower(exchange)
	return fmt.Sprintf(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
type Query { patient(nhsNumber: ID!): Patient @shareable  patients(nhsNumbers: [ID!]!): [Patient!]! @shareable }
type Patient @key(fields: "nhsNumber") { nhsNumber: ID!  %[1]sAllergies: [Fact!]!  %[1]sMedications: [Fact!]!  %[1]sConditions: [Fact!]!  %[1]sObservations: [Fact!]! }
type Fact @shareable { id: ID!  code: String!  text: String!  date: String!  status: String!  value: String!  detail: String!  exchange: String! }
`, p)
}

// query answers a GraphQL request.
func (e *exchange) query(ctx *fasthttp.RequestCtx) {
	var r struct {
		Query         string         `json:"query"`
		OperationName string         `json:"operationName"`
		Variables     map[string]any `json:"variables"`
	}
	g := e.graph.Load()
	if err := json.Unmarshal(ctx.PostBody(), &r); err != nil {
		ctx.SetStatusCode(fasthttp.StatusBadRequest)
		return
	}
	document, err := g.document(r.Query)
	if err != nil {
		ctx.SetStatusCode(fasthttp.StatusBadRequest)
		return
	}
	e.wait()
	a := answer{graph: g, document: document, variables: r.Variables, out: append(make([]byte, 0, 32<<10), `{"data":`...)}
	a.root(document.Operations[0].SelectionSet)
	ctx.SetContentType("application/json")
	ctx.Response.SetBodyRaw(append(a.out, '}'))
}

func (g *subgraph) document(query string) (*ast.QueryDocument, error) {
	g.mu.RLock()
	d := g.documents[query]
	g.mu.RUnlock()
	if d != nil {
		return d, nil
	}
	d, err := parser.ParseQuery(&ast.Source{Input: query})
	if err != nil || len(d.Operations) != 1 {
		return nil, fmt.Errorf("not a query with one operation: %w", err)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.documents) < 1000 {
		g.documents[query] = d
	}
	return d, nil
}

// answer is one answer as it is written.
type answer struct {
	graph     *subgraph
	document  *ast.QueryDocument
	variables map[string]any
	out       []byte
}

// fields gives the fields of a selection, those of fragments included: there is one type for each place.
func (a *answer) fields(set ast.SelectionSet) []*ast.Field {
	var all []*ast.Field
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			all = append(all, s)
		case *ast.InlineFragment:
			all = append(all, a.fields(s.SelectionSet)...)
		case *ast.FragmentSpread:
			all = append(all, a.fields(a.document.Fragments.ForName(s.Name).SelectionSet)...)
		}
	}
	return all
}

func (a *answer) object(set ast.SelectionSet, write func(*ast.Field)) {
	a.out = append(a.out, '{')
	for i, f := range a.fields(set) {
		if i > 0 {
			a.out = append(a.out, ',')
		}
		a.out = append(a.out, '"')
		a.out = append(a.out, f.Alias...)
		a.out = append(a.out, '"', ':')
		write(f)
	}
	a.out = append(a.out, '}')
}

func (a *answer) root(set ast.SelectionSet) {
	a.object(set, func(f *ast.Field) {
		switch f.Name {
		case "patient":
			a.patient(a.argument(f, "nhsNumber"), f.SelectionSet)
		case "patients":
			a.people(a.argument(f, "nhsNumbers"), f.SelectionSet, func(v any) any { return v })
		case "_entities":
			a.people(a.argument(f, "representations"), f.SelectionSet, func(v any) any {
				representation, _ := v.(map[string]any)
				return representation["nhsNumber"]
			})
		default:
			a.out = append(a.out, `"Query"`...)
		}
	})
}

// argument gives the value of an argument, from the variables where it is one.
func (a *answer) argument(f *ast.Field, name string) any {
	arg := f.Arguments.ForName(name)
	if arg == nil {
		return nil
	}
	v, err := arg.Value.Value(a.variables)
	if err != nil {
		return nil
	}
	return v
}

func (a *answer) people(list any, set ast.SelectionSet, number func(any) any) {
	values, _ := list.([]any)
	a.out = append(a.out, '[')
	for i, v := range values {
		if i > 0 {
			a.out = append(a.out, ',')
		}
		a.patient(number(v), set)
	}
	a.out = append(a.out, ']')
}

func (a *answer) patient(number any, set ast.SelectionSet) {
	a.object(set, func(f *ast.Field) {
		switch f.Name {
		case "__typename":
			a.out = append(a.out, `"Patient"`...)
		case "nhsNumber":
			a.out = strconv.AppendQuote(a.out, fmt.Sprint(number))
		default:
			a.list(a.graph.lists[strings.TrimPrefix(f.Name, a.graph.prefix)], f.SelectionSet)
		}
	})
}

func (a *answer) list(facts []map[string]string, set ast.SelectionSet) {
	fields := a.fields(set)
	a.out = append(a.out, '[')
	for i, fact := range facts {
		if i > 0 {
			a.out = append(a.out, ',')
		}
		a.out = append(a.out, '{')
		for j, f := range fields {
			if j > 0 {
				a.out = append(a.out, ',')
			}
			a.out = append(a.out, '"')
			a.out = append(a.out, f.Alias...)
			a.out = append(a.out, '"', ':')
			a.out = append(a.out, fact[f.Name]...)
		}
		a.out = append(a.out, '}')
	}
	a.out = append(a.out, ']')
}
