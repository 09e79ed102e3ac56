package main

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/bench/gateway"
	"github.com/london-care-record/gateway/bench/report"
)

// Each change to the gateway's source must still find its place: a variant that is the program as it is would measure
// nothing.
func TestVariantsFindTheirPlace(t *testing.T) {
	wider := gateway.Wider([]string{"NEL", "SEL", "SWL", "NCL", "NWL", "X06"})
	for _, v := range []gateway.Variant{gateway.Profiled, gateway.Unaudited, wider} {
		if _, err := v.Overlay(root, t.TempDir()); err != nil {
			t.Errorf("%s: %s", v.Name, err)
		}
	}
}

func TestJudgeTellsAFaultFromAGap(t *testing.T) {
	whole := strings.Repeat(`"complete":true,`, 4)
	source := func(exchange, state string) string {
		return `{"exchange":{"id":"` + exchange + `"},"state":"` + state + `"}`
	}
	for _, c := range []struct {
		name, body string
		want       string
	}{
		{"whole", `{"data":{` + whole + source("NEL", "COMPLETE") + `}}`, ""},
		{"explained", `{"errors":[],"data":{` + source("SEL", "UNAVAILABLE") + source("NEL", "COMPLETE") + `}}`, errPartial.Error()},
		{"unexplained", `{"data":{` + source("SEL", "TIMED_OUT") + source("NEL", "UNAVAILABLE") + `}}`, "NEL is UNAVAILABLE, and has no fault"},
		{"silent", `{"data":{` + source("NEL", "COMPLETE") + `}}`, "incomplete, and no exchange's state says why"},
		{"an error beside whole sections", `{"errors":[{}],"data":{` + whole + `}}`, "incomplete, and no exchange's state says why"},
	} {
		err := judge("SEL")([]byte(c.body))
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.HasPrefix(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	if err := judge("SEL")([]byte(source("SEL", "UNAVAILABLE"))); !errors.Is(err, errPartial) {
		t.Errorf("an explained gap is %v", err)
	}
}

func TestAreaIsTheInnermostPackageOfOurs(t *testing.T) {
	for _, c := range []struct {
		stack []string
		want  string
	}{
		{[]string{"runtime.mallocgc", ourModule + "fhir.read[go.shape.x/y]", ourModule + "hie.(*Source).ask"}, "fhir"},
		{[]string{"runtime.memmove", ourModule + "internal/server.(*Server).graphql"}, "internal/server"},
		{[]string{"runtime.scanobject", "runtime.gcBgMarkWorker"}, "collecting garbage"},
		{[]string{"syscall.Syscall", "net/http.(*persistConn).readLoop"}, "HTTP to the exchanges"},
		{[]string{"runtime.futex", "runtime.mcall"}, "scheduling"},
	} {
		if got := area(c.stack); got != c.want {
			t.Errorf("%q is of %q, want %q", c.stack[0], got, c.want)
		}
	}
}

func TestBarsAreReachedFromTheRightSide(t *testing.T) {
	for _, c := range []struct {
		value   float64
		atLeast bool
		want    string
	}{{2.1, false, "**missed**"}, {2, false, "first bar reached"}, {1, false, "aim reached"}, {0.5, true, "**missed**"}, {1, true, "first bar reached"}, {2, true, "aim reached"}} {
		x := bar{first: 2, aim: 1, atLeast: c.atLeast}
		if c.atLeast {
			x.first, x.aim = x.aim, x.first
		}
		if got := x.reached(c.value); got != c.want {
			t.Errorf("%v, at least %t: %s, want %s", c.value, c.atLeast, got, c.want)
		}
	}
}

// One replica more than the work needs, and never a single one.
func TestReplicasOutliveOne(t *testing.T) {
	var got []int
	for _, cores := range []float64{0.1, 2, 2.1, 7.5} {
		got = append(got, replicas(cores))
	}
	if want := []int{2, 2, 3, 5}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestPlotIsDrawn(t *testing.T) {
	svg := report.Plot{Title: "a < b", X: "x", Y: "y", Points: []report.Point{{X: 1, Y: 2}, {X: 10, Y: 3}, {X: 100, Y: 2.5}}}.SVG()
	if strings.Count(svg, "<circle") != 3 || !strings.Contains(svg, "a &lt; b") || strings.Contains(svg, "NaN") {
		t.Error(svg)
	}
}
