package server_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/internal/server"
)

// remembers makes a gateway's region one that remembers.
func remembers(g *gateway, c *server.Config) {
	g.t.Helper()
	memory := hie.DefaultMemory
	region, err := hie.NewRegion(exchangesOf(g.t, g.demo), hie.Options{Memory: &memory})
	if err != nil {
		g.t.Fatal(err)
	}
	g.region.Close()
	g.region = region
	c.Region = hie.NewCurrent(region)
}

const adasMedicines = `{ patient(nhsNumber: "999 000 0018") { medications { entries { code { text } }
	completeness { complete summary sources { exchange { id } state fetchedAt elapsedMs detail } } } } }`

func TestS22_AnEarlierAnswerIsMarkedStaleAndTheFailureIsTold(t *testing.T) {
	t.Parallel()
	g := startRemembering(t)
	first := g.ask(adasMedicines, nil)
	if len(first.Errors) != 0 {
		t.Fatalf("the first answer is %s", first.body)
	}
	if err := g.demo.SetFault("SEL", demo.Fault{Kind: "down"}); err != nil {
		t.Fatal(err)
	}
	again := g.ask(adasMedicines, nil)
	if s := stateOf(t, again, "SEL"); s["state"] != "COMPLETE" || s["elapsedMs"] != nil || s["fetchedAt"] != stateOf(t, first, "SEL")["fetchedAt"] {
		t.Errorf("while the answer is fresh the status is %v", s)
	}
	stale := g.askAfresh(adasMedicines)
	s := stateOf(t, stale, "SEL")
	if s["state"] != "STALE" || s["fetchedAt"] != stateOf(t, first, "SEL")["fetchedAt"] || !strings.Contains(s["detail"].(string), "an earlier answer is shown") {
		t.Errorf("the status is %v", s)
	}
	if len(stale.at(t, "patient", "medications", "entries").([]any)) != len(first.at(t, "patient", "medications", "entries").([]any)) {
		t.Error("what was known before is not shown")
	}
	if stale.at(t, "patient", "medications", "completeness", "complete") != false ||
		!strings.Contains(stale.at(t, "patient", "medications", "completeness", "summary").(string), "South East London could not be asked, and an earlier answer is shown, read on") {
		t.Errorf("the completeness is %v", stale.at(t, "patient", "medications", "completeness"))
	}
	told := false
	for _, e := range stale.Errors {
		told = told || e.Extensions["code"] == "EXCHANGE_UNAVAILABLE" && e.Extensions["exchange"] == "SEL" && e.Extensions["state"] == "UNAVAILABLE" &&
			strings.HasSuffix(e.Message, "An earlier answer is shown.")
	}
	if !told {
		t.Errorf("the failure is not told: %v", stale.Errors)
	}
}

func TestWhoMayAsksAfresh(t *testing.T) {
	t.Parallel()
	g := startRemembering(t)
	requests := func(ask func(string) answer) int {
		g.demo.ResetRequests()
		if a := ask(adasMedicines); len(a.Errors) != 0 {
			t.Errorf("the answer is %s", a.body)
		}
		return g.demo.Requests("SEL")["total"]
	}
	plainly := func(q string) answer { return g.ask(q, nil) }
	if n := requests(plainly); n == 0 {
		t.Fatal("nothing was asked at all")
	}
	if n := requests(plainly); n != 0 {
		t.Errorf("what is remembered was asked for %d times", n)
	}
	if n := requests(g.askAfresh); n == 0 {
		t.Error("a doctor asked afresh, and nobody was asked")
	}
}

// startRemembering starts a gateway that remembers what the exchanges answered.
func startRemembering(t *testing.T) *gateway {
	t.Helper()
	return startAnd(t, 100, remembers)
}

// askAfresh asks for what is so now.
func (g *gateway) askAfresh(query string) answer {
	g.t.Helper()
	b, err := json.Marshal(map[string]any{"query": query})
	if err != nil {
		g.t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(g.t.Context(), http.MethodPost, g.url+"/graphql", bytes.NewReader(b))
	r.RequestURI = ""
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Cache-Control", "max-age=0, No-Cache")
	response, err := g.client.Do(r)
	if err != nil {
		g.t.Fatal(err)
	}
	defer response.Body.Close()
	a := answer{status: response.StatusCode}
	var body bytes.Buffer
	if _, err := body.ReadFrom(response.Body); err != nil {
		g.t.Fatal(err)
	}
	a.body = body.String()
	if err := json.Unmarshal(body.Bytes(), &a); err != nil {
		g.t.Fatalf("the answer is no JSON: %s", a.body)
	}
	return a
}

// stateOf gives the status of an exchange in the answer to adasMedicines.
func stateOf(t *testing.T, a answer, id string) map[string]any {
	t.Helper()
	for _, s := range a.at(t, "patient", "medications", "completeness", "sources").([]any) {
		if s := s.(map[string]any); s["exchange"].(map[string]any)["id"] == id {
			return s
		}
	}
	t.Fatalf("%s is not in %s", id, a.body)
	return nil
}
