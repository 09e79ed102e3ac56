package authority_test

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
	"go.uber.org/goleak"

	"github.com/london-care-record/gateway/demo/authority"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	ada   = "9990000018"
	brian = "9990000026"
	back  = "http://127.0.0.1:1/demo/launch" // nobody listens there: the tests read where they are sent and don't go
)

// clock is the time of a test's authority, which the test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) time() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// visitor speaks HTTP to an authority, as any client would, and keeps its cookies.
type visitor struct {
	*authority.Authority
	t       *testing.T
	clock   *clock
	client  *http.Client
	session string
	about   discovered
}

// discovered is what discovery says.
type discovered struct {
	Issuer                string `json:"issuer"`
	AuthorizationEndpoint string `json:"authorization_endpoint"`
	TokenEndpoint         string `json:"token_endpoint"`
	JWKSURI               string `json:"jwks_uri"`
	Capabilities          []string
	ChallengeMethods      []string `json:"code_challenge_methods_supported"`
	GrantTypes            []string `json:"grant_types_supported"`
}

func visit(t *testing.T) *visitor {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &clock{now: time.Now()}
	a := authority.New(authority.Options{Listener: l, Now: c.time, Knows: func(n string) bool { return n == ada || n == brian }})
	transport := &http.Transport{}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := a.AllowRedirect(back); err != nil {
		t.Fatal(err)
	}
	jar, _ := cookiejar.New(nil)
	v := &visitor{Authority: a, t: t, clock: c, client: &http.Client{Transport: transport, Jar: jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	v.getJSON(a.Issuer()+"/.well-known/smart-configuration", &v.about)
	return v
}

func (v *visitor) do(r *http.Request) (*http.Response, []byte) {
	v.t.Helper()
	answer, err := v.client.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return answer, body
}

func (v *visitor) request(method, address string, body io.Reader) *http.Request {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), method, address, body)
	if err != nil {
		v.t.Fatal(err)
	}
	return r
}

func (v *visitor) getJSON(address string, into any) {
	v.t.Helper()
	answer, body := v.do(v.request(http.MethodGet, address, nil))
	if answer.StatusCode != http.StatusOK {
		v.t.Fatalf("%s answers %d", address, answer.StatusCode)
	}
	if err := json.Unmarshal(body, into); err != nil {
		v.t.Fatal(err)
	}
}

// signIn makes the visitor a caller, as the demo record system does.
func (v *visitor) signIn(caller string) *visitor {
	v.t.Helper()
	session, err := v.SignIn(caller)
	if err != nil {
		v.t.Fatal(err)
	}
	at, _ := url.Parse(v.Issuer())
	v.client.Jar.SetCookies(at, []*http.Cookie{{Name: authority.SessionCookie, Value: session, Path: "/demo"}})
	v.session = session
	return v
}

func (v *visitor) open(person string) string {
	v.t.Helper()
	launch, err := v.Launch(v.session, person)
	if err != nil {
		v.t.Fatal(err)
	}
	return launch
}

// attempt is an authorisation request, with what its client keeps to itself.
type attempt struct {
	url.Values
	verifier string
}

func (v *visitor) attempt(launch string) attempt {
	verifier := rand.Text() + rand.Text()
	sum := sha256.Sum256([]byte(verifier))
	return attempt{verifier: verifier, Values: url.Values{
		"response_type": {"code"}, "client_id": {authority.Viewer}, "redirect_uri": {back}, "aud": {authority.Audience},
		"scope": {"launch openid profile patient/*.rs"}, "launch": {launch}, "state": {"state-1"}, "nonce": {"nonce-1"},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])}, "code_challenge_method": {"S256"},
	}}
}

// authorize sends an authorisation request and gives what the way back carries; it fails the test when there is none.
func (v *visitor) authorize(a attempt) url.Values {
	v.t.Helper()
	answer, _ := v.do(v.request(http.MethodGet, v.about.AuthorizationEndpoint+"?"+a.Encode(), nil))
	to, found := strings.CutPrefix(answer.Header.Get("Location"), back+"?")
	if answer.StatusCode != http.StatusSeeOther || !found {
		v.t.Fatalf("the authorisation request is answered %d, to %q", answer.StatusCode, answer.Header.Get("Location"))
	}
	carried, err := url.ParseQuery(to)
	if err != nil {
		v.t.Fatal(err)
	}
	if carried.Get("iss") != v.Issuer() || carried.Get("state") != a.Get("state") {
		v.t.Errorf("the way back says issuer %q and state %q", carried.Get("iss"), carried.Get("state"))
	}
	return carried
}

func (v *visitor) code(a attempt) string {
	v.t.Helper()
	code := v.authorize(a).Get("code")
	if code == "" {
		v.t.Fatal("no code")
	}
	return code
}

// tokenForm is the token request that fits an attempt.
func tokenForm(a attempt, code string) url.Values {
	return url.Values{"grant_type": {"authorization_code"}, "client_id": {a.Get("client_id")}, "redirect_uri": {a.Get("redirect_uri")},
		"code": {code}, "code_verifier": {a.verifier}}
}

// issued is an answer of the token endpoint, good or bad.
type issued struct {
	status int
	authority.Token
	Error string `json:"error"`
}

func (v *visitor) redeem(form url.Values) issued {
	v.t.Helper()
	r := v.request(http.MethodPost, v.about.TokenEndpoint, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return v.issue(r)
}

func (v *visitor) issue(r *http.Request) issued {
	v.t.Helper()
	answer, body := v.do(r)
	got := issued{status: answer.StatusCode}
	if err := json.Unmarshal(body, &got); err != nil {
		v.t.Fatal(err)
	}
	if answer.Header.Get("Cache-Control") != "no-store" {
		v.t.Error("the answer may be stored")
	}
	return got
}

func (v *visitor) direct(body string) issued {
	v.t.Helper()
	return v.issue(v.request(http.MethodPost, strings.TrimSuffix(v.Issuer(), "/authority")+"/token", bytes.NewBufferString(body)))
}

// claims are what the tests read of a token.
type claims struct {
	jwt.Claims
	AZP          string `json:"azp"`
	ClientID     string `json:"client_id"`
	Name         string `json:"name"`
	Scope        string `json:"scope"`
	Organisation string `json:"organisation"`
	Role         string `json:"role"`
	Purpose      string `json:"purpose"`
	Patient      string `json:"patient"`
	NHSNumber    string `json:"nhs_number"`
	Nonce        string `json:"nonce"`
}

func (v *visitor) keys() jose.JSONWebKeySet {
	v.t.Helper()
	var set jose.JSONWebKeySet
	v.getJSON(v.about.JWKSURI, &set)
	for _, k := range set.Keys {
		if !k.IsPublic() {
			v.t.Fatal("a private key is given away")
		}
	}
	return set
}

// verified checks a token as a gateway would: signature by the published keys, algorithm, issuer, audience, time.
func (v *visitor) verified(token, audience, typ, algorithm string) (claims, string) {
	v.t.Helper()
	parsed, err := jwt.ParseSigned(token, []jose.SignatureAlgorithm{jose.SignatureAlgorithm(algorithm)})
	if err != nil {
		v.t.Fatal(err)
	}
	header := parsed.Headers[0]
	if header.ExtraHeaders[jose.HeaderType] != typ {
		v.t.Errorf("the token's type is %v, not %s", header.ExtraHeaders[jose.HeaderType], typ)
	}
	var c claims
	if err := parsed.Claims(v.keys(), &c); err != nil {
		v.t.Fatal(err)
	}
	if err := c.ValidateWithLeeway(jwt.Expected{Issuer: v.Issuer(), AnyAudience: jwt.Audience{audience}, Time: v.clock.time()}, time.Second); err != nil {
		v.t.Error(err)
	}
	if life := c.Expiry.Time().Sub(c.IssuedAt.Time()); life != 10*time.Minute {
		v.t.Errorf("the token lasts %v", life)
	}
	return c, header.KeyID
}

func has(scope, part string) bool { return slices.Contains(strings.Fields(scope), part) }
