package audit

import (
	"encoding/json"
	"errors"
	"time"

	"github.com/london-care-record/gateway/record"
)

// decisionBody is what a decision holds beside the columns.
type decisionBody struct {
	Action     Action `json:"action"`
	Request    string `json:"request,omitempty"`
	Caller     Caller `json:"caller"`
	Purpose    string `json:"purpose,omitempty"`
	LegalBasis string `json:"legalBasis,omitempty"`

	Kinds     []record.Kind       `json:"kinds,omitempty"`
	Exchanges []record.ExchangeID `json:"exchanges,omitempty"`
	Reasons   []string            `json:"reasons,omitempty"`
	// Sealed is an encrypted sealedBody, made with the row's own key.
	Sealed []byte `json:"sealed,omitempty"`
	Own    bool   `json:"own,omitempty"`
}

// sealedBody is what nobody may read without the key.
type sealedBody struct {
	Person        record.NHSNumber `json:"person,omitempty"`
	Justification string           `json:"justification,omitempty"`
}

type outcomeBody struct {
	Asked    []Asked            `json:"asked,omitempty"`
	Count    int                `json:"count"`
	Released []string           `json:"released,omitempty"`
	Errors   []record.ErrorCode `json:"errors,omitempty"`
	Alike    []Unusual          `json:"alike,omitempty"`
}

// Retention tells what was deleted because it was old enough.
type Retention struct {
	// Entries from From to Through were deleted, Count in all.
	From    int64 `json:"from"`
	Through int64 `json:"through"`
	Count   int64 `json:"count"`
	// Before is the age that was asked for: every deleted entry is older.
	Before time.Time `json:"before"`
	// By is who or what asked for it.
	By string `json:"by"`
}

// errIncomplete is a fault of the program that called, never of the person who asked.
var errIncomplete = errors.New("an audit entry lacks what it must have")

func (d *Decision) check() error {
	switch {
	case d.Action == "":
		return errors.Join(errIncomplete, errors.New("the action"))
	case d.Caller.Subject == "":
		return errors.Join(errIncomplete, errors.New("the caller's subject"))
	case d.Permitted && (d.Action == ReadRecord || d.Action == CheckRelationship) && d.Person == "":
		return errors.Join(errIncomplete, errors.New("the person whose record may be read"))
	case !d.Permitted && len(d.Kinds)+len(d.Exchanges) > 0:
		return errors.Join(errIncomplete, errors.New("a refusal allows no kinds and no exchanges"))
	}
	return nil
}

// row turns a decision into what is stored, except for its place in the chain.
func (d *Decision) row(k *key) (Row, error) {
	r := Row{At: d.At.UnixMicro(), Type: DecisionEntry, Caller: k.clean(d.Caller.Subject), BreakGlass: d.BreakGlass, Permitted: d.Permitted}
	b := decisionBody{
		Action: d.Action, Request: k.cleanID(d.Request), Purpose: k.clean(d.Purpose), LegalBasis: k.clean(d.LegalBasis),
		Caller: Caller{Issuer: k.clean(d.Caller.Issuer), Name: k.clean(d.Caller.Name), Role: k.clean(d.Caller.Role), Organisation: k.clean(d.Caller.Organisation),
			Client: k.clean(d.Caller.Client), Address: k.clean(d.Caller.Address)},
		Kinds: d.Kinds, Exchanges: d.Exchanges, Reasons: k.cleanAll(d.Reasons), Own: d.Own,
	}
	if d.Person != "" {
		r.Person = k.pseudonym(d.Person)
	}
	if d.Person != "" || d.Justification != "" {
		plain, err := json.Marshal(sealedBody{Person: d.Person, Justification: bounded(d.Justification, longText)})
		if err != nil {
			return Row{}, err
		}
		if b.Sealed, err = k.seal(plain, r.Person); err != nil {
			return Row{}, err
		}
	}
	var err error
	r.Body, err = json.Marshal(b)
	return r, err
}

// decision reads a row back. The sealed part stays empty when its key is gone; the error says so.
func (r *Row) decision(ring *Ring) (Decision, error) {
	var b decisionBody
	if err := json.Unmarshal(r.Body, &b); err != nil {
		return Decision{}, errors.New("the entry can't be read") // the decoder's own words may quote the body
	}
	d := Decision{
		At: time.UnixMicro(r.At).UTC(), Action: b.Action, Caller: b.Caller, Request: b.Request, Purpose: b.Purpose, LegalBasis: b.LegalBasis,
		Kinds: b.Kinds, Exchanges: b.Exchanges, Permitted: r.Permitted, Reasons: b.Reasons, BreakGlass: r.BreakGlass, Own: b.Own,
	}
	d.Caller.Subject = r.Caller
	if b.Sealed == nil {
		return d, nil
	}
	plain, err := ring.open(r.Key, b.Sealed, r.Person)
	if err != nil {
		return d, err
	}
	var s sealedBody
	if err := json.Unmarshal(plain, &s); err != nil {
		return d, errSealed
	}
	d.Person, d.Justification = s.Person, s.Justification
	return d, nil
}

func (o *Outcome) row(k *key) (Row, error) {
	released := make([]string, len(o.Released))
	for i, id := range o.Released {
		released[i] = k.cleanEntry(id)
	}
	r := Row{At: o.At.UnixMicro(), Type: OutcomeEntry, Refers: o.Of.seq, Permitted: true}
	var err error
	r.Body, err = json.Marshal(outcomeBody{Asked: o.Asked, Count: len(released), Released: released, Errors: o.Errors, Alike: o.Alike})
	return r, err
}

// cleanEntry lets the gateway's own opaque ids through as they are: only an id that is an NHS number as a whole is not
// one of them.
func (k *key) cleanEntry(id string) string {
	if n, err := record.ParseNHSNumber(id); err == nil {
		return "person:" + k.pseudonym(n)
	}
	return bounded(id, shortText)
}

func (r *Row) outcome() (Answer, error) {
	var b outcomeBody
	if err := json.Unmarshal(r.Body, &b); err != nil {
		return Answer{}, errors.New("the entry can't be read")
	}
	return Answer{At: time.UnixMicro(r.At).UTC(), Asked: b.Asked, Released: b.Released, Errors: b.Errors, Alike: b.Alike}, nil
}
