package e2e

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// token takes a token from the demo's authority.
func (p *program) token(caller, person string) string {
	p.t.Helper()
	status, answer := p.post(p.url+"/demo/token", []byte(`{"caller":"`+caller+`","patient":"`+person+`"}`))
	var t struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.Unmarshal([]byte(answer), &t); err != nil || status != http.StatusOK || t.AccessToken == "" {
		p.t.Fatalf("no token: %d %v", status, err)
	}
	return t.AccessToken
}

// askAs asks with a token.
func (p *program) askAs(token, query string) (result, http.Header) {
	p.t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		p.t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(p.t.Context(), http.MethodPost, p.url+"/graphql", bytes.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		p.t.Fatal(err)
	}
	defer response.Body.Close()
	var raw bytes.Buffer
	if _, err := raw.ReadFrom(response.Body); err != nil {
		p.t.Fatal(err)
	}
	r := result{Raw: raw.String(), Status: response.StatusCode}
	if err := json.Unmarshal(raw.Bytes(), &r); err != nil {
		p.t.Fatalf("the answer is no JSON: %s", r.Raw)
	}
	return r, response.Header
}

var verifyLine = regexp.MustCompile(`server (audit verify -store \S+ -keys \S+ -head \S+)`)

// entries counts the entries of the program's audit trail, which must verify.
func (p *program) entries() string {
	p.t.Helper()
	m := verifyLine.FindStringSubmatch(p.output.String())
	if m == nil {
		p.t.Fatalf("it does not say where the audit trail is:\n%s", p.output)
	}
	out, err := exec.Command(binary(p.t), strings.Fields(m[1])...).CombinedOutput()
	if err != nil {
		p.t.Fatalf("the audit trail does not verify: %v: %s", err, out)
	}
	return string(out)
}

const bookingsAndMedicines = `{patient(nhsNumber:"9990000026"){
	medications{entries{id} completeness{complete summary sources{exchange{id} state}}}
	referrals{entries{id} completeness{complete summary sources{exchange{id} state}}}}}`

// TestS25_EveryCallerSeesTheirOwnAndEachLookIsNoted goes the way of a token through the built program.
func TestS25_EveryCallerSeesTheirOwnAndEachLookIsNoted(t *testing.T) {
	p := run(t)
	var a adaAnswer
	if r := p.ask(adaQuery, &a); len(r.Errors) > 0 || a.Patient.Allergies.Statement != "CONFLICTING" {
		t.Fatalf("without a token: %s", r.Raw)
	}
	contains(t, p.entries(), "entries 1 to 2, 0 permitted without an outcome")

	nurse, _ := p.askAs(p.token("stroke-nurse", "9990000026"), bookingsAndMedicines)
	administrator, _ := p.askAs(p.token("practice-administrator", "9990000026"), bookingsAndMedicines)
	for _, c := range []struct {
		name            string
		answer          result
		sees, seesNever string
	}{{"stroke nurse", nurse, "medications", "referrals"}, {"practice administrator", administrator, "referrals", "medications"}} {
		var told struct {
			Patient map[string]struct {
				Entries      []struct{ ID string }
				Completeness complete
			}
		}
		if err := json.Unmarshal(c.answer.Data, &told); err != nil || len(c.answer.Errors) > 0 {
			t.Fatalf("%s: %v: %s", c.name, err, c.answer.Raw)
		}
		if state := told.Patient[c.sees].Completeness.state("SWL"); state != "COMPLETE" {
			t.Errorf("the %s should see %s, and its state is %s", c.name, c.sees, state)
		}
		hidden := told.Patient[c.seesNever]
		if len(hidden.Entries) > 0 || hidden.Completeness.Complete || hidden.Completeness.state("SWL") != "WITHHELD" ||
			!strings.Contains(hidden.Completeness.Summary, "may not show") {
			t.Errorf("the %s is told of %s: %+v", c.name, c.seesNever, hidden)
		}
	}
	contains(t, p.entries(), "entries 1 to 6, 0 permitted without an outcome")

	good := p.token("gp", "9990000018")
	head, rest, _ := strings.Cut(good, ".")
	for name, bad := range map[string]string{"garbage": "garbage", "no signature": good[:strings.LastIndexByte(good, '.')+1], "another's head": "e30." + rest,
		"half": head, "changed": good[:len(good)-4] + "AAAA"} {
		r, header := p.askAs(bad, adaQuery)
		if r.Status != http.StatusUnauthorized || r.code() != "UNAUTHENTICATED" || !strings.HasPrefix(header.Get("WWW-Authenticate"), "Bearer") || strings.Contains(r.Raw, "Okafor") {
			t.Errorf("%s: %d %s", name, r.Status, r.Raw)
		}
	}
	if r, _ := p.askAs(good, `{patient(nhsNumber:"9990000026"){name{text}}}`); r.code() != "FORBIDDEN" {
		t.Errorf("a token for one person opens another's record: %s", r.Raw)
	}
	objecting := regexp.MustCompile(`(999 \d{3} \d{4}) objects to sharing`).FindStringSubmatch(p.output.String())
	if objecting == nil {
		t.Fatal("it does not say who objects")
	}
	if r := p.ask(`{patient(nhsNumber:"`+objecting[1]+`"){name{text}}}`, nil); r.code() != "FORBIDDEN" {
		t.Errorf("somebody objects, and yet: %s", r.Raw)
	}
	contains(t, p.entries(), "entries 1 to 8, 0 permitted without an outcome")
	if strings.Contains(p.output.String(), head) {
		t.Error("a token is in the output")
	}
}
