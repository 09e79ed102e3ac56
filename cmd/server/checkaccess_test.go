package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/demo"
)

// TestCheckAsksIssuersStoreAndRegister runs -check over what a demo region's gateway is made of.
func TestCheckAsksIssuersStoreAndRegister(t *testing.T) {
	region, err := demo.New(demo.Options{Seed: demoSeed, People: 5, NoLatency: true})
	if err != nil {
		t.Fatal(err)
	}
	closed := false
	end := func() {
		if closed {
			return
		}
		closed = true
		if err := region.Close(); err != nil {
			t.Error(err)
		}
	}
	defer end()
	folder := t.TempDir()
	c, err := demoConfig(t.Context(), region, folder)
	if err != nil {
		t.Fatal(err)
	}
	check := func() string {
		t.Helper()
		var out strings.Builder
		if err := runCheck(context.WithoutCancel(t.Context()), c, &out); err != nil {
			out.WriteString("FAILED: " + err.Error())
		}
		return out.String()
	}
	holds := func(out string, all ...string) {
		t.Helper()
		for _, want := range all {
			if !strings.Contains(out, want) {
				t.Errorf("%q is not in:\n%s", want, out)
			}
		}
	}
	out := check()
	holds(out, "Issuer  demo: answers", "Opt-out register  "+c.Access.OptOut.File+": answers", "Audit store  "+c.Audit.File+": is empty or not there yet")
	if strings.Contains(out, "FAILED") {
		t.Error(out)
	}
	if _, err := os.Stat(c.Audit.File); err == nil {
		t.Error("the check made an audit trail")
	}
	if err := os.Chmod(c.Audit.KeysFile, 0o644); err != nil {
		t.Fatal(err)
	}
	c.Access.OptOut.File = filepath.Join(folder, "nowhere", "opt-out.db")
	end()
	holds(check(), "Issuer  demo: the issuer could not be asked", "opt-out.db: its folder is not there", "is open to everybody on this machine",
		"FAILED: 5 exchanges do not answer", "who is let in, or where it is noted, is not as it should be")
}

// TestCheckAsksAboutOpaqueTokens runs -check over an issuer that knows one client by its secret.
func TestCheckAsksAboutOpaqueTokens(t *testing.T) {
	issuer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if id, secret, _ := r.BasicAuth(); id != "gateway" || secret != "s3cret" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = w.Write([]byte(`{"active":false}`)) // the client may have gone
	}))
	defer issuer.Close()
	folder := writeTokensConfig(t)
	c, err := readConfig(filepath.Join(folder, "region.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	i := c.Access.Issuers["nhs"]
	i.URL, i.Introspection.URL = issuer.URL, issuer.URL
	c.Access.Issuers["nhs"] = i
	for secret, want := range map[string]string{
		"s3cret": "Introspection  nhs: answers, and accepts the client's secret",
		"wr0ng":  "Introspection  nhs: does not accept the client's id and secret (it answered 401)",
		" ":      "introspection.secret is empty",
	} {
		if err := os.WriteFile(filepath.Join(folder, "introspection.secret"), []byte(secret), 0o600); err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		if failed := checkEntrance(t.Context(), c, &out); !strings.Contains(out.String(), want) || failed == 0 || secret != " " && strings.Contains(out.String(), secret) {
			t.Errorf("%d failed: %s", failed, out.String())
		}
	}
}
