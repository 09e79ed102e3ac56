//go:build unix

// Package pgtest starts a real PostgreSQL server of its own for a test, on a loopback port, and throws it away after.
package pgtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/london-care-record/gateway/internal/needed"
)

// Cluster is a running server, with a data directory of its own.
type Cluster struct {
	bin, dir, port string
	credential     *syscall.Credential
	databases      atomic.Int64

	// watcher ends the server when this process has gone; alive is what it waits for the end of.
	watcher *exec.Cmd
	alive   io.Closer
}

// binaries finds the folder of the server's programs: on the path, or where Debian puts them.
func binaries() (string, bool) {
	if p, err := exec.LookPath("initdb"); err == nil {
		if target, err := filepath.EvalSymlinks(p); err == nil {
			return filepath.Dir(target), true
		}
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb") // the pattern is right
	if len(found) == 0 {
		return "", false
	}
	return filepath.Dir(found[len(found)-1]), true
}

// Start gives a server that ends with the test. Without PostgreSQL the test is skipped, or fails, as package needed says.
func Start(t testing.TB) *Cluster {
	t.Helper()
	c, err := start(program(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.end(); err != nil {
			t.Errorf("PostgreSQL did not stop: %v", err)
		}
	})
	return c
}

// shared is the server of all tests of a package that do not stop it.
var shared struct {
	once    sync.Once
	cluster *Cluster
	err     error
}

// Shared gives a server that ends when the package's TestMain calls EndShared.
func Shared(t testing.TB) *Cluster {
	t.Helper()
	bin := program(t)
	shared.once.Do(func() { shared.cluster, shared.err = start(bin) })
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	return shared.cluster
}

// EndShared ends the shared server, if a test has started it.
func EndShared() error {
	if shared.cluster == nil {
		return nil
	}
	return shared.cluster.end()
}

// program gives the folder of the programs.
func program(t testing.TB) string {
	t.Helper()
	bin, ok := binaries()
	needed.Present(t, ok, "PostgreSQL (the Debian package postgresql)")
	return bin
}

func start(bin string) (*Cluster, error) {
	parent, err := os.MkdirTemp("", "pgtest")
	if err != nil {
		return nil, err
	}
	c := &Cluster{bin: bin, dir: filepath.Join(parent, "data")}
	if err := c.start(parent); err != nil {
		return nil, errors.Join(err, os.RemoveAll(parent))
	}
	return c, nil
}

func (c *Cluster) end() error {
	return errors.Join(c.Crash(), os.RemoveAll(filepath.Dir(c.dir)))
}

func (c *Cluster) start(parent string) error {
	if os.Getuid() == 0 {
		if err := c.becomePostgres(parent); err != nil {
			return err
		}
	}
	port, err := freePort()
	if err != nil {
		return err
	}
	c.port = port
	if err := c.run("initdb", "-D", c.dir, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"); err != nil {
		return err
	}
	return c.Up()
}

// becomePostgres is for tests that run as root, as which the server refuses to run.
func (c *Cluster) becomePostgres(parent string) error {
	u, err := user.Lookup("postgres")
	if err != nil {
		return err
	}
	uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	c.credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	if err := os.Mkdir(c.dir, 0o700); err != nil {
		return err
	}
	// The folder around it is the test's alone until here; the server must be able to reach its own.
	return errors.Join(os.Chown(c.dir, int(uid), int(gid)), os.Chmod(parent, 0o711))
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer func() { _ = l.Close() }()
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, err
}

func (c *Cluster) run(program string, args ...string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, filepath.Join(c.bin, program), args...)
	cmd.Dir = filepath.Dir(c.dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: c.credential}
	out, err := os.CreateTemp("", "pgtest")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(out.Name()) }()
	defer func() { _ = out.Close() }()
	cmd.Stdout, cmd.Stderr = out, out // a file, so that the server that pg_ctl leaves behind holds no pipe open
	if err := cmd.Run(); err != nil {
		said, _ := os.ReadFile(out.Name())
		return fmt.Errorf("%s: %w: %s", program, err, said)
	}
	return nil
}

// Up starts the server again, and waits until it answers.
func (c *Cluster) Up() error {
	if err := c.run("pg_ctl", "-D", c.dir, "-w", "-t", "60", "-l", filepath.Join(c.dir, "server.log"),
		"-o", "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c port="+c.port, "start"); err != nil {
		return err
	}
	return c.watch()
}

// watch lets the server end with this process, also when that is killed and can't end it: a shell waits until its
// input, which only this process holds open, comes to an end.
func (c *Cluster) watch() error {
	b, err := os.ReadFile(filepath.Join(c.dir, "postmaster.pid"))
	if err != nil {
		return err
	}
	pid, _, _ := strings.Cut(string(b), "\n")
	c.watcher = exec.Command("/bin/sh", "-c", `read -r _; kill -QUIT "$1" 2>/dev/null; true`, "sh", pid)
	// In a group of its own: whoever kills the test may kill all of its group.
	c.watcher.SysProcAttr = &syscall.SysProcAttr{Credential: c.credential, Setpgid: true}
	if c.alive, err = c.watcher.StdinPipe(); err != nil {
		return err
	}
	return c.watcher.Start()
}

// Crash ends the server at once, as a power cut would: it recovers from its log when it is started again.
func (c *Cluster) Crash() error {
	err := c.run("pg_ctl", "-D", c.dir, "-w", "-m", "immediate", "stop")
	if c.watcher == nil {
		return err
	}
	err = errors.Join(err, c.alive.Close(), c.watcher.Wait())
	c.watcher = nil
	return err
}

// URL is the server's, for its first database.
func (c *Cluster) URL() string { return c.url("postgres") }

func (c *Cluster) url(database string) string {
	return "postgres://postgres@127.0.0.1:" + c.port + "/" + database + "?sslmode=disable"
}

// Database makes an empty database and gives its URL.
func (c *Cluster) Database(t testing.TB) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), c.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(t.Context())) }()
	name := fmt.Sprintf("test%d", c.databases.Add(1))
	if _, err := conn.Exec(t.Context(), "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	return c.url(name)
}
