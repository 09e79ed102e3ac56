// Package e2e holds the tests that run the built program from outside: as a clinician's system asks it, as an operator
// configures it, and against a FHIR server that is not ours.
package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// folder is where the program under test is built, once.
var folder string

func TestMain(m *testing.M) {
	var err error
	if folder, err = os.MkdirTemp("", "gateway-e2e"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(folder)
	os.Exit(code)
}

// build makes the program, without what only a debugger reads.
var build = sync.OnceValues(func() (string, error) {
	file := filepath.Join(folder, "server")
	out, err := exec.Command("go", "build", "-ldflags=-s -w", "-o", file, "../cmd/server").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return file, nil
})

// notQuick keeps a test out of a quick run, for which to build the program takes too long. What the program consists of is
// tested where it is.
func notQuick(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: runs the built program")
	}
}

// binary is the program under test.
func binary(t *testing.T) string {
	t.Helper()
	notQuick(t)
	file, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// output collects what a program writes.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// result is a GraphQL answer.
type result struct {
	Raw    string
	Status int
	Data   json.RawMessage
	Errors []struct {
		Message    string
		Path       []any
		Extensions struct {
			Code     string
			Exchange string
			Kind     string
			Sources  []struct{ Exchange, State string }
		}
	}
}

// ask asks a GraphQL question and reads the data into into, when that is not nil.
func (p *program) ask(query string, into any) result {
	p.t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		p.t.Fatal(err)
	}
	status, raw := p.post(p.url+"/graphql", body)
	r := result{Raw: raw, Status: status}
	if err := json.Unmarshal([]byte(raw), &r); err != nil {
		p.t.Fatalf("the answer is no JSON: %s", raw)
	}
	if into != nil {
		if err := json.Unmarshal(r.Data, into); err != nil {
			p.t.Fatalf("%v: %s", err, raw)
		}
	}
	return r
}

// code gives the code of the first error, or "".
func (r result) code() string {
	if len(r.Errors) == 0 {
		return ""
	}
	return r.Errors[0].Extensions.Code
}

func (p *program) post(url string, body []byte) (status int, answer string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), 20*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

// fault switches a fault of a demo exchange.
func (p *program) fault(exchange, fault string) {
	p.t.Helper()
	status, answer := p.post(p.url+"/demo/exchanges/"+exchange+"/fault", []byte(`{"fault":"`+fault+`"}`))
	if status/100 != 2 {
		p.t.Fatalf("the fault %q was not taken: %d %s", fault, status, answer)
	}
}

func contains(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is missing in: %.500s", part, text)
		}
	}
}
