package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/london-care-record/gateway/access/token"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

// checkTime bounds one question of -check.
const checkTime = 10 * time.Second

// checkEntrance says of everything at the door whether it is as it should be, and how many are not. No file is
// made.
func checkEntrance(ctx context.Context, c *config, stdout io.Writer) int {
	failed := 0
	say := func(what, place string, err error) {
		verdict := "answers"
		if what == "Introspection" {
			verdict = "answers, and accepts the client's secret"
		}
		switch {
		case errors.Is(err, errNotYet):
			verdict = err.Error()
		case err != nil:
			verdict = err.Error()
			failed++
		}
		fmt.Fprintf(stdout, "%s  %s: %s\n", what, place, verdict)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Access.Issuers)) {
		say("Issuer", name, c.askIssuer(ctx, name))
		if c.Access.Issuers[name].Introspection != (introspectionConfig{}) {
			say("Introspection", name, c.askIntrospection(ctx, name))
		}
	}
	if _, err := c.policies(); err != nil {
		say("Policies", c.Access.Policies, err)
	}
	if _, err := c.relationships(); err != nil {
		say("Relationships", c.Access.Relationships, err)
	}
	if c.Access.OptOut != (optOutConfig{}) {
		say("Opt-out register", storeName(c.Access.OptOut.File), c.askRegister(ctx))
	}
	if c.Audit.stored() {
		say("Audit store", storeName(c.Audit.File), c.askTrail(ctx))
	}
	return failed
}

func storeName(file string) string {
	if file == "" {
		return "database"
	}
	return file
}

// errNotYet is that a file is not there, and can be made when the gateway starts: this is no mistake.
var errNotYet = errors.New("is empty or not there yet; the gateway makes it when it starts")

// fileIsThere tells whether a store's file can be asked. Its folder must be there in any case.
func fileIsThere(file string) error {
	if file == "" {
		return nil
	}
	_, err := os.Stat(file)
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if folder, err := os.Stat(filepath.Dir(file)); err != nil || !folder.IsDir() {
		return errors.New("its folder is not there")
	}
	return errNotYet
}

// askIssuer has the verifier check a token that nobody signed: to find that out, it needs the issuer's keys.
func (c *config) askIssuer(ctx context.Context, name string) error {
	i := c.Access.Issuers[name]
	v, err := token.New(token.Settings{Issuers: []token.Issuer{i.issuer()}})
	if err != nil {
		return err
	}
	defer v.Close()
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	_, err = v.Verify(ctx, unsigned(i))
	var refusal *token.Refusal
	if errors.As(err, &refusal) && refusal.Reason == token.Unreachable {
		return refusal
	}
	return nil
}

// askIntrospection says whether an issuer answers about opaque tokens, and accepts this gateway's secret.
func (c *config) askIntrospection(ctx context.Context, name string) error {
	i := c.Access.Issuers[name]
	if _, err := readSecret(i.Introspection.SecretFile); err != nil {
		return err
	}
	v, err := token.New(token.Settings{Issuers: []token.Issuer{i.issuer()}})
	if err != nil {
		return err
	}
	defer v.Close()
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	return v.CheckIntrospection(ctx)
}

// unsigned is a token of an issuer whose signature is nothing but zeros.
func unsigned(i issuerConfig) string {
	algorithm := "ES256"
	if len(i.Algorithms) > 0 {
		algorithm = i.Algorithms[0]
	}
	part := func(claims map[string]string) string {
		text, _ := json.Marshal(claims) // strings can always be written
		return base64.RawURLEncoding.EncodeToString(text)
	}
	return part(map[string]string{"alg": algorithm}) + "." + part(map[string]string{"iss": i.URL}) + "." +
		base64.RawURLEncoding.EncodeToString(make([]byte, 64))
}

// nobody is an NHS number that is never given to anybody.
const nobody record.NHSNumber = "9999999484"

func (c *config) askRegister(ctx context.Context) error {
	if err := fileIsThere(c.Access.OptOut.File); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	register, err := c.register(ctx)
	if err != nil {
		return err
	}
	_, err = register.Objections(ctx, []record.NHSNumber{nobody})
	return errors.Join(err, register.Close())
}

func (c *config) askTrail(ctx context.Context) error {
	if err := c.checkAuditSecrets(c.Audit); err != nil {
		return err
	}
	if _, err := c.Audit.ring(); err != nil {
		return err
	}
	if err := fileIsThere(c.Audit.File); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	store, err := c.Audit.open(ctx, false)
	if err != nil {
		return err
	}
	err = store.Read(ctx, func(v audit.View) error { _, err := v.Chains(); return err })
	var refused *pgconn.PgError
	if errors.As(err, &refused) && refused.Code == noSuchTable {
		err = errNotYet
	}
	if closing := store.Close(); err == nil {
		err = closing
	}
	return err
}

// noSuchTable is what PostgreSQL says of a database in which no gateway has made its tables yet.
// Source: the PostgreSQL manual, appendix A.
const noSuchTable = "42P01"
