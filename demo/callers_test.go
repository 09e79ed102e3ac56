package demo_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/london-care-record/gateway/demo/authority"
)

// goesBack tells whether the authority, asked through the region's handler, sends anybody back to an address.
func goesBack(t *testing.T, handler http.Handler, address string) bool {
	t.Helper()
	query := url.Values{"client_id": {authority.Viewer}, "redirect_uri": {address}}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/demo/authority/authorize?"+query.Encode(), nil))
	return w.Code == http.StatusSeeOther
}

func TestLaunchGoesBackWhereTheRegionIsServed(t *testing.T) {
	r := started(t)
	handler := r.Handler()
	if goesBack(t, handler, "http://127.0.0.1:8080/demo/launch") {
		t.Error("an address is registered before the region knows it")
	}
	if err := r.ServedAt("http://127.0.0.1:8080"); err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]bool{
		"http://127.0.0.1:8080/demo/launch": true, "http://localhost:8080/demo/launch": true,
		"http://127.0.0.1:8081/demo/launch": false, "http://localhost:8080/demo/record-system": false,
	} {
		if goesBack(t, handler, address) != want {
			t.Errorf("%s: not %v", address, want)
		}
	}
	for _, address := range []string{"", "127.0.0.1:8080", "http://gateway.example"} {
		if r.ServedAt(address) == nil {
			t.Errorf("%q is taken", address)
		}
	}
}

// TestTokensAreForThePeopleOfTheRegion: the population's numbers, and no others.
func TestTokensAreForThePeopleOfTheRegion(t *testing.T) {
	r := started(t)
	population := r.Population()
	for _, n := range []string{population[0], population[len(population)-1]} {
		if _, err := r.Authority().Mint(authority.TokenRequest{Caller: "gp", Patient: n}); err != nil {
			t.Error(err)
		}
	}
	if _, err := r.Authority().Mint(authority.TokenRequest{Caller: "gp", Patient: "9434765919"}); err == nil {
		t.Error("a number of nobody has a token")
	}
}

// TestCallersWorkAtOrganisationsOfTheRegion, so that a relationship by organisation can be found. Boards and developers treat nobody.
func TestCallersWorkAtOrganisationsOfTheRegion(t *testing.T) {
	r := started(t)
	held := map[string]bool{}
	for _, id := range exchangeIDs {
		a := ask(t, r, id)
		for _, c := range authority.Callers() {
			found := a.search("Organization", "identifier", "https://fhir.nhs.uk/Id/ods-organization-code|"+c.Organisation)
			held[c.Organisation] = held[c.Organisation] || c.Organisation != "" && len(found.Entry) > 0
		}
	}
	for _, c := range authority.Callers() {
		treats := c.Purpose == "direct-care" || c.Purpose == "emergency-care" || c.Purpose == "administration"
		if held[c.Organisation] != treats {
			t.Errorf("%s: %q is in the region: %v", c.ID, c.Organisation, held[c.Organisation])
		}
	}
}
