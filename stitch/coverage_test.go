package stitch

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

func raws(entries ...string) []json.RawMessage {
	var out []json.RawMessage
	for _, e := range entries {
		out = append(out, json.RawMessage(e))
	}
	return out
}

func TestS19_CoverageAgreesWithTheLists(t *testing.T) {
	p, _ := someone(t, "NEL", "SEL")
	allergies := []record.Answer{
		said{State: record.StateUnavailable}.answer(t, exchangeNamed("", "NEL")),
		said{Allergies: raws(`{"ref":"AllergyIntolerance/1","text":"Egg"}`)}.answer(t, exchangeNamed("", "SEL")),
	}
	conditions := []record.Answer{
		said{Conditions: raws(`{"ref":"Condition/1","text":"Gout"}`)}.answer(t, exchangeNamed("", "NEL")),
		said{State: record.StateNotConnected}.answer(t, exchangeNamed("", "SEL")),
	}
	got := CoverageOf(p, map[record.Kind][]record.Answer{record.Conditions: conditions, record.Allergies: allergies})
	var kinds []record.Kind
	for _, k := range got.Kinds {
		kinds = append(kinds, k.Kind)
	}
	if !slices.Equal(kinds, []record.Kind{record.Allergies, record.Conditions}) {
		t.Errorf("kinds are %v, not in the contract's order", kinds)
	}
	if want := Allergies(p, allergies, AllergyOptions{}).Completeness; content(got.Kinds[0].Completeness) != content(want) {
		t.Errorf("coverage says %+v, the list %+v", got.Kinds[0].Completeness, want)
	}
	if got.Complete || got.Summary != "Incomplete: North East London answered only in part, so that some of its entries may be missing or incomplete. The other one answered in full and holds entries." {
		t.Errorf("complete %t: %s", got.Complete, got.Summary)
	}
}

func TestS20_JoinedCompletenessIsTheWorstOfItsParts(t *testing.T) {
	p, _ := someone(t, "NEL")
	older, newer := readAt.Add(-time.Hour), readAt
	part := func(s record.SourceState, n int, at time.Time, ms int) Completeness {
		return Completeness{Sources: []record.SourceStatus{{Exchange: exchangeNamed("", "NEL"), State: s, Count: n, FetchedAt: at, ElapsedMs: &ms}}}
	}
	got := p.joined([]Completeness{part(record.StateComplete, 2, newer, 5), part(record.StateStale, 3, older, 9), part(record.StateNotConnected, 0, time.Time{}, 0)})
	s := got.Sources[0]
	if s.State != record.StateStale || s.Count != 5 || !s.FetchedAt.Equal(older) || *s.ElapsedMs != 9 || got.Complete {
		t.Errorf("joined is %+v", s)
	}
}

func TestS02_GuardingTwiceIsGuardingOnce(t *testing.T) {
	sel, nwl, ncl, nel := exchangeNamed("", "SEL"), exchangeNamed("", "NWL"), exchangeNamed("", "NCL"), exchangeNamed("", "NEL")
	persons := []record.Answer{
		said{}.patientAnswer(t, sel), said{}.patientAnswer(t, nel),
		said{Persons: ptr(raws(`{"ref":"Patient/1","birthDate":"1999-09-09"}`))}.patientAnswer(t, nwl),
		said{PatientState: record.StateStale}.patientAnswer(t, ncl),
	}
	p, err := Identify(terminology.Embedded(), caseNumber, record.PartialDate{}, persons)
	if err != nil {
		t.Fatal(err)
	}
	for _, state := range []record.SourceState{record.StateComplete, record.StatePartial, record.StateStale, record.StateUnavailable, record.StateWithheld, record.StateNotConnected} {
		var answers []record.Answer
		for _, e := range []*record.Exchange{nwl, ncl, sel, nel} {
			answers = append(answers, said{State: state, Allergies: raws(`{"ref":"AllergyIntolerance/1","text":"Egg"}`)}.answer(t, e))
		}
		once := p.Guard(answers)
		if content(p.Guard(once)) != content(once) {
			t.Errorf("%s: guarding again changes the answers", state)
		}
		for _, a := range once {
			mine := a.Exchange == sel || a.Exchange == nel
			if !mine && (state == record.StateComplete || state == record.StatePartial || state == record.StateStale) && len(a.Facts.Allergies) > 0 {
				t.Errorf("%s: entries of %s came through", state, a.Exchange.ID)
			}
		}
	}
}

func ptr[T any](v T) *T { return &v }
