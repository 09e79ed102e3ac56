package stitch

import (
	"strings"
	"testing"

	"github.com/london-care-record/gateway/record"
)

// TestS19_WhatPolicyKeepsBackIsSaid has one exchange's answer of which two entries are withheld, and then one of which the
// caller may not know whether any are.
func TestS19_WhatPolicyKeepsBackIsSaid(t *testing.T) {
	p, _ := someone(t, "NEL", "SEL")
	answers := func(o record.Outcome) []record.Answer {
		return []record.Answer{{Exchange: exchangeNamed("", "NEL"), Outcome: o}, {Exchange: exchangeNamed("", "SEL"), Outcome: record.Outcome{State: record.StateComplete}}}
	}
	c := Complete(p, record.Referrals, p.Guard(answers(record.Outcome{State: record.StatePartial, Unreadable: 1, Withheld: 2})))
	if want := "1 part could not be read; 2 entries withheld because of security labels"; c.Complete || string(c.Sources[0].Detail) != want {
		t.Errorf("complete %v, detail %q", c.Complete, c.Sources[0].Detail)
	}
	hidden := answers(record.Outcome{State: record.StateComplete, Hidden: true})
	for name, c := range map[string]Completeness{
		"a section":    Complete(p, record.Referrals, p.Guard(hidden)),
		"the coverage": CoverageOf(p, map[record.Kind][]record.Answer{record.Referrals: hidden}).Kinds[0].Completeness,
		"the timeline": p.joined([]Completeness{Complete(p, record.Referrals, p.Guard(hidden)), Complete(p, record.Alerts, p.Guard(answers(record.Outcome{State: record.StateComplete})))}),
	} {
		if c.Complete || !strings.HasSuffix(c.Summary, hiddenSentence) || c.Sources[0].Detail != "" {
			t.Errorf("%s: complete %v, %q, %q", name, c.Complete, c.Summary, c.Sources[0].Detail)
		}
	}
	denial := answers(record.Outcome{State: record.StateComplete, Hidden: true})
	denial[1].Facts.Negations = []*record.Negation{{Scope: record.NegationAll, Sources: []*record.Provenance{{Exchange: exchangeNamed("", "SEL"), Reference: "List/1"}}}}
	if l := Allergies(p, denial, AllergyOptions{}); l.Statement != StatementUnknown {
		t.Errorf("beside a denial, of what may be withheld is said %s", l.Statement)
	}
}
