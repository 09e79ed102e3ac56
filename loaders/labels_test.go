package loaders

import (
	"testing"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/accesstest"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/record"
)

const anybody record.NHSNumber = "9990000018"

var (
	sensitive      = record.Coding{System: "http://terminology.hl7.org/CodeSystem/v3-ActCode", Code: "SDV"}
	restricted     = record.Coding{System: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", Code: "R"}
	veryRestricted = record.Coding{System: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", Code: "V"}
	ordinary       = record.Coding{System: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", Code: "N"}
)

// grantAs gives somebody's grant for a whole record that was opened in context.
func grantAs(t *testing.T, role policy.Role, purpose policy.Purpose) *access.Grant {
	t.Helper()
	caller := access.Caller{Issuer: "i", Subject: "s", Role: role, Purpose: purpose, Unscoped: true, Launch: access.Launch{Person: anybody}}
	return accesstest.Build(t, nil).Grants(caller, []record.NHSNumber{anybody}, record.Kinds)[0]
}

func entry(ref string, labels ...record.Coding) record.Entry {
	return record.Entry{Sources: []*record.Provenance{{Reference: ref}}, SecurityLabels: labels}
}

// labelled is an exchange's answer with an entry of each label in several kinds, and reports with results.
func labelled() record.Answer {
	f := record.Facts{}
	for _, l := range [][]record.Coding{nil, {ordinary}, {sensitive}, {restricted}, {veryRestricted}, {ordinary, sensitive}} {
		f.Allergies = append(f.Allergies, &record.Allergy{Entry: entry("a", l...)})
		f.Referrals = append(f.Referrals, &record.Referral{Entry: entry("r", l...)})
		f.Negations = append(f.Negations, &record.Negation{SecurityLabels: l})
	}
	return record.Answer{Exchange: &record.Exchange{ID: "NEL"}, Outcome: record.Outcome{State: record.StateComplete}, Facts: f}
}

func TestS24_EntriesAreHeldBackByTheirLabels(t *testing.T) {
	for _, c := range []struct {
		name            string
		role            policy.Role
		purpose         policy.Purpose
		kind            record.Kind
		shown, withheld int // of each list; withheld over all of them
		hides           bool
	}{
		{"a doctor sees sensitive entries", policy.Doctor, policy.DirectCare, record.Allergies, 4, 6, false},
		{"a nurse sees none with a label, and how many there are", policy.Nurse, policy.DirectCare, record.Allergies, 2, 12, false},
		{"a social worker is told of none", policy.SocialWorker, policy.DirectCare, record.Referrals, 2, 0, true},
		{"neither is an analyst", policy.Analyst, policy.Research, record.Allergies, 2, 0, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			given := labelled()
			a := shown(grantAs(t, c.role, c.purpose), c.kind, given)
			if len(a.Facts.Allergies) != c.shown || len(a.Facts.Referrals) != c.shown || len(a.Facts.Negations) != c.shown {
				t.Errorf("shown are %d, %d and %d", len(a.Facts.Allergies), len(a.Facts.Referrals), len(a.Facts.Negations))
			}
			want := record.StateComplete
			if c.withheld > 0 {
				want = record.StatePartial
			}
			if a.Outcome.State != want || a.Outcome.Withheld != c.withheld || a.Outcome.Hidden != c.hides {
				t.Errorf("the outcome is %+v", a.Outcome)
			}
			if len(given.Facts.Allergies) != 6 || given.Outcome.State != record.StateComplete {
				t.Error("the answer, which others share, was changed")
			}
		})
	}
}

func TestS24_AnAnswerOfWhichNothingMayBeShownIsWithheld(t *testing.T) {
	given := record.Answer{Exchange: &record.Exchange{ID: "NEL"}, Outcome: record.Outcome{State: record.StateComplete},
		Facts: record.Facts{Allergies: []*record.Allergy{{Entry: entry("a", restricted)}}}}
	a := shown(grantAs(t, policy.Nurse, policy.DirectCare), record.Allergies, given)
	if a.Outcome.State != record.StateWithheld || a.Outcome.Withheld != 1 || a.Facts.Len() != 0 {
		t.Errorf("%+v", a)
	}
}

func TestS24_TheResultsOfAReportThatIsHeldBackAreHeldBackToo(t *testing.T) {
	report := func(ref, result string, labels ...record.Coding) *record.Investigation {
		return &record.Investigation{Entry: entry(ref, labels...), ResultReferences: []record.Reference{{Local: result}}}
	}
	own := &record.Investigation{Entry: entry("DiagnosticReport/3"), Results: []*record.Observation{
		{Entry: entry("DiagnosticReport/3#1")}, {Entry: entry("DiagnosticReport/3#2", sensitive)}}}
	given := record.Answer{Exchange: &record.Exchange{ID: "NEL"}, Outcome: record.Outcome{State: record.StateComplete}, Facts: record.Facts{
		Investigations: []*record.Investigation{report("DiagnosticReport/1", "Observation/1", restricted), report("DiagnosticReport/2", "Observation/2"), own},
		Observations: []*record.Observation{{Entry: entry("Observation/1"), MemberReferences: []record.Reference{{Local: "Observation/3"}}},
			{Entry: entry("Observation/2")}, {Entry: entry("Observation/3"), MemberReferences: []record.Reference{{Local: "Observation/1"}}},
			{Entry: entry("Observation/4", sensitive), MemberReferences: []record.Reference{{Local: "Observation/5"}}}, {Entry: entry("Observation/5")}},
	}}
	a := shown(grantAs(t, policy.Nurse, policy.DirectCare), record.Investigations, given)
	if len(a.Facts.Investigations) != 2 || len(a.Facts.Observations) != 1 || a.Facts.Observations[0].Source().Reference != "Observation/2" {
		t.Errorf("shown are %d reports and %d results", len(a.Facts.Investigations), len(a.Facts.Observations))
	}
	if len(a.Facts.Investigations[1].Results) != 1 || len(own.Results) != 2 {
		t.Errorf("the report has %d of its results, the source %d", len(a.Facts.Investigations[1].Results), len(own.Results))
	}
	if a.Outcome.State != record.StatePartial || a.Outcome.Withheld != 3 {
		t.Errorf("the outcome is %+v", a.Outcome)
	}
}

func TestS19_WhatIsDeniedIsWithheldOrNamedAsAGap(t *testing.T) {
	nel := &record.Exchange{ID: "NEL"}
	if a := denied(grantAs(t, policy.PracticeAdministrator, policy.Administration), record.Allergies, nel); a.Outcome.State != record.StateWithheld || a.Outcome.Detail == "" {
		t.Errorf("an administrator: %+v", a.Outcome)
	}
	if a := denied(nil, record.Allergies, nel); a.Outcome.State != record.StateNotConnected || a.Outcome.Detail != "" || !a.Outcome.Hidden {
		t.Errorf("without a grant: %+v", a.Outcome)
	}
}
