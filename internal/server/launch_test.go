package server_test

import (
	"testing"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/accesstest"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/internal/server"
	"github.com/london-care-record/gateway/record"
)

// localID gives the id of a person's Patient at an exchange.
func (g *gateway) localID(t *testing.T, exchange record.ExchangeID, person record.NHSNumber) string {
	t.Helper()
	grants := accesstest.Build(t, nil).Grants(accesstest.Tester(), []record.NHSNumber{person}, nil)
	for _, s := range g.region.Sources() {
		if s.Exchange().ID == exchange {
			if locals := s.Patients(t.Context(), grants).Locals(person); len(locals) > 0 {
				return locals[0]
			}
		}
	}
	t.Fatalf("%s does not hold this person", exchange)
	return ""
}

// TestS24_ALaunchByReferenceIsLookedUpAtItsExchange opens the gateway on a Patient of an exchange, by its id there.
func TestS24_ALaunchByReferenceIsLookedUpAtItsExchange(t *testing.T) {
	nurse := access.Caller{Issuer: "i", Subject: "n1", Role: "nurse", Purpose: "direct-care", Scopes: access.ParseScopes("patient/*.rs"), Client: "emr"}
	g := start(t, func(c *server.Config) { c.Fallback = &nurse })
	nurse.Launch = access.Launch{Exchange: "SEL", Reference: g.localID(t, "SEL", ada)}
	a := g.ask(`{launchPatient{nhsNumber allergies{completeness{complete}}} patient(nhsNumber:"9990000018"){nhsNumber} other:patient(nhsNumber:"9990000026"){nhsNumber}}`, nil)
	if a.at(t, "launchPatient", "nhsNumber") != string(ada) || a.at(t, "patient", "nhsNumber") != string(ada) || a.at(t, "other") != nil || len(a.Errors) != 1 || a.code() != "FORBIDDEN" {
		t.Errorf("got %s", a.body)
	}
	noted := g.house.Noted()
	if n := noted[0]; n.Decision.Action != audit.Authenticate || !n.Decision.Permitted || len(n.Answers) != 1 || n.Answers[0].Asked[0].Exchange != "SEL" || n.Answers[0].Asked[0].State != record.StateComplete {
		t.Errorf("noted: %+v", n)
	}
	if len(noted) != 3 {
		t.Errorf("%d decisions", len(noted))
	}

	nurse.Launch.Reference = "Patient/nobody"
	if a := g.ask(`{launchPatient{nhsNumber}}`, nil); a.code() != "FORBIDDEN" {
		t.Errorf("a Patient that does not exist: %s", a.body)
	}
	nurse.Launch.Reference = g.localID(t, "SEL", ada)
	if err := g.demo.SetFault("SEL", demo.Fault{Kind: "down"}); err != nil {
		t.Fatal(err)
	}
	if a := g.ask(`{launchPatient{nhsNumber}}`, nil); a.code() != "RECORD_UNAVAILABLE" {
		t.Errorf("the exchange is down: %s", a.body)
	}
}

// TestS01_TheTokensBirthDateIsHeldAgainstTheRecord opens the gateway with another birth date than the exchanges hold.
func TestS01_TheTokensBirthDateIsHeldAgainstTheRecord(t *testing.T) {
	born, err := record.ParsePartialDate("1901-01-01")
	if err != nil {
		t.Fatal(err)
	}
	var doctor access.Caller
	g := start(t, func(c *server.Config) {
		doctor = *c.Fallback
		doctor.Launch = access.Launch{Person: ada, BirthDate: born}
		c.Fallback = &doctor
	})
	for _, query := range []string{`{launchPatient{nhsNumber}}`, `{patient(nhsNumber:"9990000018"){nhsNumber}}`, `{patients(nhsNumbers:["9990000018"]){nhsNumber}}`} {
		if a := g.ask(query, nil); a.code() != "BIRTH_DATE_MISMATCH" {
			t.Errorf("%s: %s", query, a.body)
		}
	}
	if a := g.ask(`{patient(nhsNumber:"9990000026"){nhsNumber}}`, nil); len(a.Errors) > 0 {
		t.Errorf("somebody else: %s", a.body)
	}
}
