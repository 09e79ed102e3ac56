package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestS25_WhatIsUnsafeDoesNotStart starts the whole program with one thing wrong at a time.
func TestS25_WhatIsUnsafeDoesNotStart(t *testing.T) {
	const listen = "listen: 127.0.0.1:0"
	const exchanges = "exchanges: {NEL: {url: 'http://127.0.0.1:1'}}"
	change := func(name string, mode os.FileMode) func(*testing.T, string) {
		return func(t *testing.T, folder string) {
			t.Helper()
			if err := os.Chmod(filepath.Join(folder, name), mode); err != nil {
				t.Fatal(err)
			}
		}
	}
	put := func(name, text string, mode os.FileMode) func(*testing.T, string) {
		return func(t *testing.T, folder string) {
			t.Helper()
			if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			change(name, mode)(t, folder)
		}
	}
	for _, c := range []struct {
		name, line, by string
		args           []string
		harm           func(*testing.T, string)
		want           string
	}{
		{name: "records in clear", line: listen, by: "listen: 0.0.0.0:0\n", want: "tls: is missing: beyond this machine, tokens and records must be encrypted"},
		{name: "records in clear, by the command line", args: []string{"-listen", "0.0.0.0:0"}, want: "tls: is missing: beyond this machine"},
		{name: "metrics for everybody", line: "admin: off", by: "admin: 0.0.0.0:0\n", want: "admin: listens beyond this machine"},
		{name: "metrics for everybody, by the command line", args: []string{"-admin", ":0"}, want: "admin: listens beyond this machine"},
		{name: "no port", line: "admin: off", by: "admin: localhost\n", want: "admin: must be an address with a port"},
		{name: "everybody's pages", line: listen, by: listen + "\ncors: {origins: ['*']}\n", want: ":14: cors.origins: \"*\" is not one origin"},
		{name: "pages of any host of a domain", line: listen, by: listen + "\ncors: {origins: ['https://*.nhs.uk']}\n", want: "is not one origin"},
		{name: "pages of nowhere", line: listen, by: listen + "\ncors: {origins: ['null']}\n", want: "is not one origin"},
		{name: "pages in clear", line: listen, by: listen + "\ncors: {origins: ['http://viewer.nhs.uk']}\n", want: "must be https, or http to a loopback address"},
		{name: "a path", line: listen, by: listen + "\ncors: {origins: ['https://viewer.nhs.uk/']}\n", want: "must be scheme, host and port and nothing else"},
		{name: "no bound of rates", line: listen, by: listen + "\nlimits: {rates: {caller: {perSecond: -1}}}\n", want: "limits.rates.caller: must not be negative; off switches it off"},
		{name: "a password in an exchange's URL", line: exchanges, by: "exchanges: {NEL: {url: 'https://me:s3cret@nel.nhs.uk'}}\n",
			want: "exchanges.NEL.url: must hold no user or password"},
		{name: "an exchange in clear", line: exchanges, by: "exchanges: {NEL: {url: 'http://nel.nhs.uk'}}\n", want: "plain http is for loopback addresses only"},
		{name: "an exchange's token that everybody reads", line: exchanges, by: "exchanges: {NEL: {url: 'http://127.0.0.1:1', auth: {bearerTokenFile: nel.token}}}\n",
			harm: put("nel.token", "s3cret", 0o644), want: "exchanges.NEL.auth.bearerTokenFile: "},
		{name: "an exchange's token that is not there", line: exchanges, by: "exchanges: {NEL: {url: 'http://127.0.0.1:1', auth: {bearerTokenFile: nel.token}}}\n",
			want: "nel.token is not there"},
		{name: "objections that everybody reads", harm: put("opt-out.db", "", 0o644), want: "access.optOut.file: "},
		{name: "a configuration that everybody changes", harm: change("region.yaml", 0o606), want: "can be changed by everybody on this machine"},
		{name: "relationships that everybody changes", line: "  clockSkew: 30s", by: "  relationships: who.csv\n", harm: put("who.csv", "", 0o606),
			want: "access.relationships: "},
		{name: "a policy that everybody changes", line: "  clockSkew: 30s", by: "  policies: policies\n", harm: func(t *testing.T, folder string) {
			t.Helper()
			if err := os.Mkdir(filepath.Join(folder, "policies"), 0o700); err != nil {
				t.Fatal(err)
			}
			put("policies/1.cedar", "", 0o602)(t, folder)
		}, want: "access.policies: "},
		{name: "a database in clear", line: "  optOut: {file: opt-out.db}", by: "  optOut: {databaseURLFile: opt-out.url}\n",
			harm: put("opt-out.url", "postgres://me:s3cret@db.nhs.uk/optout", 0o600), want: ":11: access.optOut.databaseURLFile: the database is beyond this machine"},
		{name: "an audit database in clear", line: "audit: {file: audit.db, keysFile: audit.keys, headFile: audit.head, chain: one}",
			by:   "audit: {databaseURLFile: audit.url, keysFile: audit.keys, chain: one}\n",
			harm: put("audit.url", "postgres://me:s3cret@db.nhs.uk/audit?sslmode=require", 0o600), want: ":12: audit: the database is beyond this machine"},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := writeTokensConfig(t)
			file := filepath.Join(folder, "region.yaml")
			if c.line != "" {
				text := tokensConfig(c.line, c.by)
				if text == tokensConfig("", "") {
					t.Fatal("nothing was changed")
				}
				if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if c.harm != nil {
				c.harm(t, folder)
			}
			ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
			defer stop()
			var out output
			err := run(ctx, append([]string{"-config", file}, c.args...), &out, &out)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), file) {
				t.Errorf("got %v, not %q", err, c.want)
			}
			if err != nil && strings.Contains(err.Error()+out.String(), "s3cret") {
				t.Error("the secret is told")
			}
		})
	}
}

func TestS25_ADatabaseBeyondThisMachineIsAskedEncryptedAndByName(t *testing.T) {
	root := writeTokensConfig(t)
	newPapers(t, root)
	authority := filepath.Join(root, "ca.crt")
	for address, safe := range map[string]bool{
		"postgres://me:s3cret@127.0.0.1/x":                                                 true,
		"postgres://me:s3cret@localhost:5432/x":                                            true,
		"postgres://me:s3cret@[::1]/x":                                                     true,
		"postgres:///x?host=/run/postgresql":                                               true,
		"postgres://me:s3cret@db.nhs.uk/x?sslmode=verify-full":                             true,
		"postgres://me:s3cret@db.nhs.uk/x?sslmode=verify-ca&sslrootcert=" + authority:      true,
		"postgres://me:s3cret@db.nhs.uk/x":                                                 false,
		"postgres://me:s3cret@db.nhs.uk/x?sslmode=disable":                                 false,
		"postgres://me:s3cret@db.nhs.uk/x?sslmode=prefer":                                  false,
		"postgres://me:s3cret@db.nhs.uk/x?sslmode=require":                                 false,
		"postgres://me:s3cret@127.0.0.1,db.nhs.uk/x?sslmode=prefer":                        false,
		"host=db.nhs.uk user=me password=s3cret":                                           false,
		"host=db.nhs.uk user=me password=s3cret sslmode=verify-full":                       true,
		"postgres://me:s3cret@db.nhs.uk:port/x?sslmode=verify-full":                        false,
		"postgres://me:s3cret@db.nhs.uk/x?sslmode=verify-full&sslrootcert=/nowhere/ca.crt": false,
	} {
		err := checkDatabase(address)
		if (err == nil) != safe {
			t.Errorf("%s: %v", address, err)
		}
		if err != nil && strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: the error tells the password", address)
		}
	}
}

func TestAnOpenDoorIsSaidInTheLog(t *testing.T) {
	var out output
	c := defaults()
	c.Access.Mode, c.Playground, c.Introspection = modeTokens, true, true
	c.warnOfOpenDoors(newLogger(c.Log, &out))
	if log := out.String(); !strings.Contains(log, "the playground is switched on") || !strings.Contains(log, "introspection is switched on") {
		t.Errorf("the log: %s", log)
	}
}
