// Package process runs the programs that are measured, and reads from the kernel what they use: Linux only.
package process

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Process is a program that runs.
type Process struct {
	// Line is what it printed when it was ready.
	Line string

	name string
	cmd  *exec.Cmd
	tail *tail
	done chan struct{}
}

// Program says what to run, and how it shows that it is ready: by a line of its output, on either stream.
type Program struct {
	Name  string
	Args  []string
	Dir   string
	Env   []string // beside this process's own
	Ready *regexp.Regexp
	// Within is how long it may take to become ready; 60 s when it is 0.
	Within time.Duration
}

// Start starts a program and waits until it is ready. It ends with Stop, with ctx, or with this process.
func Start(ctx context.Context, p Program) (*Process, error) {
	cmd := exec.Command(p.Args[0], p.Args[1:]...)
	cmd.Dir = p.Dir
	cmd.Env = append(os.Environ(), p.Env...)
	// A group of its own, so that its children end with it, and a signal should this process die first.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	out, in := io.Pipe()
	cmd.Stdout, cmd.Stderr = in, in
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("%s: %w", p.Name, err)
	}
	s := &Process{name: p.Name, cmd: cmd, tail: &tail{}, done: make(chan struct{})}
	ready := make(chan string, 1)
	go func() {
		for lines := bufio.NewScanner(out); lines.Scan(); {
			s.tail.add(lines.Text())
			if p.Ready.MatchString(lines.Text()) {
				select {
				case ready <- lines.Text():
				default:
				}
			}
		}
		_, _ = io.Copy(io.Discard, out) // after a line that is too long
	}()
	go func() {
		_ = cmd.Wait() // how it ended shows in what it printed
		_ = in.Close()
		close(s.done)
	}()
	if p.Within == 0 {
		p.Within = time.Minute
	}
	select {
	case s.Line = <-ready:
		return s, nil
	case <-s.done:
		return nil, fmt.Errorf("%s ended before it was ready: %s", p.Name, s.tail)
	case <-time.After(p.Within):
		s.Stop()
		return nil, fmt.Errorf("%s was not ready after %s: %s", p.Name, p.Within, s.tail)
	case <-ctx.Done():
		s.Stop()
		return nil, ctx.Err()
	}
}

// Stop ends the program: it is asked to, and after five seconds made to.
func (p *Process) Stop() {
	_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGTERM) // it may have ended
	select {
	case <-p.done:
	case <-time.After(5 * time.Second):
		_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
		<-p.done
	}
}

// Ended tells that the program has ended.
func (p *Process) Ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// Tail is the last of what the program printed, for an error.
func (p *Process) Tail() string { return p.tail.String() }

// tail keeps the last lines.
type tail struct {
	mu    sync.Mutex
	lines []string
}

func (t *tail) add(line string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.lines = append(t.lines, line); len(t.lines) > 20 {
		t.lines = t.lines[1:]
	}
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.Join(t.lines, "\n")
}
