package demo_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/demo"
)

// try asks SEL for Hana's results and tells what came.
func try(ctx context.Context, a *asker) (status int, body string, err error) {
	req, err := http.NewRequestWithContext(ctx, "GET", a.URL+"/Observation?"+values([]string{"patient:identifier", token(hanaNumber)}).Encode(), nil)
	if err != nil {
		return 0, "", err
	}
	resp, err := a.client.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(raw), err
}

func TestFaults(t *testing.T) {
	r := started(t)
	a := ask(t, r, "SEL")
	somebodyElse := a.search("Patient", "identifier", token(adaNumber)).refs("match")[0]
	whole := func(status int, body string, err error) bool {
		return err == nil && status == 200 && json.Valid([]byte(body)) && strings.Contains(body, hanaNumber)
	}
	refused := func(want int) func(int, string, error) bool {
		return func(status int, body string, err error) bool {
			return err == nil && status == want && strings.Contains(body, "OperationOutcome")
		}
	}
	cases := map[string]func(status int, body string, err error) bool{
		"none":         whole,
		"down":         func(_ int, _ string, err error) bool { return err != nil },
		"429":          refused(429),
		"unauthorised": refused(401),
		"forbidden":    refused(403),
		"error":        refused(500),
		"unavailable":  refused(503),
		"cut-page":     whole,
		"foreign-page": func(_ int, body string, err error) bool {
			return err == nil && strings.Contains(body, `"next","url":"http://`) && !strings.Contains(body, `"next","url":"`+a.URL)
		},
		"broken-json": func(status int, body string, err error) bool {
			return err == nil && status == 200 && !json.Valid([]byte(body))
		},
		"cut-body": func(_ int, _ string, err error) bool { return err != nil },
		"html":     func(status int, body string, err error) bool { return status == 200 && strings.HasPrefix(body, "<") },
		"partial":  func(_ int, body string, _ error) bool { return strings.Contains(body, `"mode":"outcome"`) },
		"wrong-patient": func(status int, body string, err error) bool {
			return whole(status, body, err) && strings.Contains(body, `"`+somebodyElse+`"`)
		},
	}
	for kind, holds := range cases {
		t.Run(kind, func(t *testing.T) {
			if err := r.SetFault("SEL", demo.Fault{Kind: kind}); err != nil {
				t.Fatal(err)
			}
			if status, body, err := try(t.Context(), a); !holds(status, body, err) {
				t.Errorf("%d, %v, %.300s", status, err, body)
			}
			if err := r.SetFault("SEL", demo.Fault{Kind: "none"}); err != nil {
				t.Fatal(err)
			}
			if status, body, err := try(t.Context(), a); !whole(status, body, err) {
				t.Errorf("not well again: %d, %v", status, err)
			}
		})
	}
}

func TestSlowHangAndDripGiveUpWithTheClient(t *testing.T) {
	r := started(t)
	a := ask(t, r, "SEL")
	for _, f := range []demo.Fault{{Kind: "slow", LatencyMs: 60_000}, {Kind: "hang"}, {Kind: "drip", LatencyMs: 60_000}} {
		if err := r.SetFault("SEL", f); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
		if _, _, err := try(ctx, a); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", f.Kind, err)
		}
		cancel()
	}
	if err := r.SetFault("SEL", demo.Fault{Kind: "slow", LatencyMs: 25}); err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	if status, _, err := try(t.Context(), a); status != 200 || err != nil || time.Since(begin) < 25*time.Millisecond {
		t.Errorf("slow: %d, %v after %v", status, err, time.Since(begin))
	}
}

func TestCutAndEndlessPages(t *testing.T) {
	r := started(t)
	a := ask(t, r, "SEL")
	if err := r.SetFault("SEL", demo.Fault{Kind: "cut-page"}); err != nil {
		t.Fatal(err)
	}
	first := a.search("Observation", a.person(hanaNumber)...)
	if resp, _ := a.do("GET", first.link("next"), ""); resp.StatusCode != 500 {
		t.Errorf("the second page gave %d", resp.StatusCode)
	}
	if short := a.search("AllergyIntolerance", a.person(adaNumber)...); short.link("next") == "" {
		t.Error("a short answer has no next link to fail on")
	}
	if err := r.SetFault("SEL", demo.Fault{Kind: "endless-pages"}); err != nil {
		t.Fatal(err)
	}
	b := a.search("AllergyIntolerance", a.person(adaNumber)...)
	for range 40 {
		if b = a.get(b.link("next")); b.link("next") == "" {
			t.Fatal("the pages end")
		}
	}
}

func TestDownDeadHostIsCountedApart(t *testing.T) {
	r := started(t)
	a := ask(t, r, "SEL")
	if err := r.SetFault("SEL", demo.Fault{Kind: "down"}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := try(t.Context(), a); err == nil {
		t.Fatal("a dead host answered")
	}
	if got := r.Requests("SEL"); got["refused"] == 0 || got["total"] != 0 {
		t.Errorf("counted %v", got)
	}
}

func TestFaultControl(t *testing.T) {
	r := started(t)
	server := httptest.NewServer(r.Handler())
	defer server.Close()
	defer http.DefaultClient.CloseIdleConnections()
	post := func(path, body string) (int, string) {
		resp, err := http.Post(server.URL+path, "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		raw, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, string(raw)
	}
	for _, c := range []struct {
		path, body string
		status     int
		says       string
	}{
		{"/demo/exchanges/NEL/fault", `{"fault":"slow","latencyMs":700}`, 200, `"latencyMs":700`},
		{"/demo/exchanges/nel/fault", `{"fault":"down"}`, 200, `"fault":"down"`},
		{"/demo/exchanges/XYZ/fault", `{"fault":"down"}`, 404, "no such exchange"},
		{"/demo/exchanges/NEL/fault", `{"fault":"flood"}`, 400, "wrong-patient"},
		{"/demo/exchanges/NEL/fault", `{"fault":"down","laetncyMs":1}`, 400, "laetncyMs"},
		{"/demo/exchanges/NEL/fault", `{"fault":"slow","latencyMs":-1}`, 400, "latencyMs"},
		{"/demo/exchanges/NEL/fault", `{}`, 400, "missing"},
		{"/demo/exchanges/NEL/fault", `{"fault":"none"} x`, 400, "nothing after"},
		{"/demo/exchanges/NEL/fault", `down`, 400, "must be JSON"},
	} {
		if status, body := post(c.path, c.body); status != c.status || !strings.Contains(body, c.says) {
			t.Errorf("%s %s gave %d %s", c.path, c.body, status, body)
		}
	}
	resp, err := http.Get(server.URL + "/demo/exchanges")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var list struct {
		Notice    string
		Exchanges []struct{ ID, Fault, URL string }
	}
	if err := json.NewDecoder(resp.Body).Decode(&list); err != nil || len(list.Exchanges) != 5 || list.Exchanges[0].Fault != "down" || list.Notice != "synthetic data" {
		t.Errorf("%v %+v", err, list)
	}
	if r.SetFault("XYZ", demo.Fault{Kind: "none"}) == nil || r.SetFault("NEL", demo.Fault{Kind: "flood"}) == nil {
		t.Error("nonsense was taken")
	}
}

func TestCloseEndsHangingRequests(t *testing.T) {
	r, err := demo.New(demo.Options{NoLatency: true, People: 1})
	if err != nil {
		t.Fatal(err)
	}
	a := ask(t, r, "SEL")
	if err := r.SetFault("SEL", demo.Fault{Kind: "hang"}); err != nil {
		t.Fatal(err)
	}
	done, sent := make(chan error, 1), make(chan struct{})
	ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{WroteRequest: func(httptrace.WroteRequestInfo) { close(sent) }})
	go func() {
		_, _, err := try(ctx, a)
		done <- err
	}()
	<-sent
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if err := <-done; err == nil {
		t.Error("a hanging request was answered")
	}
}
