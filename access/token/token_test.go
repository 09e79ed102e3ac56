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
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

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
