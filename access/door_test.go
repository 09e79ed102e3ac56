package access_test

import (
	"context"
	"encoding/json"
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

func (outcomesFail) Conclude(context.Context, ...audit.Outcome) error { return audit.ErrNotWritten }

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

func (discard) Decide(_ context.Context, d ...audit.Decision) ([]audit.Receipt, error) {
	return make([]audit.Receipt, len(d)), nil
}

func (discard) Conclude(context.Context, ...audit.Outcome) error { return nil }
