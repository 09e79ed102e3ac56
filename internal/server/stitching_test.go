package server_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/record"
)

// takenApart is what a stitching says, as a client reads it.
type takenApart struct {
	Kinds []struct {
		Kind         string
		Completeness struct {
			Sources []struct {
				Exchange struct{ ID string }
				State    string
				Count    int
			}
		}
	}
	Rows []struct {
		Entry, PartOf, Rule, Denies *string
		Kind                        string
		Retracted                   bool
		Inputs                      []struct {
			Reference string
			Exchange  struct{ ID string }
			Speaks    bool
			TiedBy    []string
		}
	}
	LeftOut []struct {
		Kind, State, Reason string
		Exchange            struct{ ID string }
		Count               *int
	}
}

const takenApartFields = `{
	kinds { kind completeness { sources { exchange { id } state count } } }
	rows { entry partOf rule denies kind retracted inputs { reference exchange { id } speaks tiedBy } }
	leftOut { kind exchange { id } state reason count } }`

// takeApart asks for a person's stitching.
func (g *gateway) takeApart(number, arguments string) (takenApart, answer) {
	g.t.Helper()
	a := g.ask(`query($n:NHSNumber!){patient(nhsNumber:$n){stitching`+arguments+takenApartFields+`}}`, map[string]any{"n": number})
	var told struct {
		Data struct {
			Patient struct{ Stitching takenApart }
		}
	}
	if err := json.Unmarshal([]byte(a.body), &told); err != nil {
		g.t.Fatal(err)
	}
	return told.Data.Patient.Stitching, a
}

// TestS17_EveryEntryIsInARowOrLeftOut takes everybody's record apart: what each exchange contributed by its coverage is in
// the rows, each once, or counted as left out.
func TestS17_EveryEntryIsInARowOrLeftOut(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: asks for whole records")
	}
	t.Parallel()
	g := startUnhurried(t, 100)
	entries, merged := 0, 0
	for _, number := range g.demo.Population()[:110] {
		s, a := g.takeApart(number, "")
		if a.status != http.StatusOK || len(a.Errors) > 0 || len(s.Kinds) != len(record.Kinds) {
			t.Fatalf("%.300s", a.body)
		}
		in, again := map[string]int{}, map[string]int{}
		for _, row := range s.Rows {
			if (row.Entry == nil) != (row.Denies != nil) || (row.Rule != nil) != (len(row.Inputs) > 1) {
				t.Fatalf("a row is %v", row)
			}
			if row.Rule != nil {
				merged++
			}
			if row.PartOf != nil {
				continue
			}
			for _, input := range row.Inputs {
				in[row.Kind+input.Exchange.ID]++
			}
		}
		for _, l := range s.LeftOut {
			if l.Reason == "REPEATED" {
				again[l.Kind+l.Exchange.ID] += *l.Count
			}
		}
		for _, kind := range s.Kinds {
			for _, source := range kind.Completeness.Sources {
				entries += source.Count
				if at := kind.Kind + source.Exchange.ID; source.Count != in[at]+again[at] {
					t.Errorf("%s of %s: %d came in, %d are in rows, %d told again", kind.Kind, source.Exchange.ID, source.Count, in[at], again[at])
				}
			}
		}
	}
	if entries < 1000 || merged < 50 {
		t.Errorf("%d entries and %d merged rows are too few to tell", entries, merged)
	}
}

// TestS17_ARowIsTheSameWhereverItIsShown compares the rows of the explanation with those of the sections.
func TestS17_ARowIsTheSameWhereverItIsShown(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	const row = `{ entries { id mergedBy sources { reference exchange { id } } } }`
	query := fmt.Sprintf(`query($n:NHSNumber!){patient(nhsNumber:$n){
		allergies(includeInactive:true, includeRetracted:true)%[1]s medications(includeRetracted:true)%[1]s conditions(includeRetracted:true)%[1]s
		immunisations(includeRetracted:true)%[1]s observations(includeRetracted:true)%[1]s documents(includeRetracted:true)%[1]s }}`, row)
	for _, p := range g.demo.People() {
		shown := map[string]bool{}
		a := g.ask(query, map[string]any{"n": p.NHSNumber})
		sections, ok := a.at(t, "patient").(map[string]any)
		if !ok || len(a.Errors) > 0 {
			t.Fatalf("%.300s", a.body)
		}
		for _, list := range sections {
			for _, e := range list.(map[string]any)["entries"].([]any) {
				entry := e.(map[string]any)
				by, _ := entry["mergedBy"].(string)
				words := entry["id"].(string) + " by " + by + " of"
				for _, s := range entry["sources"].([]any) {
					source := s.(map[string]any)
					words += fmt.Sprintf(" %s %s", source["exchange"].(map[string]any)["id"], source["reference"])
				}
				shown[words] = true
			}
		}
		s, _ := g.takeApart(p.NHSNumber, "(kinds: [ALLERGIES, MEDICATIONS, CONDITIONS, IMMUNISATIONS, OBSERVATIONS, DOCUMENTS])")
		for _, r := range s.Rows {
			if r.Entry == nil {
				continue
			}
			by := ""
			if r.Rule != nil {
				by = *r.Rule
			}
			words := *r.Entry + " by " + by + " of"
			for _, input := range r.Inputs {
				words += " " + input.Exchange.ID + " " + input.Reference
			}
			if !shown[words] {
				t.Errorf("%s: explained, and not shown: %s", p.Shows, words)
			}
			delete(shown, words)
		}
		if len(shown) > 0 {
			t.Errorf("%s: shown, and not explained: %v", p.Shows, shown)
		}
	}
}

func TestS04_ARestrictedPersonsStitchingIsWithheldWhole(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	s, a := g.takeApart("9990000069", "")
	if len(s.Rows) > 0 || len(s.LeftOut) != len(record.Kinds)*5 {
		t.Errorf("%.300s", a.body)
	}
	for _, l := range s.LeftOut {
		if l.Reason != "WITHHELD" || l.State != "WITHHELD" || l.Count != nil {
			t.Errorf("left out: %v", l)
		}
	}
	if err := g.demo.SetFault("SEL", demo.Fault{Kind: "down"}); err != nil {
		t.Fatal(err)
	}
	if _, again := g.takeApart("9990000069", ""); again.body != a.body {
		t.Errorf("which exchange failed can be read off:\n%.600s", again.body)
	}
}

func TestS20_AStitchingSaysWhoCouldNotBeAsked(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	if err := g.demo.SetFault("SWL", demo.Fault{Kind: "down"}); err != nil {
		t.Fatal(err)
	}
	s, a := g.takeApart("9990000018", "(kinds: [ALLERGIES])")
	if len(s.Rows) == 0 || len(a.Errors) != 1 || a.code() != "EXCHANGE_UNAVAILABLE" || len(a.Errors[0].Path) != 2 {
		t.Errorf("%.600s", a.body)
	}
	if len(s.LeftOut) != 1 || s.LeftOut[0].Exchange.ID != "SWL" || s.LeftOut[0].Reason != "NOT_ASKED" || s.LeftOut[0].Count != nil {
		t.Errorf("left out: %v", s.LeftOut)
	}
}

// TestAStitchingFetchesOnlyTheKindsAskedFor counts what the exchanges are asked, ahead and in all.
func TestAStitchingFetchesOnlyTheKindsAskedFor(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	g.demo.ResetRequests()
	s, a := g.takeApart("9990000018", "(kinds: [IMMUNISATIONS, ALERTS, ALERTS])")
	if len(a.Errors) > 0 {
		t.Fatalf("%.300s", a.body)
	}
	var kinds []string
	for _, k := range s.Kinds {
		kinds = append(kinds, k.Kind)
	}
	if !slices.Equal(kinds, []string{"ALERTS", "IMMUNISATIONS"}) {
		t.Errorf("the kinds are %v", kinds)
	}
	for _, e := range g.demo.Exchanges() {
		for typ, n := range g.demo.Requests(e.ID) {
			if n > 0 && !slices.Contains([]string{"total", "Patient", "Flag", "Immunization", "metadata", "Bundle"}, typ) {
				t.Errorf("%s was asked for %s", e.ID, typ)
			}
		}
	}
	if s, a := g.takeApart("9990000018", "(kinds: [])"); len(s.Rows)+len(s.LeftOut)+len(s.Kinds) > 0 || len(a.Errors) > 0 {
		t.Errorf("no kind gives %.300s", a.body)
	}
}

// TestS27_AStitchingCostsAsManyKindsAsItTakesApart: everybody's whole stitching in one request is refused; of a few kinds
// it is not.
func TestS27_AStitchingCostsAsManyKindsAsItTakesApart(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	ask := func(arguments string) answer {
		return g.ask(`query($n:[NHSNumber!]!){patients(nhsNumbers:$n){stitching`+arguments+takenApartFields+`}}`, map[string]any{"n": g.demo.Population()[10:90]})
	}
	if a := ask(""); a.code() != "QUERY_TOO_COMPLEX" {
		t.Errorf("%.300s", a.body)
	}
	if a := ask("(kinds: [" + strings.Repeat("ALERTS ", 15) + "])"); a.code() != "QUERY_TOO_COMPLEX" {
		t.Errorf("%.300s", a.body)
	}
	if a := ask("(kinds: [ALLERGIES, MEDICATIONS])"); a.code() == "QUERY_TOO_COMPLEX" {
		t.Errorf("%.300s", a.body)
	}
}
