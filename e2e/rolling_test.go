//go:build unix

package e2e

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/london-care-record/gateway/audit/pgtest"
	"github.com/london-care-record/gateway/internal/needed"
)

// replica is one of several gateways that share their stores. It keeps its addresses and its chain over restarts.
type replica struct {
	name, listen, admin, config string
	p                           *program
}

func (r *replica) start(t *testing.T) {
	t.Helper()
	r.p = beginCommand(t, exec.Command(binary(t), "-listen", r.listen, "-admin", r.admin, "-config", r.config))
	if err := r.p.listening(); err != nil {
		t.Fatalf("%v:\n%s", err, r.p.output)
	}
}

// replicas starts two gateways over one PostgreSQL, with what memory says in their configuration.
func replicas(t *testing.T, s *stage, memory string) []*replica {
	t.Helper()
	cluster := pgtest.Start(t)
	s.auditStore = "databaseURLFile: " + s.write(t, "audit-url", cluster.Database(t))
	s.optOutStore = "databaseURLFile: " + s.write(t, "opt-out-url", cluster.Database(t))
	var all []*replica
	for _, name := range []string{"gateway-1", "gateway-2"} {
		all = append(all, &replica{name: name, listen: freeAddress(t), admin: freeAddress(t),
			config: s.configure(t, name, "\ndrain: {delay: 1500ms, timeout: 10s}\n"+memory)})
	}
	for _, r := range all {
		r.start(t)
	}
	return all
}

// balancer is a real one, which knows nothing of the gateway but its readiness probe. It is told to try nothing twice, so
// that what gets lost shows.
type balancer struct {
	t           *testing.T
	url, socket string
}

func newBalancer(t *testing.T, all []*replica) *balancer {
	t.Helper()
	address := freeAddress(t)
	b := &balancer{t: t, url: "http://" + address, socket: filepath.Join(t.TempDir(), "haproxy")}
	var text strings.Builder
	fmt.Fprintf(&text, `global
  stats socket %s mode 600 level operator
defaults
  mode http
  retries 0
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  timeout check 2s
listen gateways
  bind %s
  option httpchk GET /readyz
  http-check expect status 200
`, b.socket, address)
	for _, r := range all {
		_, port, err := net.SplitHostPort(r.admin)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&text, "  server %s %s check port %s inter 100ms fall 2 rise 1\n", r.name, r.listen, port)
	}
	file := filepath.Join(filepath.Dir(b.socket), "haproxy.cfg")
	write(t, file, text.String())
	p := beginCommand(t, exec.Command("haproxy", "-db", "-f", file))
	t.Cleanup(func() {
		_ = p.end(syscall.SIGTERM)
		if t.Failed() {
			t.Logf("the balancer says:\n%s", p.output)
		}
	})
	for _, r := range all {
		b.waitFor(r.name, "UP")
	}
	return b
}

// state is what the balancer thinks of a replica.
func (b *balancer) state(name string) string {
	conn, err := net.Dial("unix", b.socket)
	if err != nil {
		return err.Error()
	}
	defer func() { _ = conn.Close() }()
	if _, err := io.WriteString(conn, "show stat\n"); err != nil {
		return err.Error()
	}
	rows, err := csv.NewReader(conn).ReadAll()
	if err != nil {
		return err.Error()
	}
	for _, row := range rows {
		if len(row) > 17 && row[1] == name {
			return row[17]
		}
	}
	return "unknown"
}

func (b *balancer) waitFor(name, state string) {
	b.t.Helper()
	eventually(b.t, "the balancer finds "+name+" "+state, func() bool { return strings.HasPrefix(b.state(name), state) })
}

// stream follows a subscription to its end. An error is that it did not end as it should.
func stream(ctx context.Context, url string, q question) (events int, err error) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	body, err := json.Marshal(map[string]string{"query": "subscription" + q.query})
	if err != nil {
		return 0, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/graphql", bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "text/event-stream")
	request.Header.Set("Authorization", "Bearer "+q.token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("the stream was answered with status %d", response.StatusCode)
	}
	lines, last := bufio.NewScanner(response.Body), ""
	lines.Buffer(nil, 4<<20)
	for lines.Scan() {
		if event, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
			events, last = events+1, event
		}
		if strings.HasPrefix(lines.Text(), "data: ") && strings.Contains(lines.Text(), `"errors"`) {
			return events, fmt.Errorf("the stream holds an error: %.300s", lines.Text())
		}
	}
	if err := lines.Err(); err != nil {
		return events, fmt.Errorf("the stream broke off: %w", err)
	}
	if last != "complete" || events < 2 {
		return events, fmt.Errorf("the stream ended with %q after %d events", last, events)
	}
	return events, nil
}

func TestARollingRestartUnderLoadLosesNoRequest(t *testing.T) {
	needed.Program(t, "haproxy")
	s := newStage(t, 5)
	m := newMemoryServer(t)
	all := replicas(t, s, m.keys(s, "2s", "1s", "1m"))
	b := newBalancer(t, all)
	began := time.Now().Add(-time.Second)

	asked := &crowd{}
	ctx, cancel := context.WithCancel(t.Context())
	var load sync.WaitGroup
	load.Go(func() { asked.ask(ctx, 4, b.url, questions(t, s), true, nil) })
	streams := 0
	load.Go(func() {
		for ctx.Err() == nil {
			if _, err := stream(t.Context(), b.url, questions(t, s)[0]); err != nil {
				t.Errorf("stream %d: %v", streams, err)
			}
			streams++
		}
	})
	for round := range 2 {
		for _, r := range all {
			if err := r.p.end(syscall.SIGTERM); err != nil {
				t.Errorf("round %d: %s ended with %v:\n%s", round, r.name, err, r.p.output)
			}
			b.waitFor(r.name, "DOWN")
			r.start(t)
			b.waitFor(r.name, "UP")
		}
	}
	cancel()
	load.Wait()

	replies, lost := asked.all()
	for _, err := range lost {
		t.Errorf("a request was lost: %v", err)
	}
	noted := trail{t, all[0].config}.since(began)
	for _, r := range replies {
		for _, problem := range []string{r.asExpected(), r.missingFrom(noted)} {
			if problem != "" {
				t.Error(problem)
			}
		}
	}
	if len(replies) < 50 || streams < 2 {
		t.Errorf("only %d requests and %d streams were made", len(replies), streams)
	}
	t.Logf("%d requests and %d streams over four restarts, none lost", len(replies), streams)
	contains(t, trail{t, all[0].config}.verify(), "gateway-1: entries 1 to", "gateway-2: entries 1 to")
	for _, r := range all {
		if err := r.p.end(syscall.SIGINT); err != nil {
			t.Errorf("%s ended with %v", r.name, err)
		}
	}
}

// TestReplicasShareWhatACallerMayDo asks one replica for what was done at another: nothing that matters is in one process.
func TestReplicasShareWhatACallerMayDo(t *testing.T) {
	s := newStage(t, 5)
	all := replicas(t, s, "")
	gp := s.token(t, "gp", "")
	const record = `{patient(nhsNumber:"9990000026"){name{text}}}`
	if r, _ := all[1].p.askAs(gp, record); r.code() != "FORBIDDEN" {
		t.Fatalf("without a relationship: %s", r.Raw)
	}
	if r, _ := all[0].p.askAs(gp, `mutation{breakGlass(nhsNumber:"9990000026",reason:EMERGENCY,text:"unconscious in the surgery"){until}}`); len(r.Errors) > 0 {
		t.Fatalf("the glass: %s", r.Raw)
	}
	for _, r := range all {
		if a, _ := r.p.askAs(gp, record); len(a.Errors) > 0 {
			t.Errorf("%s knows nothing of the glass: %s", r.name, a.Raw)
		}
	}
	officer := s.token(t, "privacy-officer", "")
	r, _ := all[1].p.askAs(officer, `{auditEvents(nhsNumber:"9990000026",first:50){events{breakGlass permitted}}}`)
	if len(r.Errors) > 0 || strings.Count(r.Raw, `"breakGlass":true,"permitted":true`) < 2 {
		t.Errorf("the officer sees at the other replica: %s", r.Raw)
	}
	trail{t, all[0].config}.verify()
}
