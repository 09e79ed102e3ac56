package access

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

// GlassHolds is how long a broken glass lets the caller in.
const GlassHolds = 30 * time.Minute

// GlassReason is why somebody opens a record without a relationship, as a code.
type GlassReason string

// The reasons that can be given.
const (
	Emergency       GlassReason = "EMERGENCY"         // urgent care of somebody who is not known here
	UnableToConsent GlassReason = "UNABLE_TO_CONSENT" // the person can't be asked
	PersonConsents  GlassReason = "PERSON_CONSENTS"   // the person is here and agrees
	Safeguarding    GlassReason = "SAFEGUARDING"      // to protect the person or somebody else from harm
	LegalDuty       GlassReason = "LEGAL_DUTY"        // a court or the law demands it
)

// GlassReasons are all of them.
var GlassReasons = []GlassReason{Emergency, UnableToConsent, PersonConsents, Safeguarding, LegalDuty}

const (
	shortestText = 10
	longestText  = 1000
)

// BreakGlass lets this caller see this person's record without a relationship, until the time that it gives. It is noted
// in the audit trail, marked, with the reason, before it holds. It is refused where policy does, and where it would open
// nothing, such as over an objection that policy makes absolute.
func (d *Door) BreakGlass(ctx context.Context, caller Caller, person record.NHSNumber, reason GlassReason, text string) (time.Time, error) {
	if !caller.known(d.now()) {
		return time.Time{}, errNobody
	}
	text = strings.TrimSpace(text)
	if err := checkGlass(reason, text); err != nil {
		return time.Time{}, err
	}
	now := d.now()
	end := now.Add(GlassHolds)
	q := d.glassQuestion(ctx, caller, person, end)
	g := d.judge(caller, q, nil)
	permitted, why := d.settings.Policies.Permits(q.facts, policy.BreakTheGlass)
	refusal := g.refusal()
	if refusal == nil && !permitted {
		refusal = record.Errorf(record.CodeForbidden, "You may not break the glass. %s", why[0].Sentence)
	}
	decision := d.decision(ctx, caller, audit.BreakGlass, q, g)
	decision.Reasons = append(sentences(why), decision.Reasons...)
	decision.Justification = string(reason) + ": " + text
	if refusal != nil {
		decision.Permitted, decision.Kinds, decision.Exchanges = false, nil, nil
	}
	receipts, err := d.settings.Trail.Decide(ctx, decision)
	switch {
	case err != nil:
		return time.Time{}, err
	case refusal != nil:
		return time.Time{}, refusal
	case !receipts[0].Permitted():
		return time.Time{}, errNotNoted
	}
	d.glasses.shatter(caller.audited(), person, now, end)
	return end, nil
}

// glassQuestion is the question as it stands once the glass is broken.
func (d *Door) glassQuestion(ctx context.Context, caller Caller, person record.NHSNumber, end time.Time) question {
	q := d.question(caller, person)
	if !q.glass {
		q.facts.Relationships = append(q.facts.Relationships, policy.BreakGlass)
	}
	q.glass, q.glassUntil, q.notes = true, end, nil
	list := []question{q}
	d.addObjections(ctx, []record.NHSNumber{person}, list)
	return list[0]
}

func checkGlass(reason GlassReason, text string) error {
	if !slices.Contains(GlassReasons, reason) {
		return record.Errorf(record.CodeBadRequest, "This is not one of the reasons for breaking the glass.")
	}
	if n := utf8.RuneCountInString(text); n < shortestText || n > longestText || !utf8.ValidString(text) {
		return record.Errorf(record.CodeBadRequest, "Please say in %d to %d characters why you need this record.", shortestText, longestText)
	}
	return nil
}
