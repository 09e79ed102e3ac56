package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// answersFrom counts, by the metrics of a program, the answers that came from somewhere.
func (p *program) answersFrom(where string) (n int) {
	p.t.Helper()
	res, err := http.Get(p.admin + "/metrics")
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^hie_memory_answers_total\{[^}]*from="`+where+`"[^}]*\} (\d+)`).FindAllSubmatch(b, -1) {
		one, _ := strconv.Atoi(string(m[1]))
		n += one
	}
	return n
}

// TestS22_ExchangesThatTagTheirAnswersConfirmThem has the demo's exchanges asked again and again whether what is remembered
// still stands, search by search and in batches, and compares with what is read in full.
func TestS22_ExchangesThatTagTheirAnswersConfirmThem(t *testing.T) {
	s := newStage(t, 5)
	question := `{patient(nhsNumber:"999 000 0018"){allergies{entries{id} completeness{complete}} medications{entries{id} completeness{complete}} conditions{entries{id}}
		observations{entries{id}} encounters{entries{id}} immunisations{entries{id}}}}`
	const nothingIsFresh = "\nmemory: {fresh: 0s, freshStrict: 0s}\n"
	told := func(exchanges string) (answer string, confirmed, asked int) {
		t.Helper()
		p := run(t, "-config", s.write(t, "gateway.yaml", s.config("gateway", exchanges)+nothingIsFresh))
		token := s.token(t, "ae-doctor", "")
		for i := range 5 {
			r, _ := p.askAs(token, question)
			if len(r.Errors) > 0 || i > 0 && string(r.Data) != answer {
				t.Fatalf("%s\nafter %s", r.Raw, answer)
			}
			answer = string(r.Data)
		}
		confirmed, asked = p.answersFrom("confirmed"), p.answersFrom("asked")
		if err := p.end(os.Interrupt); err != nil {
			t.Error(err)
		}
		return answer, confirmed, asked
	}
	with := func(line string) string {
		return regexp.MustCompile(`(?m)^    timeout:`).ReplaceAllString(s.exchanges(), "    "+line+"\n    timeout:")
	}
	inFull, none, _ := told(with("conditional: off"))
	if none != 0 {
		t.Errorf("where it is off %d were confirmed", none)
	}
	for name, exchanges := range map[string]string{"search by search": s.exchanges(), "batches": with("batch: true"),
		"by what has changed": with("conditional: off\n    lastUpdated: true"), "by what has changed, in batches": with("conditional: off\n    lastUpdated: true\n    batch: true")} {
		s.region.ResetRequests()
		answer, confirmed, asked := told(exchanges)
		batches := 0
		for _, e := range s.region.Exchanges() {
			batches += s.region.Requests(e.ID)["Bundle"]
		}
		if (batches > 0) != strings.Contains(name, "batches") {
			t.Errorf("%s: %d batches were sent", name, batches)
		}
		if answer != inFull {
			t.Errorf("%s: what was confirmed reads\n%s\nand in full\n%s", name, answer, inFull)
		}
		if confirmed < asked/8 {
			t.Errorf("%s: %d answers were confirmed, %d read", name, confirmed, asked)
		}
		t.Logf("%s: %d answers were confirmed, %d read", name, confirmed, asked)
	}
}

// TestS22_WhatFailsQuietlyIsStoodInFor switches a demo exchange off so that the gateway is not told, as happens to real ones.
func TestS22_WhatFailsQuietlyIsStoodInFor(t *testing.T) {
	p := run(t)
	quietly := func(fault string) {
		t.Helper()
		if status, answer := p.post(p.url+"/demo/exchanges/SEL/fault?quietly=true", []byte(`{"fault":"`+fault+`"}`)); status/100 != 2 {
			t.Fatalf("the fault was not taken: %d %s", status, answer)
		}
	}
	ask := func() (a adaAnswer, r result) {
		t.Helper()
		r = p.ask(adaQuery, &a)
		return a, r
	}
	well, _ := ask()
	asked := time.Now()
	quietly("down")
	if a, r := ask(); time.Since(asked) < 5*time.Second && (len(r.Errors) > 0 || !a.Patient.Allergies.Completeness.Complete) {
		t.Errorf("what is fresh is not shown: %.800s", r.Raw)
	}
	a, r := ask()
	for a.Patient.Allergies.Completeness.state("SEL") == "COMPLETE" && time.Since(asked) < time.Minute { // memory.freshStrict is 10s
		time.Sleep(100 * time.Millisecond)
		a, r = ask()
	}
	if state := a.Patient.Allergies.Completeness.state("SEL"); state != "STALE" || a.Patient.Allergies.Completeness.Complete {
		t.Errorf("the state is %s: %.800s", state, r.Raw)
	}
	shown, _ := json.Marshal(a.Patient.Allergies.Entries)
	if before, _ := json.Marshal(well.Patient.Allergies.Entries); !bytes.Contains(before, []byte(`"SEL"`)) || !bytes.Equal(shown, before) {
		t.Errorf("what stands in is %s, it was %s", shown, before)
	}
	if r.code() != "EXCHANGE_UNAVAILABLE" {
		t.Errorf("errors do not tell: %.800s", r.Raw)
	}
	p.fault("SEL", "down") // and aloud: nothing stands in
	if a, r := ask(); a.Patient.Allergies.Completeness.state("SEL") != "UNAVAILABLE" {
		t.Errorf("what is known to be over stands in: %.800s", r.Raw)
	}
	quietly("none")
	p.fault("SEL", "none")
	if a, r := ask(); len(r.Errors) > 0 || !a.Patient.Allergies.Completeness.Complete {
		t.Errorf("once it is well: %.800s", r.Raw)
	}
}
