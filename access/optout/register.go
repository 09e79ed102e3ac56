// Package optout is the register of people who object to sharing their record, or parts of it. It is checked before an
// exchange is asked and again before an answer leaves.
package optout

import (
	"context"
	"errors"
	"time"

	"github.com/london-care-record/gateway/record"
)

// Scope is how much somebody objects to.
type Scope string

// The scopes.
const (
	All           Scope = "all"            // sharing at all
	SecondaryUses Scope = "secondary-uses" // uses other than care
	Sensitive     Scope = "sensitive"      // sharing sensitive parts
	AnExchange    Scope = "exchange"       // sharing what one exchange holds
)

// Objection is one thing that a person objects to.
type Objection struct {
	Scope Scope
	// Exchange is set when Scope is AnExchange, and only then.
	Exchange record.ExchangeID
}

// check tells what is wrong with an objection, if anything.
func (o Objection) check() error {
	switch o.Scope {
	case All, SecondaryUses, Sensitive:
		if o.Exchange != "" {
			return errors.New("only the scope exchange names an exchange")
		}
		return nil
	case AnExchange:
		if o.Exchange == "" {
			return errors.New("the scope exchange must name an exchange")
		}
		return nil
	default:
		return errors.New("the scope must be all, secondary-uses, sensitive or exchange")
	}
}

// Objections are what people object to. Who objects to nothing is missing.
type Objections map[record.NHSNumber][]Objection

// Change is a person's decision: to object, or to withdraw an objection.
type Change struct {
	Person    record.NHSNumber
	Objection Objection
	Withdraw  bool
	// RecordedAt is when the person decided. Of two changes about the same thing the later one holds, in whichever
	// order they come.
	RecordedAt time.Time
	// From and Until bound when the objection holds; zero is without bound.
	From, Until time.Time
	// Source is where the decision comes from, and Reference what it is called there, such as Consent/17.
	Source, Reference string
}

// Receipt proves that a change was dealt with.
type Receipt struct {
	ID int64
	Change
	// AppliedAt is when the register took it in. Superseded tells that a later decision stood there already.
	AppliedAt  time.Time
	Superseded bool
}

// Register keeps what people object to.
type Register interface {
	// Objections gives what these people object to now.
	Objections(ctx context.Context, people []record.NHSNumber) (Objections, error)
	// Copy gives what everybody objects to now.
	Copy(ctx context.Context) (Objections, error)
	// Apply takes changes in, all or none, and gives a receipt for each.
	Apply(ctx context.Context, changes []Change) ([]Receipt, error)
	// Receipts gives a person's receipts, oldest first.
	Receipts(ctx context.Context, person record.NHSNumber) ([]Receipt, error)
	Close() error
}
