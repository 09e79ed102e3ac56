package loaders

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/record"
)

const coded = `"code":{"text":"something"},"patient":{"reference":"Patient/1"},"clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"active"}]}`

// labelling starts an exchange that holds the person, with a label or none, and two allergies, one of them sensitive.
func labelling(t *testing.T, label string, options ...hie.Options) *hie.Region {
	t.Helper()
	security := func(code string) string {
		if code == "" {
			return ""
		}
		return fmt.Sprintf(`"meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-%s"}]},`, code)
	}
	bundles := map[string]string{
		"Patient": fmt.Sprintf(`{"resource":{"resourceType":"Patient","id":"1",%s"birthDate":"1949-03-01","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":%q}]}}`,
			security(label), anybody),
		"AllergyIntolerance": `{"resource":{"resourceType":"AllergyIntolerance","id":"a",` + coded + `}},
{"resource":{"resourceType":"AllergyIntolerance","id":"b",` + security(`ActCode","code":"SDV`) + coded + `}}`,
	}
	exchange := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		entries := bundles[strings.Trim(strings.TrimSuffix(r.URL.Path, "_search"), "/")]
		w.Header().Set("Content-Type", "application/fhir+json")
		_, _ = fmt.Fprintf(w, `{"resourceType":"Bundle","type":"searchset","entry":[%s]}`, entries)
	}))
	t.Cleanup(exchange.Close)
	base, err := url.Parse(exchange.URL)
	if err != nil {
		t.Fatal(err)
	}
	region, err := hie.NewRegion([]hie.Config{{URL: base, Exchange: record.Exchange{ID: "NEL", Kinds: record.Kinds, CareSettings: record.CareSettings}}}, append(options, hie.Options{})[0])
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(region.Close)
	return region
}

// allergiesFor loads the person's allergies.
func allergiesFor(t *testing.T, region *hie.Region, g *access.Grant) (record.Answer, bool) {
	t.Helper()
	s := set(t.Context(), region, 1)
	if err := s.Load([]*access.Grant{g}, []record.Kind{record.Allergies}); err != nil {
		t.Fatal(err)
	}
	return s.Answers(g, record.Allergies)[0], s.Restricted(g)
}

func TestS24_ALabelledEntryIsGivenToWhomPolicyGrantsItOnly(t *testing.T) {
	region := labelling(t, "")
	if a, _ := allergiesFor(t, region, grantAs(t, policy.Doctor, policy.DirectCare)); len(a.Facts.Allergies) != 2 || a.Outcome.State != record.StateComplete {
		t.Errorf("a doctor: %d, %+v", len(a.Facts.Allergies), a.Outcome)
	}
	if a, _ := allergiesFor(t, region, grantAs(t, policy.Pharmacist, policy.DirectCare)); len(a.Facts.Allergies) != 1 || a.Outcome.State != record.StatePartial || a.Outcome.Withheld != 1 {
		t.Errorf("a pharmacist: %d, %+v", len(a.Facts.Allergies), a.Outcome)
	}
}

func TestS04_ALabelOnThePersonClosesEverySection(t *testing.T) {
	for label, role := range map[string]policy.Role{`Confidentiality","code":"R`: policy.Doctor, `Confidentiality","code":"V`: policy.Doctor, `ActCode","code":"SDV`: policy.Nurse} {
		a, restricted := allergiesFor(t, labelling(t, label), grantAs(t, role, policy.DirectCare))
		if a.Facts.Len() != 0 || a.Outcome.State != record.StateWithheld || !restricted {
			t.Errorf("%s as a %s: %d, %+v", label, role, a.Facts.Len(), a.Outcome)
		}
	}
	if a, restricted := allergiesFor(t, labelling(t, `ActCode","code":"SDV`), grantAs(t, policy.Doctor, policy.DirectCare)); len(a.Facts.Allergies) != 2 || restricted {
		t.Errorf("a sensitive person as a doctor: %d, %+v", len(a.Facts.Allergies), a.Outcome)
	}
}
