package server_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/fhir"
)

// TestS26_NothingPatientIdentifyingIsWritten asks for people in every way that goes right or wrong, and then searches
// everything that the gateway wrote - log, spans, metrics, errors - for what it was asked and what it answered.
func TestS26_NothingPatientIdentifyingIsWritten(t *testing.T) {
	t.Parallel()
	g := start(t, nil)
	people := g.demo.People()
	markers := []string{}
	for _, p := range people {
		markers = append(markers, p.NHSNumber, p.NHSNumber[:3]+" "+p.NHSNumber[3:6]+" "+p.NHSNumber[6:])
		a := g.ask(`query($n:NHSNumber!){patient(nhsNumber:$n){name{family given} birthDate addresses{postalCode text} telecoms{value} conditions{entries{code{text}}} allergies{entries{code{text}}}}}`, map[string]any{"n": p.NHSNumber})
		markers = append(markers, longTexts(a.Data)...)
	}
	slices.Sort(markers)
	markers = slices.Compact(markers)
	if len(markers) < 60 {
		t.Fatalf("only %d markers to search for", len(markers))
	}

	n := people[0].NHSNumber
	var errors strings.Builder
	try := func(a answer) {
		b, err := json.Marshal(a.Errors)
		if err != nil {
			t.Fatal(err)
		}
		errors.Write(b)
		if a.Data == nil {
			errors.WriteString(a.body)
		}
	}
	post := func(body string) {
		try(g.send(http.MethodPost, "/graphql", "application/json", "", strings.NewReader(body)))
	}
	whole := `{patient(nhsNumber:"` + n + `"){name{text} coverage{summary} timeline{edges{node{id}}} allergies{statement}}}`
	for i, e := range g.demo.Exchanges()[:some(5, 1)] {
		for _, kind := range demo.Faults() {
			if slices.Contains([]string{"none", "slow", "slow-records", "hang", "drip", "endless-pages"}, kind) {
				continue // these only take time: the deadline is tested elsewhere
			}
			if (i > 0 || testing.Short()) && slices.Contains([]string{"gzip-bomb", "endless-body", "long-string", "many-entries"}, kind) {
				continue // floods: once is enough, and not in a quick run, in one process with who makes them
			}
			if err := g.setFault(e.ID, demo.Fault{Kind: kind}); err != nil {
				t.Fatal(err)
			}
			try(g.ask(whole, nil))
		}
	}
	for _, e := range g.demo.Exchanges() {
		if err := g.setFault(e.ID, demo.Fault{Kind: "down"}); err != nil {
			t.Fatal(err)
		}
	}
	try(g.ask(whole, nil)) // all are down
	for _, e := range g.demo.Exchanges() {
		if err := g.setFault(e.ID, demo.Fault{Kind: "none"}); err != nil {
			t.Fatal(err)
		}
	}
	post(`{"query": "{patient(nhsNumber:\"` + n + `\"` + ``)
	post(`{"query":"{patient(nhsNumber:` + n + `){nhsNumber}}"}`)
	post(`{"query":"{patient(nhsNumber:\"` + n + `x\"){nhsNumber}}"}`)
	post(`{"query":"query($n:NHSNumber!){patient(nhsNumber:$n){nothing}}","variables":{"n":"` + n + `"}}`)
	post(`{"query":"query($n:Int!){patient(nhsNumber:$n){nhsNumber}}","variables":{"n":"` + n + `"}}`)
	post(`{"query":"query($n:NHSNumber!){patient(nhsNumber:$n){nhsNumber}}","variables":{"n":["` + n + `"]}}`)
	post(`{"query":"query P` + n + `{a` + n + `:patient(nhsNumber:\"` + n + `\"){nothing` + n + `}}"}`)
	post(`{"query":"query P` + n + `{a` + n + `:patient(nhsNumber:\"` + n + `\"){nhsNumber}}","operationName":"P` + n + `"}`)
	post(`{"query":"{__typename}","operationName":"P` + n + `"}`)
	post(`{"query":"{patient(nhsNumber:\"` + n + `\",birthDate:\"1901-01-01\"){nhsNumber}}"}`)
	post(`{"query":"{patient(nhsNumber:\"` + n + `\"){investigations(filter:{groups:[\"` + n + `\"]}){entries{id}} timeline(after:\"` + n + `\"){totalCount}}}"}`)
	post(`{"query":"{_entities(representations:[{__typename:\"Patient\",nhsNumber:\"` + n + `\"},{__typename:\"Patient\",nhsNumber:\"` + n + `1\"},{__typename:\"` + n + `\"}]){__typename}}"}`)
	try(g.send(http.MethodGet, "/graphql?query={patient(nhsNumber:%22"+n+"%22){nhsNumber}}", "", "", nil))
	try(g.send(http.MethodPost, "/"+n, "text/plain", "", strings.NewReader(n)))
	g.withRequestID(n)

	written := g.written()
	written["errors"] = errors.String()
	for where, text := range written {
		if len(text) < 1000 {
			t.Errorf("the %s hold next to nothing: the test looks in the wrong place", where)
		}
		for i, m := range markers {
			if strings.Contains(text, m) {
				at := strings.Index(text, m)
				t.Errorf("the %s hold marker %d: ...%s", where, i, strings.ReplaceAll(text[max(0, at-120):at], "\n", " "))
			}
		}
	}
}

// written gives everything that the gateway has written for its operators.
func (g *gateway) written() map[string]string {
	admin := *g
	admin.url = g.admin
	var spans strings.Builder
	for _, s := range g.spans.GetSpans().Snapshots() {
		fmt.Fprintln(&spans, s.Name(), s.Attributes(), s.Events(), s.Status(), s.Links())
	}
	return map[string]string{"log": g.log.String(), "metrics": admin.send(http.MethodGet, "/metrics", "", "", nil).body, "spans": spans.String()}
}

// withRequestID sends a request whose id is what must not be written.
func (g *gateway) withRequestID(id string) {
	g.t.Helper()
	r, err := http.NewRequestWithContext(g.t.Context(), http.MethodPost, g.url+"/graphql", strings.NewReader(smallest))
	if err != nil {
		g.t.Fatal(err)
	}
	r.Header.Set("X-Request-Id", id)
	r.Header.Set("Content-Type", "application/json")
	res, err := g.client.Do(r)
	if err != nil {
		g.t.Fatal(err)
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		g.t.Fatal(err)
	}
	if res.Header.Get("X-Request-Id") == id {
		g.t.Error("a free text was taken over as the request's id")
	}
}

// longTexts gives the strings of an answer that are long enough to be nobody else's words.
func longTexts(v any) []string {
	var found []string
	switch v := v.(type) {
	case map[string]any:
		for _, x := range v {
			found = append(found, longTexts(x)...)
		}
	case []any:
		for _, x := range v {
			found = append(found, longTexts(x)...)
		}
	case string:
		if len(v) >= 6 {
			found = append(found, v)
		}
	}
	return found
}

func TestS26_NHSNumbersStayOutOfTheURLsOfExchanges(t *testing.T) {
	for _, style := range []fhir.Style{fhir.Chained, fhir.Logical, fhir.Local} {
		t.Run(string(style), func(t *testing.T) {
			seen := recordURLs(t, style)
			if len(seen) == 0 {
				t.Fatal("nothing was asked")
			}
			for _, u := range seen {
				if strings.Contains(u, "999000") {
					t.Errorf("a number stands in a URL")
				}
			}
		})
	}
}
