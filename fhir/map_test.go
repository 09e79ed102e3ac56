package fhir

import (
	"net/url"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/record"
)

// surroundings are an exchange with these resources beside each other, by reference.
func surroundings(beside map[string]string) Surroundings {
	base, _ := url.Parse("https://exchange.example/fhir")
	found := map[string]*Referent{}
	for ref, raw := range beside {
		found[ref] = NewReferent([]byte(raw))
	}
	return Surroundings{Exchange: examExchange, Base: base, Beside: func(ref string) *Referent { return found[ref] }}
}

// mapText maps a resource that is written in a test, with single quotes for double ones.
func mapText(t *testing.T, text string, beside map[string]string) Mapped {
	t.Helper()
	quoted := map[string]string{}
	for ref, raw := range beside {
		quoted[ref] = strings.ReplaceAll(raw, "'", `"`)
	}
	m, err := Map([]byte(strings.ReplaceAll(text, "'", `"`)), surroundings(quoted))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return m
}

// warned tells whether a warning holds all these words.
func warned(warnings []string, words ...string) bool {
	for _, w := range warnings {
		all := true
		for _, word := range words {
			all = all && strings.Contains(w, word)
		}
		if all {
			return true
		}
	}
	return false
}

func readAllergy(t *testing.T, members string) (*record.Allergy, Mapped) {
	t.Helper()
	m := mapText(t, `{'resourceType':'AllergyIntolerance','id':'a','patient':{'reference':'Patient/1'}`+members+`}`, nil)
	if len(m.Facts.Allergies) != 1 {
		t.Fatalf("%d allergies of %s", len(m.Facts.Allergies), members)
	}
	return m.Facts.Allergies[0], m
}

func TestS05_NoAllergyIsLost(t *testing.T) {
	cases := map[string]struct{ members, text string }{
		"worded and coded":      {`,'code':{'text':'Penicillin','coding':[{'system':'http://snomed.info/sct','code':'91936005','display':'Allergy to penicillin'}]}`, "Penicillin"},
		"text only":             {`,'code':{'text':'Little pink pills'}`, "Little pink pills"},
		"display only":          {`,'code':{'coding':[{'display':'Peanut'}]}`, "Peanut"},
		"code only":             {`,'code':{'coding':[{'system':'http://read.info/readv2','code':'14L1.'}]}`, "14L1."},
		"chosen term":           {`,'code':{'coding':[{'system':'http://snomed.info/sct','code':'91935009','extension':[{'url':'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-CodingSCTDescDisplay','valueString':'Nut allergy'}]}]}`, "Nut allergy"},
		"user selected":         {`,'code':{'coding':[{'system':'http://snomed.info/sct','code':'1','display':'Other'},{'system':'urn:local','code':'2','display':'Chosen','userSelected':true}]}`, "Chosen"},
		"SNOMED first":          {`,'code':{'coding':[{'system':'urn:local','code':'2','display':'Local'},{'system':'http://snomed.info/sct','code':'1','display':'Known'}]}`, "Known"},
		"blank text":            {`,'code':{'text':' ','coding':[{'display':'Peanut'}]}`, "Peanut"},
		"substance of reaction": {`,'reaction':[{'substance':{'text':'Latex'},'manifestation':[{'text':'Rash'}]}]`, "Latex"},
		"two substances":        {`,'reaction':[{'substance':{'text':'Latex'}},{'substance':{'text':'Kiwi'}}]`, "Latex, Kiwi"},
		"narrative only":        {`,'text':{'div':'<div>Allergic to <b>bees</b> &amp; wasps</div>'}`, "Allergic to bees & wasps"},
		"nothing":               {``, "Allergy without a name (AllergyIntolerance/a)"},
		"code as a string":      {`,'code':'Penicillin'`, "Penicillin"},
		"code in a list":        {`,'code':[{'text':'Penicillin'}]`, "Penicillin"},
		"text as a number":      {`,'code':{'text':5}`, "5"},
		"coding not in a list":  {`,'code':{'coding':{'display':'Peanut'}}`, "Peanut"},
		"null codings":          {`,'code':{'coding':[null,{'display':'Peanut'}]}`, "Peanut"},
		"everything mistyped":   {`,'code':{'text':'Peanut'},'clinicalStatus':7,'criticality':{},'category':'food','note':'careful','reaction':'rash','onsetDateTime':[],'identifier':4`, "Peanut"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			a, _ := readAllergy(t, c.members)
			if a.Code.Text != c.text {
				t.Errorf("text is %q, not %q", a.Code.Text, c.text)
			}
		})
	}
}

func TestUnknownStatusesAreTold(t *testing.T) {
	a, m := readAllergy(t, `,'code':{'text':'x'},'clinicalStatus':{'coding':[{'code':'dormant'}]},'criticality':'deadly','category':['food','metal'],'reaction':[{'severity':'awful'}]`)
	if a.ClinicalStatus != record.AllergyStatusUnknown || a.Criticality != record.CriticalityUnknown || a.Reactions[0].Severity != record.SeverityUnknown {
		t.Errorf("unknown codes became %s, %s, %s", a.ClinicalStatus, a.Criticality, a.Reactions[0].Severity)
	}
	if m.Unreadable != 4 || !warned(a.Warnings, "clinical status", "dormant") || !warned(a.Warnings, "severity", "awful") || !warned(a.Warnings, "category", "metal") {
		t.Errorf("%d unreadable, warnings %q", m.Unreadable, a.Warnings)
	}
	a, m = readAllergy(t, `,'code':{'text':'x'},'clinicalStatus':{'text':'Active'}`)
	if a.ClinicalStatus != record.AllergyActive || m.Unreadable != 0 {
		t.Errorf("a status in words is %s", a.ClinicalStatus)
	}
	a, _ = readAllergy(t, `,'code':{'text':'x'},'verificationStatus':{'coding':[{'code':'refuted'}]}`)
	if !a.Retracted() || a.StatusText != "refuted" {
		t.Errorf("a refuted allergy says %q", a.StatusText)
	}
}

func TestS09_WhatCannotBeReadIsCounted(t *testing.T) {
	cases := map[string]struct {
		members string
		count   int
		words   []string
	}{
		"modifier":              {`,'modifierExtension':[{'url':'https://x.example/not','valueBoolean':true}]`, 1, []string{"modifier", "https://x.example/not"}},
		"two modifiers":         {`,'modifierExtension':[{'url':'u1'},{'url':'u2'}]`, 2, []string{"u2"}},
		"modifier inside":       {`,'reaction':[{'modifierExtension':[{'url':'u1'}],'manifestation':[{'text':'r'}]}]`, 1, []string{"reaction[0]", "u1"}},
		"escaped name":          {`,'modifierE\u0078tension':[{'url':'u1'}]`, 1, []string{"u1"}},
		"mistyped modifier":     {`,'modifierExtension':'odd'`, 1, []string{"modifier"}},
		"implicit rules":        {`,'implicitRules':'https://x.example/rules'`, 1, []string{"rules", "https://x.example/rules"}},
		"element of STU3":       {`,'assertedDate':'2015'`, 1, []string{"assertedDate"}},
		"extension of simple":   {`,'_criticality':{'extension':[]}`, 0, nil},
		"unknown extension":     {`,'extension':[{'url':'https://x.example/y','valueMoney':{}}]`, 0, nil},
		"mistyped element":      {`,'reaction':[{'onset':{'odd':1}}]`, 1, []string{"reaction[0].onset", "odd"}},
		"nothing to complain":   {``, 0, nil},
		"repaired, not counted": {`,'note':{'text':'n'}`, 0, []string{"note", "was read all the same"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			a, m := readAllergy(t, `,'code':{'text':'x'},'clinicalStatus':{'coding':[{'code':'active'}]}`+c.members)
			if m.Unreadable != c.count || c.words != nil && !warned(a.Warnings, c.words...) || c.words == nil && len(a.Warnings) > 0 {
				t.Errorf("%d unreadable, warnings %q", m.Unreadable, a.Warnings)
			}
		})
	}
}

func TestErrorsHoldNoText(t *testing.T) {
	secret := "Zebediah Quux 9990000018"
	for name, raw := range map[string]string{
		"no JSON":         secret,
		"cut":             `{"resourceType":"Patient","name":[{"text":"` + secret + `"`,
		"two statuses":    `{"resourceType":"Observation","status":"final","status":"` + secret + `"}`,
		"other type":      `{"resourceType":"` + secret + `"}`,
		"no type":         `{"name":"` + secret + `"}`,
		"list":            `["` + secret + `"]`,
		"trailing":        `{"resourceType":"Patient"} ` + secret,
		"bottomless":      `{"resourceType":"Patient","extension":` + strings.Repeat(`[`, 100000) + secret,
		"deep":            `{"resourceType":"Patient","extension":` + strings.Repeat(`[{"extension":`, 40) + `"` + secret + `"` + strings.Repeat(`}]`, 40) + `}`,
		"broken all over": `{"resourceType":"Patient","telecom":[` + strings.TrimSuffix(strings.Repeat(`{"value":{"`+secret+`":1}},`, 40), ",") + `]}`,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Map([]byte(raw), surroundings(nil))
			if err == nil {
				t.Fatal("no error")
			}
			if strings.Contains(err.Error(), "Zeb") || strings.Contains(err.Error(), "999") {
				t.Errorf("the error quotes the resource")
			}
		})
	}
}

func TestInvalidUTF8BecomesAReplacement(t *testing.T) {
	m, err := Map([]byte("{\"resourceType\":\"AllergyIntolerance\",\"code\":{\"text\":\"Caf\xe9\"}}"), surroundings(nil))
	if err != nil || m.Facts.Allergies[0].Code.Text != "Caf\uFFFD" {
		t.Errorf("error %v", err)
	}
}

func TestS12_AnEmptyListDeniesOnlyWhenNilKnown(t *testing.T) {
	nil1 := `'emptyReason':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/list-empty-reason','code':'nilknown'}]}`
	allergies := `'code':{'coding':[{'system':'http://snomed.info/sct','code':'886921000000105','display':'Allergies and adverse reactions'}]}`
	cases := map[string]struct {
		members string
		denials int
	}{
		"nil known":                  {`'status':'current',` + allergies + `,` + nil1, 1},
		"in words":                   {`'status':'current','code':{'text':'Allergies'},` + nil1, 1},
		"by title":                   {`'status':'current','title':'Known allergies',` + nil1, 1},
		"not asked":                  {`'status':'current',` + allergies + `,'emptyReason':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/list-empty-reason','code':'notasked'}]}`, 0},
		"other system":               {`'status':'current',` + allergies + `,'emptyReason':{'coding':[{'system':'urn:x','code':'nilknown'}]}`, 0},
		"in words only":              {`'status':'current',` + allergies + `,'emptyReason':{'text':'Information not available'}`, 0},
		"other list":                 {`'status':'current','code':{'text':'Problems'},` + nil1, 0},
		"ended allergies":            {`'status':'current','title':'Ended allergies',` + nil1, 0},
		"entered in error":           {`'status':'entered-in-error',` + allergies + `,` + nil1, 0},
		"retired":                    {`'status':'retired',` + allergies + `,` + nil1, 0},
		"denies and lists":           {`'status':'current',` + allergies + `,` + nil1 + `,'entry':[{'item':{'reference':'AllergyIntolerance/1'}}]`, 0},
		"a modifier that may negate": {`'status':'current',` + allergies + `,` + nil1 + `,'modifierExtension':[{'url':'https://x.example/not'}]`, 0},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			m := mapText(t, `{'resourceType':'List','id':'l','subject':{'reference':'Patient/1'},`+c.members+`}`, nil)
			if len(m.Facts.Negations) != c.denials || len(m.Subjects) != 1 {
				t.Fatalf("%d denials, subjects %v", len(m.Facts.Negations), m.Subjects)
			}
			if c.denials == 1 && (m.Facts.Negations[0].Scope != record.NegationAll || !strings.HasSuffix(m.Facts.Negations[0].Code.Text, ": none known")) {
				t.Errorf("denial %+v", m.Facts.Negations[0])
			}
		})
	}
}
