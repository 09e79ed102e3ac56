package fhir

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/london-care-record/gateway/record"
)

// question is one search for some people, from the asking to the answers. It goes by the configured style as long as
// that works for the type, and otherwise by the ids of the people's Patients.
type question struct {
	client   *Client
	watch    watch
	search   Search
	people   []record.NHSNumber
	patients func() *PatientIndex
}

type answers = map[record.NHSNumber]record.Answer

func (q *question) answer(ctx context.Context) answers {
	l, every := q.client.lessons.of(q.search), q.client.lessons.of(everyType)
	if q.client.config.Style == Local || l.local || every.local {
		a, _ := q.locally(ctx, q.people, false)
		return a
	}
	if l.both || every.both && !every.proven && !l.proven {
		return q.bothWays(ctx)
	}
	return q.inStyle(ctx, l)
}

// styled gives the search in the configured style.
func (q *question) styled() enquiry {
	e := q.client.enquiry(q.search, param(q.client.config.Style, false), tokens(q.people), len(q.people))
	e.inStyle = true
	return e
}

// inStyle asks in the configured style, side by side with the Patient search.
func (q *question) inStyle(ctx context.Context, l lesson) answers {
	e := q.styled()
	r := q.ask(ctx, e)
	index := q.patients()
	if r.failed.rejects() {
		return q.otherwise(ctx, r, l, index)
	}
	s := q.client.sort(r, q.search, q.people, index)
	var again []record.NHSNumber
	if r.failed == nil {
		again = q.doubts(ctx, e, r, s, index)
	}
	if len(again) == 0 {
		return q.answers(r, s, q.people, index)
	}
	_, byID := q.locally(ctx, again, q.client.config.Style != Logical)
	return q.settle(e, r, s, again, byID, index)
}

// otherwise asks by local ids because the server refused the configured style.
func (q *question) otherwise(ctx context.Context, refused *reply, l lesson, index *PatientIndex) answers {
	if q.lacksType(refused.failed) || l.exhausted {
		refused.failed = q.refusal(refused.failed)
		return q.answers(refused, newSorted(q.people), q.people, index)
	}
	a, r := q.locally(ctx, q.people, false)
	if r != nil && r.failed == nil {
		q.client.lessons.learn(q.search, func(l *lesson) { l.local = true })
	}
	return a
}

// locally asks by the ids of the people's Patients. Where those are remembered it asks at once, side by side with the
// Patient search, and once more when that search then gives other ids. A bare question leaves out all that a server
// could refuse, so that a refusal is of the person's parameter. The reply is nil when there was nobody to ask about.
func (q *question) locally(ctx context.Context, people []record.NHSNumber, bare bool) (answers, *reply) {
	var r *reply
	known, remembered := q.client.locals.of(people)
	if remembered {
		r = q.askLocally(ctx, known, bare)
	}
	one := turnOf(ctx)
	one.move(parked)
	index := q.patients()
	one.unpark()
	fresh := make(map[record.NHSNumber][]string, len(people))
	var asked, others []record.NHSNumber
	for _, n := range people {
		if ids := index.Locals(n); len(ids) > 0 {
			fresh[n] = ids
			asked = append(asked, n)
			continue
		}
		others = append(others, n)
	}
	if r != nil && !sameIDs(known, fresh) {
		r = nil
	}
	if r == nil && len(fresh) > 0 {
		r = q.askLocally(ctx, fresh, bare)
	}
	nobody := &reply{at: q.client.config.Now()}
	all := q.answers(nobody, newSorted(others), others, index)
	if r == nil {
		return all, nil
	}
	if r.failed.rejects() {
		r.failed = q.refusal(r.failed)
	}
	r = q.orBare(ctx, r, fresh)
	maps.Copy(all, q.answers(r, q.client.sort(r, q.search, asked, index), asked, index))
	return all, r
}

// orBare asks again by the short form of the ids where the long form brought nothing and has not shown to be understood.
// The second reply stands only where it holds something.
func (q *question) orBare(ctx context.Context, r *reply, ids map[record.NHSNumber][]string) *reply {
	c := q.client
	everywhere := c.lessons.of(everyType)
	switch {
	case r.failed != nil || r.bareIDs || everywhere.typedIDs || everywhere.proven:
		return r
	case r.matches > 0:
		c.lessons.learn(everyType, func(l *lesson) { l.typedIDs = true })
		return r
	}
	name := param(Local, c.lessons.of(q.search).subject)
	for _, own := range ids {
		if r.echoes(name, own[0]) {
			return r
		}
	}
	// Another search may have learnt in the meantime that only the short form works.
	if c.lessons.soon(ctx, q.watch, func(l lesson) bool { return l.typedIDs || l.bareIDs }) && c.lessons.of(everyType).typedIDs {
		return r
	}
	bare := make(map[record.NHSNumber][]string, len(ids))
	for n, own := range ids {
		for _, id := range own {
			bare[n] = append(bare[n], strings.TrimPrefix(id, "Patient/"))
		}
	}
	second := q.askLocally(ctx, bare, true)
	if second.failed != nil || second.matches == 0 {
		return r
	}
	c.lessons.learn(everyType, func(l *lesson) { l.bareIDs = true })
	return second
}

// ask makes a search, and fetches what its entries can't be understood without.
func (q *question) ask(ctx context.Context, e enquiry) *reply {
	r := q.client.ask(ctx, q.watch, e)
	q.client.nameMedicines(ctx, q.watch, q.search, r)
	return r
}

func (q *question) askLocally(ctx context.Context, ids map[record.NHSNumber][]string, bare bool) *reply {
	var values []string
	for _, own := range ids {
		for _, id := range own {
			values = addSorted(values, id)
		}
	}
	short := q.client.lessons.of(everyType).bareIDs
	for i := range values {
		if short {
			values[i] = strings.TrimPrefix(values[i], "Patient/")
		}
	}
	subject := q.client.lessons.of(q.search).subject
	ask := func(subject bool) *reply {
		e := q.client.enquiry(q.search, param(Local, subject), values, len(ids))
		if bare {
			e.includes = nil
		}
		r := q.ask(ctx, e)
		r.bareIDs = short
		return r
	}
	r := ask(subject)
	if subject || !subjectToo[q.search] {
		return r
	}
	if r.leavesOut(param(Local, false)) {
		return q.orSubject(r, ask(true))
	}
	if !r.failed.rejects() || q.lacksType(r.failed) {
		return r
	}
	if q.client.lessons.of(q.search).exhausted {
		return r
	}
	second := ask(true)
	if second.failed != nil {
		return r
	}
	q.client.lessons.learn(q.search, func(l *lesson) { l.subject = true })
	return second
}

// orSubject gives the reply by subject where that holds something and the one by patient does not.
func (q *question) orSubject(byPatient, bySubject *reply) *reply {
	if bySubject.failed != nil || bySubject.matches == 0 {
		return byPatient
	}
	q.client.lessons.learn(q.search, func(l *lesson) { l.subject = true })
	return bySubject
}

func sameIDs(a, b map[record.NHSNumber][]string) bool {
	if len(a) != len(b) {
		return false
	}
	for n, ids := range a {
		if !slices.Equal(ids, b[n]) {
			return false
		}
	}
	return true
}

// refusal says in words of ours that a server refused every way of asking, and remembers it.
func (q *question) refusal(f *failure) *failure {
	refusal := *f
	switch {
	case q.lacksType(f), q.unimplemented(f):
		refusal.state, refusal.detail = record.StateNotConnected, "does not offer "+string(q.search)
		return &refusal
	case !q.client.config.GETOnly && !q.client.answersPatients.Load() && f.noPOST():
		refusal.detail = noPOSTDetail
	default:
		refusal.detail = "does not take the search for " + string(q.search) + " by person"
	}
	q.client.lessons.learn(q.search, func(l *lesson) { l.exhausted = true })
	return &refusal
}

// lacksType tells that the server says that it has no such type: it does not know the address although its Patient
// search works, or it says that the type is not supported or unknown, and speaks of no parameter.
func (q *question) lacksType(f *failure) bool {
	if !q.client.answersPatients.Load() {
		return false
	}
	if f.status == http.StatusNotFound {
		return true
	}
	if !f.issues.mention(strings.ToLower(string(q.search))) || f.issues.mention("parameter", "_count", "_include") {
		return false
	}
	// Some add the list of the types that they know, Patient among them.
	return f.issues.mention("resource type", "resourcetype") ||
		f.issues.coded("not-supported") && !f.issues.mention("patient", "subject", "identifier")
}

// unimplemented tells that a server, asked in the way in which it gives Patients, says without a reason that it does not do
// that for a type.
func (q *question) unimplemented(f *failure) bool {
	return q.client.answersPatients.Load() && len(f.issues) == 0 &&
		(f.status == http.StatusNotImplemented || f.status == http.StatusMethodNotAllowed)
}

// entries counts the rows of facts, whatever their kind.
func entries(f record.Facts) int {
	return len(f.Alerts) + len(f.Allergies) + len(f.Negations) + len(f.Medications) + len(f.Conditions) +
		len(f.Investigations) + len(f.Observations) + len(f.Procedures) + len(f.Immunisations) + len(f.Encounters) +
		len(f.Referrals) + len(f.Appointments) + len(f.Documents) + len(f.Assessments) + len(f.CarePlans) + len(f.CareTeams)
}
