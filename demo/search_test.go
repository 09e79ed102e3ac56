package demo_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/london-care-record/gateway/demo"
)

func knowing(r *demo.Region, exchange string) (number string, held []string) {
	for _, n := range r.Population() {
		key, _ := r.Key(n)
		for _, f := range key.Facts {
			for _, ref := range f.Held[exchange] {
				if strings.HasPrefix(ref, "Condition/") {
					held = append(held, ref)
				}
			}
		}
		if len(held) > 0 && len(key.Patients[exchange]) == 1 {
			return n, held
		}
		held = nil
	}
	return "", nil
}

func TestEveryExchangeAnswersInItsOwnStyleOnly(t *testing.T) {
	r := started(t)
	for _, id := range exchangeIDs {
		t.Run(id, func(t *testing.T) {
			a := ask(t, r, id)
			number, want := knowing(r, id)
			local := a.search("Patient", "identifier", token(number)).refs("match")[0]
			styles := map[string][]string{
				"chained": {"patient.identifier", token(number)}, "logical": {"patient:identifier", token(number)}, "local": {"patient", local},
			}
			for style, form := range styles {
				got := a.search("Condition", form...)
				own := style == a.Search || style == "local"
				if own != (len(got.Entry) > 0) {
					t.Errorf("%s search found %d entries", style, len(got.Entry))
				}
				if own != strings.Contains(got.link("self"), "=") {
					t.Errorf("%s search says that it processed %q", style, got.link("self"))
				}
				resp, raw := a.do("GET", a.URL+"/Condition?"+values(form).Encode(), "", "Prefer", "handling=strict")
				if own != (resp.StatusCode == 200) || !own && head(raw).ResourceType != "OperationOutcome" {
					t.Errorf("strict %s search gave %d", style, resp.StatusCode)
				}
			}
			got, _ := a.all("Condition", a.person(number)...)
			if len(unique(got)) != len(unique(want)) {
				t.Errorf("search found %v, the answer key says %v", got, want)
			}
		})
	}
}

func unique(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

func TestPagingToTheEndGivesEverythingOnce(t *testing.T) {
	r := started(t)
	for _, id := range exchangeIDs {
		a := ask(t, r, id)
		numbers := r.Population()[:60]
		form := a.person(numbers...)
		for _, count := range []string{"", "7", "1000"} {
			f := form
			if count != "" {
				f = append(slices.Clone(form), "_count", count)
			}
			got, pages := a.all("Observation", f...)
			want := 0
			for _, n := range numbers {
				one, _ := a.all("Observation", a.person(n)...)
				want += len(one)
			}
			if len(got) != want || len(unique(got)) != want {
				t.Errorf("%s, _count %q: %d entries (%d different) on %d pages, not %d", id, count, len(got), len(unique(got)), pages, want)
			}
		}
	}
}

func TestHanaHasFourHundredResultsOnManyPages(t *testing.T) {
	a := ask(t, started(t), "SEL")
	got, pages := a.all("Observation", append(a.person(hanaNumber), "_count", "25")...)
	if len(got) != 400 || len(unique(got)) != 400 || pages != 16 {
		t.Errorf("%d results on %d pages", len(got), pages)
	}
}

func TestTotalsAreTrueWhereTheyAreGiven(t *testing.T) {
	r := started(t)
	for _, id := range exchangeIDs {
		a := ask(t, r, id)
		b := a.search("Observation", a.person(r.Population()[:40]...)...)
		if (b.Total != nil) != (id != "SWL") {
			t.Errorf("%s: total is %v", id, b.Total)
		}
		if n := a.search("Observation", append(a.person(adaNumber), "_count", "0")...); len(n.Entry) != 0 || n.Total == nil {
			t.Errorf("%s: _count=0 gave %d entries", id, len(n.Entry))
		}
	}
}

func TestBatchAnswersEveryEntryInOneRequest(t *testing.T) {
	r := started(t)
	a := ask(t, r, "NCL")
	entry := func(u string) string { return fmt.Sprintf(`{"request":{"method":"GET","url":%q}}`, u) }
	person := "?" + values(a.person(adaNumber)).Encode()
	body := `{"resourceType":"Bundle","type":"batch","entry":[` + strings.Join([]string{
		entry("Patient?identifier=" + token(adaNumber)), entry("AllergyIntolerance" + person), entry("Condition" + person), entry("Nonsense?x=1"), entry("Patient/none"),
	}, ",") + `]}`
	r.ResetRequests()
	resp, raw := a.do("POST", a.URL, body, "Content-Type", "application/fhir+json")
	b := a.bundle(raw)
	if resp.StatusCode != 200 || b.Type != "batch-response" || len(b.Entry) != 5 {
		t.Fatalf("%d %s", resp.StatusCode, raw)
	}
	for i, want := range []int{1, 1, 3} {
		if inner := a.bundle(b.Entry[i].Resource); len(inner.Entry) != want || b.Entry[i].Response.Status != "200 OK" {
			t.Errorf("entry %d: %s with %d entries, not %d", i, b.Entry[i].Response.Status, len(inner.Entry), want)
		}
	}
	for _, i := range []int{3, 4} {
		if b.Entry[i].Response.Status != "404 Not Found" {
			t.Errorf("entry %d: %s", i, b.Entry[i].Response.Status)
		}
	}
	if got := r.Requests("NCL"); got["Bundle"] != 1 || got["total"] != 1 {
		t.Errorf("counted %v", got)
	}
	other := ask(t, r, "NEL")
	if resp, _ := other.do("POST", other.URL, body); resp.StatusCode != 405 {
		t.Errorf("NEL took a batch: %d", resp.StatusCode)
	}
}

func TestIncludeBringsMedicinesAndResults(t *testing.T) {
	r := started(t)
	a := ask(t, r, "NCL")
	b := a.search("MedicationStatement", append(a.person(adaNumber), "_include", "MedicationStatement:medication")...)
	if got := b.refs("include"); len(b.refs("match")) != 2 || len(got) != 2 || !strings.HasPrefix(got[0], "Medication/") {
		t.Errorf("matches %v, includes %v", b.refs("match"), got)
	}
	b = a.search("DiagnosticReport", append(a.person(adaNumber), "_include", "DiagnosticReport:result")...)
	if got := b.refs("include"); len(got) != 5 {
		t.Errorf("results %v", got)
	}
	sel := ask(t, r, "SEL")
	for include, want := range map[string]string{"AllergyIntolerance:recorder": "Practitioner/", "Patient:general-practitioner": "Organization/"} {
		typ, _, _ := strings.Cut(include, ":")
		form := []string{"identifier", token(adaNumber)}
		if typ != "Patient" {
			form = sel.person(adaNumber)
		}
		b = sel.search(typ, append(form, "_include", include)...)
		if got := b.refs("include"); len(got) != 1 || !strings.HasPrefix(got[0], want) {
			t.Errorf("%s brings %v", include, got)
		}
	}
	swl := ask(t, r, "SWL")
	b = swl.search("DiagnosticReport", append(swl.person(adaNumber), "_include", "DiagnosticReport:result")...)
	if strings.Contains(b.link("self"), "_include") {
		t.Error("SWL says that it followed _include")
	}
}

func TestGzipWhereOffered(t *testing.T) {
	r := started(t)
	for _, id := range exchangeIDs {
		a := ask(t, r, id)
		v := values(a.person(r.Population()[:50]...)).Encode()
		address := a.URL + "/Observation?" + v
		resp, raw := a.do("GET", address, "", "Accept-Encoding", "gzip")
		zipped := resp.Header.Get("Content-Encoding") == "gzip"
		if zipped != (id == "NEL" || id == "NCL") {
			t.Errorf("%s: compressed %v", id, zipped)
		}
		if zipped {
			z, err := gzip.NewReader(bytes.NewReader(raw))
			if err != nil {
				t.Fatal(err)
			}
			if raw, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		if !json.Valid(raw) {
			t.Errorf("%s: not JSON", id)
		}
	}
}

func TestReadHonoursETags(t *testing.T) {
	r := started(t)
	for _, id := range exchangeIDs {
		a := ask(t, r, id)
		number, held := knowing(r, id)
		if number == "" {
			t.Fatalf("%s knows nobody", id)
		}
		resp, raw := a.do("GET", a.URL+"/"+held[0], "")
		tag := resp.Header.Get("ETag")
		if resp.StatusCode != 200 || head(raw).ref() != held[0] || tag != `W/"`+head(raw).Meta.VersionID+`"` {
			t.Errorf("%s: %d %q", id, resp.StatusCode, tag)
		}
		if resp, raw := a.do("GET", a.URL+"/"+held[0], "", "If-None-Match", tag); resp.StatusCode != 304 || len(raw) != 0 {
			t.Errorf("%s: a known version gave %d", id, resp.StatusCode)
		}
		if resp, _ := a.do("GET", a.URL+"/"+held[0]+"/_history/"+head(raw).Meta.VersionID, ""); resp.StatusCode != 200 {
			t.Errorf("%s: versioned read gave %d", id, resp.StatusCode)
		}
		for _, bad := range []string{"/Condition/none", "/Nonsense/1", "/" + held[0] + "/_history/99"} {
			if resp, raw := a.do("GET", a.URL+bad, ""); resp.StatusCode != 404 || head(raw).ResourceType != "OperationOutcome" {
				t.Errorf("%s%s gave %d", id, bad, resp.StatusCode)
			}
		}
	}
}

func TestLastUpdatedAndIdNarrowASearch(t *testing.T) {
	a := ask(t, started(t), "SEL")
	whole, _ := a.all("Observation", a.person(hanaNumber)...)
	late, _ := a.all("Observation", append(a.person(hanaNumber), "_lastUpdated", "ge2026-01-01")...)
	early, _ := a.all("Observation", append(a.person(hanaNumber), "_lastUpdated", "lt2026-01-01")...)
	if len(late) == 0 || len(early) == 0 || len(late)+len(early) != len(whole) {
		t.Errorf("%d + %d of %d", len(late), len(early), len(whole))
	}
	_, id, _ := strings.Cut(whole[7], "/")
	if got, _ := a.all("Observation", append(a.person(hanaNumber), "_id", id)...); !slices.Equal(got, whole[7:8]) {
		t.Errorf("_id gave %v", got)
	}
	if resp, _ := a.do("GET", a.URL+"/Observation?_lastUpdated=soon", ""); resp.StatusCode != 400 {
		t.Errorf("an unreadable date gave %d", resp.StatusCode)
	}
}

func TestMetadataSaysWhatIsTrue(t *testing.T) {
	r := started(t)
	for _, id := range exchangeIDs {
		a := ask(t, r, id)
		resp, raw := a.do("GET", a.URL+"/metadata", "")
		var c struct {
			ResourceType, FhirVersion string
			Rest                      []struct {
				Interaction []struct{ Code string }
				Resource    []struct{ Type string }
			}
		}
		if err := json.Unmarshal(raw, &c); err != nil {
			t.Fatal(err)
		}
		if c.ResourceType != "CapabilityStatement" || c.FhirVersion != "4.0.1" || len(c.Rest[0].Resource) != 26 || (len(c.Rest[0].Interaction) == 1) != a.Batch {
			t.Errorf("%s: %s", id, raw[:200])
		}
		if got := resp.Header.Get("Content-Type"); !strings.HasPrefix(got, "application/fhir+json") {
			t.Errorf("%s: content type %q", id, got)
		}
	}
}

func TestRequestsAreCountedByType(t *testing.T) {
	r := started(t)
	a := ask(t, r, "SEL")
	form := a.person(hanaNumber)
	r.ResetRequests()
	_, pages := a.all("Observation", form...)
	a.search("Patient", "identifier", token(hanaNumber))
	a.do("GET", a.URL+"/metadata", "")
	got := r.Requests("SEL")
	if got["Observation"] != pages || got["Patient"] != 1 || got["metadata"] != 1 || got["total"] != pages+2 {
		t.Errorf("counted %v for %d pages", got, pages)
	}
	if n := r.Requests("NCL"); len(n) != 0 || r.Requests("XXX") != nil {
		t.Errorf("NCL counted %v", n)
	}
}

func TestManyClientsAtOnce(t *testing.T) {
	r := started(t)
	var wg sync.WaitGroup
	for n := range 8 {
		a := ask(t, r, exchangeIDs[n%len(exchangeIDs)])
		numbers := r.Population()[n*12 : n*12+12]
		wg.Go(func() {
			for _, number := range numbers {
				form := a.person(number)
				if len(form) > 1 && form[1] != "" {
					a.all("Encounter", form...)
				}
			}
		})
	}
	wg.Go(func() {
		for range 20 {
			if err := r.SetFault("NWL", demo.Fault{Kind: "none"}); err != nil {
				t.Error(err)
			}
			r.Requests("NEL")
			r.ResetRequests()
		}
	})
	wg.Wait()
}

func TestDirectoriesAreFoundByIdentifier(t *testing.T) {
	r := started(t)
	const ods = "https://fhir.nhs.uk/Id/ods-organization-code|"
	for id, code := range map[string]string{"NEL": "R1H", "SEL": "RJZ", "SWL": "RJ7", "NCL": "RRV", "NWL": "RRU"} {
		a := ask(t, r, id)
		for _, tok := range []string{ods + code, code} {
			if got := a.search("Organization", "identifier", tok).refs("match"); len(got) != 1 {
				t.Errorf("%s: %q gives %v", id, tok, got)
			}
		}
		if got := a.search("Organization", "identifier", ods+"NONE").refs("match"); len(got) != 0 {
			t.Errorf("%s: an unknown code gives %v", id, got)
		}
		whole, _ := a.all("Practitioner")
		roles, _ := a.all("PractitionerRole")
		if len(whole) < 8 || len(whole) != len(roles) {
			t.Errorf("%s: %d practitioners in %d roles", id, len(whole), len(roles))
		}
		if nobody, _ := a.all("Condition"); len(nobody) != 0 {
			t.Errorf("%s gives %d conditions of everybody", id, len(nobody))
		}
	}
}

func TestExchangesTakeTheirTime(t *testing.T) {
	r, err := demo.New(demo.Options{People: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for _, id := range exchangeIDs {
		a := ask(t, r, id)
		begin := time.Now()
		a.do("GET", a.URL+"/metadata", "")
		if took := time.Since(begin); took < 5*time.Millisecond {
			t.Errorf("%s answered in %v", id, took)
		}
	}
}
