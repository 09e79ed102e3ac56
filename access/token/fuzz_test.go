package token_test

import (
	"errors"
	"testing"

	"github.com/go-jose/go-jose/v4"

	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/access/token"
	"github.com/london-care-record/gateway/record"
)

// FuzzVerify feeds the whole of Verify with tokens that nobody signed.
func FuzzVerify(f *testing.F) {
	v, err := token.New(token.Settings{Issuers: []token.Issuer{{URL: "http://127.0.0.1:1", Audiences: []string{"a"}, Clients: []string{"c"},
		Roles: map[string]policy.Role{"R": policy.Doctor}}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(v.Close)
	f.Add("a.b.c")
	f.Add("eyJhbGciOiJub25lIn0.e30.")
	f.Add(sign(f, jose.ES256, ecKey, "e1", map[string]any{"iss": "http://127.0.0.1:1", "sub": "d1"}))
	f.Fuzz(func(t *testing.T, text string) {
		who, err := v.Verify(t.Context(), text)
		var refusal *token.Refusal
		if !errors.As(err, &refusal) || who.Subject != "" {
			t.Errorf("%+v, %v", who, err)
		}
	})
}

// FuzzClaims feeds the reading of claims with what a careless issuer may sign.
func FuzzClaims(f *testing.F) {
	s := serve(f, public(ecKey, "e1"))
	i := s.issuer()
	i.Claims.Role, i.Exchange = "/roles/0/code", "NEL"
	v, err := token.New(token.Settings{Issuers: []token.Issuer{i}, Exchanges: []record.ExchangeID{"NEL"}, Now: s.clock.now, MaxBytes: 1 << 20})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(v.Close)
	f.Add([]byte(`"roles":[{"code":"R8000"}],"patient":"1"`))
	f.Add([]byte(`"roles":[[[]]],"nhs_number":{},"nbf":-1`))
	f.Add([]byte(`"iss":"x","cnf":0`))
	const rest = `,"sub":"d1","aud":"https://gateway.example","azp":"emr","iat":1604145600,"exp":1604146200,"purpose_of_use":"TREAT",`
	f.Fuzz(func(t *testing.T, inside []byte) {
		text := []byte(`{"iss":"` + s.url + `"` + rest + string(inside) + `}`)
		who, err := v.Verify(t.Context(), sign(t, jose.ES256, ecKey, "e1", text))
		if err != nil {
			return
		}
		if who.Role == "" || who.Purpose == "" || who.Subject == "" || who.Client != "emr" || who.Expires.IsZero() {
			t.Errorf("a caller who lacks something is let in: %+v", who)
		}
		if who.Launch.Person != "" {
			if _, err := record.ParseNHSNumber(string(who.Launch.Person)); err != nil {
				t.Error("the launch patient's number does not hold")
			}
		}
	})
}
