package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/london-care-record/gateway/demo"
)

// output is written by the program and, a moment longer, by what it has asked and no longer waits for.
type output struct {
	mu   sync.Mutex
	text strings.Builder
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// explainWith runs -explain, and gives what it printed.
func explainWith(t *testing.T, args ...string) (out, problems string, err error) {
	t.Helper()
	var stdout, stderr output
	err = run(t.Context(), args, &stdout, &stderr)
	return stdout.String(), stderr.String(), err
}

func TestS17_ExplainTellsWhatEachRowIsMadeOf(t *testing.T) {
	out, _, err := explainWith(t, "-explain", "999 000 0018", "-kind", "allergies, CONDITIONS,investigations")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"How the record of NHS number 999 000 0018 is put together\n\nMrs Ada Okafor, born 1955-03-14. Identity: MINOR_DIFFERENCES.\n",
		"The exchanges differ in address: ",
		"\nALLERGIES\nAll five exchanges answered in full",
		"4 entries came in (SEL 1, SWL 2, NCL 1): 4 rows.\n",
		"No known allergies: a denial of allergies, scope ALL\n",
		"kept apart from PENICILLIN - anaphylaxis (patient reports)",
		"\n          reactions           Anaphylaxis (SEVERE)\n",
		"\n    3 entries, one row by same-code-same-date; they differ in code; row ",
		"\n          tied to the others by same-code-same-date\n",
		"\n        ! code                Essential hypertension\n",
		"\n      result: hs-TnT, 2026-10-05T07:45:00Z, final\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if strings.Contains(out, "MEDICATIONS") {
		t.Error("a kind that was not asked for is explained")
	}
	if t.Failed() {
		t.Log(out)
	}
}

func TestS04_ExplainTellsNothingOfARestrictedPerson(t *testing.T) {
	out, _, err := explainWith(t, "-explain", "9990000069")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out, " came in (") || strings.Contains(out, "\n    > ") || strings.Contains(out, "differ in address") {
		t.Errorf("something is told:\n%s", out)
	}
	if n := strings.Count(out, "NEL, SEL, SWL, NCL, NWL  WITHHELD"); n != 15 {
		t.Errorf("%d kinds are withheld by all exchanges alike", n)
	}
}

func TestS02_ExplainCountsWhatIsKeptOut(t *testing.T) {
	out, _, err := explainWith(t, "-explain", "9990000050", "-kind", "ALLERGIES")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out, "In no row:\n    NWL  IDENTITY_MISMATCH, 1: ") {
		t.Errorf("it says\n%s", out)
	}
}

func TestS01_ExplainRefusesWhatIsNoNumber(t *testing.T) {
	for _, given := range []string{"", "9990000019", "0000000000", "Ada Okafor"} {
		out, problems, err := explainWith(t, "-explain", given)
		if exitCode(err) != exitWrongNumber || out != "" || err == nil || given != "" && strings.Contains(err.Error()+problems, given) {
			t.Errorf("code %d, %v, printed %q", exitCode(err), err, out)
		}
	}
	out, _, err := explainWith(t, "-explain", string(nobody))
	if exitCode(err) != exitNobody || out != "" || err == nil || !strings.Contains(err.Error(), "No exchange holds a record") {
		t.Errorf("code %d, %v, printed %q", exitCode(err), err, out)
	}
}

// TestS20_ExplainSaysWhichExchangeCouldNotBeAsked runs over a configuration in which some exchanges are dead.
func TestS20_ExplainSaysWhichExchangeCouldNotBeAsked(t *testing.T) {
	region, err := demo.New(demo.Options{Seed: demoSeed, NoLatency: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := region.Close(); err != nil {
			t.Error(err)
		}
	})
	file := write(t, "access: {mode: open}\nlog: {level: error}\nexchanges:\n"+exchangesWritten(region))
	ask := func() (string, string, error) {
		return explainWith(t, "-config", file, "-explain", "9990000018", "-kind", "ALLERGIES")
	}
	if _, _, err := ask(); err != nil {
		t.Fatal(err)
	}
	down := func(ids ...string) {
		for _, id := range ids {
			if err := region.SetFault(id, demo.Fault{Kind: "down"}); err != nil {
				t.Fatal(err)
			}
		}
	}
	down("SWL")
	out, problems, err := ask()
	if exitCode(err) != exitIncomplete || err == nil || err.Error() != "this explanation is incomplete: SWL could not be asked" ||
		!strings.Contains(out, "Allergy to penicillin") || !strings.Contains(out, "SWL  NOT_ASKED: ") || !strings.Contains(out, "It is UNAVAILABLE.") {
		t.Errorf("code %d, %v\n%s", exitCode(err), err, out)
	}
	if strings.Contains(problems, "9990000018") {
		t.Error("the log holds the number")
	}
	down("NEL", "SEL", "NCL", "NWL")
	out, _, err = ask()
	if exitCode(err) != exitIncomplete || out != "" || err == nil || !strings.Contains(err.Error(), "NEL UNAVAILABLE, SEL UNAVAILABLE, SWL UNAVAILABLE, NCL UNAVAILABLE, NWL UNAVAILABLE") {
		t.Errorf("code %d, %v\n%s", exitCode(err), err, out)
	}
}

// exchangesWritten writes a demo region's exchanges as a configuration has them.
func exchangesWritten(region *demo.Region) string {
	var b strings.Builder
	for _, e := range region.Exchanges() {
		fmt.Fprintf(&b, "  %s: {url: '%s', search: %s", e.ID, e.URL, e.Search)
		if e.GETOnly {
			b.WriteString(", method: GET")
		}
		b.WriteString("}\n")
	}
	return b.String()
}

func TestExplainIsCheckedOnTheCommandLine(t *testing.T) {
	for want, args := range map[string][]string{
		"-kind needs -explain":                    {"-kind", "ALLERGIES"},
		"are two programs":                        {"-check", "-config", "x.yaml", "-explain", "9990000018"},
		`"ALLERGY" is not a kind of record`:       {"-explain", "9990000018", "-kind", "ALLERGIES,ALLERGY"},
		"every exchange on loopback":              {"-explain", "9990000018", "-config", write(t, "access: {mode: open}\nexchanges: {NEL: {url: 'https://fhir.example.org'}}\n")},
		"exchanges: at least one exchange is nee": {"-explain", "9990000018", "-config", write(t, "access: {mode: open}\n")},
	} {
		if out, _, err := explainWith(t, args...); exitCode(err) != 1 || out != "" || !strings.Contains(fmt.Sprint(err), want) {
			t.Errorf("%v: code %d, %v", args, exitCode(err), err)
		}
	}
}

// TestS27_ASourcesWordsCantForgeALine: what a source wrote stays on its line, and neither steers the terminal nor turns the
// direction of writing.
func TestS27_ASourcesWordsCantForgeALine(t *testing.T) {
	var w word
	if err := json.Unmarshal([]byte(`"Aspirin\n  > SEL forged\u001b[2J\u202e, ßé 5 µg\u2028x\u0000 "`), &w); err != nil {
		t.Fatal(err)
	}
	if want := "Aspirin   > SEL forged [2J , ßé 5 µg x"; string(w) != want {
		t.Errorf("it is written as %q", w)
	}
}

// TestS17_ASumThatIsWrongIsLoud gives the text a record in which more came in than its rows hold.
func TestS17_ASumThatIsWrongIsLoud(t *testing.T) {
	var a stitchingAnswer
	if err := json.Unmarshal([]byte(`{"data":{"patient":{"identity":{"state":"AGREED"},"stitching":{
		"kinds":[{"kind":"ALERTS","completeness":{"summary":"All.","sources":[{"exchange":{"id":"NEL"},"count":2}]}}],
		"rows":[{"entry":"a","kind":"ALERTS","text":"Hearing aid","inputs":[{"exchange":{"id":"NEL"},"reference":"Flag/1","careSetting":"UNKNOWN"}]}],
		"leftOut":[]}}}}`), &a); err != nil {
		t.Fatal(err)
	}
	e, err := a.explanation("9990000018")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := e.print(&out); err == nil || !strings.Contains(out.String(), "THIS DOES NOT ADD UP: 2 came in (NEL 2)") {
		t.Errorf("%v\n%s", err, out.String())
	}
}
