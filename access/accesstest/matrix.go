package accesstest

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/access/policy"
)

// Expectation is a line of a matrix: the words that fit in each column, and what is then expected.
type Expectation struct {
	columns [8][]string
	// Then is allowed, withheld or absent.
	Then string
}

// The words of the columns that policy has no list of.
var (
	MatrixRelationships = []string{"none", "practice", "referral", "encounter", "in-context", "break-glass"}
	MatrixPeople        = []string{"real", "synthetic"}
	MatrixObjections    = []string{"none", "all", "secondary-uses", "sensitive", "exchange:NEL"}
)

// shorthand are the words of the matrix that stand for several.
var shorthand = map[string][]string{
	"care":    {"direct-care", "emergency-care"},
	"related": {"practice", "referral", "encounter", "in-context"},
}

// ReadMatrix reads a table of who may see what: access/testdata/matrix.txt, which says in its head how it is read.
func ReadMatrix(t testing.TB, file string) []Expectation {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	clinical := slices.DeleteFunc(Words(policy.Kinds), func(k string) bool { return k == "REFERRALS" })
	var matrix []Expectation
	for n, line := range strings.Split(string(text), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "|")
		if len(cells) != 9 {
			t.Fatalf("line %d has %d columns", n+1, len(cells))
		}
		e := Expectation{Then: strings.TrimSpace(cells[8])}
		for i := range e.columns {
			for _, w := range strings.Fields(cells[i]) {
				switch {
				case w == "clinical":
					e.columns[i] = append(e.columns[i], clinical...)
				case shorthand[w] != nil:
					e.columns[i] = append(e.columns[i], shorthand[w]...)
				default:
					e.columns[i] = append(e.columns[i], w)
				}
			}
		}
		e.check(t, n+1)
		matrix = append(matrix, e)
	}
	return matrix
}

var dimensions = [8][]string{Words(policy.Roles), Words(policy.Purposes), MatrixRelationships, MatrixPeople, MatrixObjections,
	Words(London), Words(policy.Kinds), Words(policy.Labels)}

// check finds words that fit nothing: an expectation that is never looked at proves nothing.
func (e Expectation) check(t testing.TB, line int) {
	for i, column := range e.columns {
		for _, w := range column {
			if w != "*" && !slices.Contains(dimensions[i], w) {
				t.Fatalf("line %d, column %d: %s is no word of it", line, i+1, w)
			}
		}
	}
	if !slices.Contains([]string{"allowed", "withheld", "absent"}, e.Then) {
		t.Fatalf("line %d ends with %s", line, e.Then)
	}
}

// Words gives words of any type as text.
func Words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = string(w)
	}
	return out
}

// Fits tells whether a line speaks of a cell, from a column on.
func (e Expectation) Fits(from int, cell ...string) bool {
	for i, w := range cell {
		if c := e.columns[from+i]; c[0] != "*" && !slices.Contains(c, w) {
			return false
		}
	}
	return true
}

// Expected is what a matrix says of a whole cell: role, purpose, relationship, people, objection, exchange, kind, label.
func Expected(matrix []Expectation, cell [8]string) string {
	then := "absent"
	for _, e := range matrix {
		if e.Fits(0, cell[:]...) {
			then = e.Then
		}
	}
	return then
}
