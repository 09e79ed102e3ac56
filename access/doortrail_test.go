package access_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

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
