package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/demo/authority"
)

// TestS25_ExplainAsksWithATokenAndIsNoted explains over a configuration in mode tokens.
func TestS25_ExplainAsksWithATokenAndIsNoted(t *testing.T) {
	region, err := demo.New(demo.Options{Seed: demoSeed, People: 5, NoLatency: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := region.Close(); err != nil {
			t.Error(err)
		}
	})
	folder := writeTokensConfig(t)
	in := func(name string) string { return filepath.Join(folder, name) }
	file := in("region.yaml")
	text := `log: {level: error}
access:
  mode: tokens
  issuers:
    demo:
      url: ` + region.Authority().Issuer() + `
      audiences: [` + authority.Audience + `]
      clients: [` + authority.Direct + `]
      claims: {organisation: organisation_name, odsCode: organisation, purpose: purpose, nhsNumber: patient}
      roles: {practice-administrator: practice-administrator}
      purposes: {administration: administration}
  optOut: {file: opt-out.db}
audit: {file: audit.db, keysFile: audit.keys}
exchanges:
` + exchangesWritten(region)
	minted, err := region.Authority().Mint(authority.TokenRequest{Caller: "practice-administrator", Patient: "9990000018"})
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"region.yaml": text, "good": minted.AccessToken + "\n", "bad": minted.AccessToken + "x"} {
		if err := os.WriteFile(in(name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	explain := func(args ...string) (string, error) {
		out, problems, err := explainWith(t, append([]string{"-config", file, "-explain", "9990000018"}, args...)...)
		if strings.Contains(out+problems, minted.AccessToken) {
			t.Error("the token is printed")
		}
		return out, err
	}
	out, err := explain("-token-file", in("good"))
	if exitCode(err) != exitIncomplete && err != nil || !strings.Contains(out, "Mrs Ada Okafor") {
		t.Errorf("%v: %s", err, out)
	}
	if strings.Contains(out, "penicillin") {
		t.Error("the administrator is told of allergies")
	}
	for want, args := range map[string][]string{
		"needs -token-file":           nil,
		"UNAUTHENTICATED":             {"-token-file", in("bad")},
		"-token-file: " + in("none"):  {"-token-file", in("none")},
		"-token-file needs -explain ": {"-token-file", in("good"), "-config", ""},
	} {
		if out, err := explain(args...); err == nil || out != "" || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v: %s", args, err, out)
		}
	}
	if out, err := runAuditCommand(t, "verify", "-config", file); err != nil || !strings.Contains(out, "explanations: entries 1 to 2, 0 permitted") {
		t.Errorf("%v: %s", err, out)
	}
}
