package token_test

import (
	"strings"
	"testing"

	"github.com/london-care-record/gateway/access/token"
)

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
