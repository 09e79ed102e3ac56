package authority_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"github.com/london-care-record/gateway/demo/authority"
)

func TestDiscoveryAgreesWithItself(t *testing.T) {
	v := visit(t)
	var openID discovered
	v.getJSON(v.Issuer()+"/.well-known/openid-configuration", &openID)
	if openID.Issuer != v.Issuer() || v.about.Issuer != v.Issuer() || openID.TokenEndpoint != v.about.TokenEndpoint || openID.JWKSURI != v.about.JWKSURI {
		t.Errorf("OpenID says %+v, SMART says %+v", openID, v.about)
	}
	if strings.Join(v.about.ChallengeMethods, " ") != "S256" || strings.Join(v.about.GrantTypes, " ") != "authorization_code" {
		t.Errorf("offered are challenges %v and grants %v", v.about.ChallengeMethods, v.about.GrantTypes)
	}
}

func TestLaunchFromClickToToken(t *testing.T) {
	for _, client := range []struct{ id, algorithm string }{{authority.Viewer, "ES256"}, {authority.OlderViewer, "RS256"}} {
		v := visit(t).signIn("stroke-nurse")
		a := v.attempt(v.open(brian))
		a.Set("client_id", client.id)
		got := v.redeem(tokenForm(a, v.code(a)))
		if got.status != http.StatusOK || got.TokenType != "Bearer" || got.ExpiresIn != 600 || got.Patient != brian {
			t.Fatalf("the token endpoint answers %d, %s", got.status, got.Error)
		}
		c, _ := v.verified(got.AccessToken, authority.Audience, "at+jwt", client.algorithm)
		if c.Subject != "stroke-nurse" || c.Name != "Rhiannon Price" || c.Organisation != "RJ6" || c.Role != "nurse" || c.Purpose != "direct-care" ||
			c.Patient != brian || c.AZP != client.id || c.ClientID != client.id || c.NHSNumber != "" || c.ID == "" {
			t.Errorf("the token says %+v", c)
		}
		if c.Scope != "launch openid profile patient/*.rs" || c.Scope != got.Scope {
			t.Errorf("the scopes are %q and %q", c.Scope, got.Scope)
		}
		identity, _ := v.verified(got.IDToken, client.id, "JWT", client.algorithm)
		if identity.Nonce != "nonce-1" || identity.Name != "Rhiannon Price" || identity.Patient != "" {
			t.Errorf("the ID token says %+v", identity)
		}
	}
}

func TestStandaloneLaunchTakesTheRecordThatIsOpen(t *testing.T) {
	v := visit(t).signIn("gp")
	standalone := func() attempt {
		a := v.attempt("")
		a.Del("launch")
		a.Set("scope", "launch/patient patient/*.rs")
		return a
	}
	if got := v.authorize(standalone()).Get("error"); got != "access_denied" {
		t.Errorf("with no record open the answer is %q", got)
	}
	v.open(ada)
	a := standalone()
	if got := v.redeem(tokenForm(a, v.code(a))); got.Patient != ada || !has(got.Scope, "launch/patient") || got.IDToken != "" {
		t.Errorf("the scopes are %q", got.Scope)
	}
}

func TestWithoutContextThereIsNoPatientScope(t *testing.T) {
	v := visit(t).signIn("gp")
	a := v.attempt("")
	a.Del("launch")
	a.Set("scope", "user/*.cruds patient/*.rs")
	got := v.redeem(tokenForm(a, v.code(a)))
	c, _ := v.verified(got.AccessToken, authority.Audience, "at+jwt", "ES256")
	if c.Scope != "user/*.rs" || c.Patient != "" {
		t.Errorf("the scopes are %q", c.Scope)
	}
}

// TestWrongAuthorisationRequestsGoBackWithTheError holds what is wrong with the request, the client and its address being right.
func TestWrongAuthorisationRequestsGoBackWithTheError(t *testing.T) {
	v := visit(t).signIn("ae-doctor")
	for name, c := range map[string]struct {
		change func(url.Values)
		want   string
	}{
		"another flow":          {func(q url.Values) { q.Set("response_type", "token") }, "unsupported_response_type"},
		"another way back":      {func(q url.Values) { q.Set("response_mode", "fragment") }, "invalid_request"},
		"no challenge":          {func(q url.Values) { q.Del("code_challenge") }, "invalid_request"},
		"plain challenge":       {func(q url.Values) { q.Set("code_challenge_method", "plain") }, "invalid_request"},
		"no challenge method":   {func(q url.Values) { q.Del("code_challenge_method") }, "invalid_request"},
		"short challenge":       {func(q url.Values) { q.Set("code_challenge", "abc") }, "invalid_request"},
		"no state":              {func(q url.Values) { q.Del("state") }, "invalid_request"},
		"no nonce":              {func(q url.Values) { q.Del("nonce") }, "invalid_request"},
		"another audience":      {func(q url.Values) { q.Set("aud", "https://elsewhere.example") }, "invalid_request"},
		"no audience":           {func(q url.Values) { q.Del("aud") }, "invalid_request"},
		"launch without scope":  {func(q url.Values) { q.Set("scope", "patient/*.rs") }, "invalid_scope"},
		"scope without launch":  {func(q url.Values) { q.Del("launch") }, "invalid_request"},
		"unknown launch":        {func(q url.Values) { q.Set("launch", "made-up") }, "invalid_request"},
		"nothing to read":       {func(q url.Values) { q.Set("scope", "launch openid") }, "invalid_scope"},
		"scopes of SMART v1":    {func(q url.Values) { q.Set("scope", "launch patient/*.read") }, "invalid_scope"},
		"scopes with a search":  {func(q url.Values) { q.Set("scope", "launch patient/Observation.rs?category=laboratory") }, "invalid_scope"},
		"scopes of nobody":      {func(q url.Values) { q.Set("scope", "launch system/*.rs") }, "invalid_scope"},
		"rights in wrong order": {func(q url.Values) { q.Set("scope", "launch patient/*.sr") }, "invalid_scope"},
	} {
		a := v.attempt(v.open(ada))
		c.change(a.Values)
		if got := v.authorize(a); got.Get("error") != c.want || got.Has("code") {
			t.Errorf("%s: the error is %q, not %q", name, got.Get("error"), c.want)
		}
	}
}

// TestNobodyIsSentToAnAddressThatIsNotRegistered: neither a code nor an error may go there.
func TestNobodyIsSentToAnAddressThatIsNotRegistered(t *testing.T) {
	v := visit(t).signIn("ae-doctor")
	for name, change := range map[string]func(url.Values){
		"another host":      func(q url.Values) { q.Set("redirect_uri", "https://elsewhere.example/demo/launch") },
		"another port":      func(q url.Values) { q.Set("redirect_uri", "http://127.0.0.1:2/demo/launch") },
		"a path below":      func(q url.Values) { q.Set("redirect_uri", back+"/more") },
		"a slash more":      func(q url.Values) { q.Set("redirect_uri", back+"/") },
		"a query":           func(q url.Values) { q.Set("redirect_uri", back+"?next=elsewhere") },
		"another case":      func(q url.Values) { q.Set("redirect_uri", "HTTP://127.0.0.1:1/demo/launch") },
		"none":              func(q url.Values) { q.Del("redirect_uri") },
		"two":               func(q url.Values) { q.Add("redirect_uri", back) },
		"another client":    func(q url.Values) { q.Set("client_id", "stranger") },
		"no client":         func(q url.Values) { q.Del("client_id") },
		"the direct caller": func(q url.Values) { q.Set("client_id", authority.Direct) },
	} {
		a := v.attempt(v.open(ada))
		change(a.Values)
		answer, _ := v.do(v.request(http.MethodGet, v.about.AuthorizationEndpoint+"?"+a.Encode(), nil))
		if answer.StatusCode != http.StatusBadRequest || answer.Header.Get("Location") != "" {
			t.Errorf("%s: answered %d, to %q", name, answer.StatusCode, answer.Header.Get("Location"))
		}
	}
	for _, uri := range []string{"", "/demo/launch", "http://gateway.example/demo/launch", "https://gateway.example/#part", "javascript:alert(1)"} {
		if v.AllowRedirect(uri) == nil {
			t.Errorf("%q can be registered", uri)
		}
	}
}

func TestWithoutSessionThereIsNoCode(t *testing.T) {
	v := visit(t)
	if got := v.authorize(v.attempt("")).Get("error"); got != "login_required" {
		t.Errorf("without a session the error is %q", got)
	}
	v.signIn("ae-doctor")
	v.clock.pass(8 * time.Hour)
	if got := v.authorize(v.attempt("")).Get("error"); got != "login_required" {
		t.Errorf("with an old session the error is %q", got)
	}
	v.signIn("ae-doctor")
	v.SignOut(v.session)
	if got := v.authorize(v.attempt("")).Get("error"); got != "login_required" {
		t.Errorf("after signing out the error is %q", got)
	}
}

func TestLaunchWorksOnceInItsSessionAndForFiveMinutes(t *testing.T) {
	v := visit(t).signIn("ae-doctor")
	used := v.open(ada)
	v.code(v.attempt(used))
	if got := v.authorize(v.attempt(used)).Get("error"); got != "invalid_request" {
		t.Errorf("a used launch: %q", got)
	}
	old := v.open(ada)
	v.clock.pass(5 * time.Minute)
	if got := v.authorize(v.attempt(old)).Get("error"); got != "invalid_request" {
		t.Errorf("an old launch: %q", got)
	}
	doctors := v.open(ada)
	v.signIn("social-worker")
	if got := v.authorize(v.attempt(doctors)).Get("error"); got != "invalid_request" {
		t.Errorf("somebody else's launch: %q", got)
	}
}

func TestCodeIsRefused(t *testing.T) {
	v := visit(t).signIn("ae-doctor")
	for name, c := range map[string]struct {
		change func(url.Values)
		status int
		want   string
	}{
		"wrong verifier":       {func(f url.Values) { f.Set("code_verifier", strings.Repeat("x", 43)) }, 400, "invalid_grant"},
		"short verifier":       {func(f url.Values) { f.Set("code_verifier", "x") }, 400, "invalid_grant"},
		"no verifier":          {func(f url.Values) { f.Del("code_verifier") }, 400, "invalid_grant"},
		"another address":      {func(f url.Values) { f.Set("redirect_uri", back+"/") }, 400, "invalid_grant"},
		"no address":           {func(f url.Values) { f.Del("redirect_uri") }, 400, "invalid_grant"},
		"another code":         {func(f url.Values) { f.Set("code", "made-up") }, 400, "invalid_grant"},
		"somebody else's code": {func(f url.Values) { f.Set("client_id", authority.OlderViewer) }, 400, "invalid_grant"},
		"unknown client":       {func(f url.Values) { f.Set("client_id", "stranger") }, 401, "invalid_client"},
		"no client":            {func(f url.Values) { f.Del("client_id") }, 401, "invalid_client"},
		"refreshing":           {func(f url.Values) { f.Set("grant_type", "refresh_token") }, 400, "unsupported_grant_type"},
		"two codes":            {func(f url.Values) { f.Add("code", "made-up") }, 400, "invalid_request"},
	} {
		a := v.attempt(v.open(ada))
		form := tokenForm(a, v.code(a))
		c.change(form)
		if got := v.redeem(form); got.status != c.status || got.Error != c.want || got.AccessToken != "" {
			t.Errorf("%s: %d %q", name, got.status, got.Error)
		}
	}
}

func TestCodeIsSpentByTheFirstAttempt(t *testing.T) {
	v := visit(t).signIn("ae-doctor")
	used := v.attempt(v.open(ada))
	form := tokenForm(used, v.code(used))
	if got := v.redeem(form); got.status != http.StatusOK {
		t.Fatalf("%d %s", got.status, got.Error)
	}
	if got := v.redeem(form); got.Error != "invalid_grant" {
		t.Errorf("a used code: %d %q", got.status, got.Error)
	}
	guessed := v.attempt(v.open(ada))
	form = tokenForm(guessed, v.code(guessed))
	form.Set("code_verifier", strings.Repeat("x", 43))
	v.redeem(form)
	form.Set("code_verifier", guessed.verifier)
	if got := v.redeem(form); got.Error != "invalid_grant" {
		t.Errorf("after a wrong guess: %d %q", got.status, got.Error)
	}
}

func TestCodeEndsAfterAMinute(t *testing.T) {
	v := visit(t).signIn("ae-doctor")
	for _, c := range []struct {
		wait time.Duration
		want int
	}{{59 * time.Second, http.StatusOK}, {time.Minute, http.StatusBadRequest}} {
		a := v.attempt(v.open(ada))
		form := tokenForm(a, v.code(a))
		v.clock.pass(c.wait)
		if got := v.redeem(form); got.status != c.want {
			t.Errorf("after %v: %d %s", c.wait, got.status, got.Error)
		}
	}
}

func TestTokenRequestIsAFormAndNothingElse(t *testing.T) {
	v := visit(t).signIn("ae-doctor")
	a := v.attempt(v.open(ada))
	form := tokenForm(a, v.code(a)).Encode()
	inAddress := v.request(http.MethodPost, v.about.TokenEndpoint+"?"+form, nil)
	inAddress.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	asText := v.request(http.MethodPost, v.about.TokenEndpoint, strings.NewReader(form))
	asText.Header.Set("Content-Type", "text/plain")
	withSecret := v.request(http.MethodPost, v.about.TokenEndpoint, strings.NewReader(form))
	withSecret.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	withSecret.SetBasicAuth(authority.Viewer, "secret")
	for _, r := range []*http.Request{inAddress, asText, withSecret} {
		if got := v.issue(r); got.status < 400 || got.AccessToken != "" {
			t.Errorf("%d %s", got.status, got.Error)
		}
	}
}

func TestOtherSitesCannotAskThroughABrowser(t *testing.T) {
	v := visit(t)
	for _, path := range []string{"/demo/token", "/demo/authority/token", "/demo/authority/rotate"} {
		r := v.request(http.MethodPost, strings.TrimSuffix(v.Issuer(), "/demo/authority")+path, strings.NewReader(`{"caller":"gp"}`))
		r.Header.Set("Origin", "https://elsewhere.example")
		r.Header.Set("Sec-Fetch-Site", "cross-site")
		if answer, _ := v.do(r); answer.StatusCode != http.StatusForbidden {
			t.Errorf("%s answers %d", path, answer.StatusCode)
		}
	}
}

func TestRotationKeepsOldTokensGoodUntilTheyExpire(t *testing.T) {
	v := visit(t)
	before := v.direct(`{"caller":"gp","patient":"` + ada + `"}`).AccessToken
	_, old := v.verified(before, authority.Audience, "at+jwt", "ES256")
	if answer, _ := v.do(v.request(http.MethodPost, v.Issuer()+"/rotate", nil)); answer.StatusCode != http.StatusOK {
		t.Fatalf("rotation answers %d", answer.StatusCode)
	}
	after := v.direct(`{"caller":"gp","patient":"` + ada + `"}`).AccessToken
	if _, k := v.verified(after, authority.Audience, "at+jwt", "ES256"); k == old {
		t.Error("the key is the same")
	}
	if _, k := v.verified(before, authority.Audience, "at+jwt", "ES256"); k != old {
		t.Error("the old token changed")
	}
	v.clock.pass(10 * time.Minute)
	if left := v.keys(); len(left.Key(old)) != 0 {
		t.Error("the old key is still there when all its tokens have expired")
	}
	parsed, err := jwt.ParseSigned(before, []jose.SignatureAlgorithm{jose.ES256})
	if err != nil {
		t.Fatal(err)
	}
	if parsed.Claims(v.keys(), &claims{}) == nil {
		t.Error("a token of a key that is gone is taken")
	}
}

func TestManyRotationsKeepNoMoreThanTheKeysThatTokensNeed(t *testing.T) {
	v := visit(t)
	for range 5 {
		v.direct(`{"caller":"gp"}`)
		v.Rotate()
		v.clock.pass(6 * time.Minute)
	}
	// One new key of each algorithm, and the one that retired six minutes ago.
	if n := len(v.keys().Keys); n != 3 {
		t.Errorf("%d keys", n)
	}
}

func TestDirectTokensOfEveryCaller(t *testing.T) {
	v := visit(t)
	for _, caller := range authority.Callers() {
		got := v.direct(`{"caller":"` + caller.ID + `","patient":"` + ada + `"}`)
		c, _ := v.verified(got.AccessToken, authority.Audience, "at+jwt", "ES256")
		if c.Subject != caller.ID || c.Name != caller.Name || c.Role != caller.Role || c.Purpose != caller.Purpose ||
			c.Organisation != caller.Organisation || c.NHSNumber != caller.NHSNumber || c.Patient != ada || c.AZP != authority.Direct {
			t.Errorf("%s: the token says %+v", caller.ID, c)
		}
		if strings.Contains(c.Scope, "user/") || !has(c.Scope, "launch/patient") || !strings.Contains(c.Scope, "patient/") {
			t.Errorf("%s: the scopes are %q", caller.ID, c.Scope)
		}
	}
	if len(authority.Callers()) != 11 {
		t.Errorf("%d callers", len(authority.Callers()))
	}
}

func TestDirectTokenOptions(t *testing.T) {
	v := visit(t)
	c, _ := v.verified(v.direct(`{"caller":"ae-doctor","purpose":"direct-care","algorithm":"RS256"}`).AccessToken, authority.Audience, "at+jwt", "RS256")
	if c.Purpose != "direct-care" || c.Patient != "" || c.Scope != "user/*.rs" {
		t.Errorf("the token says %+v", c)
	}
	own, _ := v.verified(v.direct(`{"caller":"citizen"}`).AccessToken, authority.Audience, "at+jwt", "ES256")
	if own.Patient != ada || own.NHSNumber != ada || own.Organisation != "" {
		t.Errorf("the citizen's token says %+v", own)
	}
	narrow, _ := v.verified(v.direct(`{"caller":"practice-administrator","patient":"`+brian+`"}`).AccessToken, authority.Audience, "at+jwt", "ES256")
	if narrow.Scope != "launch/patient patient/Patient.rs patient/ServiceRequest.rs patient/Appointment.rs" {
		t.Errorf("the administrator's scopes are %q", narrow.Scope)
	}
}

func TestDirectTokensAreRefused(t *testing.T) {
	v := visit(t)
	for name, body := range map[string]string{
		"nobody": `{"caller":"stranger"}`, "no caller": `{}`, "no person of the region": `{"caller":"gp","patient":"9434765919"}`,
		"a citizen for somebody else": `{"caller":"citizen","patient":"` + brian + `"}`, "no purpose of ours": `{"caller":"gp","purpose":"curiosity"}`,
		"no signature": `{"caller":"gp","algorithm":"none"}`, "a secret's signature": `{"caller":"gp","algorithm":"HS256"}`,
		"an unknown member": `{"caller":"gp","scope":"system/*.cruds"}`, "more than an object": `{"caller":"gp"} {}`, "no JSON": `caller=gp`,
	} {
		if got := v.direct(body); got.status != http.StatusBadRequest || got.AccessToken != "" || got.Error == "" {
			t.Errorf("%s: %d", name, got.status)
		}
	}
}

func TestLaunchIsRefused(t *testing.T) {
	v := visit(t)
	if _, err := v.SignIn("stranger"); err == nil {
		t.Error("a stranger signs in")
	}
	if _, err := v.Launch("made-up", ada); err == nil {
		t.Error("a session that is none opens a record")
	}
	v.signIn("gp")
	if _, err := v.Launch(v.session, "9434765919"); err == nil {
		t.Error("a number of nobody is opened")
	}
	v.signIn("citizen")
	if _, err := v.Launch(v.session, brian); err == nil {
		t.Error("a citizen opens somebody else's record")
	}
}

// TestHandlesAreBounded: whoever clicks without end loses the oldest clicks and nothing else.
func TestHandlesAreBounded(t *testing.T) {
	v := visit(t).signIn("gp")
	first := v.open(ada)
	for range 1000 {
		v.open(ada)
	}
	if got := v.authorize(v.attempt(first)).Get("error"); got != "invalid_request" {
		t.Errorf("the oldest launch: %q", got)
	}
	v.code(v.attempt(v.open(ada)))
}

func TestCallersGiveNothingToChange(t *testing.T) {
	authority.Callers()[0].Scopes[0] = "system/*.cruds"
	if authority.Callers()[0].Scopes[0] != "patient/*.rs" {
		t.Error("the callers can be changed from outside")
	}
}
