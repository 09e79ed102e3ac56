package access

import (
	"context"
	"slices"

	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

// ResolveLaunch finds out whom the token's Patient reference means, where the token gives no NHS number. ask reads that
// one Patient at that one exchange, with a grant that lets nothing else be read and that names nobody yet. The caller
// comes back with the person filled in.
func (d *Door) ResolveLaunch(ctx context.Context, caller Caller,
	ask func(ctx context.Context, grant *Grant) (record.NHSNumber, error)) (Caller, error) {
	launch := caller.Launch
	switch {
	case !caller.known(d.now()):
		return Caller{}, errNobody
	case launch.Person != "":
		return caller, nil
	case launch.Reference == "" || !slices.Contains(d.settings.Policies.Exchanges(), launch.Exchange):
		return Caller{}, record.Errorf(record.CodeForbidden, "The token does not say on whom the record was opened.")
	}
	judge := launchJudge{launch.Exchange}
	g := d.judge(caller, question{}, nil)
	g.judge, g.caller.Unscoped = judge, true
	receipts, err := d.settings.Trail.Decide(ctx, audit.Decision{At: d.now(), Action: audit.Authenticate, Caller: caller.audited(),
		Request: requestOf(ctx), Purpose: string(caller.Purpose), Permitted: true, Reasons: sentences(judge.Why("", "", "")),
		Kinds: []record.Kind{record.Demographics}, Exchanges: []record.ExchangeID{launch.Exchange}})
	if err != nil {
		return Caller{}, err
	}
	if !receipts[0].Permitted() {
		return Caller{}, errNotNoted
	}
	g.receipt = receipts[0]
	person, err := ask(ctx, g)
	if err != nil {
		return Caller{}, err
	}
	caller.Launch.Person, err = record.ParseNHSNumber(string(person))
	return caller, err
}

// launchJudge allows who the person is, at the exchange that the token names.
type launchJudge struct{ exchange record.ExchangeID }

func (j launchJudge) Verdict(kind record.Kind, exchange record.ExchangeID, label policy.Label) policy.Verdict {
	if kind == record.Demographics && exchange == j.exchange && label == policy.Normal {
		return policy.Allowed
	}
	return policy.Absent
}

func (j launchJudge) Why(record.Kind, record.ExchangeID, policy.Label) []policy.Reason {
	return []policy.Reason{{Policy: "launch-reference", Sentence: "The token names the person by a Patient of this exchange, who is looked up there."}}
}
