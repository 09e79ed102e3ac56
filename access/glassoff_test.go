package access_test

import (
	"strings"
	"testing"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/record"
)

func TestS25_SwitchedOffTheGlassIsBrokenByNobody(t *testing.T) {
	h := build(t, func(s *access.Settings) {
		var err error
		if s.Policies, err = policy.Embedded(london, policy.NoBreakGlass); err != nil {
			t.Fatal(err)
		}
	})
	_, err := h.BreakGlass(t.Context(), doctor(""), ada, access.Emergency, "unconscious, nobody else to ask")
	if record.CodeOf(err) != record.CodeForbidden || !strings.Contains(err.Error(), "switched off") {
		t.Errorf("got %v", err)
	}
	if _, err := h.one(doctor(""), ada, record.Allergies); err == nil {
		t.Error("the record is open")
	}
	if noted := h.noted(); len(noted) == 0 || noted[0].Decision.Permitted || !noted[0].Decision.BreakGlass {
		t.Errorf("noted is %+v", noted)
	}
}
