package server_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/graph"
	"github.com/london-care-record/gateway/internal/server"
	"github.com/london-care-record/gateway/resolvers"
)

// TestS26_ANumberInAnAliasIsWrittenNowhere asks under aliases that hold an NHS number. The errors of an answer carry
// them in their paths, as GraphQL has it, back to whoever wrote them; nothing that is written for operators does.
func TestS26_ANumberInAnAliasIsWrittenNowhere(t *testing.T) {
	t.Parallel()
	g := start(t, func(c *server.Config) { // without a terminology a filter by groups panics
		c.Schema = graph.NewExecutableSchema(graph.Config{Resolvers: &resolvers.Resolver{}, Complexity: resolvers.Complexity()})
	})
	numbers := []string{"9990000018", "999_000_0018", "999__000__0018"}[:some(3, 1)]
	echoed := 0
	ask := func(who *gateway, person string) {
		for _, n := range numbers {
			for _, alias := range []string{"a" + n, "_" + n, "of_" + n + "_x"} {
				a := who.ask(fmt.Sprintf(`query q%[3]s($p:NHSNumber!){%[1]s:patient(nhsNumber:$p){%[2]s:allergies{%[1]s:statement} x%[1]s:investigations(filter:{groups:["ct-head"]}){entries{id}} timeline(first:-1){totalCount}}}`,
					alias, alias+"s", n), map[string]any{"p": person})
				for _, e := range a.Errors {
					if len(e.Path) > 0 && e.Path[0] == alias {
						echoed++
					}
				}
			}
		}
	}
	for _, e := range g.demo.Exchanges()[:2] {
		if err := g.setFault(e.ID, demo.Fault{Kind: "down"}); err != nil {
			t.Fatal(err)
		}
	}
	ask(g, string(ada))                           // in part
	ask(g, "9449304130")                          // nobody
	ask(g.as("privacy-officer", ""), string(ada)) // forbidden
	for _, e := range g.demo.Exchanges() {
		if err := g.setFault(e.ID, demo.Fault{Kind: "down"}); err != nil {
			t.Fatal(err)
		}
	}
	ask(g, string(ada)) // unavailable
	if err := g.house.Log.Close(); err != nil {
		t.Fatal(err)
	}
	ask(g, string(ada)) // an error with a cause, which is logged
	for _, said := range []string{"error with a cause", "internal error", "panic"} {
		if !strings.Contains(g.log.String(), `"msg":"`+said+`"`) || echoed < some(20, 6) {
			t.Fatalf("no %s is logged, and %d errors carry an alias: the test holds nothing", said, echoed)
		}
	}
	for where, text := range g.written() {
		for _, n := range numbers {
			if strings.Contains(text, n) {
				at := strings.Index(text, n)
				t.Errorf("the %s hold a number: ...%s", where, strings.ReplaceAll(text[max(0, at-160):at], "\n", " "))
			}
		}
	}
}
