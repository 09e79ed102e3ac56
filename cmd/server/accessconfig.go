package main

import (
	"errors"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/access/token"
	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/record"
)

// modeTokens lets in who has a token of a configured issuer.
const modeTokens = "tokens"

// accessConfig says who is let in, and what decides what they see.
type accessConfig struct {
	// Mode is access.ModeOpen or modeTokens.
	Mode      string                  `yaml:"mode"`
	Issuers   map[string]issuerConfig `yaml:"issuers"`
	ClockSkew duration                `yaml:"clockSkew"`
	// Policies is a folder of policies that replace the embedded ones.
	Policies string `yaml:"policies"`
	// Relationships is a table of which organisation has to do with whom.
	Relationships string       `yaml:"relationships"`
	AskExchanges  askingConfig `yaml:"askExchanges"`
	OptOut        optOutConfig `yaml:"optOut"`
	// BreakGlass is true if it is not said: policy decides who may.
	BreakGlass *bool `yaml:"breakGlass"`
}

// optOutConfig says where the register of people who object is: one of the two.
type optOutConfig struct {
	File            string `yaml:"file"`
	DatabaseURLFile string `yaml:"databaseURLFile"`
}

// issuerConfig is one issuer of tokens; see token.Issuer.
type issuerConfig struct {
	URL           string                    `yaml:"url"`
	JWKS          string                    `yaml:"jwks"`
	Audiences     []string                  `yaml:"audiences"`
	Clients       []string                  `yaml:"clients"`
	Algorithms    []string                  `yaml:"algorithms"`
	LongestLife   duration                  `yaml:"longestLife"`
	Claims        claimsConfig              `yaml:"claims"`
	Roles         map[string]policy.Role    `yaml:"roles"`
	Purposes      map[string]policy.Purpose `yaml:"purposes"`
	Purpose       policy.Purpose            `yaml:"purpose"`
	Unscoped      bool                      `yaml:"unscoped"`
	Exchange      record.ExchangeID         `yaml:"exchange"`
	Introspection introspectionConfig       `yaml:"introspection"`
}

// claimsConfig names the claims; see token.Claims.
type claimsConfig struct {
	Name         string `yaml:"name"`
	Organisation string `yaml:"organisation"`
	ODSCode      string `yaml:"odsCode"`
	Role         string `yaml:"role"`
	Scope        string `yaml:"scope"`
	Purpose      string `yaml:"purpose"`
	NHSNumber    string `yaml:"nhsNumber"`
	Patient      string `yaml:"patient"`
	Exchange     string `yaml:"exchange"`
	BirthDate    string `yaml:"birthDate"`
	FamilyName   string `yaml:"familyName"`
	PostalCode   string `yaml:"postalCode"`
	Street       string `yaml:"street"`
	OwnNHSNumber string `yaml:"ownNHSNumber"`
}

// introspectionConfig says how an issuer is asked about opaque tokens.
type introspectionConfig struct {
	URL        string `yaml:"url"`
	ClientID   string `yaml:"clientID"`
	SecretFile string `yaml:"secretFile"`
}

// mostSkew bounds how long a token may be used past its end.
const mostSkew = 5 * time.Minute

// checkAccess finds combinations that would let in who should not be, or keep no account of who was.
func (c *config) checkAccess() error {
	switch c.Access.Mode {
	case "":
		return c.problem("access.mode", "is missing: tokens, or open for tests on this machine")
	case access.ModeOpen:
		if len(c.Access.Issuers) > 0 {
			return c.problem("access.issuers", "mode open lets everybody in, token or not: remove the issuers, or set the mode to tokens")
		}
	case modeTokens:
		if err := c.checkTokens(); err != nil {
			return err
		}
	default:
		return c.problem("access.mode", "%q is not a mode; the modes are tokens and open", c.Access.Mode)
	}
	if c.Access.ClockSkew < 0 || time.Duration(c.Access.ClockSkew) > mostSkew {
		return c.problem("access.clockSkew", "must be from 0s to %s, because tokens are used for so long past their end", mostSkew)
	}
	if err := c.oneStore("access.optOut", c.Access.OptOut.File, c.Access.OptOut.DatabaseURLFile); err != nil {
		return err
	}
	if err := c.checkAsking(); err != nil {
		return err
	}
	return c.checkAudit()
}

// checkTokens holds what real people's records need.
func (c *config) checkTokens() error {
	if len(c.Access.Issuers) == 0 {
		return c.problem("access.issuers", "at least one issuer is needed in mode tokens: without, nobody is known")
	}
	for _, name := range slices.Sorted(maps.Keys(c.Access.Issuers)) {
		if err := c.checkIssuer("access.issuers."+name, c.Access.Issuers[name]); err != nil {
			return err
		}
	}
	if c.Access.OptOut == (optOutConfig{}) {
		return c.problem("access.optOut", "is missing: without the register nobody's objection would be known; give file or databaseURLFile")
	}
	if !c.Audit.stored() {
		return c.problem("audit", "is missing: in mode tokens, every look must be noted; give file or databaseURLFile, and keysFile")
	}
	return nil
}

// stored tells that the audit trail is to be kept somewhere.
func (a *auditConfig) stored() bool {
	return a.File != "" || a.DatabaseURLFile != "" || os.Getenv(envAuditDatabase) != ""
}

// leastRetention keeps a slip of the pen from deleting what is new.
const leastRetention = 365

func (c *config) checkAudit() error {
	if err := c.oneStore("audit", c.Audit.File, c.Audit.DatabaseURLFile); err != nil {
		return err
	}
	if days := c.Audit.RetentionDays; days != 0 && days < leastRetention {
		return c.problem("audit.retentionDays", "must be 0, for ever, or at least %d: who looked must be known for longer than people need to ask", leastRetention)
	}
	if err := c.checkReport(); err != nil {
		return err
	}
	if c.Audit.stored() && c.Audit.KeysFile == "" && os.Getenv(envAuditKeys) == "" {
		return c.problem("audit.keysFile", "is missing: the audit trail is sealed with keys; give their file, or set %s", envAuditKeys)
	}
	return nil
}

// oneStore refuses two stores for one thing, and a database's address, which holds its password, in place of a file's.
func (c *config) oneStore(key, file, urlFile string) error {
	if file != "" && urlFile != "" {
		return c.problem(key, "file and databaseURLFile are two places; give one")
	}
	for _, x := range []struct{ name, value string }{{"file", file}, {"databaseURLFile", urlFile}} {
		if strings.Contains(x.value, "://") {
			return c.problem(key+"."+x.name, "must be a file; the address of a database holds its password and stands in a file of its own, which databaseURLFile names")
		}
	}
	return nil
}

func (c *config) checkIssuer(key string, i issuerConfig) error {
	if i.URL == "" {
		return c.problem(key+".url", "is missing")
	}
	for _, x := range []struct{ name, address string }{{"url", i.URL}, {"jwks", i.JWKS}, {"introspection.url", i.Introspection.URL}} {
		if problem := addressProblem(x.address); problem != "" {
			return c.problem(key+"."+x.name, "%s", problem)
		}
	}
	if i.LongestLife < 0 {
		return c.problem(key+".longestLife", "must not be negative")
	}
	known := func(x exchangeConfig) bool { return x.id == i.Exchange }
	if i.Exchange != "" && !slices.ContainsFunc(c.Exchanges, known) {
		return c.problem(key+".exchange", "is not one of the exchanges below")
	}
	for _, needed := range []struct {
		name, why string
		count     int
	}{{"audiences", "tokens for other systems would be accepted", len(i.Audiences)},
		{"clients", "every system that the issuer knows could ask", len(i.Clients)},
		{"roles", "nobody may see anything", len(i.Roles)}} {
		if needed.count == 0 {
			return c.problem(key+"."+needed.name, "is missing: without, %s", needed.why)
		}
	}
	// The verifier knows the rest. It asks nobody until a token needs it.
	v, err := token.New(token.Settings{Issuers: []token.Issuer{i.issuer()}, Exchanges: c.exchangeIDs()})
	if err != nil {
		return c.problem(key, "%s", innermost(err))
	}
	v.Close()
	return nil
}

// innermost leaves out the number that the verifier gives to an issuer, which has a name here.
func innermost(err error) error {
	for next := errors.Unwrap(err); next != nil; next = errors.Unwrap(err) {
		err = next
	}
	return err
}

// addressProblem lets https through, and plain http to this machine.
func addressProblem(address string) string {
	if address == "" {
		return ""
	}
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.Fragment != "":
		return "is not an address"
	case u.User != nil:
		return "must hold no user or password: secrets stand in files of their own"
	case u.Scheme == "https", u.Scheme == "http" && hie.Loopback(u):
		return ""
	}
	return "must be https, or http to a loopback address: whoever can change it on the way could let anybody in"
}

// issuer is the verifier's form of an issuer.
func (i issuerConfig) issuer() token.Issuer {
	issuer := token.Issuer{URL: i.URL, JWKS: i.JWKS, Audiences: i.Audiences, Clients: i.Clients, Algorithms: i.Algorithms,
		MaxAge: time.Duration(i.LongestLife), Claims: token.Claims(i.Claims), Roles: i.Roles, Purposes: i.Purposes, Purpose: i.Purpose,
		Unscoped: i.Unscoped, Exchange: i.Exchange}
	if i.Introspection != (introspectionConfig{}) {
		file := i.Introspection.SecretFile
		issuer.Introspection = &token.Introspection{URL: i.Introspection.URL, ClientID: i.Introspection.ClientID,
			Secret: func() (string, error) { return readSecret(file) }}
	}
	return issuer
}

// exchangeIDs are the region's exchanges, in its order.
func (c *config) exchangeIDs() []record.ExchangeID {
	ids := make([]record.ExchangeID, len(c.Exchanges))
	for i, e := range c.Exchanges {
		ids[i] = e.id
	}
	return ids
}

// beside takes every relative path of the file from the folder in which the file is, so that it does not matter from
// where the gateway is started.
func (c *config) beside() {
	paths := []*string{&c.TLS.CertificateFile, &c.TLS.KeyFile, &c.TLS.ClientCAFile, &c.Terminology, &c.Access.Policies, &c.Access.Relationships, &c.Access.OptOut.File, &c.Access.OptOut.DatabaseURLFile,
		&c.Audit.File, &c.Audit.DatabaseURLFile, &c.Audit.KeysFile, &c.Audit.HeadFile, &c.Audit.Report.WatchedFile,
		&c.Memory.Shared.KeysFile, &c.Memory.Shared.PasswordFile}
	for i := range c.Exchanges {
		paths = append(paths, &c.Exchanges[i].Auth.BearerTokenFile, &c.Exchanges[i].CAFile)
	}
	for _, p := range paths {
		*p = c.path(*p)
	}
	for name, i := range c.Access.Issuers {
		i.Introspection.SecretFile = c.path(i.Introspection.SecretFile)
		c.Access.Issuers[name] = i
	}
}

func (c *config) path(p string) string {
	if p == "" || filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(filepath.Dir(c.file), p)
}
