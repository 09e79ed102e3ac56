package fhir

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// An entry names its person by the id of their Patient, by NHS number, or by both. R4's :identifier finds only what
// carries the number itself, and patient=Patient/1 only what carries the id. A server that took its entries from several
// places can hold both sorts within one type, and what one person's entries carry proves nothing about the next person's.
// So in the logical style a type is asked in both ways, for as long as nothing shows that one of them finds all:
//
//   - the number has found an entry that carries none, so that the server goes by the Patient (prove, in trust.go);
//   - the server refuses the one, or its self link, a warning or others' entries show that it ignored it.
//
// That costs a second request a type, side by side with the first once it is known to be needed. Two searches can't be
// one request in R4: parameters narrow each other.
//
// The other styles find nothing that carries only the number: that is what the logical style is for.

// bothWays asks by number and by id side by side, because neither is known to find all.
func (q *question) bothWays(ctx context.Context) answers {
	e := q.styled()
	var byNumber *reply
	var asked crew
	asked.Go(func() { byNumber = q.ask(ctx, e) })
	answers, byID := q.locally(ctx, q.people, false)
	asked.Wait()
	index := q.patients()
	if byNumber.failed.rejects() {
		if byID != nil && byID.failed == nil {
			q.giveUp(false)
		}
		return answers
	}
	first := q.client.sort(byNumber, q.search, q.people, index)
	if byNumber.failed == nil && !byNumber.ignored(e, first) {
		q.prove(first)
	}
	return q.settle(e, byNumber, first, q.people, byID, index)
}

// settle makes one answer of what the configured style brought and what the ids brought about some of the people, and
// learns which of them is needed. byID is nil when the exchange has no Patient for any of them.
func (q *question) settle(e enquiry, styled *reply, first *sorted, people []record.NHSNumber, byID *reply, index *PatientIndex) answers {
	all := q.answers(styled, first, q.people, index)
	people = slices.DeleteFunc(slices.Clone(people), func(n record.NHSNumber) bool { return len(index.Locals(n)) == 0 })
	if byID == nil || len(people) == 0 {
		return all
	}
	second := q.client.sort(byID, q.search, q.people, index)
	direct := slices.DeleteFunc(slices.Clone(people), func(n record.NHSNumber) bool { return len(index.led[n]) > 0 })
	logical := q.client.config.Style == Logical
	switch {
	case byID.failed.rejects() && logical && first.foreign == 0 && first.holds(direct):
		q.client.lessons.learn(q.search, func(l *lesson) { l.both, l.proven, l.exhausted = false, true, false })
		led := slices.DeleteFunc(people, func(n record.NHSNumber) bool { return len(index.led[n]) == 0 })
		oneWay(all, q.answers(byID, second, led, index))
	case styled.failed != nil, byID.failed != nil:
		oneWay(all, q.answers(byID, second, people, index))
	case second.foreign == 0 && (!logical || styled.ignored(e, first)) && !first.beyond(second, people):
		if first.foreign > 0 || second.holds(direct) {
			q.giveUp(first.foreign > 0)
		}
		maps.Copy(all, q.answers(byID, second, people, index))
	default:
		if logical && (second.beyond(first, direct) || first.holds(direct) && !q.client.lessons.of(q.search).proven) {
			q.needBoth()
		}
		maps.Copy(all, q.answers(styled.join(byID), first.join(second), people, index))
	}
	return all
}

// ignored tells that a reply shows that the server did not understand the parameter for the person.
func (r *reply) ignored(e enquiry, s *sorted) bool {
	return s.foreign > 0 || r.leavesOut(e.param) || r.issues.mention(strings.ToLower(e.param))
}

// needBoth remembers that the configured style and the ids are both needed for this type, and very likely for others.
func (q *question) needBoth() {
	q.client.lessons.learn(q.search, func(l *lesson) { l.both, l.proven = true, false })
	q.client.lessons.learn(everyType, func(l *lesson) { l.both = true })
}

// giveUp remembers that the configured style does not work for this type, nor for any where it has worked for none.
// others tells that it brought others' entries: where the parameter is ignored, a type of which the server holds nobody
// else's entries looked like proof. The logical style is given up type by type: elsewhere it may be the only one that
// finds something.
func (q *question) giveUp(others bool) {
	giveUp := func(l *lesson) { l.local, l.both, l.proven = true, false, false }
	q.client.lessons.learn(q.search, giveUp)
	if q.client.config.Style != Logical && (others || !q.client.lessons.of(everyType).proven) {
		q.client.lessons.learn(everyType, giveUp)
	}
}

// oneWay puts into answers what the one way brought where the other failed: a part of the whole.
func oneWay(all, others answers) {
	for n, other := range others {
		gave, failed := all[n], other
		if gave.Outcome.State.Failed() {
			gave, failed = other, gave
		}
		if entries(gave.Facts) > 0 {
			failed.Facts, failed.Outcome = gave.Facts, gave.Outcome.Join(failed.Outcome)
		}
		all[n] = failed
	}
}

// join gives what two replies to one question say of the whole. Their entries are joined when they are sorted.
func (r *reply) join(other *reply) *reply {
	j := &reply{
		at: r.at, unreadable: max(r.unreadable, other.unreadable), truncated: r.truncated || other.truncated,
		details: slices.Clone(r.details), issues: slices.Concat(r.issues, other.issues),
	}
	if other.at.Before(j.at) {
		j.at = other.at
	}
	for _, d := range other.details {
		j.note(d)
	}
	return j
}

// holds tells that somebody among some people has an entry.
func (s *sorted) holds(people []record.NHSNumber) bool {
	return slices.ContainsFunc(people, func(n record.NHSNumber) bool { return len(s.shares[n].parts) > 0 })
}

// beyond tells that somebody among some people has an entry here which they do not have there.
func (s *sorted) beyond(there *sorted, people []record.NHSNumber) bool {
	return slices.ContainsFunc(people, func(n record.NHSNumber) bool {
		return slices.ContainsFunc(s.shares[n].parts, func(p part) bool { return !there.shares[n].seen[p.key] })
	})
}

// join adds another reply's entries about the same people, each once. Where both hold an entry the first one's stands:
// under one id a server has one current version.
func (s *sorted) join(other *sorted) *sorted {
	for n, share := range other.shares {
		for _, p := range share.parts {
			s.shares[n].keep(p)
		}
	}
	for _, key := range other.unreadable {
		s.unread(key)
	}
	// What is nobody's here may have come in both.
	s.foreign, s.unverified = max(s.foreign, other.foreign), max(s.unverified, other.unverified)
	return s
}
