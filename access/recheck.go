package access

import (
	"context"
	"slices"

	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

// Recheck decides again, before an answer leaves, whether what was granted may be released: the token, the broken glass
// and the grant must still hold, and nobody may have come to object in the meantime. The errors are in the order of the
// grants, nil where the answer may leave. What is refused is noted.
func (d *Door) Recheck(ctx context.Context, grants ...*Grant) []error {
	errs := make([]error, len(grants))
	people := make([]record.NHSNumber, len(grants))
	list := make([]question, len(grants))
	for i, g := range grants {
		if g == nil || g.door != d || !g.receipt.Permits(g.person) {
			errs[i] = errNotNoted
			continue
		}
		people[i], list[i] = g.person, d.again(g)
	}
	d.addObjections(ctx, people, list)
	var refused []audit.Decision
	for i, g := range grants {
		if errs[i] != nil {
			continue
		}
		if errs[i] = d.release(g, list[i]); errs[i] != nil {
			refused = append(refused, d.refused(ctx, g, list[i]))
		}
	}
	if len(refused) > 0 {
		if _, err := d.settings.Trail.Decide(ctx, refused...); err != nil {
			d.settings.Failed("audit trail", err)
		}
	}
	return errs
}

// again is the grant's question as it stands now, except for objections. Relationships do not end within a grant's life,
// but a broken glass may.
func (d *Door) again(g *Grant) question {
	q := g.rests
	q.facts.Relationships = slices.Clone(q.facts.Relationships)
	q.notes, q.refused = nil, nil
	if q.glass {
		q.glassUntil, q.glass = d.glasses.until(g.caller, g.person, d.now())
	}
	if !q.glass {
		q.facts.Relationships = slices.DeleteFunc(q.facts.Relationships, func(r policy.Relationship) bool { return r == policy.BreakGlass })
	}
	return q
}

func (d *Door) release(g *Grant, q question) error {
	switch {
	case !d.now().Before(g.expires) || !g.caller.known(d.now()):
		return record.Errorf(record.CodeForbidden, "The access has ended before the answer was complete. Please ask again.")
	case q.refused != nil:
		return record.Errorf(record.CodeRecordUnavailable, "%s Please try again.", q.refused.Sentence)
	}
	now := d.judge(g.caller, q, g.kinds)
	if now.judge == g.judge {
		return nil
	}
	if _, check := g.judge.(checkJudge); check {
		return record.Errorf(record.CodeForbidden, "What was read to find a relationship is not shown.")
	}
	for _, kind := range g.kinds {
		for _, exchange := range d.settings.Policies.Exchanges() {
			for _, label := range policy.Labels {
				if g.judge.Verdict(kind, exchange, label) == policy.Allowed && now.judge.Verdict(kind, exchange, label) != policy.Allowed {
					return record.Errorf(record.CodeForbidden, "What you may see of this person's record has changed. Please ask again.")
				}
			}
		}
	}
	return nil
}

func (d *Door) refused(ctx context.Context, g *Grant, q question) audit.Decision {
	decision := d.decision(ctx, g.caller, audit.ReadRecord, q, d.judge(g.caller, q, g.kinds))
	decision.Permitted, decision.Kinds, decision.Exchanges = false, nil, nil
	decision.Reasons = append([]string{notReleased.Policy + ": " + notReleased.Sentence}, decision.Reasons...)
	return decision
}

var notReleased = policy.Reason{Policy: "not-released", Sentence: "The answer was held back: what was decided before asking no longer held."}
