package token_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"go.uber.org/goleak"

	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/access/token"
	"github.com/london-care-record/gateway/record"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const audience = "https://gateway.example"

var start = time.Date(2020, 10, 31, 12, 0, 0, 0, time.UTC)

// The keys are made once: making them takes longer than all that is tested with them.
var (
	rsaKey, otherRSA = mustRSA(2048), mustRSA(2048)
	shortRSA         = mustRSA(1024)
	ecKey            = mustEC(elliptic.P256())
	bigEC            = mustEC(elliptic.P384())
)

func mustRSA(bits int) *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		panic(err)
	}
	return key
}

func mustEC(curve elliptic.Curve) *ecdsa.PrivateKey {
	key, err := ecdsa.GenerateKey(curve, rand.Reader)
	if err != nil {
		panic(err)
	}
	return key
}

type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// server is an issuer over real HTTP.
type server struct {
	t      testing.TB
	url    string
	clock  *clock
	closed func()

	mu     sync.Mutex
	keys   []jose.JSONWebKey
	broken string
	active map[string]any

	fetches atomic.Int64
	asked   atomic.Value // the form of the last introspection
}

func serve(t testing.TB, keys ...jose.JSONWebKey) *server {
	t.Helper()
	s := &server{t: t, clock: &clock{at: start}, keys: keys}
	mux := http.NewServeMux()
	h := httptest.NewServer(mux)
	s.url, s.closed = h.URL, h.Close
	t.Cleanup(h.Close)
	mux.HandleFunc("GET /.well-known/openid-configuration", s.discovery)
	mux.HandleFunc("GET /keys", s.jwks)
	mux.HandleFunc("POST /introspect", s.introspect)
	return s
}

func (s *server) discovery(w http.ResponseWriter, r *http.Request) {
	document := map[string]string{"issuer": s.url, "jwks_uri": s.url + "/keys"}
	switch s.state() {
	case "another issuer":
		document["issuer"] = "https://another.example"
	case "keys elsewhere":
		document["jwks_uri"] = "http://elsewhere.example/keys"
	case "redirect":
		http.Redirect(w, r, s.url+"/keys", http.StatusFound)
		return
	case "down":
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	s.write(w, document)
}

func (s *server) jwks(w http.ResponseWriter, _ *http.Request) {
	s.fetches.Add(1)
	switch s.state() {
	case "garbage":
		_, _ = w.Write([]byte("<html>"))
	case "endless":
		for range 2048 {
			_, _ = w.Write(make([]byte, 1024))
		}
	default:
		s.mu.Lock()
		defer s.mu.Unlock()
		s.write(w, jose.JSONWebKeySet{Keys: s.keys})
	}
}

func (s *server) introspect(w http.ResponseWriter, r *http.Request) {
	id, secret, _ := r.BasicAuth()
	if s.state() == "down" || id != "gateway" || secret != "s3cret%21" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	s.asked.Store(r.PostFormValue("token"))
	s.mu.Lock()
	defer s.mu.Unlock()
	s.write(w, s.active)
}

func (s *server) write(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(v); err != nil {
		s.t.Error(err)
	}
}

func (s *server) state() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.broken
}

func (s *server) breaks(how string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken = how
}

func (s *server) rotate(keys ...jose.JSONWebKey) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys = keys
}

func public(key crypto.Signer, id string) jose.JSONWebKey {
	return jose.JSONWebKey{Key: key.Public(), KeyID: id, Use: "sig"}
}

// issuer is the server as it is configured.
func (s *server) issuer() token.Issuer {
	return token.Issuer{URL: s.url, Audiences: []string{audience}, Clients: []string{"emr"},
		Roles: map[string]policy.Role{"R8000": policy.Doctor, "R8001": policy.Nurse, "S8000": policy.Doctor}}
}

func (s *server) verifier(issuers ...token.Issuer) *token.Verifier {
	s.t.Helper()
	v, err := token.New(token.Settings{Issuers: issuers, Exchanges: []record.ExchangeID{"NEL", "SEL"}, Now: s.clock.now})
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(v.Close)
	return v
}

// claims are those of a good token.
func (s *server) claims() map[string]any {
	now := s.clock.now().Unix()
	return map[string]any{"iss": s.url, "sub": "d1", "aud": audience, "azp": "emr", "iat": now, "exp": now + 600, "name": "Dr Test",
		"role": "R8000", "purpose_of_use": "TREAT", "ods_code": "RJ1", "organisation": "A hospital", "scope": "openid user/*.rs"}
}

func with(c map[string]any, name string, value any) map[string]any {
	if value == nil {
		delete(c, name)
	} else {
		c[name] = value
	}
	return c
}

// sign makes a token. key may be a private key or, for HMAC, bytes.
func sign(t testing.TB, algorithm jose.SignatureAlgorithm, key any, id string, payload any, headers ...any) string {
	t.Helper()
	options := &jose.SignerOptions{}
	for i := 0; i+1 < len(headers); i += 2 {
		options.WithHeader(jose.HeaderKey(headers[i].(string)), headers[i+1])
	}
	if id != "" {
		options.WithHeader("kid", id)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: key}, options)
	if err != nil {
		t.Fatal(err)
	}
	text, ok := payload.([]byte)
	if !ok {
		if text, err = json.Marshal(payload); err != nil {
			t.Fatal(err)
		}
	}
	signed, err := signer.Sign(text)
	if err != nil {
		t.Fatal(err)
	}
	compact, err := signed.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return compact
}
