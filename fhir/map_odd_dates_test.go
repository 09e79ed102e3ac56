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

const (
	plainly  mark = iota // the date was read, and there is nothing to tell
	mended               // it was read although it was not written as FHIR requires, and the entry says so
	unread               // it could not be read: the entry says so with the text that was sent, and is counted
	notGiven             // nothing was given: no date, and nothing to tell
)

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

// TestS08_AMistypedDateHasOneWarning writes what is no date where FHIR has one, as a number: the entry says that it could
// not be read, and no longer that it was; what else was mended stays told.
func TestS08_AMistypedDateHasOneWarning(t *testing.T) {
	m := mapText(t, `{'resourceType':'Condition','id':'c','clinicalStatus':{'coding':[{'code':'active'}]},'code':{'text':7},'onsetDateTime':20150105,'recordedDate':2015}`, nil)
	says := m.Facts.Conditions[0].Warnings
	if len(says) != 3 || !warned(says, "onset could not be read", "20150105") || !warned(says, "code.text", "read all the same", "7") || !warned(says, "recordedDate", "read all the same") || m.Unreadable != 1 {
		t.Errorf("%d counted, warnings %q", m.Unreadable, says)
	}
}
