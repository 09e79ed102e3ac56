package layers

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	testInText = regexp.MustCompile(`^([a-z0-9/]+)\.((?:Test|Fuzz)\w+)$`)
	// likeTest finds what is meant as the name of a test, in full or not.
	likeTest = regexp.MustCompile(`(^|\.|…)(Test|Fuzz)[A-Z]|^…\w+$`)
)

// TestReliabilityRowsAreHeldByTests holds docs/reliability.md to the tests that it names: each is there, and each row of a table
// names one, or rests on those that are named above its table.
func TestReliabilityRowsAreHeldByTests(t *testing.T) {
	raw, err := os.ReadFile("../../docs/reliability.md")
	if err != nil {
		t.Fatal(err)
	}
	there := testsByPackage(t)
	var column, above, rows bool
	for i, line := range strings.Split(string(raw), "\n") {
		named := false
		for at, text := range strings.Split(line, "`") {
			if at%2 == 0 || !likeTest.MatchString(text) {
				continue
			}
			m := testInText.FindStringSubmatch(text)
			if m == nil || !there[m[1]][m[2]] {
				t.Errorf("line %d names %s, which is not there", i+1, text)
			}
			named = true
		}
		switch {
		case strings.HasPrefix(line, "#"):
			above = false
		case !strings.HasPrefix(line, "|"):
			above, rows = above || named, false
		case !rows:
			column, rows = strings.HasSuffix(line, "| test |"), true
			if !column && !above {
				t.Errorf("line %d begins a table that no test is named for", i+1)
			}
		case column && !strings.HasPrefix(line, "|---") && !named:
			t.Errorf("line %d has no test: %s", i+1, line)
		}
	}
}

// testsByPackage gives the names of all tests, by the folder of their package.
func testsByPackage(t *testing.T) map[string]map[string]bool {
	t.Helper()
	there := map[string]map[string]bool{}
	for name := range goFiles(t) {
		if !strings.HasSuffix(name, "_test.go") {
			continue
		}
		folder := filepath.ToSlash(filepath.Dir(name))
		if there[folder] == nil {
			there[folder] = map[string]bool{}
		}
		for _, test := range testsIn(t, filepath.Join("..", "..", filepath.FromSlash(name))) {
			there[folder][test] = true
		}
	}
	return there
}

var faultName = regexp.MustCompile(`(?m)^\t[A-Z]\w+ += "([a-z0-9-]+)"$`)

// TestReliabilityTellsOfEveryFault holds docs/reliability.md to the faults that the demo region has.
func TestReliabilityTellsOfEveryFault(t *testing.T) {
	faults, err := os.ReadFile("../../demo/exchange/fault.go")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := os.ReadFile("../../docs/reliability.md")
	if err != nil {
		t.Fatal(err)
	}
	found := faultName.FindAllStringSubmatch(string(faults), -1)
	if len(found) < 30 {
		t.Fatalf("only %d faults were found", len(found))
	}
	for _, m := range found {
		if m[1] != "none" && !regexp.MustCompile("(?m)^\\|[^|]*`"+m[1]+"`").Match(doc) {
			t.Errorf("the fault %s has no row", m[1])
		}
	}
}
