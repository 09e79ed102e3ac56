package server_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/internal/server"
)

const smallest = `{"query":"{__typename}"}`

func TestGraphQLOverHTTP(t *testing.T) {
	g := start(t, nil)
	const graphqlType = "application/graphql-response+json"
	for _, c := range []struct {
		name, method, contentType, accept, body string
		status                                  int
		answerType                              string
	}{
		{"a query", "POST", "application/json", graphqlType, smallest, 200, graphqlType},
		{"no Accept means the older media type", "POST", "application/json", "", smallest, 200, "application/json"},
		{"any", "POST", "application/json; charset=utf-8", "*/*", smallest, 200, "application/json"},
		{"both, equal", "POST", "application/json", "application/json, " + graphqlType, smallest, 200, graphqlType},
		{"the weaker loses", "POST", "application/json", graphqlType + ";q=0.5, application/json", smallest, 200, "application/json"},
		{"neither", "POST", "application/json", "text/html", smallest, 406, "application/json"},
		{"GET with a query", "GET", "", graphqlType, "", 405, graphqlType},
		{"a form", "POST", "application/x-www-form-urlencoded", graphqlType, "query=%7B__typename%7D", 415, graphqlType},
		{"plain text", "POST", "text/plain", graphqlType, smallest, 415, graphqlType},
		{"no type", "POST", "", graphqlType, smallest, 415, graphqlType},
		{"another charset", "POST", "application/json; charset=utf-16", graphqlType, smallest, 415, graphqlType},
		{"no JSON", "POST", "application/json", graphqlType, `{"query":`, 400, graphqlType},
		{"an array", "POST", "application/json", graphqlType, `[` + smallest + `]`, 400, graphqlType},
		{"no query", "POST", "application/json", graphqlType, `{}`, 400, graphqlType},
		{"query is a number", "POST", "application/json", graphqlType, `{"query":1}`, 400, graphqlType},
		{"variables are a list", "POST", "application/json", graphqlType, `{"query":"{__typename}","variables":[]}`, 400, graphqlType},
		{"variables are null", "POST", "application/json", graphqlType, `{"query":"{__typename}","variables":null,"extensions":null,"operationName":null}`, 200, graphqlType},
		{"syntax error", "POST", "application/json", graphqlType, `{"query":"{"}`, 400, graphqlType},
		{"syntax error, older type", "POST", "application/json", "application/json", `{"query":"{"}`, 200, "application/json"},
		{"unknown field", "POST", "application/json", graphqlType, `{"query":"{nothing}"}`, 400, graphqlType},
		{"unknown operation", "POST", "application/json", graphqlType, `{"query":"query a{__typename} query b{__typename}"}`, 400, graphqlType},
		{"trailing data", "POST", "application/json", graphqlType, smallest + "x", 400, graphqlType},
	} {
		t.Run(c.name, func(t *testing.T) {
			g.t = t
			a := g.send(c.method, "/graphql", c.contentType, c.accept, strings.NewReader(c.body))
			if a.status != c.status || !strings.HasPrefix(a.header.Get("Content-Type"), c.answerType) {
				t.Errorf("status %d, type %s: %s", a.status, a.header.Get("Content-Type"), a.body)
			}
			if (a.status != 200 || len(a.Errors) > 0) && a.code() != "BAD_REQUEST" {
				t.Errorf("the code is %q: %s", a.code(), a.body)
			}
			if a.header.Get("Cache-Control") != "no-store" {
				t.Error("a record could be kept by a cache")
			}
		})
	}
}

func TestDeferIsNoPartOfTheSchema(t *testing.T) {
	g := start(t, nil)
	a := g.ask(`{ patient(nhsNumber:"999 000 0018") { nhsNumber ... @defer { allergies { statement } } } }`, nil)
	if a.status != 400 || !strings.Contains(a.body, `Unknown directive`) {
		t.Errorf("status %d: %s", a.status, a.body)
	}
}

func TestLimitsOnAQuery(t *testing.T) {
	g := start(t, nil)
	wide := func(n int, field string) string { return "{" + strings.Repeat(field+" ", n) + "}" }
	var aliases, people strings.Builder
	for i := range 60 {
		fmt.Fprintf(&aliases, "a%d:__typename ", i)
	}
	for i := range 120 {
		fmt.Fprintf(&people, `"%s",`, g.demo.Population()[i%len(g.demo.Population())])
	}
	nested := `{patient(nhsNumber:"9990000018"){timeline{edges{node{differences{values{sources{exchange{health{state}}}}}}}}}}`
	if a := g.ask(nested, nil); a.status != 200 || a.code() != "" {
		t.Errorf("a query as deep as the schema is refused: %s", a.body)
	}
	var different strings.Builder
	different.WriteString("{")
	for i := range 12_000 {
		fmt.Fprintf(&different, "field%d ", i)
	}
	different.WriteString("}")
	var bomb strings.Builder
	bomb.WriteString("{...f0}")
	for i := range 20 {
		fmt.Fprintf(&bomb, " fragment f%d on Query{...f%d ...f%d}", i, i+1, i+1)
	}
	bomb.WriteString(" fragment f20 on Query{__typename}")
	for _, c := range []struct {
		name, query, code string
	}{
		{"tokens", wide(1000, "__typename"), "QUERY_TOO_COMPLEX"},
		{"many tokens", wide(15_000, "__typename"), "QUERY_TOO_COMPLEX"},
		{"many different tokens", different.String(), "QUERY_TOO_COMPLEX"},
		{"the same in fragments", "{" + strings.Repeat("...on Query{__typename}", 300) + "}", "QUERY_TOO_COMPLEX"},
		{"aliases", "{exchanges{" + strings.ReplaceAll(aliases.String(), "__typename", "name") + "}}", "QUERY_TOO_COMPLEX"},
		{"people", `{patients(nhsNumbers:[` + people.String() + `]){nhsNumber}}`, "TOO_MANY_PATIENTS"},
		{"fragments of fragments", bomb.String(), "QUERY_TOO_COMPLEX"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g.t = t
			if a := g.ask(c.query, nil); a.code() != c.code {
				t.Errorf("the code is %q: %.300s", a.code(), a.body)
			}
		})
	}
}

func TestABodyThatIsTooLargeIsRefused(t *testing.T) {
	g := start(t, nil)
	a := g.send("POST", "/graphql", "application/json", "", strings.NewReader(`{"query":"`+strings.Repeat(" ", 300<<10)+`"}`))
	if a.status != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d", a.status)
	}
}

func TestComplexityCountsPeople(t *testing.T) {
	g := startUnhurried(t, 100)
	numbers := `"` + strings.Join(g.demo.Population()[:50], `","`) + `"`
	var heavy strings.Builder
	for i := range 45 {
		fmt.Fprintf(&heavy, `a%d:allergies{entries{id kind statusText code{text} criticality categories when warnings notes onset lastOccurrence mergedBy}}`, i)
	}
	if a := g.ask(`{patients(nhsNumbers:[`+numbers+`]){`+heavy.String()+`}}`, nil); a.code() != "QUERY_TOO_COMPLEX" {
		t.Errorf("the code is %q: %.300s", a.code(), a.body)
	}
	if a := g.ask(`{patients(nhsNumbers:[`+numbers+`]){allergies{entries{code{text} sources{exchange{id}}}completeness{complete summary}} medications{entries{code{text}}} conditions{entries{code{text}}} investigations{entries{code{text} results{display}}}}}`, nil); len(a.Errors) > 0 {
		t.Errorf("fifty people with four sections are refused: %.300s", a.body)
	}
}

func TestIntrospectionIsOffWhereItIsSwitchedOff(t *testing.T) {
	off := start(t, func(c *server.Config) { c.Introspection = false })
	a := off.ask(`{__schema{types{name}} _service{sdl}}`, nil)
	if len(a.Errors) == 0 || strings.Contains(a.body, "Patient") {
		t.Errorf("the schema is told: %.200s", a.body)
	}
	on := start(t, nil)
	if a := on.ask(`{__schema{types{name}}}`, nil); len(a.Errors) > 0 {
		t.Errorf("the schema is not told: %.200s", a.body)
	}
}

func TestAdminListener(t *testing.T) {
	g := start(t, nil)
	public := g.url
	g.url = g.admin
	for path, want := range map[string]string{"/healthz": "alive", "/readyz": `"status":"ready"`, "/metrics": "go_goroutines"} {
		if a := g.send("GET", path, "", "", nil); a.status != 200 || !strings.Contains(a.body, want) {
			t.Errorf("%s: status %d: %.200s", path, a.status, a.body)
		}
	}
	g.url = public
	for _, path := range []string{"/healthz", "/readyz", "/metrics"} {
		if a := g.send("GET", path, "", "", nil); a.status != 404 {
			t.Errorf("%s is public: status %d", path, a.status)
		}
	}
}
