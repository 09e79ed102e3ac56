package fhir

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/london-care-record/gateway/record"
)

func TestS28_ReferencesLeadNowhereElse(t *testing.T) {
	base, _ := url.Parse("https://exchange.example/fhir/")
	cases := []struct {
		text string
		at   place
		key  string
	}{
		{"Patient/1", atHome, "Patient/1"},
		{"Patient/1/_history/2", atHome, "Patient/1"},
		{" Patient/1 ", atHome, "Patient/1"},
		{"Patient/a_b", atHome, "Patient/a_b"},
		{"https://exchange.example/fhir/Patient/1", atHome, "Patient/1"},
		{"HTTPS://EXCHANGE.example/fhir/Patient/1/_history/9", atHome, "Patient/1"},
		{"http://exchange.example/fhir/Patient/1", elsewhere, ""},
		{"https://exchange.example:8443/fhir/Patient/1", elsewhere, ""},
		{"https://exchange.example/other/Patient/1", elsewhere, ""},
		{"https://exchange.example/fhirPatient/1", elsewhere, ""},
		{"https://exchange.example.evil.example/fhir/Patient/1", elsewhere, ""},
		{"https://exchange.example@evil.example/fhir/Patient/1", elsewhere, ""},
		{"https://user@exchange.example/fhir/Patient/1", elsewhere, ""},
		{"https://exchange.example/fhir/Patient/1?x=y", elsewhere, ""},
		{"https://exchange.example/fhir/Patient/%2e%2e", nowhere, ""},
		{"https://exchange.example/fhir/../Patient/1", nowhere, ""},
		{"ftp://exchange.example/fhir/Patient/1", elsewhere, ""},
		{"#p", inside, "p"},
		{"urn:uuid:6555b7a7-380d-46ff-a1c5-7abc4e68f8bc", inBundle, "urn:uuid:6555b7a7-380d-46ff-a1c5-7abc4e68f8bc"},
		{"urn:oid:1.2.3", inBundle, "urn:oid:1.2.3"},
		{"Patient", nowhere, ""},
		{"Patient/", nowhere, ""},
		{"Patient/..", nowhere, ""},
		{"Patient/.", nowhere, ""},
		{"patient/1", nowhere, ""},
		{"/Patient/1", nowhere, ""},
		{"../Patient/1", nowhere, ""},
		{"Patient/1/Observation", nowhere, ""},
		{"Patient?identifier=x|1", nowhere, ""},
		{"Patient/a b", nowhere, ""},
		{"", nowhere, ""},
	}
	for _, c := range cases {
		at, key := locateReference(c.text, base)
		if at != c.at || (c.key != "" && key != c.key) {
			t.Errorf("%q leads to %d %q, not %d %q", c.text, at, key, c.at, c.key)
		}
	}
}

func TestS02_SubjectsAreWhoTheResourceNames(t *testing.T) {
	number := record.Identifier{System: record.NHSNumberSystem, Value: "9990000018"}
	identifier := `'identifier':[{'system':'urn:local','value':'7'},{'system':'https://fhir.nhs.uk/Id/nhs-number','value':'9990000018'}]`
	beside := map[string]string{
		"urn:uuid:1":                      `{'resourceType':'Patient','id':'9',` + identifier + `}`,
		"https://other.example/Patient/1": `{'resourceType':'Patient','id':'9',` + identifier + `}`,
	}
	cases := map[string]struct {
		subject string
		want    []record.Reference
	}{
		"relative":             {`'subject':{'reference':'Patient/1'}`, []record.Reference{{Local: "Patient/1"}}},
		"versioned":            {`'subject':{'reference':'Patient/1/_history/3'}`, []record.Reference{{Local: "Patient/1"}}},
		"absolute":             {`'subject':{'reference':'https://exchange.example/fhir/Patient/1'}`, []record.Reference{{Local: "Patient/1"}}},
		"logical":              {`'subject':{'identifier':{'system':'https://fhir.nhs.uk/Id/nhs-number','value':'9990000018'}}`, []record.Reference{{Identifier: number}}},
		"both":                 {`'subject':{'reference':'Patient/1','identifier':{'system':'https://fhir.nhs.uk/Id/nhs-number','value':'9990000018'}}`, []record.Reference{{Local: "Patient/1", Identifier: number}}},
		"contained":            {`'contained':[{'resourceType':'Patient','id':'p',` + identifier + `}],'subject':{'reference':'#p'}`, []record.Reference{{Identifier: number}}},
		"bundled":              {`'subject':{'reference':'urn:uuid:1'}`, []record.Reference{{Local: "Patient/9", Identifier: number}}},
		"elsewhere, but along": {`'subject':{'reference':'https://other.example/Patient/1'}`, []record.Reference{{Identifier: number}}},
		"elsewhere":            {`'subject':{'reference':'https://else.example/Patient/1','display':'Somebody'}`, []record.Reference{{Display: "Somebody"}}},
		"elsewhere, unnamed":   {`'subject':{'reference':'https://else.example/Patient/1'}`, []record.Reference{{}}},
		"group":                {`'subject':{'reference':'Group/1'}`, []record.Reference{{Local: "Group/1"}}},
		"nobody":               {`'note':[]`, nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			m := mapText(t, `{'resourceType':'Condition','id':'c','code':{'text':'x'},`+c.subject+`}`, beside)
			if diff := cmp.Diff(c.want, m.Subjects); diff != "" {
				t.Error(diff)
			}
		})
	}
	m := mapText(t, `{'resourceType':'Appointment','id':'a','status':'booked','start':'2026-01-01T10:00:00Z','participant':[
		{'actor':{'reference':'Patient/1'}},{'actor':{'reference':'Practitioner/1','display':'Dr Who'}},{'actor':{'reference':'Patient/2'}},
		{'actor':{'type':'Patient','identifier':{'system':'s','value':'v'}}},{'actor':{'reference':'Location/3','display':'Room 3'}}]}`, nil)
	if len(m.Subjects) != 3 || len(m.Facts.Appointments[0].Practitioners) != 1 || m.Facts.Appointments[0].Location != "Room 3" {
		t.Errorf("subjects %v, %+v", m.Subjects, m.Facts.Appointments[0])
	}
}

func TestS06_MedicinesSurviveHoweverTheyAreNamed(t *testing.T) {
	held := `{'resourceType':'Medication','id':'m','code':{'coding':[{'system':'https://dmd.nhs.uk/','code':'322236009','display':'Paracetamol 500mg tablets'}]},'form':{'text':'tablet'},
		'ingredient':[{'itemCodeableConcept':{'text':'Paracetamol'},'strength':{'numerator':{'value':500,'unit':'mg'},'denominator':{'value':1,'unit':'tablet'}}}]}`
	unnamed := `{'resourceType':'Medication','id':'m','ingredient':[{'itemCodeableConcept':{'text':'Senna'}}]}`
	cases := map[string]struct {
		medicine, text string
		resolved       bool
		beside         map[string]string
	}{
		"coded":               {`'medicationCodeableConcept':{'coding':[{'system':'https://dmd.nhs.uk','code':'1','display':'Warfarin 1mg tablets'}]}`, "Warfarin 1mg tablets", true, nil},
		"worded":              {`'medicationCodeableConcept':{'text':'water tablet'}`, "water tablet", true, nil},
		"Read v2":             {`'medicationCodeableConcept':{'coding':[{'system':'http://read.info/readv2','code':'bs12.'}]}`, "bs12.", true, nil},
		"contained":           {`'contained':[` + strings.Replace(held, "'id':'m'", "'id':'med'", 1) + `],'medicationReference':{'reference':'#med'}`, "Paracetamol 500mg tablets", true, nil},
		"beside":              {`'medicationReference':{'reference':'Medication/m'}`, "Paracetamol 500mg tablets", true, map[string]string{"Medication/m": held}},
		"beside, versioned":   {`'medicationReference':{'reference':'Medication/m/_history/1'}`, "Paracetamol 500mg tablets", true, map[string]string{"Medication/m": held}},
		"beside, absolute":    {`'medicationReference':{'reference':'https://exchange.example/fhir/Medication/m'}`, "Paracetamol 500mg tablets", true, map[string]string{"Medication/m": held}},
		"in the bundle":       {`'medicationReference':{'reference':'urn:uuid:5'}`, "Paracetamol 500mg tablets", true, map[string]string{"urn:uuid:5": held}},
		"by ingredient":       {`'medicationReference':{'reference':'Medication/m'}`, "Senna", true, map[string]string{"Medication/m": unnamed}},
		"missing, named":      {`'medicationReference':{'reference':'Medication/z','display':'Digoxin'}`, "Digoxin", false, nil},
		"missing, nameless":   {`'medicationReference':{'reference':'Medication/z'}`, "Medicine without a name (MedicationRequest/r)", false, nil},
		"elsewhere":           {`'medicationReference':{'reference':'https://else.example/Medication/m','display':'Digoxin'}`, "Digoxin", false, nil},
		"another one's place": {`'medicationReference':{'reference':'Medication/q','display':'Digoxin'}`, "Digoxin", false, map[string]string{"Medication/q": held}},
		"a patient instead":   {`'medicationReference':{'reference':'Patient/1','display':'Digoxin'}`, "Digoxin", false, map[string]string{"Patient/1": `{'resourceType':'Patient','id':'1','name':[{'text':'Somebody'}]}`}},
		"logical":             {`'medicationReference':{'identifier':{'system':'urn:s','value':'77'},'display':'Digoxin'}`, "Digoxin", false, nil},
		"itself":              {`'medicationReference':{'reference':'MedicationRequest/r','display':'Digoxin'}`, "Digoxin", false, nil},
		"nothing":             {`'note':[]`, "Medicine without a name (MedicationRequest/r)", false, nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			m := mapText(t, `{'resourceType':'MedicationRequest','id':'r','status':'active','intent':'order','subject':{'reference':'Patient/1'},`+c.medicine+`}`, c.beside)
			x := m.Facts.Medications[0]
			if x.Code.Text != c.text || x.Resolved != c.resolved {
				t.Errorf("text %q, resolved %t", x.Code.Text, x.Resolved)
			}
			if strings.HasPrefix(c.text, "Paracetamol") && (x.Form == nil || len(x.Ingredients) != 1 || x.Ingredients[0].Text != "Paracetamol 500 mg per tablet") {
				t.Errorf("form %v, ingredients %v", x.Form, x.Ingredients)
			}
		})
	}
}

func TestS27_ReferencesAreFollowedWithinBounds(t *testing.T) {
	var contained, refs []string
	for i := range 300 {
		id := fmt.Sprintf("o%d", i)
		refs = append(refs, `{"reference":"#`+id+`"}`)
		contained = append(contained, `{"resourceType":"Observation","id":"`+id+`","status":"final","code":{"text":"x"},"hasMember":[MEMBERS]}`)
	}
	all := strings.Join(refs, ",")
	raw := `{"resourceType":"DiagnosticReport","id":"r","status":"final","code":{"text":"x"},"contained":[` +
		strings.ReplaceAll(strings.Join(contained, ","), "MEMBERS", all) + `],"result":[` + all + `]}`
	m, err := Map([]byte(raw), surroundings(nil))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(m.Facts.Investigations[0].Results); n > 300 {
		t.Errorf("%d results of 300", n)
	}
	if m.Unreadable == 0 {
		t.Error("what was not followed is not counted")
	}
}
