package server_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/london-care-record/gateway/access/accesstest"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/demo/authority"
	"github.com/london-care-record/gateway/internal/server"
	"github.com/london-care-record/gateway/record"
)

// farid's record is restricted.
const farid record.NHSNumber = "9990000069"

// may is what one caller may see of one person, by the table in access/testdata/matrix.txt and the answer key.
type may struct {
	// seen are resources, as "exchange reference".
	seen map[string]bool
	// facts are what a whole answer holds: of each, at each exchange, one of these resources at least. The first word is its kind.
	facts [][]string
	// kinds are those of which something may be seen, and counted where at an exchange an entry may be.
	kinds   map[string]bool
	counted map[string]bool
}

// policyTable reads the table once for a test.
func policyTable(t *testing.T) []accesstest.Expectation {
	t.Helper()
	return accesstest.ReadMatrix(t, "../../access/testdata/matrix.txt")
}

// whatMaySee asks the table about every fact of the key. The caller was launched on the person.
func whatMaySee(matrix []accesstest.Expectation, caller authority.Caller, key demo.Key) may {
	m := may{seen: map[string]bool{}, kinds: map[string]bool{}, counted: map[string]bool{}}
	verdict := func(kind, exchange string, label policy.Label) bool {
		return accesstest.Expected(matrix, [8]string{caller.Role, caller.Purpose, "in-context", "synthetic", "none", exchange, kind, string(label)}) == "allowed"
	}
	restricted := key.NHSNumber == string(farid)
	for _, f := range key.Facts {
		for exchange, refs := range f.Held {
			label := policy.Normal
			if f.Label != "" {
				label = policy.LabelOf(labelCoding(f.Label))
			}
			open := verdict("DEMOGRAPHICS", exchange, policy.Normal) && verdict(f.Kind, exchange, policy.Normal) && verdict(f.Kind, exchange, label)
			if restricted || f.Status == "another person" || isStranger(key, exchange) || !open {
				continue
			}
			m.kinds[f.Kind], m.counted[f.Kind+" "+exchange] = true, true
			fact := []string{f.Kind} // for whoever reads what is missing
			for _, ref := range refs {
				fact = append(fact, exchange+" "+ref)
				m.seen[exchange+" "+ref] = true
			}
			m.facts = append(m.facts, fact)
		}
	}
	return m
}

func labelCoding(code string) record.Coding {
	if len(code) == 1 {
		return record.Coding{System: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", Code: code}
	}
	return record.Coding{System: "http://terminology.hl7.org/CodeSystem/v3-ActCode", Code: code}
}

// path is one way to ask for a record.
type path struct {
	name, query string
	// whole tells that it asks for everything.
	whole bool
	// kinds are those whose entries it can lead to; nil for all.
	kinds []string
}

const sourced = ` fragment s on RecordEntry{sources{exchange{id} reference}}`

// sectionsOf selects every section with a selection of its entries.
func sectionsOf(prefix string, entries string) string {
	var b strings.Builder
	for _, kind := range everyKind {
		field, argument := fieldOf[kind], "(includeRetracted:true)"
		switch kind {
		case "CARE_TEAM":
			argument = ""
		case "ALLERGIES":
			argument = "(includeInactive:true,includeRetracted:true)"
		}
		if prefix != "" {
			fmt.Fprintf(&b, "%s%s:", prefix, field)
		}
		fmt.Fprintf(&b, "%s%s{entries{%s", field, argument, entries)
		if kind == "INVESTIGATIONS" {
			fmt.Fprintf(&b, " ...on Investigation{results{%s}}", entries)
		}
		b.WriteString("}")
		if kind == "ALLERGIES" {
			b.WriteString(" negations{sources{exchange{id} reference}}")
		}
		b.WriteString("}\n")
	}
	return b.String()
}

// everyPath are the ways to the record of the person on whom the caller was launched.
func everyPath(n record.NHSNumber) []path {
	entity := fmt.Sprintf(`_entities(representations:[{__typename:"Patient",nhsNumber:"%s"},{__typename:"Patient",nhsNumber:"%[1]s"}])`, n)
	one := fmt.Sprintf(`patient(nhsNumber:"%s")`, n)
	const inputs = `stitching{rows{inputs{exchange{id} reference}}}`
	return []path{
		{"sections", `{` + one + `{` + sectionsOf("", "...s") + `}}` + sourced, true, nil},
		{"the launch", `{launchPatient{` + sectionsOf("", "...s") + `}}` + sourced, true, nil},
		{"many people", fmt.Sprintf(`{patients(nhsNumbers:["%s","%[1]s"]){`, n) + sectionsOf("", "...s") + `}}` + sourced, true, nil},
		{"an entity", `{` + entity + `{...on Patient{` + sectionsOf("", "...s") + `}}}` + sourced, true, nil},
		{"aliases", `{a:` + one + `{` + sectionsOf("x", "...s") + `} b:` + one + `{documents{entries{...s}}}}` + sourced, true, nil},
		{"named fragments", `{...root} fragment root on Query{` + one + `{...all}} fragment all on Patient{` + sectionsOf("", "...s") + `}` + sourced, true, nil},
		{"inline fragments", `{...on Query{` + one + `{...on Patient{...{` + sectionsOf("", "...on RecordEntry{...{sources{exchange{id} reference}}}") + `}}}}}`, true, nil},
		{"directives", `query{` + one + `@skip(if:false){...@include(if:true){` + sectionsOf("", "...s@include(if:true)") + `}}}` + sourced, true, nil},
		{"stitching", `{` + one + `{` + inputs + `}}`, true, nil},
		{"stitching of an entity", `{` + entity + `{...on Patient{` + inputs + `}}}`, true, nil},
		{"the timeline", `{` + one + `{timeline(first:500){edges{node{...s}}}}}` + sourced, false, nil},
		{"the timeline of some kinds", `{` + one + `{timeline(first:500,kinds:[MEDICATIONS,DOCUMENTS,REFERRALS,CONDITIONS]){edges{node{...s}}}}}` + sourced, false, nil},
		{"the timeline by type", `{` + one + `{timeline(first:500){edges{node{...on Document{...s} ...on Referral{...s appointments{entries{...s}}} ...on Condition{...s} ...on Investigation{results{...s}}}}}}}` + sourced, false, nil},
		{"appointments of referrals", `{` + one + `{referrals(includeRetracted:true){entries{appointments{entries{...s}}}}}}` + sourced, false, []string{"APPOINTMENTS"}},
		{"results of reports", `{` + one + `{investigations(includeRetracted:true){entries{results{...s}}}}}` + sourced, false, []string{"INVESTIGATIONS", "OBSERVATIONS"}},
		{"one kind beside another", `{` + one + `{documents{entries{...s}}} again:` + one + `{timeline(first:500){edges{node{...s}}} assessments{entries{...s}}}}` + sourced, false, nil},
	}
}

// sourcesIn gives every resource that an answer names, with "exchange reference".
func sourcesIn(v any, found map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		if exchange, ok := v["exchange"].(map[string]any); ok {
			if ref, ok := v["reference"].(string); ok {
				ref, _, _ = strings.Cut(ref, "#") // a result inside its report
				found[fmt.Sprint(exchange["id"], " ", ref)] = true
			}
		}
		for _, inner := range v {
			sourcesIn(inner, found)
		}
	case []any:
		for _, inner := range v {
			sourcesIn(inner, found)
		}
	}
}

// holds compares what was seen with what may be.
func (m may) holds(t *testing.T, who string, p path, seen map[string]bool) {
	t.Helper()
	for name := range seen {
		if !m.seen[name] {
			t.Errorf("%s, by %s: %s is shown", who, p.name, name)
		}
	}
	if !p.whole {
		return
	}
	for _, fact := range m.facts {
		if !slices.ContainsFunc(fact, func(name string) bool { return seen[name] }) {
			t.Errorf("%s, by %s: %s is not shown", who, p.name, fact)
		}
	}
}

// compare looks at what an answer shows. Where a busy machine let an exchange run out of time, the answer says so, and only that it
// shows nothing that it may not is held.
func (m may) compare(t *testing.T, who string, p path, a answer) (whole bool) {
	t.Helper()
	refused := a.code() == "FORBIDDEN" && len(m.seen) == 0
	whole = p.whole
	for _, e := range a.Errors {
		switch {
		case e.Extensions["code"] == "EXCHANGE_UNAVAILABLE":
			whole = false
		case !refused:
			t.Errorf("%s, by %s: %.300s", who, p.name, a.body)
			return false
		}
	}
	seen := map[string]bool{}
	sourcesIn(a.Data, seen)
	p.whole = whole && !refused
	m.holds(t, who, p, seen)
	return p.whole
}

// peopleOnPaths are a person with nearly every kind, one with referrals, one with labelled entries, one who is restricted.
var peopleOnPaths = []record.NHSNumber{brian, chipo, erin, farid}

// TestS24_NoPathLeadsRoundThePolicy asks for the same along every path, as every demo caller.
func TestS24_NoPathLeadsRoundThePolicy(t *testing.T) {
	t.Parallel()
	g := startAnd(t, 0, func(g *gateway, c *server.Config) {
		remembers(g, c) // what the caller before was told lies in the memory
		c.Limits.Aliases, c.Limits.Tokens = 200, 5000
	})
	matrix := policyTable(t)
	callers := authority.Callers()
	if testing.Short() {
		callers = slices.DeleteFunc(callers, func(c authority.Caller) bool {
			return c.ID != "stroke-nurse"
		})
	}
	compared := 0
	for _, caller := range callers {
		people := peopleOnPaths
		if caller.NHSNumber != "" {
			people = []record.NHSNumber{record.NHSNumber(caller.NHSNumber)} // can be launched on nobody else
		}
		for _, person := range people {
			key, ok := g.demo.Key(string(person))
			if !ok {
				t.Fatal("no key")
			}
			m, who := whatMaySee(matrix, caller, key), g.as(caller.ID, person)
			for i, p := range everyPath(person) {
				if i%4 > 0 && (person == chipo || person == farid) {
					continue // the others go along every path
				}
				a := who.ask(p.query, nil)
				if m.compare(t, caller.ID, p, a) {
					compared++
				}
			}
			m.counts(t, caller.ID, who.ask(fmt.Sprintf(`{patient(nhsNumber:"%s"){coverage{kinds{kind completeness{sources{exchange{id} state count}}}}}}`, person), nil))
		}
	}
	if compared == 0 {
		t.Error("no answer was whole")
	}
}

// counts compares what coverage counts with what may be seen.
func (m may) counts(t *testing.T, who string, a answer) {
	t.Helper()
	kindsIn(a.Data, func(kind string, node map[string]any) {
		for _, s := range node["completeness"].(map[string]any)["sources"].([]any) {
			s := s.(map[string]any)
			exchange := s["exchange"].(map[string]any)["id"]
			gone := record.SourceState(s["state"].(string)).Failed()
			if may := m.counted[fmt.Sprint(kind, " ", exchange)]; s["count"].(float64) > 0 != may && !(may && gone) {
				t.Errorf("%s, by coverage: %v of %s counts %v, may be seen: %t", who, exchange, kind, s["count"], may)
			}
		}
	})
}

// TestS24_NoSubscriptionLeadsRoundThePolicy follows a record to its end as every demo caller: no event shows more than the last may.
func TestS24_NoSubscriptionLeadsRoundThePolicy(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	matrix := policyTable(t)
	callers := authority.Callers()
	if testing.Short() {
		callers = callers[1:2]
	}
	for _, caller := range callers {
		person := erin
		if caller.NHSNumber != "" {
			person = record.NHSNumber(caller.NHSNumber)
		}
		key, _ := g.demo.Key(string(person))
		m := whatMaySee(matrix, caller, key)
		query := fmt.Sprintf(`subscription{patient(nhsNumber:"%s"){`, person) + sectionsOf("", "...s") + ` timeline(first:500){edges{node{...s}}}}}` + sourced
		var last answer
		g.as(caller.ID, person).events(t, query, func(a answer) bool {
			m.compare(t, caller.ID, path{name: "an event"}, a)
			if a.Data != nil || len(a.Errors) > 0 { // the end of the stream holds nothing
				last = a
			}
			return true
		})
		m.compare(t, caller.ID, path{name: "the last event", whole: true}, last)
	}
}

// TestS24_CallersSideBySideSeeTheirOwn lets every demo caller ask for the same people at once, again and again, so that what one was
// told lies in every memory when the next asks.
func TestS24_CallersSideBySideSeeTheirOwn(t *testing.T) {
	t.Parallel()
	g := startAnd(t, 0, func(g *gateway, c *server.Config) {
		remembers(g, c)
		c.Limits.Tokens, c.Budget = 5000, 10*time.Second
	})
	matrix := policyTable(t)
	var callers []authority.Caller
	for _, c := range authority.Callers() {
		if c.NHSNumber == "" {
			callers = append(callers, c)
		}
	}
	rounds := some(6, 2)
	g.demo.ResetRequests()
	var wait sync.WaitGroup
	for i, caller := range callers {
		mays, tokens := map[record.NHSNumber]may{}, map[record.NHSNumber]*gateway{}
		for _, person := range peopleOnPaths {
			key, _ := g.demo.Key(string(person))
			mays[person], tokens[person] = whatMaySee(matrix, caller, key), g.as(caller.ID, person)
		}
		wait.Go(func() {
			order := rand.New(rand.NewPCG(24, uint64(i)))
			for range rounds {
				for _, n := range order.Perm(len(peopleOnPaths)) {
					person := peopleOnPaths[n]
					p := everyPath(person)[0]
					a := tokens[person].ask(p.query, nil)
					mays[person].compare(t, caller.ID, p, a)
				}
			}
		})
	}
	wait.Wait()
	asked := 0
	for _, e := range g.demo.Exchanges() {
		asked += g.demo.Requests(e.ID)["total"]
	}
	if asks := len(callers) * rounds * len(peopleOnPaths); asked > 20*asks {
		t.Errorf("the exchanges were asked %d times for %d questions: nothing was remembered, and the test holds less than it says", asked, asks)
	}
}
