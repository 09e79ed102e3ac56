package catalogue

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// d5 is the multiplication of the dihedral group of order ten, and permuted the permutation of each place, as Verhoeff gives them.
var (
	d5 = [10][10]int{
		{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5}, {2, 3, 4, 0, 1, 7, 8, 9, 5, 6}, {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
		{4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1}, {6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
		{8, 7, 6, 5, 9, 3, 2, 1, 0, 4}, {9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
	}
	permuted = [8][10]int{
		{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4}, {5, 8, 0, 3, 7, 9, 6, 1, 4, 2}, {8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
		{9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1}, {2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8},
	}
)

func verhoeff(code string) bool {
	sum := 0
	for i := range len(code) {
		sum = d5[sum][permuted[i%8][code[len(code)-1-i]-'0']]
	}
	return sum == 0
}

var sctid = regexp.MustCompile(`^[1-9][0-9]{5,17}$`)

// TestSNOMEDCodesHaveTheirCheckDigit looks at every literal in the catalogue and in the lives that is a SNOMED CT identifier by its shape.
func TestSNOMEDCodesHaveTheirCheckDigit(t *testing.T) {
	n := 0
	for _, pattern := range []string{"*.go", "../lives/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(node ast.Node) bool {
				if code, ok := snomedLiteral(node); ok {
					n++
					if !verhoeff(code) {
						t.Errorf("%s has the wrong check digit", code)
					}
				}
				return true
			})
		}
	}
	if n < 150 {
		t.Errorf("only %d codes were looked at", n)
	}
}

// snomedLiteral tells whether a node is a text with the shape of a SNOMED CT identifier; what begins with 999 and has ten digits is an NHS number.
func snomedLiteral(node ast.Node) (string, bool) {
	lit, ok := node.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil && sctid.MatchString(s) && (len(s) != 10 || !strings.HasPrefix(s, "999"))
}

func TestConceptsSayThingsInManyWays(t *testing.T) {
	if Hypertension.Say(0) != "Essential hypertension" || Hypertension.Say(1) != "High blood pressure" || Migraine.Say(2) != "Migraine" {
		t.Error("the words are wrong")
	}
	got := Hypertension.Codings(ICD10, SNOMED, LOINC)
	if !slices.Equal(got, []Coding{{ICD10, "I10", "Essential hypertension"}, {SNOMED, "59621000", "Essential hypertension"}}) {
		t.Errorf("%v", got)
	}
}

func TestEveryMedicineHasOneCodeOfItsOwn(t *testing.T) {
	seen := map[Coding]bool{}
	for _, m := range Medicines {
		c := m.DMDCoding()
		if c.Code == "" || seen[c] || m.Ingredient.Term == "" || m.Dose == "" || m.Route == "" {
			t.Errorf("%s: %v", m.Term, c)
		}
		seen[c] = true
	}
}
