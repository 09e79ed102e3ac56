package stitch

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/london-care-record/gateway/record"
)

// orders is how many orders of a region's answers, and of the entries within them, are compared.
func orders() int {
	if testing.Short() {
		return 100
	}
	return 1000
}

// manySided is a region of all five exchanges in which every one holds entries of every kind, drawn once: the same in
// every run.
func manySided() world {
	return rapid.Custom(func(t *rapid.T) world { return drawRegion(t, 5, 1) }).Example(2026)
}

// reordered gives the same answers and the same entries in another order.
func (w world) reordered(r *rand.Rand) world {
	out := world{persons: slices.Clone(w.persons), facts: slices.Clone(w.facts)}
	shuffle(out.persons, r)
	shuffle(out.facts, r)
	for i := range out.facts {
		out.facts[i].Facts = shuffledFacts(out.facts[i].Facts, r)
	}
	return out
}

func TestS10_AThousandOrdersGiveOneRecord(t *testing.T) {
	w := manySided()
	for _, a := range w.facts {
		if got := a.Facts.Len(); got < len(record.Kinds) {
			t.Fatalf("%s holds %d entries: too few to tell", a.Exchange.ID, got)
		}
	}
	whole := w.stitch(t, true)
	merged := slices.IndexFunc(whole.rows(), func(row record.Row) bool { return len(row.Base().Sources) > 1 })
	if merged < 0 {
		t.Fatal("nothing in the region meets")
	}
	want := written(t, whole)
	r := rand.New(rand.NewPCG(2026, 10))
	for n := range orders() {
		if got := written(t, w.reordered(r).stitch(t, true)); got != want {
			t.Fatalf("order %d gives another record:\n%s\nwant\n%s", n, got, want)
		}
	}
}

// TestS10_StitchingTwiceIsStitchingOnce takes the record apart into the entries that its rows name as their sources, and
// stitches those: the same rows come back, and nothing else was needed to make them.
func TestS10_StitchingTwiceIsStitchingOnce(t *testing.T) {
	again := func(t rapid.TB, w world) {
		once := w.stitch(t, true)
		twice := w.only(once).stitch(t, true)
		if got, want := written(t, twice), written(t, once); got != want {
			t.Fatalf("the sources of the rows give another record:\n%s\nwant\n%s", got, want)
		}
	}
	again(t, manySided())
	rapid.Check(t, func(t *rapid.T) { again(t, drawWorld(t)) })
}

// only keeps those entries that the rows and denials of the record name as their sources.
func (w world) only(made whole) world {
	named := map[*record.Provenance]bool{}
	for _, row := range made.rows() {
		for _, s := range row.Base().Sources {
			named[s] = true
		}
	}
	for _, n := range made.Allergies.Negations {
		for _, s := range n.Sources {
			named[s] = true
		}
	}
	out := world{persons: w.persons}
	for _, a := range w.facts {
		a.Facts = onlyNamed(a.Facts, named)
		out.facts = append(out.facts, a)
	}
	return out
}

func onlyNamed(f record.Facts, named map[*record.Provenance]bool) record.Facts {
	return record.Facts{
		Alerts: sourcedBy(f.Alerts, named), Allergies: sourcedBy(f.Allergies, named), Medications: sourcedBy(f.Medications, named),
		Conditions: sourcedBy(f.Conditions, named), Investigations: sourcedBy(f.Investigations, named),
		Observations: sourcedBy(f.Observations, named), Procedures: sourcedBy(f.Procedures, named),
		Immunisations: sourcedBy(f.Immunisations, named), Encounters: sourcedBy(f.Encounters, named),
		Referrals: sourcedBy(f.Referrals, named), Appointments: sourcedBy(f.Appointments, named),
		Documents: sourcedBy(f.Documents, named), Assessments: sourcedBy(f.Assessments, named),
		CarePlans: sourcedBy(f.CarePlans, named), CareTeams: sourcedBy(f.CareTeams, named),
		Negations: slices.DeleteFunc(slices.Clone(f.Negations), func(n *record.Negation) bool { return !named[n.Sources[0]] }),
	}
}

func sourcedBy[T record.Row](entries []T, named map[*record.Provenance]bool) []T {
	return slices.DeleteFunc(slices.Clone(entries), func(e T) bool { return !named[e.Base().Source()] })
}

// TestS05_S06_WhatIsKeptOutIsCounted takes a region in which one exchange means somebody else and another one could not be
// asked whom it means: every entry is a source of a row or a denial, or its exchange's state says that it is not shown.
func TestS05_S06_WhatIsKeptOutIsCounted(t *testing.T) {
	w := manySided()
	w.persons, w.facts = slices.Clone(w.persons), slices.Clone(w.facts)
	for i, a := range w.persons {
		switch a.Exchange.ID {
		case "SWL":
			stranger := *a.Facts.Persons[0]
			stranger.BirthDate = record.MustDate("1987-06-05")
			w.persons[i].Facts.Persons = []*record.Person{&stranger}
		case "NWL":
			w.persons[i].Facts, w.persons[i].Outcome.State = record.Facts{}, record.StateTimedOut
		}
	}
	made := w.stitch(t, true)
	reached := w.only(made)
	for i, a := range w.facts {
		given, kept := a.Facts.Len(), reached.facts[i].Facts.Len()
		switch a.Exchange.ID {
		case "SWL", "NWL":
			if kept != 0 {
				t.Errorf("%d entries of %s are shown", kept, a.Exchange.ID)
			}
		default:
			if kept != given {
				t.Errorf("%d of %d entries of %s are reached", kept, given, a.Exchange.ID)
			}
		}
	}
	want := map[record.ExchangeID]record.SourceState{"NEL": record.StateComplete, "SEL": record.StateComplete, "NCL": record.StateComplete,
		"SWL": record.StateIdentityMismatch, "NWL": record.StateTimedOut}
	for _, kind := range made.Coverage.Kinds {
		for _, s := range kind.Completeness.Sources {
			if s.State != want[s.Exchange.ID] {
				t.Errorf("%s of %s: %s", kind.Kind, s.Exchange.ID, s.State)
			}
			if want[s.Exchange.ID] != record.StateComplete && s.Count != 0 {
				t.Errorf("%s of %s: %d entries are counted as shown", kind.Kind, s.Exchange.ID, s.Count)
			}
		}
	}
}

// TestS10_ThreeConditionsInAllSixOrders gives three conditions that only together are one to the record in every order
// of their exchanges.
func TestS10_ThreeConditionsInAllSixOrders(t *testing.T) {
	entries := map[record.ExchangeID]string{
		"SEL": `{"ref":"Condition/1","text":"Asthma","codes":["sct 195967001"],"onset":"2010"}`,
		"NEL": `{"ref":"Condition/2","text":"asthma","codes":["read H33.."],"onset":"2010"}`,
		"NCL": `{"ref":"Condition/3","text":"Bronchial asthma","codes":["read H33.."],"onset":"2010"}`,
	}
	seen := map[string]bool{}
	for _, order := range [][]record.ExchangeID{{"SEL", "NEL", "NCL"}, {"SEL", "NCL", "NEL"}, {"NEL", "SEL", "NCL"}, {"NEL", "NCL", "SEL"}, {"NCL", "SEL", "NEL"}, {"NCL", "NEL", "SEL"}} {
		p, _ := someone(t, order...)
		var answers []record.Answer
		for _, id := range order {
			answers = append(answers, said{Conditions: raws(entries[id])}.answer(t, exchangeNamed("", id)))
		}
		list := Conditions(p, answers, ConditionOptions{})
		if len(list.Entries) != 1 || len(list.Entries[0].Sources) != 3 {
			t.Errorf("%v: %d rows", order, len(list.Entries))
		}
		seen[written(t, list)] = true
	}
	if len(seen) != 1 {
		t.Errorf("six orders give %d records", len(seen))
	}
}
