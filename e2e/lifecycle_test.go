//go:build unix

package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/london-care-record/gateway/audit/pgtest"
	"github.com/london-care-record/gateway/demo"
)

// probe asks one of the probes.
func probe(url string) (status int, body string) {
	client := http.Client{Timeout: 5 * time.Second}
	res, err := client.Get(url)
	if err != nil {
		return 0, err.Error()
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, err.Error()
	}
	return res.StatusCode, string(b)
}

// eventually waits until something holds, and fails when it does not within a while.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(30 * time.Second); !holds(); <-tick.C {
		if time.Now().After(deadline) {
			t.Fatalf("it never came to this: %s", what)
		}
	}
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// gate passes connections on to an address once it is open.
type gate struct {
	listener net.Listener
	open     chan struct{}
	all      sync.WaitGroup
}

func newGate(t *testing.T, to string) *gate {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{listener: l, open: make(chan struct{})}
	g.all.Go(func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			g.all.Go(func() { g.pass(in, to) })
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		g.all.Wait()
	})
	return g
}

func (g *gate) pass(in net.Conn, to string) {
	defer func() { _ = in.Close() }()
	<-g.open
	out, err := net.Dial("tcp", to)
	if err != nil {
		return
	}
	defer func() { _ = out.Close() }()
	go func() { _, _ = io.Copy(out, in); _ = out.Close() }()
	_, _ = io.Copy(in, out)
}

func TestProbesTellStartingFromReady(t *testing.T) {
	s := newStage(t, 1)
	database := pgtest.Start(t).Database(t)
	at := strings.Split(strings.SplitN(database, "@", 2)[1], "/")[0]
	g := newGate(t, at)
	s.auditStore = "databaseURLFile: " + s.write(t, "audit-url", strings.Replace(database, at, g.listener.Addr().String(), 1))
	admin := freeAddress(t)
	p := beginCommand(t, exec.Command(binary(t), "-listen", "127.0.0.1:0", "-admin", admin, "-config", s.configure(t, "gateway-1", "")))
	eventually(t, "the probes answer while the database does not", func() bool {
		status, _ := probe("http://" + admin + "/healthz")
		return status == http.StatusOK
	})
	for _, path := range []string{"/startupz", "/readyz"} {
		if status, body := probe("http://" + admin + path); status != http.StatusServiceUnavailable || !strings.Contains(body, `"starting"`) {
			t.Errorf("%s while it starts: %d %s", path, status, body)
		}
	}
	close(g.open)
	if err := p.listening(); err != nil {
		t.Fatalf("%v:\n%s", err, p.output)
	}
	eventually(t, "it is ready", func() bool {
		status, body := probe("http://" + admin + "/readyz")
		return status == http.StatusOK && strings.Contains(body, `"ready"`) && strings.Contains(body, `"audit":"written"`)
	})
	if status, body := probe("http://" + admin + "/startupz"); status != http.StatusOK {
		t.Errorf("/startupz when it has started: %d %s", status, body)
	}
	if err := p.end(syscall.SIGINT); err != nil { // the delay of 5 s is not for whoever presses Ctrl-C
		t.Errorf("it ended with %v:\n%s", err, p.output)
	}
}

func TestSIGTERMDrains(t *testing.T) {
	s := newStage(t, 1)
	p := begin(t, "-config", s.configure(t, "gateway-1", "\ndrain: {delay: 1s, timeout: 10s}\n"))
	if err := p.listening(); err != nil {
		t.Fatalf("%v:\n%s", err, p.output)
	}
	q := questions(t, s)[0]
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	if _, err := put(t.Context(), client, p.url, q); err != nil { // and its connection stays open
		t.Fatal(err)
	}
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the readiness probe says that it drains", func() bool {
		status, body := probe(p.admin + "/readyz")
		return status == http.StatusServiceUnavailable && strings.Contains(body, `"draining"`)
	})
	if status, body := probe(p.admin + "/healthz"); status != http.StatusOK {
		t.Errorf("it counts as dead while it drains: %d %s", status, body)
	}
	r, err := put(t.Context(), client, p.url, q)
	if err != nil || r.asExpected() != "" {
		t.Errorf("a request during the delay: %v: %s", err, r.asExpected())
	} else if !r.closes {
		t.Error("a connection is kept while it drains")
	}
	// This one is still under way when the listener closes.
	if err := s.region.SetFault("SWL", demo.Fault{Kind: "slow", LatencyMs: 1200}); err != nil {
		t.Fatal(err)
	}
	if r, err := put(t.Context(), client, p.url, q); err != nil || r.asExpected() != "" {
		t.Errorf("a request under way when the listener closed: %v: %s", err, r.asExpected())
	}
	if err := p.end(syscall.Signal(0)); err != nil {
		t.Errorf("it ended with %v:\n%s", err, p.output)
	}
	contains(t, p.output.String(), "draining")
	trail{t, s.folder + "/gateway-1.yaml"}.verify()
}

// connected are the exchanges that the gateway says it asks.
func (p *program) connected(token string) []string {
	p.t.Helper()
	r, _ := p.askAs(token, `{exchanges{id}}`)
	var told struct{ Exchanges []struct{ ID string } }
	if err := json.Unmarshal(r.Data, &told); err != nil {
		p.t.Fatalf("%v: %s", err, r.Raw)
	}
	var ids []string
	for _, e := range told.Exchanges {
		ids = append(ids, e.ID)
	}
	return ids
}

// without leaves an exchange out of the part of the configuration that names them.
func without(exchanges, id string) string {
	var kept []string
	skipping := false
	for line := range strings.Lines(exchanges) {
		if strings.HasPrefix(line, "  ") && !strings.HasPrefix(line, "   ") {
			skipping = strings.HasPrefix(line, "  "+id+":")
		}
		if !skipping {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}

func TestSIGHUPReloadsTheExchangesAndDropsNothing(t *testing.T) {
	s := newStage(t, 5)
	four := without(s.exchanges(), "NWL")
	s.write(t, "gateway-1.yaml", s.config("gateway-1", four))
	p := run(t, "-config", s.folder+"/gateway-1.yaml")
	doctor := s.token(t, "ae-doctor", "")
	if got := p.connected(doctor); len(got) != 4 || slices.Contains(got, "NWL") {
		t.Fatalf("it begins with %v", got)
	}

	all := &crowd{}
	ctx, cancel := context.WithCancel(t.Context())
	loaded := make(chan struct{})
	go func() {
		defer close(loaded)
		all.ask(ctx, 4, p.url, questions(t, s), true, nil)
	}()
	reload := func(text, logged string) {
		t.Helper()
		before := strings.Count(p.output.String(), logged)
		s.write(t, "gateway-1.yaml", text)
		if err := p.cmd.Process.Signal(syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		eventually(t, "the log says "+logged, func() bool { return strings.Count(p.output.String(), logged) > before })
	}

	// What began with NEL ends with NEL, though NEL is gone meanwhile.
	if err := s.region.SetFault("NEL", demo.Fault{Kind: "slow", LatencyMs: 700}); err != nil {
		t.Fatal(err)
	}
	before := s.region.Requests("NEL")["total"]
	underWay := make(chan result, 1)
	go func() {
		r, _ := p.askAs(doctor, `{patient(nhsNumber:"9990000034"){referrals{completeness{sources{exchange{id} state}}}}}`)
		underWay <- r
	}()
	eventually(t, "NEL is being asked", func() bool { return s.region.Requests("NEL")["total"] > before })
	reload(s.config("gateway-1", without(s.exchanges(), "NEL")), "NWL connected, NEL disconnected")
	if got := p.connected(doctor); slices.Contains(got, "NEL") || !slices.Contains(got, "NWL") {
		t.Errorf("after the reload it asks %v", got)
	}
	if r := <-underWay; len(r.Errors) > 0 || !strings.Contains(r.Raw, `{"exchange":{"id":"NEL"},"state":"COMPLETE"}`) || strings.Contains(r.Raw, `"NWL"`) {
		t.Errorf("an operation under way during the reload: %s", r.Raw)
	}
	if err := s.region.SetFault("NEL", demo.Fault{Kind: "none"}); err != nil {
		t.Fatal(err)
	}

	now := p.connected(doctor)
	for name, bad := range map[string]string{
		"no YAML":         "exchanges: [",
		"an unknown key":  s.config("gateway-1", s.exchanges()) + "    colour: red\n",
		"no exchange":     s.config("gateway-1", "exchanges: {}\n"),
		"a secret URL":    s.config("gateway-1", strings.Replace(s.exchanges(), "http://", "http://user:pass@", 1)),
		"plain http away": s.config("gateway-1", strings.Replace(s.exchanges(), "127.0.0.1", "192.0.2.1", 1)),
	} {
		reload(bad, "was not reloaded, nothing has changed")
		if got := p.connected(doctor); !slices.Equal(got, now) {
			t.Errorf("%s: it asks %v, not %v", name, got, now)
		}
	}
	if strings.Contains(p.output.String(), "user:pass") {
		t.Error("the log holds credentials of a URL")
	}

	changed := strings.NewReplacer("budget: 10s", "budget: 9s", "{rates: {", "{people: 7, rates: {").Replace(s.config("gateway-1", s.exchanges()))
	reload(changed, "NEL connected")
	contains(t, p.output.String(), "hold from the next start", `keys="budget, limits"`)
	if got := p.connected(doctor); len(got) != 5 {
		t.Errorf("at the end it asks %v", got)
	}
	enough := func() bool { replies, _ := all.all(); return len(replies) > 100 }
	for i := 0; i < 10 || i < 1000 && !enough(); i++ { // over and over, under load
		exchanges := s.exchanges()
		if i%2 == 0 {
			exchanges = without(exchanges, "SWL")
		}
		reload(strings.Replace(changed, s.exchanges(), exchanges, 1), "the exchanges were reloaded")
	}
	cancel()
	<-loaded
	replies, lost := all.all()
	for _, err := range lost {
		t.Errorf("a request was dropped: %v", err)
	}
	for _, r := range replies {
		if problem := r.asExpected(); problem != "" {
			t.Error(problem)
		}
	}
	t.Logf("%d requests, none dropped", len(replies))
}

func TestS24_AReloadLetsNobodyAskBeyondThisMachineInModeOpen(t *testing.T) {
	region, err := demo.New(demo.Options{Seed: 1, People: 1, NoLatency: true})
	if err != nil {
		t.Fatal(err)
	}
	defer region.Close()
	s := &stage{folder: t.TempDir()}
	open := fmt.Sprintf("access: {mode: open}\nexchanges: {NEL: {url: %q}}\n", region.Exchanges()[0].URL)
	p := run(t, "-config", s.write(t, "region.yaml", open))
	s.write(t, "region.yaml", strings.Replace(open, region.Exchanges()[0].URL, "https://192.0.2.1/R4", 1))
	if err := p.cmd.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the log says that it was not reloaded", func() bool {
		return strings.Contains(p.output.String(), "was not reloaded, nothing has changed") && strings.Contains(p.output.String(), "loopback")
	})
}
