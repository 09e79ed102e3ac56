package loaders

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/record"
)

const (
	ours   record.Text = "RJ1"
	theirs record.Text = "RJ2"
)

func searchOf(day time.Duration) relationshipSearch {
	return relationshipSearch{person: "9990000018", ods: ours, now: time.Date(2020, 10, 31, 12, 0, 0, 0, time.UTC),
		rules: RelationshipRules{Practice: true, Referral: 30 * day, Encounter: 30 * day}}
}

func TestWhichReferralsAndEncountersAreARelationship(t *testing.T) {
	const day = 24 * time.Hour
	s := searchOf(day)
	here, there := &record.Organisation{ODSCode: ours}, &record.Organisation{ODSCode: theirs, Name: "RJ1"}
	for _, c := range []struct {
		status   record.RequestStatus
		at       string
		to, from *record.Organisation
		counts   bool
	}{
		{record.RequestActive, "2020-01-05", here, nil, true},
		{record.RequestActive, "2020-01-05", there, here, true},
		{record.RequestActive, "2020-01-05", there, there, false},
		{record.RequestActive, "", here, nil, true},
		{record.RequestActive, "2016-01-05", here, nil, false}, // nobody closed it
		{record.RequestOnHold, "2019-12", here, nil, true},
		{record.RequestCompleted, "2020-10-02", here, nil, true},
		{record.RequestCompleted, "2020-09-02", here, nil, false},
		{record.RequestCompleted, "2020", here, nil, true}, // can be so late
		{record.RequestCompleted, "", here, nil, false},
		{record.RequestRevoked, "2020-10-30", here, nil, false},
		{record.RequestDraft, "2020-10-30", here, nil, false},
		{record.RequestEnteredInError, "2020-10-30", here, nil, false},
	} {
		r := &record.Referral{Status: c.status, Service: c.to, Requester: &record.Practitioner{Organisation: c.from}}
		r.When = dateOf(c.at)
		if got := s.referral(record.Facts{Referrals: []*record.Referral{r}}); got != c.counts {
			t.Errorf("referral %s of %q: %t", c.status, c.at, got)
		}
	}
	for _, c := range []struct {
		status     record.EncounterStatus
		start, end string
		at         *record.Organisation
		counts     bool
	}{
		{record.EncounterInProgress, "2020-10-30", "", here, true},
		{record.EncounterInProgress, "2020-10-30", "", there, false},
		{record.EncounterInProgress, "2020-10-30", "", nil, false},
		{record.EncounterInProgress, "2016-10-30", "", here, false},
		{record.EncounterPlanned, "2020-12-24", "", here, true},
		{record.EncounterFinished, "2020-01-01", "2020-10-02", here, true},
		{record.EncounterFinished, "2020-01-01", "2020-09-02", here, false},
		{record.EncounterFinished, "2020-01-01", "", here, false},
		{record.EncounterFinished, "", "", here, false},
		{record.EncounterCancelled, "2020-10-30", "", here, false},
		{record.EncounterEnteredInError, "2020-10-30", "", here, false},
		{record.EncounterUnknown, "2020-10-30", "", here, false},
	} {
		e := &record.Encounter{Status: c.status, Organisation: c.at, Period: &record.Period{Start: dateOf(c.start), End: dateOf(c.end)}}
		e.When = e.Period.Start
		if got := s.encounter(record.Facts{Encounters: []*record.Encounter{e}}); got != c.counts {
			t.Errorf("encounter %s from %q to %q: %t", c.status, c.start, c.end, got)
		}
	}
}

func dateOf(text string) record.PartialDate {
	if text == "" {
		return record.PartialDate{}
	}
	return record.MustDate(text)
}

func TestWhosePracticeItIs(t *testing.T) {
	s := searchOf(time.Hour)
	here, there := &record.Organisation{ODSCode: ours}, &record.Organisation{ODSCode: theirs}
	for i, c := range []struct {
		number         record.NHSNumber
		practice, kept *record.Organisation
		counts         bool
	}{
		{"9990000018", here, nil, true},
		{"9990000018", there, here, false}, // who keeps the Patient counts only where no practice is named
		{"9990000018", nil, here, true},
		{"9990000018", nil, nil, false},
		{"9990000026", here, nil, false}, // somebody who came along
	} {
		p := &record.Person{NHSNumbers: []record.NHSNumber{c.number}, GeneralPractice: c.practice, Source: &record.Provenance{Organisation: c.kept}}
		if got := s.practice(record.Facts{Persons: []*record.Person{p}}); got != c.counts {
			t.Errorf("case %d: %t", i, got)
		}
	}
	s.ods = ""
	if s.is(&record.Organisation{}) {
		t.Error("an organisation without a code is the caller's, who has none")
	}
}

func TestS02_AnotherBirthDateFindsNoRelationship(t *testing.T) {
	for dates, want := range map[string]string{
		"1980-04-02 1980-04-02 1990-01-01": "[true true false]",
		"1980-04-02 1990-01-01":            "[false false]", // a tie decides nothing
		"1980-04-02 1980 -":                "[true true true]",
		"1980-04-02 - none":                "[true true false]",
		"1980-04-02/1990-01-01 1980-04-02": "[false true]", // it contradicts itself
	} {
		var answers []record.Answer
		for i, held := range strings.Fields(dates) {
			a := record.Answer{Exchange: &record.Exchange{ID: record.ExchangeID(fmt.Sprint(i))}}
			for _, date := range strings.Split(held, "/") {
				if held != "none" { // a Patient; - is one without a birth date
					a.Facts.Persons = append(a.Facts.Persons, &record.Person{NHSNumbers: []record.NHSNumber{"9990000018"},
						BirthDate: dateOf(strings.Trim(date, "-"))})
				}
			}
			answers = append(answers, a)
		}
		same := samePerson("9990000018", answers)
		var got []bool
		for i := range answers {
			got = append(got, same[record.ExchangeID(fmt.Sprint(i))])
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%s: %v", dates, got)
		}
	}
}
