package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/optout"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/demo/authority"
	"github.com/london-care-record/gateway/record"
)

// demoRelationships say which of the demo callers' organisations has to do with whom. The A&E doctor's sees everybody, so
// that the playground may ask for anybody.
//
//go:embed demo-relationships.csv
var demoRelationships []byte

// withoutToken is the client of requests that bring no token.
const withoutToken = "demo-without-token"

// withoutTokenCaller is the demo caller as whom a request without a token is answered: the A&E doctor.
const withoutTokenCaller = "ae-doctor"

// addDemoAccess lets the demo's own callers in by the very path of a configured region: its authority is an issuer, and
// audit trail, opt-out register and relationships are files, in a folder that is removed at the end.
func addDemoAccess(ctx context.Context, c *config, region *demo.Region, folder string) error {
	var err error
	if c.Audit, err = writeTemporaryAudit(folder); err != nil {
		return err
	}
	c.Access = accessConfig{Mode: modeTokens, Issuers: map[string]issuerConfig{"demo": demoIssuer(region.Authority())},
		Relationships: filepath.Join(folder, "relationships.csv"), OptOut: optOutConfig{File: filepath.Join(folder, "opt-out.db")}}
	if err := os.WriteFile(c.Access.Relationships, demoRelationships, 0o600); err != nil {
		return fmt.Errorf("the demo's relationships: %w", err)
	}
	if err := objectInDemo(ctx, c.Access.OptOut.File, objecting(region)); err != nil {
		return fmt.Errorf("the demo's opt-out register: %w", err)
	}
	caller, err := demoDoctor(region.Authority().Issuer())
	c.fallback = &caller
	return errors.Join(err, c.checkAccess())
}

// demoIssuer accepts what the demo's authority signs; see its description.
func demoIssuer(a *authority.Authority) issuerConfig {
	i := issuerConfig{
		URL: a.Issuer(), Audiences: []string{authority.Audience}, Clients: []string{authority.Viewer, authority.OlderViewer, authority.Direct},
		Algorithms: []string{authority.ES256, authority.RS256}, LongestLife: duration(authority.TokenLife),
		// The person in context is named by NHS number, in the claim for a Patient.
		Claims: claimsConfig{Organisation: "organisation_name", ODSCode: "organisation", Purpose: "purpose", NHSNumber: "patient"},
		Roles:  map[string]policy.Role{}, Purposes: map[string]policy.Purpose{},
	}
	for _, r := range policy.Roles {
		if r != policy.Tester {
			i.Roles[string(r)] = r
		}
	}
	for _, p := range policy.Purposes {
		i.Purposes[string(p)] = p
	}
	return i
}

// demoDoctor is who asks without a token: the demo's A&E doctor.
func demoDoctor(issuer string) (access.Caller, error) {
	d, ok := authority.CallerByID(withoutTokenCaller)
	if !ok {
		return access.Caller{}, fmt.Errorf("the demo has no caller %q", withoutTokenCaller)
	}
	return access.Caller{Issuer: issuer, Subject: d.ID, Name: d.Name, Organisation: d.OrganisationName, ODSCode: d.Organisation,
		Role: policy.Role(d.Role), Purpose: policy.Purpose(d.Purpose), Client: withoutToken,
		Scopes: access.ParseScopes(strings.Join(d.Scopes, " "))}, nil
}

// objecting is the demo's one person who objects to sharing: the last of the population, of whom nothing else is shown.
func objecting(region *demo.Region) record.NHSNumber {
	all := region.Population()
	return record.NHSNumber(all[len(all)-1])
}

func objectInDemo(ctx context.Context, file string, person record.NHSNumber) error {
	register, err := optout.SQLite(ctx, file, time.Now)
	if err != nil {
		return err
	}
	_, err = register.Apply(ctx, []optout.Change{{Person: person, Objection: optout.Objection{Scope: optout.All},
		RecordedAt: time.Date(2020, time.October, 1, 0, 0, 0, 0, time.UTC), Source: "demo region"}})
	return errors.Join(err, register.Close())
}
