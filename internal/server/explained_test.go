package server_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/record"
)

const erin record.NHSNumber = "9990000050"

// sameQuestion is asked by everybody. What North Central London holds of her is labelled in part: low mood and its tablet
// MH, the risk assessment SDV, the report of a conference R.
const sameQuestion = `{patient(nhsNumber:"9990000050"){
 conditions{entries{code{text}} completeness{sources{exchange{id} state detail} summary}}
 medications{entries{code{text}} completeness{sources{exchange{id} state detail} summary}}
 assessments{entries{code{text}} completeness{sources{exchange{id} state detail} summary}}
 documents{entries{code{text}} completeness{sources{exchange{id} state detail} summary}}}}`

// said gives a section in short: what it shows, and how and why North Central London answered.
func said(t *testing.T, a answer, section string) string {
	t.Helper()
	var shows []string
	for _, e := range a.at(t, "patient", section, "entries").([]any) {
		shows = append(shows, e.(map[string]any)["code"].(map[string]any)["text"].(string))
	}
	slices.Sort(shows)
	for _, s := range a.at(t, "patient", section, "completeness", "sources").([]any) {
		if s := s.(map[string]any); s["exchange"].(map[string]any)["id"] == "NCL" {
			return strings.TrimSuffix(fmt.Sprintf("%s %s: %v", strings.Join(shows, ", "), s["state"], s["detail"]), ": <nil>")
		}
	}
	return ""
}

func TestS24_TheSameQuestionIsAnsweredToEachCallerWithReasons(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	const one, scopes = "1 entry withheld because of security labels", "The token's scopes do not reach this."
	for caller, want := range map[string][4]string{ // conditions, medications, assessments, documents
		"ae-doctor":    {"Depressive disorder, Migraine COMPLETE", "Sertraline 50mg tablets, Sumatriptan 50mg tablets COMPLETE", "Domestic abuse risk assessment COMPLETE", " WITHHELD: " + one},
		"gp":           {"Depressive disorder, Migraine COMPLETE", "Sertraline 50mg tablets, Sumatriptan 50mg tablets COMPLETE", "Domestic abuse risk assessment COMPLETE", " WITHHELD: " + one},
		"stroke-nurse": {"Migraine PARTIAL: " + one, "Sumatriptan 50mg tablets PARTIAL: " + one, " WITHHELD: " + one, " WITHHELD: " + one},
		"pharmacist":   {"Migraine PARTIAL: " + one, "Sumatriptan 50mg tablets PARTIAL: " + one, " WITHHELD: " + scopes, " WITHHELD: " + scopes},
		// Who may not know that an entry is sensitive is not told of it, and is told that this is so.
		"social-worker":          {" WITHHELD: " + scopes, " WITHHELD: " + scopes, " COMPLETE", " WITHHELD: " + scopes},
		"practice-administrator": {" WITHHELD: " + scopes, " WITHHELD: " + scopes, " WITHHELD: " + scopes, " WITHHELD: " + scopes},
		"analyst":                {"Migraine COMPLETE", "Sumatriptan 50mg tablets COMPLETE", " COMPLETE", " COMPLETE"},
		"developer":              {"Migraine COMPLETE", "Sumatriptan 50mg tablets COMPLETE", " COMPLETE", " COMPLETE"},
	} {
		a := g.as(caller, erin).ask(sameQuestion, nil)
		for i, section := range []string{"conditions", "medications", "assessments", "documents"} {
			if got := said(t, a, section); got != want[i] {
				t.Errorf("%s, %s: %q", caller, section, got)
			}
			summary := a.at(t, "patient", section, "completeness", "summary").(string)
			hidden := slices.Contains([]string{"analyst", "developer"}, caller) || caller == "social-worker" && section == "assessments"
			if strings.Contains(summary, "not told of everything") != hidden {
				t.Errorf("%s, %s: %s", caller, section, summary)
			}
		}
	}
	for caller, why := range map[string]string{"privacy-officer": "You may not see this person's record."} {
		if a := g.as(caller, "").ask(sameQuestion, nil); a.code() != "FORBIDDEN" || !strings.Contains(a.body, why) {
			t.Errorf("%s: %s", caller, a.body)
		}
	}
	doctor := g.as("ae-doctor", erin)
	if a := doctor.ask(`mutation{breakGlass(nhsNumber:"9990000050",reason:SAFEGUARDING,text:"she came with injuries"){until}}`, nil); len(a.Errors) > 0 {
		t.Fatalf("%s", a.body)
	}
	if got := said(t, doctor.ask(sameQuestion, nil), "documents"); got != "Safeguarding conference COMPLETE" {
		t.Errorf("with the glass broken: %q", got)
	}
	if got := said(t, g.as("gp", erin).ask(sameQuestion, nil), "documents"); got != " WITHHELD: "+one {
		t.Errorf("another doctor: %q", got)
	}
}
