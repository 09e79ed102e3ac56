package server_test

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/london-care-record/gateway/access/optout"
	"github.com/london-care-record/gateway/internal/server"
	"github.com/london-care-record/gateway/record"
)

const (
	ada   record.NHSNumber = "9990000018"
	brian record.NHSNumber = "9990000026"
	chipo record.NHSNumber = "9990000034"
)

// kindsSeen are the kinds of record that each demo caller sees of Brian Teague, from the table in docs/access.md and the
// scopes of their tokens; none for who sees nothing.
var kindsSeen = map[string][]string{
	"ae-doctor":              everyKind,
	"stroke-nurse":           without(everyKind, "REFERRALS"),
	"gp":                     everyKind,
	"pharmacist":             {"ALERTS", "ALLERGIES", "CONDITIONS", "IMMUNISATIONS", "INVESTIGATIONS", "MEDICATIONS", "OBSERVATIONS"},
	"social-worker":          {"ALERTS", "APPOINTMENTS", "ASSESSMENTS", "CARE_PLANS", "CARE_TEAM", "REFERRALS"},
	"practice-administrator": {"APPOINTMENTS", "REFERRALS"},
	"analyst":                everyKind,
	"developer":              everyKind,
	"privacy-officer":        nil,
}

var everyKind = []string{"ALERTS", "ALLERGIES", "APPOINTMENTS", "ASSESSMENTS", "CARE_PLANS", "CARE_TEAM", "CONDITIONS", "DOCUMENTS",
	"ENCOUNTERS", "IMMUNISATIONS", "INVESTIGATIONS", "MEDICATIONS", "OBSERVATIONS", "PROCEDURES", "REFERRALS"}

func without(kinds []string, one string) []string {
	return slices.DeleteFunc(slices.Clone(kinds), func(k string) bool { return k == one })
}

// TestS24_EachCallerSeesWhatTheTableSays asks for everything as each demo caller, in every way that there is.
func TestS24_EachCallerSeesWhatTheTableSays(t *testing.T) {
	t.Parallel()
	g := startUnhurried(t, 100)
	for _, person := range []record.NHSNumber{brian, chipo}[:some(2, 1)] { // she has referrals and appointments, he has nearly all else
		whole, _ := g.tell(t, string(person), false)
		for caller, want := range kindsSeen {
			t.Run(caller, func(t *testing.T) { g.as(caller, person).sees(t, person, want, whole) })
		}
	}
}

// sees asks for everything of a person, and finds the kinds that it should.
func (g *gateway) sees(t *testing.T, person record.NHSNumber, want []string, whole *toldPerson) {
	t.Helper()
	p, a := g.tell(t, string(person), false)
	if want == nil {
		if p != nil || a.code() != "FORBIDDEN" {
			t.Fatalf("got %.300s", a.body)
		}
		return
	}
	if p == nil {
		t.Fatalf("got %.300s", a.body)
	}
	for _, kind := range everyKind {
		s, may := p.sections[kind], slices.Contains(want, kind)
		if may != (len(s.Entries) > 0) && len(whole.sections[kind].Entries) > 0 {
			t.Errorf("%s has %d entries", kind, len(s.Entries))
		}
		for _, source := range s.Completeness.Sources {
			if !may && source.State != "WITHHELD" && source.State != "NOT_CONNECTED" {
				t.Errorf("%s of %s is %s", kind, source.Exchange.ID, source.State)
			}
			if may && source.State == "WITHHELD" {
				t.Errorf("%s of %s is withheld", kind, source.Exchange.ID)
			}
		}
		if !may && (s.Completeness.Complete || !strings.Contains(s.Completeness.Summary, "may not show")) {
			t.Errorf("%s says: %s", kind, s.Completeness.Summary)
		}
	}
	g.noWayRound(t, person, want, anyOf(whole, want))
}

// anyOf tells whether a person has entries of some kinds.
func anyOf(p *toldPerson, kinds []string) bool {
	return slices.ContainsFunc(kinds, func(k string) bool { return len(p.sections[k].Entries) > 0 })
}

// noWayRound asks for a person by aliases, fragments, the timeline, coverage, federation and stitching, and finds
// entries of no other kinds than these.
func (g *gateway) noWayRound(t *testing.T, person record.NHSNumber, may []string, some bool) {
	t.Helper()
	const rows = `edges{node{kind}} completeness{...c}`
	for name, query := range map[string]string{
		"timeline":   `{patient(nhsNumber:"9990000026"){timeline(first:500){` + rows + `}}}`,
		"some of it": `{patient(nhsNumber:"9990000026"){timeline(first:500,kinds:[MEDICATIONS,REFERRALS,DOCUMENTS]){` + rows + `}}}`,
		"stitching":  `{patient(nhsNumber:"9990000026"){stitching{rows{kind text}}}}`,
		"entities":   `{_entities(representations:[{__typename:"Patient",nhsNumber:"9990000026"}]){...on Patient{documents{...d} medications{entries{kind}} timeline(first:500){` + rows + `}}}}`,
		"aliases": `{a:patient(nhsNumber:"9990000026"){name{text}} b:patient(nhsNumber:"9990000026"){x:documents{...d} y:medications{...m} z:referrals{...r}}
 c:patients(nhsNumbers:["9990000026","999 000 0026"]){encounters{entries{kind}} y:medications{...m}}}`,
		"fragments": `{patient(nhsNumber:"9990000026"){...p}} fragment p on Patient{...q referrals{...r}} fragment q on Patient{documents{...d} medications{...m}}`,
		"coverage":  `{patient(nhsNumber:"9990000026"){coverage{kinds{kind completeness{sources{count}}}}}}`,
	} {
		all := query
		for fragment, text := range map[string]string{
			"...c": ` fragment c on Completeness{complete}`,
			"...d": ` fragment d on DocumentList{entries{kind}}`,
			"...m": ` fragment m on MedicationList{entries{kind}}`,
			"...r": ` fragment r on ReferralList{entries{kind appointments{entries{kind}}}}`,
		} {
			if strings.Contains(query, fragment) {
				all += text
			}
		}
		all = strings.ReplaceAll(strings.ReplaceAll(all, "9990000026", string(person)), "999 000 0026", string(person[:3]+" "+person[3:6]+" "+person[6:]))
		a := g.ask(all, nil)
		if strings.Contains(a.body, "VALIDATION") || a.code() == "BAD_REQUEST" {
			t.Fatalf("%s: %.400s", name, a.body)
		}
		found := 0
		kindsIn(a.Data, func(kind string, node map[string]any) {
			if name == "coverage" && countIn(node) == 0 {
				return
			}
			found++
			if !slices.Contains(may, kind) {
				t.Errorf("%s shows %s", name, kind)
			}
		})
		if found == 0 && some && slices.Contains([]string{"timeline", "stitching", "coverage"}, name) {
			t.Errorf("%s shows nothing: %.300s", name, a.body)
		}
	}
}

// kindsIn visits everything in an answer that says its kind.
func kindsIn(v any, visit func(string, map[string]any)) {
	switch v := v.(type) {
	case map[string]any:
		if kind, ok := v["kind"].(string); ok {
			visit(kind, v)
		}
		for _, inner := range v {
			kindsIn(inner, visit)
		}
	case []any:
		for _, inner := range v {
			kindsIn(inner, visit)
		}
	}
}

// countIn adds up the counts of entries in a part of an answer.
func countIn(v any) (n float64) {
	switch v := v.(type) {
	case map[string]any:
		if count, ok := v["count"].(float64); ok {
			n += count
		}
		for _, inner := range v {
			n += countIn(inner)
		}
	case []any:
		for _, inner := range v {
			n += countIn(inner)
		}
	}
	return n
}

func TestS24_WithoutARelationshipNobodyIsAskedAnything(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	g.demo.ResetRequests()
	a := g.as("stroke-nurse", "").ask(`{patient(nhsNumber:"9990000018"){allergies{statement}} patients(nhsNumbers:["9990000018"]){nhsNumber}}`, nil)
	if a.code() != "FORBIDDEN" || a.at(t, "patient") != nil || a.at(t, "patients", 0) != nil {
		t.Errorf("got %s", a.body)
	}
	if a := g.as("stroke-nurse", "").ask(`{_entities(representations:[{__typename:"Patient",nhsNumber:"9990000018"}]){...on Patient{name{text}}}}`, nil); a.code() != "FORBIDDEN" || a.at(t, "_entities", 0) != nil {
		t.Errorf("got %s", a.body)
	}
	for _, e := range g.demo.Exchanges() {
		if n := g.demo.Requests(e.ID)["total"]; n > 0 {
			t.Errorf("%s was asked %d times", e.ID, n)
		}
	}
	noted := g.house.Noted()
	if len(noted) != 2 { // one for each operation and person
		t.Fatalf("%d decisions are noted", len(noted))
	}
	for _, n := range noted {
		if n.Decision.Permitted || n.Decision.Person != ada || n.Decision.Caller.Subject != "stroke-nurse" || len(n.Answers) > 0 {
			t.Errorf("noted: %+v", n)
		}
	}
}

func TestS25_EveryAnswerIsNotedWithItsOutcome(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	a := g.ask(`{patient(nhsNumber:"9990000018"){allergies{entries{id}} medications{completeness{complete}}} other:patient(nhsNumber:"9990000018"){conditions{statement:completeness{complete} entries{id}}}}`, nil)
	ids := []string{}
	for _, field := range [][]any{{"patient", "allergies", "entries"}, {"other", "conditions", "entries"}} {
		for _, e := range a.at(t, field...).([]any) {
			ids = append(ids, e.(map[string]any)["id"].(string))
		}
	}
	slices.Sort(ids)
	noted := g.house.Noted()
	if len(noted) != 1 || len(noted[0].Answers) != 1 {
		t.Fatalf("noted: %+v", noted)
	}
	d, left := noted[0].Decision, noted[0].Answers[0]
	if d.Caller.Subject != "ae-doctor" || d.Caller.Address != "127.0.0.1" || d.Person != ada || d.Request != a.header.Get("X-Request-Id") ||
		!slices.Equal(d.Kinds, []record.Kind{record.Allergies, record.Conditions, record.Demographics, record.Medications}) {
		t.Errorf("noted: %+v", d)
	}
	if !slices.Equal(left.Released, ids) || len(ids) < 2 {
		t.Errorf("the answer holds %v, noted are %v", ids, left.Released)
	}
	asked := map[record.Kind]int{}
	for _, x := range left.Asked {
		if x.State == "" {
			t.Errorf("%s of %s has no state", x.Kind, x.Exchange)
		}
		asked[x.Kind]++
	}
	if asked[record.Demographics] != 5 || asked[record.Allergies] < 3 || asked[record.Conditions] < 3 || len(asked) != 4 {
		t.Errorf("asked: %v", asked)
	}
}

func TestS25_ManyPeopleAreNotedEachForThemselves(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	people := g.demo.Population()[:30]
	a := g.ask(`query($n:[NHSNumber!]!){patients(nhsNumbers:$n){nhsNumber alerts{entries{id}}}}`, map[string]any{"n": append(slices.Clone(people), people[3])})
	if len(a.Errors) > 0 {
		t.Fatalf("%.300s", a.body)
	}
	var noted []string
	for _, n := range g.house.Noted() {
		if len(n.Answers) != 1 {
			t.Error("a decision has no outcome")
		}
		noted = append(noted, string(n.Decision.Person))
	}
	slices.Sort(noted)
	want := slices.Clone(people)
	slices.Sort(want)
	if !slices.Equal(noted, want) {
		t.Errorf("%d decisions for %d people", len(noted), len(want))
	}
}

func TestS25_NoAuditNoData(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	if err := g.house.Log.Close(); err != nil {
		t.Fatal(err)
	}
	g.demo.ResetRequests()
	for name, query := range map[string]string{
		"one":      `{patient(nhsNumber:"9990000018"){nhsNumber name{text}}}`,
		"many":     `{patients(nhsNumbers:["9990000018","9990000026"]){name{text}}}`,
		"entities": `{_entities(representations:[{__typename:"Patient",nhsNumber:"9990000018"}]){...on Patient{name{text}}}}`,
		"glass":    `mutation{breakGlass(nhsNumber:"9990000018",reason:EMERGENCY,text:"unconscious in resus"){until}}`,
	} {
		if a := g.ask(query, nil); a.code() != "RECORD_UNAVAILABLE" || strings.Contains(a.body, "Okafor") {
			t.Errorf("%s: %s", name, a.body)
		}
	}
	if a := g.ask(`{exchanges{id}}`, nil); len(a.Errors) > 0 {
		t.Errorf("what holds no patient data is refused, too: %s", a.body)
	}
	for _, e := range g.demo.Exchanges() {
		if n := g.demo.Requests(e.ID)["total"]; n > 0 {
			t.Errorf("%s was asked %d times", e.ID, n)
		}
	}
}

// TestS25_AnAnswerThatCannotBeNotedDoesNotLeave lets the decision be noted and the outcome not: the trail goes away while an
// exchange is asked.
func TestS25_AnAnswerThatCannotBeNotedDoesNotLeave(t *testing.T) {
	t.Parallel()
	g := start(t, func(c *server.Config) { c.Budget = 10 * time.Second })
	g.slow(t, 700)
	done := make(chan answer, 1)
	go func() {
		done <- g.ask(`{patient(nhsNumber:"9990000018"){name{text} allergies{entries{id code{text}}}}}`, nil)
	}()
	g.waitForDecision(t)
	if err := g.house.Log.Close(); err != nil {
		t.Fatal(err)
	}
	a := <-done
	if a.code() != "RECORD_UNAVAILABLE" || a.Data != nil || strings.Contains(a.body, "Okafor") {
		t.Errorf("got %s", a.body)
	}
	if noted := g.house.Noted(); len(noted) != 1 || len(noted[0].Answers) != 0 {
		t.Errorf("noted: %+v", noted)
	}
}

// TestS24_WhoObjectsWhileTheAnswerIsOnItsWayIsRespected lets a person object between the decision and the answer.
func TestS24_WhoObjectsWhileTheAnswerIsOnItsWayIsRespected(t *testing.T) {
	t.Parallel()
	g := start(t, func(c *server.Config) { c.Budget = 10 * time.Second })
	g.slow(t, 700)
	done := make(chan answer, 1)
	go func() {
		done <- g.ask(`{patients(nhsNumbers:["9990000018","9990000026"]){name{text} allergies{entries{id}}}}`, nil)
	}()
	g.waitForDecision(t)
	g.object(t, ada, optout.Objection{Scope: optout.All})
	a := <-done
	if a.code() != "FORBIDDEN" || a.Data != nil || strings.Contains(a.body, "Okafor") {
		t.Errorf("got %s", a.body)
	}
	for _, n := range g.house.Noted() {
		if len(n.Answers) != 0 {
			t.Error("something is noted to have left")
		}
	}
}

func (g *gateway) object(t *testing.T, person record.NHSNumber, o optout.Objection) {
	t.Helper()
	if _, err := g.house.Register.Apply(t.Context(), []optout.Change{{Person: person, Objection: o, RecordedAt: time.Now()}}); err != nil {
		t.Fatal(err)
	}
}

// waitForDecision returns when a decision is in the audit trail.
func (g *gateway) waitForDecision(t *testing.T) {
	t.Helper()
	for range 500 {
		if len(g.house.Noted()) > 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("nothing was decided")
}

func TestS24_WhatOneExchangeMayNotShareIsWithheldAndNotAsked(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	g.object(t, ada, optout.Objection{Scope: optout.AnExchange, Exchange: "SEL"})
	g.demo.ResetRequests()
	a := g.ask(`{patient(nhsNumber:"9990000018"){identity{state} demographics{...c} allergies{statement entries{sources{exchange{id}}} completeness{...c}} timeline{completeness{...c}} coverage{kinds{kind completeness{...c}}}}}
fragment c on Completeness{complete summary sources{exchange{id} state count detail}}`, nil)
	if n := g.demo.Requests("SEL")["total"]; n > 0 {
		t.Errorf("SEL was asked %d times", n)
	}
	for _, path := range [][]any{{"patient", "demographics"}, {"patient", "allergies", "completeness"}, {"patient", "timeline", "completeness"}, {"patient", "coverage", "kinds", 0, "completeness"}} {
		var c struct {
			Complete bool
			Summary  string
			Sources  []struct {
				Exchange      struct{ ID string }
				State, Detail string
				Count         int
			}
		}
		b, err := json.Marshal(a.at(t, path...))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, &c); err != nil {
			t.Fatal(err)
		}
		sel := c.Sources[1]
		if c.Complete || sel.Exchange.ID != "SEL" || sel.State != "WITHHELD" || sel.Count != 0 || !strings.Contains(sel.Detail, "objects") || !strings.Contains(c.Summary, "South East London may not show") {
			t.Errorf("%v: %+v", path, c)
		}
	}
	if s := a.at(t, "patient", "allergies", "statement"); s == "NO_KNOWN_ALLERGIES" || s == "NOTHING_RECORDED" {
		t.Errorf("the statement is %v although an exchange is withheld", s)
	}
}

func TestS04_ARestrictedPersonOpensToADoctorWhoBreaksTheGlassOnly(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	const query = `{patient(nhsNumber:"9990000069"){restricted addresses{text} allergies{completeness{sources{state}}} medications{entries{id}} timeline{totalCount} stitching(kinds:[MEDICATIONS]){rows{text}}}}`
	const glass = `mutation{breakGlass(nhsNumber:"9990000069",reason:EMERGENCY,text:"unconscious in resus"){until}}`
	closed := func(a answer) bool {
		return len(a.Errors) == 0 && a.at(t, "patient", "restricted") == true && len(a.at(t, "patient", "addresses").([]any)) == 0 &&
			len(a.at(t, "patient", "medications", "entries").([]any)) == 0 && a.at(t, "patient", "timeline", "totalCount") == 0.0 &&
			len(a.at(t, "patient", "stitching", "rows").([]any)) == 0 && strings.Count(a.body, `"WITHHELD"`) == 5
	}
	if a := g.ask(query, nil); !closed(a) {
		t.Errorf("a doctor sees %s", a.body)
	}
	pharmacist := g.as("pharmacist", "")
	if a := pharmacist.ask(glass, nil); len(a.Errors) > 0 {
		t.Fatalf("the pharmacist's glass: %s", a.body)
	}
	if a := pharmacist.ask(query, nil); !closed(a) {
		t.Errorf("a pharmacist with a broken glass sees %s", a.body)
	}
	if a := g.ask(glass, nil); len(a.Errors) > 0 {
		t.Fatalf("the doctor's glass: %s", a.body)
	}
	a := g.ask(query, nil)
	if closed(a) || a.at(t, "patient", "restricted") != true || strings.Contains(a.body, `"WITHHELD"`) {
		t.Errorf("a doctor with a broken glass sees %s", a.body)
	}
}

func TestS24_TheLaunchPatientIsWhomTheTokenNames(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	const query = `{launchPatient{nhsNumber name{text} allergies{statement}}}`
	if a := g.ask(query, nil); len(a.Errors) > 0 || a.at(t, "launchPatient") != nil {
		t.Errorf("without a launch: %s", a.body)
	}
	nurse := g.as("stroke-nurse", ada) // who has no other relationship with her
	if a := nurse.ask(query, nil); a.at(t, "launchPatient", "nhsNumber") != string(ada) {
		t.Errorf("got %s", a.body)
	}
	if a := nurse.ask(`{patient(nhsNumber:"9990000034"){nhsNumber}}`, nil); a.code() != "FORBIDDEN" {
		t.Errorf("somebody else: %s", a.body)
	}
}

// TestS24_TwoCallersNeverShareAnAnswer asks the same at the same time as a doctor and as an administrator.
func TestS24_TwoCallersNeverShareAnAnswer(t *testing.T) {
	t.Parallel()
	g := startUnhurried(t, 100)
	const query = `{patient(nhsNumber:"9990000026"){allergies{entries{id} completeness{sources{state}}} medications{entries{id}} documents{entries{id}} referrals{entries{id}}}}`
	alone := map[string]string{}
	callers := []string{"ae-doctor", "practice-administrator", "pharmacist"}
	asking := map[string]*gateway{}
	for _, c := range callers {
		asking[c] = g.as(c, brian)
		alone[c] = asking[c].ask(query, nil).body
	}
	if alone[callers[0]] == alone[callers[1]] || strings.Contains(alone[callers[0]], "WITHHELD") || !strings.Contains(alone[callers[1]], "WITHHELD") {
		t.Fatalf("they see the same: %.300s", alone[callers[0]])
	}
	var all sync.WaitGroup
	for _, c := range callers {
		for range some(8, 4) {
			all.Go(func() {
				for range 5 {
					if got := asking[c].ask(query, nil).body; got != alone[c] {
						t.Errorf("%s saw %.300s", c, got)
					}
				}
			})
		}
	}
	all.Wait()
}
