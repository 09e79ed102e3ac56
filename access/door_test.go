package access_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/optout"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

func code(err error) record.ErrorCode {
	if err == nil {
		return ""
	}
	return record.CodeOf(err)
}

func TestS24_OnlyADoorMakesAGrant(t *testing.T) {
	var none *access.Grant
	for name, g := range map[string]*access.Grant{"nil": none, "zero": {}} {
		if g.Allows(record.Allergies, "NEL") || g.AllowsLabels(record.Allergies, "NEL", nil) || g.Withheld(record.Allergies, "NEL", nil) ||
			g.Receipt().Permitted() || g.Person() != "" || g.BreakGlass() || g.Caller().Subject != "" {
			t.Errorf("a %s grant opens something", name)
		}
	}
	if errs := build(t, nil).Recheck(t.Context(), none, &access.Grant{}); errs[0] == nil || errs[1] == nil {
		t.Error("a grant that no door made is released")
	}
	if errs := build(t, nil).Recheck(t.Context(), mustOpen(t, build(t, nil))); errs[0] == nil {
		t.Error("another door's grant is released")
	}
	var made []string
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if lit, ok := n.(*ast.CompositeLit); ok && fmt.Sprint(lit.Type) == "Grant" {
				made = append(made, file)
			}
			return true
		})
	}
	if !slices.Equal(made, []string{"door.go"}) {
		t.Errorf("grants are made in %q, and should be made in one place", made)
	}
}

func mustOpen(t *testing.T, h *house) *access.Grant {
	t.Helper()
	g, err := h.one(doctor(ada), ada, record.Allergies)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestS25_TheDecisionIsNotedBeforeAGrantIsGiven(t *testing.T) {
	h := build(t, nil)
	ctx := access.WithRequest(t.Context(), "request-1")
	openings, err := h.Open(ctx, doctor(ada), []record.NHSNumber{ada, brian}, []record.Kind{record.Allergies})
	if err != nil {
		t.Fatal(err)
	}
	if openings[0].Err != nil || openings[0].Grant == nil || openings[1].Grant != nil || code(openings[1].Err) != record.CodeForbidden {
		t.Fatalf("%+v", openings)
	}
	if !openings[0].Grant.Receipt().Permits(ada) {
		t.Error("the grant has no receipt")
	}
	noted := h.noted()
	if len(noted) != 2 {
		t.Fatalf("%d decisions are noted", len(noted))
	}
	yes, no := noted[0].Decision, noted[1].Decision
	if !yes.Permitted || yes.Person != ada || yes.Request != "request-1" || yes.Caller.Subject != "d1" || yes.Caller.Organisation != "RJ1" ||
		yes.Purpose != "direct-care" || yes.LegalBasis == "" || yes.BreakGlass ||
		!slices.Equal(yes.Kinds, []record.Kind{record.Allergies, record.Demographics}) || !slices.Equal(yes.Exchanges, london) ||
		!strings.HasPrefix(yes.Reasons[0], "doctor-care: ") {
		t.Errorf("noted: %+v", yes)
	}
	if no.Permitted || no.Person != brian || len(no.Kinds)+len(no.Exchanges) > 0 || !strings.HasPrefix(no.Reasons[0], "relationship-needed: ") {
		t.Errorf("noted: %+v", no)
	}
}

func TestS25_WithoutAuditThereIsNoGrant(t *testing.T) {
	h := build(t, nil)
	g := mustOpen(t, h)
	if err := h.log.Close(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]access.Caller{"who may": doctor(ada), "who may not": doctor("")} {
		if g, err := h.one(c, ada); g != nil || !errors.Is(err, audit.ErrNotWritten) {
			t.Errorf("%s: %v, %v", name, g, err)
		}
	}
	if _, err := h.BreakGlass(t.Context(), doctor(""), ada, access.Emergency, "unconscious in resus"); !errors.Is(err, audit.ErrNotWritten) {
		t.Errorf("breaking the glass: %v", err)
	}
	if g, err := h.one(doctor(""), ada); g != nil || err == nil {
		t.Error("the glass broke all the same")
	}
	// What was granted before may be released: whether it can be is for the outcome to say.
	if errs := h.Recheck(t.Context(), g); errs[0] != nil {
		t.Error(errs[0])
	}
}

func TestS25_AReceiptForAnotherDecisionOpensNothing(t *testing.T) {
	var switched *house
	h := build(t, func(s *access.Settings) { s.Trail = swapping{s.Trail} })
	switched = h
	openings, err := switched.Open(t.Context(), doctor(ada), []record.NHSNumber{ada, brian}, nil)
	if err != nil || openings[0].Grant != nil || openings[0].Err == nil {
		t.Errorf("%+v, %v", openings, err)
	}
}

// swapping is a trail that gives out its receipts in the wrong order.
type swapping struct{ access.Trail }

func (s swapping) Decide(ctx context.Context, d ...audit.Decision) ([]audit.Receipt, error) {
	receipts, err := s.Trail.Decide(ctx, d...)
	slices.Reverse(receipts)
	return receipts, err
}

func TestS24_NobodyInParticularIsLetIn(t *testing.T) {
	h := build(t, nil)
	expired, roleless := doctor(ada), doctor(ada)
	expired.Expires, roleless.Role = start, ""
	for name, c := range map[string]access.Caller{"nobody": {}, "expired": expired, "no role": roleless} {
		if _, err := h.one(c, ada); code(err) != record.CodeUnauthenticated {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := h.BreakGlass(t.Context(), c, ada, access.Emergency, "unconscious in resus"); code(err) != record.CodeUnauthenticated {
			t.Errorf("%s breaks the glass: %v", name, err)
		}
		if _, err := h.PermitAudit(t.Context(), c, ada); code(err) != record.CodeUnauthenticated {
			t.Errorf("%s reads the audit: %v", name, err)
		}
	}
}

func TestS24_AGrantOutlivesNoToken(t *testing.T) {
	h := build(t, nil)
	c := doctor(ada)
	c.Expires = start.Add(time.Minute)
	g, err := h.one(c, ada, record.Allergies)
	if err != nil || !g.Allows(record.Allergies, "NEL") {
		t.Fatal(err)
	}
	if g.Allows(record.Medications, "NEL") || g.Allows(record.Allergies, "XXX") {
		t.Error("what was not asked for is open")
	}
	h.clock.move(time.Minute)
	if g.Allows(record.Allergies, "NEL") || h.Recheck(t.Context(), g)[0] == nil {
		t.Error("the token has ended, and the grant has not")
	}
}

func TestS24_AnObjectionCountsFromTheMomentItIsMade(t *testing.T) {
	for name, o := range map[string]optout.Objection{"everything": {Scope: optout.All}, "an exchange": {Scope: optout.AnExchange, Exchange: "SEL"},
		"sensitive parts": {Scope: optout.Sensitive}} {
		h := build(t, nil)
		g := mustOpen(t, h)
		if errs := h.Recheck(t.Context(), g); errs[0] != nil {
			t.Fatal(errs[0])
		}
		h.object(ada, o)
		if errs := h.Recheck(t.Context(), g); code(errs[0]) != record.CodeForbidden {
			t.Errorf("%s: %v", name, errs[0])
		}
		last := h.noted()[1].Decision
		if last.Permitted || !strings.HasPrefix(last.Reasons[0], "not-released: ") {
			t.Errorf("%s: noted %+v", name, last)
		}
	}
	h := build(t, nil)
	g := mustOpen(t, h)
	h.object(ada, optout.Objection{Scope: optout.SecondaryUses})
	if errs := h.Recheck(t.Context(), g); errs[0] != nil {
		t.Errorf("an objection that is about something else: %v", errs[0])
	}
}

func TestS24_WithoutTheRegisterOnlyABrokenGlassOpens(t *testing.T) {
	var watched *optout.Watched
	h := build(t, func(s *access.Settings) { watched = s.Register.(*optout.Watched) })
	g := mustOpen(t, h)
	if _, err := h.BreakGlass(t.Context(), doctor(""), brian, access.Emergency, "unconscious in resus"); err != nil {
		t.Fatal(err)
	}
	if err := h.register.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := watched.Objections(t.Context(), nil); err != nil {
		t.Fatal("asking about nobody asks nothing")
	}
	if _, err := h.one(doctor(ada), ada); code(err) != record.CodeRecordUnavailable {
		t.Errorf("a relationship opens without the register: %v", err)
	}
	if errs := h.Recheck(t.Context(), g); code(errs[0]) != record.CodeRecordUnavailable {
		t.Errorf("an answer leaves without the register: %v", errs[0])
	}
	broken, err := h.one(doctor(""), brian)
	if err != nil {
		t.Fatal(err)
	}
	noted := h.noted()
	last := noted[len(noted)-1].Decision
	if !last.BreakGlass || !slices.ContainsFunc(last.Reasons, func(r string) bool { return strings.Contains(r, "its copy of 2020-10-31T12:00:00Z was used") }) {
		t.Errorf("noted: %+v", last)
	}
	if errs := h.Recheck(t.Context(), broken); errs[0] != nil {
		t.Error(errs[0])
	}
	h.clock.move(optout.GreatestAge + time.Second)
	if _, err := h.BreakGlass(t.Context(), doctor(""), brian, access.Emergency, "unconscious in resus"); code(err) != record.CodeRecordUnavailable {
		t.Errorf("the copy is too old: %v", err)
	}
}

func TestS24_TheLastKnownCopyIsObeyed(t *testing.T) {
	h := build(t, nil)
	h.object(ada, optout.Objection{Scope: optout.All})
	watched := optout.Watch(t.Context(), h.register, optout.WatchSettings{Now: h.clock.now, Every: time.Hour})
	defer func() {
		if err := watched.Close(); err != nil {
			t.Error(err)
		}
	}()
	policies, err := policy.Embedded(london)
	if err != nil {
		t.Fatal(err)
	}
	if h.Door, err = access.NewDoor(access.Settings{Policies: policies, Trail: h.log, Register: watched, Now: h.clock.now}); err != nil {
		t.Fatal(err)
	}
	if err := h.register.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := h.BreakGlass(t.Context(), doctor(""), ada, access.Emergency, "unconscious in resus"); code(err) != record.CodeForbidden {
		t.Errorf("who objects to everything: %v", err)
	}
	if _, err := h.BreakGlass(t.Context(), doctor(""), brian, access.Emergency, "unconscious in resus"); err != nil {
		t.Errorf("who does not: %v", err)
	}
}

func TestABrokenGlassIsForOneCallerAndOnePersonAndHalfAnHour(t *testing.T) {
	h := build(t, nil)
	c := doctor("")
	if _, err := h.one(c, ada); code(err) != record.CodeForbidden {
		t.Fatalf("before: %v", err)
	}
	until, err := h.BreakGlass(t.Context(), c, ada, access.Emergency, "  unconscious in resus  ")
	if err != nil || !until.Equal(start.Add(30*time.Minute)) {
		t.Fatal(until, err)
	}
	g, err := h.one(c, ada, record.Allergies)
	if err != nil || !g.BreakGlass() || !g.Allows(record.Allergies, "NEL") {
		t.Fatal(err)
	}
	if _, err := h.one(c, brian); code(err) != record.CodeForbidden {
		t.Errorf("another person: %v", err)
	}
	for name, change := range map[string]func(*access.Caller){
		"subject": func(c *access.Caller) { c.Subject = "d2" }, "issuer": func(c *access.Caller) { c.Issuer = "https://other.example" },
		"client": func(c *access.Caller) { c.Client = "other" }, "organisation": func(c *access.Caller) { c.ODSCode = "RJZ" },
		"role": func(c *access.Caller) { c.Role = policy.Nurse },
	} {
		other := doctor("")
		change(&other)
		if _, err := h.one(other, ada); code(err) != record.CodeForbidden {
			t.Errorf("another %s: %v", name, err)
		}
	}
	glass := h.noted()[1].Decision
	if glass.Action != audit.BreakGlass || !glass.BreakGlass || !glass.Permitted || glass.Justification != "EMERGENCY: unconscious in resus" {
		t.Errorf("noted: %+v", glass)
	}
	if read := h.noted()[2].Decision; !read.BreakGlass || read.Action != audit.ReadRecord {
		t.Errorf("noted: %+v", read)
	}
	h.clock.move(29*time.Minute + 59*time.Second)
	late, err := h.one(c, ada, record.Allergies)
	if err != nil {
		t.Fatal(err)
	}
	h.clock.move(time.Second)
	if late.Allows(record.Allergies, "NEL") || h.Recheck(t.Context(), late)[0] == nil {
		t.Error("the grant outlives the broken glass")
	}
	if _, err := h.one(c, ada); code(err) != record.CodeForbidden {
		t.Errorf("after half an hour: %v", err)
	}
}

func TestBreakingTheGlassIsRefused(t *testing.T) {
	h := build(t, nil)
	h.object(brian, optout.Objection{Scope: optout.All})
	administrator, patientOnly := doctor(""), doctor("")
	administrator.Role, administrator.Purpose = policy.PracticeAdministrator, policy.Administration
	patientOnly.Scopes = access.ParseScopes("patient/*.rs")
	for name, c := range map[string]struct {
		caller access.Caller
		person record.NHSNumber
		reason access.GlassReason
		text   string
		want   record.ErrorCode
		noted  bool
	}{
		"no reason":                   {doctor(""), ada, "CURIOSITY", "unconscious in resus", record.CodeBadRequest, false},
		"no text":                     {doctor(""), ada, access.Emergency, "   x    ", record.CodeBadRequest, false},
		"endless text":                {doctor(""), ada, access.Emergency, strings.Repeat("x", 1001), record.CodeBadRequest, false},
		"broken text":                 {doctor(""), ada, access.Emergency, "unconscious \xff\xfe in resus", record.CodeBadRequest, false},
		"a role that may not":         {administrator, ada, access.Emergency, "unconscious in resus", record.CodeForbidden, true},
		"an absolute objection":       {doctor(""), brian, access.Emergency, "unconscious in resus", record.CodeForbidden, true},
		"a token for another patient": {patientOnly, ada, access.Emergency, "unconscious in resus", record.CodeForbidden, true},
	} {
		before := len(h.noted())
		if _, err := h.BreakGlass(t.Context(), c.caller, c.person, c.reason, c.text); code(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
		if g, err := h.one(c.caller, c.person); g != nil || err == nil {
			t.Errorf("%s: the record is open", name)
		}
		if got := len(h.noted()) - before; got != 1 && !c.noted || got != 2 && c.noted {
			t.Errorf("%s: %d decisions are noted", name, got)
		}
	}
}

func TestScopesBoundWhatPolicyAllows(t *testing.T) {
	h := build(t, nil)
	for scopes, want := range map[string][]record.Kind{
		"user/*.rs":                            {record.Allergies, record.Medications},
		"user/*.read":                          {record.Allergies, record.Medications},
		"user/*.cruds":                         {record.Allergies, record.Medications},
		"patient/*.rs":                         {record.Allergies, record.Medications},
		"patient/Patient.rs user/*.rs":         {record.Allergies, record.Medications},
		"user/Patient.rs patient/Allergy.rs":   nil,
		"user/*.r":                             nil,
		"user/*.cud":                           nil,
		"user/*.sr":                            nil,
		"system/*.rs":                          nil,
		"user/*.rs?category=x":                 nil,
		"openid fhirUser launch":               nil,
		"":                                     nil,
		"user/AllergyIntolerance.rs":           nil, // without Patient nobody knows whose they are
		"patient/*.write":                      nil,
		"patient/Patient.rs user/Condition.rs": nil,
		"patient/Patient.rs user/AllergyIntolerance.rs": {record.Allergies},
		// Dispenses are missing: a part of the medicines is not given for the whole.
		"user/Patient.rs user/MedicationRequest.rs user/MedicationStatement.rs": nil,
	} {
		c := doctor(ada)
		c.Scopes = access.ParseScopes(scopes)
		g, _ := h.one(c, ada, record.Allergies, record.Medications)
		for _, k := range []record.Kind{record.Allergies, record.Medications} {
			if got := g.Allows(k, "NEL"); got != slices.Contains(want, k) {
				t.Errorf("%q: %s %t", scopes, k, got)
			}
		}
	}
	c := doctor(ada)
	c.Scopes = access.ParseScopes("patient/*.rs")
	if _, err := h.BreakGlass(t.Context(), doctor(""), brian, access.Emergency, "unconscious in resus"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.one(c, brian); code(err) != record.CodeForbidden {
		t.Errorf("patient/ scopes reach somebody else: %v", err)
	}
}

func TestEveryKindIsBoundByScopes(t *testing.T) {
	h := build(t, nil)
	g, err := h.one(doctor(ada), ada, record.Kinds...)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range policy.Kinds {
		if !g.Allows(k, "NEL") {
			t.Errorf("user/*.rs does not reach %s", k)
		}
	}
}

func TestS04_LabelsOfThePersonCountEverywhereAlike(t *testing.T) {
	h := build(t, nil)
	g := mustOpen(t, h)
	restricted := []record.Coding{{System: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", Code: "R"}}
	for _, x := range london {
		if !g.Allows(record.Allergies, x) || g.AllowsLabels(record.Allergies, x, restricted) || !g.Withheld(record.Allergies, x, restricted) {
			t.Errorf("%s", x)
		}
	}
}

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

func (outcomesFail) Conclude(context.Context, ...audit.Outcome) error { return audit.ErrNotWritten }

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

func TestOversightAndOwnHistory(t *testing.T) {
	h := build(t, nil)
	officer, citizen, nobody := doctor(""), doctor(ada), doctor("")
	officer.Role, officer.Purpose = policy.PrivacyOfficer, policy.Oversight
	citizen.Role, citizen.Purpose = policy.Citizen, policy.OwnRecord
	nobody.Role, nobody.Purpose = policy.Citizen, policy.OwnRecord
	if receipt, err := h.PermitAudit(t.Context(), officer, ada); err != nil || !receipt.Permitted() {
		t.Error(err)
	}
	if receipt, err := h.PermitAudit(t.Context(), doctor(ada), ada); code(err) != record.CodeForbidden || receipt.Permitted() {
		t.Error(err)
	}
	if whose, receipt, err := h.PermitOwnHistory(t.Context(), citizen); err != nil || whose != ada || !receipt.Permitted() {
		t.Error(whose, err)
	}
	for _, c := range []access.Caller{nobody, officer, doctor(ada)} {
		if _, _, err := h.PermitOwnHistory(t.Context(), c); code(err) != record.CodeForbidden {
			t.Error(err)
		}
	}
	for _, c := range []access.Caller{officer, citizen} {
		if _, err := h.one(c, ada); code(err) != record.CodeForbidden {
			t.Errorf("%s sees a record: %v", c.Role, err)
		}
	}
	if n := len(h.noted()); n != 8 {
		t.Errorf("%d decisions are noted", n)
	}
	if err := h.NoteRefusedToken(t.Context(), doctor(""), "expired"); err != nil {
		t.Fatal(err)
	}
	noted := h.noted()
	if last := noted[len(noted)-1].Decision; last.Action != audit.Authenticate || last.Permitted || last.Reasons[0] != "expired" {
		t.Errorf("noted: %+v", last)
	}
}

func TestALaunchReferenceIsLookedUpAtItsExchangeOnly(t *testing.T) {
	h := build(t, nil)
	c := doctor("")
	c.Launch = access.Launch{Exchange: "SEL", Reference: "Patient/17"}
	found, err := h.ResolveLaunch(t.Context(), c, func(_ context.Context, g *access.Grant) (record.NHSNumber, error) {
		for _, k := range policy.Kinds {
			for _, x := range london {
				if g.Allows(k, x) != (k == record.Demographics && x == "SEL") {
					t.Errorf("%s %s", k, x)
				}
			}
		}
		return ada, nil
	})
	if err != nil || found.Launch.Person != ada {
		t.Fatal(found.Launch, err)
	}
	if _, err := h.one(found, ada); err != nil {
		t.Error(err)
	}
	if _, err := h.ResolveLaunch(t.Context(), found, nil); err != nil {
		t.Errorf("a person who is known is looked up: %v", err)
	}
	fails := func(context.Context, *access.Grant) (record.NHSNumber, error) { return "17", nil }
	if found, err := h.ResolveLaunch(t.Context(), c, fails); code(err) != record.CodeInvalidNHSNumber || found.Launch.Person != "" {
		t.Errorf("%v", err)
	}
	c.Launch.Exchange = "XXX"
	if _, err := h.ResolveLaunch(t.Context(), c, fails); code(err) != record.CodeForbidden {
		t.Errorf("%v", err)
	}
}

func TestS26_AGrantAndItsCallerNameNoPatientWhenTheyArePrinted(t *testing.T) {
	g := mustOpen(t, build(t, nil))
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d"} {
		if text := fmt.Sprintf(verb, g) + fmt.Sprintf(verb, *g) + fmt.Sprintf(verb, g.Caller()); strings.Contains(text, string(ada)) {
			t.Errorf("%s prints the number", verb)
		}
	}
	text, err := json.Marshal(map[string]any{"grant": g, "caller": g.Caller()})
	if err != nil || strings.Contains(string(text), string(ada)) {
		t.Errorf("JSON holds the number, or %v", err)
	}
}

func TestManyPeopleAreDecidedInOneTransaction(t *testing.T) {
	h := build(t, nil)
	people := slices.Repeat([]record.NHSNumber{brian}, 50)
	people[7] = ada
	openings, err := h.Open(t.Context(), doctor(ada), people, record.Kinds)
	if err != nil {
		t.Fatal(err)
	}
	for i, o := range openings {
		if (o.Err == nil) != (i == 7) || (o.Grant != nil) != (i == 7) {
			t.Errorf("%d: %v", i, o.Err)
		}
	}
	if n := len(h.noted()); n != 50 {
		t.Errorf("%d decisions are noted", n)
	}
}

func TestTheTestCallerOfModeOpenGetsIn(t *testing.T) {
	c, err := access.Open("127.0.0.1:8080", true)
	if err != nil {
		t.Fatal(err)
	}
	h := build(t, func(s *access.Settings) { s.Register = optout.Nobody{} })
	if g, err := h.one(c, publicExample, record.Allergies); err != nil || !g.Allows(record.Allergies, "NEL") {
		t.Error(err)
	}
}

func BenchmarkOpen(b *testing.B) {
	policies, err := policy.Embedded(london)
	if err != nil {
		b.Fatal(err)
	}
	door, err := access.NewDoor(access.Settings{Policies: policies, Trail: discard{}, Register: optout.Nobody{}})
	if err != nil {
		b.Fatal(err)
	}
	c := doctor(ada)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := door.Open(context.Background(), c, []record.NHSNumber{ada}, record.Kinds); err != nil {
			b.Fatal(err)
		}
	}
}

// discard notes nothing, so that the benchmark measures the door alone; its receipts open nothing.
type discard struct{}

func (discard) Decide(_ context.Context, d ...audit.Decision) ([]audit.Receipt, error) {
	return make([]audit.Receipt, len(d)), nil
}

func (discard) Conclude(context.Context, ...audit.Outcome) error { return nil }
