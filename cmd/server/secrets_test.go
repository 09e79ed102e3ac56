package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/demo"
	"github.com/london-care-record/gateway/demo/authority"
)

// TestS26_PlantedSecretsAndPeopleAreWrittenNowhere puts a whole gateway together whose every secret is marked, lets it be asked
// in ways that go right and wrong, and searches log, traces as a collector gets them, metrics, refusals, what -check prints,
// and every form of printing its configuration and keys.
func TestS26_PlantedSecretsAndPeopleAreWrittenNowhere(t *testing.T) {
	var traces output
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(&traces, r.Body) // what came counts
	}))
	defer collector.Close()
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.URL)
	t.Setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "none")
	var asked atomic.Int64
	issuer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.WriteHeader(http.StatusInternalServerError)
	}))
	defer issuer.Close()

	region, err := demo.New(demo.Options{Seed: demoSeed, People: 5, NoLatency: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := region.Close(); err != nil {
			t.Error(err)
		}
	}()
	folder := t.TempDir()
	c, err := demoConfig(t.Context(), region, folder)
	if err != nil {
		t.Fatal(err)
	}
	secret := func(name, text string) string {
		t.Helper()
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	keyText := base64.StdEncoding.EncodeToString([]byte("marked-audit-key-marked-audit-ke"))
	c.Listen, c.Admin, c.Log.Level = "127.0.0.1:0", "127.0.0.1:0", "debug"
	c.Audit.KeysFile = secret("marked.keys.file", "k1 "+keyText)
	for i := range c.Exchanges {
		c.Exchanges[i].Auth.BearerTokenFile = secret("exchange.token", "planted-exchange-token")
	}
	demoIs := c.Access.Issuers["demo"]
	demoIs.Introspection = introspectionConfig{URL: issuer.URL, ClientID: "gateway", SecretFile: secret("introspection.secret", "planted-introspection-secret")}
	c.Access.Issuers["demo"] = demoIs

	var told output
	checkEntrance(t.Context(), c, &told)
	var log output
	s, err := assemble(t.Context(), c, nil, &log)
	if err != nil {
		t.Fatalf("%v: %s", err, log.String())
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- s.run(ctx) }()
	token, err := region.Authority().Mint(authority.TokenRequest{Caller: "gp", Patient: "9990000018"})
	if err != nil {
		t.Fatal(err)
	}
	answer := func(authorization, body string) string {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.server.URL()+"/graphql", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		if authorization != "" {
			r.Header.Set("Authorization", authorization)
		}
		return fetch(t, r)
	}
	const ada = `{"query":"{patient(nhsNumber:\"9990000018\"){nhsNumber name{text} allergies{entries{code{text}}}}}"}`
	if a := answer("Bearer "+token.AccessToken, ada); !strings.Contains(a, "Okafor") {
		t.Errorf("a good token: %s", a)
	}
	for _, bad := range []string{"planted-opaque-token", token.AccessToken + "planted", "planted.planted.planted"} {
		fmt.Fprintln(&told, answer("Bearer "+bad, ada))
	}
	fmt.Fprintln(&told, answer("", `{"query":"{patient(nhsNumber:\"9990000018 planted\"){nhsNumber}}"}`))
	metricsRequest, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.server.AdminURL()+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	metrics := fetch(t, metricsRequest)
	ring, err := audit.ReadRing(c.Audit.KeysFile)
	if err != nil {
		t.Fatal(err)
	}
	var dumps output
	for _, v := range []any{c, *c, c.Access, c.Audit, demoIs, demoIs.issuer(), ring, *ring, s, s.entrance, c.exchanges()} {
		fmt.Fprintf(&dumps, "%v %+v %#v %s\n", v, v, v, v)
		newLogger(logConfig{Level: "debug", Format: "json"}, &dumps).Info("dump", "value", v)
		if text, err := json.Marshal(v); err == nil { // some have functions, and no form as JSON
			fmt.Fprintln(&dumps, string(text))
		}
	}
	if got := fmt.Sprintf("%+v %v", *ring, ring); got != "audit.Ring(1 keys) audit.Ring(1 keys)" {
		t.Errorf("the ring prints as %s", got)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if asked.Load() < 2 {
		t.Error("the issuer was not asked: the test looks in the wrong place")
	}
	markers := []string{"planted", keyText, "marked-audit-key", base64.StdEncoding.EncodeToString([]byte("planted-introspection-secret")),
		fmt.Sprintf("%x", "planted"), strings.Trim(strings.ReplaceAll(fmt.Sprint([]byte("planted")), "[", ""), "]"),
		token.AccessToken, token.AccessToken[strings.LastIndex(token.AccessToken, ".")+1:], "9990000018", "999 000 0018", "Okafor"}
	for where, text := range map[string]string{"log": log.String(), "traces": traces.String(), "metrics": metrics, "refusals": told.String(), "dumps": dumps.String()} {
		if len(text) < 500 {
			t.Errorf("the %s hold next to nothing: the test looks in the wrong place", where)
		}
		for i, m := range markers {
			if at := strings.Index(text, m); at >= 0 {
				t.Errorf("the %s hold marker %d after %q", where, i, text[max(0, at-80):at])
			}
		}
	}
}

// fetch sends a request and gives the answer's text.
func fetch(t *testing.T, r *http.Request) string {
	t.Helper()
	response, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: time.Minute}).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var text bytes.Buffer
	if _, err := text.ReadFrom(response.Body); err != nil {
		t.Fatal(err)
	}
	return text.String()
}
