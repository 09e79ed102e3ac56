package e2e

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// program is a running gateway.
type program struct {
	t          *testing.T
	url, admin string
	output     *output

	cmd *exec.Cmd
	// lines are what it says, until there are too many that nobody reads; said is closed at the end of its output.
	lines chan string
	said  chan struct{}
	ended bool
}

var (
	graphqlLine = regexp.MustCompile(`GraphQL\s+(http://\S+)/graphql`)
	healthLine  = regexp.MustCompile(`Health\s+(http://[^/\s]+)/healthz`)
)

// run starts the program on free ports and waits until it says where it listens. It is ended with the test, by an
// interrupt, and must then end by itself and well.
func run(t *testing.T, args ...string) *program {
	t.Helper()
	return running(t, begin(t, args...))
}

// running waits until a program that was begun listens, and ends it with the test.
func running(t *testing.T, p *program) *program {
	t.Helper()
	t.Cleanup(func() {
		if err := p.end(os.Interrupt); err != nil {
			t.Errorf("the program ended with %v:\n%s", err, p.output)
		}
	})
	if err := p.listening(); err != nil {
		t.Fatalf("%v:\n%s", err, p.output)
	}
	return p
}

// begin starts the program on free ports and waits for nothing. Whoever begins it ends it; at the latest it is killed
// with the test.
func begin(t *testing.T, args ...string) *program {
	t.Helper()
	args = append([]string{"-listen", "127.0.0.1:0", "-admin", "127.0.0.1:0"}, args...)
	return beginCommand(t, exec.Command(binary(t), args...))
}

// beginCommand is begin for a command line of the test's own.
func beginCommand(t *testing.T, cmd *exec.Cmd) *program {
	t.Helper()
	p := &program{t: t, output: &output{}, cmd: cmd, lines: make(chan string, 100), said: make(chan struct{})}
	cmd.Stderr = p.output
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.end(syscall.SIGKILL) }) // when the test has ended it already, nothing is left to do
	go func() {
		defer close(p.said)
		defer close(p.lines)
		s := bufio.NewScanner(stdout)
		for s.Scan() {
			fmt.Fprintln(p.output, s.Text())
			select {
			case p.lines <- s.Text():
			default:
			}
		}
	}()
	return p
}

// listening waits until the program says where it listens.
func (p *program) listening() error {
	deadline := time.After(30 * time.Second)
	for p.url == "" || p.admin == "" {
		select {
		case line, ok := <-p.lines:
			if !ok {
				return errors.New("the program ended")
			}
			if m := graphqlLine.FindStringSubmatch(line); m != nil {
				p.url = m[1]
			}
			if m := healthLine.FindStringSubmatch(line); m != nil {
				p.admin = m[1]
			}
		case <-deadline:
			return errors.New("the program did not say where it listens")
		}
	}
	return nil
}

// end sends a signal, waits for the end, and gives what the program ended with.
func (p *program) end(by os.Signal) error {
	if p.ended {
		return nil
	}
	p.ended = true
	_ = p.cmd.Process.Signal(by) // it may have ended by itself
	<-p.said
	return p.cmd.Wait()
}

// mostMemory is the most memory that the program has had, in MiB, where the system tells; otherwise 0.
func (p *program) mostMemory() int {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(b), "VmHWM:")
	var kib int
	_, _ = fmt.Sscan(rest, &kib) // nothing there is 0
	return kib / 1024
}
