package gateway

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/london-care-record/gateway/bench/process"
)

// Options say how to run a gateway.
type Options struct {
	Name, Program string
	// Exchanges are their names, in order, and FHIR their addresses.
	Exchanges []string
	FHIR      map[string]string
	// AuditDir is where the audit trail is; a folder of its own is made in it.
	AuditDir string
	// Traces is where spans go: everything that the gateway can measure itself with is on.
	Traces string
	// Budget is how long an answer may take. Except where a budget is what is measured it is so long that no answer is cut
	// short: a part of the work would be a false figure.
	Budget time.Duration
	// Extra are further lines of the configuration, and Each further keys of every exchange.
	Extra, Each string
	Env         []string
}

// Gateway is one that runs.
type Gateway struct {
	*process.Process
	URL, Admin string
	// Config is the configuration that it runs with, without the secrets, which are in files.
	Config string

	dir string
}

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// Run starts a gateway.
func Run(ctx context.Context, o Options) (*Gateway, error) {
	dir, err := os.MkdirTemp(o.AuditDir, "gateway-")
	if err != nil {
		return nil, err
	}
	g := &Gateway{dir: dir, Config: o.config(dir)}
	if g.Process, err = o.start(ctx, dir, g.Config); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	// The admin listener's line comes last, the public one's before it.
	lines := strings.Split(g.Tail(), "\n")
	for _, line := range lines {
		switch {
		case strings.Contains(line, "/graphql"):
			g.URL = address.FindString(line) + "/graphql"
		case strings.Contains(line, "/metrics"):
			g.Admin = address.FindString(line)
		}
	}
	if g.URL == "" || g.Admin == "" {
		g.Stop()
		return nil, fmt.Errorf("%s did not say where it is: %s", o.Name, g.Tail())
	}
	return g, nil
}

func (o Options) start(ctx context.Context, dir, config string) (*process.Process, error) {
	var key [32]byte
	_, _ = rand.Read(key[:]) // never fails
	keys := fmt.Sprintf("bench %s\n", base64.StdEncoding.EncodeToString(key[:]))
	if err := os.WriteFile(filepath.Join(dir, "audit.keys"), []byte(keys), 0o600); err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "region.yaml")
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		return nil, err
	}
	env := append([]string{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=" + o.Traces}, o.Env...)
	return process.Start(ctx, process.Program{Name: o.Name, Args: []string{o.Program, "-config", file, "-listen", "127.0.0.1:0", "-admin", "127.0.0.1:0"},
		Env: env, Ready: regexp.MustCompile(`/metrics`)})
}

// config writes the configuration: access is decided for every question, each look is noted in a SQLite file before
// anything is asked and before the answer leaves, and telemetry is on.
func (o Options) config(dir string) string {
	var c strings.Builder
	fmt.Fprintf(&c, "access: {mode: open}\nbudget: %[1]s\ndrain: {delay: 0s, timeout: %[1]s}\nlog: {level: error}\n", o.Budget)
	fmt.Fprintf(&c, "audit: {file: %[1]s/audit.db, keysFile: %[1]s/audit.keys, headFile: %[1]s/audit.head, chain: bench}\n", dir)
	c.WriteString(o.Extra)
	c.WriteString("exchanges:\n")
	for _, name := range o.Exchanges {
		fmt.Fprintf(&c, "  %s: {url: %q, search: chained, timeout: %s%s}\n", name, o.FHIR[name], o.Budget, o.Each)
	}
	return c.String()
}

// Stop ends the gateway and deletes its audit trail.
func (g *Gateway) Stop() { g.End() }

// End does the same, and gives the size that the trail had in the end, in bytes: when a gateway closes it, SQLite moves
// all that is in its log into the file.
func (g *Gateway) End() int64 {
	g.Process.Stop()
	var size int64
	if info, err := os.Stat(filepath.Join(g.dir, "audit.db")); err == nil {
		size = info.Size()
	}
	_ = os.RemoveAll(g.dir)
	return size
}

var scraper = sync.OnceValue(func() *http.Client { return &http.Client{Timeout: 5 * time.Second} })

// Metrics reads the gateway's own metrics.
func (g *Gateway) Metrics() (string, error) {
	res, err := scraper().Get(g.Admin + "/metrics")
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	return string(b), err
}
