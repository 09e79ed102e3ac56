package stitch

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/record"
)

// kindSaid is one kind of record as a case says it: what is the same of every kind is held by one test for all.
type kindSaid struct {
	kind record.Kind
	typ  string
	// dated writes the kind's own date field: one %s for the date.
	dated string
	// more is what the kind needs beside name and date.
	more string
	// say puts entries into an answer.
	say func(*said, []json.RawMessage)
	// section makes the kind's list, with everything in it.
	section func(*Patient, []record.Answer) ([]record.Row, Completeness)
	// undatedMeet tells that entries without a date may be one: S14 has it of allergies alone.
	undatedMeet bool
	// instants tells that the kind's own date is an instant in FHIR, so that a day can only sort it.
	instants bool
}

var everyKind = []kindSaid{
	{kind: record.Alerts, typ: "Flag", dated: `"period":{"start":"%s"}`,
		say: func(s *said, e []json.RawMessage) { s.Alerts = e },
		section: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
			l := Alerts(p, as, true)
			return Rows(l.Entries), l.Completeness
		}},
	{kind: record.Allergies, typ: "AllergyIntolerance", dated: `"onset":"%s"`, undatedMeet: true,
		say: func(s *said, e []json.RawMessage) { s.Allergies = e },
		section: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
			l := Allergies(p, as, AllergyOptions{IncludeInactive: true, IncludeRetracted: true})
			return Rows(l.Entries), l.Completeness
		}},
	{kind: record.Medications, typ: "MedicationRequest", dated: `"authoredOn":"%s"`,
		say: func(s *said, e []json.RawMessage) { s.Medications = e },
		section: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
			l := Medications(p, as, MedicationOptions{IncludeRetracted: true})
			return Rows(l.Entries), l.Completeness
		}},
	{kind: record.Conditions, typ: "Condition", dated: `"onset":"%s"`,
		say: func(s *said, e []json.RawMessage) { s.Conditions = e },
		section: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
			l := Conditions(p, as, ConditionOptions{IncludeInactive: true, IncludeRetracted: true})
			return Rows(l.Entries), l.Completeness
		}},
	{kind: record.Investigations, typ: "DiagnosticReport", dated: `"effective":"%s"`, more: `"conclusion":"Normal"`,
		say: func(s *said, e []json.RawMessage) { s.Investigations = e },
		section: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
			l := Investigations(p, as, InvestigationOptions{IncludeRetracted: true})
			return Rows(l.Entries), l.Completeness
		}},
	{kind: record.Observations, typ: "Observation", dated: `"effective":"%s"`, more: `"plain":"positive"`,
		say: func(s *said, e []json.RawMessage) { s.Observations = e },
		section: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
			l := Observations(p, as, ObservationOptions{IncludeRetracted: true})
			return Rows(l.Entries), l.Completeness
		}},
	{kind: record.Procedures, typ: "Procedure", dated: `"performed":"%s"`,
		say: func(s *said, e []json.RawMessage) { s.Procedures = e },
		section: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
			l := Procedures(p, as, true)
			return Rows(l.Entries), l.Completeness
		}},
	{kind: record.Immunisations, typ: "Immunization", dated: `"occurrence":"%s"`,
		say: func(s *said, e []json.RawMessage) { s.Immunisations = e },
		section: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
			l := Immunisations(p, as, true)
			return Rows(l.Entries), l.Completeness
		}},
	{kind: record.Encounters, typ: "Encounter", dated: `"period":{"start":"%s"}`,
		say: func(s *said, e []json.RawMessage) { s.Encounters = e },
		section: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
			l := Encounters(p, as, PeriodOptions{IncludeRetracted: true})
			return Rows(l.Entries), l.Completeness
		}},
	{kind: record.Referrals, typ: "ServiceRequest", dated: `"authoredOn":"%s"`,
		say: func(s *said, e []json.RawMessage) { s.Referrals = e },
		section: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
			l := Referrals(p, as, ReferralOptions{IncludeRetracted: true})
			return Rows(l.Entries), l.Completeness
		}},
	{kind: record.Appointments, typ: "Appointment", dated: `"start":"%s"`, instants: true,
		say: func(s *said, e []json.RawMessage) { s.Appointments = e },
		section: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
			l := Appointments(p, as, PeriodOptions{IncludeRetracted: true})
			return Rows(l.Entries), l.Completeness
		}},
	{kind: record.Documents, typ: "DocumentReference", dated: `"date":"%s"`, instants: true,
		say: func(s *said, e []json.RawMessage) { s.Documents = e },
		section: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
			l := Documents(p, as, true)
			return Rows(l.Entries), l.Completeness
		}},
	{kind: record.Assessments, typ: "QuestionnaireResponse", dated: `"authored":"%s"`,
		say: func(s *said, e []json.RawMessage) { s.Assessments = e },
		section: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
			l := Assessments(p, as, true)
			return Rows(l.Entries), l.Completeness
		}},
	{kind: record.CarePlans, typ: "CarePlan", dated: `"created":"%s"`,
		say: func(s *said, e []json.RawMessage) { s.CarePlans = e },
		section: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
			l := CarePlans(p, as, true)
			return Rows(l.Entries), l.Completeness
		}},
	{kind: record.CareTeams, typ: "CareTeam", dated: `"period":{"start":"%s"}`,
		say: func(s *said, e []json.RawMessage) { s.CareTeams = e },
		section: func(p *Patient, as []record.Answer) ([]record.Row, Completeness) {
			l := CareTeams(p, as, true)
			return Rows(l.Entries), l.Completeness
		}},
}

// entry writes an entry of the kind, without a date for "". A date that is no instant only sorts what FHIR dates by an
// instant.
func (k kindSaid) entry(ref int, text, date string) json.RawMessage {
	parts := []string{fmt.Sprintf(`"ref":"%s/%d"`, k.typ, ref), fmt.Sprintf(`"text":%q`, text)}
	if k.more != "" {
		parts = append(parts, k.more)
	}
	switch {
	case date == "":
	case !k.instants:
		parts = append(parts, fmt.Sprintf(k.dated, date))
	default:
		parts = append(parts, fmt.Sprintf(`"when":%q`, date))
		if d := record.MustDate(date); d.Precision() == record.PrecisionInstant {
			from, _ := d.Bounds()
			parts = append(parts, fmt.Sprintf(k.dated, from.Format(time.RFC3339Nano)))
		}
	}
	return json.RawMessage("{" + strings.Join(parts, ",") + "}")
}

// answer gives an exchange's answer that holds the entries.
func (k kindSaid) answer(t *testing.T, id record.ExchangeID, entries ...json.RawMessage) record.Answer {
	t.Helper()
	s := said{}
	k.say(&s, entries)
	return s.answer(t, exchangeNamed("", id))
}

func TestEveryKindIsSaid(t *testing.T) {
	var kinds []record.Kind
	for _, k := range everyKind {
		kinds = append(kinds, k.kind)
	}
	if !slices.Equal(kinds, record.Kinds) {
		t.Errorf("the table holds %v, the contract %v", kinds, record.Kinds)
	}
}

func TestS17_TheSameReferenceInTwoExchangesIsTwoOfEveryKind(t *testing.T) {
	for _, k := range everyKind {
		p, _ := someone(t, "NEL", "SEL")
		rows, _ := k.section(p, []record.Answer{
			k.answer(t, "NEL", k.entry(1, "Egg", "2020-05-01T09:00:00Z")),
			k.answer(t, "SEL", k.entry(1, "Nickel", "2020-05-01T09:00:00Z")),
		})
		if len(rows) != 2 || len(rows[0].Base().Sources) != 1 || rows[0].Base().ID == rows[1].Base().ID {
			t.Errorf("%s: %d rows", k.kind, len(rows))
		}
	}
}

func TestS14_TheSameInTwoExchangesIsOneOfEveryKind(t *testing.T) {
	for _, k := range everyKind {
		p, _ := someone(t, "NEL", "SEL")
		rows, c := k.section(p, []record.Answer{
			k.answer(t, "NEL", k.entry(1, "Egg", "2020-05-01T09:00:00Z")),
			k.answer(t, "SEL", k.entry(7, "egg ", "2020-05-01T10:00:00+01:00")),
		})
		if len(rows) != 1 || len(rows[0].Base().Sources) != 2 || rows[0].Base().MergedBy == "" {
			t.Errorf("%s: %d rows", k.kind, len(rows))
		}
		if c.Sources[0].Count != 1 || c.Sources[1].Count != 1 {
			t.Errorf("%s: entries are counted after stitching: %+v", k.kind, c.Sources)
		}
	}
}

// TestS14_UndatedNeverMeet holds that entries without a date are two in two exchanges, and are kept. Allergies are one
// by code or text whenever they were recorded.
func TestS14_UndatedNeverMeet(t *testing.T) {
	for _, k := range everyKind {
		p, _ := someone(t, "NEL", "SEL")
		rows, _ := k.section(p, []record.Answer{k.answer(t, "NEL", k.entry(1, "Egg", "")), k.answer(t, "SEL", k.entry(1, "Egg", ""))})
		want := 2
		if k.undatedMeet {
			want = 1
		}
		if len(rows) != want {
			t.Errorf("%s: %d rows, want %d", k.kind, len(rows), want)
		}
	}
}

func TestS14_TwoOfOneExchangeAreTwo(t *testing.T) {
	for _, k := range everyKind {
		p, _ := someone(t, "NEL")
		rows, _ := k.section(p, []record.Answer{k.answer(t, "NEL", k.entry(1, "Egg", "2020-05-01T09:00:00Z"), k.entry(2, "Egg", "2020-05-01T09:00:00Z"))})
		want := 2
		if k.kind == record.Allergies || k.kind == record.Immunisations {
			want = 1
		}
		if len(rows) != want {
			t.Errorf("%s: %d rows, want %d", k.kind, len(rows), want)
		}
	}
}

// TestS04_NoSectionOfARestrictedPersonShowsAnything takes every kind, the timeline, the coverage and the appointments
// of a referral through answers of every state.
func TestS04_NoSectionOfARestrictedPersonShowsAnything(t *testing.T) {
	states := []record.SourceState{record.StateComplete, record.StatePartial, record.StateStale, record.StateUnavailable, record.StateNotConnected}
	ids := []record.ExchangeID{"NEL", "SEL", "SWL", "NCL", "NWL"}
	p, _ := someone(t, ids...)
	p.Restricted = true
	all := map[record.Kind][]record.Answer{}
	var lists []Completeness
	alike := func(what string, c Completeness) {
		t.Helper()
		if c.Complete || !strings.HasPrefix(c.Summary, "Withheld: ") || strings.Contains(c.Summary, "London") {
			t.Errorf("%s says %q", what, c.Summary)
		}
		for _, s := range c.Sources {
			if content(s) != content(record.SourceStatus{Exchange: s.Exchange, State: record.StateWithheld}) {
				t.Errorf("%s of %s tells more than that it is withheld: %s", what, s.Exchange.ID, content(s))
			}
		}
	}
	for _, k := range everyKind {
		for i, id := range ids {
			a := k.answer(t, id, k.entry(1, "Egg", "2020-05-01T09:00:00Z"))
			a.Outcome.State, a.Outcome.Detail = states[i], "down"
			all[k.kind] = append(all[k.kind], a)
		}
		rows, c := k.section(p, all[k.kind])
		if len(rows) > 0 {
			t.Errorf("%s shows %d entries", k.kind, len(rows))
		}
		alike(string(k.kind), c)
		lists = append(lists, c)
	}
	for _, k := range CoverageOf(p, all).Kinds {
		alike("coverage of "+string(k.Kind), k.Completeness)
	}
	line, err := Timeline(p, nil, TimelinePage{First: 10}, lists)
	if err != nil {
		t.Fatal(err)
	}
	alike("the timeline", line.Completeness)
	booked := ReferralAppointments(p, &record.Referral{}, all[record.Appointments])
	if len(booked.Entries) > 0 {
		t.Errorf("a referral shows %d appointments", len(booked.Entries))
	}
	alike("a referral", booked.Completeness)
}

// TestS18_LabelsOfEverySourceArePassedOn holds for every kind, and for the denials of allergies.
func TestS18_LabelsOfEverySourceArePassedOn(t *testing.T) {
	for _, k := range everyKind {
		p, _ := someone(t, "NEL", "SEL")
		answers := []record.Answer{k.answer(t, "NEL", k.entry(1, "Egg", "2020-05-01T09:00:00Z")), k.answer(t, "SEL", k.entry(1, "Egg", "2020-05-01T09:00:00Z"))}
		for i, code := range []string{"PSY", "HIV"} {
			entriesOf(answers[i].Facts)[0].Base().SecurityLabels = []record.Coding{{System: "urn:labels", Code: code}}
		}
		rows, _ := k.section(p, answers)
		if len(rows) != 1 {
			t.Errorf("%s: %d rows", k.kind, len(rows))
			continue
		}
		var codes []string
		for _, l := range rows[0].Base().SecurityLabels {
			codes = append(codes, l.Code)
		}
		if slices.Sort(codes); !slices.Equal(codes, []string{"HIV", "PSY"}) {
			t.Errorf("%s: labels %v", k.kind, codes)
		}
	}
	p, _ := someone(t, "NEL", "SEL")
	denial := func(label string) json.RawMessage {
		return json.RawMessage(`{"ref":"AllergyIntolerance/1","codes":["sct 716186003 No known allergy"],"securityLabels":[{"system":"urn:labels","code":"` + label + `"}]}`)
	}
	l := Allergies(p, []record.Answer{
		said{Allergies: []json.RawMessage{denial("PSY")}}.answer(t, exchangeNamed("", "NEL")),
		said{Allergies: []json.RawMessage{denial("HIV")}}.answer(t, exchangeNamed("", "SEL")),
	}, AllergyOptions{})
	if len(l.Negations) != 1 || len(l.Negations[0].SecurityLabels) != 2 {
		t.Errorf("the denials have labels %s", content(l.Negations))
	}
}

// TestS18_NothingRelatedDangles holds that every entry which another one names is on the same list.
func TestS18_NothingRelatedDangles(t *testing.T) {
	for _, all := range []bool{true, false} {
		made := manySided().stitch(t, all)
		ids := map[string]bool{}
		for _, row := range made.rows() {
			ids[row.Base().ID] = true
		}
		for _, row := range made.rows() {
			for _, r := range row.Base().Related {
				if !ids[r.Entry] || r.Entry == row.Base().ID || r.Reason == "" {
					t.Errorf("%s names an entry that is not there, or itself, or without a reason", sourcesWords(row.Base().Sources))
				}
			}
		}
	}
}

// TestS14_ThirtyNinePrescriptionsOfOneNumberAreThirtyNine gives one exchange 39 prescriptions under one number, of three
// medicines in thirteen months, and another exchange the first of them.
func TestS14_ThirtyNinePrescriptionsOfOneNumberAreThirtyNine(t *testing.T) {
	var held []json.RawMessage
	for n := range 39 {
		month := n / 3
		held = append(held, json.RawMessage(fmt.Sprintf(`{"ref":"MedicationRequest/%d","text":"Medicine %d","authoredOn":"%d-%02d-01","identifiers":[{"system":"urn:rx","value":"77"}]}`,
			n, n%3, 2024+month/12, month%12+1)))
	}
	p, _ := someone(t, "NEL", "SEL")
	l := Medications(p, []record.Answer{
		said{Medications: held}.answer(t, exchangeNamed("", "NEL")),
		said{Medications: held[:1]}.answer(t, exchangeNamed("", "SEL")),
	}, MedicationOptions{})
	if len(l.Entries) != 39 {
		t.Fatalf("%d rows", len(l.Entries))
	}
	for _, row := range l.Entries {
		want := 1
		if row.Code.Text == "Medicine 0" && row.AuthoredOn.String() == "2024-01-01" {
			want = 2
		}
		if len(row.Sources) != want {
			t.Errorf("%s of %s has %d sources, want %d", row.Code.Text, row.AuthoredOn, len(row.Sources), want)
		}
	}
}
