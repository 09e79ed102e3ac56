package server_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"
)

// TestGroupsFindWhatTheKeyKnows asks a stroke unit's question of everybody, or in a quick run of the first of them: each examination that the key knows is found
// by its group, however its exchange words or codes it, and nothing else is.
func TestGroupsFindWhatTheKeyKnows(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: asks for many people")
	}
	t.Parallel()
	g := startUnhurried(t, 100)
	groups := map[string]string{"Transthoracic echocardiography": "echocardiogram", "Echocardiography": "echocardiogram",
		"24 Hour electrocardiogram": "ambulatory-ecg", "Computed tomography of head": "ct-head",
		"Magnetic resonance imaging of brain": "mri-brain", "Carotid artery ultrasound": "carotid-ultrasound"}
	seen := map[string]int{}
	for i, n := range g.demo.Population()[:110] {
		key, _ := g.demo.Key(n)
		want := map[string][]string{}
		for _, f := range key.Facts {
			if group := groups[f.What]; group != "" && f.Kind == "INVESTIGATIONS" && n != restrictedNumber {
				for exchange, refs := range f.Held {
					for _, ref := range refs {
						want[group] = append(want[group], exchange+" "+ref)
					}
				}
			}
		}
		for _, group := range slices.Sorted(maps.Values(groups)) {
			a := g.ask(`query($n:NHSNumber!,$g:[String!]){patient(nhsNumber:$n){investigations(filter:{groups:$g}){entries{sources{exchange{id} reference}}}}}`,
				map[string]any{"n": n, "g": []string{group}})
			var body struct {
				Data struct {
					Patient struct{ Investigations toldSection }
				}
			}
			if err := json.Unmarshal([]byte(a.body), &body); err != nil {
				t.Fatal(err)
			}
			got := slices.Sorted(maps.Keys(body.Data.Patient.Investigations.shown()))
			slices.Sort(want[group])
			if !slices.Equal(got, want[group]) {
				t.Errorf("person %d: %s finds %v, the key has %v", i, group, got, want[group])
			}
			seen[group] += len(got)
		}
	}
	for _, group := range groups {
		if seen[group] == 0 {
			t.Errorf("nobody has had %s: %v", group, seen)
		}
	}
}
