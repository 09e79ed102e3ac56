package stitch

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/record"
)

// saying gives what a section says, written down, where each exchange said this; and checks that the order in which the
// exchanges answer decides nothing.
func saying[T record.Row](t *testing.T, exchanges map[record.ExchangeID]said, fields []field[T], section func(*Patient, []record.Answer) ([]T, Completeness)) string {
	t.Helper()
	ids := slices.Sorted(maps.Keys(exchanges))
	p, _ := someone(t, ids...)
	told := ""
	for turn := range len(ids) {
		var answers []record.Answer
		for i := range ids {
			id := ids[(i+turn)%len(ids)]
			answers = append(answers, exchanges[id].answer(t, exchangeNamed("", id)))
		}
		b := &strings.Builder{}
		rows, c := section(p, answers)
		tellRows(b, rows, fields)
		tellCompleteness(b, c)
		if told != "" && b.String() != told {
			t.Errorf("another order says\n%s\nwant\n%s", b, told)
		}
		told = b.String()
	}
	return told
}

// expectSaying compares what a section says with what it should, line by line as it is indented in a test.
func expectSaying(t *testing.T, got, want string) {
	t.Helper()
	var lines []string
	for line := range strings.Lines(strings.TrimPrefix(want, "\n")) {
		lines = append(lines, strings.TrimPrefix(line, "\t\t"))
	}
	if want := strings.TrimRight(strings.Join(lines, ""), "\t"); got != want {
		t.Errorf("the record says\n%s\nwant\n%s", got, want)
	}
}

func currentAlerts(p *Patient, as []record.Answer) ([]*record.Alert, Completeness) {
	l := Alerts(p, as, false)
	return l.Entries, l.Completeness
}

func TestS13_AnAlertStaysWhileOneSourceHasIt(t *testing.T) {
	got := saying(t, map[record.ExchangeID]said{
		"SEL": {Alerts: raws(
			`{"ref":"Flag/1","text":"Risk of violence","period":{"start":"2024-01-01"},"updated":"2024-01-01T00:00:00Z"}`,
			`{"ref":"Flag/2","text":"Hearing aid","period":{"start":"2023"},"status":"ENTERED_IN_ERROR"}`,
			`{"ref":"Flag/3","text":"Own key","period":{"start":"2022"},"status":"ENTERED_IN_ERROR"}`)},
		"NEL": {Alerts: raws(
			`{"ref":"Flag/1","text":"risk of violence","period":{"start":"2024-01-01"},"status":"INACTIVE","updated":"2026-01-01T00:00:00Z"}`,
			`{"ref":"Flag/2","text":"Hearing aid","period":{"start":"2023"}}`)},
	}, alertRules.fields, currentAlerts)
	expectSaying(t, got, `
		- Risk of violence (2024-01-01), from NEL Flag/1 + SEL Flag/1, by same-text-same-period
		    status: ACTIVE
		    differs in code: risk of violence [NEL Flag/1], Risk of violence [SEL Flag/1]
		    differs in status: INACTIVE [NEL Flag/1], ACTIVE [SEL Flag/1]
		- Hearing aid (2023), from NEL Flag/2 + SEL Flag/2, by same-text-same-period
		    status: ACTIVE
		    differs in status: ACTIVE [NEL Flag/2], ENTERED_IN_ERROR [SEL Flag/2]
		NEL COMPLETE 2
		SEL COMPLETE 3
		complete: true
		Both exchanges answered in full: 2 hold entries.
		`)
}

func TestS14_AlertsOfTwoPeriodsOrOfNoneAreTwo(t *testing.T) {
	got := saying(t, map[record.ExchangeID]said{
		"SEL": {Alerts: raws(`{"ref":"Flag/1","text":"Lives alone"}`, `{"ref":"Flag/2","text":"Steps at the door","period":{"start":"2024-01-01","end":"2024-06-01"}}`)},
		"NEL": {Alerts: raws(`{"ref":"Flag/1","text":"Lives alone"}`, `{"ref":"Flag/2","text":"Steps at the door","period":{"start":"2024-01-01"}}`)},
	}, alertRules.fields, currentAlerts)
	if strings.Count(got, "\n- ")+1 != 4 || strings.Contains(got, " + ") {
		t.Errorf("the record says\n%s", got)
	}
}

func TestS13_PlansAreOneByTheirWholeContent(t *testing.T) {
	got := saying(t, map[record.ExchangeID]said{
		"SEL": {CarePlans: raws(
			`{"ref":"CarePlan/1","text":"Falls plan","title":"Falls plan","created":"2026-01-05","goals":["Walk to the shop"],"updated":"2026-05-01T00:00:00Z","status":"COMPLETED"}`,
			`{"ref":"CarePlan/2","text":"Diet plan","title":"Diet plan","created":"2026-01-04","status":"REVOKED"}`,
			`{"ref":"CarePlan/3","text":"Old plan","title":"Old plan","created":"2026-01-03","status":"ENTERED_IN_ERROR"}`)},
		"NEL": {CarePlans: raws(`{"ref":"CarePlan/1","text":"falls plan","title":"falls plan","created":"2026-01-05","goals":["walk to the shop"]}`)},
		"NCL": {CarePlans: raws(`{"ref":"CarePlan/1","text":"Falls plan","title":"Falls plan","created":"2026-01-05","goals":["Use the stairs"]}`)},
	}, carePlanRules.fields, func(p *Patient, as []record.Answer) ([]*record.CarePlan, Completeness) {
		l := CarePlans(p, as, false)
		return l.Entries, l.Completeness
	})
	expectSaying(t, got, `
		- Falls plan (2026-01-05), from NCL CarePlan/1
		    status: ACTIVE
		    title: Falls plan
		    created: 2026-01-05
		- Falls plan (2026-01-05), from SEL CarePlan/1 + NEL CarePlan/1, by same-text-same-date-same-content
		    status: COMPLETED
		    title: Falls plan
		    created: 2026-01-05
		    differs in code: Falls plan [SEL CarePlan/1], falls plan [NEL CarePlan/1]
		    differs in status: COMPLETED [SEL CarePlan/1], ACTIVE [NEL CarePlan/1]
		    differs in title: Falls plan [SEL CarePlan/1], falls plan [NEL CarePlan/1]
		- Diet plan (2026-01-04), from SEL CarePlan/2
		    status: REVOKED
		    title: Diet plan
		    created: 2026-01-04
		NEL COMPLETE 1
		SEL COMPLETE 3
		NCL COMPLETE 1
		complete: true
		All three exchanges answered in full: 3 hold entries.
		`)
}

func TestS14_TeamsAreOneByTheirMembers(t *testing.T) {
	got := saying(t, map[record.ExchangeID]said{
		"SEL": {CareTeams: raws(`{"ref":"CareTeam/1","text":"Heart failure team","name":"Heart failure team","period":{"start":"2026-01-05"},"members":[{"name":"Dr Shah"},{"name":"Nurse Bello"}]}`)},
		"NEL": {CareTeams: raws(
			`{"ref":"CareTeam/1","text":"Heart failure team","name":"Heart Failure Team","period":{"start":"2026-01-05"},"members":[{"name":"Dr Shah"},{"name":"Nurse Bello"}],"organisation":null}`,
			`{"ref":"CareTeam/2","text":"Heart failure team","name":"Heart failure team","period":{"start":"2026-01-05"},"members":[{"name":"Dr Okafor"}]}`)},
		"NCL": {State: record.StateRefused},
	}, careTeamRules.fields, func(p *Patient, as []record.Answer) ([]*record.CareTeam, Completeness) {
		l := CareTeams(p, as, false)
		return l.Entries, l.Completeness
	})
	for _, part := range []string{"from NEL CareTeam/1 + SEL CareTeam/1, by same-text-same-period-same-members\n", "from NEL CareTeam/2\n",
		"Incomplete: North Central London refused access, so its care teams are not shown. The other two answered in full: 2 hold entries."} {
		if !strings.Contains(got, part) {
			t.Errorf("the record says\n%s\nwithout %q", got, part)
		}
	}
}

func TestS14_FormsAreOneByEveryAnswer(t *testing.T) {
	form := func(ref, authored, answer, status string) string {
		return `{"ref":"QuestionnaireResponse/` + ref + `","text":"Frailty","authored":"` + authored + `","status":"` + status + `","answers":[{"question":"Stairs?","answers":["` + answer + `"]}]}`
	}
	got := saying(t, map[record.ExchangeID]said{
		"SEL": {Assessments: raws(form("1", "2026-01-05T09:00:00Z", "No", "COMPLETED"), form("2", "2026-01-05T17:00:00Z", "No", "COMPLETED"))},
		"NEL": {Assessments: raws(form("1", "2026-01-05T09:00:00Z", "no", "AMENDED"), form("2", "2026-01-05T17:00:00Z", "Yes", "COMPLETED"))},
	}, assessmentRules.fields, func(p *Patient, as []record.Answer) ([]*record.Assessment, Completeness) {
		l := Assessments(p, as, false)
		return l.Entries, l.Completeness
	})
	if strings.Count(got, "\n- ")+1 != 3 || !strings.Contains(got, "from NEL QuestionnaireResponse/1 + SEL QuestionnaireResponse/1") || !strings.Contains(got, "differs in status: AMENDED") {
		t.Errorf("the record says\n%s", got)
	}
}

// TestS19_CoverageAgreesWithEveryList takes a region in which every exchange answers in another way, and compares what
// the coverage says of each kind with what the kind's own list says.
func TestS19_CoverageAgreesWithEveryList(t *testing.T) {
	w := manySided()
	w.facts = slices.Clone(w.facts)
	for i, o := range []record.Outcome{
		{State: record.StateComplete, FetchedAt: readAt},
		{State: record.StatePartial, Truncated: true, Unreadable: 3, NotTheirs: 2, FetchedAt: readAt},
		{State: record.StateStale, FetchedAt: readAt.Add(-2 * time.Hour)},
		{State: record.StateNotConnected},
		{State: record.StateTimedOut, Detail: "did not answer within 1.5 s"},
	} {
		w.facts[i].Outcome = o
		if o.FetchedAt.IsZero() {
			w.facts[i].Facts = record.Facts{}
		}
	}
	made := w.stitch(t, false)
	if len(made.Coverage.Kinds) != len(everyKind) {
		t.Fatalf("the coverage has %d kinds", len(made.Coverage.Kinds))
	}
	for i, k := range everyKind {
		_, c := k.section(made.Patient, w.facts)
		of := made.Coverage.Kinds[i]
		if of.Kind != k.kind || content(of.Completeness) != content(c) || c.Complete {
			t.Errorf("%s: the coverage says %s, the list %s", k.kind, content(of.Completeness), content(c))
		}
		for _, words := range []string{"read on 3 October 2026 at 10:04 UTC", "did not answer in time", "answered only in part", "Not connected: "} {
			if !strings.Contains(c.Summary, words) {
				t.Errorf("%s: %q is not said in %q", k.kind, words, c.Summary)
			}
		}
	}
}

// TestS20_TheTimelineNamesWhatIsMissing holds that a line of several kinds is as complete as the least of them, and is in order.
func TestS20_TheTimelineNamesWhatIsMissing(t *testing.T) {
	p, _ := someone(t, "NEL", "SEL")
	var rows []record.Row
	var lists []Completeness
	for n, k := range everyKind {
		fine := k.answer(t, "NEL", k.entry(1, "Entry", "2020-05-01T09:00:00Z"), k.entry(2, "Other", ""))
		other := k.answer(t, "SEL")
		if n == 4 {
			other.Outcome = record.Outcome{State: record.StateUnavailable, Detail: "connection refused"}
		}
		made, c := k.section(p, []record.Answer{fine, other})
		rows, lists = append(rows, made...), append(lists, c)
	}
	line, err := Timeline(p, rows, TimelinePage{First: 100}, lists)
	if err != nil {
		t.Fatal(err)
	}
	if line.TotalCount != 2*len(everyKind) || len(line.Edges) != line.TotalCount || line.Completeness.Complete {
		t.Errorf("%d of %d entries, complete %t", len(line.Edges), line.TotalCount, line.Completeness.Complete)
	}
	if s := line.Completeness.Summary; !strings.HasPrefix(s, "Incomplete: South East London answered only in part") {
		t.Errorf("the line says %q", s)
	}
	for i, e := range line.Edges {
		if undated := i >= len(everyKind); undated != e.Node.Base().When.IsZero() {
			t.Errorf("entry %d has the date %q", i, e.Node.Base().When)
		}
	}
}

// TestS07_ComponentsAndTheirReasonsStayOnTheRow looks at the values themselves, not at what is displayed.
func TestS07_ComponentsAndTheirReasonsStayOnTheRow(t *testing.T) {
	p, _ := someone(t, "NEL", "SEL")
	pressure := said{Observations: []json.RawMessage{json.RawMessage(`{"ref":"Observation/1","text":"Blood pressure","effective":"2026-03-02","components":[
		{"text":"Systolic","quantity":{"value":"142.0","unit":"mmHg","comparator":">"}},{"text":"Diastolic","absentReason":{"text":"Not heard"}},{"text":"Irregular","boolean":false},{"text":"Beats missed","integer":0}]}`)}}
	source := pressure.answer(t, exchangeNamed("", "NEL"))
	want := content(source.Facts.Observations[0].Components)
	l := Observations(p, []record.Answer{source, pressure.answer(t, exchangeNamed("", "SEL"))}, ObservationOptions{})
	if len(l.Entries) != 1 || len(l.Entries[0].Sources) != 2 {
		t.Fatalf("%d rows", len(l.Entries))
	}
	if got := content(l.Entries[0].Components); got != want {
		t.Errorf("the components are %s, want %s", got, want)
	}
	for _, part := range []string{`"value":"142.0"`, `"comparator":"\u003e"`, `Not heard`, `"boolean":false`, `"integer":0`} {
		if !strings.Contains(want, part) {
			t.Errorf("the source itself lacks %s: %s", part, want)
		}
	}
}
