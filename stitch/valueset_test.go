package stitch

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/record"
)

func TestValueSetFilesAreValueSets(t *testing.T) {
	files, err := valueSetFiles.ReadDir("valuesets")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := valueSetFiles.ReadFile("valuesets/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		var head struct{ ResourceType, ID, URL, Title, Status, Description string }
		if err := json.Unmarshal(b, &head); err != nil {
			t.Fatalf("%s: %v", f.Name(), err)
		}
		if head.ResourceType != "ValueSet" || head.ID+".json" != f.Name() || head.URL == "" || head.Title == "" || head.Description == "" || head.Status != "active" {
			t.Errorf("%s is not a described ValueSet: %+v", f.Name(), head)
		}
		set, err := parseValueSet(b)
		if err != nil || len(set.codes)+len(set.words) == 0 {
			t.Errorf("%s lists nothing: %v", f.Name(), err)
		}
		for w := range set.words {
			if w != strings.TrimRight(normal(w), " .") {
				t.Errorf("%s: %q can never be met", f.Name(), w)
			}
		}
		for c := range set.codes {
			if system, code, _ := strings.Cut(c, "|"); system == record.SystemSNOMED && !verhoeff(code) {
				t.Errorf("%s: %s is no SNOMED CT identifier", f.Name(), code)
			}
		}
	}
}

func TestGroupsAreThoseOfTheContract(t *testing.T) {
	want := []string{"ambulatory-ecg", "carotid-ultrasound", "ct-head", "echocardiogram", "mri-brain"}
	if !slices.Equal(Groups(), want) {
		t.Errorf("groups are %v, want %v", Groups(), want)
	}
	if !KnownGroup("ct-head") || KnownGroup("ct-foot") || KnownGroup("") {
		t.Error("KnownGroup knows other groups")
	}
}

func TestScopesAreAllThere(t *testing.T) {
	for _, s := range []record.NegationScope{record.NegationAll, record.NegationDrug, record.NegationFood, record.NegationEnvironment, record.NegationLatex, record.NegationOther} {
		if len(denialSets[s].codes) == 0 || !slices.Contains(scopes, s) {
			t.Errorf("no code denies %s", s)
		}
	}
}

// verhoeff checks the last digit of a SNOMED CT identifier.
func verhoeff(id string) bool {
	multiply := [10][10]int{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5}, {2, 3, 4, 0, 1, 7, 8, 9, 5, 6}, {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
		{4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1}, {6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3}, {8, 7, 6, 5, 9, 3, 2, 1, 0, 4}, {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}}
	permute := [8][10]int{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4}}
	for i := 2; i < 8; i++ {
		for j := range 10 {
			permute[i][j] = permute[i-1][permute[1][j]]
		}
	}
	c := 0
	for i := range len(id) {
		d := int(id[len(id)-1-i] - '0')
		if d < 0 || d > 9 {
			return false
		}
		c = multiply[c][permute[i%8][d]]
	}
	return c == 0 && len(id) >= 6
}
