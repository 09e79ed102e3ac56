package access

import (
	"fmt"
	"time"

	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

// Grant lets one caller read one person's record, in part or whole, for a short while. Only a Door makes one, after the
// decision is durable in the audit trail. A nil Grant and the zero Grant let nothing be read. A Grant never changes and
// is safe for concurrent use.
type Grant struct {
	door    *Door
	person  record.NHSNumber
	caller  Caller
	kinds   []record.Kind
	rests   question
	judge   judge
	expires time.Time
	receipt audit.Receipt
}

// judge says what may be read.
type judge interface {
	Verdict(record.Kind, record.ExchangeID, policy.Label) policy.Verdict
	Why(record.Kind, record.ExchangeID, policy.Label) []policy.Reason
}

// Person is whose record may be read.
func (g *Grant) Person() record.NHSNumber {
	if g == nil {
		return ""
	}
	return g.person
}

// Caller is who may read it.
func (g *Grant) Caller() Caller {
	if g == nil {
		return Caller{}
	}
	return g.caller
}

// Receipt is the decision's place in the audit trail, which the outcome must name.
func (g *Grant) Receipt() audit.Receipt {
	if g == nil {
		return audit.Receipt{}
	}
	return g.receipt
}

// BreakGlass tells that the grant rests on a broken glass.
func (g *Grant) BreakGlass() bool { return g != nil && g.rests.glass }

// Allows tells whether an exchange may be asked for a kind of this person's record, now.
func (g *Grant) Allows(kind record.Kind, exchange record.ExchangeID) bool {
	return g.verdict(kind, exchange, nil) == policy.Allowed && g.door.now().Before(g.expires)
}

// AllowsLabels tells whether what carries these security labels may be shown: an entry's own, or those of the person's
// Patient, which count for every kind and exchange alike (S04).
func (g *Grant) AllowsLabels(kind record.Kind, exchange record.ExchangeID, labels []record.Coding) bool {
	return g.verdict(kind, exchange, labels) == policy.Allowed
}

// Withheld tells whether the caller may know that something is withheld. What is neither allowed nor withheld is to look
// as if it were not there.
func (g *Grant) Withheld(kind record.Kind, exchange record.ExchangeID, labels []record.Coding) bool {
	return g.verdict(kind, exchange, labels) == policy.Withheld
}

// Why gives the reasons for what is said of a kind at an exchange.
func (g *Grant) Why(kind record.Kind, exchange record.ExchangeID) []policy.Reason {
	if g == nil || g.judge == nil {
		return nil
	}
	if !g.scoped(kind) {
		return []policy.Reason{outOfScope}
	}
	return g.judge.Why(kind, exchange, policy.Normal)
}

// verdict is the strictest of what is said of the section, of each of the labels, and of who the person is: without that,
// an exchange's answer can't be checked against the person (S02).
func (g *Grant) verdict(kind record.Kind, exchange record.ExchangeID, labels []record.Coding) policy.Verdict {
	if g == nil || g.judge == nil || !contains(g.kinds, kind) {
		return policy.Absent
	}
	v := g.judge.Verdict(kind, exchange, policy.Normal)
	if !g.scoped(kind) || !g.identifies(exchange) {
		v = min(v, policy.Withheld)
	}
	for _, label := range labels {
		v = min(v, g.judge.Verdict(kind, exchange, policy.LabelOf(label)))
	}
	return v
}

func (g *Grant) identifies(exchange record.ExchangeID) bool {
	return g.scoped(record.Demographics) && g.judge.Verdict(record.Demographics, exchange, policy.Normal) == policy.Allowed
}

// scoped tells whether the token's scopes reach a kind of this person's record.
func (g *Grant) scoped(kind record.Kind) bool {
	c := g.caller
	return c.Unscoped || c.Scopes.allow(kind, c.Launch.Person != "" && c.Launch.Person == g.person)
}

func contains(kinds []record.Kind, kind record.Kind) bool {
	for _, k := range kinds {
		if k == kind {
			return true
		}
	}
	return false
}

// opens gives what the grant lets be read, for the audit trail.
func (g *Grant) opens(exchanges []record.ExchangeID) (kinds []record.Kind, where []record.ExchangeID) {
	for _, x := range exchanges {
		some := false
		for _, k := range g.kinds {
			if g.verdict(k, x, nil) != policy.Allowed {
				continue
			}
			some = true
			if !contains(kinds, k) {
				kinds = append(kinds, k)
			}
		}
		if some {
			where = append(where, x)
		}
	}
	return kinds, where
}

// Format names nobody, whatever the verb, because a grant may end in a log.
func (g Grant) Format(f fmt.State, _ rune) { fmt.Fprint(f, "access.Grant") }

var outOfScope = policy.Reason{Policy: "scope", Sentence: "The token's scopes do not reach this."}
