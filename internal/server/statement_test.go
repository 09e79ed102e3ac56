package server_test

import (
	"slices"
	"strings"

	"github.com/london-care-record/gateway/demo"
)

// drugs are those things that people in the region are allergic to which are medicines.
var drugs = []string{"penicillin", "sulfonamide", "aspirin", "codeine", "trimethoprim"}

// wantStatement computes the statement of allergies from the key alone, in the contract's order of precedence, for a
// person of whom every exchange has told all that it holds.
func wantStatement(key demo.Key) string {
	active, inactive, denials, unrestricted := 0, 0, 0, false
	var narrow []string
	drug := false
	for _, f := range key.Facts {
		if f.Kind != "ALLERGIES" || f.Status == "retracted" || f.Status == "another person" {
			continue
		}
		switch f.Status {
		case "denial":
			denials++
			unrestricted = unrestricted || f.What == "No known allergies"
			narrow = append(narrow, f.What)
		case "inactive":
			inactive++
		default:
			active++
			drug = drug || slices.ContainsFunc(drugs, func(d string) bool { return strings.Contains(strings.ToLower(f.What), d) })
		}
	}
	conflict := active > 0 && unrestricted || drug && slices.Contains(narrow, "No known drug allergy")
	mismatch := slices.ContainsFunc(key.Facts, func(f demo.Fact) bool { return f.Status == "another person" })
	switch {
	case conflict:
		return "CONFLICTING"
	case active > 0:
		return "RECORDED"
	case mismatch, inactive+denials == 0: // North West London shares neither primary care nor acute allergies
		return "UNKNOWN"
	case inactive > 0:
		return "ONLY_INACTIVE"
	case unrestricted:
		return "NO_KNOWN_ALLERGIES"
	}
	return "PARTLY_NEGATED"
}
