package server_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/london-care-record/gateway/access/accesstest"
	"github.com/london-care-record/gateway/access/token"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/demo/authority"
	"github.com/london-care-record/gateway/internal/server"
)

// foreignIssuer is an issuer of a test, which signs whatever it is told, and whose keys change.
type foreignIssuer struct {
	t     *testing.T
	url   string
	mu    sync.Mutex
	keys  jose.JSONWebKeySet
	ahead time.Duration
}

func newForeignIssuer(t *testing.T) *foreignIssuer {
	t.Helper()
	i := &foreignIssuer{t: t}
	h := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		i.mu.Lock()
		defer i.mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path == "/keys" {
			_ = json.NewEncoder(w).Encode(i.keys) // the client may have gone
			return
		}
		_ = json.NewEncoder(w).Encode(map[string]string{"issuer": i.url, "jwks_uri": i.url + "/keys"}) // as above
	}))
	t.Cleanup(h.Close)
	i.url = h.URL
	return i
}

// publishes replaces the issuer's keys.
func (i *foreignIssuer) publishes(keys ...jose.JSONWebKey) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.keys = jose.JSONWebKeySet{Keys: keys}
}

// now is the gateway's clock.
func (i *foreignIssuer) now() time.Time {
	i.mu.Lock()
	defer i.mu.Unlock()
	return time.Now().Add(i.ahead)
}

// signed signs claims as they are.
func (i *foreignIssuer) signed(algorithm jose.SignatureAlgorithm, key any, id string, claims any) string {
	i.t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: key}, (&jose.SignerOptions{}).WithHeader("kid", id).WithType("at+jwt"))
	if err != nil {
		i.t.Fatal(err)
	}
	text, err := json.Marshal(claims)
	if err != nil {
		i.t.Fatal(err)
	}
	object, err := signer.Sign(text)
	if err != nil {
		i.t.Fatal(err)
	}
	compact, err := object.CompactSerialize()
	if err != nil {
		i.t.Fatal(err)
	}
	return compact
}

// doctor are the claims of a doctor whose token is good; change, by name, replaces some.
func (i *foreignIssuer) doctor(change map[string]any) map[string]any {
	now := i.now().Unix()
	claims := map[string]any{"iss": i.url, "sub": "d1", "name": "Dr Foreign", "aud": authority.Audience, "azp": authority.Direct, "iat": now - 1, "exp": now + 600,
		"role": "doctor", "purpose": "direct-care", "scope": "user/*.rs", "organisation": "RRV", "organisation_name": "A hospital"}
	maps.Copy(claims, change)
	return claims
}

func ecKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// believing starts a gateway that believes an issuer and needs a token.
func believing(t *testing.T, i *foreignIssuer) *gateway {
	t.Helper()
	return start(t, func(c *server.Config) {
		known := token.Issuer{URL: i.url, Audiences: []string{authority.Audience}, Clients: []string{authority.Direct},
			Claims: token.Claims{Organisation: "organisation_name", ODSCode: "organisation", Purpose: "purpose", NHSNumber: "patient"}}
		known.Roles, known.Purposes = demoWords()
		v, err := token.New(token.Settings{Issuers: []token.Issuer{known}, Exchanges: accesstest.London, Now: i.now})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(v.Close)
		c.Verifier, c.Fallback = v, nil
	})
}

const anybody = `{"query":"{patient(nhsNumber:\"9990000018\"){nhsNumber}}"}`

// authorized asks with Authorization headers as they are.
func (g *gateway) authorized(t *testing.T, path string, authorization ...string) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, g.url+path, strings.NewReader(anybody))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header["Authorization"] = authorization
	response, err := g.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	a := answer{status: response.StatusCode, header: response.Header, body: string(text)}
	if err := json.Unmarshal(text, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// TestS24_EveryBadTokenIsRefusedOverHTTP sends each kind of bad token to a whole gateway. A caller whose name the signature
// proves is noted with the reason, and nobody else is.
func TestS24_EveryBadTokenIsRefusedOverHTTP(t *testing.T) {
	i := newForeignIssuer(t)
	key, other := ecKey(t), ecKey(t)
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	i.publishes(jose.JSONWebKey{Key: key.Public(), KeyID: "k1", Use: "sig"}, jose.JSONWebKey{Key: rsaKey.Public(), KeyID: "r1", Use: "sig"})
	der, err := x509.MarshalPKIXPublicKey(rsaKey.Public())
	if err != nil {
		t.Fatal(err)
	}
	publicText := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
	g := believing(t, i)
	with := func(name string, value any) string {
		return i.signed(jose.ES256, key, "k1", i.doctor(map[string]any{name: value}))
	}
	good := i.signed(jose.ES256, key, "k1", i.doctor(nil))
	if a := g.authorized(t, "/graphql", "Bearer "+good); a.status != http.StatusOK || a.at(t, "patient", "nhsNumber") != string(ada) {
		t.Fatalf("a good token: %d %s", a.status, a.body)
	}
	none := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","kid":"k1"}`)) + "." + strings.Split(good, ".")[1] + "."
	now := i.now().Unix()
	before := len(g.house.Noted())
	for _, c := range []struct {
		name, authorization string
		noted               token.Reason
		says                string
	}{
		{"no token", "", "", "A bearer token is needed."},
		{"garbage", "Bearer garbage", "", "not accepted"},
		{"garbage in three parts", "Bearer a.b.c", "", "not accepted"},
		{"another scheme", "Basic " + good, "", "A bearer token is needed."},
		{"DPoP", "DPoP " + good, "", "bound to a key (mutual TLS or DPoP) are not supported; please send a bearer token"},
		{"wrong issuer", "Bearer " + with("iss", "https://another.example"), "", "not accepted"},
		{"another's key", "Bearer " + i.signed(jose.ES256, other, "k1", i.doctor(nil)), "", "not accepted"},
		{"unknown key", "Bearer " + i.signed(jose.ES256, other, "k2", i.doctor(nil)), "", "not accepted"},
		{"no signature", "Bearer " + none, "", "not accepted"},
		{"HMAC with the public key", "Bearer " + i.signed(jose.HS256, publicText, "r1", i.doctor(nil)), "", "not accepted"},
		{"HMAC with the public key's bytes", "Bearer " + i.signed(jose.HS256, der, "r1", i.doctor(nil)), "", "not accepted"},
		{"weak algorithm", "Bearer " + i.signed(jose.RS512, rsaKey, "r1", i.doctor(nil)), "", "not accepted"},
		{"claims that were changed", "Bearer " + strings.Split(good, ".")[0] + "." + strings.Split(with("sub", "d2"), ".")[1] + "." + strings.Split(good, ".")[2], "", "not accepted"},
		{"oversized", "Bearer " + with("filler", strings.Repeat("x", 9<<10)), "", "not accepted"},
		{"no subject", "Bearer " + with("sub", ""), "", "not accepted"},
		{"wrong audience", "Bearer " + with("aud", authority.Audience+"/v2"), token.WrongAudience, "not accepted"},
		{"replayed from another system", "Bearer " + with("aud", []string{"https://pathology.example.nhs.uk"}), token.WrongAudience, "not accepted"},
		{"another client's", "Bearer " + with("azp", "somebody-else"), token.WrongClient, "not accepted"},
		{"expired", "Bearer " + with("exp", now-60), token.Expired, "The token has expired."},
		{"without an end", "Bearer " + with("exp", nil), token.NoTimes, "not accepted"},
		{"not yet valid", "Bearer " + with("nbf", now+300), token.NotYetValid, "not accepted"},
		{"issued in the future", "Bearer " + with("iat", now+300), token.NotYetValid, "not accepted"},
		{"too long-lived", "Bearer " + with("exp", now+13*3600), token.TooLongLived, "not accepted"},
		{"bound by mutual TLS", "Bearer " + with("cnf", map[string]string{"x5t#S256": "abc"}), token.SenderBound, "bound to a key"},
		{"bound by DPoP", "Bearer " + with("cnf", map[string]string{"jkt": "abc"}), token.SenderBound, "bound to a key"},
		{"unknown role", "Bearer " + with("role", "wizard"), token.UnknownRole, "not accepted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var authorization []string
			if c.authorization != "" {
				authorization = []string{c.authorization}
			}
			a := g.authorized(t, "/graphql", authorization...)
			if a.status != http.StatusUnauthorized || a.code() != "UNAUTHENTICATED" || a.Data != nil ||
				!strings.HasPrefix(a.header.Get("WWW-Authenticate"), "Bearer") || !strings.Contains(a.body, c.says) {
				t.Errorf("%d %q: %s", a.status, a.header.Get("WWW-Authenticate"), a.body)
			}
			noted := g.house.Noted()
			if c.noted == "" {
				if len(noted) != before {
					t.Errorf("noted: %+v", noted[len(noted)-1].Decision)
				}
				return
			}
			if len(noted) != before+1 {
				t.Fatalf("%d are noted instead of %d", len(noted), before+1)
			}
			before++
			d := noted[len(noted)-1].Decision
			if d.Action != audit.Authenticate || d.Permitted || d.Caller.Subject != "d1" || d.Caller.Address != "127.0.0.1" || !strings.Contains(strings.Join(d.Reasons, ";"), string(c.noted)) {
				t.Errorf("noted: %+v", d)
			}
		})
	}
	for name, a := range map[string]answer{
		"in the address": g.authorized(t, "/graphql?access_token="+good), "two headers": g.authorized(t, "/graphql", "Bearer "+good, "Bearer "+good),
		"two tokens": g.authorized(t, "/graphql", "Bearer "+good+" "+good), "empty": g.authorized(t, "/graphql", "Bearer "),
	} {
		if a.status != http.StatusUnauthorized || a.code() != "UNAUTHENTICATED" || a.Data != nil {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
	}
}

// TestS24_KeysChangeWithoutARestart lets an issuer take new keys while the gateway runs. A key that is gone opens nothing.
func TestS24_KeysChangeWithoutARestart(t *testing.T) {
	i := newForeignIssuer(t)
	first, second := ecKey(t), ecKey(t)
	i.publishes(jose.JSONWebKey{Key: first.Public(), KeyID: "k1", Use: "sig"})
	g := believing(t, i)
	by := func(key *ecdsa.PrivateKey, id string) int {
		return g.authorized(t, "/graphql", "Bearer "+i.signed(jose.ES256, key, id, i.doctor(nil))).status
	}
	if status := by(first, "k1"); status != http.StatusOK {
		t.Fatalf("status %d", status)
	}
	i.publishes(jose.JSONWebKey{Key: second.Public(), KeyID: "k2", Use: "sig"})
	i.mu.Lock()
	i.ahead = 6 * time.Second // keys are fetched again every 5 seconds at most
	i.mu.Unlock()
	if status := by(second, "k2"); status != http.StatusOK {
		t.Errorf("the new key: status %d", status)
	}
	if status := by(first, "k1"); status != http.StatusUnauthorized {
		t.Errorf("the key that is gone: status %d", status)
	}
}

func TestS24_ABadTokenIsRefusedEvenWhereNoneIsNeeded(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	const query = `{"query":"{patient(nhsNumber:\"9990000018\"){nhsNumber}}"}`
	for name, token := range map[string]string{"garbage": "x", "dots": "a.b.c", "another's": g.as("gp", "").token[:40] + "x" + g.as("gp", "").token[41:]} {
		other := *g
		other.token = token
		a := other.send(http.MethodPost, "/graphql", "application/json", "application/graphql-response+json", strings.NewReader(query))
		if a.status != http.StatusUnauthorized || a.code() != "UNAUTHENTICATED" || a.Data != nil || !strings.HasPrefix(a.header.Get("WWW-Authenticate"), "Bearer") {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
	}
	if noted := g.house.Noted(); len(noted) != 0 {
		t.Errorf("noted: %+v", noted)
	}
}

func TestS24_WithoutATokenNobodyAsks(t *testing.T) {
	t.Parallel()
	g := start(t, func(c *server.Config) { c.Fallback = nil })
	for _, query := range []string{`{patient(nhsNumber:"9990000018"){nhsNumber}}`, `{__schema{queryType{name}}}`, `{exchanges{id}}`} {
		if a := g.ask(query, nil); a.status != http.StatusUnauthorized || a.code() != "UNAUTHENTICATED" || a.header.Get("WWW-Authenticate") != "Bearer" {
			t.Errorf("%d %s", a.status, a.body)
		}
	}
	if a := g.as("gp", ada).ask(`{launchPatient{nhsNumber}}`, nil); a.at(t, "launchPatient", "nhsNumber") != string(ada) {
		t.Errorf("got %s", a.body)
	}
}

// TestS25_ARefusedTokenOfSomebodyKnownIsNoted sends a token that is good but for its audience.
func TestS25_ARefusedTokenOfSomebodyKnownIsNoted(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	verifier := otherAudience(t, g)
	s := startWith(t, 1, func(c *server.Config) { c.Verifier = verifier })
	s.token = g.as("gp", ada).token
	if a := s.ask(`{launchPatient{nhsNumber}}`, nil); a.status != http.StatusUnauthorized {
		t.Fatalf("%d %s", a.status, a.body)
	}
	noted := s.house.Noted()
	if len(noted) != 1 || noted[0].Decision.Action != audit.Authenticate || noted[0].Decision.Permitted || noted[0].Decision.Caller.Subject != "gp" {
		t.Errorf("noted: %+v", noted)
	}
}
