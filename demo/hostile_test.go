package demo_test

import (
	"bytes"
	"compress/gzip"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/london-care-record/gateway/demo"
)

// fetched is an answer as it came over the wire, of which no more is kept than most.
func fetched(t *testing.T, a *asker, most int64) (*http.Response, []byte) {
	t.Helper()
	resp, err := a.client.Get(a.URL + "/Observation?" + values([]string{"patient:identifier", token(hanaNumber)}).Encode())
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, most))
	if err != nil {
		t.Fatal(err)
	}
	return resp, body
}

func TestHostileAnswers(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: makes floods")
	}
	r := started(t)
	a := ask(t, r, "SEL")
	const most = 50 << 20
	_, well := fetched(t, a, most)
	cases := map[string]func(*http.Response, []byte) bool{
		"wrong-content-type": func(resp *http.Response, body []byte) bool {
			return resp.Header.Get("Content-Type") == "application/fhir+xml" && json.Valid(body)
		},
		"duplicate-keys": func(_ *http.Response, body []byte) bool { return bytes.Contains(body, []byte(`"id":"another","id":"`)) },
		"bad-utf8":       func(_ *http.Response, body []byte) bool { return !utf8.Valid(body) },
		"deep":           func(_ *http.Response, body []byte) bool { return bytes.Count(body, []byte(`[{"url":"u"`)) == 10_000 },
		"long-string":    func(_ *http.Response, body []byte) bool { return len(body) > 10<<20 && json.Valid(body) },
		"many-entries": func(_ *http.Response, body []byte) bool {
			return bytes.Count(body, []byte(`"id":"flood-`)) == 100_000 && json.Valid(body)
		},
		"wrong-type": func(_ *http.Response, body []byte) bool {
			return !bytes.Contains(body, []byte(`"resource":{"resourceType":"Observation"`)) && bytes.Contains(body, []byte(hanaNumber))
		},
		"endless-body": func(resp *http.Response, body []byte) bool {
			return resp.ContentLength == -1 && len(body) == most && bytes.HasSuffix(body, []byte("aaaa"))
		},
		"gzip-bomb": func(resp *http.Response, body []byte) bool {
			z, err := gzip.NewReader(bytes.NewReader(body))
			if err != nil || resp.Header.Get("Content-Encoding") != "gzip" {
				return false
			}
			n, _ := io.Copy(io.Discard, io.LimitReader(z, 100<<20))
			return n == 100<<20
		},
	}
	for _, k := range demo.FaultKinds() {
		if slices.Contains([]string{"form", "size"}, k.Family) && cases[k.Name] == nil && !slices.Contains([]string{"broken-json", "cut-body", "html"}, k.Name) {
			t.Errorf("%s has no case", k.Name)
		}
	}
	for kind, holds := range cases {
		t.Run(kind, func(t *testing.T) {
			if err := r.SetFault("SEL", demo.Fault{Kind: kind}); err != nil {
				t.Fatal(err)
			}
			if resp, body := fetched(t, a, most); resp.StatusCode != 200 || !holds(resp, body) {
				t.Errorf("%d, %d bytes: %.300s", resp.StatusCode, len(body), body)
			}
			if err := r.SetFault("SEL", demo.Fault{Kind: "none"}); err != nil {
				t.Fatal(err)
			}
			if _, body := fetched(t, a, most); len(body) != len(well) || !json.Valid(body) {
				t.Error("not well again")
			}
		})
	}
}

func TestWhoIsLedAwayIsCounted(t *testing.T) {
	r := started(t)
	a := ask(t, r, "SEL")
	if err := r.SetFault("SEL", demo.Fault{Kind: "redirect"}); err != nil {
		t.Fatal(err)
	}
	if resp, body := fetched(t, a, 1<<20); resp.StatusCode != 200 || r.Astray() != 1 || strings.HasPrefix(resp.Request.URL.String(), a.URL) {
		t.Errorf("%d from %s, %d astray: %s", resp.StatusCode, resp.Request.URL.Host, r.Astray(), body)
	}
	if err := r.SetFault("SEL", demo.Fault{Kind: "foreign-page"}); err != nil {
		t.Fatal(err)
	}
	next := a.search("Observation", a.person(hanaNumber)...).link("next")
	if next == "" || strings.HasPrefix(next, a.URL) {
		t.Fatalf("the next link is %q", next)
	}
	if b := a.get(next); len(b.Entry) != 0 || r.Astray() != 2 {
		t.Errorf("%d entries, %d astray", len(b.Entry), r.Astray())
	}
}

func TestTheCertificateExpires(t *testing.T) {
	r, err := demo.New(demo.Options{NoLatency: true, People: 1, TLS: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}()
	a := ask(t, r, "SEL")
	roots := x509.NewCertPool()
	if !strings.HasPrefix(a.URL, "https://") || !roots.AppendCertsFromPEM(r.TrustedPEM()) {
		t.Fatalf("%s, trusting %s", a.URL, r.TrustedPEM())
	}
	trusting := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true}
	defer trusting.CloseIdleConnections()
	get := func(url string) error {
		resp, err := (&http.Client{Transport: trusting}).Get(url + "/metadata")
		if err == nil {
			_, err = io.Copy(io.Discard, resp.Body)
			err = errors.Join(err, resp.Body.Close())
		}
		return err
	}
	plain := strings.Replace(a.URL, "https://", "http://", 1)
	for _, url := range []string{a.URL, plain} {
		if err := get(url); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
	if err := r.SetFault("SEL", demo.Fault{Kind: "expired-certificate"}); err != nil {
		t.Fatal(err)
	}
	// The connection from before must not go on as if nothing had happened.
	var invalid x509.CertificateInvalidError
	if err := get(a.URL); !errors.As(err, &invalid) || invalid.Reason != x509.Expired {
		t.Errorf("over TLS: %v", err)
	}
	if err := get(plain); err == nil {
		t.Error("plain HTTP is answered")
	}
	if err := r.SetFault("SEL", demo.Fault{Kind: "none"}); err != nil {
		t.Fatal(err)
	}
	if err := get(a.URL); err != nil {
		t.Errorf("not well again: %v", err)
	}
}

func TestFaultsAreListedForPeople(t *testing.T) {
	r := started(t)
	if err := r.SetFault("SWL", demo.Fault{Kind: "none", LatencyMs: 12}); err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	r.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/demo/exchanges", nil))
	var list struct {
		MaxLatencyMs int
		Exchanges    []struct {
			ID, Name, LocalName, Fault string
			LatencyMs                  int
		}
		Faults []demo.FaultKind
	}
	if err := json.Unmarshal(w.Body.Bytes(), &list); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(list.Exchanges[2]); got != "{SWL South West London Connecting Your Care none 12}" || list.MaxLatencyMs != 600_000 {
		t.Errorf("%s, at most %d ms", got, list.MaxLatencyMs)
	}
	for _, k := range list.Faults {
		if k.Name == "" || k.Family == "" || !strings.HasSuffix(k.Description, ".") {
			t.Errorf("not described: %+v", k)
		}
	}
	if len(list.Faults) != len(demo.Faults()) || list.Faults[0].Name != "none" {
		t.Errorf("listed: %+v", list.Faults)
	}
}
