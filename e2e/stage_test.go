package e2e

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/demo/authority"
)

// stage is what a gateway is configured over: the demo region's exchanges and callers, run by the test itself, and a
// folder for the gateway's own files.
type stage struct {
	region *demo.Region
	folder string
	// auditStore and optOutStore are where these two are, as YAML.
	auditStore, optOutStore string
	// budget and timeout are an answer's and an exchange's. They are long: a busy machine is no fault.
	budget, timeout string
}

// newStage starts a small region. The audit trail and the opt-out register are SQLite files until the test says otherwise.
func newStage(t *testing.T, people int) *stage {
	t.Helper()
	notQuick(t)
	region, err := demo.New(demo.Options{Seed: 1, People: people, NoLatency: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := region.Close(); err != nil {
			t.Error(err)
		}
	})
	s := &stage{region: region, folder: t.TempDir(), auditStore: "file: audit.db", optOutStore: "file: opt-out.db", budget: "10s", timeout: "8s"}
	var key [32]byte
	_, _ = rand.Read(key[:]) // never fails
	s.write(t, "audit.keys", "test "+base64.StdEncoding.EncodeToString(key[:])+"\n")
	// The A&E doctor's hospital has to do with everybody.
	s.write(t, "relationships.csv", "odsCode,nhsNumber,relationship\nRRV,999*,encounter\n")
	return s
}

// write writes a file of the folder and gives its path.
func (s *stage) write(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(s.folder, name)
	write(t, file, text)
	return file
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// configure writes the configuration of one gateway, which has a chain of its own, and gives its path. extra is YAML at
// the top level.
func (s *stage) configure(t *testing.T, chain, extra string) string {
	t.Helper()
	return s.write(t, chain+".yaml", s.config(chain, s.exchanges())+extra)
}

// exchanges is the part of the configuration that names the region's exchanges.
func (s *stage) exchanges() string {
	var b strings.Builder
	b.WriteString("exchanges:\n")
	for _, e := range s.region.Exchanges() {
		fmt.Fprintf(&b, "  %s:\n    url: %s\n    timeout: %s\n    search: %s\n    careSettings: [%s]\n", e.ID, e.URL, s.timeout, e.Search, strings.Join(e.CareSettings, ", "))
	}
	return b.String()
}

func (s *stage) config(chain, exchanges string) string {
	return fmt.Sprintf(`limits: {rates: {caller: off, client: off}} # a test asks as fast as it can, as one person
budget: %s
access:
  mode: tokens
  issuers:
    demo:
      url: %s
      audiences: [%s]
      clients: [%s]
      longestLife: %s
      claims: {organisation: organisation_name, odsCode: organisation, purpose: purpose, nhsNumber: patient}
      roles: {doctor: doctor, nurse: nurse, gp: gp, privacy-officer: privacy-officer}
      purposes: {direct-care: direct-care, emergency-care: emergency-care, oversight: oversight}
  relationships: relationships.csv
  optOut: {%s}
audit: {%s, keysFile: audit.keys, headFile: %s.head, chain: %[8]s}
%[9]s`, s.budget, s.region.Authority().Issuer(), authority.Audience, authority.Direct, authority.TokenLife, s.optOutStore, s.auditStore, chain, exchanges)
}

// token takes a token of one of the demo's callers, on a person or on nobody.
func (s *stage) token(t *testing.T, caller, person string) string {
	t.Helper()
	token, err := s.region.Authority().Mint(authority.TokenRequest{Caller: caller, Patient: person})
	if err != nil {
		t.Fatal(err)
	}
	return token.AccessToken
}
