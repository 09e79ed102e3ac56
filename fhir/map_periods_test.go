package fhir

import (
	"strings"
	"testing"

	"github.com/london-care-record/gateway/record"
)

// TestS08_PeriodsAreKeptAsTheyAre takes odd spans through every kind that has one: each end stays as recorded, the entry
// sorts by its start, else by its end, and an end that can't be read costs that end alone.
func TestS08_PeriodsAreKeptAsTheyAre(t *testing.T) {
	resources := map[string]func(record.Facts) (*record.Entry, *record.Period){
		`'resourceType':'Flag','status':'active','code':{'text':'x'},'period':#PERIOD#`: func(f record.Facts) (*record.Entry, *record.Period) {
			return &f.Alerts[0].Entry, f.Alerts[0].Period
		},
		`'resourceType':'Encounter','status':'finished','class':{'code':'AMB'},'period':#PERIOD#`: func(f record.Facts) (*record.Entry, *record.Period) {
			return &f.Encounters[0].Entry, f.Encounters[0].Period
		},
		`'resourceType':'Procedure','status':'completed','code':{'text':'x'},'performedPeriod':#PERIOD#`: func(f record.Facts) (*record.Entry, *record.Period) {
			return &f.Procedures[0].Entry, f.Procedures[0].Period
		},
		`'resourceType':'Observation','status':'final','code':{'text':'x'},'valueString':'y','effectivePeriod':#PERIOD#`: func(f record.Facts) (*record.Entry, *record.Period) {
			return &f.Observations[0].Entry, f.Observations[0].EffectivePeriod
		},
		`'resourceType':'DiagnosticReport','status':'final','code':{'text':'x'},'effectivePeriod':#PERIOD#`: func(f record.Facts) (*record.Entry, *record.Period) {
			return &f.Investigations[0].Entry, f.Investigations[0].EffectivePeriod
		},
		`'resourceType':'MedicationStatement','status':'active','medicationCodeableConcept':{'text':'x'},'effectivePeriod':#PERIOD#`: func(f record.Facts) (*record.Entry, *record.Period) {
			return &f.Medications[0].Entry, f.Medications[0].Period
		},
		`'resourceType':'MedicationAdministration','status':'completed','medicationCodeableConcept':{'text':'x'},'effectivePeriod':#PERIOD#`: func(f record.Facts) (*record.Entry, *record.Period) {
			return &f.Medications[0].Entry, f.Medications[0].Period
		},
		`'resourceType':'ServiceRequest','status':'active','intent':'order','code':{'text':'x'},'occurrencePeriod':#PERIOD#`: func(f record.Facts) (*record.Entry, *record.Period) {
			return &f.Referrals[0].Entry, f.Referrals[0].Occurrence
		},
		`'resourceType':'CarePlan','status':'active','intent':'plan','title':'x','period':#PERIOD#`: func(f record.Facts) (*record.Entry, *record.Period) {
			return &f.CarePlans[0].Entry, f.CarePlans[0].Period
		},
		`'resourceType':'CareTeam','status':'active','name':'x','period':#PERIOD#`: func(f record.Facts) (*record.Entry, *record.Period) {
			return &f.CareTeams[0].Entry, f.CareTeams[0].Period
		},
	}
	for _, c := range []struct {
		period           string
		start, end, when string
		unread           int
		backwards        bool
	}{
		{`{'start':'2015','end':'2016-02-29'}`, "2015", "2016-02-29", "2015", 0, false},
		{`{'start':'2015-02-07'}`, "2015-02-07", "", "2015-02-07", 0, false},
		{`{'end':'2015-02-07'}`, "", "2015-02-07", "2015-02-07", 0, false},
		{`{'start':'2016-05-01','end':'2015-05-01'}`, "2016-05-01", "2015-05-01", "2016-05-01", 0, true}, // the wrong way round
		{`{'start':'2016-05','end':'2015'}`, "2016-05", "2015", "2016-05", 0, true},
		{`{'start':'2016-05-01','end':'2016'}`, "2016-05-01", "2016", "2016-05-01", 0, false}, // it may end later in that year
		{`{'start':'2016-05-01T09:00:00Z','end':'2016-05-01'}`, "2016-05-01T09:00:00Z", "2016-05-01", "2016-05-01T09:00:00Z", 0, false},
		{`{'start':'2016-05-01T09:00:00Z','end':'2016-05-01T09:00:00Z'}`, "2016-05-01T09:00:00Z", "2016-05-01T09:00:00Z", "2016-05-01T09:00:00Z", 0, false},
		{`{'start':'2016-05-01T10:00:00+01:00','end':'2016-05-01T09:30:00Z'}`, "2016-05-01T10:00:00+01:00", "2016-05-01T09:30:00Z", "2016-05-01T10:00:00+01:00", 0, false},
		{`{'start':'2016-05-01T10:00:00+01:00','end':'2016-05-01T08:30:00Z'}`, "2016-05-01T10:00:00+01:00", "2016-05-01T08:30:00Z", "2016-05-01T10:00:00+01:00", 0, true},
		{`{'start':'2016-05-01T23:30:00Z','end':'2016-05-01'}`, "2016-05-01T23:30:00Z", "2016-05-01", "2016-05-01T23:30:00Z", 0, true}, // it starts on 2 May in London
		{`{'start':' 2015-02-07 ','end':' 2015-02-08'}`, "2015-02-07", "2015-02-08", "2015-02-07", 0, false},
		{`{'start':'2025-10-26T01:30:00+01:00','end':'2025-10-26T01:30:00Z'}`, "2025-10-26T01:30:00+01:00", "2025-10-26T01:30:00Z", "2025-10-26T01:30:00+01:00", 0, false},
		{`{'start':'unknown','end':'2015-05-01'}`, "", "2015-05-01", "2015-05-01", 1, false},
		{`{'start':'2015-05-01','end':'31/12/2015'}`, "2015-05-01", "", "2015-05-01", 1, false},
		{`{'start':'2015-02-31','end':'unknown'}`, "", "", "", 2, false},
		{`{}`, "", "", "", 0, false},
		{`null`, "", "", "", 0, false},
	} {
		for resource, of := range resources {
			m := mapText(t, "{"+strings.ReplaceAll(resource, "#PERIOD#", c.period)+",'id':'x'}", nil)
			entry, p := of(m.Facts)
			var got record.Period
			if p != nil {
				got = *p
			}
			if got.Start.String() != c.start || got.End.String() != c.end || entry.When.String() != c.when {
				t.Errorf("%s in %s: %q to %q, sorts by %q", c.period, resource, got.Start, got.End, entry.When)
			}
			missing := 0
			for _, w := range entry.Warnings {
				if strings.Contains(w, "could not be read") {
					missing++
				}
			}
			if backwards := warned(entry.Warnings, "ends before it starts", c.start, c.end); backwards != c.backwards || len(without(entry.Warnings, "ends before it starts")) != missing {
				t.Errorf("%s in %s: warnings %q", c.period, resource, entry.Warnings)
			}
			if m.Unreadable != c.unread || missing != c.unread {
				t.Errorf("%s in %s: %d counted, warnings %q", c.period, resource, m.Unreadable, entry.Warnings)
			}
		}
	}
}

// TestS08_TimingsAreToldInWords takes the dates of a Timing: it is words, so that it dates nothing, and an event that can't be
// read marks its entry.
func TestS08_TimingsAreToldInWords(t *testing.T) {
	for _, c := range []struct {
		timing, said string
		unread       int
	}{
		{`{'repeat':{'frequency':1,'period':1,'periodUnit':'d'}}`, "once a day", 0},
		{`{'repeat':{'frequency':1,'period':1,'periodUnit':'d','boundsPeriod':{'start':'2015','end':'2016-03'}}}`, "once a day 2015 to 2016-03", 0},
		{`{'event':['2015-02-07','2015-03']}`, "at 2015-02-07, 2015-03", 0},
		{`{'event':['2015-02-07','unknown']}`, "at 2015-02-07", 1},
		{`{'repeat':{'boundsPeriod':{'start':'31/12/2015'},'frequency':2,'period':1,'periodUnit':'d'}}`, "twice a day", 1},
	} {
		m := mapText(t, `{'resourceType':'ServiceRequest','id':'s','status':'active','intent':'order','code':{'text':'x'},'occurrenceTiming':`+c.timing+`}`, nil)
		r := m.Facts.Referrals[0]
		if len(r.Notes) != 1 || r.Notes[0] != "To happen "+c.said || !r.When.IsZero() || m.Unreadable != c.unread {
			t.Errorf("%s: notes %q, when %q, %d counted", c.timing, r.Notes, r.When, m.Unreadable)
		}
		m = mapText(t, `{'resourceType':'MedicationRequest','id':'m','status':'active','intent':'order','medicationCodeableConcept':{'text':'x'},'authoredOn':'2015-02-07','dosageInstruction':[{'text':'as told','timing':`+c.timing+`}]}`, nil)
		x := m.Facts.Medications[0]
		if len(x.Dosages) != 1 || string(x.Dosages[0].Timing) != c.said || x.When.String() != "2015-02-07" || m.Unreadable != c.unread {
			t.Errorf("%s: dosages %+v, when %q, %d counted", c.timing, x.Dosages, x.When, m.Unreadable)
		}
		m = mapText(t, `{'resourceType':'Observation','id':'o','status':'final','code':{'text':'x'},'valueString':'y','effectiveTiming':`+c.timing+`}`, nil)
		o := m.Facts.Observations[0]
		if !warned(o.Warnings, c.said) || !o.When.IsZero() || m.Unreadable != c.unread {
			t.Errorf("%s: warnings %q, when %q, %d counted", c.timing, o.Warnings, o.When, m.Unreadable)
		}
	}
}

// TestS08_WhatEndsBeforeItStartsIsTold takes spans that FHIR does not write as a Period.
func TestS08_WhatEndsBeforeItStartsIsTold(t *testing.T) {
	for _, c := range []struct {
		resource string
		told     bool
	}{
		{`{'resourceType':'Condition','id':'c','clinicalStatus':{'coding':[{'code':'resolved'}]},'code':{'text':'x'},'onsetDateTime':'2016-05-01','abatementDateTime':'2015-05-01'}`, true},
		{`{'resourceType':'Condition','id':'c','clinicalStatus':{'coding':[{'code':'resolved'}]},'code':{'text':'x'},'onsetDateTime':'2016-05-01','abatementDateTime':'2016'}`, false},
		{`{'resourceType':'Appointment','id':'a','status':'booked','description':'x','start':'2026-05-01T10:00:00Z','end':'2026-05-01T09:30:00Z'}`, true},
		{`{'resourceType':'Appointment','id':'a','status':'booked','description':'x','start':'2026-05-01T10:00:00+01:00','end':'2026-05-01T09:30:00Z'}`, false},
	} {
		m := mapText(t, c.resource, nil)
		var says []string
		for _, row := range m.Facts.Conditions {
			says = row.Warnings
		}
		for _, row := range m.Facts.Appointments {
			says = row.Warnings
		}
		if told := len(says) == 1 && warned(says, "ends before it starts"); told != c.told || !c.told && len(says) != 0 || m.Unreadable != 0 {
			t.Errorf("%s: warnings %q", c.resource, says)
		}
	}
}
