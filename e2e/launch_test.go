package e2e

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/london-care-record/gateway/demo/authority"
	"github.com/london-care-record/gateway/internal/needed"
)

// erin's record is labelled in part.
const erin = "9990000050"

// launched opens the demo's record system as a caller, clicks on a person and follows where that leads, as a browser does.
// It gives the token with which the record is asked for.
func (p *program) launched(caller, person string) string {
	p.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		p.t.Fatal(err)
	}
	browser := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer browser.CloseIdleConnections()
	leads := func(r *http.Response, err error) *url.URL {
		p.t.Helper()
		if err != nil {
			p.t.Fatal(err)
		}
		defer r.Body.Close()
		at, err := r.Location()
		if err != nil {
			p.t.Fatalf("%s leads nowhere: %d", r.Request.URL.Path, r.StatusCode)
		}
		return at
	}
	leads(browser.PostForm(p.url+"/demo/record-system/sign-in", url.Values{"caller": {caller}}))
	click := leads(browser.PostForm(p.url+"/demo/record-system/open", url.Values{"nhsNumber": {person}}))
	// The launched page is told these as an app is when it is registered.
	page, err := browser.Get(p.url + "/playground.json")
	if err != nil {
		p.t.Fatal(err)
	}
	text, err := io.ReadAll(page.Body)
	_ = page.Body.Close() // read to its end
	if err != nil {
		p.t.Fatal(err)
	}
	told := func(name string) string {
		m := regexp.MustCompile(`"` + name + `":"([^"]+)"`).FindSubmatch(text)
		if m == nil {
			p.t.Fatalf("the launched page does not say its %s", name)
		}
		return string(m[1])
	}
	verifier := rand.Text() + rand.Text()
	challenge := sha256.Sum256([]byte(verifier))
	here := p.url + click.Path
	asked := url.Values{"response_type": {"code"}, "client_id": {told("client")}, "redirect_uri": {here}, "aud": {told("audience")},
		"launch": {click.Query().Get("launch")}, "scope": {"launch openid profile patient/*.rs"}, "state": {"s"}, "nonce": {"n"},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(challenge[:])}, "code_challenge_method": {"S256"}}
	back := leads(browser.Get(p.url + "/demo/authority/authorize?" + asked.Encode()))
	answer, err := browser.PostForm(p.url+"/demo/authority/token", url.Values{"grant_type": {"authorization_code"}, "code": {back.Query().Get("code")},
		"client_id": {told("client")}, "redirect_uri": {here}, "code_verifier": {verifier}})
	if err != nil {
		p.t.Fatal(err)
	}
	defer answer.Body.Close()
	var token struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&token); err != nil || token.AccessToken == "" {
		p.t.Fatalf("%s: no token: %d %v", caller, answer.StatusCode, err)
	}
	return token.AccessToken
}

// whatEachSees is what the launched page's own question shows each caller of Erin Walsh; of a citizen, who can be launched on nobody
// else, her own.
var whatEachSees = map[string]struct {
	// withheld are sections with the reason for which North Central London's part is withheld, or held back in part.
	withheld map[string]string
	// refused is the sentence where there is no record.
	refused string
}{
	// The doctors see the whole but for one entry.
	"ae-doctor":              {withheld: map[string]string{"documents": oneLabelled}},
	"gp":                     {withheld: map[string]string{"documents": oneLabelled}},
	"croydon-gp":             {withheld: map[string]string{"documents": oneLabelled}},
	"stroke-nurse":           {withheld: map[string]string{"documents": oneLabelled, "assessments": oneLabelled, "conditions": oneLabelled, "medications": oneLabelled, "referrals": noReferrals}},
	"pharmacist":             {withheld: map[string]string{"conditions": oneLabelled, "medications": oneLabelled, "documents": noScope, "assessments": noScope, "referrals": noScope}},
	"social-worker":          {withheld: map[string]string{"conditions": noScope, "medications": noScope, "allergies": noScope, "documents": noScope}},
	"practice-administrator": {withheld: map[string]string{"documents": noScope, "conditions": noScope, "medications": noScope, "alerts": noScope, "assessments": noScope}},
	"analyst":                {},
	"developer":              {},
	"privacy-officer":        {refused: "You may not see this person's record."},
	"citizen":                {refused: "You may not see this person's record."},
}

const (
	oneLabelled = "1 entry withheld because of security labels"
	noScope     = "The token's scopes do not reach this."
	noReferrals = "No policy lets this role see this for this purpose."
)

// TestEveryCallerLandsOnTheRecordInOneStep clicks on a person in the demo's record system as every caller, and asks what the launched page
// asks: the answers differ, and say why.
func TestEveryCallerLandsOnTheRecordInOneStep(t *testing.T) {
	p := run(t)
	response, err := http.Get(p.url + "/demo/launch/emergency.graphql")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	query, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, caller := range authority.Callers() {
		want, ok := whatEachSees[caller.ID]
		if !ok {
			t.Errorf("it is not said what the %s sees", caller.Title)
			continue
		}
		person := erin
		if caller.NHSNumber != "" {
			person = caller.NHSNumber
		}
		r, _ := p.askAs(p.launched(caller.ID, person), string(query))
		if want.refused != "" {
			if r.code() != "FORBIDDEN" || !strings.Contains(r.Raw, want.refused) {
				t.Errorf("%s: %s", caller.ID, r.Raw)
			}
			continue
		}
		var told struct{ LaunchPatient map[string]json.RawMessage }
		if err := json.Unmarshal(r.Data, &told); err != nil || len(r.Errors) > 0 || string(told.LaunchPatient["nhsNumber"]) != `"`+erin+`"` {
			t.Fatalf("%s: %v: %.300s", caller.ID, err, r.Raw)
		}
		for _, section := range []string{"allergies", "alerts", "medications", "conditions", "documents", "assessments", "referrals"} {
			if got := reasonIn(t, told.LaunchPatient[section]); got != want.withheld[section] && (want.withheld[section] != "" || !excused(caller.ID, got)) {
				t.Errorf("%s, %s: %q, not %q", caller.ID, section, got, want.withheld[section])
			}
		}
	}
}

// excused are the reasons that whole roles are given for sections of which the table says nothing.
func excused(caller, reason string) bool {
	return reason == noScope && slices.Contains([]string{"pharmacist", "social-worker", "practice-administrator"}, caller)
}

// reasonIn is why North Central London's part of a section is not shown, or not all of it.
func reasonIn(t *testing.T, section json.RawMessage) string {
	t.Helper()
	var told struct {
		Completeness struct {
			Sources []struct {
				Exchange struct{ ID string }
				Detail   *string
			}
		}
	}
	if err := json.Unmarshal(section, &told); err != nil {
		t.Fatalf("%v: %s", err, section)
	}
	for _, s := range told.Completeness.Sources {
		if s.Exchange.ID == "NCL" && s.Detail != nil {
			return *s.Detail
		}
	}
	return ""
}

// TestEveryCallerLandsOnTheRecordInABrowser does the same by clicks, in Chromium.
func TestEveryCallerLandsOnTheRecordInABrowser(t *testing.T) {
	needed.Program(t, "chromium")
	p := run(t)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath("chromium"), chromedp.UserDataDir(t.TempDir()),
		chromedp.WindowSize(1300, 900), chromedp.Flag("no-sandbox", true), chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-background-networking", true))
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	defer stop()
	tab, stop := chromedp.NewContext(allocator)
	defer stop()
	ctx, stop := context.WithTimeout(tab, 2*time.Minute)
	defer stop()
	signIn, goOn, person := chromedp.CSS("form[action$='sign-out'] button"), chromedp.CSS(".go"), chromedp.CSS(".person")
	for i, caller := range authority.Callers() {
		who, says := erin, []string{"WALSH, Erin", "999 000 0050"} // the list has her name in the other order
		switch want := whatEachSees[caller.ID]; {
		case caller.NHSNumber != "":
			who, says = caller.NHSNumber, []string{want.refused}
		case want.refused != "":
			says = []string{want.refused}
		case want.withheld != nil:
			says = append(says, want.withheld["documents"])
		}
		steps := []chromedp.Action[chromedp.Void]{chromedp.Navigate(p.url + "/demo/record-system")}
		if i > 0 {
			steps = append(steps, chromedp.Click(signIn))
		}
		steps = append(steps, chromedp.WaitVisible(goOn), chromedp.Click(chromedp.CSS("label[for=caller-"+caller.ID+"]")), chromedp.Click(goOn),
			chromedp.WaitVisible(person), chromedp.Click(chromedp.CSS(`tr:has([value="`+who+`"]) .person`)), untilItSays(says))
		t.Log(caller.ID) // says where it stood still
		page := look(ctx, t, chromedp.Text(chromedp.CSS("body")), steps...)
		contains(t, page, append(says, caller.Name)...)
	}
}

// TestS24_AGPOfWhomNoTableKnowsSeesHerOwnPatients asks without a launch: that the practice is the person's is found at the exchanges.
// She shares name and address with him, which the privacy officer is shown.
func TestS24_AGPOfWhomNoTableKnowsSeesHerOwnPatients(t *testing.T) {
	p := run(t)
	gp := p.token("croydon-gp", "")
	if r, _ := p.askAs(gp, `{patient(nhsNumber:"9990000026"){name{text}}}`); len(r.Errors) > 0 || !strings.Contains(r.Raw, "Brian Teague") {
		t.Errorf("her own patient: %s", r.Raw)
	}
	if r, _ := p.askAs(gp, `{patient(nhsNumber:"9990000018"){name{text}}}`); r.code() != "FORBIDDEN" || strings.Contains(r.Raw, "Okafor") {
		t.Errorf("another's: %s", r.Raw)
	}
	contains(t, p.entries(), "entries 1 to 7, 0 permitted without an outcome") // the last is the refusal
	from, to := time.Now().Add(-time.Hour).Format(time.RFC3339), time.Now().Add(time.Hour).Format(time.RFC3339)
	r, _ := p.askAs(p.token("privacy-officer", ""), `{accessReport(from:"`+from+`",to:"`+to+`"){findings{unusual event{nhsNumber caller{name}}}}}`)
	contains(t, r.Raw, "SAME_SURNAME", "SAME_ADDRESS", "Dr Helen Teague")
}

// untilItSays waits until the page says all of this, across pages.
func untilItSays(words []string) chromedp.Action[chromedp.Void] {
	list, _ := json.Marshal(words) // cannot fail: strings
	return func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		for {
			says, err := chromedp.Evaluate[bool](string(list)+`.every((w) => document.body && document.body.innerText.includes(w))`)(ctx, target)
			if err == nil && says {
				return chromedp.Void{}, nil
			}
			select {
			case <-ctx.Done():
				return chromedp.Void{}, ctx.Err()
			case <-time.After(20 * time.Millisecond):
			}
		}
	}
}
