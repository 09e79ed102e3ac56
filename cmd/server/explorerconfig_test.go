package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// launchable is a configuration in mode tokens, with an issuer whose tokens for the client viewer are let in.
func launchable(smart string) string {
	return `access:
  mode: tokens
  issuers:
    hospital: {url: 'https://id.hospital.example', audiences: [a], clients: [viewer], roles: {R1: doctor}}
  optOut: {file: o.db}
audit: {file: a.db, keysFile: k}
exchanges: {NEL: {url: 'http://127.0.0.1:1'}}
explorer:
  smart:
` + smart
}

func TestRecordSystemsAreConfiguredStrictly(t *testing.T) {
	const issuer = "    - {issuer: 'https://fhir.hospital.example/R4', client: viewer"
	for _, c := range []struct{ name, smart, want string }{
		{"no issuer", "    - {client: viewer}\n", "an entry has no issuer"},
		{"plain http", "    - {issuer: 'http://fhir.hospital.example/R4', client: viewer}\n", "must be https"},
		{"a password", "    - {issuer: 'https://u:p@fhir.hospital.example/R4', client: viewer}\n", "no user or password"},
		{"a query", "    - {issuer: 'https://fhir.hospital.example/R4?a=b', client: viewer}\n", "with no query"},
		{"twice", issuer + "}\n" + issuer + "}\n", "stands here twice"},
		{"a client that is let in by nobody", "    - {issuer: 'https://fhir.hospital.example/R4', client: other}\n", `client "other" is among the clients of no issuer`},
		{"no client", "    - {issuer: 'https://fhir.hospital.example/R4'}\n", `client "" is among the clients of no issuer`},
		{"no launch", issuer + ", scopes: [openid, patient/*.rs]}\n", "scopes lack launch"},
		{"two scopes in one", issuer + ", scopes: [launch, 'openid profile']}\n", "is not one scope"},
		{"an origin with a path", issuer + ", authorisation: 'https://login.hospital.example/oauth'}\n", "scheme, host and port and nothing else"},
		{"an origin by plain http", issuer + ", authorisation: 'http://login.hospital.example'}\n", "scheme, host and port and nothing else"},
		{"an origin that would widen the policy", issuer + ", authorisation: 'https://login.hospital.example; script-src *'}\n", "scheme, host and port and nothing else"},
		{"an issuer that would widen the policy", "    - {issuer: 'https://*.hospital.example/R4', client: viewer}\n", "must name one host"},
		{"a person from nowhere", issuer + ", person: id_token}\n", `person "id_token" must be token, claim or fhir`},
		{"no claim", issuer + ", person: claim}\n", "claim is missing"},
		{"a claim for nothing", issuer + ", claim: nhs_number}\n", "claim is for person: claim"},
		{"an unknown key", issuer + ", clientSecret: s}\n", "clientSecret: this key is not known"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := readConfig(write(t, launchable(c.smart)))
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "explorer.smart") {
				t.Errorf("got %v, not %q", err, c.want)
			}
		})
	}
	open := "access: {mode: open}\nexchanges: {NEL: {url: 'http://127.0.0.1:1'}}\nexplorer: {smart: [{issuer: 'https://fhir.hospital.example/R4', client: viewer}]}\n"
	if _, err := readConfig(write(t, open)); err == nil || !strings.Contains(err.Error(), "needs access.mode tokens") {
		t.Errorf("mode open: %v", err)
	}
}

// TestThePageIsToldOfTheConfiguredRecordSystemsAlone holds what the page learns, and whom its policy lets it ask.
func TestThePageIsToldOfTheConfiguredRecordSystemsAlone(t *testing.T) {
	c, err := readConfig(write(t, launchable(`    - {issuer: 'https://fhir.hospital.example/R4', client: viewer, authorisation: 'https://login.hospital.example'}
    - {issuer: 'https://clinic.example:8443/fhir', client: viewer, scopes: [launch, user/*.rs], audience: gateway, person: fhir}
`)))
	if err != nil {
		t.Fatal(err)
	}
	answer := httptest.NewRecorder()
	c.explorerExtra()["GET "+factsPath].ServeHTTP(answer, httptest.NewRequest(http.MethodGet, factsPath, nil))
	want := `{"demo":false,"rooms":["/record"],"needsToken":true,"smart":[` +
		`{"issuer":"https://fhir.hospital.example/R4","client":"viewer","scopes":["launch","openid","profile","patient/*.rs"],"audience":"https://fhir.hospital.example/R4","authorisation":"https://login.hospital.example","person":"token"},` +
		`{"issuer":"https://clinic.example:8443/fhir","client":"viewer","scopes":["launch","user/*.rs"],"audience":"gateway","person":"fhir"}]}`
	if got := strings.TrimSpace(answer.Body.String()); got != want || !json.Valid([]byte(got)) {
		t.Errorf("the page is told\n%s\nnot\n%s", got, want)
	}
	page := httptest.NewRecorder()
	c.explorer().ServeHTTP(page, httptest.NewRequest(http.MethodGet, "/record", nil))
	policy := page.Header().Get("Content-Security-Policy")
	if !strings.Contains(policy, "connect-src 'self' https://fhir.hospital.example https://login.hospital.example https://clinic.example:8443;") {
		t.Errorf("the policy is %q", policy)
	}
}

func TestWithoutPlaygroundAndRecordSystemsThereAreNoPages(t *testing.T) {
	c, err := readConfig(write(t, "access: {mode: open}\nexchanges: {NEL: {url: 'http://127.0.0.1:1'}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if c.explorer() != nil || c.explorerExtra() != nil {
		t.Error("pages are served")
	}
	c.Playground = true
	if f := c.explorerFacts(); c.explorer() == nil || len(f.Rooms) != 4 || f.NeedsToken || f.Demo || f.Smart == nil {
		t.Errorf("got %+v", f)
	}
}
