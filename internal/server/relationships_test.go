package server_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/accesstest"
	"github.com/london-care-record/gateway/access/optout"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/internal/server"
	"github.com/london-care-record/gateway/loaders"
	"github.com/london-care-record/gateway/record"
)

// usualRules are those of a gateway whose configuration says nothing else.
var usualRules = loaders.RelationshipRules{Practice: true, Referral: 365 * 24 * time.Hour, Encounter: 180 * 24 * time.Hour}

// startAsking runs a gateway whose relationships come from the exchanges and from nowhere else.
func startAsking(t *testing.T, rules loaders.RelationshipRules) *gateway {
	t.Helper()
	var house *accesstest.House
	g := start(t, func(c *server.Config) {
		house = accesstest.Build(t, func(s *access.Settings) {
			s.Asking = &loaders.Relationships{Region: c.Region, Rules: rules, Within: time.Second}
		})
		c.Door, c.Trail, c.Reader, c.Fallback = house.Door, house.Log, house.Reader, nil
	})
	g.house = house
	return g
}

const whoAreThey = `query($n:NHSNumber!){patient(nhsNumber:$n){nhsNumber}}`

// opens tells whether a demo caller, without a launch, gets in to a person by what the exchanges say.
func (g *gateway) opens(t *testing.T, caller string, person record.NHSNumber) bool {
	t.Helper()
	a := g.as(caller, "").ask(whoAreThey, map[string]any{"n": person})
	if a.code() != "" && a.code() != "FORBIDDEN" {
		t.Fatalf("%s: %s", caller, a.body)
	}
	return a.code() == ""
}

func TestS24_TheExchangesSayWhoIsInWhoseCare(t *testing.T) {
	t.Parallel()
	g := startAsking(t, usualRules)
	for _, c := range []struct {
		caller string
		person record.NHSNumber
		opens  bool
		why    string
	}{
		{"croydon-gp", brian, true, "his practice"},
		{"croydon-gp", ada, false, "another's practice"},
		{"gp", ada, true, "her practice"},
		{"practice-administrator", ada, true, "her practice, for administration"},
		{"gp", brian, false, "another's practice"},
		{"stroke-nurse", brian, true, "he lies in their stroke unit"},
		{"stroke-nurse", ada, false, "Croydon has never seen her"},
		{"ae-doctor", ada, true, "she lies in their emergency department"},
		{"ae-doctor", chipo, false, "University College Hospital has never seen her"},
		{"analyst", chipo, true, "made-up people need no relationship"},
		{"privacy-officer", ada, false, "sees no records, whoever is in whose care"},
	} {
		if got := g.opens(t, c.caller, c.person); got != c.opens {
			t.Errorf("%s, %s: opens is %t", c.caller, c.why, got)
		}
	}
}

// TestS24_AReferralIsARelationship asks for hospitals at which no demo caller works.
func TestS24_AReferralIsARelationship(t *testing.T) {
	t.Parallel()
	g := startAsking(t, usualRules)
	for ods, opens := range map[string]bool{
		"R1H": true,  // Barts, to which her practice has referred her
		"RJ1": true,  // Guy's and St Thomas', which has seen her by a referral of another practice
		"RRV": false, // University College Hospital has nothing to do with her
		"r1h": false, // codes are compared as they are
	} {
		caller := access.Caller{Issuer: "test", Subject: "s", Name: "Dr Test", ODSCode: ods, Role: policy.Doctor, Purpose: policy.DirectCare, Client: "emr", Unscoped: true}
		openings, err := g.house.Open(t.Context(), caller, []record.NHSNumber{chipo}, nil)
		if err != nil || (openings[0].Err == nil) != opens {
			t.Errorf("%s: %v, %v", ods, openings, err)
		}
	}
}

func TestS24_ARelationshipIsFoundByTheKindsThatAreConfigured(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		rules               loaders.RelationshipRules
		practice, encounter bool
	}{
		"practice":  {loaders.RelationshipRules{Practice: true}, true, false},
		"encounter": {loaders.RelationshipRules{Encounter: time.Hour}, false, true},
		"referral":  {loaders.RelationshipRules{Referral: time.Hour}, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			g := startAsking(t, c.rules)
			if got := g.opens(t, "croydon-gp", brian); got != c.practice {
				t.Errorf("his practice: %t", got)
			}
			if got := g.opens(t, "stroke-nurse", brian); got != c.encounter {
				t.Errorf("his ward: %t", got)
			}
			for _, n := range g.house.Noted() {
				for _, a := range n.Answers {
					for _, asked := range a.Asked {
						if want := map[string]record.Kind{"practice": "", "encounter": record.Encounters, "referral": record.Referrals}[name]; asked.Kind != record.Demographics && asked.Kind != want {
							t.Errorf("%s was asked for", asked.Kind)
						}
					}
				}
			}
		})
	}
}

func TestS25_AskingForARelationshipIsNotedWithItsOutcome(t *testing.T) {
	t.Parallel()
	g := startAsking(t, usualRules)
	a := g.as("croydon-gp", "").ask(`{patient(nhsNumber:"9990000026"){allergies{entries{id}}}}`, nil)
	if len(a.Errors) > 0 {
		t.Fatalf("%s", a.body)
	}
	noted := g.house.Noted()
	if len(noted) != 2 {
		t.Fatalf("%d decisions are noted", len(noted))
	}
	for i, n := range noted {
		if n.Decision.Action != []audit.Action{audit.CheckRelationship, audit.ReadRecord}[i] || !n.Decision.Permitted || n.Decision.Person != brian || len(n.Answers) != 1 || n.Fault != "" {
			t.Errorf("noted: %+v", n)
		}
		if check := strings.HasPrefix(n.Decision.Reasons[0], "relationship-check: "); check != (i == 0) {
			t.Errorf("entry %d: %v", i, n.Decision.Reasons)
		}
	}
	asked := map[record.Kind]int{}
	for _, x := range noted[0].Answers[0].Asked {
		asked[x.Kind]++
	}
	if asked[record.Demographics] != 5 || asked[record.Encounters] == 0 || asked[record.Referrals] == 0 || len(asked) != 3 || len(noted[0].Answers[0].Released) != 0 {
		t.Errorf("asked: %v", asked)
	}
}

func TestACitizenIsToldOfAnAskingThatNothingLeft(t *testing.T) {
	t.Parallel()
	g := startAsking(t, usualRules)
	if g.opens(t, "croydon-gp", ada) {
		t.Fatal("another's practice sees her")
	}
	a := g.as("citizen", "").ask(`{myAccessHistory{looks{action permitted answered}}}`, nil)
	looks, _ := a.at(t, "myAccessHistory", "looks").([]any)
	if len(looks) != 3 {
		t.Fatalf("got %s", a.body)
	}
	for i, want := range []string{"map[action:READ_AUDIT answered:false permitted:true]", "map[action:READ_RECORD answered:false permitted:false]",
		"map[action:CHECK_RELATIONSHIP answered:false permitted:true]"} {
		if got := fmt.Sprint(looks[i]); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}

func TestS24_WhoObjectsIsNotLookedFor(t *testing.T) {
	t.Parallel()
	g := startAsking(t, usualRules)
	g.object(t, brian, optout.Objection{Scope: optout.AnExchange, Exchange: "SWL"})
	g.object(t, ada, optout.Objection{Scope: optout.All})
	g.demo.ResetRequests()
	// Only South West London knows of the encounter.
	if g.opens(t, "stroke-nurse", brian) {
		t.Error("what an exchange may not share opens the record")
	}
	if n := g.demo.Requests("SWL")["total"]; n > 0 {
		t.Errorf("SWL was asked %d times", n)
	}
	g.demo.ResetRequests()
	if g.opens(t, "gp", ada) {
		t.Error("somebody who objects to everything is shown")
	}
	for _, e := range g.demo.Exchanges() {
		if n := g.demo.Requests(e.ID)["total"]; n > 0 {
			t.Errorf("%s was asked %d times", e.ID, n)
		}
	}
}

// TestS21_AnExchangeThatDoesNotAnswerFindsNothing lets the relationship depend on an exchange that is down, and on one that is up.
func TestS21_AnExchangeThatDoesNotAnswerFindsNothing(t *testing.T) {
	t.Parallel()
	g := startAsking(t, usualRules)
	g.breakOne(t, "SWL")
	a := g.as("stroke-nurse", "").ask(whoAreThey, map[string]any{"n": brian})
	if a.code() != "FORBIDDEN" || !strings.Contains(a.body, "gave no full answer") {
		t.Errorf("got %s", a.body)
	}
	if !g.opens(t, "gp", ada) {
		t.Error("her practice is in South East London, and not found")
	}
}

// breakOne lets one exchange fail.
func (g *gateway) breakOne(t *testing.T, id string) {
	t.Helper()
	if err := g.demo.SetFault(id, demo.Fault{Kind: "down"}); err != nil {
		t.Fatal(err)
	}
}
