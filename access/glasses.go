package access

import (
	"context"
	"sync"
	"time"

	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

// BrokenGlasses knows which glasses were broken since a time, by one caller for some people or, where those are empty, by
// whoever and for whomever. *audit.Reader is the one that there is: a broken glass stands in the audit trail before it
// holds, so that every door over the same trail can find it there, and after a restart too.
type BrokenGlasses interface {
	Glasses(ctx context.Context, since time.Time, caller audit.Caller, people []record.NHSNumber) ([]audit.Glass, error)
}

// glasses are the broken ones that this door knows of.
type glasses struct {
	mu     sync.Mutex
	broken map[glassKey]time.Time
	// seen is up to when others' glasses were last read.
	seen time.Time
}

// glassKey is one caller, in one role and at one system, and one person.
type glassKey struct {
	issuer, subject, client, ods, role string
	person                             record.NHSNumber
}

func keyOf(c audit.Caller, person record.NHSNumber) glassKey {
	return glassKey{c.Issuer, c.Subject, c.Client, c.Organisation, c.Role, person}
}

// until tells whether the glass is broken, and until when.
func (g *glasses) until(c Caller, person record.NHSNumber, now time.Time) (time.Time, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	end, ok := g.broken[keyOf(c.audited(), person)]
	if !ok || !now.Before(end) {
		return time.Time{}, false
	}
	return end, true
}

// shatter notes a broken glass, and forgets those whose time is over.
func (g *glasses) shatter(c audit.Caller, person record.NHSNumber, now, end time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for key, until := range g.broken {
		if !now.Before(until) {
			delete(g.broken, key)
		}
	}
	if key := keyOf(c, person); end.After(g.broken[key]) {
		g.broken[key] = end
	}
}

// findGlasses looks for glasses that this caller broke at another door, or before a restart. The trail is read only about
// those of whom a broken glass would decide something now: those without a relationship, those who object to a part, and
// everybody while it is not known who objects. For the others see RefreshGlasses.
func (d *Door) findGlasses(ctx context.Context, caller Caller, list []question) {
	if d.settings.Glasses == nil {
		return
	}
	var people []record.NHSNumber
	for i := range list {
		if d.glassDecides(&list[i]) {
			people = append(people, list[i].person)
		}
	}
	if len(people) == 0 {
		return
	}
	now := d.now()
	found, err := d.settings.Glasses.Glasses(ctx, now.Add(-GlassHolds), caller.audited(), people)
	if err != nil {
		d.settings.Failed("broken glasses", err)
		return
	}
	for _, glass := range found {
		d.glasses.shatter(caller.audited(), glass.Person, now, endOf(glass.At, now))
	}
	for i := range list {
		q := &list[i]
		if q.glass {
			continue
		}
		q.underGlass(d.glasses.until(caller, q.person, now))
		if q.glass && q.refused != nil {
			d.fromLastKnown(q)
		}
	}
}

// glassDecides tells whether it matters now whether the caller broke the glass.
func (d *Door) glassDecides(q *question) bool {
	alone := len(q.facts.Relationships) == 0
	if q.glass || !alone && q.refused == nil && len(q.facts.Objections)+len(q.facts.ObjectedExchanges) == 0 {
		return false
	}
	may, _ := d.settings.Policies.Permits(q.facts, policy.BreakTheGlass)
	return may
}

// underGlass takes a broken glass into account.
func (q *question) underGlass(until time.Time, broken bool) {
	q.glassUntil, q.glass = until, broken
	if broken {
		q.facts.Relationships = append(q.facts.Relationships, policy.BreakGlass)
		q.notes = append(q.notes, brokenGlass)
	}
}

// endOf is when a broken glass ends. Another gateway's clock may be ahead, which makes it hold no longer here.
func endOf(at, now time.Time) time.Time {
	if at.After(now) {
		at = now
	}
	return at.Add(GlassHolds)
}

// clocksDiffer is how far the clocks of gateways over one trail may lie apart, with the time that an entry takes to be
// written.
const clocksDiffer = 5 * time.Second

// RefreshGlasses reads which glasses were broken at other doors since it was last called, or in the last half hour. It is
// called every other second, so that who already has a relationship, of whom the trail is not asked at each decision, sees
// everywhere what a broken glass opens beyond that.
func (d *Door) RefreshGlasses(ctx context.Context) error {
	if d.settings.Glasses == nil {
		return nil
	}
	now := d.now()
	since := now.Add(-GlassHolds)
	d.glasses.mu.Lock()
	if seen := d.glasses.seen.Add(-clocksDiffer); seen.After(since) {
		since = seen
	}
	d.glasses.mu.Unlock()
	found, err := d.settings.Glasses.Glasses(ctx, since, audit.Caller{}, nil)
	if err != nil {
		return err
	}
	for _, glass := range found {
		if end := endOf(glass.At, now); now.Before(end) {
			d.glasses.shatter(glass.Caller, glass.Person, now, end)
		}
	}
	d.glasses.mu.Lock()
	d.glasses.seen = now
	d.glasses.mu.Unlock()
	return nil
}
