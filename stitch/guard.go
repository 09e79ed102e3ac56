package stitch

import (
	"cmp"
	"reflect"

	"github.com/london-care-record/gateway/record"
)

// verdict is what the identity check means for everything else that an exchange says.
type verdict struct {
	means identity
	// state is how the Patient search was answered, for notChecked.
	state record.SourceState
}

type identity int8

const (
	// notAsked is an exchange that the Patient search did not go to: nothing is known against its answers.
	notAsked identity = iota
	// known is an exchange that means this person.
	known
	// notHeld is an exchange that answered and holds no such person.
	notHeld
	// mismatch is an exchange that holds another birth date under the number.
	mismatch
	// notChecked is an exchange that could not be asked whom it means.
	notChecked
)

var (
	verdictKnown    = verdict{means: known}
	verdictMismatch = verdict{means: mismatch}
)

// unasked is the verdict on an exchange that named nobody.
func unasked(a record.Answer) verdict {
	switch a.Outcome.State {
	case record.StateComplete, record.StatePatientUnknown:
		return verdict{means: notHeld}
	case record.StateNotConnected:
		return verdict{means: notAsked}
	case record.StateStale: // what is remembered names nobody, so that nothing is shown of it
		return verdict{means: notChecked, state: record.StatePartial}
	}
	return verdict{means: notChecked, state: a.Outcome.State}
}

// Guard gives the answers as they may enter this patient's record. Those of an exchange that holds somebody else under
// the number are emptied with IDENTITY_MISMATCH (S02), those of one that could not be asked whom it means with the
// reason, and those of a restricted person are all emptied with WITHHELD, every exchange alike, so that who knows the
// person can't be read off (S04). The answers given are not changed, and guarding twice is the same as once.
func (p *Patient) Guard(answers []record.Answer) []record.Answer {
	out := make([]record.Answer, len(answers))
	for i, a := range inOrder(answers) {
		out[i].Exchange = a.Exchange
		if kept, outcome := p.keptOut(a); kept {
			out[i].Outcome = outcome
			continue
		}
		out[i] = a
		if p.verdicts[a.Exchange.ID].means == notHeld && a.Outcome.State == record.StateComplete && isEmpty(a.Facts) {
			out[i].Outcome.State = record.StatePatientUnknown
		}
	}
	return out
}

// keptOut tells whether an answer may not enter the record, and how it then reads.
func (p *Patient) keptOut(a record.Answer) (bool, record.Outcome) {
	o, v := a.Outcome, p.verdicts[a.Exchange.ID]
	switch {
	case p.Restricted:
		return true, record.Outcome{State: record.StateWithheld}
	case o.State == record.StateNotConnected:
		return false, o
	case v.means == mismatch:
		return true, record.Outcome{State: record.StateIdentityMismatch, FetchedAt: o.FetchedAt, Elapsed: o.Elapsed,
			Detail: "holds a birth date that does not agree"}
	case v.means == notChecked && gave(o.State):
		return true, record.Outcome{State: v.state, Elapsed: o.Elapsed, Detail: "could not be asked who the person is"}
	}
	return false, o
}

// gave tells that the answer brought facts, or the certainty that there are none.
func gave(s record.SourceState) bool {
	return s == record.StateComplete || s == record.StatePartial || s == record.StateStale
}

func isEmpty(f record.Facts) bool { return reflect.ValueOf(f).IsZero() }

// compareExchanges orders by the region's order.
func compareExchanges(a, b *record.Exchange) int {
	return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.ID, b.ID))
}
