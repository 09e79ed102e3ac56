package fhir

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/london-care-record/gateway/record"
)

func medicationWith(t *testing.T, members string) *record.Medication {
	t.Helper()
	return mapText(t, `{'resourceType':'MedicationRequest','id':'r','subject':{'reference':'Patient/1'},'medicationCodeableConcept':{'text':'x'},`+members+`}`, nil).Facts.Medications[0]
}

func TestNotToBeGivenIsNeverAsGiven(t *testing.T) {
	x := medicationWith(t, `'status':'active','intent':'order','doNotPerform':true`)
	if !x.DoNotPerform || x.StatusText != "do not give (active)" || !warned(x.Warnings, "DO NOT GIVE") {
		t.Errorf("status %q, warnings %q", x.StatusText, x.Warnings)
	}
	statement := mapText(t, `{'resourceType':'MedicationStatement','id':'s','status':'not-taken','medicationCodeableConcept':{'text':'x'}}`, nil).Facts.Medications[0]
	if statement.Status != record.MedicationNotTaken || statement.StatusText != "not taken" {
		t.Errorf("status %s", statement.Status)
	}
	given := mapText(t, `{'resourceType':'MedicationAdministration','id':'a','status':'not-done','medicationCodeableConcept':{'text':'x'}}`, nil).Facts.Medications[0]
	if given.Status != record.MedicationNotTaken || given.StatusText != "not done" {
		t.Errorf("status %s, %q", given.Status, given.StatusText)
	}
	vaccine := mapText(t, `{'resourceType':'Immunization','id':'i','status':'not-done','vaccineCode':{'text':'x'},'isSubpotent':true}`, nil).Facts.Immunisations[0]
	if vaccine.Status != record.EventNotDone || vaccine.StatusText != "not done" || !warned(vaccine.Warnings, "less potent") {
		t.Errorf("status %s, warnings %q", vaccine.Status, vaccine.Warnings)
	}
	request := mapText(t, `{'resourceType':'ServiceRequest','id':'s','status':'active','intent':'order','doNotPerform':true,'code':{'text':'x'}}`, nil).Facts.Referrals[0]
	if request.StatusText != "do not perform (active)" || !warned(request.Warnings, "DO NOT PERFORM") {
		t.Errorf("status %q, warnings %q", request.StatusText, request.Warnings)
	}
}

func TestS15_StatementNamesItsGrounds(t *testing.T) {
	x := mapText(t, `{'resourceType':'MedicationStatement','id':'s','status':'active','medicationCodeableConcept':{'text':'x'},
		'basedOn':[{'reference':'MedicationRequest/plan'}],'derivedFrom':[{'reference':'MedicationRequest/order'}]}`, nil).Facts.Medications[0]
	if len(x.BasedOn) != 2 || x.BasedOn[0].Local != "MedicationRequest/plan" || x.BasedOn[1].Local != "MedicationRequest/order" {
		t.Errorf("its grounds are %v", x.BasedOn)
	}
}

func TestMedicationIntentsAndCourses(t *testing.T) {
	for members, want := range map[string]struct {
		kind   record.MedicationKind
		course record.MedicationCourse
	}{
		`'intent':'plan'`:         {record.MedicationPlan, record.CourseUnknown},
		`'intent':'proposal'`:     {record.MedicationProposal, record.CourseUnknown},
		`'intent':'option'`:       {record.MedicationProposal, record.CourseUnknown},
		`'intent':'reflex-order'`: {record.MedicationOrder, record.CourseUnknown},
		`'intent':'whatever'`:     {record.MedicationOrder, record.CourseUnknown},
		`'intent':'order','courseOfTherapyType':{'coding':[{'code':'acute'}]}`:                                                                                                                                              {record.MedicationOrder, record.CourseAcute},
		`'intent':'order','courseOfTherapyType':{'coding':[{'code':'continuous'}]}`:                                                                                                                                         {record.MedicationOrder, record.CourseContinuous},
		`'intent':'order','courseOfTherapyType':{'coding':[{'code':'continuous-repeating-dispensing'}]}`:                                                                                                                    {record.MedicationOrder, record.CourseRepeat},
		`'intent':'order','courseOfTherapyType':{'coding':[{'code':'seasonal'}]}`:                                                                                                                                           {record.MedicationOrder, record.CourseUnknown},
		`'intent':'order','extension':[{'url':'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-PrescriptionType','valueCodeableConcept':{'coding':[{'code':'repeat'}]}}]`:                                      {record.MedicationOrder, record.CourseRepeat},
		`'intent':'order','extension':[{'url':'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-MedicationRepeatInformation','extension':[{'url':'numberOfRepeatPrescriptionsAllowed','valueUnsignedInt':6}]}]`: {record.MedicationOrder, record.CourseRepeat},
		`'intent':'order','extension':[{'url':'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-MedicationRepeatInformation','extension':[{'url':'numberOfPrescriptionsIssued','valueUnsignedInt':1}]}]`:        {record.MedicationOrder, record.CourseUnknown},
	} {
		x := medicationWith(t, `'status':'active',`+members)
		if x.Type != want.kind || x.Course != want.course {
			t.Errorf("%s became %s, %s", members, x.Type, x.Course)
		}
	}
	if x := medicationWith(t, `'status':'active','intent':'whatever'`); !warned(x.Warnings, "intent", "whatever") {
		t.Errorf("warnings %q", x.Warnings)
	}
}

func TestDosagesAreToldInWords(t *testing.T) {
	for dosage, want := range map[string]record.Dosage{
		`{'text':'Two now','timing':{'code':{'text':'once'}}}`: {Text: "Two now", Timing: "once"},
		`{'doseAndRate':[{'doseQuantity':{'value':500,'unit':'mg'}}],'route':{'text':'Oral'},'timing':{'repeat':{'frequency':3,'period':1,'periodUnit':'d'}},'asNeededCodeableConcept':{'text':'pain'}}`: {
			Text: "500 mg, Oral, 3 times a day, as needed for pain", Derived: true, Dose: &record.Quantity{Value: "500", Unit: "mg"},
			Route: &record.CodeableConcept{Text: "Oral", Worded: true}, Timing: "3 times a day", AsNeeded: true, AsNeededFor: &record.CodeableConcept{Text: "pain", Worded: true}},
		`{'doseAndRate':[{'doseRange':{'low':{'value':1},'high':{'value':2,'unit':'tablet'}}}],'maxDosePerPeriod':{'numerator':{'value':8,'unit':'tablet'},'denominator':{'value':1,'unit':'day','code':'d'}}}`: {
			Text: "1 to 2 tablet, at most 8 tablet per day", Derived: true, DoseRange: &record.Range{Low: &record.Quantity{Value: "1"}, High: &record.Quantity{Value: "2", Unit: "tablet"}}},
		`{'timing':{'repeat':{'frequency':1,'period':8,'periodUnit':'h'}},'asNeededBoolean':true}`:                                                 {Text: "every 8 hours, as needed", Derived: true, Timing: "every 8 hours", AsNeeded: true},
		`{'timing':{'repeat':{'frequency':2,'period':1,'periodUnit':'wk','dayOfWeek':['mon','thu'],'when':['ACM'],'offset':30}}}`:                  {Text: "twice a week on Monday, Thursday 30 minutes before breakfast", Derived: true, Timing: "twice a week on Monday, Thursday 30 minutes before breakfast"},
		`{'doseAndRate':[{'rateQuantity':{'value':100,'unit':'mL/h'}}],'additionalInstruction':[{'text':'with food'}],'patientInstruction':'sip'}`: {Text: "at 100 mL/h, sip; with food", Derived: true, Rate: "100 mL/h", PatientInstruction: "sip; with food"},
	} {
		x := medicationWith(t, `'status':'active','intent':'order','dosageInstruction':[`+dosage+`]`)
		if len(x.Dosages) != 1 {
			t.Errorf("%s: %d dosages", dosage, len(x.Dosages))
			continue
		}
		if diff := cmp.Diff(want, x.Dosages[0]); diff != "" {
			t.Errorf("%s: %s", dosage, diff)
		}
	}
}

func TestPriorityIsNeverInvented(t *testing.T) {
	request := func(members string) *record.Referral {
		return mapText(t, `{'resourceType':'ServiceRequest','id':'s','status':'active','intent':'order'`+members+`}`, nil).Facts.Referrals[0]
	}
	if x := request(``); x.Priority != nil || x.Category != record.CategoryOther {
		t.Errorf("%v, %s", x.Priority, x.Category)
	}
	if x := request(`,'priority':'soonish'`); x.Priority != nil || !warned(x.Warnings, "priority", "soonish") {
		t.Errorf("%v, %q", x.Priority, x.Warnings)
	}
	x := request(`,'priority':'urgent','_priority':{'extension':[{'url':'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-PriorityReason','valueCodeableConcept':{'text':'suspected cancer'}}]},'code':{'text':'Referral to lung clinic'}`)
	if x.Priority == nil || *x.Priority != record.Urgent || len(x.PriorityReasons) != 1 || x.Category != record.CategoryReferral {
		t.Errorf("%v, %v, %s", x.Priority, x.PriorityReasons, x.Category)
	}
	if x := request(`,'code':{'coding':[{'system':'http://loinc.org','code':'2823-3'}]},'bodySite':[{'text':'left knee'}]`); x.Category != record.CategoryOrder || !cmp.Equal(x.Notes, []string{"Body site: left knee"}) {
		t.Errorf("%s, %q", x.Category, x.Notes)
	}
}

func TestS16_ARelativesConditionsAreNotThePersons(t *testing.T) {
	m := mapText(t, `{'resourceType':'FamilyMemberHistory','id':'f','status':'completed','patient':{'reference':'Patient/1'},'date':'2011','relationship':{'text':'father'},
		'condition':[{'code':{'text':'Stroke'},'onsetAge':{'value':74,'code':'a'},'outcome':{'text':'died'}},{'code':{'text':'Asthma'}}]}`, nil)
	if len(m.Facts.Conditions) != 2 {
		t.Fatalf("%d conditions", len(m.Facts.Conditions))
	}
	seen := map[string]bool{}
	for _, c := range m.Facts.Conditions {
		seen[c.Source().Reference] = true
		if c.FamilyMember == nil || c.FamilyMember.Text != "father" || c.StatusText != "family history" || c.ClinicalStatus != record.ConditionStatusUnknown {
			t.Errorf("%+v", c)
		}
	}
	if len(seen) != 2 || !seen["FamilyMemberHistory/f"] {
		t.Errorf("references %v", seen)
	}
	if c := m.Facts.Conditions[0]; c.OnsetText != "at age 74 years" || !cmp.Equal(c.Notes, []string{"Outcome: died"}) {
		t.Errorf("%q, %q", c.OnsetText, c.Notes)
	}
}

func TestFormsAreFlattened(t *testing.T) {
	m := mapText(t, `{'resourceType':'QuestionnaireResponse','id':'q','status':'completed','questionnaire':'https://x.example/Questionnaire/needs|2','item':[
		{'linkId':'1','text':'Home','item':[{'linkId':'1.1','text':'Stairs?','answer':[{'valueBoolean':false}]},{'linkId':'1.2','text':'Who helps?','answer':[{'valueString':'Son','item':[{'linkId':'1.2.1','text':'How often?','answer':[{'valueInteger':2},{'valueDecimal':2.50}]}]}]}]},
		{'linkId':'2','answer':[{'valueCoding':{'code':'y','display':'Often'}}]},{'linkId':'3','text':'Unanswered'}]}`, nil)
	a := m.Facts.Assessments[0]
	want := []record.AssessmentAnswer{
		{Group: "Home", Question: "Stairs?", Answers: []string{"No"}},
		{Group: "Home", Question: "Who helps?", Answers: []string{"Son"}},
		{Group: "Home: Who helps?", Question: "How often?", Answers: []string{"2", "2.50"}},
		{Question: "2", Answers: []string{"Often"}},
		{Question: "Unanswered"},
	}
	if diff := cmp.Diff(want, a.Answers); diff != "" || a.Code.Text != "Form needs" {
		t.Errorf("%q %s", a.Code.Text, diff)
	}
}

func TestInvestigationsAreOfTheirKind(t *testing.T) {
	for category, want := range map[string]record.InvestigationCategory{
		`{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v2-0074','code':'HM'}]}`:                                                                                      record.Laboratory,
		`{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v2-0074','code':'CUS'}]}`:                                                                                     record.Cardiology,
		`{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v2-0074','code':'LAB'}]},{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v2-0074','code':'MB'}]}`: record.Microbiology,
		`{'coding':[{'system':'http://snomed.info/sct','code':'394914008'}]}`:                                                                                                      record.Imaging,
		`{'text':'Endoscopy unit'}`: record.Endoscopy,
		`{'coding':[{'system':'urn:local','code':'EEG','display':'Neurophysiology'}]}`: record.Neurophysiology,
		`{'text':'Letters'}`: record.OtherInvestigation,
	} {
		m := mapText(t, `{'resourceType':'DiagnosticReport','id':'r','status':'final','code':{'text':'x'},'category':[`+category+`]}`, nil)
		if got := m.Facts.Investigations[0].Category; got != want {
			t.Errorf("%s is %s", category, got)
		}
	}
}

func BenchmarkMap(b *testing.B) {
	e := hl7Exam(b)
	in := e.around()
	for _, ref := range []string{"Observation/blood-pressure", "AllergyIntolerance/example", "MedicationRequest/medrx0301", "Patient/example"} {
		b.Run(typeOf(ref), func(b *testing.B) {
			raw := e.byRef[ref].raw
			b.SetBytes(int64(len(raw)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Map(raw, in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
