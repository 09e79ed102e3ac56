package fhir

import (
	"context"
	"slices"

	"github.com/london-care-record/gateway/record"
)

// Patients searches the exchange's Patients by NHS number, one request and its pages for all people. A Patient that
// does not carry the number of anybody asked for is kept out, and one that is replaced by another is followed once
// (S02, S04). The index has an answer for everybody in people. It returns soon after ctx is done.
func (c *Client) Patients(ctx context.Context, people []record.NHSNumber) *PatientIndex {
	w := c.watch(ctx)
	ctx, release := c.holding(ctx)
	defer release()
	batches := c.batches(people)
	parts := make([]*lookup, len(batches))
	var all crew
	for i, b := range batches {
		parts[i] = &lookup{client: c, watch: w, people: b, index: newPatientIndex()}
		if len(batches) == 1 {
			if parts[i].runOrStand(ctx) {
				return parts[i].index // whose Patients are remembered already
			}
			continue
		}
		all.Go(func() { parts[i].run(ctx) })
	}
	all.Wait()
	index := newPatientIndex()
	for _, p := range parts {
		index = index.Join(p.index)
	}
	c.locals.remember(index, people)
	return index
}

// lookup is one Patient search for some people.
type lookup struct {
	client *Client
	watch  watch
	people []record.NHSNumber
	index  *PatientIndex

	persons map[record.NHSNumber][]*record.Person
	// unreadable counts Patients that could not be read, and parts of those that could; foreign those of nobody asked for.
	unreadable, foreign int
}

func (l *lookup) run(ctx context.Context) {
	l.persons = map[record.NHSNumber][]*record.Person{}
	e := l.client.enquiry(SearchPatient, "identifier", tokens(l.people), 1)
	e.count = max(20, 4*len(l.people))
	r := l.find(ctx, e)
	if r.failed != nil {
		l.fail(r.failed)
		return
	}
	l.client.answersPatients.Store(true)
	for _, p := range l.read(r) {
		l.take(p)
	}
	replaced := l.follow(ctx)
	l.conclude(r, replaced)
}

// find makes the search. Some servers take an identifier by its value alone: where nobody is found, the
// self link does not confirm the search, and none has ever worked, they are asked so. What comes is held against number and system all the same.
func (l *lookup) find(ctx context.Context, e enquiry) *reply {
	short := e
	short.values = make([]string, len(l.people))
	for i, n := range l.people {
		short.values[i] = string(n)
	}
	c := l.client
	known := c.lessons.of(SearchPatient)
	if known.withoutSystem {
		return c.ask(ctx, l.watch, short)
	}
	r := c.ask(ctx, l.watch, e)
	if known.proven || r.failed != nil || r.matches+r.unreadable > 0 || r.truncated || r.echoes(e.param, string(l.people[0])) {
		return r
	}
	second := c.ask(ctx, l.watch, short)
	if second.failed != nil || second.matches == 0 {
		return r
	}
	c.lessons.learn(SearchPatient, func(l *lesson) { l.withoutSystem = true })
	return second
}

// fail gives everybody the failure of the search.
func (l *lookup) fail(f *failure) {
	switch {
	case !l.client.config.GETOnly && f.rejects() && f.noPOST():
		f.detail = noPOSTDetail
	case f.rejects():
		f.detail = "does not take the search for a person by NHS number"
	}
	r := &reply{failed: f}
	l.index.answers = l.client.same(l.people, r.outcome(l.watch, 0, 0))
}

// read gives the Patients of a reply.
func (l *lookup) read(r *reply) []*record.Person {
	in := l.client.surroundings(r)
	var persons []*record.Person
	for _, e := range r.entries {
		if !e.match(SearchPatient) {
			continue
		}
		if e.typ != string(SearchPatient) {
			l.foreign++
			continue
		}
		m, err := e.mapped(in)
		if err != nil {
			l.unreadable++
			continue
		}
		l.unreadable += m.Unreadable
		persons = append(persons, m.Facts.Persons...)
	}
	return persons
}

// take gives a Patient to everybody whose number it carries.
func (l *lookup) take(p *record.Person) {
	theirs := false
	for _, n := range l.people {
		if p.Has(n) {
			l.give(n, p)
			theirs = true
		}
	}
	if !theirs {
		l.foreign++
	}
}

func (l *lookup) give(n record.NHSNumber, p *record.Person) {
	same := func(q *record.Person) bool { return q.Source.Reference == p.Source.Reference }
	if slices.ContainsFunc(l.persons[n], same) {
		return
	}
	l.persons[n] = append(l.persons[n], p)
	l.index.claim(n, p)
}

// follow fetches the Patients that replace those found, once, and gives them to the same people: the exchange itself
// says that they are the same person (S04). It gives the reply, nil when there was nothing to follow.
func (l *lookup) follow(ctx context.Context) *reply {
	heirs := map[string][]record.NHSNumber{}
	var ids []string
	for _, n := range l.people {
		for _, p := range l.persons[n] {
			if !localRef(p.ReplacedBy, "Patient") || slices.Contains(l.index.Locals(n), p.ReplacedBy) {
				continue
			}
			heirs[p.ReplacedBy] = addSorted(heirs[p.ReplacedBy], n)
			ids = addSorted(ids, p.ReplacedBy[len("Patient/"):])
		}
	}
	if len(ids) == 0 {
		return nil
	}
	r := l.client.ask(ctx, l.watch, enquiry{search: SearchPatient, param: "_id", values: ids})
	if r.failed != nil {
		return r
	}
	for _, p := range l.read(r) {
		for _, n := range heirs[p.Source.Reference] {
			l.give(n, p)
			l.index.led[n] = addSorted(l.index.led[n], p.Source.Reference)
		}
		delete(heirs, p.Source.Reference)
	}
	if len(heirs) > 0 {
		r.note("names a Patient that replaces the person's, and does not give it")
	}
	return r
}

// conclude tells everybody how the search went.
func (l *lookup) conclude(r, replaced *reply) {
	c := l.client
	if len(l.persons) > 0 && l.foreign == 0 {
		c.lessons.learn(SearchPatient, func(l *lesson) { l.proven = true })
	}
	proven := c.lessons.of(SearchPatient).proven
	for _, n := range l.people {
		o := r.outcome(l.watch, l.unreadable, l.foreign)
		switch {
		case len(l.persons[n]) > 0:
			if replaced != nil {
				o = o.Join(replaced.outcome(l.watch, 0, 0))
			}
		case o.State == record.StateComplete:
			o.State = record.StatePatientUnknown
			if !proven && !r.echoes("identifier", string(n)) {
				o.Detail = "found nobody, and did not confirm that it searches by NHS number"
			}
		}
		l.index.answers[n] = record.Answer{
			Exchange: c.config.Exchange, Outcome: o, Facts: record.Facts{Persons: l.persons[n]},
		}
	}
}
