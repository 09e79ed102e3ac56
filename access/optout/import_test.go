package optout_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/london-care-record/gateway/access/optout"
	"github.com/london-care-record/gateway/record"
)

func TestATableOfObjectionsIsRead(t *testing.T) {
	const table = "\ufeffnhsNumber,scope,decision,recordedAt,exchange,until,reference\n" +
		"999 000 0018,all,object,2020-10-05,,,row 1\n" +
		"9990000026,exchange,withdraw,2020-10-05T09:00:00+01:00,NEL,2021-01-01,\n" +
		"9990000027,all,object,2020-10-05,,,\n" +
		"9990000034,all,maybe,2020-10-05,,,\n" +
		"9990000034,exchange,object,2020-10-05,XYZ,,\n" +
		"9990000034,all,object,yesterday,,,\n" +
		"9990000034,all\n" +
		"9990000042,sensitive,object,2020-10-05,,,\n"
	changes, problems, err := optout.ReadCSV(strings.NewReader(table), "spine", []record.ExchangeID{"NEL"})
	if err != nil {
		t.Fatal(err)
	}
	london := time.Date(2020, 10, 4, 23, 0, 0, 0, time.UTC) // British Summer Time
	want := []optout.Change{
		{Person: ada, Objection: optout.Objection{Scope: optout.All}, RecordedAt: london, Source: "spine", Reference: "row 1"},
		{Person: brian, Objection: optout.Objection{Scope: optout.AnExchange, Exchange: "NEL"}, Withdraw: true,
			RecordedAt: time.Date(2020, 10, 5, 8, 0, 0, 0, time.UTC), Until: time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC), Source: "spine"},
		{Person: "9990000042", Objection: optout.Objection{Scope: optout.Sensitive}, RecordedAt: london, Source: "spine"},
	}
	if diff := cmp.Diff(want, changes); diff != "" {
		t.Error(diff)
	}
	var where []string
	for _, p := range problems {
		where = append(where, p.Where)
		if strings.Contains(p.Error(), "999") {
			t.Error("a problem names a person")
		}
	}
	if diff := cmp.Diff([]string{"line 4", "line 5", "line 6", "line 7", "line 8"}, where); diff != "" {
		t.Error(diff)
	}
}

func TestATableWithoutItsColumnsIsRefused(t *testing.T) {
	for _, table := range []string{"", "nhsNumber,scope\n", "nhsNumber,scope,decision,recordedAt,colour\n",
		"nhsNumber,nhsNumber,scope,decision,recordedAt\n"} {
		if _, _, err := optout.ReadCSV(strings.NewReader(table), "", nil); err == nil {
			t.Errorf("%q is read", table)
		}
	}
}

// consent gives a Consent with a status and the inside of its provision.
func consent(status, provision string) string {
	return `{"resourceType":"Consent","id":"17","status":"` + status + `","dateTime":"2020-10-05T09:00:00Z",
		"patient":{"identifier":{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}},"provision":{` + provision + `}}`
}

func TestConsentsAreReadForWhatTheySay(t *testing.T) {
	exchanges := map[string]record.ExchangeID{"QMF": "NEL", "NEL": "NEL"}
	const conf = `"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality"`
	read := map[string]struct {
		text string
		want optout.Objection
		gone bool
	}{
		"all":                 {consent("active", `"type":"deny"`), optout.Objection{Scope: optout.All}, false},
		"withdrawn":           {consent("inactive", `"type":"deny"`), optout.Objection{Scope: optout.All}, true},
		"entered in error":    {consent("entered-in-error", `"type":"deny"`), optout.Objection{Scope: optout.All}, true},
		"permitted":           {consent("active", `"type":"permit"`), optout.Objection{Scope: optout.All}, true},
		"secondary uses":      {consent("active", `"type":"deny","purpose":[{"code":"HRESCH"},{"code":"HQUALIMP"}]`), optout.Objection{Scope: optout.SecondaryUses}, false},
		"sensitive":           {consent("active", `"type":"deny","securityLabel":[{`+conf+`,"code":"R"}]`), optout.Objection{Scope: optout.Sensitive}, false},
		"an exchange, by ODS": {consent("active", `"type":"deny","actor":[{"reference":{"identifier":{"value":"QMF"}}}]`), optout.Objection{Scope: optout.AnExchange, Exchange: "NEL"}, false},
	}
	for name, c := range read {
		changes, problems, err := optout.ReadConsents([]byte(c.text), "spine", exchanges)
		if err != nil || len(problems) > 0 || len(changes) != 1 {
			t.Errorf("%s: %v, %v", name, problems, err)
			continue
		}
		want := optout.Change{Person: ada, Objection: c.want, Withdraw: c.gone, RecordedAt: monday, Source: "spine", Reference: "Consent/17"}
		if diff := cmp.Diff(want, changes[0]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	unread := map[string]string{
		"a draft":               consent("draft", `"type":"deny"`),
		"neither":               consent("active", ``),
		"a permit that ended":   consent("inactive", `"type":"permit"`),
		"some codes":            consent("active", `"type":"deny","code":[{"text":"asthma"}]`),
		"exceptions":            consent("active", `"type":"deny","provision":[{"type":"permit"}]`),
		"a period of data":      consent("active", `"type":"deny","dataPeriod":{"start":"2020"}`),
		"care":                  consent("active", `"type":"deny","purpose":[{"code":"TREAT"}]`),
		"a label of no secrecy": consent("active", `"type":"deny","securityLabel":[{`+conf+`,"code":"N"}]`),
		"somebody":              consent("active", `"type":"deny","actor":[{"reference":{"identifier":{"value":"RJ1"}}}]`),
		"two ways at once":      consent("active", `"type":"deny","purpose":[{"code":"HRESCH"}],"actor":[{"reference":{"identifier":{"value":"NEL"}}}]`),
		"another's number":      strings.Replace(consent("active", `"type":"deny"`), "9990000018", "9990000017", 1),
		"no number":             strings.Replace(consent("active", `"type":"deny"`), "https://fhir.nhs.uk/Id/nhs-number", "urn:local", 1),
		"no date":               strings.Replace(consent("active", `"type":"deny"`), "2020-10-05T09:00:00Z", "", 1),
		"a modifier":            strings.Replace(consent("active", `"type":"deny"`), `"id"`, `"modifierExtension":[{"url":"x"}],"id"`, 1),
		"a status twice":        strings.Replace(consent("active", `"type":"deny"`), `"id"`, `"status":"inactive","id"`, 1),
	}
	for name, text := range unread {
		changes, problems, err := optout.ReadConsents([]byte(`{"resourceType":"Bundle","entry":[{"resource":`+
			consent("active", `"type":"deny"`)+`},{"resource":`+text+`}]}`), "spine", exchanges)
		if name == "a status twice" {
			if err == nil {
				t.Error("a duplicate name passes")
			}
			continue
		}
		if err != nil || len(changes) != 1 || len(problems) != 1 || problems[0].Where != "entry 2" {
			t.Errorf("%s: %d changes, problems %v, %v", name, len(changes), problems, err)
		}
	}
}

func TestAConsentNamesItsPersonInAContainedPatient(t *testing.T) {
	const text = `{"resourceType":"Consent","id":"1","status":"active","dateTime":"2020-10-05","patient":{"reference":"#p"},
		"contained":[{"resourceType":"Patient","id":"q","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000026"}]},
		{"resourceType":"Patient","id":"p","identifier":[{"system":"urn:x","value":"1"},{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}]}],
		"policyRule":{"coding":[{"code":"OPTOUT"}]},"provision":{"period":{"start":"2020-01-01","end":"2020-12-31"}}}`
	changes, problems, err := optout.ReadConsents([]byte(text), "", nil)
	if err != nil || len(problems) > 0 || changes[0].Person != ada {
		t.Fatal(problems, err)
	}
	if end := time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC); !changes[0].Until.Equal(end) {
		t.Errorf("the last day is not included: %s", changes[0].Until)
	}
}

func FuzzConsents(f *testing.F) {
	f.Add([]byte(consent("active", `"type":"deny"`)))
	f.Add([]byte(`{"resourceType":"Bundle","entry":[{"resource":{}}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		changes, _, _ := optout.ReadConsents(text, "", nil)
		for _, c := range changes {
			if _, err := record.ParseNHSNumber(string(c.Person)); err != nil || c.RecordedAt.IsZero() {
				t.Errorf("a change that can't be applied: %v", err)
			}
		}
	})
}
