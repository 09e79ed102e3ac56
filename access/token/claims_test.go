package token_test

import (
	"fmt"
	"testing"

	"github.com/go-jose/go-jose/v4"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/access/token"
)

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
