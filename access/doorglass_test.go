package access_test

import (
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
