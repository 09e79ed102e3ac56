package token

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/record"
)

// Issuer is an authorisation server whose tokens are accepted.
type Issuer struct {
	// URL is the issuer's name, exactly as it stands in iss. It is https, or http to a loopback address.
	URL string
	// JWKS is where its keys are; empty to look them up in its discovery document.
	JWKS string
	// Audiences are names of this gateway; the token must be for one of them. Clients are those to which the token may
	// have been issued (azp or client_id). Both must have at least one.
	Audiences, Clients []string
	// Algorithms are the accepted ones: RS256, PS256 and ES256 when there are none.
	Algorithms []string
	// MaxAge is the longest life of a token: 12 hours when it is 0.
	MaxAge time.Duration
	Claims Claims
	// Roles and Purposes map the issuer's own words. A role or purpose that is not in them is refused.
	Roles    map[string]policy.Role
	Purposes map[string]policy.Purpose
	// Purpose is that of tokens that name none; empty to refuse them.
	Purpose policy.Purpose
	// Unscoped is for an issuer that gives no SMART scopes: policy alone decides.
	Unscoped bool
	// Exchange is whose Patient a launch reference names, when the token does not say.
	Exchange record.ExchangeID
	// Introspection is how opaque tokens are checked; nil to refuse them.
	Introspection *Introspection
}

// Introspection is how an issuer is asked about a token.
// Source: RFC 7662.
type Introspection struct {
	URL, ClientID string
	// Secret gives the client's secret each time, so that it can be changed while the program runs.
	Secret func() (string, error)
}

// Claims are the names of the claims that a Caller is read from. A name that begins with a slash is a JSON pointer to
// within a claim, such as /nhs/role. Empty names mean what DefaultClaims says.
type Claims struct {
	Name, Organisation, ODSCode, Role, Scope, Purpose string
	// NHSNumber is the launch patient's number, and Patient the id or reference of the launch patient's Patient at
	// Exchange. What is in Patient is never taken for an NHS number, because one id in eleven of ten digits looks like
	// one; where an issuer puts the number there, NHSNumber is set to the same name. BirthDate goes with either.
	NHSNumber, Patient, Exchange, BirthDate string
	// FamilyName, PostalCode, Street and OwnNHSNumber are about the caller's own life: see access.Self. OwnNHSNumber has no
	// default: what looks like a number is not taken for the caller's own.
	FamilyName, PostalCode, Street, OwnNHSNumber string
}

// DefaultClaims are the names that are used for those that an issuer does not set.
var DefaultClaims = Claims{Name: "name", Organisation: "organisation", ODSCode: "ods_code", Role: "role", Scope: "scope",
	Purpose: "purpose_of_use", Patient: "patient", NHSNumber: "nhs_number", BirthDate: "patient_birth_date", Exchange: "exchange",
	// OpenID Connect Core 1.0, section 5.1.
	FamilyName: "family_name", PostalCode: "/address/postal_code", Street: "/address/street_address"}

// DefaultPurposes map HL7's purposes of use, for an issuer that maps none. BTG is not among them: a token can't break
// the glass.
// Source: HL7 Terminology, v3 PurposeOfUse.
var DefaultPurposes = map[string]policy.Purpose{
	"TREAT": policy.DirectCare, "ETREAT": policy.EmergencyCare, "HOPERAT": policy.Administration, "HRESCH": policy.Research,
	"HQUALIMP": policy.Planning, "HTEST": policy.Testing, "HCOMPL": policy.Oversight, "PATRQT": policy.OwnRecord,
}

func (c Claims) orDefault() Claims {
	for _, name := range []struct{ set, standard *string }{
		{&c.Name, &DefaultClaims.Name}, {&c.Organisation, &DefaultClaims.Organisation}, {&c.ODSCode, &DefaultClaims.ODSCode},
		{&c.Role, &DefaultClaims.Role}, {&c.Scope, &DefaultClaims.Scope}, {&c.Purpose, &DefaultClaims.Purpose},
		{&c.Patient, &DefaultClaims.Patient}, {&c.NHSNumber, &DefaultClaims.NHSNumber},
		{&c.BirthDate, &DefaultClaims.BirthDate}, {&c.Exchange, &DefaultClaims.Exchange},
		{&c.FamilyName, &DefaultClaims.FamilyName}, {&c.PostalCode, &DefaultClaims.PostalCode}, {&c.Street, &DefaultClaims.Street},
	} {
		if *name.set == "" {
			*name.set = *name.standard
		}
	}
	return c
}

// accepted are the algorithms that an issuer may use. There is no HMAC among them, whose key would be a public one.
var accepted = []jose.SignatureAlgorithm{jose.RS256, jose.PS256, jose.ES256}

const defaultMaxAge = 12 * time.Hour

// check finds what is wrong with an issuer and fills in what it leaves open.
func (i Issuer) check() (Issuer, error) {
	for _, address := range []string{i.URL, i.JWKS, i.introspectionURL()} {
		if err := checkAddress(address); err != nil {
			return i, err
		}
	}
	switch {
	case i.URL == "":
		return i, errors.New("the issuer has no URL")
	case len(i.Audiences) == 0:
		return i, errors.New("the issuer needs at least one audience: without, tokens for other systems would be accepted")
	case len(i.Clients) == 0:
		return i, errors.New("the issuer needs at least one client: without, every system that it knows could ask")
	case len(i.Roles) == 0:
		return i, errors.New("the issuer needs roles: without, nobody may see anything")
	case slices.Contains(i.Audiences, "") || slices.Contains(i.Clients, ""):
		return i, errors.New("an audience or client is empty")
	case i.Introspection != nil && (i.Introspection.ClientID == "" || i.Introspection.Secret == nil || i.Introspection.URL == ""):
		return i, errors.New("introspection needs a URL, a client id and its secret")
	}
	if len(i.Purposes) == 0 {
		i.Purposes = DefaultPurposes
	}
	if i.MaxAge == 0 {
		i.MaxAge = defaultMaxAge
	}
	i.Claims = i.Claims.orDefault()
	return i, i.checkWords()
}

func (i Issuer) introspectionURL() string {
	if i.Introspection == nil {
		return ""
	}
	return i.Introspection.URL
}

func (i Issuer) checkWords() error {
	for _, a := range i.Algorithms {
		if !slices.Contains(accepted, jose.SignatureAlgorithm(a)) {
			return fmt.Errorf("the algorithm %q is not one of RS256, PS256, ES256", a)
		}
	}
	for word, role := range i.Roles {
		if role == policy.Tester || !slices.Contains(policy.Roles, role) {
			return fmt.Errorf("%q is mapped to the role %q, which no token may have", word, role)
		}
	}
	for word, purpose := range i.Purposes {
		if !slices.Contains(policy.Purposes, purpose) {
			return fmt.Errorf("%q is mapped to the purpose %q, which does not exist", word, purpose)
		}
	}
	if i.Purpose != "" && !slices.Contains(policy.Purposes, i.Purpose) {
		return fmt.Errorf("the purpose %q does not exist", i.Purpose)
	}
	return nil
}

func (i Issuer) algorithms() []jose.SignatureAlgorithm {
	if len(i.Algorithms) == 0 {
		return accepted
	}
	list := make([]jose.SignatureAlgorithm, len(i.Algorithms))
	for n, a := range i.Algorithms {
		list[n] = jose.SignatureAlgorithm(a)
	}
	return list
}

// checkAddress lets https through, and plain http to this machine.
func checkAddress(address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" {
		return errors.New("an address of an issuer can't be read")
	}
	ip := net.ParseIP(u.Hostname())
	if u.Scheme == "https" || u.Scheme == "http" && (u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()) {
		return nil
	}
	return errors.New("an address of an issuer must be https, or http to a loopback address")
}
