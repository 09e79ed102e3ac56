package record

import (
	"slices"
	"strings"
	"time"
)

// SourceState is how one exchange answered for one kind of record.
type SourceState string

// The states of the contract. StateComplete, StatePatientUnknown and StateNotConnected leave nothing unseen that the
// exchange should hold; all others do.
const (
	StateComplete         SourceState = "COMPLETE"
	StatePatientUnknown   SourceState = "PATIENT_UNKNOWN"
	StatePartial          SourceState = "PARTIAL"
	StateStale            SourceState = "STALE"
	StateNotConnected     SourceState = "NOT_CONNECTED"
	StatePending          SourceState = "PENDING" // not answered yet, in a record that is shown as it comes in
	StateTimedOut         SourceState = "TIMED_OUT"
	StateUnavailable      SourceState = "UNAVAILABLE"
	StateRefused          SourceState = "REFUSED"
	StateWithheld         SourceState = "WITHHELD"
	StateIdentityMismatch SourceState = "IDENTITY_MISMATCH"
)

// Seen tells that the exchange left nothing unseen: it answered in full, holds no such person, or is not to be asked.
func (s SourceState) Seen() bool {
	return s == StateComplete || s == StatePatientUnknown || s == StateNotConnected
}

// Failed tells that the exchange could not be asked: it gave nothing for a reason of its own.
func (s SourceState) Failed() bool {
	return s == StateTimedOut || s == StateUnavailable || s == StateRefused
}

// severity orders states from nothing wrong to the most that can be wrong; a state that is missing here is the worst.
var severity = map[SourceState]int{
	StateNotConnected: 0, StatePatientUnknown: 1, StateComplete: 2, StateStale: 3, StatePartial: 4,
	StatePending: 5, StateTimedOut: 6, StateUnavailable: 7, StateRefused: 8, StateWithheld: 9, StateIdentityMismatch: 10,
}

// Worse gives the graver of two states. A kind put together from several searches has the worst state of them.
func Worse(a, b SourceState) SourceState {
	if severity[b] > severity[a] {
		return b
	}
	return a
}

// Outcome is how one exchange answered one question. The zero Outcome says nothing and is not valid: State is always
// set.
type Outcome struct {
	State SourceState `json:"state"`
	// FetchedAt is when the answer was read from the exchange; zero when there was none.
	FetchedAt time.Time `json:"fetchedAt,omitzero"`
	// Elapsed is how long the exchange took, failures included.
	Elapsed time.Duration `json:"elapsed,omitempty"`
	// Unreadable counts resources, elements and modifier extensions that could not be read (S09).
	Unreadable int `json:"unreadable,omitempty"`
	// NotTheirs counts resources that came back but are not the person's, and were kept out (S02).
	NotTheirs int `json:"notTheirs,omitempty"`
	// Withheld counts entries that policy keeps from the caller because of their security labels. Hidden tells that policy
	// may keep more back, of which the caller may not know: it says so whether there is any or not.
	Withheld int  `json:"withheld,omitempty"`
	Hidden   bool `json:"hidden,omitempty"`
	// Truncated tells that pages or entries were cut off (S23).
	Truncated bool `json:"truncated,omitempty"`
	// Failure is how the exchange failed where an earlier answer stands in for the one that it did not give.
	Failure SourceState `json:"failure,omitempty"`
	// Remembered tells that the answer was read for an earlier question.
	Remembered bool `json:"remembered,omitempty"`
	// Detail is a phrase for a clinician or operator without patient data: "did not answer within 1.5 s".
	Detail string `json:"detail,omitempty"`
}

// Join puts the outcomes of two searches of one exchange together into that of the kind they make up.
func (o Outcome) Join(p Outcome) Outcome {
	if o.State == "" {
		return p
	}
	j := Outcome{
		State:      Worse(o.State, p.State),
		FetchedAt:  earlier(o.FetchedAt, p.FetchedAt),
		Elapsed:    max(o.Elapsed, p.Elapsed),
		Unreadable: o.Unreadable + p.Unreadable,
		NotTheirs:  o.NotTheirs + p.NotTheirs,
		Withheld:   o.Withheld + p.Withheld,
		Hidden:     o.Hidden || p.Hidden,
		Truncated:  o.Truncated || p.Truncated,
		Remembered: o.Remembered && p.Remembered,
		Failure:    worseFailure(o.Failure, p.Failure),
		Detail:     o.Detail,
	}
	if someFailed(o.State, p.State) {
		j.State = StatePartial
	}
	for phrase := range strings.SplitSeq(p.Detail, betweenPhrases) {
		j.Say(phrase)
	}
	return j
}

// betweenPhrases stands between the phrases of a detail.
const betweenPhrases = "; "

// Say adds a phrase to the detail, once.
func (o *Outcome) Say(phrase string) {
	switch {
	case phrase == "":
	case o.Detail == "":
		o.Detail = phrase
	case !slices.Contains(strings.Split(o.Detail, betweenPhrases), phrase):
		o.Detail += betweenPhrases + phrase
	}
}

// worseFailure is Worse where there may be none.
func worseFailure(a, b SourceState) SourceState {
	if a == "" {
		return b
	}
	if b == "" {
		return a
	}
	return Worse(a, b)
}

// someFailed tells that one search gave an answer while another failed: what is shown is a part.
func someFailed(a, b SourceState) bool {
	gave := func(s SourceState) bool { return s == StateComplete || s == StatePartial || s == StateStale }
	return gave(a) && b.Failed() || gave(b) && a.Failed()
}

// earlier gives the older of two times, ignoring zero: an answer is as fresh as its oldest part.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// Answer is what one exchange said to one question about one person: the facts and how it answered. Answers are shared
// by all readers and are never changed once made.
type Answer struct {
	Exchange *Exchange `json:"exchange"`
	Outcome  Outcome   `json:"outcome"`
	Facts    Facts     `json:"facts,omitzero"`
}

// SourceStatus is how an exchange answered for a kind, as the public contract shows it.
type SourceStatus struct {
	Exchange *Exchange   `json:"exchange"`
	State    SourceState `json:"state"`
	// MissingSettings are care settings of the exchange that do not share this kind (yet).
	MissingSettings []CareSetting `json:"missingSettings,omitempty"`
	// Count is the number of source entries that the exchange contributed, before stitching.
	Count     int       `json:"count"`
	FetchedAt time.Time `json:"fetchedAt,omitzero"`
	// Failure is how the exchange failed where an earlier answer is shown in place of the one that it did not give.
	Failure SourceState `json:"failure,omitempty"`
	// ElapsedMs is how long the exchange took, in milliseconds; nil when it was not asked.
	ElapsedMs *int `json:"elapsedMs,omitempty"`
	Detail    Text `json:"detail,omitempty"`
}
