package server_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/access/accesstest"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/internal/server"
	"github.com/london-care-record/gateway/record"
)

const reportQuery = `query($f:DateTime!,$t:DateTime!){accessReport(from:$f,to:$t){examined complete findings{unusual event{action nhsNumber caller{subject}}}}}`

// findings gives what the report of the last hour says, each as "caller person: rules".
func (g *gateway) findings(t *testing.T) []string {
	t.Helper()
	now := time.Now()
	a := g.as("privacy-officer", "").ask(reportQuery, map[string]any{"f": now.Add(-time.Hour), "t": now.Add(time.Hour)})
	if len(a.Errors) > 0 || a.at(t, "accessReport", "complete") != true {
		t.Fatalf("got %s", a.body)
	}
	var said []string
	for i := range a.at(t, "accessReport", "findings").([]any) {
		f := a.at(t, "accessReport", "findings", i).(map[string]any)
		event := f["event"].(map[string]any)
		said = append(said, fmt.Sprint(event["caller"].(map[string]any)["subject"], " ", event["nhsNumber"], ": ", f["unusual"]))
	}
	return said
}

// withRules runs a gateway whose report goes by some rules.
func withRules(t *testing.T, rules func(keys *audit.Ring) audit.Rules) *gateway {
	t.Helper()
	return start(t, func(c *server.Config) { c.Reader = c.Reader.With(rules(accesstest.Ring(t))) })
}

func TestTheReportSaysByWhichRuleALookStandsOut(t *testing.T) {
	g := withRules(t, func(keys *audit.Ring) audit.Rules {
		return audit.Rules{Watched: keys.Watch([]record.NHSNumber{chipo})}
	})
	const query = `query($n:NHSNumber!){patient(nhsNumber:$n){allergies{statement}}}`
	g.as("croydon-gp", brian).ask(query, map[string]any{"n": brian}) // her surname, and her address
	g.as("croydon-gp", ada).ask(query, map[string]any{"n": ada})
	g.ask(query, map[string]any{"n": chipo})                        // draws the curious
	g.as("stroke-nurse", "").ask(query, map[string]any{"n": chipo}) // refused, and curious all the same
	g.ask(query, map[string]any{"n": brian})
	want := []string{
		"stroke-nurse 9990000034: [WATCHED_PERSON]",
		"ae-doctor 9990000034: [WATCHED_PERSON]",
		"croydon-gp 9990000026: [SAME_SURNAME SAME_ADDRESS]",
	}
	if got := g.findings(t); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestTheReportKnowsTheWorkingHours(t *testing.T) {
	today := time.Now()
	for name, hours := range map[string]audit.Hours{
		"never today": {From: 0, To: 24 * time.Hour, Days: []time.Weekday{(today.Weekday() + 3) % 7}},
		"always":      {From: 0, To: 24 * time.Hour, Days: []time.Weekday{0, 1, 2, 3, 4, 5, 6}},
	} {
		g := withRules(t, func(*audit.Ring) audit.Rules { return audit.Rules{Hours: hours, Emergency: "emergency-care"} })
		g.as("gp", ada).ask(`{patient(nhsNumber:"9990000018"){allergies{statement}}}`, nil)
		g.ask(`{patient(nhsNumber:"9990000018"){allergies{statement}}}`, nil) // an emergency
		want := []string{"gp 9990000018: [OUT_OF_HOURS]"}
		if name == "always" {
			want = nil
		}
		if got := g.findings(t); !slices.Equal(got, want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestS26_TheTrailSaysThatNamesAreAlikeAndNoName looks for the names in what the store holds of the look.
func TestS26_TheTrailSaysThatNamesAreAlikeAndNoName(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	g.as("croydon-gp", brian).ask(`{patient(nhsNumber:"9990000026"){name{text} addresses{text}}}`, nil)
	noted := g.house.Noted()
	if len(noted) != 1 || len(noted[0].Answers) != 1 || !slices.Equal(noted[0].Answers[0].Alike, []audit.Unusual{audit.SameSurname, audit.SameAddress}) {
		t.Fatalf("noted: %+v", noted)
	}
	if text := fmt.Sprintf("%+v", noted[0].Answers); strings.Contains(text, "Teague") || strings.Contains(text, "Addington") || strings.Contains(text, "CR0") {
		t.Errorf("the outcome holds %s", text)
	}
	if text := fmt.Sprintf("%+v", noted[0].Decision); strings.Contains(text, "Addington") || strings.Contains(text, "Brian") {
		t.Errorf("the decision holds %s", text)
	}
}
