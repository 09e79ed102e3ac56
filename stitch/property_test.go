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

func drawWorld(t *rapid.T) world { return drawRegion(t, rapid.IntRange(1, 5).Draw(t, "exchanges"), 0) }

// drawRegion draws a world of n exchanges that each hold at least so many entries of every kind.
func drawRegion(t *rapid.T, n, least int) world {
	var w world
	for _, id := range []record.ExchangeID{"NEL", "SEL", "SWL", "NCL", "NWL"}[:n] {
		e := exchangeNamed("", id)
		outcome := record.Outcome{State: record.StateComplete, FetchedAt: readAt}
		d := drawer{t: t, e: e, least: least, made: map[string][]string{}}
		w.persons = append(w.persons, record.Answer{Exchange: e, Outcome: outcome, Facts: record.Facts{Persons: []*record.Person{{
			NHSNumbers: []record.NHSNumber{caseNumber}, BirthDate: record.MustDate(usualBirthDate), Source: d.source("Patient")}}}})
		w.facts = append(w.facts, record.Answer{Exchange: e, Outcome: outcome, Facts: d.facts()})
	}
	return w
}

type drawer struct {
	t     *rapid.T
	e     *record.Exchange
	n     int
	least int
	// made are the references of the entries so far, by type.
	made map[string][]string
}

// some is how many entries of a kind there are: up to so many more than the least.
func (d *drawer) some(more int) int {
	return rapid.IntRange(d.least, d.least+more).Draw(d.t, "entries")
}

func (d *drawer) pick(of ...string) string { return rapid.SampledFrom(of).Draw(d.t, "pick") }

func (d *drawer) source(typ string) *record.Provenance {
	d.n++
	p := &record.Provenance{Exchange: d.e, Reference: fmt.Sprintf("%s/%d", typ, d.n)}
	d.made[typ] = append(d.made[typ], p.Reference)
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

// pointer gives a reference to an entry of the type that was made before, to one that is nowhere, or by identifier.
func (d *drawer) pointer(typ string) record.Reference {
	if rapid.IntRange(0, 3).Draw(d.t, "logical") == 0 {
		return record.Reference{Identifier: record.Identifier{System: "urn:lab", Value: d.pick("A", "B")}}
	}
	return record.Reference{Local: d.pick(append([]string{typ + "/0"}, d.made[typ]...)...)}
}

func (d *drawer) period() *record.Period {
	p := record.Period{Start: d.date(), End: d.date()}
	if p.IsZero() {
		return nil
	}
	return &p
}

func (d *drawer) at() time.Time {
	if day := rapid.IntRange(0, 2).Draw(d.t, "day"); day > 0 {
		return time.Date(2020, 5, day, 9, 0, 0, 0, time.UTC)
	}
	return time.Time{}
}

func (d *drawer) entry(kind record.Kind, typ string) record.Entry {
	e := record.Entry{Kind: kind, Code: d.code(), Sources: []*record.Provenance{d.source(typ)}}
	if rapid.Bool().Draw(d.t, "identified") {
		e.Identifiers = []record.Identifier{{System: "urn:lab", Value: d.pick("A", "B")}}
	}
	if label := d.pick("", "", "PSY", "HIV"); label != "" {
		e.SecurityLabels = []record.Coding{{Code: label}}
	}
	return e
}

func (d *drawer) facts() record.Facts {
	var f record.Facts
	for range d.some(4) {
		f.Allergies = append(f.Allergies, &record.Allergy{Entry: d.entry(record.Allergies, "AllergyIntolerance"),
			ClinicalStatus:     rapid.SampledFrom([]record.AllergyClinicalStatus{record.AllergyActive, record.AllergyResolved, record.AllergyStatusUnknown}).Draw(d.t, "clinical"),
			VerificationStatus: rapid.SampledFrom([]record.VerificationStatus{record.Confirmed, record.Refuted, record.EnteredInError}).Draw(d.t, "verification"),
			Criticality:        rapid.SampledFrom(worstCriticality).Draw(d.t, "criticality")})
	}
	for range d.some(4) {
		m := &record.Medication{Entry: d.entry(record.Medications, "MedicationRequest"), Type: record.MedicationOrder, AuthoredOn: d.date(),
			Status: rapid.SampledFrom(takenFirst).Draw(d.t, "status"),
			Course: rapid.SampledFrom([]record.MedicationCourse{record.CourseAcute, record.CourseRepeat}).Draw(d.t, "course")}
		m.When = m.AuthoredOn
		f.Medications = append(f.Medications, m)
	}
	for range d.some(4) {
		c := &record.Condition{Entry: d.entry(record.Conditions, "Condition"), Onset: d.date(),
			ClinicalStatus:     rapid.SampledFrom(presentFirst).Draw(d.t, "clinical"),
			VerificationStatus: rapid.SampledFrom([]record.VerificationStatus{record.Confirmed, record.Provisional, record.Refuted}).Draw(d.t, "verification")}
		c.When = c.Onset
		f.Conditions = append(f.Conditions, c)
	}
	for range d.some(6) {
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
	for range d.some(3) {
		i := &record.Investigation{Entry: d.entry(record.Investigations, "DiagnosticReport"), Status: d.result(), Effective: d.date()}
		i.When = i.Effective
		for range rapid.IntRange(0, 3).Draw(d.t, "results") {
			i.ResultReferences = append(i.ResultReferences, record.Reference{Local: fmt.Sprintf("Observation/%d", rapid.IntRange(1, 30).Draw(d.t, "result"))})
		}
		f.Investigations = append(f.Investigations, i)
	}
	for range d.some(3) {
		i := &record.Immunisation{Entry: d.entry(record.Immunisations, "Immunization"), Occurrence: d.date(),
			Status: rapid.SampledFrom([]record.EventStatus{record.EventCompleted, record.EventNotDone, record.EventEnteredInError}).Draw(d.t, "status")}
		i.When = i.Occurrence
		f.Immunisations = append(f.Immunisations, i)
	}
	d.events(&f)
	d.requests(&f)
	d.plans(&f)
	return f
}

// events draws what happened: procedures, encounters, documents, assessments.
func (d *drawer) events(f *record.Facts) {
	for range d.some(2) {
		p := &record.Procedure{Entry: d.entry(record.Procedures, "Procedure"), Performed: d.date(), Period: d.period(),
			Status: rapid.SampledFrom([]record.EventStatus{record.EventCompleted, record.EventNotDone, record.EventEnteredInError}).Draw(d.t, "status")}
		p.When = p.Performed
		f.Procedures = append(f.Procedures, p)
	}
	for range d.some(2) {
		e := &record.Encounter{Entry: d.entry(record.Encounters, "Encounter"), Period: d.period(),
			Status: rapid.SampledFrom([]record.EncounterStatus{record.EncounterFinished, record.EncounterCancelled, record.EncounterInProgress}).Draw(d.t, "status")}
		e.When = start(e.Period)
		f.Encounters = append(f.Encounters, e)
	}
	for range d.some(2) {
		x := &record.Document{Entry: d.entry(record.Documents, "DocumentReference"), Date: d.at(), Title: record.Text(d.pick("", "Letter")),
			Status: rapid.SampledFrom([]record.DocumentStatus{record.DocumentCurrent, record.DocumentSuperseded, record.DocumentEnteredInError}).Draw(d.t, "status")}
		x.When = instant(x.Date)
		x.Replaces = []record.Reference{d.pointer("DocumentReference")}
		f.Documents = append(f.Documents, x)
	}
	for range d.some(2) {
		a := &record.Assessment{Entry: d.entry(record.Assessments, "QuestionnaireResponse"), Status: record.AssessmentCompleted, Authored: d.date(),
			Answers: []record.AssessmentAnswer{{Question: "Stairs?", Answers: []string{d.pick("Yes", "No")}}}}
		a.When = a.Authored
		f.Assessments = append(f.Assessments, a)
	}
}

// requests draws referrals and the appointments that may have been made for them.
func (d *drawer) requests(f *record.Facts) {
	for range d.some(2) {
		r := &record.Referral{Entry: d.entry(record.Referrals, "ServiceRequest"), Category: record.CategoryReferral, Intent: "order", AuthoredOn: d.date(),
			Status: rapid.SampledFrom([]record.RequestStatus{record.RequestActive, record.RequestCompleted, record.RequestEnteredInError}).Draw(d.t, "status")}
		r.When = r.AuthoredOn
		f.Referrals = append(f.Referrals, r)
	}
	for range d.some(2) {
		a := &record.Appointment{Entry: d.entry(record.Appointments, "Appointment"), Start: d.at(), BasedOn: []record.Reference{d.pointer("ServiceRequest")},
			Status: rapid.SampledFrom([]record.AppointmentStatus{record.AppointmentBooked, record.AppointmentCancelled, record.AppointmentEnteredInError}).Draw(d.t, "status")}
		a.When = instant(a.Start)
		f.Appointments = append(f.Appointments, a)
	}
}

// plans draws alerts, care plans, care teams, and denials from empty lists.
func (d *drawer) plans(f *record.Facts) {
	for range d.some(2) {
		a := &record.Alert{Entry: d.entry(record.Alerts, "Flag"), Period: d.period(),
			Status: rapid.SampledFrom([]record.AlertStatus{record.AlertActive, record.AlertInactive, record.AlertEnteredInError}).Draw(d.t, "status")}
		a.When = start(a.Period)
		f.Alerts = append(f.Alerts, a)
	}
	for range d.some(2) {
		c := &record.CarePlan{Entry: d.entry(record.CarePlans, "CarePlan"), Status: record.RequestActive, Intent: "plan", Created: d.date(), Goals: []string{d.pick("Walk", "Eat")}}
		c.When = c.Created
		f.CarePlans = append(f.CarePlans, c)
	}
	for range d.some(2) {
		c := &record.CareTeam{Entry: d.entry(record.CareTeams, "CareTeam"), Status: record.CareTeamActive, Period: d.period(),
			Members: []record.CareTeamMember{{Name: record.Text(d.pick("Dr Shah", "Dr Okafor"))}}}
		c.When = start(c.Period)
		f.CareTeams = append(f.CareTeams, c)
	}
	for range d.some(1) {
		f.Negations = append(f.Negations, &record.Negation{Code: record.CodeableConcept{Text: "Allergies: none known"}, Scope: record.NegationAll,
			Sources: []*record.Provenance{d.source("List")}})
	}
}

func (d *drawer) result() record.ResultStatus {
	return rapid.SampledFrom([]record.ResultStatus{record.ResultFinal, record.ResultPreliminary, record.ResultCorrected, record.ResultEnteredInError}).Draw(d.t, "status")
}

// whole is every section of the record with everything included, who the person is, and what is made of the sections.
type whole struct {
	Patient        *Patient
	Alerts         *AlertList
	Allergies      *AllergyList
	Medications    *MedicationList
	Conditions     *ConditionList
	Investigations *InvestigationList
	Observations   *ObservationList
	Procedures     *ProcedureList
	Immunisations  *ImmunisationList
	Encounters     *EncounterList
	Referrals      *ReferralList
	Appointments   *AppointmentList
	Documents      *DocumentList
	Assessments    *AssessmentList
	CarePlans      *CarePlanList
	CareTeams      *CareTeamList
	Booked         []*AppointmentList
	Timeline       *TimelineConnection
	Coverage       *Coverage
}

func (w world) stitch(t rapid.TB, all bool) whole {
	p, err := Identify(terminology.Embedded(), caseNumber, record.PartialDate{}, w.persons)
	if err != nil {
		t.Fatal(err)
	}
	r := whole{
		Patient:        p,
		Alerts:         Alerts(p, w.facts, all),
		Allergies:      Allergies(p, w.facts, AllergyOptions{all, all}),
		Medications:    Medications(p, w.facts, MedicationOptions{IncludeRetracted: all}),
		Conditions:     Conditions(p, w.facts, ConditionOptions{true, all}),
		Investigations: Investigations(p, w.facts, InvestigationOptions{IncludeRetracted: all}),
		Observations:   Observations(p, w.facts, ObservationOptions{IncludeRetracted: all}),
		Procedures:     Procedures(p, w.facts, all),
		Immunisations:  Immunisations(p, w.facts, all),
		Encounters:     Encounters(p, w.facts, PeriodOptions{IncludeRetracted: all}),
		Referrals:      Referrals(p, w.facts, ReferralOptions{IncludeRetracted: all}),
		Appointments:   Appointments(p, w.facts, PeriodOptions{IncludeRetracted: all}),
		Documents:      Documents(p, w.facts, all),
		Assessments:    Assessments(p, w.facts, all),
		CarePlans:      CarePlans(p, w.facts, all),
		CareTeams:      CareTeams(p, w.facts, all),
	}
	for _, referral := range r.Referrals.Entries {
		r.Booked = append(r.Booked, ReferralAppointments(p, referral, w.facts))
	}
	answers := map[record.Kind][]record.Answer{}
	for _, kind := range record.Kinds {
		answers[kind] = w.facts
	}
	r.Coverage = CoverageOf(p, answers)
	if r.Timeline, err = Timeline(p, r.sections(), TimelinePage{First: 10}, []Completeness{r.Conditions.Completeness, r.Procedures.Completeness}); err != nil {
		t.Fatal(err)
	}
	return r
}

// sections gives the rows of every section.
func (w whole) sections() []record.Row {
	return slices.Concat(Rows(w.Alerts.Entries), Rows(w.Allergies.Entries), Rows(w.Medications.Entries), Rows(w.Conditions.Entries),
		Rows(w.Investigations.Entries), Rows(w.Observations.Entries), Rows(w.Procedures.Entries), Rows(w.Immunisations.Entries),
		Rows(w.Encounters.Entries), Rows(w.Referrals.Entries), Rows(w.Appointments.Entries), Rows(w.Documents.Entries),
		Rows(w.Assessments.Entries), Rows(w.CarePlans.Entries), Rows(w.CareTeams.Entries))
}

// rows gives every row, a report's results too.
func (w whole) rows() []record.Row {
	all := w.sections()
	for _, i := range w.Investigations.Entries {
		all = append(all, Rows(i.Results)...)
	}
	return all
}

// entriesOf gives the source entries of every kind.
func entriesOf(f record.Facts) []record.Row {
	return slices.Concat(Rows(f.Alerts), Rows(f.Allergies), Rows(f.Medications), Rows(f.Conditions), Rows(f.Investigations), Rows(f.Observations),
		Rows(f.Procedures), Rows(f.Immunisations), Rows(f.Encounters), Rows(f.Referrals), Rows(f.Appointments), Rows(f.Documents),
		Rows(f.Assessments), Rows(f.CarePlans), Rows(f.CareTeams))
}

func written(t rapid.TB, v any) string {
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
			for _, row := range entriesOf(a.Facts) {
				if !reached[sourceOf(row.Base().Source())] {
					t.Fatalf("%s is lost", sourceOf(row.Base().Source()))
				}
			}
			for _, n := range a.Facts.Negations {
				if !reached[sourceOf(n.Sources[0])] {
					t.Fatalf("%s is lost", sourceOf(n.Sources[0]))
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
				if strengthKey(source.Base().Code.Text) != strengthKey(b.Code.Text) && b.Kind == record.Medications {
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
