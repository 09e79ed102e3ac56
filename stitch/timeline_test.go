package stitch

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/record"
	"github.com/london-care-record/gateway/terminology"
)

// someone gives a patient whom the named exchanges know.
func someone(t *testing.T, ids ...record.ExchangeID) (*Patient, []record.Answer) {
	t.Helper()
	var answers []record.Answer
	for _, id := range ids {
		answers = append(answers, said{}.patientAnswer(t, exchangeNamed("", id)))
	}
	p, err := Identify(terminology.Embedded(), caseNumber, record.PartialDate{}, answers)
	if err != nil {
		t.Fatal(err)
	}
	return p, answers
}

func timelineRows(dates ...string) []record.Row {
	var rows []record.Row
	for i, d := range dates {
		e := record.Entry{ID: fmt.Sprintf("id%d", i), Code: record.CodeableConcept{Text: d}}
		if d != "" {
			e.When = record.MustDate(d)
		}
		if i%2 == 0 {
			rows = append(rows, &record.Condition{Entry: e})
		} else {
			rows = append(rows, &record.Procedure{Entry: e})
		}
	}
	return rows
}

func whens(c *TimelineConnection) []string {
	var out []string
	for _, e := range c.Edges {
		out = append(out, e.Node.Base().When.String())
	}
	return out
}

func TestS08_TimelineIsNewestFirstAndUndatedLast(t *testing.T) {
	p, _ := someone(t, "SEL")
	rows := timelineRows("", "2019", "2020-01-01T10:00:00+01:00", "2020-01-01T09:30:00Z", "2020-01-01", "")
	first := slices.Clone(rows)
	got, err := Timeline(p, rows, TimelinePage{First: 50}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"2020-01-01T09:30:00Z", "2020-01-01T10:00:00+01:00", "2020-01-01", "2019", "", ""}
	if !slices.Equal(whens(got), want) {
		t.Errorf("order is %q, want %q", whens(got), want)
	}
	if !slices.Equal(rows, first) {
		t.Error("the rows given were put in another order")
	}
	if got.TotalCount != 6 || got.PageInfo.HasNextPage || got.PageInfo.HasPreviousPage {
		t.Errorf("page info is %+v of %d", got.PageInfo, got.TotalCount)
	}
}

func TestS10_TimelinePagesJoinUp(t *testing.T) {
	p, _ := someone(t, "SEL")
	var dates []string
	for i := range 23 {
		dates = append(dates, fmt.Sprintf("20%02d", i%7))
	}
	rows := timelineRows(dates...)
	whole, err := Timeline(p, rows, TimelinePage{First: 100}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var cursors []string
	page := TimelinePage{First: 5}
	for {
		slices.Reverse(rows)
		got, err := Timeline(p, rows, page, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range got.Edges {
			cursors = append(cursors, e.Cursor)
		}
		if got.PageInfo.HasPreviousPage != (page.After != "") {
			t.Error("only the first page has none before it")
		}
		if !got.PageInfo.HasNextPage {
			break
		}
		page.After = string(got.PageInfo.EndCursor)
	}
	var want []string
	for _, e := range whole.Edges {
		want = append(want, e.Cursor)
	}
	if !slices.Equal(cursors, want) {
		t.Errorf("pages give %d entries, not those of the whole", len(cursors))
	}
}

func TestTimelineRefusesBadPages(t *testing.T) {
	p, _ := someone(t, "SEL")
	rows := timelineRows("2019")
	for _, page := range []TimelinePage{{First: -1}, {First: 1, After: "nonsense"}, {First: 1, After: "id0"}} {
		if _, err := Timeline(p, rows, page, nil); err == nil || err.Code != record.CodeBadRequest {
			t.Errorf("%+v gives %v, want BAD_REQUEST", page, err)
		}
	}
	got, err := Timeline(p, rows, TimelinePage{}, nil)
	if err != nil || len(got.Edges) != 0 || !got.PageInfo.HasNextPage {
		t.Errorf("no entries asked for gives %+v, %v", got, err)
	}
}

func TestS26_CursorsAndIDsTellNothing(t *testing.T) {
	p, _ := someone(t, "SEL")
	answers := []record.Answer{said{Allergies: raws(`{"ref":"AllergyIntolerance/9990000018","text":"Egg","onset":"2001-02-03"}`)}.answer(t, exchangeNamed("", "SEL"))}
	list := Allergies(p, answers, AllergyOptions{})
	got, err := Timeline(p, Rows(list.Entries), TimelinePage{First: 1}, []Completeness{list.Completeness})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{got.Edges[0].Cursor, list.Entries[0].ID} {
		if len(s) != 16 || strings.Contains(s, "999") || strings.Contains(s, "2001") {
			t.Errorf("%q is not opaque", s)
		}
	}
}

func TestS04_TimelineOfARestrictedPersonTellsNothing(t *testing.T) {
	p, answers := someone(t, "SEL", "NEL")
	p.Restricted = true
	list := Allergies(p, answers, AllergyOptions{})
	got, err := Timeline(p, Rows(list.Entries), TimelinePage{First: 10}, []Completeness{list.Completeness})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Edges) != 0 || got.TotalCount != 0 {
		t.Error("entries are shown")
	}
	for _, s := range got.Completeness.Sources {
		if s.State != record.StateWithheld || s.Count != 0 || s.ElapsedMs != nil || !s.FetchedAt.IsZero() || s.Detail != "" || s.MissingSettings != nil {
			t.Errorf("%s tells more than WITHHELD: %+v", s.Exchange.ID, s)
		}
	}
}
