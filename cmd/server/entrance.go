package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/optout"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/access/token"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/hie"
)

// entrance is the door, with all that stands behind it.
type entrance struct {
	door *access.Door
	// verifier is nil in mode open.
	verifier *token.Verifier
	// fallback is who asks without a token; nil for nobody.
	fallback *access.Caller
	trail    *audit.Log
	reader   *audit.Reader
	// nothingKept tells that the audit trail goes when the program ends.
	nothingKept bool

	closing []func() error
}

// openEntrance opens all that the configuration names. What does not open keeps the gateway from starting.
func openEntrance(ctx context.Context, c *config, region *hie.Current, log *slog.Logger) (*entrance, error) {
	e := &entrance{fallback: c.fallback}
	if err := e.open(ctx, c, region, log); err != nil {
		return nil, errors.Join(err, e.close())
	}
	return e, nil
}

func (e *entrance) open(ctx context.Context, c *config, region *hie.Current, log *slog.Logger) error {
	policies, err := c.policies()
	if err != nil {
		return err
	}
	relationships, err := c.relationships()
	if err != nil {
		return err
	}
	if err := e.admit(c); err != nil {
		return err
	}
	if err := e.openTrail(ctx, c, log); err != nil {
		return err
	}
	register, err := e.openRegister(ctx, c, log)
	if err != nil {
		return err
	}
	e.door, err = access.NewDoor(access.Settings{Policies: policies, Trail: e.trail, Register: register,
		Relationships: relationships, Asking: c.asking(region), Glasses: e.reader,
		Failed: func(what string, err error) {
			log.Warn("a source of decisions gave no answer", "source", what, "error", err)
		}})
	if err != nil {
		return err
	}
	e.closing = append(e.closing, watchGlasses(ctx, e.door, log))
	return nil
}

// admit says who is let in: those with a token, or in mode open everybody as one test caller.
func (e *entrance) admit(c *config) error {
	if c.Access.Mode == access.ModeOpen {
		caller, err := access.Open(c.Listen, c.loopbackOnly())
		if err != nil {
			return c.problem("access.mode", "%s", err)
		}
		e.fallback = &caller
		return nil
	}
	for name, i := range c.Access.Issuers {
		if i.Introspection == (introspectionConfig{}) {
			continue
		}
		if _, err := readSecret(i.Introspection.SecretFile); err != nil {
			return c.problem("access.issuers."+name+".introspection.secretFile", "%s", err)
		}
	}
	var err error
	if e.verifier, err = c.verifier(); err != nil {
		return err
	}
	e.closing = append(e.closing, func() error { e.verifier.Close(); return nil })
	return nil
}

func (c *config) verifier() (*token.Verifier, error) {
	settings := token.Settings{Exchanges: schemaExchanges(), Skew: time.Duration(c.Access.ClockSkew)}
	for _, i := range c.Access.Issuers {
		settings.Issuers = append(settings.Issuers, i.issuer())
	}
	v, err := token.New(settings)
	if err != nil {
		return nil, c.problem("access.issuers", "%s", err)
	}
	return v, nil
}

// policies are the embedded ones, or those of a folder in their place. They decide for every exchange of the schema,
// connected or not: which are connected can change while the gateway runs.
func (c *config) policies() (*policy.Set, error) {
	var extra []policy.Extra
	if glass := c.Access.BreakGlass; glass != nil && !*glass {
		extra = append(extra, policy.NoBreakGlass)
	}
	if c.Access.Policies == "" {
		return policy.Embedded(schemaExchanges(), extra...)
	}
	set, err := policy.Load(os.DirFS(c.Access.Policies), schemaExchanges(), extra...)
	if err != nil {
		return nil, c.problem("access.policies", "%s: %s", c.Access.Policies, err)
	}
	return set, nil
}

// relationships are those that a table knows.
func (c *config) relationships() ([]access.Relationships, error) {
	if c.Access.Relationships == "" {
		return nil, nil
	}
	f, err := os.Open(c.Access.Relationships)
	if err != nil {
		return nil, c.problem("access.relationships", "%s can't be read", c.Access.Relationships)
	}
	defer func() { _ = f.Close() }() // nothing was written
	table, err := access.ReadTable(f)
	if err != nil {
		return nil, c.problem("access.relationships", "%s: %s", c.Access.Relationships, err)
	}
	return []access.Relationships{table}, nil
}

// openTrail opens the audit trail, or one that is gone at the end where none is configured.
func (e *entrance) openTrail(ctx context.Context, c *config, log *slog.Logger) error {
	at := c.Audit
	if !at.stored() {
		folder, err := os.MkdirTemp("", "gateway-audit-")
		if err != nil {
			return fmt.Errorf("the temporary audit trail: %w", err)
		}
		e.closing = append(e.closing, func() error { return os.RemoveAll(folder) })
		if at, err = writeTemporaryAudit(folder); err != nil {
			return err
		}
		e.nothingKept = true
	}
	if err := c.checkAuditSecrets(at); err != nil {
		return err
	}
	ring, err := at.ring()
	if err != nil {
		return c.problem("audit.keysFile", "%s", err)
	}
	chain, err := at.chain()
	if err != nil {
		return c.problem("audit.chain", "is missing, and this machine has no name: %s", err)
	}
	store, err := at.open(ctx, true)
	if err != nil {
		return c.problem("audit", "%s", err)
	}
	e.closing = append(e.closing, store.Close)
	if e.trail, err = audit.Open(ctx, store, ring, audit.Options{Chain: chain, HeadFile: at.HeadFile, Logger: log}); err != nil {
		return c.problem("audit", "%s", err)
	}
	e.closing = append(e.closing, e.trail.Close)
	rules, err := c.unusual(ring)
	if err != nil {
		return err
	}
	e.reader = audit.NewReader(store, ring).With(rules)
	if at.RetentionDays > 0 {
		e.closing = append(e.closing, retain(e.trail, at.RetentionDays, log))
	}
	return nil
}

// checkAuditSecrets refuses secrets of the audit trail that everybody on this machine can read.
func (c *config) checkAuditSecrets(at auditConfig) error {
	for _, x := range []struct{ key, file string }{{"audit.keysFile", at.KeysFile}, {"audit.databaseURLFile", at.DatabaseURLFile}} {
		if x.file == "" {
			continue
		}
		if err := checkSecret(x.file); err != nil {
			return c.problem(x.key, "%s", err)
		}
	}
	return nil
}

// openRegister opens the opt-out register. Only mode open goes without one.
func (e *entrance) openRegister(ctx context.Context, c *config, log *slog.Logger) (access.Register, error) {
	if c.Access.OptOut == (optOutConfig{}) {
		return optout.Nobody{}, nil
	}
	register, err := c.register(ctx)
	if err != nil {
		return nil, err
	}
	watched := optout.Watch(ctx, register, optout.WatchSettings{
		Failed: func(err error) { log.Warn("the opt-out register could not be copied", "error", err) }})
	e.closing = append(e.closing, watched.Close)
	return watched, nil
}

func (c *config) register(ctx context.Context) (optout.Register, error) {
	if file := c.Access.OptOut.File; file != "" {
		register, err := optout.SQLite(ctx, file, time.Now)
		if err != nil {
			return nil, c.problem("access.optOut.file", "%s", err)
		}
		return register, nil
	}
	address, err := readSecret(c.Access.OptOut.DatabaseURLFile)
	if err != nil {
		return nil, c.problem("access.optOut.databaseURLFile", "%s", err)
	}
	if err := checkDatabase(address); err != nil {
		return nil, c.problem("access.optOut.databaseURLFile", "%s", err)
	}
	register, err := optout.Postgres(ctx, address, time.Now)
	if err != nil {
		return nil, c.problem("access.optOut.databaseURLFile", "%s", err)
	}
	return register, nil
}

// close closes in the reverse order of opening.
func (e *entrance) close() error {
	var all []error
	for i := len(e.closing) - 1; i >= 0; i-- {
		all = append(all, e.closing[i]())
	}
	return errors.Join(all...)
}
