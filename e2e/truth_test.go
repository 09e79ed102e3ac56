package e2e

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/london-care-record/gateway/demo"
)

// wholeRecord asks for what the answer key can judge of a person: every section, and behind every entry its sources.
const wholeRecord = `{patient(nhsNumber:"NUMBER"){
 restricted identity{state}
 alerts(includeRetracted:true){entries{...e} completeness{...c}}
 allergies(includeInactive:true,includeRetracted:true){statement negations{sources{...s}} entries{...e} completeness{...c}}
 medications(includeRetracted:true){entries{...e} completeness{...c}}
 conditions(includeRetracted:true){entries{...e} completeness{...c}}
 investigations(includeRetracted:true){entries{...e results{...e}} completeness{...c}}
 observations(includeRetracted:true){entries{...e} completeness{...c}}
 procedures(includeRetracted:true){entries{...e} completeness{...c}}
 immunisations(includeRetracted:true){entries{...e} completeness{...c}}
 encounters(includeRetracted:true){entries{...e} completeness{...c}}
 referrals(includeRetracted:true){entries{...e} completeness{...c}}
 appointments(includeRetracted:true){entries{...e} completeness{...c}}
 documents(includeRetracted:true){entries{...e} completeness{...c}}
 assessments(includeRetracted:true){entries{...e} completeness{...c}}
 carePlans(includeRetracted:true){entries{...e} completeness{...c}}
 careTeam{entries{...e} completeness{...c}}
}}
fragment e on RecordEntry{id sources{...s}}
fragment s on Provenance{exchange{id} reference}
fragment c on Completeness{complete sources{exchange{id} state fetchedAt}}`

// sectionOf are the sections, by the word for their kind.
var sectionOf = map[string]string{
	"ALERTS": "alerts", "ALLERGIES": "allergies", "MEDICATIONS": "medications", "CONDITIONS": "conditions",
	"INVESTIGATIONS": "investigations", "OBSERVATIONS": "observations", "PROCEDURES": "procedures",
	"IMMUNISATIONS": "immunisations", "ENCOUNTERS": "encounters", "REFERRALS": "referrals", "APPOINTMENTS": "appointments",
	"DOCUMENTS": "documents", "ASSESSMENTS": "assessments", "CARE_PLANS": "carePlans", "CARE_TEAM": "careTeam",
}

type toldSource struct {
	Exchange  struct{ ID string }
	Reference string
}

type toldEntry struct {
	Sources []toldSource
	Results []toldEntry
}

type toldSection struct {
	Statement    string
	Negations    []toldEntry
	Entries      []toldEntry
	Completeness struct {
		Complete bool
		Sources  []struct {
			Exchange  struct{ ID string }
			State     string
			FetchedAt *string
		}
	}
}

// told is an answer about one person: sections by their kind, or none when there is no person in it.
type told struct {
	code       string
	Restricted bool
	Identity   struct{ State string }
	sections   map[string]toldSection
}

func readRecord(r reply) (told, error) {
	a := told{code: r.code()}
	var data struct{ Patient json.RawMessage }
	if err := json.Unmarshal(r.Data, &data); err != nil && len(r.Data) > 0 {
		return a, err
	}
	if len(data.Patient) == 0 || string(data.Patient) == "null" {
		return a, nil
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data.Patient, &fields); err != nil {
		return a, err
	}
	if err := json.Unmarshal(data.Patient, &a); err != nil {
		return a, err
	}
	a.sections = map[string]toldSection{}
	for kind, field := range sectionOf {
		var s toldSection
		if err := json.Unmarshal(fields[field], &s); err != nil {
			return a, fmt.Errorf("%s: %w", field, err)
		}
		a.sections[kind] = s
	}
	return a, nil
}

// shown are the resources behind a section, each as "exchange reference".
func (s toldSection) shown() map[string]bool {
	all := map[string]bool{}
	var add func([]toldEntry)
	add = func(entries []toldEntry) {
		for _, e := range entries {
			for _, from := range e.Sources {
				ref, _, _ := strings.Cut(from.Reference, "#") // a result inside its report
				all[from.Exchange.ID+" "+ref] = true
			}
			add(e.Results)
		}
	}
	add(s.Entries)
	add(s.Negations)
	return all
}

// truth is what the demo region knows of its people, and nobody tells the gateway.
type truth struct {
	region *demo.Region
	// owners are the people whom a resource is about, by "exchange reference".
	owners map[string]string
	// invented are the exchanges that a fault has made tell of things that nobody holds.
	invented map[string]bool
}

// stranger owns what is filed under somebody else's number.
const stranger = "a stranger"

func newTruth(r *demo.Region) *truth {
	t := &truth{region: r, owners: map[string]string{}, invented: map[string]bool{}}
	for _, n := range r.Population() {
		key, _ := r.Key(n)
		for _, f := range key.Facts {
			for exchange, refs := range f.Held {
				for _, ref := range refs {
					t.owners[exchange+" "+ref] = n
					if f.Status == "another person" {
						t.owners[exchange+" "+ref] = stranger
					}
				}
			}
		}
	}
	return t
}

// inventing are the faults by which an exchange tells of things that are in nobody's record.
var inventing = []string{"many-entries", "long-string", "duplicate-keys", "bad-utf8", "deep"}

// seen are the states that leave nothing unseen.
var seen = []string{"COMPLETE", "PATIENT_UNKNOWN", "NOT_CONNECTED"}

// sureOfAbsence are the statements about allergies that need every exchange's whole answer.
var sureOfAbsence = []string{"NO_KNOWN_ALLERGIES", "NOTHING_RECORDED", "PARTLY_NEGATED", "ONLY_INACTIVE"}

// problems tells which promises an answer about a person breaks, with these faults at the exchanges.
func (t *truth) problems(n string, a told, faults map[string]string) []string {
	for exchange, fault := range faults {
		if slices.Contains(inventing, fault) {
			t.invented[exchange] = true
		}
	}
	if a.sections == nil {
		if a.code != "RECORD_UNAVAILABLE" {
			return []string{"the person is known, and the answer is " + a.code}
		}
		return nil
	}
	key, _ := t.region.Key(n)
	var problems []string
	for kind, s := range a.sections {
		problems = append(problems, t.ofSection(key, kind, s, a)...)
	}
	return append(problems, ofStatement(key, a.sections["ALLERGIES"])...)
}

func (t *truth) ofSection(key demo.Key, kind string, s toldSection, a told) []string {
	var problems []string
	shown := s.shown()
	for name := range shown {
		exchange, _, _ := strings.Cut(name, " ")
		switch owner, ok := t.owners[name]; {
		case ok && owner == stranger && t.nobodyToCompare(key, exchange, s, a):
		case ok && owner != key.NHSNumber:
			problems = append(problems, fmt.Sprintf("%s shows %s, which is of %s", kind, name, owner))
		case !ok && !t.invented[exchange]:
			problems = append(problems, fmt.Sprintf("%s shows %s, which nobody holds", kind, name))
		}
	}
	if a.Restricted {
		if len(shown) > 0 {
			problems = append(problems, kind+" of a restricted person is shown")
		}
		return problems
	}
	if len(s.Completeness.Sources) != len(t.region.Exchanges()) {
		problems = append(problems, fmt.Sprintf("%s speaks of %d exchanges", kind, len(s.Completeness.Sources)))
	}
	unseen := 0
	for _, from := range s.Completeness.Sources {
		if !slices.Contains(seen, from.State) {
			unseen++
		}
		if problem := ofSource(key, kind, from.Exchange.ID, from.State, from.FetchedAt != nil, shown); problem != "" {
			problems = append(problems, fmt.Sprintf("%s: %s is %s, but %s", kind, from.Exchange.ID, from.State, problem))
		}
	}
	if s.Completeness.Complete && unseen > 0 {
		problems = append(problems, fmt.Sprintf("%s counts as complete, and %d exchanges did not tell all", kind, unseen))
	}
	return problems
}

// nobodyToCompare tells that an exchange that means somebody else by the number could not be found out: no other that knows
// the person said who that is, and the answer does not claim that any two agree (S02).
func (t *truth) nobodyToCompare(key demo.Key, exchange string, s toldSection, a told) bool {
	for _, from := range s.Completeness.Sources {
		if from.Exchange.ID != exchange && len(key.Patients[from.Exchange.ID]) > 0 && slices.Contains([]string{"COMPLETE", "STALE"}, from.State) {
			return false
		}
	}
	return a.Identity.State == "SINGLE_SOURCE" && !s.Completeness.Complete
}

// ofSource tells what is wrong with the state of an exchange; "" for nothing.
func ofSource(key demo.Key, kind, exchange, state string, dated bool, shown map[string]bool) string {
	switch state {
	case "COMPLETE":
		if len(key.Patients[exchange]) == 0 {
			return "it does not know the person"
		}
		for _, f := range key.Facts {
			if f.Kind != kind || f.Status == "another person" {
				continue
			}
			for _, ref := range f.Held[exchange] {
				if !shown[exchange+" "+ref] {
					return "its " + ref + " is missing: a silent gap"
				}
			}
		}
	case "PATIENT_UNKNOWN":
		if len(key.Patients[exchange]) > 0 {
			return "it knows the person: a silent gap"
		}
	case "STALE":
		if !dated {
			return "nothing says how old the answer is"
		}
	case "NOT_CONNECTED", "PENDING", "":
		return "that can't be"
	}
	return ""
}

func ofStatement(key demo.Key, s toldSection) []string {
	if !slices.Contains(sureOfAbsence, s.Statement) {
		return nil
	}
	var problems []string
	for _, from := range s.Completeness.Sources {
		if !slices.Contains(seen, from.State) {
			problems = append(problems, fmt.Sprintf("the statement is %s, and %s is %s", s.Statement, from.Exchange.ID, from.State))
		}
	}
	for _, f := range key.Facts {
		inactive := f.Status == "inactive" && s.Statement == "ONLY_INACTIVE"
		if f.Kind == "ALLERGIES" && !inactive && !slices.Contains([]string{"retracted", "another person", "denial"}, f.Status) {
			problems = append(problems, fmt.Sprintf("the statement is %s, and somebody has recorded an allergy: %s", s.Statement, f.Status))
		}
	}
	return problems
}
