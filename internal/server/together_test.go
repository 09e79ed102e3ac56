package server_test

import (
	"encoding/json"
	"testing"
)

// TestManyAskedTogetherAreAsEachAlone compares many people asked for at once with each asked for alone, byte for byte.
func TestManyAskedTogetherAreAsEachAlone(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: asks for many people")
	}
	t.Parallel()
	g := startUnhurried(t, 100)
	const fields = `{nhsNumber name{text} identity{state} allergies{statement negations{code{text} sources{...s}} entries{...e} completeness{...c}}
 medications{entries{...e} completeness{...c}} conditions{entries{...e} completeness{...c}} investigations{entries{...e results{...e display}} completeness{...c}}}}
fragment e on RecordEntry{id when statusText code{text codings{system code display}} warnings notes mergedBy related{entry reason} sources{...s} differences{field values{value sources{...s}}}}
fragment s on Provenance{exchange{id} organisation{name} careSetting recorder{name} recordedAt lastUpdated reference}
fragment c on Completeness{complete summary sources{exchange{id} state count}}`
	people := sampled(g, 40)
	var together struct {
		Data struct{ Patients []json.RawMessage }
	}
	a := g.ask("query($n:[NHSNumber!]!){patients(nhsNumbers:$n)"+fields, map[string]any{"n": people})
	if err := json.Unmarshal([]byte(a.body), &together); err != nil || len(together.Data.Patients) != len(people) || len(a.Errors) > 0 {
		t.Fatalf("%v: %.300s", err, a.body)
	}
	for i, n := range people {
		var alone struct {
			Data struct{ Patient json.RawMessage }
		}
		a := g.ask("query($n:NHSNumber!){patient(nhsNumber:$n)"+fields, map[string]any{"n": n})
		if err := json.Unmarshal([]byte(a.body), &alone); err != nil {
			t.Fatal(err)
		}
		if len(alone.Data.Patient) < 100 || string(alone.Data.Patient) != string(together.Data.Patients[i]) {
			t.Errorf("person %d differs:\n%.2000s\n%.2000s", i, alone.Data.Patient, together.Data.Patients[i])
		}
	}
}
