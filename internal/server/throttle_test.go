package server_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/london-care-record/gateway/access/accesstest"
	"github.com/london-care-record/gateway/access/token"
	"github.com/london-care-record/gateway/internal/server"
)

// rarely is a rate of which no test lives to see the next request.
func rarely(burst int) server.Rate { return server.Rate{PerSecond: 0.001, Burst: burst} }

const aNumber = `{launchPatient{nhsNumber}}`

// metrics gives what the private listener shows.
func (g *gateway) metrics() string {
	g.t.Helper()
	admin := *g
	admin.url, admin.token = g.admin, ""
	return admin.send(http.MethodGet, "/metrics", "", "", nil).body
}

// turnedBack checks an answer to a request that was turned away.
func turnedBack(t *testing.T, a answer, status int, code string) {
	t.Helper()
	if a.status != status || a.code() != code || a.Data != nil || a.header.Get("Retry-After") == "" || a.header.Get("Retry-After") == "0" {
		t.Errorf("%d, Retry-After %q: %s", a.status, a.header.Get("Retry-After"), a.body)
	}
}

func TestS27_WhoAsksTooOftenIsToldWhenToComeBack(t *testing.T) {
	g := start(t, func(c *server.Config) { c.Rates = server.Rates{Caller: rarely(2), Client: rarely(5)} })
	gp := g.as("gp", ada)
	for range 2 {
		if a := gp.ask(aNumber, nil); a.status != http.StatusOK || len(a.Errors) > 0 {
			t.Fatalf("%d %s", a.status, a.body)
		}
	}
	before := len(g.house.Noted())
	turnedBack(t, gp.ask(aNumber, nil), http.StatusTooManyRequests, "TOO_MANY_REQUESTS")
	turnedBack(t, g.as("gp", ada).ask(aNumber, nil), http.StatusTooManyRequests, "TOO_MANY_REQUESTS") // another token, the same person
	if noted := g.house.Noted(); len(noted) != before {
		t.Errorf("a request that was turned away is noted: %d entries instead of %d", len(noted), before)
	}
	for range 2 { // a colleague in the same system; the refused ones took nothing of what the system has
		if a := g.as("stroke-nurse", "").ask(`{exchanges{id}}`, nil); a.status != http.StatusOK {
			t.Errorf("%d %s", a.status, a.body)
		}
	}
	if a := g.as("pharmacist", "").ask(`{exchanges{id}}`, nil); a.status != http.StatusOK {
		t.Errorf("%d %s", a.status, a.body)
	}
	turnedBack(t, g.as("pharmacist", "").ask(`{exchanges{id}}`, nil), http.StatusTooManyRequests, "TOO_MANY_REQUESTS")
	for range 20 { // without a token it is nobody in particular
		if a := g.ask(`{exchanges{id}}`, nil); a.status != http.StatusOK {
			t.Fatalf("%d %s", a.status, a.body)
		}
	}
	metrics := g.metrics()
	for _, want := range []string{`graphql_requests_turned_away_total{bound="caller"`, `graphql_requests_turned_away_total{bound="client"`} {
		if !strings.Contains(metrics, want) {
			t.Errorf("the metrics do not hold %s", want)
		}
	}
	log := g.log.String()
	if strings.Count(log, "requests are turned away") < 2 || strings.Contains(log, string(ada)) {
		t.Errorf("the log: %s", log)
	}
}

func TestS27_TokensCanNotBeGuessedWithoutEnd(t *testing.T) {
	g := start(t, func(c *server.Config) { c.Rates = server.Rates{Refused: rarely(3)} })
	bad := *g
	bad.token = "a.b.c"
	for range 3 {
		if a := bad.ask(aNumber, nil); a.status != http.StatusUnauthorized || a.code() != "UNAUTHENTICATED" {
			t.Fatalf("%d %s", a.status, a.body)
		}
	}
	turnedBack(t, bad.ask(aNumber, nil), http.StatusTooManyRequests, "TOO_MANY_REQUESTS")
	if a := g.as("gp", ada).ask(aNumber, nil); a.status != http.StatusOK {
		t.Errorf("a good token is turned away for what others at its address did: %d %s", a.status, a.body)
	}
	if !strings.Contains(g.metrics(), `graphql_requests_turned_away_total{bound="refused"`) {
		t.Error("it is not counted")
	}
}

// TestS25_WhoSpendsAnAddressHidesNoAttempt sends garbage from an address, and then a token of somebody known that was
// meant for another system.
func TestS25_WhoSpendsAnAddressHidesNoAttempt(t *testing.T) {
	g := start(t, nil)
	verifier := otherAudience(t, g)
	s := startWith(t, 1, func(c *server.Config) { c.Verifier, c.Rates = verifier, server.Rates{Refused: rarely(2)} })
	garbage := *s
	garbage.token = "a.b.c"
	for range 4 {
		garbage.ask(aNumber, nil)
	}
	s.token = g.as("gp", ada).token
	for range 2 {
		if a := s.ask(aNumber, nil); a.status != http.StatusUnauthorized {
			t.Errorf("%d %s", a.status, a.body)
		}
	}
	turnedBack(t, s.ask(aNumber, nil), http.StatusTooManyRequests, "TOO_MANY_REQUESTS")
	if noted := s.house.Noted(); len(noted) != 2 {
		t.Errorf("%d attempts are noted", len(noted))
	}
}

// TestS27_AnIssuerIsNotAskedAboutGuessesWithoutEnd counts how often the issuer is asked about opaque tokens.
func TestS27_AnIssuerIsNotAskedAboutGuessesWithoutEnd(t *testing.T) {
	var asked atomic.Int64
	issuer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"active": false}) // the client may have gone
	}))
	defer issuer.Close()
	g := start(t, nil)
	i := issuerOf(g.demo)
	i.Introspection = &token.Introspection{URL: issuer.URL, ClientID: "gateway", Secret: func() (string, error) { return "s3cret", nil }}
	v, err := token.New(token.Settings{Issuers: []token.Issuer{i}, Exchanges: accesstest.London})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	s := startWith(t, 1, func(c *server.Config) { c.Verifier, c.Rates = v, server.Rates{Refused: rarely(3)} })
	s.token = "a-guess"
	for n := range 6 {
		want := http.StatusUnauthorized
		if n >= 3 {
			want = http.StatusTooManyRequests
		}
		if a := s.ask(aNumber, nil); a.status != want {
			t.Errorf("guess %d: %d %s", n, a.status, a.body)
		}
	}
	if n := asked.Load(); n != 3 {
		t.Errorf("the issuer was asked %d times", n)
	}
}

// TestS27_UnderTooMuchLoadWhoIsLetInIsServedWhole asks twelve times at once where two may run and one may wait.
func TestS27_UnderTooMuchLoadWhoIsLetInIsServedWhole(t *testing.T) {
	t.Parallel()
	g := start(t, func(c *server.Config) {
		c.Load = server.Load{Running: 2, Waiting: 1, Patience: time.Minute}
		c.Budget = 30 * time.Second
	})
	g.slow(t, 300)
	answers := make([]answer, 12)
	var all sync.WaitGroup
	for n := range answers {
		all.Go(func() {
			answers[n] = g.ask(`{patient(nhsNumber:"`+g.demo.Population()[n]+`"){nhsNumber allergies{completeness{complete}}}}`, nil)
		})
	}
	all.Wait()
	served := 0
	for _, a := range answers {
		if a.status == http.StatusServiceUnavailable {
			turnedBack(t, a, http.StatusServiceUnavailable, "OVERLOADED")
			continue
		}
		served++
		if a.status != http.StatusOK || len(a.Errors) > 0 || a.at(t, "patient", "allergies", "completeness", "complete") == nil {
			t.Errorf("who was let in was not served: %d %s", a.status, a.body)
		}
	}
	if served < 3 || served == len(answers) {
		t.Errorf("%d of %d were served", served, len(answers))
	}
	if noted := g.house.Noted(); len(noted) != served {
		t.Errorf("%d looks are noted, and %d were served", len(noted), served)
	}
	metrics := g.metrics()
	for _, want := range []string{`graphql_requests_turned_away_total{bound="load"`, "graphql_operations_running{", "graphql_operations_waiting{"} {
		if !strings.Contains(metrics, want) {
			t.Errorf("the metrics do not hold %s", want)
		}
	}
	if a := g.ask(`{exchanges{id}}`, nil); a.status != http.StatusOK {
		t.Errorf("afterwards: %d %s", a.status, a.body)
	}
}

// TestS27_WhoWaitsTooLongForTheirTurnIsToldSo asks while another question has the only place.
func TestS27_WhoWaitsTooLongForTheirTurnIsToldSo(t *testing.T) {
	t.Parallel()
	g := start(t, func(c *server.Config) {
		c.Load = server.Load{Running: 1, Waiting: 5, Patience: 50 * time.Millisecond}
		c.Budget = 30 * time.Second
	})
	g.slow(t, 1000)
	first := make(chan answer, 1)
	go func() { first <- g.ask(`{patient(nhsNumber:"9990000018"){nhsNumber}}`, nil) }()
	g.waitForDecision(t)
	turnedBack(t, g.ask(`{exchanges{id}}`, nil), http.StatusServiceUnavailable, "OVERLOADED")
	if a := <-first; a.status != http.StatusOK || len(a.Errors) > 0 {
		t.Errorf("%d %s", a.status, a.body)
	}
}
