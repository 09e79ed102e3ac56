package stitch

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// world is everything that some exchanges say of one person: small vocabularies, so that entries often meet.
type world struct {
	persons, facts []record.Answer
}

func drawWorld(t *rapid.T) world {
	var w world
	n := rapid.IntRange(1, 5).Draw(t, "exchanges")
	for _, id := range []record.ExchangeID{"NEL", "SEL", "SWL", "NCL", "NWL"}[:n] {
		e := exchangeNamed("", id)
		outcome := record.Outcome{State: record.StateComplete, FetchedAt: readAt}
		d := drawer{t: t, e: e}
		w.persons = append(w.persons, record.Answer{Exchange: e, Outcome: outcome, Facts: record.Facts{Persons: []*record.Person{{
			NHSNumbers: []record.NHSNumber{caseNumber}, BirthDate: record.MustDate(usualBirthDate), Source: d.source("Patient")}}}})
		w.facts = append(w.facts, record.Answer{Exchange: e, Outcome: outcome, Facts: d.facts()})
	}
	return w
}

type drawer struct {
	t *rapid.T
	e *record.Exchange
	n int
}

func (d *drawer) pick(of ...string) string { return rapid.SampledFrom(of).Draw(d.t, "pick") }

func (d *drawer) source(typ string) *record.Provenance {
	d.n++
	p := &record.Provenance{Exchange: d.e, Reference: fmt.Sprintf("%s/%d", typ, d.n)}
	if day := rapid.IntRange(0, 3).Draw(d.t, "updated"); day > 0 {
		p.LastUpdated = time.Date(2020, 1, day, 0, 0, 0, 0, time.UTC)
	}
	return p
}

func (d *drawer) date() record.PartialDate {
	if s := d.pick("", "2020", "2020-05-01", "2020-05-01T09:00:00Z", "2020-05-01T10:00:00+01:00", "2020-05-01T23:00:00Z"); s != "" {
		return record.MustDate(s)
	}
	return record.PartialDate{}
}

func (d *drawer) code() record.CodeableConcept {
	c := record.CodeableConcept{Text: d.pick("", "Warfarin 1mg", "warfarin  1MG", "Warfarin 5mg", "Drug allergy", "left knee", "right knee", "Septrin", "No known allergies")}
	c.Worded = c.Text != ""
	for range rapid.IntRange(0, 2).Draw(d.t, "codings") {
		c.Codings = append(c.Codings, record.Coding{System: d.pick(record.SystemSNOMED, record.SystemDMD, record.SystemReadV2), Code: d.pick("91936005", "196461000000101", "48603004", "716186003")})
	}
	return c
}

func (d *drawer) entry(kind record.Kind, typ string) record.Entry {
	e := record.Entry{Kind: kind, Code: d.code(), Sources: []*record.Provenance{d.source(typ)}}
	if rapid.Bool().Draw(d.t, "identified") {
		e.Identifiers = []record.Identifier{{System: "urn:lab", Value: d.pick("A", "B")}}
	}
	return e
}

func (d *drawer) facts() record.Facts {
	var f record.Facts
	for range rapid.IntRange(0, 4).Draw(d.t, "allergies") {
		f.Allergies = append(f.Allergies, &record.Allergy{Entry: d.entry(record.Allergies, "AllergyIntolerance"),
			ClinicalStatus:     rapid.SampledFrom([]record.AllergyClinicalStatus{record.AllergyActive, record.AllergyResolved, record.AllergyStatusUnknown}).Draw(d.t, "clinical"),
			VerificationStatus: rapid.SampledFrom([]record.VerificationStatus{record.Confirmed, record.Refuted, record.EnteredInError}).Draw(d.t, "verification"),
			Criticality:        rapid.SampledFrom(worstCriticality).Draw(d.t, "criticality")})
	}
	for range rapid.IntRange(0, 4).Draw(d.t, "medications") {
		m := &record.Medication{Entry: d.entry(record.Medications, "MedicationRequest"), Type: record.MedicationOrder, AuthoredOn: d.date(),
			Status: rapid.SampledFrom(takenFirst).Draw(d.t, "status"),
			Course: rapid.SampledFrom([]record.MedicationCourse{record.CourseAcute, record.CourseRepeat}).Draw(d.t, "course")}
		m.When = m.AuthoredOn
		f.Medications = append(f.Medications, m)
	}
	for range rapid.IntRange(0, 4).Draw(d.t, "conditions") {
		c := &record.Condition{Entry: d.entry(record.Conditions, "Condition"), Onset: d.date(),
			ClinicalStatus:     rapid.SampledFrom(presentFirst).Draw(d.t, "clinical"),
			VerificationStatus: rapid.SampledFrom([]record.VerificationStatus{record.Confirmed, record.Provisional, record.Refuted}).Draw(d.t, "verification")}
		c.When = c.Onset
		f.Conditions = append(f.Conditions, c)
	}
	for range rapid.IntRange(0, 6).Draw(d.t, "observations") {
		o := &record.Observation{Entry: d.entry(record.Observations, "Observation"), Status: d.result(), Effective: d.date(),
			Value: &record.Quantity{Value: record.Decimal(d.pick("1", "1.0"))}}
		o.When = o.Effective
		if rapid.Bool().Draw(d.t, "laboratory") {
			o.Categories = []record.CodeableConcept{{Codings: []record.Coding{{Code: "laboratory"}}}}
		}
		for range rapid.IntRange(0, 1).Draw(d.t, "members") {
			o.MemberReferences = append(o.MemberReferences, record.Reference{Local: fmt.Sprintf("Observation/%d", rapid.IntRange(1, 30).Draw(d.t, "member"))})
		}
		f.Observations = append(f.Observations, o)
	}
	for range rapid.IntRange(0, 3).Draw(d.t, "reports") {
		i := &record.Investigation{Entry: d.entry(record.Investigations, "DiagnosticReport"), Status: d.result(), Effective: d.date()}
		i.When = i.Effective
		for range rapid.IntRange(0, 3).Draw(d.t, "results") {
			i.ResultReferences = append(i.ResultReferences, record.Reference{Local: fmt.Sprintf("Observation/%d", rapid.IntRange(1, 30).Draw(d.t, "result"))})
		}
		f.Investigations = append(f.Investigations, i)
	}
	for range rapid.IntRange(0, 3).Draw(d.t, "immunisations") {
		i := &record.Immunisation{Entry: d.entry(record.Immunisations, "Immunization"), Occurrence: d.date(),
			Status: rapid.SampledFrom([]record.EventStatus{record.EventCompleted, record.EventNotDone, record.EventEnteredInError}).Draw(d.t, "status")}
		i.When = i.Occurrence
		f.Immunisations = append(f.Immunisations, i)
	}
	return f
}

func (d *drawer) result() record.ResultStatus {
	return rapid.SampledFrom([]record.ResultStatus{record.ResultFinal, record.ResultPreliminary, record.ResultCorrected, record.ResultEnteredInError}).Draw(d.t, "status")
}

// whole is every section of the record with everything included.
type whole struct {
	Allergies      *AllergyList
	Medications    *MedicationList
	Conditions     *ConditionList
	Investigations *InvestigationList
	Observations   *ObservationList
	Immunisations  *ImmunisationList
}

func (w world) stitch(t *rapid.T, all bool) whole {
	p, err := Identify(terminology.Embedded(), caseNumber, record.PartialDate{}, w.persons)
	if err != nil {
		t.Fatal(err)
	}
	return whole{
		Allergies:      Allergies(p, w.facts, AllergyOptions{all, all}),
		Medications:    Medications(p, w.facts, MedicationOptions{IncludeRetracted: all}),
		Conditions:     Conditions(p, w.facts, ConditionOptions{true, all}),
		Investigations: Investigations(p, w.facts, InvestigationOptions{IncludeRetracted: all}),
		Observations:   Observations(p, w.facts, ObservationOptions{IncludeRetracted: all}),
		Immunisations:  Immunisations(p, w.facts, all),
	}
}

// rows gives every row, a report's results too.
func (w whole) rows() []record.Row {
	all := slices.Concat(Rows(w.Allergies.Entries), Rows(w.Medications.Entries), Rows(w.Conditions.Entries),
		Rows(w.Investigations.Entries), Rows(w.Observations.Entries), Rows(w.Immunisations.Entries))
	for _, i := range w.Investigations.Entries {
		all = append(all, Rows(i.Results)...)
	}
	return all
}

func written(t *rapid.T, v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestS10_OrderDecidesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		before := written(t, w.facts)
		want := written(t, w.stitch(t, true))
		if again := written(t, w.stitch(t, true)); again != want {
			t.Fatal("stitching the same answers twice gives two records")
		}
		if written(t, w.facts) != before {
			t.Fatal("source entries were changed")
		}
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 2))
		for range 3 {
			s := world{persons: slices.Clone(w.persons), facts: slices.Clone(w.facts)}
			shuffle(s.persons, r)
			shuffle(s.facts, r)
			for i := range s.facts {
				s.facts[i].Facts = shuffledFacts(s.facts[i].Facts, r)
			}
			if got := written(t, s.stitch(t, true)); got != want {
				t.Fatalf("another order gives another record:\n%s\nwant\n%s", got, want)
			}
		}
	})
}

func TestS10_ToldTwiceIsToldOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		want := written(t, w.stitch(t, true).rows())
		for i, a := range w.facts {
			w.facts[i].Facts = a.Facts.Join(a.Facts)
		}
		if got := written(t, w.stitch(t, true).rows()); got != want {
			t.Fatalf("entries told twice give another record:\n%s\nwant\n%s", got, want)
		}
	})
}

func TestS05_S06_NothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		got := w.stitch(t, true)
		reached := map[sourceID]bool{}
		for _, row := range got.rows() {
			for _, s := range row.Base().Sources {
				reached[sourceOf(s)] = true
			}
		}
		for _, n := range got.Allergies.Negations {
			for _, s := range n.Sources {
				reached[sourceOf(s)] = true
			}
		}
		for _, a := range w.facts {
			f := a.Facts
			for _, row := range slices.Concat(Rows(f.Allergies), Rows(f.Medications), Rows(f.Conditions), Rows(f.Investigations), Rows(f.Observations), Rows(f.Immunisations)) {
				if !reached[sourceOf(row.Base().Source())] {
					t.Fatalf("%s is lost", sourceOf(row.Base().Source()))
				}
			}
		}
	})
}

func TestS13_S14_S15_WhatARowNeverHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		sources := map[sourceID]record.Row{}
		for _, a := range w.facts {
			for _, row := range slices.Concat(Rows(a.Facts.Medications), Rows(a.Facts.Conditions), Rows(a.Facts.Observations)) {
				sources[sourceOf(row.Base().Source())] = row
			}
		}
		got := w.stitch(t, true)
		ids := map[string]bool{}
		for _, row := range slices.Concat(Rows(got.Medications.Entries), Rows(got.Conditions.Entries), Rows(got.Observations.Entries)) {
			b := row.Base()
			if ids[b.ID] {
				t.Fatal("two rows share an id")
			}
			ids[b.ID] = true
			standing := false
			held := map[record.ExchangeID]int{}
			for _, s := range b.Sources {
				source := sources[sourceOf(s)]
				standing = standing || !source.Retracted()
				held[s.Exchange.ID]++
				if source.Base().When.IsZero() && len(b.Sources) > 1 {
					t.Fatal("an undated entry was joined")
				}
				if !b.When.IsZero() && !source.Base().When.Same(b.When) {
					t.Fatal("two dates became one")
				}
				if digits(source.Base().Code.Text) != digits(b.Code.Text) && b.Kind == record.Medications {
					t.Fatal("two strengths became one")
				}
			}
			if standing == row.Retracted() {
				t.Fatal("a row is retracted exactly when all its sources are")
			}
			if (b.MergedBy != "") != (len(b.Sources) > 1) {
				t.Fatal("a row of several sources names its rule, and no other")
			}
			for id, n := range held {
				if n > 1 && b.Kind != record.Observations { // versions of one result may be of one exchange
					t.Fatalf("two entries of %s became one", id)
				}
			}
		}
	})
}
