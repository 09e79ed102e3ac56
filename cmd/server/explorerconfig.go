package main

import (
	"net/url"
	"slices"
	"strings"

	"github.com/london-care-record/gateway/hie"
)

// explorerConfig says who may open the explorer's record room.
type explorerConfig struct {
	// Smart are the record systems that open it on a person, by SMART App Launch.
	Smart []smartConfig `yaml:"smart"`
}

// smartConfig is one record system that opens the record room.
type smartConfig struct {
	// Issuer is the launch's iss: the base of the record system's FHIR server.
	Issuer string `yaml:"issuer"`
	// Client is as what the record room is registered there.
	Client string   `yaml:"client"`
	Scopes []string `yaml:"scopes"`
	// Audience is what the token is to be for; the issuer, if it is not said.
	Audience string `yaml:"audience"`
	// Authorisation is the origin of the endpoints, where that is another than the issuer's.
	Authorisation string `yaml:"authorisation"`
	// Person says where the launch's person is read; one of the persons below.
	Person string `yaml:"person"`
	Claim  string `yaml:"claim"`
}

// Where the person is read on whom the record room was opened.
const (
	// personInToken: this gateway reads the access token, as access.issuers says.
	personInToken = "token"
	// personInClaim: an NHS number stands in the token endpoint's answer, or in the ID token.
	personInClaim = "claim"
	// personInFHIR: the answer names a Patient of the record system's FHIR server, who carries the NHS number.
	personInFHIR = "fhir"
)

// launchScopes are asked for where the file does not say: the launch, who is signed in, and all of that person's record.
var launchScopes = []string{"launch", "openid", "profile", "patient/*.rs"}

// checkExplorer refuses what would send people and their tokens to somebody else, or could never open anything.
func (c *config) checkExplorer() error {
	if len(c.Explorer.Smart) > 0 && c.Access.Mode != modeTokens {
		return c.problem("explorer.smart", "needs access.mode tokens: in mode %s nobody's token is looked at", c.Access.Mode)
	}
	for i, s := range c.Explorer.Smart {
		if err := c.checkSmart(s); err != nil {
			return err
		}
		if slices.ContainsFunc(c.Explorer.Smart[:i], func(other smartConfig) bool { return other.Issuer == s.Issuer }) {
			return c.problem("explorer.smart", "%q stands here twice: which of the two a launch means would not be known", s.Issuer)
		}
	}
	return nil
}

func (c *config) checkSmart(s smartConfig) error {
	const key = "explorer.smart"
	if s.Issuer == "" {
		return c.problem(key, "an entry has no issuer")
	}
	u, err := url.Parse(s.Issuer)
	if problem := addressProblem(s.Issuer); problem != "" {
		return c.problem(key, "issuer %q %s", s.Issuer, problem)
	}
	if err != nil || u.RawQuery != "" || strings.HasSuffix(s.Issuer, "?") {
		return c.problem(key, "issuer %q must be the base of a FHIR server, with no query", s.Issuer)
	}
	// Both go into the page's policy, where these characters mean more than one host.
	if strings.ContainsAny(u.Host, "*;, '\"") {
		return c.problem(key, "issuer %q must name one host", s.Issuer)
	}
	if s.Authorisation != "" {
		a, err := url.Parse(s.Authorisation)
		if err != nil || s.Authorisation != originOf(a) || strings.ContainsAny(a.Host, "*;, '\"") || a.Scheme != "https" && (a.Scheme != "http" || !hie.Loopback(a)) {
			return c.problem(key, "authorisation %q must be scheme, host and port and nothing else, by https, or http to a loopback address", s.Authorisation)
		}
	}
	if !c.letsIn(s.Client) {
		return c.problem(key, "client %q is among the clients of no issuer under access.issuers: every token that it is given would be refused", s.Client)
	}
	if len(s.Scopes) > 0 && !slices.Contains(s.Scopes, "launch") {
		return c.problem(key, "scopes lack launch: the record system would not say on whom it was opened")
	}
	for _, scope := range s.Scopes {
		if scope == "" || strings.ContainsAny(scope, " \t\"\\") {
			return c.problem(key, "%q is not one scope", scope)
		}
	}
	switch s.Person {
	case "", personInToken, personInFHIR:
		if s.Claim != "" {
			return c.problem(key, "claim is for person: claim")
		}
	case personInClaim:
		if s.Claim == "" {
			return c.problem(key, "claim is missing: person: claim needs the name of the field that holds the NHS number")
		}
	default:
		return c.problem(key, "person %q must be token, claim or fhir", s.Person)
	}
	return nil
}

// letsIn tells whether tokens that were issued to a client are let in.
func (c *config) letsIn(client string) bool {
	for _, i := range c.Access.Issuers {
		if slices.Contains(i.Clients, client) {
			return true
		}
	}
	return false
}

// origins are those that the record room asks: for discovery, the token and, where the person is read there, the Patient.
func (s smartConfig) origins() []string {
	u, err := url.Parse(s.Issuer)
	if err != nil { // checked before
		return nil
	}
	all := []string{originOf(u)}
	if s.Authorisation != "" && s.Authorisation != all[0] {
		all = append(all, s.Authorisation)
	}
	return all
}

func originOf(u *url.URL) string { return u.Scheme + "://" + u.Host }
