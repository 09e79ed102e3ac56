package policy_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/record"
)

var london = []record.ExchangeID{"NEL", "SEL", "SWL", "NCL", "NWL"}

func embedded(t testing.TB) *policy.Set {
	t.Helper()
	set, err := policy.Embedded(london)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestWhatNoPolicyPermitsIsDenied(t *testing.T) {
	d := embedded(t).Decide(policy.Case{})
	for _, kind := range policy.Kinds {
		for _, exchange := range london {
			for _, label := range policy.Labels {
				if v := d.Verdict(kind, exchange, label); v != policy.Absent {
					t.Fatalf("%s %s %s: %s for nobody in particular", kind, exchange, label, v)
				}
			}
		}
	}
	if v := d.Verdict("UNHEARD_OF", "NEL", policy.Normal); v != policy.Absent {
		t.Errorf("a kind that does not exist: %s", v)
	}
}

func TestADecisionHasReasons(t *testing.T) {
	set := embedded(t)
	c := policy.Case{Role: policy.Doctor, Purpose: policy.DirectCare}
	why := set.Decide(c).Why(record.Allergies, "NEL", policy.Normal)
	if len(why) != 1 || why[0].Policy != "relationship-needed" || why[0].Sentence == "" {
		t.Errorf("without a relationship: %q", why)
	}
	c.Relationships = []policy.Relationship{policy.InContext}
	why = set.Decide(c).Why(record.Allergies, "NEL", policy.Normal)
	if len(why) != 1 || why[0].Policy != "doctor-care" {
		t.Errorf("with one: %q", why)
	}
	c.Role = "surgeon"
	if why := set.Decide(c).Why(record.Allergies, "NEL", policy.Normal); len(why) != 1 || why[0].Policy != "default-deny" {
		t.Errorf("a role that no policy names: %q", why)
	}
}

func TestS24_EqualCasesShareADecisionAndOthersDoNot(t *testing.T) {
	set := speakingOfOrganisations(t)
	a := policy.Case{Role: policy.Doctor, Purpose: policy.DirectCare,
		Relationships: []policy.Relationship{policy.Practice, policy.Encounter}}
	b := a
	b.Relationships = []policy.Relationship{policy.Encounter, policy.Practice, policy.Practice}
	if set.Decide(a) != set.Decide(b) {
		t.Error("the order of relationships must not matter")
	}
	for _, change := range []func(*policy.Case){
		func(c *policy.Case) { c.Role = policy.Nurse },
		func(c *policy.Case) { c.Organisation = "RJ1" },
		func(c *policy.Case) { c.Client = "another" },
		func(c *policy.Case) { c.Purpose = policy.Research },
		func(c *policy.Case) { c.Relationships = nil },
		func(c *policy.Case) { c.Objections = []policy.Objection{policy.ObjectsToAll} },
		func(c *policy.Case) { c.ObjectedExchanges = london[:1] },
		func(c *policy.Case) { c.Synthetic = true },
		func(c *policy.Case) { c.Organisation, c.Client = `" "`, "" },
	} {
		c := a
		change(&c)
		if set.Decide(c) == set.Decide(a) {
			t.Errorf("%+v shares its decision with %+v", c, a)
		}
	}
}

// speakingOfOrganisations gives policies that tell organisations and clients apart.
func speakingOfOrganisations(t *testing.T) *policy.Set {
	t.Helper()
	set, err := policy.Load(fstest.MapFS{"a.cedar": &fstest.MapFile{Data: []byte(
		`@id("a") @sentence("One hospital only.") permit (principal, action, resource)
		 when { principal.organisation == "RJ1" && principal.client != "x" };`)}}, london)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestOrganisationsShareADecisionUnlessAPolicySpeaksOfThem(t *testing.T) {
	a, b := policy.Case{Role: policy.Doctor, Organisation: "RJ1"}, policy.Case{Role: policy.Doctor, Organisation: "RJZ"}
	if set := embedded(t); set.Decide(a) != set.Decide(b) {
		t.Error("the embedded policies speak of no organisation")
	}
	set := speakingOfOrganisations(t)
	if v := set.Decide(a).Verdict(record.Allergies, "NEL", policy.Normal); v != policy.Allowed {
		t.Errorf("RJ1: %s", v)
	}
	if v := set.Decide(b).Verdict(record.Allergies, "NEL", policy.Normal); v != policy.Absent {
		t.Errorf("RJZ: %s", v)
	}
}

func TestAFolderOfPoliciesIsReadStrictly(t *testing.T) {
	head := `@id("a") @sentence("A sentence.") `
	cases := []struct{ name, text, problem string }{
		{"nothing", "", "no *.cedar files"},
		{"not Cedar", "permit everybody", "a.cedar"},
		{"no id", `@sentence("x") permit (principal, action, resource);`, "@id"},
		{"no sentence", `@id("x") permit (principal, action, resource);`, "@sentence"},
		{"two of a name", head + `permit (principal, action, resource);` + head + `forbid (principal, action, resource);`, "two policies"},
		{"role", head + `permit (principal in Role::"docter", action, resource);`, `Role::"docter" does not exist`},
		{"kind", head + `permit (principal, action, resource in Kind::"ALERGIES");`, `Kind::"ALERGIES" does not exist`},
		{"exchange", head + `permit (principal, action, resource in Exchange::"NXL");`, `Exchange::"NXL" does not exist`},
		{"type", head + `permit (principal, action, resource is Sektion);`, "Sektion does not exist"},
		{"word in a condition", head + `permit (principal, action, resource) when { context.purpose == Purpose::"fun" };`,
			`Purpose::"fun" does not exist`},
		{"attribute", head + `forbid (principal, action, resource) when { context.porpoise == Purpose::"testing" };`, "fails on a question"},
		{"attribute of some", head + `forbid (principal in Role::"nurse", action, resource) when { principal.naem == "x" };`,
			"fails on a question"},
		{"types do not fit", head + `forbid (principal, action, resource) when { context.synthetic < 3 };`, "fails on a question"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			folder := fstest.MapFS{}
			if c.text != "" {
				folder["a.cedar"] = &fstest.MapFile{Data: []byte(c.text)}
			}
			_, err := policy.Load(folder, london)
			if err == nil || !strings.Contains(err.Error(), c.problem) {
				t.Errorf("error %v does not say %q", err, c.problem)
			}
		})
	}
}

func TestAFolderReplacesTheEmbeddedPolicies(t *testing.T) {
	folder := fstest.MapFS{"only.cedar": &fstest.MapFile{Data: []byte(
		`@id("nel") @sentence("Nurses see allergies in NEL.")
		 permit (principal in Role::"nurse", action == Action::"read", resource in Kind::"ALLERGIES")
		 when { resource in Exchange::"NEL" && resource in Label::"normal" };`)}}
	set, err := policy.Load(folder, london)
	if err != nil {
		t.Fatal(err)
	}
	nurse, doctor := set.Decide(policy.Case{Role: policy.Nurse}), set.Decide(policy.Case{Role: policy.Doctor})
	for _, kind := range policy.Kinds {
		for _, exchange := range london {
			want := policy.Absent
			if kind == record.Allergies && exchange == "NEL" {
				want = policy.Allowed
			}
			if v := nurse.Verdict(kind, exchange, policy.Normal); v != want {
				t.Errorf("nurse, %s %s: %s", kind, exchange, v)
			}
			if v := doctor.Verdict(kind, exchange, policy.Normal); v != policy.Absent {
				t.Errorf("doctor, %s %s: %s", kind, exchange, v)
			}
		}
	}
}

func TestLabelsFallOnTheSafeSide(t *testing.T) {
	const confidentiality = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
	for _, c := range []struct {
		label record.Coding
		want  policy.Label
	}{
		{record.Coding{System: confidentiality, Code: "N"}, policy.Normal},
		{record.Coding{System: confidentiality, Code: "R"}, policy.Restricted},
		{record.Coding{System: confidentiality + "/", Code: "V"}, policy.VeryRestricted},
		{record.Coding{Code: "R"}, policy.Restricted},
		{record.Coding{System: confidentiality, Code: "X"}, policy.VeryRestricted},
		{record.Coding{System: confidentiality}, policy.VeryRestricted},
		{record.Coding{System: "http://terminology.hl7.org/CodeSystem/v3-ActCode", Code: "HIV"}, policy.Sensitive},
		{record.Coding{System: "http://terminology.hl7.org/CodeSystem/v3-ActReason", Code: "HTEST"}, policy.Normal},
		{record.Coding{System: "https://elsewhere.example", Code: "N"}, policy.OtherLabel},
		{record.Coding{}, policy.OtherLabel},
	} {
		if got := policy.LabelOf(c.label); got != c.want {
			t.Errorf("%+v: %s, not %s", c.label, got, c.want)
		}
	}
}

func TestActionsBesideReading(t *testing.T) {
	set := embedded(t)
	permitted := map[policy.Action][]policy.Role{
		policy.ReadAudit:      {policy.PrivacyOfficer},
		policy.ReadOwnHistory: {policy.Citizen},
		policy.BreakTheGlass:  {policy.Doctor, policy.Nurse, policy.GP, policy.Pharmacist},
	}
	purpose := map[policy.Action]policy.Purpose{
		policy.ReadAudit: policy.Oversight, policy.ReadOwnHistory: policy.OwnRecord, policy.BreakTheGlass: policy.EmergencyCare}
	for action, roles := range permitted {
		for _, role := range policy.Roles {
			c := policy.Case{Role: role, Purpose: purpose[action], Relationships: []policy.Relationship{policy.Self}}
			if got, why := set.Permits(c, action); got != slices.Contains(roles, role) || len(why) == 0 {
				t.Errorf("%s for %s: %t, %q", action, role, got, why)
			}
		}
	}
	c := policy.Case{Role: policy.Citizen, Purpose: policy.OwnRecord}
	if got, _ := set.Permits(c, policy.ReadOwnHistory); got {
		t.Error("a citizen may read somebody else's history")
	}
	c = policy.Case{Role: policy.Doctor, Purpose: policy.DirectCare, Objections: []policy.Objection{policy.ObjectsToAll}}
	if got, why := set.Permits(c, policy.BreakTheGlass); got || why[0].Policy != "break-glass-objection" {
		t.Errorf("breaking the glass over an objection to everything: %t, %q", got, why)
	}
}

func BenchmarkFirstDecision(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		b.StopTimer()
		set := embedded(b)
		b.StartTimer()
		set.Decide(policy.Case{Role: policy.Doctor, Purpose: policy.DirectCare, Relationships: []policy.Relationship{policy.InContext}})
	}
}

func BenchmarkRememberedDecision(b *testing.B) {
	set := embedded(b)
	c := policy.Case{Role: policy.Doctor, Purpose: policy.DirectCare, Organisation: "RJ1", Client: "a",
		Relationships: []policy.Relationship{policy.InContext}}
	b.ReportAllocs()
	for range b.N {
		set.Decide(c)
	}
}
