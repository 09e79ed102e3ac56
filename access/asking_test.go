package access_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/optout"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

// asking is a source that finds what it is told, and keeps the grants that it was given.
type asking struct {
	found  access.Related
	state  record.SourceState
	err    error
	grants []*access.Grant
}

func (a *asking) Kinds() []record.Kind {
	return []record.Kind{record.Demographics, record.Encounters, record.Referrals}
}

func (a *asking) Ask(_ context.Context, _ string, grants []*access.Grant) ([]access.Finding, error) {
	a.grants = append(a.grants, grants...)
	findings := make([]access.Finding, len(grants))
	for i, g := range grants {
		findings[i] = access.Finding{Relationships: a.found[g.Person()],
			Asked: []audit.Asked{{Exchange: "NEL", Kind: record.Encounters, State: a.state}}}
	}
	return findings, a.err
}

func TestRelationshipsAreFoundByAskingOnlyWhereNobodyKnows(t *testing.T) {
	source := &asking{found: access.Related{brian: {policy.Encounter, policy.BreakGlass, policy.InContext}}, state: record.StateComplete}
	h := build(t, func(s *access.Settings) { s.Asking = source })
	h.object(brian, optout.Objection{Scope: optout.AnExchange, Exchange: "NCL"})
	openings, err := h.Open(t.Context(), doctor(ada), []record.NHSNumber{ada, brian}, []record.Kind{record.Allergies})
	if err != nil || openings[0].Err != nil || openings[1].Err != nil {
		t.Fatal(openings, err)
	}
	if openings[1].Grant.BreakGlass() {
		t.Error("a source says that the glass is broken")
	}
	if len(source.grants) != 1 || source.grants[0].Person() != brian {
		t.Fatalf("asked about %d people", len(source.grants))
	}
	check := source.grants[0]
	for _, k := range policy.Kinds {
		for _, x := range london {
			want := slices.Contains([]record.Kind{record.Demographics, record.Encounters, record.Referrals}, k) && x != "NCL"
			if check.Allows(k, x) != want {
				t.Errorf("the check may read %s %s: %t", k, x, !want)
			}
		}
	}
	if errs := h.Recheck(t.Context(), check); errs[0] == nil {
		t.Error("what was read for the check may be released")
	}
	noted := h.noted()
	if first := noted[0].Decision; first.Person != brian || !first.Permitted || !strings.HasPrefix(first.Reasons[0], "relationship-check: ") {
		t.Errorf("noted: %+v", first)
	}
	if a := noted[0].Answers; len(a) != 1 || len(a[0].Released) != 0 || len(a[0].Asked) != 1 || a[0].Asked[0].State != record.StateComplete {
		t.Errorf("how the exchanges answered is noted as %+v", a)
	}
}

// outcomesFail is a trail in which decisions are written and outcomes are not.
type outcomesFail struct{ access.Trail }

func TestS25_NothingRestsOnAnAskingWhoseOutcomeIsNotNoted(t *testing.T) {
	h := build(t, func(s *access.Settings) {
		s.Asking = &asking{found: access.Related{brian: {policy.Encounter}}, state: record.StateComplete}
		s.Trail = outcomesFail{s.Trail}
	})
	if g, err := h.one(doctor(""), brian, record.Allergies); g != nil || code(err) != record.CodeForbidden {
		t.Errorf("%v, %v", g, err)
	}
}

func TestARefusalSaysThatNotEveryExchangeAnswered(t *testing.T) {
	for state, told := range map[record.SourceState]bool{record.StateComplete: false, record.StateTimedOut: true} {
		h := build(t, func(s *access.Settings) { s.Asking = &asking{state: state} })
		_, err := h.one(doctor(""), brian, record.Allergies)
		if code(err) != record.CodeForbidden || strings.Contains(err.Error(), "gave no full answer") != told {
			t.Errorf("%s: %v", state, err)
		}
	}
}

func TestRelationshipsAreNotLookedForWhereTheyMayNotBe(t *testing.T) {
	source := &asking{found: access.Related{ada: {policy.Encounter}, brian: {policy.Encounter}}}
	h := build(t, func(s *access.Settings) { s.Asking = source })
	h.object(ada, optout.Objection{Scope: optout.All})
	analyst, nowhere, launched := doctor(""), doctor(""), doctor(ada)
	analyst.Role, analyst.Purpose, nowhere.ODSCode = policy.Analyst, policy.Planning, ""
	launched.Scopes = access.ParseScopes("patient/*.rs")
	for name, c := range map[string]struct {
		caller access.Caller
		person record.NHSNumber
	}{"who objects to everything": {doctor(""), ada}, "an analyst": {analyst, brian}, "no organisation": {nowhere, brian}, "a token for somebody else": {launched, brian}} {
		if _, err := h.one(c.caller, c.person); err != nil && code(err) != record.CodeForbidden {
			t.Errorf("%s: %v", name, err)
		}
		if len(source.grants) > 0 {
			t.Errorf("%s: the exchanges are asked", name)
		}
	}
}

func TestASourceThatFailsFindsNothing(t *testing.T) {
	var told []string
	h := build(t, func(s *access.Settings) {
		s.Asking = &asking{err: errors.New("all exchanges are down")}
		s.Failed = func(what string, _ error) { told = append(told, what) }
	})
	if _, err := h.one(doctor(""), ada); code(err) != record.CodeForbidden {
		t.Errorf("%v", err)
	}
	if !slices.Equal(told, []string{"source of relationships"}) {
		t.Errorf("told %q", told)
	}
	noted := h.noted()
	if !slices.ContainsFunc(noted[1].Decision.Reasons, func(r string) bool { return strings.HasPrefix(r, "relationship-unknown") }) {
		t.Errorf("noted: %+v", noted[1].Decision)
	}
}

func TestATableOfRelationships(t *testing.T) {
	const head = "odsCode,nhsNumber,relationship\n"
	table, err := access.ReadTable(strings.NewReader(head + "RJ1,999 000 0018,encounter\nRJ1,9990000018,referral\nRRV,999*,encounter\n"))
	if err != nil {
		t.Fatal(err)
	}
	for ods, want := range map[string][2]int{"RJ1": {2, 0}, "RRV": {1, 1}, "XXX": {0, 0}} {
		found, err := table.Of(t.Context(), ods, []record.NHSNumber{ada, brian, publicExample})
		if err != nil || len(found[ada]) != want[0] || len(found[brian]) != want[1] || len(found[publicExample]) != 0 {
			t.Errorf("%s: %v, %v", ods, found, err)
		}
	}
	for _, wrong := range []string{"", "a,b,c\n", head + "RJ1,9990000017,encounter\n", head + "RJ1,9990000018,break-glass\n",
		head + "RJ1,9990000018,self\n", head + ",9990000018,encounter\n", head + "RJ1,*,encounter\n"} {
		if _, err := access.ReadTable(strings.NewReader(wrong)); err == nil || strings.Contains(err.Error(), "999") {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}
