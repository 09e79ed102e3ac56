package schema_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	graphql "github.com/vektah/gqlparser/v2/ast"
)

// goNames are the enums whose Go type has another name, as in gqlgen.yml.
var goNames = map[string]string{
	"AdministrativeGender": "Gender",
	"AuditAction":          "Action",
	"BreakGlassReason":     "GlassReason",
	"ExchangeHealthState":  "HealthState",
	"ReactionSeverity":     "Severity",
	"RecordKind":           "Kind",
}

// outside are constants that never stand in a field of the graph: the Patient search is no section, and shows only in
// errors and metrics.
var outside = map[string]bool{"Kind.DEMOGRAPHICS": true}

// Enums are written as the Go constants that they are, unchecked: a constant that the schema lacks would break clients.
func TestEnumsAreTheGoConstants(t *testing.T) {
	constants := goConstants(t, "../record/*.go", "../stitch/*.go", "../access/*.go", "../audit/*.go", "../graph/model/*.go")
	for _, def := range own(t) {
		if def.Kind != graphql.Enum || def.Name == "ExchangeID" { // which exchanges there are is configuration
			continue
		}
		name := def.Name
		if other, ok := goNames[name]; ok {
			name = other
		}
		var values []string
		for _, v := range def.EnumValues {
			values = append(values, v.Name)
		}
		slices.Sort(values)
		slices.Sort(constants[name])
		if !slices.Equal(values, constants[name]) {
			t.Errorf("%s\n schema: %v\n Go:     %v", def.Name, values, constants[name])
		}
	}
}

// goConstants gives the values of the string constants of each named type.
func goConstants(t *testing.T, patterns ...string) map[string][]string {
	t.Helper()
	constants := map[string][]string{}
	for _, pattern := range patterns {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if spec, ok := n.(*ast.ValueSpec); ok {
					collect(constants, spec)
				}
				return true
			})
		}
	}
	return constants
}

// collect adds the constants of one declaration of a named type.
func collect(constants map[string][]string, spec *ast.ValueSpec) {
	typ, ok := spec.Type.(*ast.Ident)
	if !ok {
		return
	}
	for _, v := range spec.Values {
		lit, ok := v.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			continue
		}
		if s, err := strconv.Unquote(lit.Value); err == nil && !outside[typ.Name+"."+s] {
			constants[typ.Name] = append(constants[typ.Name], s)
		}
	}
}
