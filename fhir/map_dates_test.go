package fhir

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/london-care-record/gateway/record"
)

func TestS08_DatesKeepTheirPrecisionAndOddOnesMarkTheirEntry(t *testing.T) {
	cases := []struct {
		json string // as sent
		want string // as kept; "" for none
	}{
		{`"2015"`, "2015"},
		{`"2015-02"`, "2015-02"},
		{`"2015-02-07"`, "2015-02-07"},
		{`"2015-02-07T13:28:17Z"`, "2015-02-07T13:28:17Z"},
		{`"2015-02-07T13:28:17.239+02:00"`, "2015-02-07T13:28:17.239+02:00"},
		{`"2015-02-07T13:28:17.2391234567-05:00"`, "2015-02-07T13:28:17.2391234567-05:00"},
		{`"2015-02-07T13:28Z"`, "2015-02-07T13:28Z"},
		{`"2015-02-07T13:28:17+14:00"`, "2015-02-07T13:28:17+14:00"},
		{`"2016-02-29"`, "2016-02-29"},
		{`"1899-12-31"`, "1899-12-31"},
		{`"9999-12-31"`, "9999-12-31"},
		{`"0001"`, "0001"},
		{`" 2015-02-07 "`, "2015-02-07"},
		{`2015`, "2015"}, // a number, told as such
		{`"2015-02-29"`, ""},
		{`"2015-02-31"`, ""},
		{`"2015-13-01"`, ""},
		{`"2015-00-01"`, ""},
		{`"2015-1-1"`, ""},
		{`"15-01-01"`, ""},
		{`"01/02/2015"`, ""},
		{`"01-02-2015"`, ""},
		{`"20150207"`, ""},
		{`"2015-02-07T"`, ""},
		{`"2015-02-07T13"`, ""},
		{`"2015-02-07T13:28:17"`, ""}, // no offset: the instant is not known
		{`"2015-02-07 13:28:17Z"`, ""},
		{`"2015-02-07T24:01:00Z"`, ""},
		{`"2015-02-07T25:00:00Z"`, ""},
		{`"2015-02-07T13:61:00Z"`, ""},
		{`"2015-02-07T13:28:17+25:00"`, ""},
		{`"unknown"`, ""},
		{`"circa 2015"`, ""},
		{`"2015?"`, ""},
		{`"-2015"`, ""},
		{`"２０１５"`, ""},
		{`"2015\u0000"`, ""},
		{`true`, ""},
		{`{"year":2015}`, ""},
		{`["2015","2016"]`, ""},
	}
	for _, c := range cases {
		t.Run(c.json, func(t *testing.T) {
			raw := `{"resourceType":"AllergyIntolerance","id":"a","clinicalStatus":{"coding":[{"code":"active"}]},"code":{"text":"x"},"onsetDateTime":` + c.json + `}`
			m, err := Map([]byte(raw), surroundings(nil))
			if err != nil {
				t.Fatal(err)
			}
			a := m.Facts.Allergies[0]
			if a.Onset.String() != c.want || a.When.String() != c.want {
				t.Errorf("kept as %q", a.Onset)
			}
			text := strings.Trim(c.json, `"`)
			switch told := warned(a.Warnings, shorten(text)) || strings.Contains(c.json, `\u`) && len(a.Warnings) == 1; {
			case c.want == "" && (!told || m.Unreadable != 1):
				t.Errorf("%d unreadable, warnings %q", m.Unreadable, a.Warnings)
			case c.want != "" && m.Unreadable != 0:
				t.Errorf("counted though it was read: %q", a.Warnings)
			}
		})
	}
}

func TestS08_NullIsNoDate(t *testing.T) {
	a, m := readAllergy(t, `,'clinicalStatus':{'coding':[{'code':'active'}]},'code':{'text':'x'},'onsetDateTime':null,'recordedDate':''`)
	if !a.When.IsZero() || m.Unreadable != 0 || len(a.Warnings) != 0 {
		t.Errorf("when %q, warnings %q", a.When, a.Warnings)
	}
}

func TestS08_InstantsWithoutATimeAreNotMadeUp(t *testing.T) {
	m := mapText(t, `{'resourceType':'Observation','id':'o','status':'final','code':{'text':'x'},'issued':'2015-02-07'}`, nil)
	o := m.Facts.Observations[0]
	if !o.Issued.IsZero() || o.When.String() != "2015-02-07" || !warned(o.Warnings, "no time of day") {
		t.Errorf("issued %v, when %q, warnings %q", o.Issued, o.When, o.Warnings)
	}
}

func TestOnsetsWithoutADateAreTold(t *testing.T) {
	for members, want := range map[string]string{
		`'onsetAge':{'value':3,'unit':'years','system':'http://unitsofmeasure.org','code':'a'}`: "at age 3 years",
		`'onsetRange':{'low':{'value':1,'code':'mo'},'high':{'value':3,'code':'mo'}}`:           "at age 1 month to 3 months",
		`'onsetString':'in her teens'`:                          "in her teens",
		`'onsetPeriod':{'start':'2001','end':'2003-05'}`:        "2001 to 2003-05",
		`'onsetPeriod':{'end':'2003-05'}`:                       "until 2003-05",
		`'onsetDateTime':'2001','onsetString':'when she moved'`: "when she moved",
	} {
		a, _ := readAllergy(t, `,'code':{'text':'x'},`+members)
		if string(a.OnsetText) != want {
			t.Errorf("%s is told as %q", members, a.OnsetText)
		}
	}
}

// TestS07_DecimalsKeepTheirDigits draws every way to write a JSON number.
func TestS07_DecimalsKeepTheirDigits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.StringMatching(`-?(0|[1-9][0-9]{0,40})(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,4})?`).Draw(t, "number")
		raw := `{"resourceType":"Observation","status":"final","code":{"text":"x"},"valueQuantity":{"value":` + digits + `,"unit":"mmol/L"}}`
		m, err := Map([]byte(raw), surroundings(nil))
		if err != nil {
			t.Fatal(err)
		}
		o := m.Facts.Observations[0]
		q, ok := o.Value.(*record.Quantity)
		if !ok || string(q.Value) != digits || o.Display != digits+" mmol/L" || m.Unreadable != 0 {
			t.Fatalf("%s became %v, %q", digits, o.Value, o.Display)
		}
	})
}
