package audit

import (
	"context"
	"fmt"
	"time"

	"github.com/london-care-record/gateway/record"
)

// Glass is a broken glass: a decision that let its caller in without a relationship, as it stands in the trail.
type Glass struct {
	Caller Caller
	Person record.NHSNumber
	At     time.Time
}

// glassPages bounds how far a search for broken glasses goes: every look that rests on one stands among them.
const glassPages = 20

// Glasses gives the glasses that were broken since a time, oldest first, by one caller for some of these people; by whoever
// and for whomever where caller or people are empty. Only entries that are as they were written count: what somebody put
// into the store opens nothing.
func (r *Reader) Glasses(ctx context.Context, since time.Time, caller Caller, people []record.NHSNumber) ([]Glass, error) {
	s := Search{From: since.UnixMicro(), BreakGlassOnly: true, OldestFirst: true, Limit: largePage}
	for _, n := range people {
		s.Persons = append(s.Persons, r.ring.pseudonyms(n)...)
	}
	if caller.Subject != "" {
		s.Callers = r.callers(caller.Subject)
	}
	var glasses []Glass
	err := r.store.Read(ctx, func(v View) error {
		glasses = nil // a store may call more than once
		for range glassPages {
			rows, err := v.Search(s)
			if err != nil {
				return err
			}
			for i := range rows {
				if g, ok := r.glass(&rows[i], caller); ok {
					glasses = append(glasses, g)
				}
			}
			if len(rows) < s.Limit {
				return nil
			}
			last := rows[len(rows)-1]
			s.After = &Place{At: last.At, Chain: last.Chain, Seq: last.Seq}
		}
		return fmt.Errorf("more than %d entries rest on broken glasses", glassPages*largePage)
	})
	return glasses, err
}

// glass reads a row that is the breaking of a glass, by this caller if one is given.
func (r *Reader) glass(row *Row, by Caller) (Glass, bool) {
	k, _, known := r.ring.find(row.Key)
	if !known || !row.Permitted || row.authentic(r.ring) != nil {
		return Glass{}, false
	}
	d, err := row.decision(r.ring)
	if err != nil || d.Action != BreakGlass || d.Person == "" {
		return Glass{}, false
	}
	if by.Subject != "" && !by.is(d.Caller, k) {
		return Glass{}, false
	}
	return Glass{Caller: d.Caller, Person: d.Person, At: d.At}, true
}

// is tells whether an entry's caller is this one, in the same role, for the same organisation and at the same system. Name
// and address may change from one request to the next.
func (c Caller) is(noted Caller, k *key) bool {
	return k.clean(c.Subject) == noted.Subject && k.clean(c.Issuer) == noted.Issuer && k.clean(c.Role) == noted.Role &&
		k.clean(c.Organisation) == noted.Organisation && k.clean(c.Client) == noted.Client
}
