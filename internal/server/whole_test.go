package server_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/lexer"

	"github.com/london-care-record/gateway/graph"
)

// wholeRecord writes the query that asks for every section and every field of one person: one fragment for each type,
// so that it grows with the schema and not with the paths through it.
func wholeRecord(schema *ast.Schema) string {
	w := &writer{schema: schema, done: map[string]bool{}}
	w.fragment(schema.Types["Patient"])
	return "query($n:NHSNumber!){patient(nhsNumber:$n){...Patient}}\n" + w.out.String()
}

type writer struct {
	schema *ast.Schema
	done   map[string]bool
	out    strings.Builder
}

func (w *writer) fragment(t *ast.Definition) {
	if w.done[t.Name] {
		return
	}
	w.done[t.Name] = true
	var b strings.Builder
	fmt.Fprintf(&b, "fragment %s on %s{", t.Name, t.Name)
	if t.Kind == ast.Union {
		for _, name := range t.Types {
			fmt.Fprintf(&b, "...%s ", name)
			w.fragment(w.schema.Types[name])
		}
	}
	entry := w.schema.Types["RecordEntry"]
	if slices.Contains(t.Interfaces, "RecordEntry") {
		b.WriteString("...RecordEntry ")
		w.fragment(entry)
	}
	for _, f := range t.Fields {
		if strings.HasPrefix(f.Name, "__") || slices.Contains(t.Interfaces, "RecordEntry") && entry.Fields.ForName(f.Name) != nil {
			continue
		}
		b.WriteString(f.Name)
		if of := w.schema.Types[f.Type.Name()]; of.IsCompositeType() {
			fmt.Fprintf(&b, "{...%s}", of.Name)
			w.fragment(of)
		}
		b.WriteString(" ")
	}
	b.WriteString("}\n")
	w.out.WriteString(b.String())
}

func TestAWholeRecordPassesTheDefaultLimits(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: asks for whole records")
	}
	t.Parallel()
	g := startUnhurried(t, 100)
	query := wholeRecord(graph.NewExecutableSchema(graph.Config{}).Schema())
	tokens := 0
	for l := lexer.New(&ast.Source{Input: query}); ; tokens++ {
		if token, err := l.ReadToken(); err != nil || token.Kind == lexer.EOF {
			break
		}
	}
	t.Logf("%d tokens", tokens)
	for _, p := range g.demo.People() {
		a := g.ask(query, map[string]any{"n": p.NHSNumber})
		if len(a.Errors) > 0 {
			t.Fatalf("%s: %.400s", p.Shows, a.body)
		}
		if a.at(t, "patient", "nhsNumber") != p.NHSNumber {
			t.Errorf("the number is %v", a.at(t, "patient", "nhsNumber"))
		}
	}
	// The same for some of everybody else: every field of every kind is written without an error.
	for _, n := range g.demo.Population()[10:60] {
		if a := g.ask(query, map[string]any{"n": n}); len(a.Errors) > 0 {
			t.Fatalf("%.400s", a.body)
		}
	}
}

// inline writes the same without fragments, as a generator that follows the schema would.
func inline(schema *ast.Schema, t *ast.Definition) string {
	var b strings.Builder
	for _, name := range t.Types {
		fmt.Fprintf(&b, "... on %s{%s}", name, inline(schema, schema.Types[name]))
	}
	for _, f := range t.Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		b.WriteString(f.Name)
		if of := schema.Types[f.Type.Name()]; of.IsCompositeType() {
			fmt.Fprintf(&b, "{%s}", inline(schema, of))
		}
		b.WriteString(" ")
	}
	return b.String()
}

func TestAWholeRecordWithoutFragmentsPassesTheDefaultLimits(t *testing.T) {
	g := start(t, nil)
	schema := graph.NewExecutableSchema(graph.Config{}).Schema()
	query := "{patient(nhsNumber:\"9990000018\"){" + inline(schema, schema.Types["Patient"]) + "}}"
	if a := g.ask(query, nil); len(a.Errors) > 0 {
		t.Errorf("%d bytes: %.300s", len(query), a.body)
	}
}
