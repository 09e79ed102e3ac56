package fhir

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/record"
)

// mark is how an entry tells of its date.
type mark int

const (
	plainly  mark = iota // the date was read, and there is nothing to tell
	mended               // it was read although it was not written as FHIR requires, and the entry says so
	unread               // it could not be read: the entry says so with the text that was sent, and is counted
	notGiven             // nothing was given: no date, and nothing to tell
)

// oddDates are dates as they come in real records: one row each.
var oddDates = []struct {
	json string // as sent
	kept string // as kept; "" for none
	mark mark
}{
	{`"2015"`, "2015", plainly},
	{`"2015-02"`, "2015-02", plainly},
	{`"2015-02-07"`, "2015-02-07", plainly},
	{`"0001"`, "0001", plainly},
	{`"1753-01-01"`, "1753-01-01", plainly},
	{`"1899-12-31"`, "1899-12-31", plainly},
	{`"1970-01-01T00:00:00Z"`, "1970-01-01T00:00:00Z", plainly},
	{`"2094-01-01"`, "2094-01-01", plainly},
	{`"9999"`, "9999", plainly},
	{`"9999-12-31"`, "9999-12-31", plainly},
	{`"9999-12-31T23:59:59Z"`, "9999-12-31T23:59:59Z", plainly},
	{`"2000-02-29"`, "2000-02-29", plainly},
	{`"2016-02-29"`, "2016-02-29", plainly},
	{`"2015-02-07T13:28:17Z"`, "2015-02-07T13:28:17Z", plainly},
	{`"2015-02-07T00:00:00Z"`, "2015-02-07T00:00:00Z", plainly},
	{`"2015-02-07T13:28:17.1Z"`, "2015-02-07T13:28:17.1Z", plainly},
	{`"2015-02-07T13:28:17.12Z"`, "2015-02-07T13:28:17.12Z", plainly},
	{`"2015-02-07T13:28:17.123Z"`, "2015-02-07T13:28:17.123Z", plainly},
	{`"2015-02-07T13:28:17.1234Z"`, "2015-02-07T13:28:17.1234Z", plainly},
	{`"2015-02-07T13:28:17.12345Z"`, "2015-02-07T13:28:17.12345Z", plainly},
	{`"2015-02-07T13:28:17.123456Z"`, "2015-02-07T13:28:17.123456Z", plainly},
	{`"2015-02-07T13:28:17.1234567Z"`, "2015-02-07T13:28:17.1234567Z", plainly},
	{`"2015-02-07T13:28:17.12345678Z"`, "2015-02-07T13:28:17.12345678Z", plainly},
	{`"2015-02-07T13:28:17.123456789Z"`, "2015-02-07T13:28:17.123456789Z", plainly},
	{`"2015-02-07T13:28:17.000Z"`, "2015-02-07T13:28:17.000Z", plainly},
	{`"2015-02-07T13:28Z"`, "2015-02-07T13:28Z", plainly}, // R4 wants seconds, and what is meant is plain
	{`"2015-02-07T13:28:17+14:00"`, "2015-02-07T13:28:17+14:00", plainly},
	{`"2015-02-07T13:28:17-12:00"`, "2015-02-07T13:28:17-12:00", plainly},
	{`"2015-02-07T13:28:17+05:45"`, "2015-02-07T13:28:17+05:45", plainly},
	{`"2015-02-07T13:28:17+00:00"`, "2015-02-07T13:28:17+00:00", plainly},
	{`"2026-03-29T00:59:59Z"`, "2026-03-29T00:59:59Z", plainly},           // the last second of winter time in London
	{`"2026-03-29T01:30:00Z"`, "2026-03-29T01:30:00Z", plainly},           // half past two there
	{`"2026-03-29T01:30:00+01:00"`, "2026-03-29T01:30:00+01:00", plainly}, // an hour that no clock there showed; the instant is plain
	{`"2025-10-26T01:30:00+01:00"`, "2025-10-26T01:30:00+01:00", plainly}, // the first half past one of the night
	{`"2025-10-26T01:30:00+00:00"`, "2025-10-26T01:30:00+00:00", plainly}, // the second, an hour later
	{`"2026-07-01T00:00:00+01:00"`, "2026-07-01T00:00:00+01:00", plainly}, // midnight in London, another day in UTC
	{`"2026-06-30T23:00:00Z"`, "2026-06-30T23:00:00Z", plainly},
	{`"2026-03-29"`, "2026-03-29", plainly},                     // a day of 23 hours in London
	{`"2025-10-26"`, "2025-10-26", plainly},                     // one of 25
	{`"2016-12-31T23:59:60Z"`, "2016-12-31T23:59:60Z", plainly}, // R4 allows the second 60
	{`"2016-12-31T23:59:60.5Z"`, "2016-12-31T23:59:60.5Z", plainly},
	{`"2015-02-07T13:28:17-14:00"`, "2015-02-07T13:28:17-14:00", plainly},
	{`"2015-02-07T13:28+01:00"`, "2015-02-07T13:28+01:00", plainly},
	{`"0001-01-01T00:00:00Z"`, "0001-01-01T00:00:00Z", plainly}, // some systems' word for none
	{`" 2015-02-07 "`, "2015-02-07", plainly},
	{`"\t2015-02-07T13:28:17Z\n"`, "2015-02-07T13:28:17Z", plainly},

	{`2015`, "2015", mended},
	{`["2015-02-07"]`, "2015-02-07", mended},
	{`["2015-02-07T13:28:17Z"]`, "2015-02-07T13:28:17Z", mended},

	{`"2015-02-29"`, "", unread},
	{`"1900-02-29"`, "", unread},
	{`"2015-02-30"`, "", unread},
	{`"2015-02-31"`, "", unread},
	{`"2015-04-31"`, "", unread},
	{`"2015-13-01"`, "", unread},
	{`"2015-13"`, "", unread},
	{`"2015-00-10"`, "", unread},
	{`"2015-01-00"`, "", unread},
	{`"2015-1-5"`, "", unread},
	{`"15-01-05"`, "", unread},
	{`"05/01/2015"`, "", unread},
	{`"2015/01/05"`, "", unread},
	{`"5 January 2015"`, "", unread},
	{`"20150105"`, "", unread},
	{`"20150105133000"`, "", unread}, // HL7 version 2
	{`20150105`, "", unread},
	{`1420416000`, "", unread},
	{`"2015-W05"`, "", unread},
	{`"2015-036"`, "", unread},
	{`"12015-01-05"`, "", unread},
	{`"-2015"`, "", unread},
	{`"unknown"`, "", unread},
	{`"  "`, "", unread},
	{`"NK"`, "", unread},
	{`"2015?"`, "", unread},
	{`"0000-00-00"`, "", unread},
	{`"0000"`, "", unread}, // R4 has no such year
	{`"0000-01"`, "", unread},
	{`"0000-01-01"`, "", unread},
	{`"0000-12-31T23:59:59Z"`, "", unread},
	{`"2015-02-07T13:28:17,239Z"`, "", unread}, // a comma is no point
	{`"2015-02-07T3:28:17Z"`, "", unread},
	{`"2015-02-07T13:28:61Z"`, "", unread},
	{`"2015-02-07T13:28:17.Z"`, "", unread},
	{`"2015-02-07T13:28:17+14:01"`, "", unread}, // no such offset
	{`"2015-02-07T13:28:17+15:00"`, "", unread},
	{`"2015-02-07T13:28:17-24:00"`, "", unread},
	{`"2015-02-07T13:28:17+01:60"`, "", unread},
	{`["unknown"]`, "", unread},
	{`false`, "", unread},
	{`"2015-02-07T24:00:00Z"`, "", unread}, // R4 forbids it: which day is meant is not sure
	{`"2015-02-07T23:60:00Z"`, "", unread},
	{`"2015-02-07T13:28:17"`, "", unread}, // no offset: the instant is not known
	{`"2015-02-07T13:28"`, "", unread},
	{`"2015-02-07 13:28:17Z"`, "", unread},
	{`"2015-02-07T13:28:17 +01:00"`, "", unread},
	{`"2015-02-07T13:28:17+0100"`, "", unread},
	{`"2015-02-07T13:28:17 BST"`, "", unread},
	{`"2015-02-07t13:28:17z"`, "", unread},
	{`true`, "", unread},
	{`{"year":2015}`, "", unread},
	{`["2015","2016"]`, "", unread},
	{`[]`, "", unread},

	{`""`, "", notGiven},
	{`null`, "", notGiven},
}

// datedKind is one kind's own date: a resource in which it is written, and where the record keeps it.
type datedKind struct {
	name string
	// text is the resource, in single quotes: #ID# and #DATE# are put in.
	text string
	// at gives the entry and the date as its kind keeps it.
	at func(record.Facts) []kept
	// instant tells that FHIR has an instant there: a coarser date sorts the entry, and no time of day is made up.
	instant bool
}

type kept struct {
	entry *record.Entry
	date  record.PartialDate
	at    time.Time
}

func keptOf[T record.Row](rows []T, date func(T) record.PartialDate) []kept {
	var all []kept
	for _, row := range rows {
		all = append(all, kept{entry: row.Base(), date: date(row)})
	}
	return all
}

func keptAt[T record.Row](rows []T, at func(T) time.Time) []kept {
	var all []kept
	for _, row := range rows {
		all = append(all, kept{entry: row.Base(), at: at(row)})
	}
	return all
}

func when[T record.Row](row T) record.PartialDate { return row.Base().When }

func startKept(p *record.Period) record.PartialDate {
	if p == nil {
		return record.PartialDate{}
	}
	return p.Start
}

const subject1 = `'subject':{'reference':'Patient/1'},`

var datedKinds = []datedKind{
	{name: "alert", text: `'resourceType':'Flag','status':'active','code':{'text':'x'},` + subject1 + `'period':{'start':#DATE#}`,
		at: func(f record.Facts) []kept {
			return keptOf(f.Alerts, func(a *record.Alert) record.PartialDate { return startKept(a.Period) })
		}},
	{name: "allergy", text: `'resourceType':'AllergyIntolerance','clinicalStatus':{'coding':[{'code':'active'}]},'code':{'text':'x'},'patient':{'reference':'Patient/1'},'onsetDateTime':#DATE#`,
		at: func(f record.Facts) []kept {
			return keptOf(f.Allergies, func(a *record.Allergy) record.PartialDate { return a.Onset })
		}},
	{name: "allergy recorded", text: `'resourceType':'AllergyIntolerance','clinicalStatus':{'coding':[{'code':'active'}]},'code':{'text':'x'},'patient':{'reference':'Patient/1'},'recordedDate':#DATE#`,
		at: func(f record.Facts) []kept {
			return keptOf(f.Allergies, func(a *record.Allergy) record.PartialDate { return a.Source().RecordedAt })
		}},
	{name: "allergy last occurred", text: `'resourceType':'AllergyIntolerance','clinicalStatus':{'coding':[{'code':'active'}]},'code':{'text':'x'},'patient':{'reference':'Patient/1'},'lastOccurrence':#DATE#`,
		at: func(f record.Facts) []kept {
			return keptOf(f.Allergies, func(a *record.Allergy) record.PartialDate { return a.LastOccurrence })
		}},
	{name: "order of a medicine", text: `'resourceType':'MedicationRequest','status':'active','intent':'order','medicationCodeableConcept':{'text':'x'},` + subject1 + `'authoredOn':#DATE#`,
		at: func(f record.Facts) []kept {
			return keptOf(f.Medications, func(m *record.Medication) record.PartialDate { return m.AuthoredOn })
		}},
	{name: "statement of a medicine", text: `'resourceType':'MedicationStatement','status':'active','medicationCodeableConcept':{'text':'x'},` + subject1 + `'effectiveDateTime':#DATE#`,
		at: func(f record.Facts) []kept { return keptOf(f.Medications, when[*record.Medication]) }},
	{name: "statement asserted", text: `'resourceType':'MedicationStatement','status':'active','medicationCodeableConcept':{'text':'x'},` + subject1 + `'dateAsserted':#DATE#`,
		at: func(f record.Facts) []kept {
			return keptOf(f.Medications, func(m *record.Medication) record.PartialDate { return m.AuthoredOn })
		}},
	{name: "dispense", text: `'resourceType':'MedicationDispense','status':'completed','medicationCodeableConcept':{'text':'x'},` + subject1 + `'whenHandedOver':#DATE#`,
		at: func(f record.Facts) []kept { return keptOf(f.Medications, when[*record.Medication]) }},
	{name: "administration", text: `'resourceType':'MedicationAdministration','status':'completed','medicationCodeableConcept':{'text':'x'},` + subject1 + `'effectiveDateTime':#DATE#`,
		at: func(f record.Facts) []kept { return keptOf(f.Medications, when[*record.Medication]) }},
	{name: "condition", text: `'resourceType':'Condition','clinicalStatus':{'coding':[{'code':'active'}]},'code':{'text':'x'},` + subject1 + `'onsetDateTime':#DATE#`,
		at: func(f record.Facts) []kept {
			return keptOf(f.Conditions, func(c *record.Condition) record.PartialDate { return c.Onset })
		}},
	{name: "condition recorded", text: `'resourceType':'Condition','clinicalStatus':{'coding':[{'code':'active'}]},'code':{'text':'x'},` + subject1 + `'recordedDate':#DATE#`,
		at: func(f record.Facts) []kept {
			return keptOf(f.Conditions, func(c *record.Condition) record.PartialDate { return c.RecordedDate })
		}},
	{name: "relative's condition", text: `'resourceType':'FamilyMemberHistory','status':'completed','relationship':{'text':'father'},'condition':[{'code':{'text':'x'}}],'patient':{'reference':'Patient/1'},'date':#DATE#`,
		at: func(f record.Facts) []kept {
			return keptOf(f.Conditions, func(c *record.Condition) record.PartialDate { return c.RecordedDate })
		}},
	{name: "report", text: `'resourceType':'DiagnosticReport','status':'final','code':{'text':'x'},` + subject1 + `'effectiveDateTime':#DATE#`,
		at: func(f record.Facts) []kept {
			return keptOf(f.Investigations, func(i *record.Investigation) record.PartialDate { return i.Effective })
		}},
	{name: "imaging study", text: `'resourceType':'ImagingStudy','status':'available','description':'x',` + subject1 + `'started':#DATE#`,
		at: func(f record.Facts) []kept {
			return keptOf(f.Investigations, func(i *record.Investigation) record.PartialDate { return i.Effective })
		}},
	{name: "result", text: `'resourceType':'Observation','status':'final','code':{'text':'x'},'valueString':'y',` + subject1 + `'effectiveDateTime':#DATE#`,
		at: func(f record.Facts) []kept {
			return keptOf(f.Observations, func(o *record.Observation) record.PartialDate { return o.Effective })
		}},
	{name: "result at an instant", text: `'resourceType':'Observation','status':'final','code':{'text':'x'},'valueString':'y',` + subject1 + `'effectiveInstant':#DATE#`,
		at: func(f record.Facts) []kept {
			return keptOf(f.Observations, func(o *record.Observation) record.PartialDate { return o.Effective })
		}},
	{name: "result issued", instant: true, text: `'resourceType':'Observation','status':'final','code':{'text':'x'},'valueString':'y',` + subject1 + `'issued':#DATE#`,
		at: func(f record.Facts) []kept {
			return keptAt(f.Observations, func(o *record.Observation) time.Time { return o.Issued })
		}},
	{name: "procedure", text: `'resourceType':'Procedure','status':'completed','code':{'text':'x'},` + subject1 + `'performedDateTime':#DATE#`,
		at: func(f record.Facts) []kept {
			return keptOf(f.Procedures, func(p *record.Procedure) record.PartialDate { return p.Performed })
		}},
	{name: "procedure over a time", text: `'resourceType':'Procedure','status':'completed','code':{'text':'x'},` + subject1 + `'performedPeriod':{'start':#DATE#}`,
		at: func(f record.Facts) []kept {
			return keptOf(f.Procedures, func(p *record.Procedure) record.PartialDate { return startKept(p.Period) })
		}},
	{name: "immunisation", text: `'resourceType':'Immunization','status':'completed','vaccineCode':{'text':'x'},'patient':{'reference':'Patient/1'},'occurrenceDateTime':#DATE#`,
		at: func(f record.Facts) []kept {
			return keptOf(f.Immunisations, func(i *record.Immunisation) record.PartialDate { return i.Occurrence })
		}},
	{name: "encounter", text: `'resourceType':'Encounter','status':'finished','class':{'code':'AMB'},` + subject1 + `'period':{'start':#DATE#}`,
		at: func(f record.Facts) []kept {
			return keptOf(f.Encounters, func(e *record.Encounter) record.PartialDate { return startKept(e.Period) })
		}},
	{name: "referral", text: `'resourceType':'ServiceRequest','status':'active','intent':'order','code':{'text':'x'},` + subject1 + `'authoredOn':#DATE#`,
		at: func(f record.Facts) []kept {
			return keptOf(f.Referrals, func(r *record.Referral) record.PartialDate { return r.AuthoredOn })
		}},
	{name: "referral to happen", text: `'resourceType':'ServiceRequest','status':'active','intent':'order','code':{'text':'x'},` + subject1 + `'occurrenceDateTime':#DATE#`,
		at: func(f record.Facts) []kept {
			return keptOf(f.Referrals, func(r *record.Referral) record.PartialDate { return startKept(r.Occurrence) })
		}},
	{name: "appointment", instant: true, text: `'resourceType':'Appointment','status':'booked','description':'x','participant':[{'actor':{'reference':'Patient/1'},'status':'accepted'}],'start':#DATE#`,
		at: func(f record.Facts) []kept {
			return keptAt(f.Appointments, func(a *record.Appointment) time.Time { return a.Start })
		}},
	{name: "document", instant: true, text: `'resourceType':'DocumentReference','status':'current','type':{'text':'x'},` + subject1 + `'date':#DATE#`,
		at: func(f record.Facts) []kept {
			return keptAt(f.Documents, func(d *record.Document) time.Time { return d.Date })
		}},
	{name: "assessment", text: `'resourceType':'QuestionnaireResponse','status':'completed','questionnaire':'https://x.example/Questionnaire/needs',` + subject1 + `'authored':#DATE#`,
		at: func(f record.Facts) []kept {
			return keptOf(f.Assessments, func(a *record.Assessment) record.PartialDate { return a.Authored })
		}},
	{name: "care plan", text: `'resourceType':'CarePlan','status':'active','intent':'plan','title':'x',` + subject1 + `'created':#DATE#`,
		at: func(f record.Facts) []kept {
			return keptOf(f.CarePlans, func(c *record.CarePlan) record.PartialDate { return c.Created })
		}},
	{name: "care plan over a time", text: `'resourceType':'CarePlan','status':'active','intent':'plan','title':'x',` + subject1 + `'period':{'start':#DATE#}`,
		at: func(f record.Facts) []kept {
			return keptOf(f.CarePlans, func(c *record.CarePlan) record.PartialDate { return startKept(c.Period) })
		}},
	{name: "care team", text: `'resourceType':'CareTeam','status':'active','name':'x',` + subject1 + `'period':{'start':#DATE#}`,
		at: func(f record.Facts) []kept {
			return keptOf(f.CareTeams, func(c *record.CareTeam) record.PartialDate { return startKept(c.Period) })
		}},
}

// with writes the resource with an id and a date as JSON; without the date's member for "".
func (d datedKind) with(id, date string) json.RawMessage {
	text := "{" + d.text + fmt.Sprintf(`,'id':'%s'}`, id)
	if date == "" {
		date = "null"
	}
	return json.RawMessage(strings.ReplaceAll(strings.ReplaceAll(text, "'", `"`), "#DATE#", date))
}

// TestS08_EveryDateOfEveryKindMarksItsOwnEntry puts a page of every odd date between two good entries before a client, for
// each kind's own date: what is kept, how precise it is, what the entry says of it, and that nothing else is touched.
func TestS08_EveryDateOfEveryKindMarksItsOwnEntry(t *testing.T) {
	if len(oddDates) < 40 {
		t.Fatal("the table shrank")
	}
	for _, d := range datedKinds {
		t.Run(d.name, func(t *testing.T) {
			const good = `"2020-05-01T09:00:00Z"`
			page := []json.RawMessage{d.with("first", good)}
			counted := 0
			for n, c := range oddDates {
				page = append(page, d.with(fmt.Sprint(n), c.json))
				if c.mark == unread {
					counted++
				}
			}
			page = append(page, d.with("last", good))
			typ, _ := nameOf([]byte(page[0]))
			a := askPage(t, typ, page)
			want := record.Outcome{State: record.StatePartial, Unreadable: counted}
			if a.Outcome.State != want.State || a.Outcome.Unreadable != want.Unreadable || a.Outcome.NotTheirs != 0 || a.Outcome.Truncated {
				t.Errorf("the page is %+v, want %d counted", a.Outcome, counted)
			}
			found := map[string]kept{}
			for _, k := range d.at(a.Facts) {
				found[k.entry.Source().Reference] = k
			}
			if len(found) != len(page) {
				t.Fatalf("%d of %d entries came through", len(found), len(page))
			}
			for _, id := range []string{"first", "last"} {
				d.expect(t, found[typ+"/"+id], good, "2020-05-01T09:00:00Z", plainly)
			}
			for n, c := range oddDates {
				d.expect(t, found[fmt.Sprintf("%s/%d", typ, n)], c.json, c.kept, c.mark)
			}
		})
	}
}

// expect compares one entry with its row of the table.
func (d datedKind) expect(t *testing.T, k kept, sent, text string, m mark) {
	t.Helper()
	if k.entry.When.String() != text {
		t.Errorf("%s: sorts by %q, want %q", sent, k.entry.When, text)
	}
	var want record.PartialDate
	if text != "" {
		want = record.MustDate(text)
	}
	timeless := ""
	if d.instant {
		from := time.Time{}
		switch want.Precision() {
		case record.PrecisionInstant:
			if from, _ = want.Bounds(); from.IsZero() {
				timeless = "stands for no time"
			}
		case record.PrecisionDay, record.PrecisionMonth, record.PrecisionYear:
			timeless = "has no time of day"
		}
		if !k.at.Equal(from) {
			t.Errorf("%s: kept as %s", sent, k.at)
		}
	} else if !k.date.Equal(want) || k.date.Precision() != want.Precision() {
		t.Errorf("%s: kept as %q in precision %d", sent, k.date, k.date.Precision())
	}
	says := k.entry.Warnings
	if timeless != "" {
		if !warned(says, timeless, text) {
			t.Errorf("%s: that it %s is not told: %q", sent, timeless, says)
		}
		says = without(says, timeless)
	}
	switch m {
	case unread:
		if len(says) != 1 || !warned(says, "could not be read", shorten(strings.Trim(sent, `"`))) {
			t.Errorf("%s: warnings %q", sent, says)
		}
	case mended:
		if len(says) != 1 || !warned(says, "was read all the same", shorten(sent)) {
			t.Errorf("%s: warnings %q", sent, says)
		}
	default:
		if len(says) != 0 {
			t.Errorf("%s: warnings %q", sent, says)
		}
	}
}

// without leaves out the warnings that hold these words.
func without(warnings []string, words string) []string {
	var rest []string
	for _, w := range warnings {
		if !strings.Contains(w, words) {
			rest = append(rest, w)
		}
	}
	return rest
}

// askPage asks a server that answers a search of the type with this page, as it stands.
func askPage(t *testing.T, typ string, page []json.RawMessage) record.Answer {
	t.Helper()
	s := newServer(t, patientOf("1", ann))
	s.doctor = func(r *http.Request, _ url.Values, bundle object) {
		if !strings.HasPrefix(r.URL.Path, "/fhir/"+typ) {
			return
		}
		entries := []any{}
		for _, raw := range page {
			entries = append(entries, object{"resource": raw, "search": object{"mode": "match"}})
		}
		bundle["entry"] = entries
	}
	return ask(t, clientOf(t, s), Search(typ), ann)[ann]
}

// TestS08_BirthDatesAndDatesOfDeathAreReadAsTheyAre takes the odd dates through a Patient: one that can't be read is none,
// is told, and a death stays a death.
func TestS08_BirthDatesAndDatesOfDeathAreReadAsTheyAre(t *testing.T) {
	for _, c := range oddDates {
		raw := `{"resourceType":"Patient","id":"1","birthDate":` + c.json + `,"deceasedDateTime":` + c.json + `}`
		m, err := Map([]byte(raw), surroundings(nil))
		if err != nil {
			t.Fatalf("%s: %v", c.json, err)
		}
		p := m.Facts.Persons[0]
		if p.BirthDate.String() != c.kept || p.DeceasedDate.String() != c.kept {
			t.Errorf("%s: born %q, died %q", c.json, p.BirthDate, p.DeceasedDate)
		}
		if want := map[mark]int{plainly: 0, mended: 2, unread: 2, notGiven: 0}[c.mark]; len(p.Warnings) != want {
			t.Errorf("%s: warnings %q", c.json, p.Warnings)
		}
		if given := strings.HasPrefix(c.json, `"`) && c.mark != notGiven; given && !p.Deceased {
			t.Errorf("%s: the death is lost", c.json)
		}
	}
}

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

// TestS08_AMistypedDateHasOneWarning writes what is no date where FHIR has one, as a number: the entry says that it could
// not be read, and no longer that it was; what else was mended stays told.
func TestS08_AMistypedDateHasOneWarning(t *testing.T) {
	m := mapText(t, `{'resourceType':'Condition','id':'c','clinicalStatus':{'coding':[{'code':'active'}]},'code':{'text':7},'onsetDateTime':20150105,'recordedDate':2015}`, nil)
	says := m.Facts.Conditions[0].Warnings
	if len(says) != 3 || !warned(says, "onset could not be read", "20150105") || !warned(says, "code.text", "read all the same", "7") || !warned(says, "recordedDate", "read all the same") || m.Unreadable != 1 {
		t.Errorf("%d counted, warnings %q", m.Unreadable, says)
	}
}
