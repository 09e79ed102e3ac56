package lives

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// TestNothingChangedLastBeforeItWasIssued keeps lists by age true: a report that was corrected later is the newer one.
func TestNothingChangedLastBeforeItWasIssued(t *testing.T) {
	for i, l := range everybody()[:300] {
		for _, r := range resources(l) {
			var x struct{ Issued time.Time }
			if err := json.Unmarshal(r.JSON, &x); err != nil {
				t.Fatal(err)
			}
			if x.Issued.After(r.Updated) {
				t.Fatalf("person %d: %s was issued after it changed last", i, r.Type)
			}
		}
	}
}

// TestCodesHaveWords finds codings that a reader would see as a bare code.
func TestCodesHaveWords(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: reads three hundred lives")
	}
	bare := map[string]bool{}
	for _, l := range everybody()[:300] {
		for _, r := range resources(l) {
			var x any
			if err := json.Unmarshal(r.JSON, &x); err != nil {
				t.Fatal(err)
			}
			codings(x, func(system, code, display string) {
				if display == "" {
					bare[system+" "+code] = true
				}
			})
		}
	}
	for what := range bare {
		t.Errorf("%s has no display", what)
	}
}

// codings visits every coding but labels of meta, which are never read as words, and statuses and classes, which every
// reader of FHIR has words for.
func codings(v any, visit func(system, code, display string)) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			codings(x, visit)
		}
	case map[string]any:
		for name, x := range v {
			switch {
			case name == "meta" || strings.HasSuffix(name, "Status") || name == "emptyReason" || name == "courseOfTherapyType":
			case name == "coding" || name == "modality":
				each, ok := x.([]any)
				if !ok {
					each = []any{x}
				}
				for _, c := range each {
					if m, ok := c.(map[string]any); ok {
						system, _ := m["system"].(string)
						code, _ := m["code"].(string)
						display, _ := m["display"].(string)
						visit(system, code, display)
					}
				}
			default:
				codings(x, visit)
			}
		}
	}
}
