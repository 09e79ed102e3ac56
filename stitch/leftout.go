package stitch

import "github.com/london-care-record/gateway/record"

// leftOut says what of an exchange's answer for a kind is in no row, and why. given is the answer as it came in, guarded
// as it may enter the record, and kept how many of its entries came to be stitched. Of a restricted person every exchange
// has the same to say, and of what is withheld no number is given: how much there is would tell something of it (S04).
func (p *Patient) leftOut(kind record.Kind, given, guarded record.Answer, kept int) []LeftOut {
	var out []LeftOut
	add := func(reason LeftOutReason, count *int) {
		out = append(out, LeftOut{Exchange: given.Exchange, Kind: kind, State: guarded.Outcome.State, Reason: reason, Count: count, Explanation: explanations[reason]})
	}
	counted := func(reason LeftOutReason, n int) {
		if n > 0 {
			add(reason, &n)
		}
	}
	o := guarded.Outcome
	if isKept, _ := p.keptOut(given); isKept {
		switch {
		case o.State == record.StateWithheld:
			add(LeftWithheld, nil)
		case o.State == record.StateIdentityMismatch && gave(given.Outcome.State):
			n := p.count(given, kind)
			add(LeftIdentityMismatch, &n)
		case o.State == record.StateIdentityMismatch:
			add(LeftIdentityMismatch, nil)
		default: // whose entries these are is not known, nor whether the person is restricted
			add(LeftIdentityUnchecked, nil)
		}
		return out
	}
	if reason, unseen := unseenBy[o.State]; unseen {
		add(reason, nil)
	}
	if gave(o.State) {
		counted(LeftAnotherPersons, o.NotTheirs)
		counted(LeftUnreadable, o.Unreadable)
		if o.Truncated {
			add(LeftCutOff, nil)
		}
	}
	if o.State == record.StatePartial && len(out) == 0 {
		add(LeftAnsweredInPart, nil)
	}
	counted(LeftRepeated, p.count(guarded, kind)-kept)
	return out
}

// unseenBy are the states in which an exchange says nothing more, or nothing new.
var unseenBy = map[record.SourceState]LeftOutReason{
	record.StateWithheld: LeftWithheld, record.StateIdentityMismatch: LeftIdentityMismatch,
	record.StateTimedOut: LeftNotAsked, record.StateUnavailable: LeftNotAsked, record.StateRefused: LeftNotAsked,
	record.StatePending: LeftPending, record.StateStale: LeftOutOfDate, record.StateNotConnected: LeftNotConnected,
}

// explanations are the reasons in words, for a reader of the explanation.
var explanations = map[LeftOutReason]string{
	LeftWithheld:          "Consent or policy keeps it from this caller. How much there is, is not told.",
	LeftIdentityMismatch:  "The exchange holds another birth date under this number, so that its entries may be somebody else's.",
	LeftIdentityUnchecked: "The exchange could not be asked who the person is, so that its entries may be somebody else's. They are not counted.",
	LeftAnotherPersons:    "These came back, and are not the person's: they point at somebody else.",
	LeftUnreadable:        "These parts could not be read: whole entries, or elements of an entry that is in its row without them.",
	LeftRepeated:          "These were told more than once, or in an older version. Each entry counts once.",
	LeftCutOff:            "The answer was longer than is read, and was cut off. How much is missing is not known.",
	LeftAnsweredInPart:    "The exchange answered only in part. How much is missing is not known.",
	LeftNotAsked:          "The exchange could not be asked. What it holds is not known.",
	LeftPending:           "The exchange has not answered yet. What it holds is not known.",
	LeftOutOfDate:         "An earlier answer is shown, because the exchange could not be asked. What it recorded since is not known.",
	LeftNotConnected:      "The exchange does not share this kind of record (yet).",
}
