package fhir

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/london-care-record/gateway/record"
)

func observationWith(t *testing.T, members string) (*record.Observation, Mapped) {
	t.Helper()
	m := mapText(t, `{'resourceType':'Observation','id':'o','status':'final','code':{'text':'x'},'subject':{'reference':'Patient/1'},`+members+`}`, nil)
	return m.Facts.Observations[0], m
}

func TestS07_ValuesSurviveAsSent(t *testing.T) {
	mmol := record.Quantity{Value: "1.50", Unit: "mmol/L", System: "http://unitsofmeasure.org", Code: "mmol/L"}
	less := record.Quantity{Value: "3", Comparator: "<", Unit: "mmol/L"}
	cases := map[string]struct {
		members string
		value   record.ObservationValue
		display string
	}{
		"quantity":      {`'valueQuantity':{'value':1.50,'unit':'mmol/L','system':'http://unitsofmeasure.org','code':'mmol/L'}`, &mmol, "1.50 mmol/L"},
		"comparator":    {`'valueQuantity':{'value':3,'comparator':'<','unit':'mmol/L'}`, &less, "< 3 mmol/L"},
		"zero":          {`'valueQuantity':{'value':0}`, &record.Quantity{Value: "0"}, "0"},
		"exponent":      {`'valueQuantity':{'value':1e3,'code':'/uL'}`, &record.Quantity{Value: "1e3", Code: "/uL"}, "1e3 /uL"},
		"words":         {`'valueQuantity':{'value':'5.4','unit':'g'}`, &record.Quantity{Value: "5.4", Unit: "g"}, "5.4 g"},
		"no number":     {`'valueQuantity':{'unit':'g'}`, &record.Quantity{Unit: "g"}, "g"},
		"one":           {`'valueQuantity':{'value':1.009,'unit':'1'}`, &record.Quantity{Value: "1.009", Unit: "1"}, "1.009"},
		"concept":       {`'valueCodeableConcept':{'text':'positive'}`, &record.CodeableConcept{Text: "positive", Worded: true}, "positive"},
		"string":        {`'valueString':'clear'`, &record.TextValue{Plain: "clear"}, "clear"},
		"false":         {`'valueBoolean':false`, &record.BooleanValue{}, "false"},
		"true":          {`'valueBoolean':true`, &record.BooleanValue{Boolean: true}, "true"},
		"integer":       {`'valueInteger':0`, &record.IntegerValue{}, "0"},
		"great integer": {`'valueInteger':99999999999`, nil, "99999999999"},
		"no integer":    {`'valueInteger':1.5`, nil, "1.5"},
		"range":         {`'valueRange':{'low':{'value':1,'unit':'g'},'high':{'value':2,'unit':'g'}}`, &record.Range{Low: &record.Quantity{Value: "1", Unit: "g"}, High: &record.Quantity{Value: "2", Unit: "g"}}, "1 to 2 g"},
		"open range":    {`'valueRange':{'low':{'value':1,'unit':'g'}}`, &record.Range{Low: &record.Quantity{Value: "1", Unit: "g"}}, "at least 1 g"},
		"titre":         {`'valueRatio':{'numerator':{'value':1},'denominator':{'value':128}}`, &record.Ratio{Numerator: &record.Quantity{Value: "1"}, Denominator: &record.Quantity{Value: "128"}}, "1:128"},
		"ratio":         {`'valueRatio':{'numerator':{'value':5,'unit':'mg'},'denominator':{'value':1,'unit':'mL'}}`, &record.Ratio{Numerator: &record.Quantity{Value: "5", Unit: "mg"}, Denominator: &record.Quantity{Value: "1", Unit: "mL"}}, "5 mg per mL"},
		"samples":       {`'valueSampledData':{'origin':{'value':0},'period':10.0,'dimensions':1,'data':'1 2 E'}`, &record.SampledData{Origin: &record.Quantity{Value: "0"}, Period: "10.0", Dimensions: 1, Data: "1 2 E"}, "series of 3 measurements, one every 10.0 ms"},
		"time":          {`'valueTime':'10:15:00'`, &record.TimeValue{Time: "10:15:00"}, "10:15:00"},
		"date":          {`'valueDateTime':'2015'`, &record.DateTimeValue{DateTime: record.MustDate("2015")}, "2015"},
		"odd date":      {`'valueDateTime':'last week'`, nil, "last week"},
		"period":        {`'valuePeriod':{'start':'2015','end':'2016'}`, &record.Period{Start: record.MustDate("2015"), End: record.MustDate("2016")}, "2015 to 2016"},
		"absent":        {`'dataAbsentReason':{'coding':[{'code':'asked-declined'}]}`, nil, "not recorded (asked-declined)"},
		"nothing":       {`'bodySite':{'text':'arm'}`, nil, "not recorded"},
		"odd quantity":  {`'valueQuantity':{'value':'a lot','unit':'g'}`, &record.Quantity{Unit: "g"}, "g"},
		"R5 variant":    {`'valueAttachment':{'title':'scan'}`, nil, "not recorded"},
	}
	unread := map[string]bool{"great integer": true, "no integer": true, "odd date": true, "odd quantity": true, "R5 variant": true}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			o, m := observationWith(t, c.members)
			if diff := cmp.Diff(c.value, o.Value); diff != "" {
				t.Errorf("value: %s", diff)
			}
			if o.Display != c.display {
				t.Errorf("display %q", o.Display)
			}
			if (m.Unreadable > 0) != unread[name] {
				t.Errorf("%d unreadable: %q", m.Unreadable, o.Warnings)
			}
		})
	}
}

func TestS07_ComponentsAreRead(t *testing.T) {
	pressure := func(first, second string) string {
		return `'component':[{'code':{'coding':[{'system':'http://loinc.org','code':'8480-6','display':'Systolic'}]},` + first +
			`},{'code':{'coding':[{'system':'http://loinc.org','code':'8462-4','display':'Diastolic'}]},` + second + `}]`
	}
	for members, want := range map[string]string{
		pressure(`'valueQuantity':{'value':140,'unit':'mmHg'}`, `'valueQuantity':{'value':85,'unit':'mmHg'}`):                       "140/85 mmHg",
		pressure(`'valueQuantity':{'value':18.7,'unit':'kPa'}`, `'valueQuantity':{'value':85,'unit':'mmHg'}`):                       "Systolic 18.7 kPa, Diastolic 85 mmHg",
		pressure(`'valueQuantity':{'value':140,'comparator':'>','unit':'mmHg'}`, `'valueQuantity':{'value':85,'unit':'mmHg'}`):      "Systolic > 140 mmHg, Diastolic 85 mmHg",
		pressure(`'valueQuantity':{'value':140,'unit':'mmHg'}`, `'dataAbsentReason':{'text':'not heard'}`):                          "Systolic 140 mmHg, Diastolic not recorded (not heard)",
		pressure(`'valueQuantity':{'value':140,'unit':'mmHg'}`, `'note':1`):                                                         "Systolic 140 mmHg, Diastolic not recorded",
		`'valueString':'see parts','component':[{'code':{'text':'A'},'valueBoolean':false},{'code':{'text':'B'},'valueInteger':0}]`: "see parts; A false, B 0",
	} {
		if o, _ := observationWith(t, members); o.Display != want {
			t.Errorf("%q is not %q", o.Display, want)
		}
	}
}

func TestS07_ReportsWithoutResultsKeepTheirWords(t *testing.T) {
	report := func(members string) *record.Investigation {
		m := mapText(t, `{'resourceType':'DiagnosticReport','id':'r','status':'final','code':{'text':'Echo'},`+members+`}`, nil)
		return m.Facts.Investigations[0]
	}
	r := report(`'text':{'div':'<div><style>p{}</style><p>LV&nbsp;function <b>good</b>.</p><script>alert(1)</script><!-- a > b --><p>EF &lt; 55 %</p></div>'}`)
	if r.Conclusion != "LV function good.\nEF < 55 %" || !warned(r.Warnings, "narrative") {
		t.Errorf("conclusion %q, warnings %q", r.Conclusion, r.Warnings)
	}
	r = report(`'conclusion':'Normal','text':{'div':'<div>Abnormal</div>'}`)
	if r.Conclusion != "Normal" || len(r.Warnings) != 0 {
		t.Errorf("conclusion %q, warnings %q", r.Conclusion, r.Warnings)
	}
	r = report(`'presentedForm':[{'contentType':'application/pdf','data':'AAAA','title':'Letter'},{'url':'javascript:alert(1)'}]`)
	if len(r.Attachments) != 2 || !r.Attachments[0].Inline || r.Attachments[1].URL != "" {
		t.Errorf("attachments %+v", r.Attachments)
	}
	r = report(`'contained':[{'resourceType':'Observation','id':'k','status':'final','code':{'text':'Potassium'},'valueQuantity':{'value':4.10,'unit':'mmol/L'}}],'result':[{'reference':'#k'},{'reference':'Observation/na'}]`)
	if len(r.Results) != 1 || r.Results[0].Display != "4.10 mmol/L" || r.Results[0].Source().Reference != "DiagnosticReport/r#k" {
		t.Errorf("results %+v", r.Results)
	}
	if len(r.ResultReferences) != 1 || r.ResultReferences[0].Local != "Observation/na" {
		t.Errorf("references %+v", r.ResultReferences)
	}
}
