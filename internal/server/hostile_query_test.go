package server_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/internal/server"
)

// The bounds of a hostile question, which are generous: the machine may be busy, and so may the race detector be.
const (
	hostileTime   = 5 * time.Second
	hostileMemory = 64 << 20
)

// times writes a text so many times, with its number where it holds %d.
func times(n int, text string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(text, "%d", fmt.Sprint(i)))
	}
	return b.String()
}

func quoted(query string) string { return fmt.Sprintf(`{"query":%q}`, query) }

func withVariables(variables string) string {
	return `{"query":"query($n:[NHSNumber!]!){patients(nhsNumbers:$n){nhsNumber}}","variables":` + variables + `}`
}

// hostileQueries are bodies of requests, and what each is answered with: the status, the code and a part of the sentence. No
// code means that the question is fair and answered.
var hostileQueries = []struct {
	name, body string
	status     int
	code, says string
}{
	{"deep fragments", quoted(strings.Repeat("{...on Query", 240) + "{__typename}" + strings.Repeat("}", 240)), 200, "", ""},
	{"deeper than the tokens", quoted(strings.Repeat("{...on Query", 20_000) + "{__typename}" + strings.Repeat("}", 20_000)), 0, "*", "nesting depth"},
	{"deep brackets", quoted(`{patients(nhsNumbers:` + strings.Repeat("[", 490) + strings.Repeat("]", 490) + `){nhsNumber}}`), 0, "*", ""},
	{"deeper brackets", quoted(`{patients(nhsNumbers:` + strings.Repeat("[", 100_000)), 0, "*", "nesting depth"},
	{"wide", quoted("{" + times(450, "__typename ") + "}"), 200, "", ""},
	{"wider", quoted("{" + times(15_000, "f%d ") + "}"), 0, "QUERY_TOO_COMPLEX", "token"},
	{"the same field with many sets", quoted("{" + times(190, "exchanges{name id}") + "}"), 200, "", ""},
	{"fields that can't be merged", quoted("{exchanges{" + times(90, "x:name x:id ") + "}}"), 0, "*", "conflict"},
	{"aliases", quoted("{" + times(300, "a%d:__typename ") + "}"), 200, "", ""},
	{"aliases of what costs", quoted("{" + times(90, "a%d:exchanges{id}") + "}"), 0, "QUERY_TOO_COMPLEX", "aliases"},
	{"a fragment of itself", quoted("{...a} fragment a on Query{...a}"), 0, "*", "itself"},
	{"a ring of fragments", quoted("{...f0}" + times(90, " fragment f%d on Query{__typename ...g%d} fragment g%d on Query{...f%d}")), 0, "*", "itself"},
	{"a long ring", quoted("{...f0}" + ring(150)), 0, "*", "itself"},
	{"fragments that unfold", quoted("{...f0}" + unfolding(60)), 0, "QUERY_TOO_COMPLEX", "unfold"},
	{"fragments nobody uses", quoted("{__typename}" + times(150, " fragment f%d on Query{__typename}")), 0, "*", "never used"},
	{"directives", quoted("{__typename " + times(160, "@include(if:true)") + "}"), 0, "*", "once"},
	{"unknown directives", quoted("{__typename " + times(450, "@d%d ") + "}"), 0, "*", "Unknown directive"},
	{"many operations", quoted(times(190, "query q%d{__typename}")), 0, "*", "operation"},
	{"many variables", quoted("query(" + times(190, "$v%d:Int ") + "){__typename}"), 0, "*", "never used"},
	{"a long string", quoted(`{patient(nhsNumber:"` + strings.Repeat("9", 200_000) + `"){nhsNumber}}`), 0, "*", ""},
	{"a long name", quoted("{" + strings.Repeat("a", 200_000) + "}"), 0, "*", ""},
	{"a long comment", quoted("#" + strings.Repeat("a", 200_000) + "\n{__typename}"), 200, "", ""},
	{"a string that does not end", quoted(`{patient(nhsNumber:"` + strings.Repeat(`\\u0041`, 20_000)), 0, "*", ""},
	{"10,000 people", withVariables(`{"n":["9990000018"` + times(9_999, `,"9990000018"`) + `]}`), 0, "TOO_MANY_PATIENTS", "limit"},
	{"10,000 different people", withVariables(`{"n":["9990000018"` + times(9_999, `,"99%d"`) + `]}`), 0, "*", ""},
	{"variables too large", withVariables(`{"n":["` + strings.Repeat("9", 300_000) + `"]}`), http.StatusRequestEntityTooLarge, "*", "larger than"},
	{"deep variables", withVariables(`{"n":` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + `}`), 400, "*", ""},
	{"less deep variables", withVariables(`{"n":` + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + `}`), 0, "*", ""},
	{"a great number", withVariables(`{"n":[1e` + strings.Repeat("9", 100_000) + `]}`), 0, "*", ""},
	{"variables that nobody asks for", `{"query":"{__typename}","variables":{"a0":0` + times(10_000, `,"v%d":%d`) + `}}`, 200, "", ""},
	{"a member many times", `{"query":"{__typename}"` + times(10_000, `,"query":"{__typename}"`) + `}`, 200, "", ""},
	{"an introspection that multiplies", quoted("{__schema{types{" + strings.Repeat("fields{type{", 8) + "name" + strings.Repeat("}}", 8) + "}}}"), 0, "*", "introspection depth"},
	{"the same in fragments", quoted("{__schema{types{...t0}}}" + times(7, " fragment t%d on __Type{fields{type{...u%d}}} fragment u%d on __Type{possibleTypes{name fields{name}}}")), 0, "*", ""},
	{"an introspection in many aliases", quoted("{" + times(60, "a%d:__schema{types{name fields{name}}}") + "}"), 0, "QUERY_TOO_COMPLEX", "introspection"},
}

// ring is a ring of so many fragments.
func ring(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, " fragment f%d on Query{...f%d}", i, (i+1)%n)
	}
	return b.String()
}

// unfolding is fragments of which each holds the next one twice.
func unfolding(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, " fragment f%d on Query{...f%d ...f%d}", i, i+1, i+1)
	}
	return b.String() + fmt.Sprintf(" fragment f%d on Query{__typename}", n)
}

// A hostile question costs bounded time and memory, and is told what is wrong with it.
func TestS27_AHostileQuestionIsBoundedAndRefused(t *testing.T) {
	g := start(t, nil)
	g.ask(`{__typename}`, nil)
	for _, c := range hostileQueries {
		t.Run(c.name, func(t *testing.T) {
			defer func(whole *testing.T) { g.t = whole }(g.t)
			g.t = t
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			began := time.Now()
			a := g.send(http.MethodPost, "/graphql", "application/json", "application/graphql-response+json", strings.NewReader(c.body))
			took := time.Since(began)
			runtime.ReadMemStats(&after)
			if used := after.TotalAlloc - before.TotalAlloc; used > hostileMemory || took > hostileTime {
				t.Errorf("took %v and %d MiB", took, used>>20)
			}
			if c.status != 0 && a.status != c.status {
				t.Errorf("status %d, not %d", a.status, c.status)
			}
			if len(a.body) > 64<<10 {
				t.Errorf("the answer has %d bytes", len(a.body))
			}
			if c.code == "" && len(a.Errors) == 0 {
				return
			}
			if len(a.Errors) == 0 || a.code() == "INTERNAL" || c.code != "*" && a.code() != c.code || !strings.Contains(a.Errors[0].Message, c.says) {
				t.Errorf("%d: %.300s", a.status, a.body)
			}
		})
	}
	if a := g.ask(`{patient(nhsNumber:"9990000018"){nhsNumber}}`, nil); a.status != 200 || len(a.Errors) > 0 {
		t.Errorf("afterwards: %d %s", a.status, a.body)
	}
}

// Who asks and does not take the answer is hung up on, and gives its connection back.
func TestS27_WhoDoesNotReadTheAnswerIsHungUpOn(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: fills the buffers of a connection, and waits until the gateway has given up")
	}
	g := start(t, func(c *server.Config) {
		c.Wire = server.Wire{Connections: 1, Write: 300 * time.Millisecond, Header: 5 * time.Second, Body: 5 * time.Second}
		c.Limits.Complexity = 1_000_000
	})
	body := quoted(`{patients(nhsNumbers:["` + strings.Join(g.demo.Population()[:100], `","`) + `"]){` + times(40, "a%d:observations{entries{id kind statusText sources{reference exchange{id name}}}}") + `}}`)
	c := g.dial(t)
	if err := c.(*net.TCPConn).SetReadBuffer(4 << 10); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(c, "POST /graphql HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	const whole = "GET / HTTP/1.1\r\nHost: gateway\r\n\r\n"
	for end := time.Now().Add(time.Minute); says(t, g.dial(t), whole) != http.StatusOK; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("a client that does not read keeps its connection")
		}
	}
	if err := c.SetReadDeadline(time.Now().Add(time.Second)); err != nil { // what is on its way already may still come
		t.Fatal(err)
	}
	if answer, _ := io.ReadAll(c); strings.HasSuffix(strings.TrimSpace(string(answer)), "}") || strings.HasSuffix(string(answer), "0\r\n\r\n") {
		t.Fatalf("it was answered whole, in %d bytes: the test needs a longer answer", len(answer))
	}
}
