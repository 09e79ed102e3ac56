package fhir

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/london-care-record/gateway/record"
)

// A server that stamps its answers can be asked whether an earlier one still stands, and need not give it again. That an
// answer stands rests on more than the server's word:
//
//   - it came of one request that brought one whole page, about one person, and held something. Silence is asked for in full
//     each time: it costs nothing, and absence is to be said;
//   - the same request is made in the same way, and all that is known of the server is the same, so that it would not be
//     asked in another way, or more, today;
//   - the exchange still says that the same Patients are the person's, by which the entries were found to be theirs.
//
// Otherwise the answer is asked for in full, as it always was.

// Validator is by what an exchange can be asked whether an answer about one person still stands.
type Validator struct {
	Stamp   stamp   `json:"stamp,omitzero"`
	Updates updates `json:"updates,omitzero"`

	Search   Search   `json:"search"`
	Param    string   `json:"param"`
	Values   []string `json:"values"`
	Count    int      `json:"count,omitempty"`
	Includes []string `json:"includes,omitempty"`
	Strictly bool     `json:"strictly,omitempty"`

	// Known is what was known of the server and how it was asked, Whose which Patients were the person's: as hashes.
	Known string `json:"known"`
	Whose string `json:"whose"`
}

// Weight is about what a validator takes in memory.
func (v *Validator) Weight() int {
	if v == nil {
		return 0
	}
	return 400 + len(v.Stamp.Tag)
}

func (v *Validator) enquiry() enquiry {
	e := enquiry{search: v.Search, param: v.Param, values: v.Values, count: v.Count, includes: v.Includes, strictly: v.Strictly}
	if v.Updates != (updates{}) {
		e.includes, e.since = nil, v.Updates.Since
	}
	return e
}

// Standing goes with one question about one person, and tells afterwards whether the earlier answer stands, or else by what
// the new one can be asked about. It is good for one call of Patients or Search.
type Standing struct {
	earlier *Validator

	mu sync.Mutex
	// requests is how many the answer is made of; the rest is of the first.
	requests int
	asked    enquiry
	stamp    stamp
	updates  updates
	// came is what a question about the earlier answer brought instead of its confirmation.
	came *came
	// at is when the earlier answer was confirmed, next the validator of the new one.
	at   time.Time
	next *Validator
}

// came is the answer to the first request of a search, which was made before the search.
type came struct {
	enquiry enquiry
	page    *page
	failed  *failure
	lenient bool
	bytes   int64
}

type standingKey struct{}

// Revalidating gives a context in which a question is asked on condition that its answer has changed. earlier is nil where
// there is no answer to ask about.
func Revalidating(ctx context.Context, earlier *Validator) (context.Context, *Standing) {
	s := &Standing{earlier: earlier}
	return context.WithValue(ctx, standingKey{}, s), s
}

func standingOf(ctx context.Context) *Standing {
	s, _ := ctx.Value(standingKey{}).(*Standing)
	return s
}

// Stands tells that the exchange said that the earlier answer is its answer still, and when. What the question was answered
// with is then to be put aside.
func (s *Standing) Stands() (at time.Time, stands bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.at, !s.at.IsZero()
}

// Validator is by what the answer that came can be asked about later; nil where it can't.
func (s *Standing) Validator() *Validator {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.next
}

// saw takes note of a request that the answer is made of.
func (c *Client) saw(s *Standing, e enquiry, p *page) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.requests++; s.requests == 1 && p != nil && !p.cut && !p.lostLinks && p.next == "" {
		s.asked, s.stamp = e, p.stamp
		if s.stamp == (stamp{}) && c.asksForUpdates(e.search) {
			s.updates = updatesOf(p, e.search)
		}
	}
}

// take gives what came already of a search's first request, once.
func (s *Standing) take(e enquiry) *came {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.came
	s.came = nil
	if c == nil || c.enquiry.search != e.search || c.enquiry.strictly != e.strictly || c.enquiry.form() != e.form() {
		return nil
	}
	return c
}

// opening makes the first request of a search, unless it has been made.
func (c *Client) opening(r *http.Request, w watch, e enquiry, left *allowance) (p *page, f *failure, lenient bool) {
	if came := standingOf(r.Context()).take(e); came != nil {
		left.bytes = max(0, left.bytes-came.bytes)
		return came.page, came.failed, came.lenient
	}
	return c.first(r, w, e, left)
}

type conditionKey struct{}

func heldTo(ctx context.Context) stamp {
	m, _ := ctx.Value(conditionKey{}).(stamp)
	return m
}

// stands asks whether an earlier answer stands. whose gives the hash of the person's Patients; it may block.
func (c *Client) stands(ctx context.Context, w watch, s *Standing, search Search, whose func() string) bool {
	v := s.earlier
	if v == nil || v.Search != search || v.Known != c.known(c.knowledge(search)) {
		return false
	}
	e := v.enquiry()
	request, err := c.searchRequest(context.WithValue(ctx, conditionKey{}, v.Stamp), e)
	if err != nil {
		return false
	}
	v.Stamp.as(request.Method).condition(request)
	left := c.allowance(e)
	before := left.bytes
	p, f, lenient := c.first(request, w, e, left)
	at := c.config.Now()
	stands := false
	switch {
	case f.refusesCondition():
		c.lessons.learn(everyType, func(l *lesson) { l.noConditions = true })
		return false
	case f == nil && v.Updates != (updates{}):
		stands = c.nothingSince(v.Updates, p, search)
	case f == nil && p.unchanged:
		stands = true
	default: // the search that follows has been made
		e.includes, e.since = v.Includes, ""
		s.bring(&came{e, p, f, lenient, before - left.bytes})
	}
	if !stands || v.Whose != whose() {
		return false
	}
	s.confirm(at)
	return true
}

// nothingSince tells that a page says that what is remembered has not changed. A server that does not know what it was asked is
// not asked so again.
func (c *Client) nothingSince(u updates, p *page, search Search) bool {
	confirmed, ignored := u.confirmedBy(p, search)
	if ignored {
		c.lessons.learn(everyType, func(l *lesson) { l.noConditions = true })
	}
	return confirmed
}

func (s *Standing) bring(c *came) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.came = c
}

func (s *Standing) confirm(at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at = at
}

// conclude finds by what an answer can be asked about later. before is what was known of the server when it was asked for.
//
//go:noinline // what it copies would stand on the stack of every search while that is under way
func (c *Client) conclude(s *Standing, before knowledge, search Search, all answers, n record.NHSNumber, whose func() string) {
	a := all[n]
	if !s.single() || a.Outcome.State != record.StateComplete || a.Facts.Len()+len(a.Facts.Persons) == 0 {
		return
	}
	known, theirs := c.known(before), whose()
	if theirs == "" || before.every.noConditions || c.known(c.knowledge(search)) != known {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next = &Validator{Stamp: s.stamp, Updates: s.updates, Search: search, Param: s.asked.param, Values: s.asked.values, Count: s.asked.count,
		Includes: s.asked.includes, Strictly: s.asked.strictly, Known: known, Whose: theirs}
}

// single tells that the answer came of one request, and by something that it can be asked about by.
func (s *Standing) single() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests == 1 && (s.stamp != (stamp{}) || s.updates != (updates{}))
}

// knowledge is what is known of the server that decides in which ways a type is asked.
type knowledge struct{ one, every lesson }

func (c *Client) knowledge(s Search) knowledge {
	return knowledge{c.lessons.of(s), c.lessons.of(everyType)}
}

// known is the hash of that, and of the configuration.
func (c *Client) known(k knowledge) string {
	f := c.config
	return hashed(fmt.Sprintf("%#v %s %s %t %d %d %d %d %d %s %t", k, f.Base, f.Style, f.GETOnly,
		f.BatchSize, f.PageSize, f.MaxPages, f.MaxEntries, f.MaxBytes, f.Conditional, f.LastUpdated))
}

// whose is the hash of what an index says of a person's Patients; "" where it does not say all.
func (x *PatientIndex) whose(n record.NHSNumber) string {
	if x == nil || x.Answer(n).Outcome.State != record.StateComplete {
		return ""
	}
	var numbers []string
	for number, theirs := range x.numbers {
		if slices.Contains(theirs, n) {
			numbers = append(numbers, string(number))
		}
	}
	slices.Sort(numbers)
	return hashed(strings.Join(slices.Concat(x.locals[n], []string{"|"}, x.led[n], []string{"|"}, numbers), " "))
}

func hashed(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:16])
}

// stillStands is the outcome of a question whose earlier answer stands. It is a failure to whoever overlooks that: nothing is
// not what the exchange has said (S20).
func (w watch) stillStands() record.Outcome {
	return record.Outcome{State: record.StateUnavailable, Detail: "has nothing new since its earlier answer", Elapsed: w.elapsed()}
}

// confirms tells that the server is asked at all whether an earlier answer stands.
func (c *Client) confirms() bool {
	return c.config.Conditional != Unconditional || c.config.LastUpdated
}

// answerOrStand answers a question, or finds that the earlier answer stands.
func (q *question) answerOrStand(ctx context.Context) answers {
	s := standingOf(ctx)
	if s == nil || len(q.people) != 1 || !q.client.confirms() {
		return q.answer(ctx)
	}
	whose := func() string { return q.patients().whose(q.people[0]) }
	if q.client.stands(ctx, q.watch, s, q.search, whose) {
		return q.client.same(q.people, q.watch.stillStands())
	}
	before := q.client.knowledge(q.search)
	all := q.answer(ctx)
	q.client.conclude(s, before, q.search, all, q.people[0], whose)
	return all
}

// runOrStand looks a person up, or finds that the earlier answer stands.
func (l *lookup) runOrStand(ctx context.Context) (stands bool) {
	s := standingOf(ctx)
	if s == nil || len(l.people) != 1 || !l.client.confirms() {
		l.run(ctx)
		return false
	}
	whose := func() string { return "theirs" } // it is this search that tells
	if l.client.stands(ctx, l.watch, s, SearchPatient, whose) {
		l.index.answers = l.client.same(l.people, l.watch.stillStands())
		return true
	}
	before := l.client.knowledge(SearchPatient)
	l.run(ctx)
	l.client.conclude(s, before, SearchPatient, l.index.answers, l.people[0], whose)
	return false
}
