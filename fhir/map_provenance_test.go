package fhir

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/london-care-record/gateway/record"
)

const ods = `'identifier':{'system':'https://fhir.nhs.uk/Id/ods-organization-code','value':'RRV'}`

func TestS18_ProvenanceIsFoundWhereverItIs(t *testing.T) {
	uclh := &record.Organisation{Name: "UCLH", ODSCode: "RRV"}
	resident := `{'resourceType':'Organization','id':'o','name':'UCLH','identifier':[{'system':'urn:x','value':'1'},{'system':'https://fhir.nhs.uk/Id/ods-organization-code/','value':'RRV'}],'type':[{'coding':[{'system':'http://snomed.info/sct','code':'931781000000102'}]}]}`
	role := `{'resourceType':'PractitionerRole','id':'r','practitioner':{'reference':'Practitioner/p'},'organization':{'reference':'Organization/o'},'code':[{'text':'Consultant'}]}`
	doctor := `{'resourceType':'Practitioner','id':'p','name':[{'family':'Careful','given':['Ada'],'prefix':['Dr']}]}`
	beside := map[string]string{"Organization/o": resident, "PractitionerRole/r": role, "Practitioner/p": doctor}
	consultant := &record.Practitioner{Name: "Dr Ada Careful", Role: "Consultant", Organisation: uclh}
	cases := map[string]struct {
		members  string
		org      *record.Organisation
		recorder *record.Practitioner
		setting  record.CareSetting
	}{
		"the demo region": {`'meta':{'tag':[{'system':'https://london-care-record.example/care-setting','code':'ACUTE'}],'extension':[{'url':'https://london-care-record.example/StructureDefinition/recording-organisation','valueReference':{'reference':'Organization/none',` + ods + `,'display':'UCLH'}}]},'recorder':{'display':'Dr Ada Careful'}`,
			uclh, &record.Practitioner{Name: "Dr Ada Careful"}, record.Acute},
		"a role that came along":                {`'recorder':{'reference':'PractitionerRole/r'}`, uclh, consultant, record.Acute},
		"a role within":                         {`'contained':[{'resourceType':'PractitionerRole','id':'r','code':[{'text':'Consultant'}],'practitioner':{'reference':'#p'},'organization':{'reference':'#o'}},{'resourceType':'Practitioner','id':'p','name':[{'text':'Dr Ada Careful'}]},{'resourceType':'Organization','id':'o','name':'UCLH','identifier':[{'system':'https://fhir.nhs.uk/Id/ods-organization-code','value':'RRV'}]}],'recorder':{'reference':'#r'}`, uclh, consultant, record.UnknownSetting},
		"an organisation":                       {`'recorder':{'reference':'Organization/o'}`, uclh, nil, record.Acute},
		"a logical organisation":                {`'recorder':{'type':'Organization',` + ods + `,'display':'UCLH'}`, uclh, nil, record.UnknownSetting},
		"the second, if the first says nothing": {`'recorder':{'reference':'Practitioner/gone'},'asserter':{'reference':'Practitioner/p','display':'Ada'}`, nil, &record.Practitioner{Name: "Ada"}, record.UnknownSetting},
		"the patient":                           {`'asserter':{'reference':'Patient/1'}`, nil, &record.Practitioner{Role: "Patient"}, record.UnknownSetting},
		"UK Core's care setting":                {`'extension':[{'url':'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-CareSettingType','valueCodeableConcept':{'coding':[{'system':'http://snomed.info/sct','code':'1060971000000108'}]}}]`, nil, nil, record.PrimaryCare},
		"an unclear care setting":               {`'extension':[{'url':'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-CareSettingType','valueCodeableConcept':{'coding':[{'system':'http://snomed.info/sct','code':'789718008','display':'Cardiology service'}]}}]`, nil, nil, record.UnknownSetting},
		"nothing":                               {`'note':[]`, nil, nil, record.UnknownSetting},
		"a circle":                              {`'contained':[{'resourceType':'PractitionerRole','id':'r','practitioner':{'reference':'#r'},'organization':{'reference':'#r'}}],'recorder':{'reference':'#r'}`, nil, nil, record.UnknownSetting},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			m := mapText(t, `{'resourceType':'Condition','id':'c','code':{'text':'x'},'recordedDate':'2015-02-07',`+c.members+`}`, beside)
			p := m.Facts.Conditions[0].Source()
			if diff := cmp.Diff(c.org, p.Organisation); diff != "" {
				t.Errorf("organisation: %s", diff)
			}
			if diff := cmp.Diff(c.recorder, p.Recorder); diff != "" && name != "a circle" {
				t.Errorf("recorder: %s", diff)
			}
			if p.CareSetting != c.setting || p.Reference != "Condition/c" || p.RecordedAt.String() != "2015-02-07" || p.Exchange != examExchange {
				t.Errorf("provenance %+v", p)
			}
		})
	}
}

func TestS04_PatientsAreReadAsTheyAre(t *testing.T) {
	m := mapText(t, `{'resourceType':'Patient','id':'1',
		'meta':{'lastUpdated':'2026-01-02T03:04:05.678+01:00','security':[{'system':'http://terminology.hl7.org/CodeSystem/v3-Confidentiality','code':'R'}]},
		'identifier':[{'system':'https://fhir.nhs.uk/Id/nhs-number/','value':'999 000 0018'},{'system':'https://fhir.nhs.uk/Id/nhs-number','value':'9990000019'},{'system':'urn:local','value':'9990000026'}],
		'name':[{'use':'maiden','text':'Ada Old'},{'use':'official','family':'Okafor','given':['Ada',null],'prefix':['Mrs']},{'use':'usual','period':{'end':'2001'},'text':'Ex'}],
		'gender':'female','birthDate':'1955','deceasedDateTime':'some day',
		'address':[{'line':['1 High St'],'city':'London','postalCode':'SW4 0AA'},{}],'telecom':[{'system':'phone'},{'system':'email','value':'a@b.example','use':'home'}],
		'generalPractitioner':[{'reference':'Practitioner/x','display':'Dr X'},{'type':'Organization',`+ods+`,'display':'The Practice'}],
		'link':[{'type':'seealso','other':{'reference':'Patient/8'}},{'type':'replaced-by','other':{'reference':'Patient/2','identifier':{'system':'https://fhir.nhs.uk/Id/nhs-number','value':'9990000026'}}}]}`, nil)
	p := m.Facts.Persons[0]
	want := &record.Person{
		NHSNumbers: []record.NHSNumber{"9990000018"}, Active: true,
		Name:      &record.HumanName{Text: "Mrs Ada Okafor", Family: "Okafor", Given: []string{"Ada"}, Prefix: []string{"Mrs"}, Use: "official"},
		BirthDate: record.MustDate("1955"), Gender: record.Female, Deceased: true,
		Addresses:        []record.Address{{Text: "1 High St, London, SW4 0AA", Lines: []string{"1 High St"}, City: "London", PostalCode: "SW4 0AA"}},
		Telecoms:         []record.ContactPoint{{System: "email", Value: "a@b.example", Use: "home"}},
		GeneralPractice:  &record.Organisation{Name: "The Practice", ODSCode: "RRV"},
		SecurityLabels:   []record.Coding{{System: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", Code: "R"}},
		ReplacedBy:       "Patient/2",
		ReplacedByNumber: "9990000026",
		Warnings:         []string{"It carries an NHS number that fails its check digit.", "The date of death could not be read: “some day”."},
		Source: &record.Provenance{Exchange: examExchange, CareSetting: record.UnknownSetting, Reference: "Patient/1",
			LastUpdated: time.Date(2026, 1, 2, 2, 4, 5, 678e6, time.UTC)},
	}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Error(diff)
	}
	if !p.Restricted() || m.Unreadable != 1 || m.Subjects[0].Local != "Patient/1" {
		t.Errorf("restricted %t, %d unreadable, subjects %v", p.Restricted(), m.Unreadable, m.Subjects)
	}
}

func TestSecurityLabelsStayWithTheEntry(t *testing.T) {
	m := mapText(t, `{'resourceType':'DocumentReference','id':'d','status':'current','meta':{'security':[{'code':'V'}]},'securityLabel':[{'coding':[{'code':'R'}]}]}`, nil)
	if l := m.Facts.Documents[0].SecurityLabels; len(l) != 2 || l[0].Code != "V" || l[1].Code != "R" {
		t.Errorf("labels %v", l)
	}
}
