package server_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/demo/authority"
)

// TestS26_TokensCallersAndReasonsAreNotWritten lets callers in and turns them away, with marked tokens and reasons, and
// then searches log, spans, metrics and the refusals for them. The audit trail alone may hold who asked and why.
func TestS26_TokensCallersAndReasonsAreNotWritten(t *testing.T) {
	g := start(t, nil)
	const reason = "marked reason of one who broke the glass"
	var markers []string
	var told strings.Builder
	for _, c := range authority.Callers() {
		asking := g.as(c.ID, "")
		markers = append(markers, asking.token, asking.token[strings.LastIndex(asking.token, ".")+1:], c.Name)
		asking.ask(`{patient(nhsNumber:"9990000085"){nhsNumber}}`, nil)
		told.WriteString(asking.ask(`mutation{breakGlass(nhsNumber:"9990000085",reason:EMERGENCY,text:"`+reason+`"){until}}`, nil).body)
	}
	for _, bad := range []string{"marked-garbage-token", "marked.garbage.token", markers[0] + "marked", strings.Repeat("marked-long-token", 1000)} {
		other := *g
		other.token = bad
		a := other.ask(`{exchanges{id}}`, nil)
		if a.status != http.StatusUnauthorized {
			t.Errorf("%.20s: %d", bad, a.status)
		}
		told.WriteString(a.body)
	}
	markers = append(markers, reason, "marked")
	g.url = g.admin
	var spans strings.Builder
	for _, s := range g.spans.GetSpans().Snapshots() {
		fmt.Fprintln(&spans, s.Name(), s.Attributes(), s.Events(), s.Status(), s.Links())
	}
	metrics := g.send(http.MethodGet, "/metrics", "", "", nil).body
	for where, text := range map[string]string{"log": g.log.String(), "spans": spans.String(), "metrics": metrics, "answers": told.String()} {
		if len(text) < 500 {
			t.Errorf("the %s hold next to nothing: the test looks in the wrong place", where)
		}
		for i, m := range markers {
			if strings.Contains(text, m) {
				t.Errorf("the %s hold marker %d", where, i)
			}
		}
	}
}
