package layers

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// namedTest is a test as SECURITY.md names it: `internal/server.TestS25_NoAuditNoData`.
var namedTest = regexp.MustCompile("`([a-z0-9/]+)\\.(Test\\w+)`")

// TestTheThreatModelNamesTestsThatExist holds the controls of SECURITY.md to tests that there are.
func TestTheThreatModelNamesTestsThatExist(t *testing.T) {
	text, err := os.ReadFile("../../SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	named := namedTest.FindAllStringSubmatch(string(text), -1)
	if len(named) < 40 {
		t.Fatalf("SECURITY.md names %d tests: the test looks in the wrong place", len(named))
	}
	for _, m := range named {
		files, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(m[1]), "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(files, func(file string) bool { return slices.Contains(testsIn(t, file), m[2]) }) {
			t.Errorf("SECURITY.md names %s.%s, which is not there", m[1], m[2])
		}
	}
}
