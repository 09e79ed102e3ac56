package loaders

import (
	"context"
	"time"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/record"
)

// Relationships finds out from the exchanges how an organisation has to do with people; see access.AskingRelationships.
type Relationships struct {
	Region *hie.Current
	Rules  RelationshipRules
	// Within is how long the exchanges have to answer; what comes later finds nothing.
	Within time.Duration
	// Now is the clock: time.Now.
	Now func() time.Time
}

// RelationshipRules say what counts.
type RelationshipRules struct {
	// Practice: the organisation is the person's practice.
	Practice bool
	// Referral is for how long a referral counts that names the organisation and is done; one that is open counts for
	// LongestOpen. Zero is for none at all.
	Referral time.Duration
	// Encounter is for how long an encounter with the organisation counts that is over; one that is not counts for
	// LongestOpen from its beginning. Zero is for none at all.
	Encounter time.Duration
}

// LongestOpen is for how long something counts that was never closed: systems forget to close things.
const LongestOpen = 2 * 365 * 24 * time.Hour

// Kinds are what the rules need to read.
func (r *Relationships) Kinds() []record.Kind {
	kinds := []record.Kind{record.Demographics} // without which nothing could be held against the person (S02)
	if r.Rules.Referral > 0 {
		kinds = append(kinds, record.Referrals)
	}
	if r.Rules.Encounter > 0 {
		kinds = append(kinds, record.Encounters)
	}
	return kinds
}

// Ask asks every exchange that the grants allow, once for all people and search. Entries and people that carry a security
// label find nothing.
func (r *Relationships) Ask(ctx context.Context, odsCode string, grants []*access.Grant) ([]access.Finding, error) {
	ctx, cancel := context.WithTimeout(ctx, r.Within)
	defer cancel()
	region, done := r.Region.Use()
	defer done()
	set := NewSet(ctx, Config{Region: region, Limit: len(grants)})
	if err := set.Load(grants, r.Kinds()); err != nil {
		return nil, err
	}
	findings := make([]access.Finding, len(grants))
	for i, g := range grants {
		findings[i] = access.Finding{Relationships: r.of(set, g, odsCode), Asked: set.asked(g)}
	}
	return findings, nil
}

// asked tells how each exchange answered about a person.
func (s *Set) asked(g *access.Grant) []audit.Asked { return s.cohort(g).asked(g, nil) }

func (r *Relationships) of(set *Set, g *access.Grant, ods string) []policy.Relationship {
	now := time.Now
	if r.Now != nil {
		now = r.Now
	}
	search := relationshipSearch{person: g.Person(), rules: r.Rules, ods: record.Text(ods), now: now(), same: samePerson(g.Person(), set.Persons(g))}
	var found []policy.Relationship
	if r.Rules.Practice && !set.Restricted(g) && search.any(set.Persons(g), search.practice) {
		found = append(found, policy.Practice)
	}
	if r.Rules.Referral > 0 && search.any(set.Answers(g, record.Referrals), search.referral) {
		found = append(found, policy.Referral)
	}
	if r.Rules.Encounter > 0 && search.any(set.Answers(g, record.Encounters), search.encounter) {
		found = append(found, policy.Encounter)
	}
	return found
}

// relationshipSearch looks for one organisation in what the exchanges say of one person.
type relationshipSearch struct {
	person record.NHSNumber
	rules  RelationshipRules
	ods    record.Text
	now    time.Time
	// same are the exchanges that mean the person.
	same map[record.ExchangeID]bool
}

func (s relationshipSearch) any(answers []record.Answer, finds func(record.Facts) bool) bool {
	for _, a := range answers {
		if s.same[a.Exchange.ID] && finds(a.Facts) {
			return true
		}
	}
	return false
}

// is tells whether this is the organisation. Only its ODS code counts; names are alike too easily.
func (s relationshipSearch) is(o *record.Organisation) bool {
	return o != nil && s.ods != "" && o.ODSCode == s.ods
}

// practice finds the practice that the person is registered with or, where a Patient names none, who keeps the Patient.
func (s relationshipSearch) practice(f record.Facts) bool {
	for _, p := range f.Persons {
		if !p.Has(s.person) {
			continue
		}
		if s.is(p.GeneralPractice) || p.GeneralPractice == nil && s.is(p.Source.Organisation) {
			return true
		}
	}
	return false
}

// referral finds a referral or an order to or from the organisation that is open or not long done.
func (s relationshipSearch) referral(f record.Facts) bool {
	for _, r := range f.Referrals {
		asked := r.Requester != nil && s.is(r.Requester.Organisation)
		if (asked || s.is(r.Service)) && s.holds(r) {
			return true
		}
	}
	return false
}

func (s relationshipSearch) holds(r *record.Referral) bool {
	switch r.Status {
	case record.RequestActive, record.RequestOnHold:
		return r.When.IsZero() || s.since(r.When, LongestOpen)
	case record.RequestCompleted:
		last := r.When
		if r.Occurrence != nil && !r.Occurrence.End.IsZero() {
			last = r.Occurrence.End
		}
		return s.since(last, s.rules.Referral)
	}
	return false // a draft, taken back, written in error, or not known
}

// encounter finds an encounter with the organisation that is planned, goes on, or is not long over.
func (s relationshipSearch) encounter(f record.Facts) bool {
	for _, e := range f.Encounters {
		if s.is(e.Organisation) && s.met(e) {
			return true
		}
	}
	return false
}

func (s relationshipSearch) met(e *record.Encounter) bool {
	last := e.When
	if e.Period != nil && !e.Period.End.IsZero() {
		last = e.Period.End
	}
	switch e.Status {
	case record.EncounterPlanned, record.EncounterArrived, record.EncounterTriaged, record.EncounterInProgress, record.EncounterOnLeave:
		return s.since(last, LongestOpen)
	case record.EncounterFinished:
		return s.since(last, s.rules.Encounter)
	}
	return false // cancelled, written in error, or not known
}

// since tells whether a date lies no further back. What has no date does not count.
func (s relationshipSearch) since(d record.PartialDate, most time.Duration) bool {
	_, end := d.Bounds()
	return !d.IsZero() && end.After(s.now.Add(-most))
}

// samePerson gives the exchanges that mean the person: those whose birth date most exchanges share, and those that hold
// none (S02). Where no date has more than half of them, no exchange counts that holds one: a relationship with somebody
// else would open the wrong record.
func samePerson(n record.NHSNumber, answers []record.Answer) map[record.ExchangeID]bool {
	same := map[record.ExchangeID]bool{}
	dates := map[record.ExchangeID]record.PartialDate{}
	for _, a := range answers {
		if date, one := birthDateOf(n, a.Facts.Persons); one {
			same[a.Exchange.ID] = true
			if !date.IsZero() {
				dates[a.Exchange.ID] = date
			}
		}
	}
	for id, date := range dates {
		agree := 0
		for _, other := range dates {
			if date.Agrees(other) {
				agree++
			}
		}
		same[id] = 2*agree > len(dates)
	}
	return same
}

// birthDateOf gives the most precise birth date of an exchange's Patients with a number; one is false where there is no
// such Patient, or they contradict each other.
func birthDateOf(n record.NHSNumber, persons []*record.Person) (date record.PartialDate, one bool) {
	for _, p := range persons {
		if !p.Has(n) {
			continue
		}
		if !p.BirthDate.Agrees(date) {
			return record.PartialDate{}, false
		}
		one = true
		if p.BirthDate.Precision() > date.Precision() {
			date = p.BirthDate
		}
	}
	return date, one
}
