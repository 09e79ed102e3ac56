package access_test

import (
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/optout"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/record"
)

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
