package access

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/london-care-record/gateway/access/optout"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

// Trail is the audit trail, in which every decision stands before it counts. *audit.Log is the one that there is, and
// only its receipts prove anything.
type Trail interface {
	Decide(ctx context.Context, decisions ...audit.Decision) ([]audit.Receipt, error)
	Conclude(ctx context.Context, outcomes ...audit.Outcome) error
}

// Register says who objects to sharing: *optout.Watched, or optout.Nobody.
type Register interface {
	Objections(ctx context.Context, people []record.NHSNumber) (optout.Objections, error)
	LastKnown(person record.NHSNumber) ([]optout.Objection, time.Time, error)
}

// Settings are what a Door needs. Relationships, Asking and Glasses may be missing, and what has a default says so.
type Settings struct {
	Policies *policy.Set
	Trail    Trail
	Register Register
	// Relationships are asked in order, all of them.
	Relationships []Relationships
	Asking        AskingRelationships
	// Glasses is where broken glasses stand, for this door and others: *audit.Reader. Without it, this door knows its own
	// only, and forgets them when the program ends.
	Glasses BrokenGlasses
	// GrantFor is how long a grant holds: 2 minutes. It outlives no token and no broken glass.
	GrantFor time.Duration
	// LegalBases replace what is noted for a purpose.
	LegalBases map[policy.Purpose]string
	// Failed is told why a source of relationships or the register gave no answer, for the log: told to nobody.
	Failed func(what string, err error)
	// Now is the clock: time.Now.
	Now func() time.Time
}

// Door is the one way to a record. It is safe for concurrent use.
type Door struct {
	settings Settings
	now      func() time.Time
	glasses  glasses
}

// NewDoor makes a Door.
func NewDoor(s Settings) (*Door, error) {
	if s.Policies == nil || s.Trail == nil || s.Register == nil {
		return nil, errors.New("a door needs policies, an audit trail and an opt-out register")
	}
	if s.GrantFor == 0 {
		s.GrantFor = 2 * time.Minute
	}
	if s.Now == nil {
		s.Now = time.Now
	}
	if s.Failed == nil {
		s.Failed = func(string, error) {}
	}
	return &Door{settings: s, now: s.Now, glasses: glasses{broken: map[glassKey]time.Time{}}}, nil
}

// Opening is what came of asking for one person: a grant, or why there is none.
type Opening struct {
	Grant *Grant
	Err   error
}

// Open decides whether the caller may see these kinds of these people's records, notes each decision in the audit trail,
// and gives a grant where something may be seen. The openings are in the order of the people. The error is about all of
// them: the caller is not known, or the audit trail can't be written.
func (d *Door) Open(ctx context.Context, caller Caller, people []record.NHSNumber, kinds []record.Kind) ([]Opening, error) {
	if !caller.known(d.now()) {
		return nil, errNobody
	}
	questions := d.questions(ctx, caller, people)
	grants := make([]*Grant, len(questions))
	decisions := make([]audit.Decision, len(questions))
	for i, q := range questions {
		grants[i] = d.judge(caller, q, kinds)
		decisions[i] = d.decision(ctx, caller, audit.ReadRecord, q, grants[i])
	}
	receipts, err := d.settings.Trail.Decide(ctx, decisions...)
	if err != nil {
		return nil, err
	}
	openings := make([]Opening, len(grants))
	for i, g := range grants {
		openings[i] = d.opening(g, receipts[i])
	}
	return openings, nil
}

// opening lets a grant out when the audit trail proves that the decision was written.
func (d *Door) opening(g *Grant, r audit.Receipt) Opening {
	if err := g.refusal(); err != nil {
		return Opening{Err: err}
	}
	if !r.Permits(g.person) {
		return Opening{Err: errNotNoted}
	}
	g.receipt = r
	return Opening{Grant: g}
}

// judge makes what becomes a grant when it is noted.
func (d *Door) judge(caller Caller, q question, kinds []record.Kind) *Grant {
	g := &Grant{door: d, person: q.person, caller: caller, rests: q, judge: d.settings.Policies.Decide(q.facts),
		kinds:   slices.Compact(slices.Sorted(slices.Values(append([]record.Kind{record.Demographics}, kinds...)))),
		expires: d.now().Add(d.settings.GrantFor)}
	for _, end := range []time.Time{caller.Expires, q.glassUntil} {
		if !end.IsZero() && end.Before(g.expires) {
			g.expires = end
		}
	}
	return g
}

// refusal is the error of a grant that lets nothing be read. It says why where the caller may know.
func (g *Grant) refusal() error {
	if g.rests.refused != nil {
		return record.Errorf(record.CodeRecordUnavailable, "%s Please try again.", g.rests.refused.Sentence)
	}
	var why []policy.Reason
	for _, x := range g.door.settings.Policies.Exchanges() {
		switch g.verdict(record.Demographics, x, nil) {
		case policy.Allowed:
			return nil
		case policy.Withheld:
			why = append(why, g.Why(record.Demographics, x)...)
		case policy.Absent:
		}
	}
	if len(why) == 0 {
		return record.Errorf(record.CodeForbidden, "You may not see this person's record.")
	}
	if slices.Contains(g.rests.notes, sourceFailed) {
		return record.Errorf(record.CodeForbidden, "You may not see this person's record. %s %s Please try again.", why[0].Sentence, sourceFailed.Sentence)
	}
	return record.Errorf(record.CodeForbidden, "You may not see this person's record. %s", why[0].Sentence)
}

// reasons are all that decided: what came up on the way, the scopes, and the policies.
func (g *Grant) reasons() []policy.Reason {
	list := slices.Clone(g.rests.notes)
	if g.rests.refused != nil {
		return append(list, *g.rests.refused)
	}
	if slices.ContainsFunc(g.kinds, func(k record.Kind) bool { return !g.scoped(k) }) {
		list = append(list, outOfScope)
	}
	for _, k := range g.kinds {
		for _, x := range g.door.settings.Policies.Exchanges() {
			for _, r := range g.judge.Why(k, x, policy.Normal) {
				if !slices.Contains(list, r) {
					list = append(list, r)
				}
			}
		}
	}
	return list
}

func (d *Door) decision(ctx context.Context, caller Caller, action audit.Action, q question, g *Grant) audit.Decision {
	decision := audit.Decision{At: d.now(), Action: action, Caller: caller.audited(), Request: requestOf(ctx),
		Purpose: string(caller.Purpose), LegalBasis: d.legalBasis(caller.Purpose), Person: q.person,
		Reasons: sentences(g.reasons()), BreakGlass: q.glass, Own: caller.owns(q.person)}
	if g.refusal() == nil {
		decision.Permitted = true
		decision.Kinds, decision.Exchanges = g.opens(d.settings.Policies.Exchanges())
	}
	return decision
}

func sentences(reasons []policy.Reason) []string {
	list := make([]string, len(reasons))
	for i, r := range reasons {
		list[i] = r.Policy + ": " + r.Sentence
	}
	return list
}

// legalBases are what is noted for a purpose.
// Source: UK GDPR, articles 5, 6, 9 and 15.
var legalBases = map[policy.Purpose]string{
	policy.DirectCare:     "UK GDPR 6(1)(e), 9(2)(h)",
	policy.EmergencyCare:  "UK GDPR 6(1)(e), 9(2)(h)",
	policy.Administration: "UK GDPR 6(1)(e), 9(2)(h)",
	policy.Oversight:      "UK GDPR 5(2), 6(1)(c)",
	policy.OwnRecord:      "UK GDPR 15",
}

func (d *Door) legalBasis(p policy.Purpose) string {
	if basis, ok := d.settings.LegalBases[p]; ok {
		return basis
	}
	return legalBases[p]
}

var (
	errNobody = record.Errorf(record.CodeUnauthenticated,
		"It is not known who asks, or no longer. Please sign in again in your own system.")
	errNotNoted = record.Errorf(record.CodeRecordUnavailable,
		"The record can't be shown at the moment, because this access could not be noted. Please try again.")
)
