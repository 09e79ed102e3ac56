package token_test

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/access/token"
	"github.com/london-care-record/gateway/record"
)

// refused checks that a token is refused for a reason, as UNAUTHENTICATED, with nothing of the token in any text.
func refused(t *testing.T, name string, text string, err error, want token.Reason) {
	t.Helper()
	var r *token.Refusal
	if !errors.As(err, &r) {
		t.Errorf("%s: %v is no refusal", name, err)
		return
	}
	if r.Reason != want {
		t.Errorf("%s: %s", name, r)
	}
	var shown *record.Error
	if !errors.As(err, &shown) || shown.Code != record.CodeUnauthenticated {
		t.Errorf("%s: the code is %s", name, record.CodeOf(err))
		return
	}
	for _, said := range []string{r.Error(), shown.Error(), r.Challenge()} {
		for _, part := range strings.Split(text, ".") {
			if len(part) > 8 && strings.Contains(said, part) {
				t.Errorf("%s: what is said holds the token", name)
			}
		}
	}
	if r.Caller.Role != "" {
		t.Errorf("%s: a refused caller has a role", name)
	}
}

func TestAGoodTokenSaysWhoAsks(t *testing.T) {
	s := serve(t, public(rsaKey, "r1"), public(ecKey, "e1"))
	v := s.verifier(s.issuer())
	for algorithm, key := range map[jose.SignatureAlgorithm]struct {
		key any
		id  string
	}{jose.RS256: {rsaKey, "r1"}, jose.PS256: {rsaKey, "r1"}, jose.ES256: {ecKey, "e1"}} {
		c := with(s.claims(), "nhs_number", "999 000 0018")
		c["patient_birth_date"] = "1949-04-02"
		r, err := http.NewRequest(http.MethodPost, "/graphql", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "bearer "+sign(t, algorithm, key.key, key.id, c, "typ", "at+jwt"))
		who, err := v.Request(r)
		if err != nil {
			t.Fatalf("%s: %v", algorithm, err)
		}
		if who.Issuer != s.url || who.Subject != "d1" || who.Name != "Dr Test" || who.Organisation != "A hospital" || who.ODSCode != "RJ1" ||
			who.Role != policy.Doctor || who.Purpose != policy.DirectCare || who.Client != "emr" || who.Unscoped ||
			who.Launch.Person != "9990000018" || who.Launch.BirthDate.String() != "1949-04-02" ||
			!who.Expires.Equal(start.Add(10*time.Minute+30*time.Second)) {
			t.Errorf("%s: %+v", algorithm, who)
		}
	}
	if n := s.fetches.Load(); n != 1 {
		t.Errorf("the keys were fetched %d times", n)
	}
}

func TestBadTokensAreRefused(t *testing.T) {
	s := serve(t, public(rsaKey, "r1"), public(ecKey, "e1"), public(shortRSA, "short"), public(bigEC, "big"),
		jose.JSONWebKey{Key: otherRSA.Public(), KeyID: "encrypts", Use: "enc"},
		jose.JSONWebKey{Key: otherRSA.Public(), KeyID: "ps only", Use: "sig", Algorithm: "PS256"})
	v := s.verifier(s.issuer())
	now := start.Unix()
	good := func(name string, value any) string {
		return sign(t, jose.RS256, rsaKey, "r1", with(s.claims(), name, value))
	}
	der, err := x509.MarshalPKIXPublicKey(rsaKey.Public())
	if err != nil {
		t.Fatal(err)
	}
	publicPEM := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
	publicJWK, err := json.Marshal(public(rsaKey, "r1"))
	if err != nil {
		t.Fatal(err)
	}
	none := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","kid":"r1"}`)) + "." +
		strings.Split(good("x", nil), ".")[1] + "."
	parts := strings.Split(good("x", nil), ".")
	changed := parts[0] + "." + strings.Split(good("sub", "d2"), ".")[1] + "." + parts[2]
	twice := []byte(fmt.Sprintf(`{"iss":%q,"sub":"d1","sub":"d2","aud":%q,"azp":"emr","iat":%d,"exp":%d}`, s.url, audience, now, now+600))
	for name, c := range map[string]struct {
		text string
		want token.Reason
	}{
		"nothing":                  {"", token.Missing},
		"garbage":                  {"garbage", token.Malformed},
		"dots":                     {"..", token.Malformed},
		"garbage in three parts":   {"a.b.c", token.Malformed},
		"five parts":               {"a.b.c.d.e", token.Malformed},
		"line breaks":              {strings.Replace(good("x", nil), ".", ".\n", 1), token.Malformed},
		"no JSON":                  {sign(t, jose.RS256, rsaKey, "r1", []byte("hello")), token.Malformed},
		"a list":                   {sign(t, jose.RS256, rsaKey, "r1", []byte("[]")), token.Malformed},
		"null":                     {sign(t, jose.RS256, rsaKey, "r1", []byte("null")), token.Malformed},
		"a claim twice":            {sign(t, jose.RS256, rsaKey, "r1", twice), token.Malformed},
		"oversized":                {good("x", strings.Repeat("x", 8<<10)), token.TooLarge},
		"alg none":                 {none, token.WrongAlgorithm},
		"HMAC with the public PEM": {sign(t, jose.HS256, publicPEM, "r1", s.claims()), token.WrongAlgorithm},
		"HMAC with the public DER": {sign(t, jose.HS256, der, "r1", s.claims()), token.WrongAlgorithm},
		"HMAC with the public JWK": {sign(t, jose.HS256, publicJWK, "r1", s.claims()), token.WrongAlgorithm},
		"RS512":                    {sign(t, jose.RS512, rsaKey, "r1", s.claims()), token.WrongAlgorithm},
		"ES384":                    {sign(t, jose.ES384, bigEC, "big", s.claims()), token.WrongAlgorithm},
		"a logout token":           {sign(t, jose.RS256, rsaKey, "r1", s.claims(), "typ", "logout+jwt"), token.WrongType},
		"no issuer":                {good("iss", nil), token.UnknownIssuer},
		"another issuer":           {good("iss", "https://another.example"), token.UnknownIssuer},
		"the issuer with a slash":  {good("iss", s.url+"/"), token.UnknownIssuer},
		"another's key":            {sign(t, jose.RS256, otherRSA, "r1", s.claims()), token.BadSignature},
		"another's key, no id":     {sign(t, jose.RS256, otherRSA, "", s.claims()), token.BadSignature},
		"other claims":             {changed, token.BadSignature},
		"a key for encryption":     {sign(t, jose.RS256, otherRSA, "encrypts", s.claims()), token.UnknownKey},
		"a key for PS256":          {sign(t, jose.RS256, otherRSA, "ps only", s.claims()), token.UnknownKey},
		"a short key":              {sign(t, jose.RS256, shortRSA, "short", s.claims()), token.UnknownKey},
		"the key of another kind":  {sign(t, jose.ES256, ecKey, "r1", s.claims()), token.UnknownKey},
		"no subject":               {good("sub", nil), token.NoSubject},
		"a subject that is none":   {good("sub", 17), token.NoSubject},
		"expired":                  {good("exp", now-30), token.Expired},
		"no expiry":                {good("exp", nil), token.NoTimes},
		"an expiry in words":       {good("exp", "tomorrow"), token.NoTimes},
		"an expiry without end":    {good("exp", 1e300), token.NoTimes},
		"no time of issue":         {good("iat", nil), token.NoTimes},
		"issued tomorrow":          {good("iat", now+31), token.NotYetValid},
		"not yet valid":            {good("nbf", now+31), token.NotYetValid},
		"nbf in words":             {good("nbf", "tomorrow"), token.NoTimes},
		"lives for a year":         {good("exp", now+365*86400), token.TooLongLived},
		"no audience":              {good("aud", nil), token.WrongAudience},
		"another audience":         {good("aud", "https://another.example"), token.WrongAudience},
		"other audiences":          {good("aud", []string{"a", audience + "/"}), token.WrongAudience},
		"a strange audience":       {good("aud", []any{audience, 17}), token.WrongAudience},
		"no client":                {good("azp", nil), token.WrongClient},
		"another client":           {good("azp", "other"), token.WrongClient},
		"two clients":              {good("client_id", "other"), token.WrongClient},
		"bound by mutual TLS":      {good("cnf", map[string]string{"x5t#S256": "abc"}), token.SenderBound},
		"bound by DPoP":            {good("cnf", map[string]string{"jkt": "abc"}), token.SenderBound},
		"no role":                  {good("role", nil), token.UnknownRole},
		"a role of ours":           {good("role", "doctor"), token.UnknownRole},
		"the tester's role":        {good("role", "tester"), token.UnknownRole},
		"two roles":                {good("role", []string{"R8000", "R8001"}), token.UnknownRole},
		"no purpose":               {good("purpose_of_use", nil), token.UnknownPurpose},
		"to break the glass":       {good("purpose_of_use", "BTG"), token.UnknownPurpose},
		"a wrong number":           {good("nhs_number", "9990000017"), token.BadLaunch},
		"a number of digits":       {good("nhs_number", 9990000018), token.BadLaunch},
		"a patient of nowhere":     {good("patient", "17"), token.BadLaunch},
	} {
		_, err := v.Verify(t.Context(), c.text)
		refused(t, name, c.text, err, c.want)
	}
}

func TestRefusedCallersAreNamedForTheAuditWhenTheSignatureHolds(t *testing.T) {
	s := serve(t, public(rsaKey, "r1"))
	v := s.verifier(s.issuer())
	for name, c := range map[string]struct {
		key     any
		subject string
	}{"signed": {rsaKey, "d1"}, "forged": {otherRSA, ""}} {
		_, err := v.Verify(t.Context(), sign(t, jose.RS256, c.key, "r1", with(s.claims(), "aud", "another")))
		var r *token.Refusal
		if !errors.As(err, &r) || r.Caller.Subject != c.subject {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func TestOnlyOneBearerHeaderIsRead(t *testing.T) {
	s := serve(t, public(rsaKey, "r1"))
	v := s.verifier(s.issuer())
	good := sign(t, jose.RS256, rsaKey, "r1", s.claims())
	for name, c := range map[string]struct {
		headers []string
		want    token.Reason
	}{
		"none": {nil, token.Missing}, "two": {[]string{"Bearer " + good, "Bearer " + good}, token.WrongScheme},
		"Basic": {[]string{"Basic " + good}, token.WrongScheme}, "DPoP": {[]string{"DPoP " + good}, token.SenderBound},
		"empty": {[]string{"Bearer "}, token.Missing}, "two tokens": {[]string{"Bearer " + good + " " + good}, token.Malformed},
	} {
		r, err := http.NewRequest(http.MethodPost, "/graphql?access_token="+good, strings.NewReader("access_token="+good))
		if err != nil {
			t.Fatal(err)
		}
		r.Header["Authorization"] = c.headers
		_, err = v.Request(r)
		refused(t, name, good, err, c.want)
	}
}

func TestClocksMayDifferALittle(t *testing.T) {
	s := serve(t, public(rsaKey, "r1"))
	v := s.verifier(s.issuer())
	c := with(s.claims(), "nbf", start.Unix()+30)
	c["iat"], c["exp"] = start.Unix()+29, start.Unix()+60
	text := sign(t, jose.RS256, rsaKey, "r1", c)
	if _, err := v.Verify(t.Context(), text); err != nil {
		t.Error(err)
	}
	s.clock.move(89 * time.Second)
	who, err := v.Verify(t.Context(), text)
	if err != nil {
		t.Error(err)
	}
	s.clock.move(time.Second)
	if _, err := v.Verify(t.Context(), text); err == nil || !who.Expires.Equal(s.clock.now()) {
		t.Errorf("%v, %s", err, who.Expires)
	}
}

func TestKeysAreRotatedWithoutARestart(t *testing.T) {
	s := serve(t, public(rsaKey, "r1"))
	v := s.verifier(s.issuer())
	before, after := sign(t, jose.RS256, rsaKey, "r1", s.claims()), sign(t, jose.RS256, otherRSA, "r2", s.claims())
	check := func(name, text string, want token.Reason) {
		t.Helper()
		_, err := v.Verify(t.Context(), text)
		if want == "" && err != nil {
			t.Errorf("%s: %v", name, err)
		} else if want != "" {
			refused(t, name, text, err, want)
		}
	}
	check("the first key", before, "")
	check("the second, too early", after, token.UnknownKey)
	s.rotate(public(otherRSA, "r2"))
	check("the second, within five seconds", after, token.UnknownKey)
	s.clock.move(5 * time.Second)
	check("the second", after, "")
	check("the first, taken back", before, token.UnknownKey)
	if n := s.fetches.Load(); n != 2 {
		t.Errorf("the keys were fetched %d times", n)
	}
}

func TestMadeUpKeyIdsAreNoFlood(t *testing.T) {
	s := serve(t, public(rsaKey, "r1"))
	v := s.verifier(s.issuer())
	var wait sync.WaitGroup
	for i := range 50 {
		wait.Go(func() {
			text := sign(t, jose.RS256, otherRSA, fmt.Sprint("made up ", i), s.claims())
			if _, err := v.Verify(t.Context(), text); err == nil {
				t.Error("a forged token is accepted")
			}
		})
	}
	wait.Wait()
	if n := s.fetches.Load(); n != 1 {
		t.Errorf("the keys were fetched %d times", n)
	}
	if _, err := v.Verify(t.Context(), sign(t, jose.RS256, rsaKey, "r1", s.claims())); err != nil {
		t.Error(err)
	}
}

func TestKeysAreKeptForADayWhenTheIssuerIsDown(t *testing.T) {
	s := serve(t, public(rsaKey, "r1"))
	v := s.verifier(s.issuer())
	verify := func() error {
		_, err := v.Verify(t.Context(), sign(t, jose.RS256, rsaKey, "r1", s.claims()))
		return err
	}
	if err := verify(); err != nil {
		t.Fatal(err)
	}
	s.breaks("down")
	s.clock.move(24*time.Hour - time.Second)
	if err := verify(); err != nil {
		t.Errorf("within a day: %v", err)
	}
	s.clock.move(time.Second)
	err := verify()
	refused(t, "after a day", "", err, token.Unreachable)
	s.breaks("")
	s.clock.move(10 * time.Second)
	if err := verify(); err != nil {
		t.Errorf("when it is back: %v", err)
	}
}

func TestAnIssuerThatMisbehavesIsNotBelieved(t *testing.T) {
	for _, how := range []string{"another issuer", "keys elsewhere", "redirect", "down", "garbage", "endless"} {
		s := serve(t, public(rsaKey, "r1"))
		s.breaks(how)
		v := s.verifier(s.issuer())
		text := sign(t, jose.RS256, rsaKey, "r1", s.claims())
		_, err := v.Verify(t.Context(), text)
		refused(t, how, text, err, token.Unreachable)
		s.breaks("")
		s.clock.move(5 * time.Second)
		if _, err := v.Verify(t.Context(), text); err != nil {
			t.Errorf("%s: not forgotten: %v", how, err)
		}
	}
	s := serve(t)
	s.closed()
	_, err := s.verifier(s.issuer()).Verify(t.Context(), sign(t, jose.RS256, rsaKey, "r1", s.claims()))
	refused(t, "gone", "", err, token.Unreachable)
}

func TestATokenIsForItsIssuersOwnKeysAndAlgorithms(t *testing.T) {
	one, two := serve(t, public(rsaKey, "k")), serve(t, public(otherRSA, "k"))
	onlyPS := two.issuer()
	onlyPS.Algorithms = []string{"PS256"}
	v := one.verifier(one.issuer(), onlyPS)
	crossed := sign(t, jose.RS256, rsaKey, "k", with(one.claims(), "iss", two.url))
	_, err := v.Verify(t.Context(), crossed)
	refused(t, "an algorithm of the other's", crossed, err, token.WrongAlgorithm)
	crossed = sign(t, jose.PS256, rsaKey, "k", with(one.claims(), "iss", two.url))
	_, err = v.Verify(t.Context(), crossed)
	refused(t, "a key of the other's", crossed, err, token.BadSignature)
	if _, err := v.Verify(t.Context(), sign(t, jose.PS256, otherRSA, "k", two.claims())); err != nil {
		t.Error(err)
	}
}

func TestClaimsAreNamedByConfiguration(t *testing.T) {
	s := serve(t, public(rsaKey, "r1"))
	i := s.issuer()
	i.Claims = token.Claims{Role: "/nhs/roles/0/code", ODSCode: "/nhs/roles/0/org", Name: "https://claims.example/name", Patient: "launch",
		Exchange: "/context~1x/exchange", Scope: "scp"}
	i.Purposes, i.Purpose = map[string]policy.Purpose{"care": policy.DirectCare}, policy.EmergencyCare
	v := s.verifier(i)
	c := with(s.claims(), "nhs", map[string]any{"roles": []any{map[string]any{"code": "R8001", "org": "RJZ"}}})
	c = with(with(with(with(c, "https://claims.example/name", "Nurse Test"), "role", nil), "purpose_of_use", nil), "scope", nil)
	c["launch"], c["context/x"], c["scp"] = "Patient/abc-1", map[string]any{"exchange": "SEL"}, []string{"openid", "user/*.rs"}
	who, err := v.Verify(t.Context(), sign(t, jose.RS256, rsaKey, "r1", c))
	if err != nil {
		t.Fatal(err)
	}
	want := access.Launch{Exchange: "SEL", Reference: "Patient/abc-1"}
	if who.Role != policy.Nurse || who.ODSCode != "RJZ" || who.Name != "Nurse Test" || who.Purpose != policy.EmergencyCare || who.Launch != want {
		t.Errorf("%+v", who)
	}
	if fmt.Sprint(who.Scopes) != fmt.Sprint(access.ParseScopes("user/*.rs")) {
		t.Errorf("%+v", who.Scopes)
	}
	for name, text := range map[string]string{
		"an address": sign(t, jose.RS256, rsaKey, "r1", with(c, "launch", "https://elsewhere.example/Patient/1")),
		"a path":     sign(t, jose.RS256, rsaKey, "r1", with(c, "launch", "Patient/../Observation")),
		"nowhere":    sign(t, jose.RS256, rsaKey, "r1", with(with(c, "launch", "1"), "context/x", map[string]any{"exchange": "XXX"})),
	} {
		_, err := v.Verify(t.Context(), text)
		refused(t, name, text, err, token.BadLaunch)
	}
}

// TestTheCallersOwnLifeIsReadWhereTheTokenTellsIt reads OpenID Connect's claims, and a number from the claim that is configured for it only.
func TestTheCallersOwnLifeIsReadWhereTheTokenTellsIt(t *testing.T) {
	s := serve(t, public(rsaKey, "r1"))
	c := with(with(s.claims(), "family_name", "Okafor"), "address", map[string]any{"street_address": "18 Larkhall Road", "postal_code": "SW4 6QX"})
	c["employee_nhs_number"] = "999 000 0018"
	want := access.Self{FamilyName: "Okafor", Street: "18 Larkhall Road", PostalCode: "SW4 6QX"}
	who, err := s.verifier(s.issuer()).Verify(t.Context(), sign(t, jose.RS256, rsaKey, "r1", c))
	if err != nil || who.Self != want {
		t.Errorf("without configuration: %v", err)
	}
	i := s.issuer()
	i.Claims.OwnNHSNumber = "employee_nhs_number"
	want.NHSNumber = "9990000018"
	if who, err = s.verifier(i).Verify(t.Context(), sign(t, jose.RS256, rsaKey, "r1", c)); err != nil || who.Self != want {
		t.Errorf("configured: %v", err)
	}
	c["employee_nhs_number"], c["family_name"] = "9990000019", 7
	want.NHSNumber, want.FamilyName = "", ""
	if who, err = s.verifier(i).Verify(t.Context(), sign(t, jose.RS256, rsaKey, "r1", c)); err != nil || who.Self != want {
		t.Errorf("what can't be read is left out: %v", err)
	}
}

func TestAnIdThatLooksLikeANumberIsNotTakenForOne(t *testing.T) {
	s := serve(t, public(rsaKey, "r1"))
	byID, byNumber := s.issuer(), s.issuer()
	byID.Exchange = "NEL"
	byNumber.Claims.NHSNumber = "patient"
	text := sign(t, jose.RS256, rsaKey, "r1", with(s.claims(), "patient", "9990000018"))
	who, err := s.verifier(byID).Verify(t.Context(), text)
	if err != nil || who.Launch.Person != "" || who.Launch.Reference != "Patient/9990000018" || who.Launch.Exchange != "NEL" {
		t.Errorf("%+v, %v", who.Launch, err)
	}
	who, err = s.verifier(byNumber).Verify(t.Context(), text)
	if err != nil || who.Launch.Person != "9990000018" || who.Launch.Reference != "" {
		t.Errorf("%+v, %v", who.Launch, err)
	}
}

func TestIntrospectionIsCheckedByATokenThatNobodyIssued(t *testing.T) {
	s := serve(t)
	i := s.issuer()
	secret := "s3cret!"
	i.Introspection = &token.Introspection{URL: s.url + "/introspect", ClientID: "gateway", Secret: func() (string, error) { return secret, nil }}
	v := s.verifier(i)
	check := func(says map[string]any) string {
		s.mu.Lock()
		s.active = says
		s.mu.Unlock()
		if err := v.CheckIntrospection(t.Context()); err != nil {
			return err.Error()
		}
		return ""
	}
	if problem := check(map[string]any{"active": false}); problem != "" || len(s.asked.Load().(string)) < 20 {
		t.Error(problem)
	}
	if problem := check(map[string]any{"active": true}); !strings.Contains(problem, "would let anybody in") {
		t.Error(problem)
	}
	if problem := check(map[string]any{"state": "fine"}); !strings.Contains(problem, "no introspection endpoint") {
		t.Error(problem)
	}
	secret = "another"
	if problem := check(nil); problem != "does not accept the client's id and secret (it answered 401)" {
		t.Error(problem)
	}
	s.closed()
	if problem := check(nil); !strings.HasPrefix(problem, "does not answer: ") || strings.Contains(problem, secret) {
		t.Error(problem)
	}
	if err := s.verifier(s.issuer()).CheckIntrospection(t.Context()); err == nil {
		t.Error("an issuer without introspection is checked")
	}
}

func TestOpaqueTokensAreIntrospected(t *testing.T) {
	s := serve(t)
	i := s.issuer()
	secret := "s3cret!"
	i.Introspection = &token.Introspection{URL: s.url + "/introspect", ClientID: "gateway", Secret: func() (string, error) { return secret, nil }}
	v := s.verifier(i)
	verify := func(change func(map[string]any)) error {
		c := s.claims()
		c["active"], c["client_id"] = true, "emr"
		delete(c, "azp")
		if change != nil {
			change(c)
		}
		s.mu.Lock()
		s.active = c
		s.mu.Unlock()
		_, err := v.Verify(t.Context(), "opaque-token-1")
		return err
	}
	if err := verify(nil); err != nil || s.asked.Load() != "opaque-token-1" {
		t.Error(err, s.asked.Load())
	}
	for name, c := range map[string]struct {
		change func(map[string]any)
		want   token.Reason
	}{
		"taken back":        {func(c map[string]any) { c["active"] = false }, token.NotActive},
		"active in words":   {func(c map[string]any) { c["active"] = "true" }, token.NotActive},
		"nothing said":      {func(c map[string]any) { clear(c) }, token.NotActive},
		"another audience":  {func(c map[string]any) { c["aud"] = "x" }, token.WrongAudience},
		"another's issuer":  {func(c map[string]any) { c["iss"] = "https://x.example" }, token.UnknownIssuer},
		"bound":             {func(c map[string]any) { c["cnf"] = map[string]any{"jkt": "x"} }, token.SenderBound},
		"another client":    {func(c map[string]any) { c["client_id"] = "x" }, token.WrongClient},
		"expired meanwhile": {func(c map[string]any) { c["exp"] = start.Unix() - 60 }, token.Expired},
	} {
		refused(t, name, "opaque-token-1", verify(c.change), c.want)
	}
	secret = "wrong"
	refused(t, "the gateway's secret is wrong", "opaque-token-1", verify(nil), token.Unreachable)
	secret = "s3cret!"
	if err := verify(nil); err != nil {
		t.Errorf("a changed secret needs a restart: %v", err)
	}
	_, err := v.Verify(t.Context(), "not a token&token=other")
	refused(t, "strange letters", "", err, token.Malformed)
	_, err = s.verifier(s.issuer()).Verify(t.Context(), "opaque-token-1")
	refused(t, "without introspection", "opaque-token-1", err, token.Malformed)
}

func TestIssuersAreConfiguredStrictly(t *testing.T) {
	good := func() token.Issuer {
		return token.Issuer{URL: "https://issuer.example", Audiences: []string{"a"}, Clients: []string{"c"},
			Roles: map[string]policy.Role{"R": policy.Doctor}}
	}
	for name, change := range map[string]func(*token.Issuer){
		"no URL":             func(i *token.Issuer) { i.URL = "" },
		"plain http":         func(i *token.Issuer) { i.URL = "http://issuer.example" },
		"no address":         func(i *token.Issuer) { i.URL = "issuer" },
		"a password":         func(i *token.Issuer) { i.URL = "https://a:b@issuer.example" },
		"keys over http":     func(i *token.Issuer) { i.JWKS = "http://issuer.example/keys" },
		"no audience":        func(i *token.Issuer) { i.Audiences = nil },
		"an empty audience":  func(i *token.Issuer) { i.Audiences = []string{""} },
		"no client":          func(i *token.Issuer) { i.Clients = nil },
		"an empty client":    func(i *token.Issuer) { i.Clients = []string{""} },
		"no roles":           func(i *token.Issuer) { i.Roles = nil },
		"a role of nobody's": func(i *token.Issuer) { i.Roles["x"] = "surgeon" },
		"the tester's role":  func(i *token.Issuer) { i.Roles["x"] = policy.Tester },
		"a purpose":          func(i *token.Issuer) { i.Purposes = map[string]policy.Purpose{"x": "fun"} },
		"the only purpose":   func(i *token.Issuer) { i.Purpose = "fun" },
		"none":               func(i *token.Issuer) { i.Algorithms = []string{"none"} },
		"HS256":              func(i *token.Issuer) { i.Algorithms = []string{"RS256", "HS256"} },
		"no secret":          func(i *token.Issuer) { i.Introspection = &token.Introspection{URL: "https://x.example", ClientID: "c"} },
	} {
		i := good()
		change(&i)
		if v, err := token.New(token.Settings{Issuers: []token.Issuer{i}}); err == nil {
			v.Close()
			t.Errorf("%s is accepted", name)
		}
	}
	for name, issuers := range map[string][]token.Issuer{"nobody": nil, "one twice": {good(), good()}} {
		if v, err := token.New(token.Settings{Issuers: issuers}); err == nil {
			v.Close()
			t.Errorf("%s is accepted", name)
		}
	}
	v, err := token.New(token.Settings{Issuers: []token.Issuer{good()}})
	if err != nil {
		t.Fatal(err)
	}
	v.Close()
}

func BenchmarkVerify(b *testing.B) {
	s := serve(b, public(ecKey, "e1"))
	v, err := token.New(token.Settings{Issuers: []token.Issuer{s.issuer()}, Now: s.clock.now})
	if err != nil {
		b.Fatal(err)
	}
	defer v.Close()
	text := sign(b, jose.ES256, ecKey, "e1", s.claims())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := v.Verify(b.Context(), text); err != nil {
			b.Fatal(err)
		}
	}
}
