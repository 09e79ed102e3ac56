//go:build unix

package e2e

import (
	"bufio"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/london-care-record/gateway/internal/needed"
)

// memoryServer is a real Valkey or Redis server, in which replicas share what they remember.
type memoryServer struct {
	t                *testing.T
	program, address string
	cmd              *exec.Cmd
}

// newMemoryServer starts one on a loopback port. It ends with the test.
func newMemoryServer(t *testing.T) *memoryServer {
	t.Helper()
	m := &memoryServer{t: t, program: needed.Program(t, "valkey-server", "redis-server"), address: freeAddress(t)}
	m.start()
	t.Cleanup(m.kill)
	return m
}

func (m *memoryServer) start() {
	m.t.Helper()
	host, port, err := net.SplitHostPort(m.address)
	if err != nil {
		m.t.Fatal(err)
	}
	m.cmd = exec.Command(m.program, "--bind", host, "--port", port, "--save", "", "--appendonly", "no", "--dir", m.t.TempDir())
	if err := m.cmd.Start(); err != nil {
		m.t.Fatal(err)
	}
	eventually(m.t, m.program+" answers", func() bool { return m.says("PING") == "+PONG" })
}

// says sends a command and gives the first line of the answer; "" for none.
func (m *memoryServer) says(command string) string {
	conn, err := net.DialTimeout("tcp", m.address, time.Second)
	if err != nil {
		return ""
	}
	defer func() { _ = conn.Close() }()
	_ = conn.SetDeadline(time.Now().Add(time.Second))
	if _, err := io.WriteString(conn, command+"\r\n"); err != nil {
		return ""
	}
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil {
		return ""
	}
	return strings.TrimSpace(line)
}

// kill ends the server, and what it remembers with it.
func (m *memoryServer) kill() {
	_ = m.cmd.Process.Kill()
	_ = m.cmd.Wait()
}

// pause lets the server hang: connections are there, and nothing answers.
func (m *memoryServer) pause()  { _ = m.cmd.Process.Signal(syscall.SIGSTOP) }
func (m *memoryServer) resume() { _ = m.cmd.Process.Signal(syscall.SIGCONT) }

// keys are the configuration of a gateway that shares, and remembers for so long.
func (m *memoryServer) keys(s *stage, fresh, strict, stale string) string {
	var key [32]byte
	_, _ = rand.Read(key[:]) // never fails
	file := s.write(m.t, "memory.keys", "test "+base64.StdEncoding.EncodeToString(key[:])+"\n")
	return fmt.Sprintf("\nmemory: {fresh: %s, freshStrict: %s, stale: %s, staleStrict: %[3]s, shared: {url: 'redis://%[4]s', keysFile: %[5]s}}\n",
		fresh, strict, stale, m.address, file)
}

// TestReplicasShareWhatTheyRemember asks one replica for what another has just been told; without the server each asks for itself.
func TestReplicasShareWhatTheyRemember(t *testing.T) {
	s := newStage(t, 5)
	m := newMemoryServer(t)
	// What is not written in time is not shared, and what is asked here is written once.
	keys := strings.Replace(m.keys(s, "1m", "1m", "5m"), "keysFile:", "timeout: 2s, keysFile:", 1)
	all := replicas(t, s, keys)
	q := questions(t, s)[0]
	ask := func(r *replica) {
		t.Helper()
		if a, _ := r.p.askAs(q.token, q.query); len(a.Errors) > 0 {
			t.Errorf("%s: %s", r.name, a.Raw)
		}
	}
	ask(all[0])
	eventually(t, "what was told is shared", func() bool { return m.says("DBSIZE") != ":0" })
	asked := requests(s)
	eventually(t, "the other replica need not ask", func() bool {
		before := requests(s)
		ask(all[1])
		return requests(s) == before
	})
	first := requests(s) - asked
	if first > asked/2 {
		t.Errorf("the other replica asked %d times, the first %d times", first, asked)
	}
	m.kill()
	other := questions(t, s)[1]
	for _, r := range all {
		if a, _ := r.p.askAs(other.token, other.query); len(a.Errors) > 0 {
			t.Errorf("without the memory server: %s", a.Raw)
		}
	}
}
