package fhir

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// TestS18_WhoRecordedOneEntryIsNotTakenForAnother maps entries that name the same organisation and role differently, in
// surroundings that they share and each in its own: what one says of them must not stick to them.
func TestS18_WhoRecordedOneEntryIsNotTakenForAnother(t *testing.T) {
	performers := []string{
		`{"reference":"Organization/lab"}`,
		`{"reference":"Organization/lab","display":"Night laboratory"}`,
		`{"reference":"Organization/lab","identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"RAL01"}}`,
		`{"reference":"PractitionerRole/role1","display":"Dr Sam Other"}`,
		`{"reference":"PractitionerRole/role1"}`,
		`{"reference":"Organization/lab"}`,
	}
	shared := labSurroundings(t)
	seen := map[string]bool{}
	for _, performer := range performers {
		raw := fmt.Appendf(nil, `{"resourceType":"Observation","id":"o","status":"final","code":{"text":"x"},"performer":[%s]}`, performer)
		among, err := Map(raw, shared)
		if err != nil {
			t.Fatal(err)
		}
		alone, err := Map(raw, labSurroundings(t))
		if err != nil {
			t.Fatal(err)
		}
		got, _ := json.Marshal(among)
		want, _ := json.Marshal(alone)
		if string(got) != string(want) {
			t.Errorf("%s among others: %s, alone: %s", performer, got, want)
		}
		seen[string(got)] = true
		if !strings.Contains(string(got), "RRV01") && !strings.Contains(string(got), "RAL01") {
			t.Errorf("%s: no organisation in %s", performer, got)
		}
	}
	if len(seen) != len(performers)-1 {
		t.Errorf("%d different records of %d", len(seen), len(performers)-1)
	}
}
