package recordsystem_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"github.com/london-care-record/gateway/internal/needed"
)

// withheldAnswer is what the gateway might say to a social worker, with a gap beside what is withheld. The names are not the region's, so that
// nothing on the page can come from anywhere else.
const withheldAnswer = `{"data":{"launchPatient":{"nhsNumber":"9990000026","name":{"text":"<b>Test Person</b>"},"birthDate":"1948-03",
	"demographics":{"complete":true,"summary":"All.","sources":[]},"identity":{"state":"SINGLE_SOURCE"},"restricted":false,
	"allergies":{"statement":"RECORDED","entries":[{"code":{"text":"Latex"},"criticality":"UNABLE_TO_ASSESS","statusText":"active"}],"completeness":{
		"complete":false,"summary":"NEL did not answer in time.","sources":[{"exchange":{"id":"NEL"},"state":"TIMED_OUT","detail":null}]}},
	"medications":{"completeness":{"complete":false,"summary":"Withheld.","sources":[
		{"exchange":{"id":"SEL"},"state":"WITHHELD","detail":"Not for this role."},{"exchange":{"id":"NCL"},"state":"WITHHELD","detail":"Not for this role."}]}},
	"carePlans":{"completeness":{"complete":true,"summary":"Complete.","sources":[{"exchange":{"id":"NCL"},"state":"COMPLETE","detail":null}]}}}},
	"errors":[{"message":"One exchange could not be asked."}]}`

// nothingAnswer is what the gateway might say of a person of whom everything is withheld: what nobody may see is no finding.
var nothingAnswer = strings.ReplaceAll(`{"data":{"launchPatient":{"nhsNumber":"9990000018","name":null,"birthDate":null,
	"demographics":{"complete":true,"summary":"All.","sources":[]},"identity":{"state":"CONFLICT"},"restricted":true,
	"allergies":{"statement":"NOTHING_RECORDED","entries":[],HOW},"alerts":{HOW},"medications":{HOW},"conditions":{HOW},"investigations":{HOW},
	"observations":{HOW},"procedures":{HOW},"immunisations":{HOW},"encounters":{HOW},"referrals":{HOW},"appointments":{HOW},"documents":{HOW},
	"assessments":{HOW},"carePlans":{HOW},"careTeam":{HOW}}}}`, "HOW", `"completeness":{"complete":false,"summary":"Withheld.","sources":[
	{"exchange":{"id":"NEL"},"state":"PATIENT_UNKNOWN","detail":null},{"exchange":{"id":"SEL"},"state":"WITHHELD","detail":null}]}`)

// browser starts Chromium, and notes what it complains about and what it asks of others than the gateway.
func (g *gateway) browser(t *testing.T) (ctx context.Context, trouble func() []string) {
	t.Helper()
	needed.Program(t, "chromium")
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath("chromium"), chromedp.UserDataDir(t.TempDir()),
		chromedp.WindowSize(1300, 900), chromedp.Flag("no-sandbox", true), chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-background-networking", true))
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	tab, stop := chromedp.NewContext(allocator)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(tab, 60*time.Second)
	t.Cleanup(stop)
	var mu sync.Mutex
	var noted []string
	err := chromedp.Listen(ctx, func(event any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(e.Request.URL, g.url) {
				noted = append(noted, "asked elsewhere: "+e.Request.URL)
			}
		case *log.EventEntryAdded:
			// A browser asks for the icon of a site by itself, and this site has none.
			if e.Entry.Level == log.EntryLevelError && !strings.Contains(e.Entry.URL, "favicon.ico") {
				noted = append(noted, e.Entry.Text)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	do(ctx, t, func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		if _, err := cdp.Call(ctx, target, network.Enable, network.EnableParams{}); err != nil {
			return chromedp.Void{}, err
		}
		_, err := cdp.Call(ctx, target, log.Enable, cdp.Empty{})
		return chromedp.Void{}, err
	})
	return ctx, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return append([]string{}, noted...)
	}
}

func do(ctx context.Context, t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

func read[T any](ctx context.Context, t *testing.T, what chromedp.Action[T]) T {
	t.Helper()
	value, err := chromedp.Run(ctx, what)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// until waits until a condition of the page holds, also across pages.
func until(condition string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		for {
			holds, err := chromedp.Evaluate[bool](condition)(ctx, target)
			if err == nil && holds {
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

const told = `document.querySelector("#status") && document.querySelector("#status").textContent !== "Please wait."`

func css(selector string) chromedp.CSS { return chromedp.CSS(selector) }

// open signs in as a caller and clicks on a person.
func (g *gateway) open(ctx context.Context, t *testing.T, caller, person string) {
	t.Helper()
	do(ctx, t, chromedp.Navigate(g.url+"/demo/record-system"), chromedp.Click(css("label[for=caller-"+caller+"]")), chromedp.Click(css(".go")),
		chromedp.WaitVisible(css(".person")))
	do(ctx, t, chromedp.Click(css(`tr:has([value="`+person+`"]) .person`)), until(told))
}

func TestClickOpensTheRecordInABrowser(t *testing.T) {
	g := serve(t)
	g.answer = withheldAnswer
	ctx, trouble := g.browser(t)
	g.open(ctx, t, "social-worker", brian)
	page := read(ctx, t, chromedp.Text(css("body")))
	for _, part := range []string{
		"Maryam Siddiqui, Social worker", "<b>Test Person</b>", "999 000 0026", "born 1948-03", "Allergies or intolerances are recorded.",
		"NEL did not answer in time.", "Latex: active, criticality unable to assess", "Medicines (SEL, NCL): Not for this role.",
		"Conditions: the gateway gave no answer.", "One exchange could not be asked.",
	} {
		if !strings.Contains(page, part) {
			t.Errorf("the page does not say %q:\n%s", part, page)
		}
	}
	if strings.Contains(page, "Care plans") || strings.Contains(page, "Medicines: ") {
		t.Error("the page calls something incomplete that is complete, or withheld only")
	}
	bearer, paths := g.asked()
	if len(bearer) != 1 || claim(t, bearer[0], "patient") != brian || claim(t, bearer[0], "sub") != "social-worker" {
		t.Errorf("the gateway was asked %d times", len(bearer))
	}
	for _, p := range paths {
		if strings.Contains(p, brian) || strings.Contains(p, bearer[0]) {
			t.Error("a token or an NHS number is in an address")
		}
	}
	if at := read(ctx, t, chromedp.Evaluate[string]("location.href")); at != g.url+"/demo/launch" {
		t.Errorf("the address is %q", at)
	}
	if noted := trouble(); len(noted) > 0 {
		t.Errorf("the browser complains: %q", noted)
	}
}

func TestWithheldAllergiesAreNoFindingAndTheTokenEndsWithTheList(t *testing.T) {
	g := serve(t)
	g.answer = nothingAnswer
	ctx, _ := g.browser(t)
	g.open(ctx, t, "gp", ada)
	page := read(ctx, t, chromedp.Text(css("body")))
	for _, part := range []string{
		"Name not known", "born (not known)", "somebody else under this number", "This record is restricted.",
		"Withheld from you: nothing can be said here about allergies.", "Allergies (SEL): Withheld.", "Nothing beside what is withheld.",
	} {
		if !strings.Contains(page, part) {
			t.Errorf("the page does not say %q:\n%s", part, page)
		}
	}
	if strings.Contains(page, "Nothing is recorded") || strings.Contains(page, "answered in full") {
		t.Error("what is withheld reads like a finding")
	}
	do(ctx, t, chromedp.Navigate(g.url+"/demo/launch"), until(told))
	if bearer, _ := g.asked(); len(bearer) != 2 || bearer[0] != bearer[1] {
		t.Errorf("the gateway was asked %d times", len(bearer))
	}
	do(ctx, t, chromedp.Navigate(g.url+"/demo/record-system"), chromedp.WaitVisible(css(".person")))
	do(ctx, t, chromedp.Navigate(g.url+"/demo/launch"), until(told))
	if page = read(ctx, t, chromedp.Text(css("#status"))); !strings.Contains(page, "No record is open here") {
		t.Errorf("the page says %q", page)
	}
	if bearer, _ := g.asked(); len(bearer) != 2 {
		t.Error("the gateway was asked with a token that should be gone")
	}
}

// TestForgedWaysBackAreRefused: what somebody else's link carries opens nothing.
func TestForgedWaysBackAreRefused(t *testing.T) {
	g := serve(t)
	ctx, _ := g.browser(t)
	for _, c := range []struct{ query, want string }{
		{"?iss=https%3A%2F%2Felsewhere.example&launch=x", "issuer that is not known"},
		{"?code=x&state=y&iss=" + g.region.Authority().Issuer(), "belongs to no launch of this tab"},
		{"?error=access_denied", "belongs to no launch of this tab"},
		{"?iss=" + g.region.Authority().Issuer() + "&launch=x", "Nobody is signed in"},
	} {
		do(ctx, t, chromedp.Navigate(g.url+"/demo/launch"+c.query), until(told))
		if page := read(ctx, t, chromedp.Text(css("#status"))); !strings.Contains(page, c.want) {
			t.Errorf("the page says %q, not %q", page, c.want)
		}
	}
	if bearer, _ := g.asked(); len(bearer) != 0 {
		t.Error("the gateway was asked")
	}
}

// claim reads one claim of a token; who signed it is tested where tokens are made.
func claim(t *testing.T, token, name string) any {
	t.Helper()
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		t.Fatal("no token")
	}
	body, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		t.Fatal(err)
	}
	var claims map[string]any
	if err := json.Unmarshal(body, &claims); err != nil {
		t.Fatal(err)
	}
	return claims[name]
}
