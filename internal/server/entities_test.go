package server_test

import (
	"encoding/json"
	"testing"
)

func TestFederationEntitiesAreAskedTogether(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	var reps []map[string]any
	for _, n := range g.demo.Population()[:40] {
		reps = append(reps, map[string]any{"__typename": "Patient", "nhsNumber": n})
	}
	query := `query($r:[_Any!]!){_entities(representations:$r){...on Patient{nhsNumber allergies{statement}}}}`
	g.ask(query, map[string]any{"r": reps}) // an exchange that is asked in local style learns its ids
	g.demo.ResetRequests()
	a := g.ask(query, map[string]any{"r": reps})
	if len(a.Errors) > 0 {
		t.Fatalf("%.300s", a.body)
	}
	for i, r := range reps {
		if got := a.at(t, "_entities", i, "nhsNumber"); got != r["nhsNumber"] {
			t.Errorf("place %d holds another person", i)
		}
	}
	for _, e := range g.demo.Exchanges() {
		if n := g.demo.Requests(e.ID)["total"]; n > 3 {
			t.Errorf("%s was asked %d times", e.ID, n)
		}
	}
}

func TestAnEntityThatCannotBeGivenIsNullAtItsPlace(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	a := g.ask(`{_entities(representations:[{__typename:"Patient",nhsNumber:"9990000018"},{__typename:"Patient",nhsNumber:"9999999468"}]){...on Patient{nhsNumber}}}`, nil)
	if a.code() != "PATIENT_NOT_FOUND" || a.at(t, "_entities", 1) != nil || a.at(t, "_entities", 0, "nhsNumber") != "9990000018" {
		t.Errorf("got %s", a.body)
	}
	if path, err := json.Marshal(a.Errors[0].Path); err != nil || string(path) != `["_entities",1]` {
		t.Errorf("the path is %s", path)
	}
	for _, bad := range []string{`{__typename:"Patient",nhsNumber:"12"}`, `{__typename:"Nobody"}`, `{nhsNumber:"9990000018"}`} {
		if a := g.ask(`{_entities(representations:[`+bad+`]){__typename}}`, nil); a.code() != "BAD_REQUEST" {
			t.Errorf("%s: %s", bad, a.body)
		}
	}
}

func TestManyPeopleComeInTheOrderAskedFor(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	p := g.demo.Population()
	numbers := []string{p[30], "9999999468", p[3], p[30], p[12]}
	a := g.ask(`query($n:[NHSNumber!]!){patients(nhsNumbers:$n){nhsNumber}}`, map[string]any{"n": numbers})
	for i, n := range numbers {
		switch {
		case i == 1:
			if a.at(t, "patients", i) != nil {
				t.Error("somebody whom nobody knows was given")
			}
		case a.at(t, "patients", i, "nhsNumber") != n:
			t.Errorf("place %d holds another person", i)
		}
	}
	if path, err := json.Marshal(a.Errors[0].Path); err != nil || len(a.Errors) != 1 || string(path) != `["patients",1]` {
		t.Errorf("the errors are %v", a.Errors)
	}
}
