package server_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/demo"
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

// leaves tells that a fact is not in its section unless what was retracted is asked for too.
func leaves(f demo.Fact) bool {
	return f.Status == "retracted" || f.Kind == "APPOINTMENTS" && f.Status == "cancelled"
}

// entriesOf counts what an exchange contributes to a section: a result inside a report of its own fact is no entry.
func entriesOf(key demo.Key, kind, exchange string) int {
	n := 0
	for _, f := range key.Facts {
		if f.Kind != kind || f.Status == "another person" {
			continue
		}
		isReport := slices.ContainsFunc(f.Held[exchange], func(ref string) bool { return strings.HasPrefix(ref, "DiagnosticReport/") })
		for _, ref := range f.Held[exchange] {
			if !isReport || !strings.HasPrefix(ref, "Observation/") {
				n++
			}
		}
	}
	return n
}

// checkSections compares every section with the key. The exchange without has failed: where it did not tell all, nothing
// is expected of it but that it shows nothing that is not the person's.
func checkSections(t *testing.T, key demo.Key, p *toldPerson, retracted bool, without string) {
	t.Helper()
	for kind, s := range p.sections {
		shown := s.shown()
		known := map[string]bool{}
		state, _ := s.Completeness.of(without)
		failed := state != "COMPLETE"
		for _, f := range key.Facts {
			if f.Kind != kind {
				continue
			}
			for exchange, refs := range f.Held {
				for _, ref := range refs {
					name := exchange + " " + ref
					if f.Status == "another person" {
						if shown[name] != "" {
							t.Errorf("%s shows another person's %s", kind, name)
						}
						continue
					}
					known[name] = true
					if exchange == without && failed {
						continue
					}
					how := shown[name]
					switch {
					case leaves(f) && !retracted && kind != "CARE_TEAM":
						if how != "" {
							t.Errorf("%s shows the retracted %s as %s", kind, name, how)
						}
					case how == "":
						t.Errorf("%s lacks %s of %s (%s, %s)", kind, name, f.What, f.When, f.Status)
					case (f.Status == "denial") != (how == "denial"):
						t.Errorf("%s shows %s of a fact that is %q as %s", kind, name, f.Status, how)
					}
				}
			}
		}
		for name, how := range shown {
			if !known[name] {
				t.Errorf("%s shows %s as %s, and the key knows nothing of it", kind, name, how)
			}
		}
		related := map[string][]string{}
		for _, e := range s.Entries {
			checkEntry(t, key, kind, e)
			related[e.ID] = []string{}
			for _, r := range e.Related {
				related[e.ID] = append(related[e.ID], r.Entry)
			}
		}
		for id, others := range related {
			for _, other := range others {
				if !slices.Contains(related[other], id) { // not there, or not naming this one (S17, S18)
					t.Errorf("%s: an entry names one that does not name it", kind)
				}
			}
		}
	}
}

// checkEntry checks what every entry says of itself.
func checkEntry(t *testing.T, key demo.Key, kind string, e toldEntry) {
	t.Helper()
	if e.Kind != kind || e.ID == "" || e.StatusText == "" || len(e.Sources) == 0 {
		t.Errorf("%s holds an entry of kind %q with id %q, status %q and %d sources", kind, e.Kind, e.ID, e.StatusText, len(e.Sources))
	}
	for _, s := range e.Sources {
		if s.Organisation == nil || s.Organisation.Name == "" || s.CareSetting == "UNKNOWN" {
			t.Errorf("%s: nobody knows where %s %s was recorded", kind, s.Exchange.ID, s.Reference)
		}
	}
	family := false
	for _, f := range key.Facts {
		for _, s := range e.Sources {
			if slices.Contains(f.Held[s.Exchange.ID], s.Reference) {
				family = family || f.Status == "family history"
				if kind == "REFERRALS" && (f.Status == "appointment" || f.Status == "no appointment") && (len(e.Appointments.Entries) > 0) != (f.Status == "appointment") {
					t.Errorf("a referral with %s has %d", f.Status, len(e.Appointments.Entries))
				}
			}
		}
	}
	if family != (e.FamilyMember != nil) || family != (e.StatusText == "family history") {
		t.Errorf("%s: of the family: %v; shown as %q of %v", kind, family, e.StatusText, e.FamilyMember)
	}
}

// checkCounts compares what each exchange contributed with the key.
func checkCounts(t *testing.T, key demo.Key, p *toldPerson) {
	t.Helper()
	for kind, s := range p.sections {
		for id := range exchangeNames {
			want, n := wellState(key, kind, id), entriesOf(key, kind, id)
			if state, count := s.Completeness.of(id); state != want || count != n {
				t.Errorf("%s: %s is %s with %d entries, want %s with %d", kind, id, state, count, want, n)
			}
		}
		for _, k := range p.Coverage.Kinds {
			if k.Kind == kind && fmt.Sprint(k.Completeness) != fmt.Sprint(s.Completeness) {
				t.Errorf("%s: coverage says %v, the list %v", kind, k.Completeness, s.Completeness)
			}
		}
	}
}

var exchangeNames = map[string]string{"NEL": "North East London", "SEL": "South East London", "SWL": "South West London",
	"NCL": "North Central London", "NWL": "North West London"}

// wellState is the state of an exchange with which nothing is wrong. A date that can't be read makes its kind partial (S09).
func wellState(key demo.Key, kind, id string) string {
	odd := func(f demo.Fact) bool { return f.Kind == kind && f.Status == "odd date" && len(f.Held[id]) > 0 }
	switch {
	case len(key.Patients[id]) == 0:
		return "PATIENT_UNKNOWN"
	case isStranger(key, id):
		return "IDENTITY_MISMATCH"
	case slices.ContainsFunc(key.Facts, odd):
		return "PARTIAL"
	}
	return "COMPLETE"
}

// isStranger tells that an exchange holds somebody else under the number.
func isStranger(key demo.Key, exchange string) bool {
	return slices.ContainsFunc(key.Facts, func(f demo.Fact) bool { return f.Status == "another person" && len(f.Held[exchange]) > 0 })
}

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

// sampled are the demo people and so many of the others, chosen by a seed.
func sampled(g *gateway, others int) []string {
	all := g.demo.Population()
	rest := slices.Clone(all[10:])
	r := rand.New(rand.NewPCG(7, 20))
	r.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	return slices.Concat(all[:10], rest[:others])
}

const restrictedNumber = "9990000069"

func TestAnswersAgreeWithTheKey(t *testing.T) {
	g := start(t, nil)
	statements := map[string]int{}
	for i, n := range sampled(g, 70) {
		t.Run(fmt.Sprintf("person %d", i), func(t *testing.T) {
			g.t = t
			key, ok := g.demo.Key(n)
			if !ok {
				t.Fatal("no key")
			}
			for _, retracted := range []bool{false, true} {
				p, a := g.tell(t, n, retracted)
				if p == nil || len(a.Errors) > 0 {
					t.Fatalf("no answer: %.300s", a.body)
				}
				if n == restrictedNumber {
					checkWithheld(t, p)
					continue
				}
				checkSections(t, key, p, retracted, "")
				checkCounts(t, key, p)
				if got, want := p.sections["ALLERGIES"].Statement, wantStatement(key); got != want {
					t.Errorf("the statement of allergies is %s, want %s", got, want)
				}
				if p.BirthDate != key.BirthDate || p.Deceased != (key.Deceased != "") || p.Restricted {
					t.Errorf("born %s, deceased %v, restricted %v", p.BirthDate, p.Deceased, p.Restricted)
				}
				statements[p.sections["ALLERGIES"].Statement]++
			}
		})
	}
	for _, s := range []string{"CONFLICTING", "RECORDED", "UNKNOWN", "NO_KNOWN_ALLERGIES", "PARTLY_NEGATED"} {
		if statements[s] == 0 {
			t.Errorf("nobody's statement is %s: %v", s, statements)
		}
	}
}

// TestS17_DaisInhalersNameEachOther holds the demo region's story of one inhaler under three names, and of two others.
func TestS17_DaisInhalersNameEachOther(t *testing.T) {
	g := start(t, nil)
	p, a := g.tell(t, "9990000042", false)
	if p == nil {
		t.Fatal(a.body)
	}
	var related []int
	for _, e := range p.sections["MEDICATIONS"].Entries {
		related = append(related, len(e.Related))
	}
	// The newest first: Qvar, salbutamol, "Ventolin inhaler", Clenil, Ventolin Evohaler.
	if want := []int{0, 2, 2, 0, 2}; !slices.Equal(related, want) {
		t.Errorf("his inhalers name %v others, want %v", related, want)
	}
}

// checkWithheld checks that all exchanges look alike, and that none shows anything (S04).
func checkWithheld(t *testing.T, p *toldPerson) {
	t.Helper()
	if !p.Restricted {
		t.Error("not marked as restricted")
	}
	for kind, s := range p.sections {
		if len(s.shown()) > 0 || s.Completeness.Complete {
			t.Errorf("%s of a restricted person: %v", kind, s)
		}
		for _, from := range s.Completeness.Sources {
			if from.State != "WITHHELD" || from.Count != 0 {
				t.Errorf("%s: %s is %s", kind, from.Exchange.ID, from.State)
			}
		}
	}
}

// afterFault are the states in which a fault may leave an exchange.
var afterFault = map[string][]string{
	"down": {"UNAVAILABLE"}, "429": {"UNAVAILABLE"}, "error": {"UNAVAILABLE"}, "unavailable": {"UNAVAILABLE"},
	"unauthorised": {"REFUSED"}, "forbidden": {"REFUSED"},
	"broken-json": {"UNAVAILABLE", "PARTIAL"}, "cut-body": {"UNAVAILABLE", "PARTIAL"}, "html": {"UNAVAILABLE"},
	"cut-page": {"PARTIAL"}, "endless-pages": {"PARTIAL"}, "foreign-page": {"PARTIAL"}, "partial": {"PARTIAL"}, "wrong-patient": {"PARTIAL"},
}

// sureOfAbsence are the statements that need every exchange's answer.
var sureOfAbsence = []string{"NO_KNOWN_ALLERGIES", "NOTHING_RECORDED", "PARTLY_NEGATED", "ONLY_INACTIVE"}

func TestS20_AFaultNeverReadsAsAbsence(t *testing.T) {
	g := start(t, nil)
	people := slices.DeleteFunc(sampled(g, 70), func(n string) bool {
		key, _ := g.demo.Key(n)
		return slices.ContainsFunc(key.Facts, func(f demo.Fact) bool { return f.Status == "another person" })
	})
	faults, ids := slices.Sorted(maps.Keys(afterFault)), slices.Sorted(maps.Keys(exchangeNames))
	r := rand.New(rand.NewPCG(11, 3))
	for i := range 42 {
		fault, id, n := faults[i%len(faults)], ids[r.IntN(len(ids))], people[r.IntN(len(people))]
		t.Run(fmt.Sprintf("%d %s at %s", i, fault, id), func(t *testing.T) {
			g.t = t
			if err := g.demo.SetFault(id, demo.Fault{Kind: fault}); err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := g.demo.SetFault(id, demo.Fault{Kind: "none"}); err != nil {
					t.Error(err)
				}
			}()
			key, _ := g.demo.Key(n)
			p, a := g.tell(t, n, false)
			alone := len(key.Patients) == 1 && len(key.Patients[id]) > 0
			switch {
			case p == nil && alone && a.code() == "RECORD_UNAVAILABLE":
			case p == nil:
				t.Errorf("known to %d exchanges, and the answer is %.300s", len(key.Patients), a.body)
			case n == restrictedNumber:
				checkWithheld(t, p)
			default:
				checkFaulty(t, key, p, a, id, fault)
			}
		})
	}
}

// mayMiss are the faults that do nothing to an answer without further pages, or of which a stranger holds nothing.
var mayMiss = []string{"foreign-page", "wrong-patient"}

// checkFaulty checks an answer that one exchange could not give its part of.
func checkFaulty(t *testing.T, key demo.Key, p *toldPerson, a answer, id, fault string) {
	t.Helper()
	checkSections(t, key, p, false, id)
	for kind, s := range p.sections {
		for other := range exchangeNames {
			state, _ := s.Completeness.of(other)
			if want := wellState(key, kind, other); other != id && state != want {
				t.Errorf("%s: %s is well and %s, want %s", kind, other, state, want)
			}
		}
		state, _ := s.Completeness.of(id)
		if slices.Contains(mayMiss, fault) && state == wellState(key, kind, id) {
			continue // checkSections has seen that all of it is there
		}
		if s.Completeness.Complete || !slices.Contains(afterFault[fault], state) || !strings.Contains(s.Completeness.Summary, exchangeNames[id]) {
			t.Errorf("%s: complete %v, %s is %s: %q", kind, s.Completeness.Complete, id, state, s.Completeness.Summary)
		}
		if kind == "ALLERGIES" && slices.Contains(sureOfAbsence, s.Statement) {
			t.Errorf("the statement of allergies is %s", s.Statement)
		}
		if p.Coverage.Complete {
			t.Errorf("coverage is complete, %s is not", kind)
		}
		if len(a.Errors) == 0 && state != "PARTIAL" {
			t.Errorf("%s: no error says that %s is %s", kind, id, state)
		}
	}
}

// TestManyAskedTogetherAreAsEachAlone compares fifty people asked for at once with each asked for alone, byte for byte.
func TestManyAskedTogetherAreAsEachAlone(t *testing.T) {
	g := start(t, nil)
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

// TestGroupsFindWhatTheKeyKnows asks a stroke unit's question of everybody: each examination that the key knows is found
// by its group, however its exchange words or codes it, and nothing else is.
func TestGroupsFindWhatTheKeyKnows(t *testing.T) {
	g := start(t, nil)
	groups := map[string]string{"Transthoracic echocardiography": "echocardiogram", "Echocardiography": "echocardiogram",
		"24 Hour electrocardiogram": "ambulatory-ecg", "Computed tomography of head": "ct-head",
		"Magnetic resonance imaging of brain": "mri-brain", "Carotid artery ultrasound": "carotid-ultrasound"}
	seen := map[string]int{}
	for i, n := range g.demo.Population() {
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
