package stitch

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// identified says who the person of a world is.
func (w world) identified(t rapid.TB) *Patient {
	p, err := Identify(terminology.Embedded(), caseNumber, record.PartialDate{}, w.persons)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// explain explains every kind of a world's record.
func (w world) explain(t rapid.TB) *Stitching {
	answers := map[record.Kind][]record.Answer{}
	for _, kind := range record.Kinds {
		answers[kind] = w.facts
	}
	return Explain(w.identified(t), answers)
}

// TestS17_WhatIsExplainedIsWhatIsShown compares the explanation with the lists: the same rows in the same order, by the
// same rules, of the same sources.
func TestS17_WhatIsExplainedIsWhatIsShown(t *testing.T) {
	check := func(t rapid.TB, w world) {
		before := written(t, w.facts)
		shown, explained := w.stitch(t, true), w.explain(t)
		var entries, results, denied []StitchedRow
		for _, row := range explained.Rows {
			switch {
			case row.Denies != nil:
				denied = append(denied, row)
			case row.PartOf != nil:
				results = append(results, row)
			default:
				entries = append(entries, row)
			}
		}
		inOrder := slices.Clone(shown.sections())
		slices.SortStableFunc(inOrder, func(a, b record.Row) int {
			return slices.Index(record.Kinds, a.Base().Kind) - slices.Index(record.Kinds, b.Base().Kind)
		})
		sameRows(t, entries, inOrder)
		var inReports []record.Row
		for _, report := range shown.Investigations.Entries {
			for _, result := range report.Results {
				if got := *results[len(inReports)].PartOf; got != report.ID {
					t.Fatalf("a result of %s is explained as one of %s", report.ID, got)
				}
				inReports = append(inReports, result)
			}
		}
		sameRows(t, results, inReports)
		sameDenials(t, denied, shown.Allergies.Negations)
		if written(t, w.facts) != before {
			t.Fatal("source entries were changed")
		}
		if again := w.stitch(t, true); written(t, again) != written(t, shown) {
			t.Fatal("once explained, the record is another")
		}
	}
	check(t, manySided())
	rapid.Check(t, func(t *rapid.T) { check(t, drawWorld(t)) })
	rapid.Check(t, func(t *rapid.T) { check(t, drawPrescriptions(t)) })
}

func sameRows(t rapid.TB, explained []StitchedRow, shown []record.Row) {
	if len(explained) != len(shown) {
		t.Fatalf("%d rows are explained, and %d shown", len(explained), len(shown))
	}
	for i, row := range shown {
		b, got := row.Base(), explained[i]
		if *got.Entry != b.ID || got.Kind != b.Kind || got.Text != b.Code.Text || got.Rule != b.MergedBy || got.Retracted != row.Retracted() ||
			got.StatusText != b.StatusText || written(t, got.Related) != written(t, b.Related) || written(t, got.Warnings) != written(t, b.Warnings) {
			t.Fatalf("explained as %s\nshown as %s", written(t, got), written(t, b))
		}
		sameSources(t, got, b.Sources)
		if len(got.Differences) != len(b.Differences) {
			t.Fatalf("explained as differing in %v, shown as %s", got.Differences, written(t, b.Differences))
		}
	}
}

func sameDenials(t rapid.TB, explained []StitchedRow, shown []*record.Negation) {
	if len(explained) != len(shown) {
		t.Fatalf("%d denials are explained, and %d shown", len(explained), len(shown))
	}
	for i, n := range shown {
		if got := explained[i]; got.Entry != nil || got.Text != n.Code.Text || *got.Denies != n.Scope {
			t.Fatalf("explained as %s, shown as %s", written(t, got), written(t, n))
		}
		sameSources(t, explained[i], n.Sources)
	}
}

func sameSources(t rapid.TB, row StitchedRow, sources []*record.Provenance) {
	if !slices.EqualFunc(row.Inputs, sources, func(input StitchedInput, s *record.Provenance) bool { return input.Provenance == s }) {
		t.Fatalf("the row of %s is explained by %s", written(t, sources), written(t, row.Inputs))
	}
}

// TestS17_ARowNamesWhatTiesItsEntries: the rules that tie the entries of a row are those that the row names, one entry
// speaks for it, and every one says something of its own.
func TestS17_ARowNamesWhatTiesItsEntries(t *testing.T) {
	prescriptions := 0
	check := func(t rapid.TB, s *Stitching) {
		for _, row := range s.Rows {
			speaking, retracted := 0, 0
			ties := map[string]bool{}
			for _, input := range row.Inputs {
				if input.Speaks {
					speaking++
				}
				if input.Retracts {
					retracted++
				}
				if len(row.Inputs) > 1 && len(input.TiedBy) == 0 {
					t.Fatalf("nothing ties %s to its row: %s", input.Reference, written(t, row))
				}
				for _, rule := range input.TiedBy {
					ties[rule] = true
				}
			}
			rules := map[string]bool{}
			for rule := range strings.SplitSeq(string(row.Rule), ", ") {
				if rule != "" {
					rules[rule] = true
				}
			}
			if !maps.Equal(ties, rules) {
				t.Fatalf("the row names %v, and its entries are tied by %v", rules, ties)
			}
			if rules[samePrescription] {
				prescriptions++
			}
			if speaking != 1 || row.Retracted != (retracted == len(row.Inputs)) {
				t.Fatalf("%d of %d entries speak, %d retract: %s", speaking, len(row.Inputs), retracted, written(t, row))
			}
		}
	}
	check(t, manySided().explain(t))
	rapid.Check(t, func(t *rapid.T) { check(t, drawWorld(t).explain(t)) })
	rapid.Check(t, func(t *rapid.T) { check(t, drawPrescriptions(t).explain(t)) })
	if prescriptions == 0 {
		t.Error("no prescription was told of several times: nothing was held")
	}
}

// TestS17_EveryEntryThatCameInIsAccountedFor counts what came in by itself: each entry is the input of one row, or was told
// again and is counted so; and of an exchange that is kept out no entry is an input.
func TestS17_EveryEntryThatCameInIsAccountedFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		again := map[record.ExchangeID]record.Facts{}
		for i, a := range w.facts {
			if rapid.Bool().Draw(t, "told again") {
				f := a.Facts
				again[a.Exchange.ID] = record.Facts{Conditions: f.Conditions, Allergies: f.Allergies[:len(f.Allergies)/2], Documents: f.Documents, Investigations: f.Investigations}
				w.facts[i].Facts = f.Join(again[a.Exchange.ID])
			}
		}
		strangers := map[record.ExchangeID]bool{}
		for i, a := range w.persons[1:] {
			if rapid.IntRange(0, 3).Draw(t, "stranger") == 0 && i < (len(w.persons)-1)/2 {
				strangers[a.Exchange.ID] = true
				other := *a.Facts.Persons[0]
				other.BirthDate = record.MustDate("1987-06-05")
				w.persons[i+1].Facts.Persons = []*record.Person{&other}
			}
		}
		explained := w.explain(t)
		inputs := explained.inputs()
		for _, a := range w.facts {
			for _, kind := range record.Kinds {
				id := a.Exchange.ID
				in := cameIn(w.identified(t), a, kind)
				got, left := inputs[place{id, kind}], explained.left(id, kind)
				if strangers[id] {
					if got != 0 || left[LeftIdentityMismatch] != in {
						t.Fatalf("%s of %s: %d came in, %d are shown and %v left out", kind, id, in, got, left)
					}
					continue
				}
				repeated := cameIn(w.identified(t), record.Answer{Exchange: a.Exchange, Outcome: a.Outcome, Facts: onlyOf(again[id], kind)}, kind)
				if got+repeated != in || left[LeftRepeated] != repeated {
					t.Fatalf("%s of %s: %d came in, %d of them again; %d are shown and %v left out", kind, id, in, repeated, got, left)
				}
			}
			explained.reaches(t, a, strangers[a.Exchange.ID])
		}
	})
}

// place is an exchange's part of a kind.
type place struct {
	exchange record.ExchangeID
	kind     record.Kind
}

// inputs counts the entries behind rows, a report's results aside.
func (s *Stitching) inputs() map[place]int {
	n := map[place]int{}
	for _, row := range s.Rows {
		for _, input := range row.Inputs {
			if row.PartOf == nil {
				n[place{input.Exchange.ID, row.Kind}]++
			}
		}
	}
	return n
}

// left gives the numbers that are told of what is left out.
func (s *Stitching) left(id record.ExchangeID, kind record.Kind) map[LeftOutReason]int {
	n := map[LeftOutReason]int{}
	for _, l := range s.LeftOut {
		if l.Exchange.ID == id && l.Kind == kind && l.Count != nil {
			n[l.Reason] += *l.Count
		}
	}
	return n
}

// reaches tells that every entry of an answer is an input somewhere, results within a report too; and none of a stranger.
func (s *Stitching) reaches(t rapid.TB, a record.Answer, stranger bool) {
	reached := map[sourceID]bool{}
	for _, row := range s.Rows {
		for _, input := range row.Inputs {
			reached[sourceOf(input.Provenance)] = true
		}
	}
	for _, row := range entriesOf(a.Facts) {
		if reached[sourceOf(row.Base().Source())] == stranger {
			t.Fatalf("%v: somebody else's %t", sourceOf(row.Base().Source()), stranger)
		}
	}
}

// cameIn counts the entries of an answer that are the kind's own: of reports and results, which belong together, as the
// sections tell them apart.
func cameIn(p *Patient, a record.Answer, kind record.Kind) int {
	if kind == record.Investigations || kind == record.Observations {
		return p.count(a, kind)
	}
	n := 0
	for _, row := range entriesOf(a.Facts) {
		if row.Base().Kind == kind {
			n++
		}
	}
	if kind == record.Allergies {
		n += len(a.Facts.Negations)
	}
	return n
}

// onlyOf leaves of some facts those of one kind.
func onlyOf(f record.Facts, kind record.Kind) record.Facts {
	switch kind {
	case record.Conditions:
		return record.Facts{Conditions: f.Conditions}
	case record.Allergies:
		return record.Facts{Allergies: f.Allergies}
	case record.Documents:
		return record.Facts{Documents: f.Documents}
	case record.Investigations:
		return record.Facts{Investigations: f.Investigations}
	}
	return record.Facts{}
}

// TestS04_OfARestrictedPersonNothingIsExplained: whoever knows the person, fails or holds nothing, the explanation is the
// same to the byte, and holds no row and no number.
func TestS04_OfARestrictedPersonNothingIsExplained(t *testing.T) {
	label := func(w *world) {
		restricted := *w.persons[0].Facts.Persons[0]
		restricted.SecurityLabels = []record.Coding{{System: "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", Code: "R"}}
		w.persons[0].Facts.Persons = []*record.Person{&restricted}
	}
	one, other := manySided(), manySided()
	for _, w := range []*world{&one, &other} {
		w.persons, w.facts = slices.Clone(w.persons), slices.Clone(w.facts)
		label(w)
	}
	for i, state := range []record.SourceState{record.StatePatientUnknown, record.StateTimedOut, record.StateNotConnected, record.StatePartial} {
		other.facts[i+1].Facts, other.facts[i+1].Outcome = record.Facts{}, record.Outcome{State: state, NotTheirs: i, Unreadable: i, Truncated: true}
		other.persons[i+1].Facts, other.persons[i+1].Outcome.State = record.Facts{}, state
	}
	first, second := one.explain(t), other.explain(t)
	if written(t, first) != written(t, second) {
		t.Errorf("who knows the person can be read off:\n%s\n%s", written(t, first), written(t, second))
	}
	if len(first.Rows) > 0 || len(first.LeftOut) != len(record.Kinds)*len(one.facts) {
		t.Errorf("%d rows, %d left out", len(first.Rows), len(first.LeftOut))
	}
	for _, l := range first.LeftOut {
		if l.Reason != LeftWithheld || l.State != record.StateWithheld || l.Count != nil {
			t.Errorf("left out: %s", written(t, l))
		}
	}
}

// TestS19_WhatIsLeftOutSaysWhy takes every way in which something that an exchange holds is in no row.
func TestS19_WhatIsLeftOutSaysWhy(t *testing.T) {
	entry := raws(`{"ref":"Condition/1","text":"Asthma"}`)
	none := 0
	for _, c := range []struct {
		says    string
		said    said
		reasons string
		count   *int
	}{
		{"in full", said{Conditions: entry}, "", nil},
		{"withheld", said{State: record.StateWithheld, NotTheirs: 1, Unreadable: 1}, "WITHHELD", nil},
		{"timed out", said{State: record.StateTimedOut}, "NOT_ASKED", nil},
		{"unavailable", said{State: record.StateUnavailable}, "NOT_ASKED", nil},
		{"refused", said{State: record.StateRefused}, "NOT_ASKED", nil},
		{"not connected", said{State: record.StateNotConnected}, "NOT_CONNECTED", nil},
		{"stale", said{State: record.StateStale, Conditions: entry}, "OUT_OF_DATE", nil},
		{"cut off", said{State: record.StatePartial, Truncated: true, Conditions: entry}, "CUT_OFF", nil},
		{"in part", said{State: record.StatePartial, Conditions: entry}, "ANSWERED_IN_PART", nil},
		{"unreadable", said{State: record.StatePartial, Unreadable: 3, Conditions: entry}, "UNREADABLE", counter(3)},
		{"another's", said{State: record.StatePartial, NotTheirs: 2, Conditions: entry}, "ANOTHER_PERSONS", counter(2)},
		{"told twice", said{Conditions: append(slices.Clone(entry), entry...)}, "REPEATED", counter(1)},
		{"older version", said{Conditions: raws(`{"ref":"Condition/1","text":"Asthma","updated":"2020-01-01T00:00:00Z"}`, `{"ref":"Condition/1","text":"No asthma","updated":"2021-01-01T00:00:00Z"}`)}, "REPEATED", counter(1)},
		{"mismatch", said{Conditions: entry, Persons: &[]json.RawMessage{[]byte(`{"ref":"Patient/1","birthDate":"1987-06-05"}`)}}, "IDENTITY_MISMATCH", counter(1)},
		{"mismatch with nothing", said{Persons: &[]json.RawMessage{[]byte(`{"ref":"Patient/1","birthDate":"1987-06-05"}`)}}, "IDENTITY_MISMATCH", &none},
		{"unchecked", said{Conditions: entry, PatientState: record.StateTimedOut}, "IDENTITY_UNCHECKED", nil},
	} {
		t.Run(c.says, func(t *testing.T) {
			var persons, answers []record.Answer
			for id, s := range map[record.ExchangeID]said{"NEL": {}, "SEL": {}, "NCL": c.said} {
				persons = append(persons, s.patientAnswer(t, exchangeNamed("", id)))
				answers = append(answers, s.answer(t, exchangeNamed("", id)))
			}
			p, err := Identify(terminology.Embedded(), caseNumber, record.PartialDate{}, persons)
			if err != nil {
				t.Fatal(err)
			}
			var reasons []string
			for _, l := range Explain(p, map[record.Kind][]record.Answer{record.Conditions: answers}).LeftOut {
				if l.Exchange.ID != "NCL" || l.Kind != record.Conditions || l.Explanation == "" {
					t.Errorf("left out: %s", written(t, l))
				}
				reasons = append(reasons, string(l.Reason))
				if written(t, l.Count) != written(t, c.count) {
					t.Errorf("%s of %s are counted", written(t, l.Count), l.Reason)
				}
			}
			if got := strings.Join(reasons, " "); got != c.reasons {
				t.Errorf("left out for %q, not %q", got, c.reasons)
			}
		})
	}
}

func counter(n int) *int { return &n }

// TestS11_S17_EachSourceKeepsItsOwnView: the row has the worst that anybody says; taken apart, each says its own.
func TestS11_S17_EachSourceKeepsItsOwnView(t *testing.T) {
	p, _ := someone(t, "NEL", "SEL")
	answers := []record.Answer{
		said{Allergies: raws(`{"ref":"AllergyIntolerance/1","text":"Penicillin","criticality":"LOW","updated":"2026-01-01T00:00:00Z"}`,
			`{"ref":"AllergyIntolerance/2","text":"No known food allergies","codes":["sct 429625007"]}`)}.answer(t, exchangeNamed("", "NEL")),
		said{Allergies: raws(`{"ref":"AllergyIntolerance/1","text":"penicillin","criticality":"HIGH","verificationStatus":"ENTERED_IN_ERROR"}`)}.answer(t, exchangeNamed("", "SEL")),
	}
	s := Explain(p, map[record.Kind][]record.Answer{record.Allergies: answers})
	if len(s.Rows) != 2 {
		t.Fatalf("%d rows: %s", len(s.Rows), written(t, s.Rows))
	}
	row := s.Rows[0]
	if len(row.Inputs) != 2 || row.Rule != "same-text" || !slices.Contains(row.Differences, "criticality") {
		t.Fatalf("the row is %s", written(t, row))
	}
	for i, want := range []struct {
		text, criticality string
		speaks, retracts  bool
	}{{"Penicillin", "LOW", true, false}, {"penicillin", "HIGH", false, true}} {
		input := row.Inputs[i]
		if input.says("code") != want.text || input.says("criticality") != want.criticality || input.Speaks != want.speaks || input.Retracts != want.retracts ||
			!slices.Equal(input.TiedBy, []string{"same-text"}) {
			t.Errorf("the input is %s", written(t, input))
		}
	}
	if denial := s.Rows[1]; denial.Entry != nil || denial.Denies == nil || *denial.Denies != record.NegationFood || denial.Inputs[0].Reference != "AllergyIntolerance/2" {
		t.Errorf("the denial is %s", written(t, denial))
	}
}

// says gives what an input says of a field.
func (i StitchedInput) says(name string) string {
	for _, f := range i.Fields {
		if f.Name == name {
			return f.Value
		}
	}
	return ""
}

func TestEveryKindCanBeExplained(t *testing.T) {
	for _, kind := range record.Kinds {
		if everyRow[kind] == nil {
			t.Errorf("%s can't be explained", kind)
		}
	}
	for _, reason := range []LeftOutReason{LeftWithheld, LeftIdentityMismatch, LeftIdentityUnchecked, LeftAnotherPersons, LeftUnreadable, LeftRepeated,
		LeftCutOff, LeftAnsweredInPart, LeftNotAsked, LeftPending, LeftOutOfDate, LeftNotConnected} {
		if explanations[reason] == "" {
			t.Errorf("%s has no words", reason)
		}
	}
}
