package server_test

import (
	"strings"
	"testing"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/accesstest"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/access/token"
	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/demo/authority"
	"github.com/london-care-record/gateway/record"
)

// inTheirCare says which of the demo callers' organisations has to do with whom.
const inTheirCare = `odsCode,nhsNumber,relationship
RRV,999*,encounter
F99201,9990000018,practice
RJ6,9990000026,encounter
RJZ,9990000026,encounter
RJZ,9990000069,encounter
X99C1,9990000026,encounter
`

// entrance makes a real door, and a verifier that believes the demo region's own authority.
func entrance(t *testing.T, d *demo.Region) (*accesstest.House, *token.Verifier) {
	t.Helper()
	table, err := access.ReadTable(strings.NewReader(inTheirCare))
	if err != nil {
		t.Fatal(err)
	}
	house := accesstest.Build(t, func(s *access.Settings) { s.Relationships = []access.Relationships{table} })
	verifier, err := token.New(token.Settings{Issuers: []token.Issuer{issuerOf(d)}, Exchanges: accesstest.London})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(verifier.Close)
	return house, verifier
}

func issuerOf(d *demo.Region) token.Issuer {
	i := token.Issuer{
		URL: d.Authority().Issuer(), Audiences: []string{authority.Audience}, Clients: []string{authority.Direct},
		Claims: token.Claims{Organisation: "organisation_name", ODSCode: "organisation", Purpose: "purpose", NHSNumber: "patient"},
	}
	i.Roles, i.Purposes = demoWords()
	return i
}

// demoWords map roles and purposes to themselves, as the demo's authority writes them.
func demoWords() (map[string]policy.Role, map[string]policy.Purpose) {
	roles, purposes := map[string]policy.Role{}, map[string]policy.Purpose{}
	for _, r := range policy.Roles {
		if r != policy.Tester { // comes with no token
			roles[string(r)] = r
		}
	}
	for _, p := range policy.Purposes {
		purposes[string(p)] = p
	}
	return roles, purposes
}

// demoDoctor is the caller of a request without a token.
func demoDoctor(t *testing.T) access.Caller {
	t.Helper()
	d, ok := authority.CallerByID("ae-doctor")
	if !ok {
		t.Fatal("the demo has no A&E doctor")
	}
	return access.Caller{Issuer: "demo", Subject: d.ID, Name: d.Name, ODSCode: d.Organisation, Role: policy.Role(d.Role),
		Purpose: policy.Purpose(d.Purpose), Client: "without-token", Scopes: access.ParseScopes(strings.Join(d.Scopes, " "))}
}

// as asks from now on with the token of a demo caller, launched on a person if one is named.
func (g *gateway) as(caller string, launchedOn record.NHSNumber) *gateway {
	g.t.Helper()
	issued, err := g.demo.Authority().Mint(authority.TokenRequest{Caller: caller, Patient: string(launchedOn)})
	if err != nil {
		g.t.Fatal(err)
	}
	other := *g
	other.token = issued.AccessToken
	return &other
}

// otherAudience makes a verifier that believes a region's authority, and whose gateway has another name.
func otherAudience(t *testing.T, g *gateway) *token.Verifier {
	t.Helper()
	i := issuerOf(g.demo)
	i.Audiences = []string{"https://another.example"}
	v, err := token.New(token.Settings{Issuers: []token.Issuer{i}, Exchanges: accesstest.London})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(v.Close)
	return v
}

// slow lets every exchange take this long.
func (g *gateway) slow(t *testing.T, ms int) {
	t.Helper()
	for _, e := range g.demo.Exchanges() {
		if err := g.demo.SetFault(e.ID, demo.Fault{Kind: "slow", LatencyMs: ms}); err != nil {
			t.Fatal(err)
		}
	}
}
