package e2e

import (
	"context"
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

// TestThePlaygroundAnswersInABrowser opens the playground in Chromium, runs the first example as a newcomer would, and
// reads the answer off the page. Nothing may be asked of another host, and nothing may be blocked by the page's policy.
func TestThePlaygroundAnswersInABrowser(t *testing.T) {
	needed.Program(t, "chromium")
	p := run(t)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath("chromium"), chromedp.UserDataDir(t.TempDir()),
		chromedp.WindowSize(1500, 1000), chromedp.Flag("no-sandbox", true), chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-background-networking", true))
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	defer stop()
	browser, stop := chromedp.NewContext(allocator)
	defer stop()
	ctx, stop := context.WithTimeout(browser, 60*time.Second)
	defer stop()

	var mu sync.Mutex
	var elsewhere, complaints []string
	err := chromedp.Listen(ctx, func(event any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			if u := e.Request.URL; !strings.HasPrefix(u, p.url) && !strings.HasPrefix(u, "data:") {
				elsewhere = append(elsewhere, u)
			}
		case *log.EventEntryAdded:
			if e.Entry.Level == log.EntryLevelError {
				complaints = append(complaints, e.Entry.Text)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	enable := func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		if _, err := cdp.Call(ctx, target, network.Enable, network.EnableParams{}); err != nil {
			return chromedp.Void{}, err
		}
		_, err := cdp.Call(ctx, target, log.Enable, cdp.Empty{})
		return chromedp.Void{}, err
	}
	const runButton = chromedp.CSS(".graphiql-execute-button")
	page := look(ctx, t, chromedp.Text(chromedp.CSS("body")), enable, chromedp.Navigate(p.url+"/"),
		chromedp.WaitVisible(runButton), chromedp.WaitVisible(chromedp.CSS(".graphiql-query-editor .view-line")))
	answer := look(ctx, t, chromedp.Text(chromedp.CSS(".result-window")), chromedp.Click(runButton),
		chromedp.WaitVisible(chromedp.CSS(".result-window .view-line")), untilAnswered)
	contains(t, page, "London Care Record gateway", "Synthetic data", "StrokeUnit", "TwoWeekWait")
	contains(t, strings.ReplaceAll(answer, "\u00a0", " "), "CONFLICTING", "Ada Okafor")
	mu.Lock()
	defer mu.Unlock()
	if len(elsewhere) > 0 {
		t.Errorf("the page asks elsewhere: %v", elsewhere)
	}
	if len(complaints) > 0 {
		t.Errorf("the browser complains: %v", complaints)
	}
}

// untilAnswered waits until the answer stands on the page.
func untilAnswered(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
	_, err := chromedp.Poll[bool](`document.querySelector(".result-window").innerText.includes("CONFLICTING")`)(ctx, target)
	return chromedp.Void{}, err
}

// look takes some steps and then reads something off the page.
func look(ctx context.Context, t *testing.T, read chromedp.Action[string], steps ...chromedp.Action[chromedp.Void]) string {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
	text, err := chromedp.Run(ctx, read)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
