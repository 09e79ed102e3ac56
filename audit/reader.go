package audit

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/london-care-record/gateway/record"
)

// Reader reads the trail for those who may: a privacy officer, or a person who asks about their own record. It decides
// nothing; whoever uses it notes the reading first, as a Decision to ReadAudit.
type Reader struct {
	store Store
	ring  *Ring
	rules Rules
}

// NewReader reads a store with the keys of a ring. Nothing but broken glasses, faults and what entries say of themselves is
// unusual to it; see With.
func NewReader(store Store, ring *Ring) *Reader { return &Reader{store: store, ring: ring} }

// With gives a reader to which other rules say what is unusual.
func (r *Reader) With(rules Rules) *Reader {
	other := *r
	other.rules = rules
	return &other
}

// Unusual gives the rules by which a decision stands out; none for one that does not.
func (r *Reader) Unusual(a Access) []Unusual { return r.rules.Unusual(a) }

// Query is what is looked for. Empty fields ask for everything.
type Query struct {
	Person record.NHSNumber
	// From is included, To is not.
	From, To time.Time
	// Callers are subjects, any of which will do.
	Callers        []string
	BreakGlassOnly bool
	OldestFirst    bool
	// After is the Next of the page before, First how many to give: 100 when it is 0, and never more than 1,000.
	After string
	First int
}

// Access is one decision with what came of it.
type Access struct {
	// ID names the decision: its chain and its place there.
	ID       string
	Decision Decision
	// Pseudonym stands for the person; empty where there is none. Each key has its own.
	Pseudonym string
	// Answers are what left; none when the decision refused, or nothing left.
	Answers []Answer
	// Fault tells why an entry is not as it was written, or can't be read as a whole; empty when all is well.
	Fault string
}

// Answer is what left at one time.
type Answer struct {
	At       time.Time
	Asked    []Asked
	Released []string
	Errors   []record.ErrorCode
	Alike    []Unusual
}

// Page is a part of what was found.
type Page struct {
	Accesses []Access
	// Next is the cursor of the next page; empty when this is the last.
	Next string
}

// ErrCursor is that a cursor did not come from a Page.
var ErrCursor = errors.New("the cursor is not one that was given out")

const (
	usualPage = 100
	largePage = 1000
)

// Find gives decisions and their outcomes, newest first unless the query says otherwise.
func (r *Reader) Find(ctx context.Context, q Query) (Page, error) {
	s, err := r.search(q)
	if err != nil {
		return Page{}, err
	}
	limit := s.Limit
	s.Limit++ // one more tells whether there is a next page
	var p Page
	err = r.store.Read(ctx, func(v View) error {
		p = Page{} // a store may call more than once
		rows, err := v.Search(s)
		if err != nil {
			return err
		}
		if len(rows) > limit {
			rows = rows[:limit]
			p.Next = cursor(rows[limit-1])
		}
		p.Accesses, err = r.accesses(v, rows)
		return err
	})
	return p, err
}

func (r *Reader) search(q Query) (Search, error) {
	s := Search{BreakGlassOnly: q.BreakGlassOnly, OldestFirst: q.OldestFirst, Limit: min(q.First, largePage)}
	if s.Limit <= 0 {
		s.Limit = usualPage
	}
	if q.Person != "" {
		s.Persons = r.ring.pseudonyms(q.Person)
	}
	for _, c := range q.Callers {
		s.Callers = append(s.Callers, r.callers(c)...)
	}
	if !q.From.IsZero() {
		s.From = q.From.UnixMicro()
	}
	if !q.To.IsZero() {
		s.To = q.To.UnixMicro()
	}
	var err error
	s.After, err = placeOf(q.After)
	return s, err
}

// callers are all forms in which a subject may stand in the store: one that holds an NHS number has one for each key.
func (r *Reader) callers(subject string) []string {
	var forms []string
	for i := range r.ring.keys {
		form := r.ring.keys[i].clean(subject)
		if len(forms) == 0 || forms[0] != form {
			forms = append(forms, form)
		}
	}
	return forms
}

func (r *Reader) accesses(v View, rows []Row) ([]Access, error) {
	accesses := make([]Access, len(rows))
	at := make(map[string]map[int64]*Access)
	decisions := make(map[string][]int64)
	for i := range rows {
		row := &rows[i]
		a := &accesses[i]
		a.ID, a.Pseudonym = fmt.Sprintf("%s/%d", row.Chain, row.Seq), row.Person
		var err error
		a.Decision, err = row.decision(r.ring)
		a.note(err)
		a.note(row.authentic(r.ring))
		if at[row.Chain] == nil {
			at[row.Chain] = make(map[int64]*Access)
		}
		at[row.Chain][row.Seq] = a
		decisions[row.Chain] = append(decisions[row.Chain], row.Seq)
	}
	for chain, seqs := range decisions {
		outcomes, err := v.Outcomes(chain, seqs)
		if err != nil {
			return nil, err
		}
		for i := range outcomes {
			o := &outcomes[i]
			a := at[chain][o.Refers]
			if a == nil {
				continue
			}
			answer, err := o.outcome()
			a.note(err)
			a.note(o.authentic(r.ring))
			a.Answers = append(a.Answers, answer)
		}
	}
	return accesses, nil
}

// note keeps the first fault.
func (a *Access) note(err error) {
	if err != nil && a.Fault == "" {
		a.Fault = err.Error()
	}
}

func cursor(r Row) string {
	b, _ := json.Marshal(Place{At: r.At, Chain: r.Chain, Seq: r.Seq}) // cannot fail: numbers and a string
	return base64.RawURLEncoding.EncodeToString(b)
}

func placeOf(cursor string) (*Place, error) {
	if cursor == "" {
		return nil, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return nil, ErrCursor
	}
	var p Place
	if json.Unmarshal(b, &p) != nil || p.Chain == "" {
		return nil, ErrCursor
	}
	return &p, nil
}
