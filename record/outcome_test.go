package record

import (
	"bytes"
	"testing"
	"time"
)

func TestS19_AKindHasTheWorstStateOfItsSearches(t *testing.T) {
	for _, c := range []struct{ a, b, want SourceState }{
		{StateComplete, StateComplete, StateComplete},
		{StateComplete, StatePatientUnknown, StateComplete},
		{StateComplete, StateNotConnected, StateComplete},
		{StateComplete, StatePartial, StatePartial},
		{StateComplete, StateTimedOut, StatePartial},
		{StateUnavailable, StateComplete, StatePartial},
		{StateTimedOut, StateUnavailable, StateUnavailable},
		{StatePatientUnknown, StateRefused, StateRefused},
		{StatePatientUnknown, StateUnavailable, StateUnavailable},
	} {
		got := Outcome{State: c.a}.Join(Outcome{State: c.b}).State
		back := Outcome{State: c.b}.Join(Outcome{State: c.a}).State
		if got != c.want || back != c.want {
			t.Errorf("%s and %s make %s one way and %s the other, not %s", c.a, c.b, got, back, c.want)
		}
	}
}

func TestAnAnswerIsAsFreshAsItsOldestPart(t *testing.T) {
	old, young := time.Unix(10, 0), time.Unix(20, 0)
	j := Outcome{State: StateComplete, FetchedAt: young, Elapsed: 2}.Join(Outcome{State: StateComplete, FetchedAt: old, Elapsed: 1})
	if !j.FetchedAt.Equal(old) || j.Elapsed != 2 {
		t.Errorf("got %+v", j)
	}
}

func TestTextThatIsAbsentIsNull(t *testing.T) {
	for in, want := range map[Text]string{"": "null", `a "b"`: `"a \"b\""`} {
		var b bytes.Buffer
		in.MarshalGQL(&b)
		if b.String() != want {
			t.Errorf("%q is written as %s", in, b.String())
		}
	}
}

func TestS22_ADetailOfTwoSearchesSaysNothingTwice(t *testing.T) {
	stale := func(why string) Outcome {
		return Outcome{State: StateStale, Failure: StateUnavailable, Detail: why + "; an earlier answer is shown"}
	}
	for _, c := range []struct{ a, b, want string }{
		{"could not be reached", "could not be reached", "could not be reached; an earlier answer is shown"},
		{"could not be reached", "broke off its answer", "could not be reached; an earlier answer is shown; broke off its answer"},
	} {
		if got := stale(c.a).Join(stale(c.b)).Detail; got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	if got := (Outcome{State: StateComplete}).Join(stale("broke off its answer")).Detail; got != "broke off its answer; an earlier answer is shown" {
		t.Errorf("beside one that says nothing: %q", got)
	}
}
