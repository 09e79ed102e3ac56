package access

import (
	"context"

	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

// PermitAudit decides whether the caller may read the audit trail, about one person or, with no number, about all. The
// decision is noted, and its receipt is what the outcome must name.
func (d *Door) PermitAudit(ctx context.Context, caller Caller, person record.NHSNumber) (audit.Receipt, error) {
	return d.permit(ctx, caller, policy.ReadAudit, person)
}

// PermitOwnHistory decides whether the caller may read who looked at the caller's own record, and gives whose it is.
func (d *Door) PermitOwnHistory(ctx context.Context, caller Caller) (record.NHSNumber, audit.Receipt, error) {
	receipt, err := d.permit(ctx, caller, policy.ReadOwnHistory, caller.Launch.Person)
	if err != nil {
		return "", audit.Receipt{}, err
	}
	if caller.Launch.Person == "" {
		return "", audit.Receipt{}, record.Errorf(record.CodeForbidden, "The token does not say who you are.")
	}
	return caller.Launch.Person, receipt, nil
}

func (d *Door) permit(ctx context.Context, caller Caller, action policy.Action, person record.NHSNumber) (audit.Receipt, error) {
	if !caller.known(d.now()) {
		return audit.Receipt{}, errNobody
	}
	q := d.question(caller, person)
	permitted, why := d.settings.Policies.Permits(q.facts, action)
	receipts, err := d.settings.Trail.Decide(ctx, audit.Decision{At: d.now(), Action: audit.ReadAudit, Caller: caller.audited(),
		Request: requestOf(ctx), Purpose: string(caller.Purpose), LegalBasis: d.legalBasis(caller.Purpose), Person: person,
		Permitted: permitted, Reasons: sentences(why)})
	switch {
	case err != nil:
		return audit.Receipt{}, err
	case !permitted:
		return audit.Receipt{}, record.Errorf(record.CodeForbidden, "You may not do this. %s", why[0].Sentence)
	case !receipts[0].Permitted():
		return audit.Receipt{}, errNotNoted
	}
	return receipts[0], nil
}

// NoteRefusedToken notes that a caller who is known by name was refused, and why. The reason holds nothing of the token.
func (d *Door) NoteRefusedToken(ctx context.Context, caller Caller, reason string) error {
	_, err := d.settings.Trail.Decide(ctx, audit.Decision{At: d.now(), Action: audit.Authenticate, Caller: caller.audited(),
		Request: requestOf(ctx), Purpose: string(caller.Purpose), Reasons: []string{reason}})
	return err
}
