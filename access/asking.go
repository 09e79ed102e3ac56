package access

import (
	"context"
	"slices"

	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

// AskingRelationships finds out from the exchanges how an organisation has to do with people: their practice, referrals
// and encounters. It is asked about those of whom no other source knows. Its grants let nothing else be read, and what it
// reads is for nothing else.
type AskingRelationships interface {
	// Kinds are what it needs to read. The grants allow no more.
	Kinds() []record.Kind
	// Ask gives a finding for each grant, in their order. It returns within the time that it sets itself, whatever the
	// exchanges do.
	Ask(ctx context.Context, odsCode string, grants []*Grant) ([]Finding, error)
}

// Finding is what the exchanges said about one person.
type Finding struct {
	// Relationships are practice, referral or encounter; whatever else it says does not count.
	Relationships []policy.Relationship
	// Asked tells how each exchange answered for each kind that it was asked for.
	Asked []audit.Asked
}

// unseen tells that an exchange may hold a relationship that was not seen.
func (f Finding) unseen() bool {
	return slices.ContainsFunc(f.Asked, func(a audit.Asked) bool { return !a.State.Seen() })
}

// askForRelationships lets the exchanges be asked about those of whom nobody knows, where that is permitted. The decision
// is in the audit trail before they are asked, and how they answered is there before anything rests on it.
func (d *Door) askForRelationships(ctx context.Context, caller Caller, list []question) {
	if d.settings.Asking == nil || caller.ODSCode == "" {
		return
	}
	kinds := d.settings.Asking.Kinds()
	var asked []*question
	var grants []*Grant
	var decisions []audit.Decision
	for i := range list {
		q := &list[i]
		if len(q.facts.Relationships) > 0 || q.refused != nil {
			continue
		}
		permitted, why := d.settings.Policies.Permits(q.facts, policy.CheckRelationship)
		if !permitted {
			continue
		}
		g := d.judge(caller, *q, kinds)
		if !g.scoped(record.Demographics) {
			continue // no relationship would open what the token does not reach
		}
		g.judge = checkJudge{g.kinds, d.settings.Policies.Exchanges(), q.facts.ObjectedExchanges, why}
		g.caller.Unscoped = true
		asked, grants = append(asked, q), append(grants, g)
		decisions = append(decisions, d.decision(ctx, caller, audit.CheckRelationship, *q, g))
	}
	if len(grants) == 0 {
		return
	}
	findings, err := d.ask(ctx, caller.ODSCode, grants, decisions)
	if err != nil {
		d.settings.Failed("source of relationships", err)
	}
	for i, q := range asked {
		if err != nil {
			q.unheard()
			continue
		}
		q.facts.Relationships = append(q.facts.Relationships, byOrganisation(findings[i].Relationships)...)
		if len(q.facts.Relationships) == 0 && findings[i].unseen() {
			q.unheard()
		}
	}
}

// ask gives a finding for each grant, once its outcome is written.
func (d *Door) ask(ctx context.Context, ods string, grants []*Grant, decisions []audit.Decision) ([]Finding, error) {
	receipts, err := d.settings.Trail.Decide(ctx, decisions...)
	if err != nil {
		return nil, err
	}
	for i, g := range grants {
		if !receipts[i].Permits(g.person) {
			return nil, errNotNoted
		}
		g.receipt = receipts[i]
	}
	findings, failed := d.settings.Asking.Ask(ctx, ods, grants)
	if failed != nil || len(findings) != len(grants) {
		findings = make([]Finding, len(grants))
	}
	outcomes := make([]audit.Outcome, len(grants))
	for i, f := range findings {
		outcomes[i] = audit.Outcome{Of: receipts[i], Asked: f.Asked}
		if failed != nil {
			outcomes[i].Errors = []record.ErrorCode{record.CodeOf(failed)}
		}
	}
	if err := d.settings.Trail.Conclude(ctx, outcomes...); err != nil {
		return nil, err
	}
	return findings, failed
}

// checkJudge allows what relationships are found by, where the person does not object and nothing is labelled.
type checkJudge struct {
	kinds               []record.Kind
	exchanges, objected []record.ExchangeID
	why                 []policy.Reason
}

func (c checkJudge) Verdict(kind record.Kind, exchange record.ExchangeID, label policy.Label) policy.Verdict {
	if label == policy.Normal && contains(c.kinds, kind) && slices.Contains(c.exchanges, exchange) && !slices.Contains(c.objected, exchange) {
		return policy.Allowed
	}
	return policy.Absent
}

func (c checkJudge) Why(record.Kind, record.ExchangeID, policy.Label) []policy.Reason { return c.why }
