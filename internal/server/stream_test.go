package server_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/access/optout"
	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/internal/server"
	"github.com/london-care-record/gateway/record"
)

// events subscribes and gives each event as it comes to take, which may end the subscription by returning false. It gives
// the names of all events.
func (g *gateway) events(t *testing.T, query string, take func(answer) bool) []string {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, g.url+"/graphql", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "text/event-stream")
	if g.token != "" {
		r.Header.Set("Authorization", "Bearer "+g.token)
	}
	response, err := g.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if c := response.Header.Get("Content-Type"); response.StatusCode != http.StatusOK || !strings.HasPrefix(c, "text/event-stream") {
		t.Fatalf("%d, %s", response.StatusCode, c)
	}
	var names []string
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(nil, 8<<20)
	for lines.Scan() {
		if name, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
			names = append(names, name)
		}
		data, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok {
			continue
		}
		a := answer{status: response.StatusCode, header: response.Header, body: data}
		if err := json.Unmarshal([]byte(data), &a); err != nil {
			t.Fatalf("an event is no JSON: %.200s", data)
		}
		if !take(a) {
			return names
		}
	}
	return names
}

// allEvents subscribes to the end.
func (g *gateway) allEvents(t *testing.T, query string) []answer {
	t.Helper()
	var all []answer
	names := g.events(t, query, func(a answer) bool { all = append(all, a); return true })
	if len(names) != len(all)+1 || names[len(names)-1] != "complete" {
		t.Errorf("the events are %v", names)
	}
	return all
}

const streamed = `patient(nhsNumber:"9990000018"){name{text} allergies{statement entries{id code{text} sources{exchange{id}}} completeness{...c}} medications{entries{id} completeness{...c}} referrals{entries{id appointments{entries{id}}}} coverage{summary} timeline{totalCount}}}
fragment c on Completeness{complete summary sources{exchange{id} state count}}`

func TestS21_ARecordComesInExchangeByExchange(t *testing.T) {
	g := start(t, nil)
	all := g.allEvents(t, `subscription{`+streamed)
	if len(all) != 5 {
		t.Fatalf("%d events", len(all))
	}
	before := 6
	for i, a := range all {
		if len(a.Errors) > 0 {
			t.Fatalf("event %d: %s", i, a.body)
		}
		pending := 0
		for _, s := range a.at(t, "patient", "medications", "completeness", "sources").([]any) {
			if s.(map[string]any)["state"] == "PENDING" {
				pending++
			}
		}
		summary := a.at(t, "patient", "medications", "completeness", "summary").(string)
		if (pending > 0) != strings.Contains(summary, "not answered yet") || pending > 0 && a.at(t, "patient", "medications", "completeness", "complete") == true {
			t.Errorf("event %d, with %d pending, says: %s", i, pending, summary)
		}
		if pending >= before && pending > 0 || i == 4 && pending > 0 {
			t.Errorf("event %d has %d pending, the one before %d", i, pending, before)
		}
		if statement := a.at(t, "patient", "allergies", "statement"); pending > 0 && slices.Contains(sureOfAbsence, statement.(string)) {
			t.Errorf("event %d says %v while exchanges are pending", i, statement)
		}
		before = pending
	}
	if whole := g.ask(`{`+streamed, nil); !reflect.DeepEqual(whole.Data, all[4].Data) {
		t.Errorf("the last event is\n%s\nthe query's answer\n%s", all[4].body, whole.body)
	}
}

func TestS20_AFailedExchangeIsTheErrorOfItsOwnEvent(t *testing.T) {
	g := start(t, nil)
	if err := g.setFault("SEL", demo.Fault{Kind: "down"}); err != nil {
		t.Fatal(err)
	}
	all := g.allEvents(t, `subscription{p:patient(nhsNumber:"9990000018"){a:allergies{entries{id} completeness{sources{exchange{id} state}}}}}`)
	if len(all) != 5 {
		t.Fatalf("%d events", len(all))
	}
	for i, a := range all {
		state := a.at(t, "p", "a", "completeness", "sources", 1, "state")
		if told := len(a.Errors) > 0; told != (state == "UNAVAILABLE") || !told && state != "PENDING" {
			t.Errorf("event %d: SEL is %v: %s", i, state, a.body)
		}
	}
	if last := all[4]; len(last.Errors) != 1 || !slices.Equal(last.Errors[0].Path, []any{"p", "a"}) || last.code() != "EXCHANGE_UNAVAILABLE" {
		t.Errorf("the last event: %s", last.body)
	}
}

// TestS21_FastExchangesDoNotWaitForASlowOne holds that what is there is shown while an exchange is still being asked.
func TestS21_FastExchangesDoNotWaitForASlowOne(t *testing.T) {
	g := start(t, func(c *server.Config) { c.Budget = 30 * time.Second })
	if err := g.setFault("SWL", demo.Fault{Kind: "slow-records", LatencyMs: 60_000}); err != nil {
		t.Fatal(err)
	}
	seen := 0
	g.events(t, `subscription{patient(nhsNumber:"9990000018"){allergies{entries{code{text}} completeness{summary}}}}`, func(a answer) bool {
		seen++
		if seen < 4 {
			return true
		}
		summary := a.at(t, "patient", "allergies", "completeness", "summary").(string)
		if len(a.at(t, "patient", "allergies", "entries").([]any)) == 0 || !strings.Contains(summary, "South West London has not answered yet") {
			t.Errorf("event 4: %s", a.body)
		}
		return false
	})
	if seen != 4 {
		t.Errorf("%d events came before the slow exchange answered", seen)
	}
}

// TestS02_NoEventShowsAnotherPersonsEntries lets the exchange that holds somebody else answer long before all others: who is
// meant is only known when they have answered.
func TestS02_NoEventShowsAnotherPersonsEntries(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	for _, e := range g.demo.Exchanges() {
		if e.ID != "NWL" {
			if err := g.setFault(e.ID, demo.Fault{Kind: "slow", LatencyMs: 300}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for i, a := range g.allEvents(t, `subscription{patient(nhsNumber:"9990000050"){identity{state} encounters{entries{sources{exchange{id}}}} timeline{edges{node{sources{exchange{id}}}}}}}`) {
		if strings.Contains(a.body, `"NWL"`) || a.at(t, "patient", "identity", "state") != "CONFLICT" {
			t.Errorf("event %d: %s", i, a.body)
		}
	}
}

// TestS04_NoEventShowsARestrictedRecord lets each exchange in turn be the last to say who the person is.
func TestS04_NoEventShowsARestrictedRecord(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	for _, slow := range g.demo.Exchanges()[:some(5, 2)] {
		if err := g.setFault(slow.ID, demo.Fault{Kind: "slow", LatencyMs: 300}); err != nil {
			t.Fatal(err)
		}
		for i, a := range g.allEvents(t, `subscription{patient(nhsNumber:"9990000069"){addresses{text} allergies{entries{id} completeness{sources{state count}}} timeline{totalCount}}}`) {
			if strings.Count(a.body, `{"state":"WITHHELD","count":0}`) != 5 || strings.Contains(a.body, `"id"`) || a.at(t, "patient", "timeline", "totalCount") != 0.0 {
				t.Errorf("%s slow, event %d: %s", slow.ID, i, a.body)
			}
		}
		if err := g.setFault(slow.ID, demo.Fault{Kind: "none"}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestS21_ASubscriptionEndsByTheBudget(t *testing.T) {
	t.Parallel()
	g := start(t, func(c *server.Config) { c.Budget = 700 * time.Millisecond })
	if err := g.setFault("NCL", demo.Fault{Kind: "hang"}); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	all := g.allEvents(t, `subscription{`+streamed)
	if took := time.Since(begun); len(all) != 5 || took > 5*time.Second {
		t.Fatalf("%d events in %s", len(all), took)
	}
	if state := all[4].at(t, "patient", "allergies", "completeness", "sources", 3, "state"); state != "TIMED_OUT" {
		t.Errorf("NCL is %v", state)
	}
}

func TestS25_EachEventIsNotedBeforeItLeaves(t *testing.T) {
	g := start(t, nil)
	seen := 0
	g.events(t, `subscription{patient(nhsNumber:"9990000018"){allergies{entries{id} completeness{sources{exchange{id} state}}}}}`, func(a answer) bool {
		seen++
		noted := g.house.Noted()
		if len(noted) != 1 || len(noted[0].Answers) < seen {
			t.Fatalf("event %d left with %d decisions noted", seen, len(noted))
		}
		left := noted[0].Answers[seen-1]
		var ids []string
		for _, e := range a.at(t, "patient", "allergies", "entries").([]any) {
			ids = append(ids, e.(map[string]any)["id"].(string))
		}
		slices.Sort(ids)
		if !slices.Equal(ids, left.Released) {
			t.Errorf("event %d holds %v, noted are %v", seen, ids, left.Released)
		}
		for _, s := range a.at(t, "patient", "allergies", "completeness", "sources").([]any) {
			s := s.(map[string]any)
			pending := s["state"] == "PENDING"
			for _, x := range left.Asked {
				if x.Kind == record.Allergies && string(x.Exchange) == s["exchange"].(map[string]any)["id"] && pending != (x.State == record.StatePending) {
					t.Errorf("event %d shows %v, noted is %v", seen, s, x.State)
				}
			}
		}
		return true
	})
	if noted := g.house.Noted(); seen != 5 || len(noted[0].Answers) != 5 {
		t.Errorf("%d events, %d noted", seen, len(noted[0].Answers))
	}
}

func TestS24_WhoObjectsDuringASubscriptionIsRespected(t *testing.T) {
	t.Parallel()
	g := start(t, func(c *server.Config) { c.Budget = 10 * time.Second })
	if err := g.setFault("SEL", demo.Fault{Kind: "slow-records", LatencyMs: 1000}); err != nil {
		t.Fatal(err)
	}
	seen := 0
	g.events(t, `subscription{patient(nhsNumber:"9990000018"){name{text} allergies{entries{id}}}}`, func(a answer) bool {
		seen++
		switch seen {
		case 4: // all that answered at once
			g.object(t, ada, optout.Objection{Scope: optout.All})
		case 5:
			if a.code() != "FORBIDDEN" || a.Data != nil || strings.Contains(a.body, "Okafor") {
				t.Errorf("the event after the objection: %s", a.body)
			}
		}
		return true
	})
	if seen != 5 {
		t.Errorf("%d events", seen)
	}
}

func TestS24_ASubscriptionIsDecidedLikeAQuery(t *testing.T) {
	g := start(t, nil)
	all := g.as("practice-administrator", ada).allEvents(t, `subscription{patient(nhsNumber:"9990000018"){allergies{entries{id} completeness{sources{state}}} timeline{edges{node{kind}}}}}`)
	for i, a := range all {
		if strings.Count(a.body, `"WITHHELD"`) < 3 || strings.Contains(a.body, `"ALLERGIES"`) || strings.Contains(a.body, `"id"`) {
			t.Errorf("event %d: %s", i, a.body)
		}
	}
	refused := g.as("privacy-officer", "").allEvents(t, `subscription{patient(nhsNumber:"9990000018"){name{text}}}`)
	if len(refused) != 1 || refused[0].code() != "FORBIDDEN" || !slices.Equal(refused[0].Errors[0].Path, []any{"patient"}) {
		t.Errorf("a privacy officer gets %v", refused)
	}
}

func TestHTTP_SubscriptionsAndEvents(t *testing.T) {
	g := start(t, nil)
	if a := g.ask(`subscription{patient(nhsNumber:"9990000018"){name{text}}}`, nil); a.status != http.StatusNotAcceptable || a.code() != "BAD_REQUEST" {
		t.Errorf("without accepting events: %d %s", a.status, a.body)
	}
	one := g.allEvents(t, `{exchanges{id}}`)
	if len(one) != 1 || len(one[0].at(t, "exchanges").([]any)) != 5 {
		t.Errorf("a query by events: %v", one)
	}
	const both = "application/json, text/event-stream"
	if a := g.send(http.MethodPost, "/graphql", "application/json", both, strings.NewReader(`{"query":"{exchanges{id}}"}`)); a.header.Get("Content-Type") != "application/json; charset=utf-8" {
		t.Errorf("a query of a caller who takes both: %v", a.header)
	}
	if a := g.send(http.MethodPost, "/graphql", "application/json", "text/event-stream", strings.NewReader(`{"query":"subscription{nobody}"}`)); a.status != http.StatusBadRequest || a.code() != "BAD_REQUEST" {
		t.Errorf("a subscription that does not exist: %d %s", a.status, a.body)
	}
	if a := g.send(http.MethodPost, "/graphql", "application/json", "text/event-stream", strings.NewReader(`{"query":"subscription{a:patient(nhsNumber:\"9990000018\"){name{text}} b:patient(nhsNumber:\"9990000026\"){name{text}}}"}`)); a.status != http.StatusBadRequest {
		t.Errorf("two subscriptions in one: %d %s", a.status, a.body)
	}
	bad := *g
	bad.token = "nonsense"
	if a := bad.send(http.MethodPost, "/graphql", "application/json", "text/event-stream", strings.NewReader(`{"query":"{exchanges{id}}"}`)); a.status != http.StatusUnauthorized {
		t.Errorf("with a bad token: %d %s", a.status, a.body)
	}
}

// TestHTTP_AClientThatGoesAwayEndsItsSubscription leaves after the first event; that nothing goes on is held by the leak check of
// this package.
func TestHTTP_AClientThatGoesAwayEndsItsSubscription(t *testing.T) {
	g := start(t, nil)
	g.events(t, `subscription{`+streamed, func(answer) bool { return false })
}
