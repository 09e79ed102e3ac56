//go:build unix

package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/access/optout"
	"github.com/london-care-record/gateway/audit/pgtest"
	"github.com/london-care-record/gateway/demo"
)

// TestS25_TrailAndRegisterStandInPostgreSQL puts a gateway together whose audit trail and opt-out register are in a real
// PostgreSQL, asks it, lets the person object, asks again, and verifies the trail by the command.
func TestS25_TrailAndRegisterStandInPostgreSQL(t *testing.T) {
	cluster := pgtest.Start(t)
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
	c.Listen, c.Admin, c.Budget = "127.0.0.1:0", off, duration(20*time.Second)
	secret := func(name, text string) string {
		t.Helper()
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, []byte(text+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	objections := cluster.Database(t)
	c.Audit.File, c.Audit.DatabaseURLFile, c.Audit.Chain = "", secret("audit.url", cluster.Database(t)), "one"
	c.Access.OptOut = optOutConfig{DatabaseURLFile: secret("opt-out.url", objections)}
	if err := c.checkAccess(); err != nil {
		t.Fatal(err)
	}
	if err := c.checkSafe(); err != nil {
		t.Fatal(err)
	}
	var out, stderr output
	if failed := checkEntrance(t.Context(), c, &out); failed != 0 ||
		!strings.Contains(out.String(), "Opt-out register  database: answers") || !strings.Contains(out.String(), "Audit store  database: is empty or not there yet") {
		t.Errorf("-check says %d: %s", failed, out.String())
	}
	s, err := assemble(t.Context(), c, nil, &stderr)
	if err != nil {
		t.Fatalf("%v: %s", err, stderr.String())
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- s.run(ctx) }()
	var answers output
	if failed := checkEntrance(t.Context(), c, &answers); failed != 0 || !strings.Contains(answers.String(), "Audit store  database: answers") {
		t.Errorf("-check says %d: %s", failed, answers.String())
	}
	ask := func() string {
		t.Helper()
		return askOver(t, s.server.URL(), `{"query":"{patient(nhsNumber:\"9990000018\"){nhsNumber}}"}`)
	}
	if a := ask(); !strings.Contains(a, `"data":{"patient":{"nhsNumber":"9990000018"}}`) {
		t.Errorf("before the objection: %s", a)
	}
	register, err := optout.Postgres(t.Context(), objections, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	_, err = register.Apply(t.Context(), []optout.Change{{Person: "9990000018", Objection: optout.Objection{Scope: optout.All}, RecordedAt: time.Now(), Source: "test"}})
	if err := errors.Join(err, register.Close()); err != nil {
		t.Fatal(err)
	}
	if a := ask(); !strings.Contains(a, "FORBIDDEN") {
		t.Errorf("after the objection: %s", a)
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("%v: %s", err, stderr.String())
	}
	file := filepath.Join(folder, "verify.yaml")
	settings, err := json.Marshal(map[string]any{"access": map[string]string{"mode": "open"}, "exchanges": map[string]any{"NEL": map[string]string{"url": "http://127.0.0.1:1"}},
		"audit": map[string]string{"databaseURLFile": c.Audit.DatabaseURLFile, "keysFile": c.Audit.KeysFile, "chain": "one"}})
	if err != nil || os.WriteFile(file, settings, 0o600) != nil {
		t.Fatal(err)
	}
	var verified output
	if err := runAudit(t.Context(), []string{"verify", "-config", file}, &verified, &stderr); err != nil || !strings.Contains(verified.String(), "one: entries 1 to ") {
		t.Errorf("verify: %v: %s", err, verified.String())
	}
}

// askOver asks a gateway that runs, and gives the answer's text.
func askOver(t *testing.T, url, body string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/graphql", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	return fetch(t, r)
}
