package demo_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/demo"
)

func TestRegionStartsAtOnce(t *testing.T) {
	begin := time.Now()
	r := started(t)
	t.Logf("five servers over %d people in %v", len(r.Population()), time.Since(begin))
	if n := len(r.Population()); n != 2010 {
		t.Errorf("%d people", n)
	}
}

func TestExchangesAreThoseOfTheRegion(t *testing.T) {
	want := map[string]string{
		"NEL": "QMF chained PRIMARY_CARE ACUTE MENTAL_HEALTH COMMUNITY SOCIAL_CARE",
		"SEL": "QKK logical PRIMARY_CARE ACUTE MENTAL_HEALTH COMMUNITY",
		"SWL": "QWE local PRIMARY_CARE ACUTE COMMUNITY",
		"NCL": "QMJ chained PRIMARY_CARE ACUTE MENTAL_HEALTH SOCIAL_CARE",
		"NWL": "QRV local COMMUNITY URGENT_AND_EMERGENCY",
	}
	for i, e := range started(t).Exchanges() {
		if got := e.ODS + " " + e.Search + " " + strings.Join(e.CareSettings, " "); e.ID != exchangeIDs[i] || got != want[e.ID] {
			t.Errorf("%s: %s", e.ID, got)
		}
		if len(e.Kinds) != 15 || e.Batch != (e.ID == "NCL") || !strings.HasPrefix(e.URL, "http://127.0.0.1:") {
			t.Errorf("%+v", e)
		}
	}
}

func TestDemoPeopleAreThoseOfTheTable(t *testing.T) {
	r := started(t)
	want := []struct {
		name  string
		age   int
		known string
	}{
		{"Ada Okafor", 71, "SEL SWL NCL"}, {"Brian Teague", 78, "SEL SWL NCL"}, {"Chipo Moyo", 54, "NEL SEL"}, {"Dai Nguyen", 9, "SEL SWL NCL"},
		{"Erin Walsh", 33, "NEL NCL NWL"}, {"Farid Haddad", 66, "NEL NCL"}, {"Grace Lim", 88, "SEL"}, {"Hana Novak", 45, "NEL SEL"},
		{"Idris Khan", 29, "NCL"}, {"Jo Marsh", 50, "NEL NCL"},
	}
	for i, p := range r.People() {
		key, ok := r.Key(p.NHSNumber)
		var known []string
		for _, id := range exchangeIDs {
			if len(key.Patients[id]) > 0 {
				known = append(known, id)
			}
		}
		if !ok || p.Name != want[i].name || p.Age != want[i].age || strings.Join(known, " ") != want[i].known || p.About == "" || p.Shows == "" {
			t.Errorf("%+v, known to %v", p, known)
		}
	}
	if _, ok := r.Key("9434765919"); ok {
		t.Error("a number of nobody has a key")
	}
}

// TestKeyIsTrue reads every resource that the key names for the demo people and some others, and finds it by search too.
func TestKeyIsTrue(t *testing.T) {
	r := started(t)
	for _, id := range exchangeIDs {
		a := ask(t, r, id)
		for _, n := range r.Population()[:25] {
			key, _ := r.Key(n)
			held := map[string][]string{}
			for _, f := range key.Facts {
				for _, ref := range f.Held[id] {
					typ, _, _ := strings.Cut(ref, "/")
					held[typ] = append(held[typ], ref)
				}
			}
			for typ, refs := range held {
				found, _ := a.all(typ, a.person(n)...)
				for _, ref := range refs {
					if !slices.Contains(found, ref) {
						t.Errorf("%s does not give %s", id, typ)
					}
				}
			}
		}
	}
}

type allergy struct {
	Code struct {
		Coding []struct{ System, Code string }
	}
	Criticality        string
	VerificationStatus struct{ Coding []struct{ Code string } }
}

func allergies(a *asker, number string) (codes []string) {
	a.t.Helper()
	for _, e := range a.search("AllergyIntolerance", a.person(number)...).Entry {
		var x allergy
		if err := json.Unmarshal(e.Resource, &x); err != nil {
			a.t.Fatal(err)
		}
		code := "words"
		if len(x.Code.Coding) > 0 {
			code = x.Code.Coding[0].Code
		}
		codes = append(codes, code+" "+x.Criticality)
	}
	return codes
}

func TestAdasAllergiesDisagree(t *testing.T) {
	r := started(t)
	for id, want := range map[string][]string{"SEL": {"91936005 high"}, "SWL": {"allergy-plaster low", "words "}, "NCL": {"716186003 "}} {
		got := allergies(ask(t, r, id), adaNumber)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s tells %q, not %q", id, got, want)
		}
	}
}

type patient struct {
	BirthDate, DeceasedDateTime string
	Meta                        struct {
		Security []struct{ System, Code string }
	}
}

func (a *asker) patients(number string) []patient {
	a.t.Helper()
	var all []patient
	for _, e := range a.search("Patient", "identifier", token(number)).Entry {
		var p patient
		if err := json.Unmarshal(e.Resource, &p); err != nil {
			a.t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

func TestPatientsOfTheDemoPeopleShowWhatTheyShould(t *testing.T) {
	r := started(t)
	nel, sel, ncl, nwl := ask(t, r, "NEL"), ask(t, r, "SEL"), ask(t, r, "NCL"), ask(t, r, "NWL")
	const erin, farid, grace, idris = "9990000050", "9990000069", "9990000077", "9990000093"
	if a, b, c := nel.patients(erin)[0], ncl.patients(erin)[0], nwl.patients(erin)[0]; a.BirthDate != b.BirthDate || c.BirthDate == a.BirthDate {
		t.Errorf("Erin's birth dates: %s %s %s", a.BirthDate, b.BirthDate, c.BirthDate)
	}
	for _, a := range []*asker{nel, ncl} {
		if s := a.patients(farid)[0].Meta.Security; len(s) != 1 || s[0].Code != "R" || s[0].System != "http://terminology.hl7.org/CodeSystem/v3-Confidentiality" {
			t.Errorf("Farid's labels: %v", s)
		}
	}
	if sel.patients(grace)[0].DeceasedDateTime == "" {
		t.Error("Grace lives")
	}
	key, _ := r.Key(idris)
	if len(key.Facts) != 0 || len(ncl.patients(idris)) != 1 {
		t.Errorf("Idris has %d facts", len(key.Facts))
	}
}

func TestSomeNumbersHaveTwoPatients(t *testing.T) {
	r := started(t)
	for _, n := range r.Population()[10:120] {
		key, _ := r.Key(n)
		for id, ids := range key.Patients {
			if len(ids) == 2 {
				a := ask(t, r, id)
				if got := a.search("Patient", "identifier", token(n)).refs("match"); len(got) != 2 {
					t.Errorf("%s gives %d Patients", id, len(got))
				}
				one, _ := a.all("DocumentReference", "patient", ids[1])
				if len(one) != 1 {
					t.Errorf("the second Patient has %d documents", len(one))
				}
				return
			}
		}
	}
	t.Error("nobody has two")
}

// TestSameSeedSameAnswers compares what two regions of one seed say, but for their ports and page tokens.
func TestSameSeedSameAnswers(t *testing.T) {
	one, two := started(t), started(t)
	for _, id := range exchangeIDs {
		a, b := ask(t, one, id), ask(t, two, id)
		for _, n := range one.Population()[:20] {
			for _, typ := range []string{"Patient", "MedicationRequest", "MedicationStatement", "DiagnosticReport"} {
				form := []string{"identifier", token(n)}
				if typ != "Patient" {
					form = a.person(n)
				}
				x, y := a.search(typ, form...), b.search(typ, form...)
				if len(x.Entry) != len(y.Entry) {
					t.Fatalf("%s %s: %d and %d entries", id, typ, len(x.Entry), len(y.Entry))
				}
				for i := range x.Entry {
					if strings.ReplaceAll(string(x.Entry[i].Resource), a.URL, "") != strings.ReplaceAll(string(y.Entry[i].Resource), b.URL, "") {
						t.Fatalf("%s %s differs", id, typ)
					}
				}
			}
		}
	}
}

func TestOptionsAreChecked(t *testing.T) {
	if _, err := demo.New(demo.Options{People: -1}); err == nil {
		t.Error("a negative number of people was taken")
	}
	r, err := demo.New(demo.Options{People: 3, Seed: 9, Today: time.Date(2025, 2, 1, 15, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if len(r.Population()) != 13 || r.People()[0].Age != 71 {
		t.Errorf("%d people, Ada is %d", len(r.Population()), r.People()[0].Age)
	}
}
