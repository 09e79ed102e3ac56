package server_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// told asks for what the answer key can judge of a person: every section, and behind every entry its sources.
const told = `query($n:NHSNumber!,$r:Boolean!){patient(nhsNumber:$n){
 restricted deceased birthDate identity{state} demographics{...c}
 alerts(includeRetracted:$r){entries{...e} completeness{...c}}
 allergies(includeInactive:true,includeRetracted:$r){statement negations{scope sources{...s}} entries{...e} completeness{...c}}
 medications(includeRetracted:$r){entries{...e} completeness{...c}}
 conditions(includeRetracted:$r){entries{...e familyMember{text}} completeness{...c}}
 investigations(includeRetracted:$r){entries{...e results{...e}} completeness{...c}}
 observations(includeRetracted:$r){entries{...e} completeness{...c}}
 procedures(includeRetracted:$r){entries{...e} completeness{...c}}
 immunisations(includeRetracted:$r){entries{...e} completeness{...c}}
 encounters(includeRetracted:$r){entries{...e} completeness{...c}}
 referrals(includeRetracted:$r){entries{...e urgentSuspectedCancer appointments{entries{...e}}} completeness{...c}}
 appointments(includeRetracted:$r){entries{...e} completeness{...c}}
 documents(includeRetracted:$r){entries{...e} completeness{...c}}
 assessments(includeRetracted:$r){entries{...e} completeness{...c}}
 carePlans(includeRetracted:$r){entries{...e} completeness{...c}}
 careTeam{entries{...e} completeness{...c}}
 coverage{complete kinds{kind completeness{...c}}}
}}
fragment e on RecordEntry{id kind statusText sources{...s} related{entry}}
fragment s on Provenance{exchange{id} reference careSetting organisation{name}}
fragment c on Completeness{complete summary sources{exchange{id} state count}}`

type toldSource struct {
	Exchange     struct{ ID string }
	Reference    string
	CareSetting  string
	Organisation *struct{ Name string }
}

type toldEntry struct {
	ID, Kind, StatusText  string
	Sources               []toldSource
	Related               []struct{ Entry string }
	Results               []toldEntry
	FamilyMember          *struct{ Text string }
	UrgentSuspectedCancer bool
	Appointments          struct{ Entries []toldEntry }
}

type toldCompleteness struct {
	Complete bool
	Summary  string
	Sources  []struct {
		Exchange struct{ ID string }
		State    string
		Count    int
	}
}

func (c toldCompleteness) of(id string) (state string, count int) {
	for _, s := range c.Sources {
		if s.Exchange.ID == id {
			return s.State, s.Count
		}
	}
	return "", 0
}

type toldSection struct {
	Statement string
	Negations []struct {
		Scope   string
		Sources []toldSource
	}
	Entries      []toldEntry
	Completeness toldCompleteness
}

// toldPerson is an answer, by the words of the contract for a kind.
type toldPerson struct {
	Restricted, Deceased bool
	BirthDate            string
	Identity             struct{ State string }
	Demographics         toldCompleteness
	Coverage             struct {
		Complete bool
		Kinds    []struct {
			Kind         string
			Completeness toldCompleteness
		}
	}
	sections map[string]toldSection
}

// fieldOf are the sections, by the word for their kind.
var fieldOf = map[string]string{
	"ALERTS": "alerts", "ALLERGIES": "allergies", "MEDICATIONS": "medications", "CONDITIONS": "conditions",
	"INVESTIGATIONS": "investigations", "OBSERVATIONS": "observations", "PROCEDURES": "procedures",
	"IMMUNISATIONS": "immunisations", "ENCOUNTERS": "encounters", "REFERRALS": "referrals", "APPOINTMENTS": "appointments",
	"DOCUMENTS": "documents", "ASSESSMENTS": "assessments", "CARE_PLANS": "carePlans", "CARE_TEAM": "careTeam",
}

// tell asks for a person; the answer is nil when there is none.
func (g *gateway) tell(t *testing.T, number string, retracted bool) (*toldPerson, answer) {
	t.Helper()
	a := g.ask(told, map[string]any{"n": number, "r": retracted})
	var body struct {
		Data struct{ Patient json.RawMessage }
	}
	if err := json.Unmarshal([]byte(a.body), &body); err != nil {
		t.Fatalf("%v: %.300s", err, a.body)
	}
	if len(body.Data.Patient) == 0 || string(body.Data.Patient) == "null" {
		return nil, a
	}
	p := &toldPerson{sections: map[string]toldSection{}}
	fields := map[string]json.RawMessage{}
	for _, into := range []any{p, &fields} {
		if err := json.Unmarshal(body.Data.Patient, into); err != nil {
			t.Fatal(err)
		}
	}
	for kind, field := range fieldOf {
		var s toldSection
		if err := json.Unmarshal(fields[field], &s); err != nil {
			t.Fatal(err)
		}
		p.sections[kind] = s
	}
	return p, a
}

// shown are the resources behind a section, as "exchange reference", each with how it was shown.
func (s toldSection) shown() map[string]string {
	all := map[string]string{}
	add := func(how string, sources []toldSource) {
		for _, from := range sources {
			ref, _, _ := strings.Cut(from.Reference, "#") // a result inside its report
			if name := from.Exchange.ID + " " + ref; all[name] == "" || how != "result" {
				all[name] = how
			}
		}
	}
	for _, e := range s.Entries {
		for _, r := range e.Results {
			add("result", r.Sources)
		}
		add("entry", e.Sources)
	}
	for _, n := range s.Negations {
		add("denial", n.Sources)
	}
	return all
}
