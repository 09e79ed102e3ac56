package server_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/internal/server"
)

// dial opens a connection to a gateway, which ends with the test.
func (g *gateway) dial(t *testing.T) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(g.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := c.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	return c
}

// says writes to a connection and gives the status that comes back, or 0 where the connection ends without one.
func says(t *testing.T, c net.Conn, text string) int {
	t.Helper()
	_, _ = io.WriteString(c, text) // the server may hang up in the middle
	response, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		var late net.Error
		if errors.As(err, &late) && late.Timeout() {
			t.Fatal("the server holds the connection open")
		}
		return 0
	}
	_ = response.Body.Close()
	return response.StatusCode
}

const slowHead = "POST /graphql HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nContent-Length: 23\r\n"

func TestS27_AFloodOfHeadersIsRefused(t *testing.T) {
	g := start(t, nil)
	for name, flood := range map[string]string{
		"one long": "X-Flood: " + strings.Repeat("a", 64<<10) + "\r\n", "many": strings.Repeat("X-Flood: aaaaaaaa\r\n", 5000),
	} {
		if status := says(t, g.dial(t), slowHead+flood+"\r\n"); status != http.StatusRequestHeaderFieldsTooLarge {
			t.Errorf("%s: status %d", name, status)
		}
	}
}

func TestS27_WhoSendsSlowlyIsHungUpOn(t *testing.T) {
	g := start(t, func(c *server.Config) {
		c.Wire = server.Wire{Header: 200 * time.Millisecond, Body: 200 * time.Millisecond}
	})
	for name, c := range map[string]struct {
		text   string
		status int
	}{
		"nothing at all":     {"", 0},
		"half of the header": {"POST /graphql HTTP/1.1\r\nHost: g", 0},
		"half of the body":   {slowHead + "\r\n{\"query\":", http.StatusRequestTimeout},
	} {
		if status := says(t, g.dial(t), c.text); status != c.status {
			t.Errorf("%s: status %d, not %d", name, status, c.status)
		}
	}
}

// TestS27_AnAnswerMayTakeLongerThanItsRequest holds that the deadline for a body does not end the answer.
func TestS27_AnAnswerMayTakeLongerThanItsRequest(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: waits for slow exchanges")
	}
	g := start(t, func(c *server.Config) {
		c.Wire = server.Wire{Header: 300 * time.Millisecond, Body: 300 * time.Millisecond}
		c.Budget = 30 * time.Second
	})
	g.slow(t, 1000)
	if a := g.ask(`{patient(nhsNumber:"9990000018"){nhsNumber allergies{completeness{complete}}}}`, nil); a.at(t, "patient", "nhsNumber") != string(ada) {
		t.Errorf("%d %s", a.status, a.body)
	}
	if all := g.allEvents(t, `subscription{`+streamed); len(all) != 5 {
		t.Errorf("%d events", len(all))
	}
}

func TestS27_OneConnectionTooManyIsClosedAtOnce(t *testing.T) {
	g := start(t, func(c *server.Config) { c.Wire.Connections = 2 })
	const whole = "GET / HTTP/1.1\r\nHost: gateway\r\n\r\n"
	first, second := g.dial(t), g.dial(t)
	for _, c := range []net.Conn{first, second} {
		if status := says(t, c, whole); status != http.StatusOK {
			t.Fatalf("status %d", status)
		}
	}
	if status := says(t, g.dial(t), whole); status != 0 {
		t.Errorf("a third connection gets status %d", status)
	}
	if !strings.Contains(g.metrics(), "http_server_connections_turned_away_total") || !strings.Contains(g.log.String(), "too many are open") {
		t.Error("it is not counted, or not in the log")
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(10 * time.Second); says(t, g.dial(t), whole) != http.StatusOK; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("a place that was given back is not given out")
		}
	}
}

// TestS26_APanicTellsNothing lets a handler beside GraphQL panic with a patient's data in its value.
func TestS26_APanicTellsNothing(t *testing.T) {
	g := start(t, func(c *server.Config) {
		c.Extra = map[string]http.Handler{
			"/broken": http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(fmt.Errorf("marked-panic of %s", "Ada Okafor")) }),
			"/half": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				_, _ = io.WriteString(w, strings.Repeat("half ", 1000))
				panic("marked-panic")
			}),
		}
	})
	a := g.send(http.MethodGet, "/broken", "", "", nil)
	if a.status != http.StatusInternalServerError || strings.Contains(a.body, "marked") {
		t.Errorf("%d %s", a.status, a.body)
	}
	response, err := g.client.Get(g.url + "/half")
	if err == nil {
		_, err = io.ReadAll(response.Body)
		_ = response.Body.Close()
	}
	if err == nil {
		t.Error("half an answer reads like a whole one")
	}
	log := g.log.String()
	if id := a.header.Get("X-Request-Id"); !strings.Contains(log, `"msg":"panic","id":"`+id+`"`) {
		t.Error("the log does not name the request")
	}
	if strings.Contains(log, "marked") || strings.Contains(log, "Okafor") || strings.Count(log, `"msg":"panic"`) != 2 || !strings.Contains(log, "*fmt.wrapError") && !strings.Contains(log, "*errors.errorString") {
		t.Errorf("the log: %s", log)
	}
}
