package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tokensConfig is a whole configuration in mode tokens, of which one line can be replaced by others.
func tokensConfig(line, by string) string {
	const whole = `access:
  mode: tokens
  issuers:
    nhs:
      url: https://id.example.nhs.uk
      audiences: [https://gateway.example.nhs.uk]
      clients: [emr]
      roles: {R8000: doctor}
      introspection: {url: 'https://id.example.nhs.uk/introspect', clientID: gateway, secretFile: introspection.secret}
  clockSkew: 30s
  optOut: {file: opt-out.db}
audit: {file: audit.db, keysFile: audit.keys, headFile: audit.head, chain: one}
listen: 127.0.0.1:0
admin: off
exchanges: {NEL: {url: 'http://127.0.0.1:1'}}
drain: {delay: 0s}
`
	if line == "" {
		return whole
	}
	return strings.Replace(whole, line+"\n", by, 1)
}

func TestS25_UnsafeAccessIsASentenceWithFileLineAndKey(t *testing.T) {
	t.Setenv(envAuditKeys, "")
	t.Setenv(envAuditDatabase, "")
	const issuer = "      url: https://id.example.nhs.uk"
	const optOut = "  optOut: {file: opt-out.db}"
	const trail = "audit: {file: audit.db, keysFile: audit.keys, headFile: audit.head, chain: one}"
	for _, c := range []struct{ name, line, by, want string }{
		{"open with issuers", "  mode: tokens", "  mode: open\n", ":3: access.issuers: mode open lets everybody in"},
		{"unknown mode", "  mode: tokens", "  mode: shut\n", `:2: access.mode: "shut" is not a mode`},
		{"http issuer", issuer, "      url: http://id.example.nhs.uk\n", ":5: access.issuers.nhs.url: must be https"},
		{"password in the address", issuer, "      url: https://me:pass@id.example.nhs.uk\n", ":5: access.issuers.nhs.url: must hold no user or password"},
		{"no url", issuer, "", "access.issuers.nhs.url: is missing"},
		{"jwks", issuer, issuer + "\n      jwks: http://keys.example.nhs.uk\n", ":6: access.issuers.nhs.jwks: must be https"},
		{"no audience", "      audiences: [https://gateway.example.nhs.uk]", "", "access.issuers.nhs.audiences: is missing: without, tokens for other systems"},
		{"no client", "      clients: [emr]", "", "access.issuers.nhs.clients: is missing"},
		{"no role", "      roles: {R8000: doctor}", "", "access.issuers.nhs.roles: is missing"},
		{"unknown role", "      roles: {R8000: doctor}", "      roles: {R8000: wizard}\n", `:4: access.issuers.nhs: "R8000" is mapped to the role "wizard"`},
		{"the tester's role", "      roles: {R8000: doctor}", "      roles: {R8000: tester}\n", `"tester", which no token may have`},
		{"algorithm", issuer, issuer + "\n      algorithms: [HS256]\n", `the algorithm "HS256" is not one of`},
		{"exchange", issuer, issuer + "\n      exchange: SEL\n", ":6: access.issuers.nhs.exchange: is not one of the exchanges"},
		{"life", issuer, issuer + "\n      longestLife: -1h\n", ":6: access.issuers.nhs.longestLife: must not be negative"},
		{"secret in clear", issuer, issuer + "\n      clientSecret: s3cret\n", ":6: access.issuers.nhs.clientSecret: this key is not known; secrets do not belong in this file"},
		{"skew", "  clockSkew: 30s", "  clockSkew: 1h\n", ":10: access.clockSkew: must be from 0s to 5m0s"},
		{"no register", optOut, "", "access.optOut: is missing"},
		{"two registers", optOut, "  optOut: {file: a.db, databaseURLFile: b}\n", ":11: access.optOut: file and databaseURLFile are two places"},
		{"register's address in clear", optOut, "  optOut: {databaseURLFile: 'postgres://me:pass@db/optout'}\n", ":11: access.optOut.databaseURLFile: must be a file"},
		{"no audit", trail, "", "audit: is missing: in mode tokens, every look must be noted"},
		{"no keys", trail, "audit: {file: audit.db}\n", ":12: audit.keysFile: is missing"},
		{"two trails", trail, "audit: {file: audit.db, databaseURLFile: b, keysFile: k}\n", ":12: audit: file and databaseURLFile are two places"},
		{"audit's address in clear", trail, "audit: {file: 'postgres://me:pass@db/audit', keysFile: k}\n", ":12: audit.file: must be a file"},
		{"short retention", trail, "audit: {file: audit.db, keysFile: k, retentionDays: 8}\n", ":12: audit.retentionDays: must be 0, for ever, or at least 365"},
		{"audit's keys in clear", trail, "audit: {file: audit.db, keys: 'k1 AAAA'}\n", ":12: audit.keys: this key is not known; secrets do not belong in this file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := tokensConfig(c.line, c.by)
			if text == tokensConfig("", "") {
				t.Fatal("nothing was changed")
			}
			file := write(t, text)
			_, err := readConfig(file)
			if err == nil || !strings.HasPrefix(err.Error(), file) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %q, not %q", err, c.want)
			}
			for _, secret := range []string{"s3cret", "me:pass", "AAAA"} {
				if strings.Contains(fmt.Sprint(err), secret) {
					t.Error("the error tells the secret")
				}
			}
		})
	}
	if _, err := readConfig(write(t, "access: {mode: tokens}\nexchanges: {NEL: {url: 'http://127.0.0.1:1'}}\n")); err == nil ||
		!strings.Contains(err.Error(), ":1: access.issuers: at least one issuer is needed") {
		t.Errorf("no issuer: %v", err)
	}
}

// writeTokensConfig writes a configuration in mode tokens with all that it names, and gives its folder.
func writeTokensConfig(t *testing.T) string {
	t.Helper()
	file := write(t, tokensConfig("", ""))
	folder := filepath.Dir(file)
	key := "k1 " + base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32))
	for name, text := range map[string]string{"audit.keys": key, "introspection.secret": "s3cret"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestS25_WhatDoesNotOpenKeepsTheGatewayFromStarting(t *testing.T) {
	begin := func(t *testing.T, folder string, change func(*config)) error {
		t.Helper()
		c, err := readConfig(filepath.Join(folder, "region.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		if change != nil {
			change(c)
		}
		e, err := openEntrance(t.Context(), c, nil, newLogger(c.Log, t.Output()))
		if err != nil {
			return err
		}
		return e.close()
	}
	if err := begin(t, writeTokensConfig(t), nil); err != nil {
		t.Fatalf("all is well, and yet: %v", err)
	}
	for _, c := range []struct {
		name   string
		harm   func(in func(string) string) error
		change func(*config)
		want   string
	}{
		{name: "keys that everybody reads", harm: func(in func(string) string) error { return os.Chmod(in("audit.keys"), 0o644) },
			want: ":12: audit.keysFile: "},
		{name: "keys that are none", harm: func(in func(string) string) error { return os.WriteFile(in("audit.keys"), []byte("k1 AAAA"), 0o600) },
			want: "audit.keysFile: "},
		{name: "no keys", harm: func(in func(string) string) error { return os.Remove(in("audit.keys")) }, want: "is not there"},
		{name: "secret that everybody reads", harm: func(in func(string) string) error { return os.Chmod(in("introspection.secret"), 0o604) },
			want: "access.issuers.nhs.introspection.secretFile: "},
		{name: "empty secret", harm: func(in func(string) string) error { return os.WriteFile(in("introspection.secret"), nil, 0o600) },
			want: "is empty"},
		{name: "register that is none", harm: func(in func(string) string) error {
			return os.WriteFile(in("opt-out.db"), []byte(strings.Repeat("no database", 100)), 0o600)
		}, want: ":11: access.optOut.file: "},
		{name: "audit trail that is none", harm: func(in func(string) string) error {
			return os.WriteFile(in("audit.db"), []byte(strings.Repeat("no database", 100)), 0o600)
		}, want: ":12: audit: "},
		{name: "policies that are none", harm: func(in func(string) string) error { return os.Mkdir(in("policies"), 0o700) },
			change: func(c *config) { c.Access.Policies = c.path("policies") }, want: "access.policies: "},
		{name: "table that is none", harm: func(in func(string) string) error { return os.WriteFile(in("who.csv"), []byte("a,b"), 0o600) },
			change: func(c *config) { c.Access.Relationships = c.path("who.csv") }, want: "the heading must be odsCode"},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := writeTokensConfig(t)
			if err := c.harm(func(name string) string { return filepath.Join(folder, name) }); err != nil {
				t.Fatal(err)
			}
			err := begin(t, folder, c.change)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), filepath.Join(folder, "region.yaml")) {
				t.Errorf("got %v, not %q", err, c.want)
			}
		})
	}
}

func TestS25_OneGatewayWritesAChain(t *testing.T) {
	c, err := readConfig(filepath.Join(writeTokensConfig(t), "region.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	first, err := openEntrance(t.Context(), c, nil, newLogger(c.Log, t.Output()))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := openEntrance(t.Context(), c, nil, newLogger(c.Log, t.Output())); err == nil || !strings.Contains(err.Error(), "another process writes") {
		t.Errorf("a second one begins: %v", err)
	}
	if err := first.close(); err != nil {
		t.Error(err)
	}
}
