package access_test

import (
	"slices"
	"testing"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/record"
)

func TestScopesBoundWhatPolicyAllows(t *testing.T) {
	h := build(t, nil)
	for scopes, want := range map[string][]record.Kind{
		"user/*.rs":                            {record.Allergies, record.Medications},
		"user/*.read":                          {record.Allergies, record.Medications},
		"user/*.cruds":                         {record.Allergies, record.Medications},
		"patient/*.rs":                         {record.Allergies, record.Medications},
		"patient/Patient.rs user/*.rs":         {record.Allergies, record.Medications},
		"user/Patient.rs patient/Allergy.rs":   nil,
		"user/*.r":                             nil,
		"user/*.cud":                           nil,
		"user/*.sr":                            nil,
		"system/*.rs":                          nil,
		"user/*.rs?category=x":                 nil,
		"openid fhirUser launch":               nil,
		"":                                     nil,
		"user/AllergyIntolerance.rs":           nil, // without Patient nobody knows whose they are
		"patient/*.write":                      nil,
		"patient/Patient.rs user/Condition.rs": nil,
		"patient/Patient.rs user/AllergyIntolerance.rs": {record.Allergies},
		// Dispenses are missing: a part of the medicines is not given for the whole.
		"user/Patient.rs user/MedicationRequest.rs user/MedicationStatement.rs": nil,
	} {
		c := doctor(ada)
		c.Scopes = access.ParseScopes(scopes)
		g, _ := h.one(c, ada, record.Allergies, record.Medications)
		for _, k := range []record.Kind{record.Allergies, record.Medications} {
			if got := g.Allows(k, "NEL"); got != slices.Contains(want, k) {
				t.Errorf("%q: %s %t", scopes, k, got)
			}
		}
	}
	c := doctor(ada)
	c.Scopes = access.ParseScopes("patient/*.rs")
	if _, err := h.BreakGlass(t.Context(), doctor(""), brian, access.Emergency, "unconscious in resus"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.one(c, brian); code(err) != record.CodeForbidden {
		t.Errorf("patient/ scopes reach somebody else: %v", err)
	}
}

func TestEveryKindIsBoundByScopes(t *testing.T) {
	h := build(t, nil)
	g, err := h.one(doctor(ada), ada, record.Kinds...)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range policy.Kinds {
		if !g.Allows(k, "NEL") {
			t.Errorf("user/*.rs does not reach %s", k)
		}
	}
}
