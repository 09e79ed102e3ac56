package layers

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the tests that carry a rule's number into docs/safety.md")

var (
	ruleHeading  = regexp.MustCompile(`^### (S\d\d) `)
	ruleInName   = regexp.MustCompile(`_?(S\d\d)_|Test(S\d\d)`)
	ruleOfCase   = regexp.MustCompile(`(?m)^rule: (.+)$`)
	ruleNumber   = regexp.MustCompile(`S\d\d`)
	sourceInText = regexp.MustCompile("`([a-z/]+\\.(?:go|yml))`")
)

const evidenceMark = "- **Evidence**: "

// TestSafetyTableListsEveryTest holds docs/safety.md to the tests that carry a rule's number.
func TestSafetyTableListsEveryTest(t *testing.T) {
	const file = "../../docs/safety.md"
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	evidence := evidenceByRule(t)
	want := withEvidence(string(raw), evidence)
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if string(raw) != want {
		t.Error("docs/safety.md does not list the tests that there are: run go test ./internal/layers -run Safety -update")
	}
	for _, m := range sourceInText.FindAllStringSubmatch(want, -1) {
		if _, err := os.Stat(filepath.Join("..", "..", filepath.FromSlash(m[1]))); err != nil {
			t.Errorf("docs/safety.md names %s, which is not there", m[1])
		}
	}
	for n := 1; n <= 28; n++ {
		rule := fmt.Sprintf("S%02d", n)
		if !strings.Contains(want, "\n### "+rule+" ") {
			t.Errorf("%s has no entry in docs/safety.md", rule)
		}
		if len(evidence[rule]) == 0 {
			t.Errorf("%s has no test", rule)
		}
	}
}

// withEvidence puts each rule's evidence at the end of its entry.
func withEvidence(doc string, evidence map[string][]string) string {
	var out []string
	rule := ""
	end := func() {
		if rule != "" {
			for len(out) > 0 && out[len(out)-1] == "" {
				out = out[:len(out)-1]
			}
			out = append(out, evidenceLines(evidence[rule])...)
			out = append(out, "")
		}
		rule = ""
	}
	inEvidence := false
	for _, line := range strings.Split(strings.TrimRight(doc, "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			end()
			inEvidence = false
			if m := ruleHeading.FindStringSubmatch(line); m != nil {
				rule = m[1]
			}
		}
		inEvidence = inEvidence || strings.HasPrefix(line, evidenceMark)
		if !inEvidence {
			out = append(out, line)
		}
	}
	end()
	return strings.TrimRight(strings.Join(out, "\n"), "\n") + "\n"
}

func evidenceLines(tests []string) []string {
	if len(tests) == 0 {
		return []string{evidenceMark + "none yet."}
	}
	return []string{evidenceMark + strings.Join(tests, ", ") + "."}
}

// evidenceByRule finds the tests whose names carry a rule's number, and the golden cases of each rule.
func evidenceByRule(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string]map[string]bool{}
	add := func(rule, what string) {
		if found[rule] == nil {
			found[rule] = map[string]bool{}
		}
		found[rule][what] = true
	}
	for name := range goFiles(t) {
		if !strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, test := range testsIn(t, filepath.Join("..", "..", filepath.FromSlash(name))) {
			for _, m := range ruleInName.FindAllStringSubmatch(strings.ReplaceAll(test, "_", "__"), -1) {
				add(m[1]+m[2], "`"+filepath.ToSlash(filepath.Dir(name))+"."+test+"`")
			}
		}
	}
	cases, err := filepath.Glob("../../stitch/testdata/cases/*.yaml")
	if err != nil || len(cases) == 0 {
		t.Fatal("no golden cases")
	}
	for _, file := range cases {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, rule := range ruleNumber.FindAllString(string(ruleOfCase.Find(raw)), -1) {
			add(rule, strings.TrimSuffix(filepath.Base(file), ".yaml"))
		}
	}
	out := map[string][]string{}
	for rule, tests := range found {
		out[rule] = slices.Sorted(maps.Keys(tests))
	}
	return out
}

// testsIn gives the names of a file's tests, benchmarks and fuzz targets.
func testsIn(t *testing.T, file string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range parsed.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && (strings.HasPrefix(f.Name.Name, "Test") || strings.HasPrefix(f.Name.Name, "Fuzz")) {
			names = append(names, f.Name.Name)
		}
	}
	return names
}
