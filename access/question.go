package access

import (
	"context"
	"slices"
	"time"

	"github.com/london-care-record/gateway/access/optout"
	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/record"
)

// question is what is known about a caller and a person when it is decided.
type question struct {
	person record.NHSNumber
	facts  policy.Case
	// glass tells that the caller broke the glass for this person, and glassUntil how long that holds.
	glass      bool
	glassUntil time.Time
	// notes are reasons beside the policies', and refused is why no policy is even asked.
	notes   []policy.Reason
	refused *policy.Reason
}

var (
	registerUnreachable = policy.Reason{Policy: "opt-out-unreachable",
		Sentence: "The register of people who object to sharing is out of reach, so that nothing may be shown."}
	sourceFailed = policy.Reason{Policy: "relationship-unknown",
		Sentence: "A source of relationships gave no full answer."}
	brokenGlass = policy.Reason{Policy: "break-glass", Sentence: "The caller broke the glass for this person."}
)

// questions gathers what is known: what people object to first, because it also bounds how relationships may be found.
func (d *Door) questions(ctx context.Context, caller Caller, people []record.NHSNumber) []question {
	list := make([]question, len(people))
	for i, p := range people {
		list[i] = d.question(caller, p)
	}
	d.addObjections(ctx, people, list)
	d.addRelationships(ctx, caller, people, list)
	d.findGlasses(ctx, caller, list)
	d.askForRelationships(ctx, caller, list)
	return list
}

func (d *Door) question(caller Caller, person record.NHSNumber) question {
	q := question{person: person, facts: policy.Case{Role: caller.Role, Organisation: caller.ODSCode, Client: caller.Client,
		Purpose: caller.Purpose, Synthetic: synthetic(person)}}
	if caller.Launch.Person != "" && caller.Launch.Person == person {
		q.facts.Relationships = append(q.facts.Relationships, launched(caller.Role))
	}
	q.underGlass(d.glasses.until(caller, person, d.now()))
	return q
}

// launched is what a launch says: a citizen's token is about the citizen, staff's about a person in their care.
func launched(role policy.Role) policy.Relationship {
	if role == policy.Citizen {
		return policy.Self
	}
	return policy.InContext
}

// addObjections asks the register. While it is out of reach, nobody gets in but who broke the glass, by the last known
// copy.
func (d *Door) addObjections(ctx context.Context, people []record.NHSNumber, list []question) {
	found, err := d.settings.Register.Objections(ctx, people)
	if err != nil {
		d.settings.Failed("opt-out register", err)
	}
	for i := range list {
		q := &list[i]
		if err == nil {
			q.objects(found[q.person])
			continue
		}
		q.refused = &registerUnreachable
		if q.glass {
			d.fromLastKnown(q)
		}
	}
}

func (d *Door) fromLastKnown(q *question) {
	known, asOf, err := d.settings.Register.LastKnown(q.person)
	if err != nil {
		return
	}
	q.refused = nil
	q.objects(known)
	q.notes = append(q.notes, policy.Reason{Policy: "opt-out-last-known",
		Sentence: "The register of people who object was out of reach; its copy of " + asOf.UTC().Format(time.RFC3339) + " was used."})
}

func (q *question) objects(to []optout.Objection) {
	q.facts.Objections, q.facts.ObjectedExchanges = nil, nil
	for _, o := range to {
		switch o.Scope {
		case optout.AnExchange:
			q.facts.ObjectedExchanges = append(q.facts.ObjectedExchanges, o.Exchange)
		case optout.SecondaryUses:
			q.facts.Objections = append(q.facts.Objections, policy.ObjectsToSecondaryUses)
		case optout.Sensitive:
			q.facts.Objections = append(q.facts.Objections, policy.ObjectsToSensitive)
		default: // all, and whatever else a register may come to hold
			q.facts.Objections = append(q.facts.Objections, policy.ObjectsToAll)
		}
	}
}

// addRelationships asks every source about everybody. A source that fails finds nothing.
func (d *Door) addRelationships(ctx context.Context, caller Caller, people []record.NHSNumber, list []question) {
	if caller.ODSCode == "" {
		return
	}
	all := Related{}
	for _, source := range d.settings.Relationships {
		found, err := source.Of(ctx, caller.ODSCode, people)
		d.heard(err, list)
		all.merge(onlyByOrganisation(found))
	}
	for i := range list {
		q := &list[i]
		q.facts.Relationships = append(q.facts.Relationships, all[q.person]...)
	}
}

// onlyByOrganisation keeps a source from saying what only the token or the caller can say.
func onlyByOrganisation(found Related) Related {
	kept := Related{}
	for p, list := range found {
		kept[p] = byOrganisation(list)
	}
	return kept
}

func byOrganisation(list []policy.Relationship) []policy.Relationship {
	var kept []policy.Relationship
	for _, r := range list {
		if r == policy.Practice || r == policy.Referral || r == policy.Encounter {
			kept = append(kept, r)
		}
	}
	return kept
}

func (d *Door) heard(err error, list []question) {
	if err == nil {
		return
	}
	d.settings.Failed("source of relationships", err)
	for i := range list {
		list[i].unheard()
	}
}

// unheard notes that a relationship may not have been found.
func (q *question) unheard() {
	if !slices.Contains(q.notes, sourceFailed) {
		q.notes = append(q.notes, sourceFailed)
	}
}
