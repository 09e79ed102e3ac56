package fhir

import (
	"context"
	"net/url"
	"strings"
	"sync"

	"github.com/london-care-record/gateway/record"
)

// Silence is not absence. Many servers answer a search parameter that they do not know with 200 and nothing, or with
// everything, whatever the request says about strict handling. So a search that names people by NHS number (chained or
// logical) and brings nothing for somebody whom the exchange does have a Patient for is believed only when
//
//   - the search has brought entries of people asked about, and nobody else's: now, or before; or
//   - the Bundle's self link repeats the parameter and the person, and the style has worked here for another type. R4 has
//     servers write there what they processed, but some just repeat what they were asked.
//
// Otherwise the same people are asked about once more by the ids of their Patients (patient=Patient/1), the one way of
// asking that every FHIR server takes. When that brings what the chained style did not, the style does not work for
// this type, and the client asks by id from then on. When that brings nothing either, nothing is learnt: both may be
// right, and the next search is doubted again.
//
// The logical style is doubted even where it brings entries: it finds those that carry the number, which need not be all.
// It has worked only where it has brought one that carries none; else it is asked beside the ids (bothways.go).
//
// A server that brings entries of people not asked about has ignored the parameter, whatever its self link says: then too
// the ids are tried. What it brought is checked entry by entry in any case (attribution.go). A style that brings silence
// for one type and has worked for none, or brings others' entries where the ids do not, is given up for all; the logical
// style, which may find what the ids do not, for that type only.
//
// Ids can be misread as well: a few servers know people as "1" and not as "Patient/1". Silence of the ids is believed
// once they have brought something, for any type, when the self link repeats them, or where the style works anyway; else
// the short form is tried.
//
// What can't be found out: a server that knows the style for some types only, and repeats in its self link parameters
// that it ignored; one that goes by the Patient in one type and by the number alone in another, where that is silent.

// param gives the name of the search parameter that names a person in a style.
func param(style Style, subject bool) string {
	name := "patient"
	if subject {
		name = "subject"
	}
	switch style {
	case Chained:
		return name + ".identifier"
	case Logical:
		return name + ":identifier"
	}
	return name
}

// echoes tells whether the self link repeats a parameter with a value: an NHS number with or without its system, or a
// Patient's id with or without its type.
func (r *reply) echoes(param, value string) bool {
	u, err := url.Parse(r.self)
	if err != nil {
		return false
	}
	for name, lists := range u.Query() {
		if strings.Replace(name, ":Patient", "", 1) != param {
			continue
		}
		for _, list := range lists {
			for one := range strings.SplitSeq(list, ",") {
				if one == value || strings.HasSuffix(one, "|"+value) || strings.HasSuffix(one, "/"+value) {
					return true
				}
			}
		}
	}
	return false
}

// leavesOut tells that a reply brought nothing, and that its self link tells what was processed, but not this parameter.
func (r *reply) leavesOut(param string) bool {
	u, err := url.Parse(r.self)
	return err == nil && r.failed == nil && r.matches+r.unreadable == 0 && u.Query().Has("_count") && !u.Query().Has(param)
}

// doubts gives the people about whom a reply in the configured style can't be believed.
func (q *question) doubts(ctx context.Context, e enquiry, r *reply, s *sorted, index *PatientIndex) []record.NHSNumber {
	works := sync.OnceValue(func() bool {
		q.client.lessons.soon(ctx, q.watch, func(l lesson) bool { return l.proven || l.both })
		return q.client.lessons.of(everyType).proven
	})
	logical := q.client.config.Style == Logical
	ignored := r.issues.mention(strings.ToLower(e.param)) || s.foreign > 0
	if !ignored {
		q.prove(s)
	}
	proven := q.client.lessons.of(q.search).proven
	// Entries that all carry a number are what a server gives that knows nobody else's.
	onlyNumbered := logical && s.holds(q.people)
	var again []record.NHSNumber
	for _, n := range q.people {
		switch {
		case !index.holds(n):
		case ignored, len(index.led[n]) > 0: // a Patient found by a link need not carry the number
			again = append(again, n)
		case proven, !logical && (len(s.shares[n].parts) > 0 || r.truncated):
		case !onlyNumbered && r.echoes(e.param, string(n)) && works():
		default:
			again = append(again, n)
		}
	}
	return again
}

// prove remembers that the configured style works for this type, where a reply shows it: one person's entries and
// nobody else's. In the logical style one of them carries no number, so that the server has gone by the Patient.
func (q *question) prove(s *sorted) {
	if s.foreign > 0 || len(s.unreadable) > 0 || !s.holds(q.people) {
		return
	}
	if q.client.config.Style == Logical && !s.unnumbered {
		return
	}
	learnt := false
	q.client.lessons.learn(q.search, func(l *lesson) {
		if !l.both {
			l.proven, learnt = true, true
		}
	})
	if learnt {
		q.client.lessons.learn(everyType, func(l *lesson) { l.proven = true })
	}
}
