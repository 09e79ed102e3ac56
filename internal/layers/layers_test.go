// Package layers holds the test that keeps the architecture: who may import whom.
package layers

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/london-care-record/gateway"

// table is the import table: each room, and the rooms of this module that it may import. A row covers its
// sub-packages, which may import each other. A package without a row fails the test, and so does a row without a
// package. Tests may also import what is named in testsMay.
var table = map[string][]string{
	"record":             {},
	"terminology":        {"record"},
	"stitch":             {"record", "terminology"},
	"fhir":               {"record"},
	"hie":                {"record", "access", "fhir", "internal/cache"},
	"loaders":            {"record", "access", "audit", "hie"},
	"sections":           {},
	"graph":              {"record", "stitch", "sections", "access", "audit"},
	"resolvers":          {"record", "terminology", "stitch", "sections", "access", "audit", "hie", "loaders", "graph"},
	"access":             {"record", "audit"},
	"audit":              {"record"},
	"audit/pgtest":       {"internal/needed"},
	"demo":               {},
	"web":                {},
	"internal/server":    {"record", "access", "audit", "hie", "loaders", "graph", "web", "internal/telemetry"},
	"internal/telemetry": {},
	"internal/gqlgen":    {},
	"internal/cache":     {},
	"internal/layers":    {},
	"internal/needed":    {},
	"internal/pipes":     {},
	"internal/readers":   {},
	"internal/sbom":      {},
	"cmd/server":         {"*"},
	"e2e":                {"demo"},
	"schema":             {},
}

// testsMay are what a room's tests may import beside its row: the demo region is the real thing to test against.
var testsMay = map[string][]string{
	"audit":           {"audit/pgtest"},
	"access":          {"audit/pgtest"},
	"e2e":             {"audit/pgtest", "internal/needed"},
	"demo":            {"internal/needed"},
	"hie":             {"demo", "internal/needed", "internal/pipes"},
	"internal/cache":  {"internal/needed"},
	"loaders":         {"demo", "internal/pipes"},
	"resolvers":       {"demo", "internal/server", "internal/telemetry", "fhir"},
	"internal/server": {"demo", "resolvers", "fhir", "stitch", "terminology"},
}

// standardLibraryOnly are the rooms whose code, tests aside, imports nothing from outside.
var standardLibraryOnly = []string{"record", "terminology", "stitch"}

func TestImportsKeepToTheTable(t *testing.T) {
	seen := make(map[string]bool)
	for file, imports := range goFiles(t) {
		dir := path.Dir(file)
		room := roomOf(dir)
		if room == "" {
			t.Errorf("%s: the package has no row in the import table", file)
			continue
		}
		seen[room] = true
		test := strings.HasSuffix(file, "_test.go")
		for _, imported := range imports {
			if problem := forbidden(room, imported, test); problem != "" {
				t.Errorf("%s imports %s: %s", file, imported, problem)
			}
		}
	}
	for _, room := range slices.Sorted(maps.Keys(table)) {
		if !seen[room] {
			t.Errorf("the import table has a row for %s, which has no Go files", room)
		}
	}
}

func forbidden(room, imported string, test bool) string {
	inside, ours := strings.CutPrefix(imported, module+"/")
	if !ours {
		first, _, _ := strings.Cut(imported, "/")
		if !test && slices.Contains(standardLibraryOnly, room) && strings.Contains(first, ".") {
			return room + " imports the standard library only"
		}
		return ""
	}
	other := roomOf(inside)
	allowed := table[room]
	if test {
		allowed = slices.Concat(allowed, testsMay[room])
	}
	if other == room || slices.Contains(allowed, other) || slices.Contains(allowed, "*") {
		return ""
	}
	return "not in the row of " + room
}

// roomOf gives the row that covers a folder, or "".
func roomOf(dir string) string {
	for ; dir != "." && dir != "/"; dir = path.Dir(dir) {
		if _, ok := table[dir]; ok {
			return dir
		}
	}
	return ""
}

// goFiles gives the imports of every Go file of the module, by its path from the module's root.
func goFiles(t *testing.T) map[string][]string {
	t.Helper()
	root := filepath.Join("..", "..")
	files := make(map[string][]string)
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			if skipped(rel, d.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(rel, ".go") {
			files[rel] = importsOf(t, p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("no Go files were found: the test looks in the wrong place")
	}
	return files
}

// skipped tells which folders are not of this module: hidden ones, npm's, and those with a go.mod of their own.
func skipped(rel, name string) bool {
	return rel != "." && (strings.HasPrefix(name, ".") || name == "node_modules" || name == "testdata" || rel == "bench" || rel == "tools")
}

func importsOf(t *testing.T, file string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var imports []string
	for _, i := range parsed.Imports {
		p, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		imports = append(imports, p)
	}
	return imports
}

func TestTheCheckItselfFindsWhatIsForbidden(t *testing.T) {
	for _, c := range []struct {
		room, imported string
		test, bad      bool
	}{
		{"record", "fmt", false, false},
		{"record", module + "/stitch", false, true},
		{"stitch", "github.com/google/go-cmp/cmp", false, true},
		{"stitch", "github.com/google/go-cmp/cmp", true, false},
		{"stitch", module + "/fhir", false, true},
		{"fhir", module + "/demo", false, true},
		{"hie", module + "/demo", false, true},
		{"hie", module + "/demo", true, false},
		{"demo", module + "/demo/exchange", false, false},
		{"demo", module + "/fhir", false, true},
		{"graph", module + "/graph/model", false, false},
		{"cmd/server", module + "/demo", false, false},
	} {
		if got := forbidden(c.room, c.imported, c.test) != ""; got != c.bad {
			t.Errorf("%s importing %s (test: %v): forbidden is %v", c.room, c.imported, c.test, got)
		}
	}
}
