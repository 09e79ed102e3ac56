package schema_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// federation declares what a schema of Apollo Federation takes for granted. The generated graph brings its own.
const federation = `
directive @key(fields: String!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE
directive @link(import: [String!], url: String!) repeatable on SCHEMA
`

// sources reads the schema files.
func sources(t *testing.T) []*ast.Source {
	t.Helper()
	names, err := filepath.Glob("*.graphqls")
	if err != nil || len(names) == 0 {
		t.Fatalf("no schema files here: %v", err)
	}
	var all []*ast.Source
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, &ast.Source{Name: name, Input: string(text)})
	}
	return all
}

// load gives the whole schema, checked.
func load(t *testing.T) *ast.Schema {
	t.Helper()
	schema, err := gqlparser.LoadSchema(append(sources(t), &ast.Source{Name: "federation", Input: federation})...)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// own gives the definitions that the schema files make, without GraphQL's own.
func own(t *testing.T) ast.DefinitionList {
	t.Helper()
	doc, err := parser.ParseSchemas(sources(t)...)
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Extensions) > 0 {
		t.Fatalf("%s is extended: a type stands in one place", doc.Extensions[0].Name)
	}
	return doc.Definitions
}

func TestEverythingIsDescribed(t *testing.T) {
	check := func(name, description string) {
		switch d := strings.TrimSpace(description); {
		case d == "":
			t.Errorf("%s has no description", name)
		case !strings.HasSuffix(d, ".") && !strings.HasSuffix(d, ")"):
			t.Errorf("%s: the description is no whole sentence: %q", name, d)
		}
	}
	for _, def := range own(t) {
		check(def.Name, def.Description)
		for _, f := range def.Fields {
			check(def.Name+"."+f.Name, f.Description)
			for _, a := range f.Arguments {
				check(def.Name+"."+f.Name+"("+a.Name+")", a.Description)
			}
		}
		for _, v := range def.EnumValues {
			check(def.Name+"."+v.Name, v.Description)
		}
	}
}

func TestPatientIsAnEntity(t *testing.T) {
	key := load(t).Types["Patient"].Directives.ForName("key")
	if key == nil || key.Arguments.ForName("fields").Value.Raw != "nhsNumber" {
		t.Error(`Patient is not @key(fields: "nhsNumber")`)
	}
}

// Directives that steer the generator would show up in every reader's copy of the schema.
func TestNoGeneratorDirectives(t *testing.T) {
	for _, s := range sources(t) {
		for _, name := range []string{"@goField", "@goModel", "@goTag", "@goEnum", "@goExtraField"} {
			if strings.Contains(s.Input, name) {
				t.Errorf("%s has %s: say it in gqlgen.yml", s.Name, name)
			}
		}
	}
}

// Every list says how complete it is (S20), by the same two names.
func TestS20_EveryListHasItsCompleteness(t *testing.T) {
	schema := load(t)
	lists := 0
	for _, f := range schema.Types["Patient"].Fields {
		name := f.Type.Name()
		if !strings.HasSuffix(name, "List") {
			continue
		}
		lists++
		if !f.Type.NonNull {
			t.Errorf("Patient.%s can be null", f.Name)
		}
		list := schema.Types[name]
		if c := list.Fields.ForName("completeness"); c == nil || c.Type.String() != "Completeness!" {
			t.Errorf("%s has no completeness: Completeness!", name)
		}
		entries := list.Fields.ForName("entries")
		if entries == nil || entries.Type.String() != "["+entries.Type.Name()+"!]!" {
			t.Errorf("%s has no entries that are never null", name)
			continue
		}
		if entry := schema.Types[entries.Type.Name()]; !strings.Contains(strings.Join(entry.Interfaces, " "), "RecordEntry") {
			t.Errorf("%s does not implement RecordEntry", entry.Name)
		}
	}
	if kinds := len(schema.Types["RecordKind"].EnumValues); lists != kinds {
		t.Errorf("%d lists for %d kinds of record", lists, kinds)
	}
}

// A status that can't be read is UNKNOWN, so that one odd code never loses an entry (S09).
func TestS09_EveryStatusCanBeUnknown(t *testing.T) {
	for _, def := range own(t) {
		if def.Kind == ast.Enum && strings.HasSuffix(def.Name, "Status") && def.EnumValues.ForName("UNKNOWN") == nil {
			t.Errorf("%s has no UNKNOWN", def.Name)
		}
	}
}

// A client selects all kinds of value together, without an alias: the same name means the same type in all of them.
func TestAllValuesCanBeSelectedTogether(t *testing.T) {
	schema := load(t)
	var b strings.Builder
	b.WriteString(`{ patient(nhsNumber: "") { observations { entries { value { __typename `)
	for _, member := range schema.Types["ObservationValue"].Types {
		b.WriteString("... on " + member)
		writeSelection(&b, schema, member)
	}
	b.WriteString("} } } } }")
	if _, err := gqlparser.LoadQueryWithRules(schema, b.String(), nil); err != nil {
		t.Error(err)
	}
}

// writeSelection selects all fields of a type, and theirs.
func writeSelection(b *strings.Builder, schema *ast.Schema, name string) {
	b.WriteString(" { ")
	for _, f := range schema.Types[name].Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		b.WriteString(f.Name + " ")
		if inner := schema.Types[f.Type.Name()]; inner.Kind == ast.Object {
			writeSelection(b, schema, inner.Name)
		}
	}
	b.WriteString("} ")
}
