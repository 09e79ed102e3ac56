package token_test

import (
	"testing"

	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/access/token"
)

func TestIssuersAreConfiguredStrictly(t *testing.T) {
	good := func() token.Issuer {
		return token.Issuer{URL: "https://issuer.example", Audiences: []string{"a"}, Clients: []string{"c"},
			Roles: map[string]policy.Role{"R": policy.Doctor}}
	}
	for name, change := range map[string]func(*token.Issuer){
		"no URL":             func(i *token.Issuer) { i.URL = "" },
		"plain http":         func(i *token.Issuer) { i.URL = "http://issuer.example" },
		"no address":         func(i *token.Issuer) { i.URL = "issuer" },
		"a password":         func(i *token.Issuer) { i.URL = "https://a:b@issuer.example" },
		"keys over http":     func(i *token.Issuer) { i.JWKS = "http://issuer.example/keys" },
		"no audience":        func(i *token.Issuer) { i.Audiences = nil },
		"an empty audience":  func(i *token.Issuer) { i.Audiences = []string{""} },
		"no client":          func(i *token.Issuer) { i.Clients = nil },
		"an empty client":    func(i *token.Issuer) { i.Clients = []string{""} },
		"no roles":           func(i *token.Issuer) { i.Roles = nil },
		"a role of nobody's": func(i *token.Issuer) { i.Roles["x"] = "surgeon" },
		"the tester's role":  func(i *token.Issuer) { i.Roles["x"] = policy.Tester },
		"a purpose":          func(i *token.Issuer) { i.Purposes = map[string]policy.Purpose{"x": "fun"} },
		"the only purpose":   func(i *token.Issuer) { i.Purpose = "fun" },
		"none":               func(i *token.Issuer) { i.Algorithms = []string{"none"} },
		"HS256":              func(i *token.Issuer) { i.Algorithms = []string{"RS256", "HS256"} },
		"no secret":          func(i *token.Issuer) { i.Introspection = &token.Introspection{URL: "https://x.example", ClientID: "c"} },
	} {
		i := good()
		change(&i)
		if v, err := token.New(token.Settings{Issuers: []token.Issuer{i}}); err == nil {
			v.Close()
			t.Errorf("%s is accepted", name)
		}
	}
	for name, issuers := range map[string][]token.Issuer{"nobody": nil, "one twice": {good(), good()}} {
		if v, err := token.New(token.Settings{Issuers: issuers}); err == nil {
			v.Close()
			t.Errorf("%s is accepted", name)
		}
	}
	v, err := token.New(token.Settings{Issuers: []token.Issuer{good()}})
	if err != nil {
		t.Fatal(err)
	}
	v.Close()
}
