package optout_test

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/london-care-record/gateway/access/optout"
)

// onPostgres makes a PostgreSQL server for one test. It is skipped where there is none, and fails under
// GATEWAY_TEST_ALL=1.
func onPostgres(t *testing.T, now func() time.Time) optout.Register {
	t.Helper()
	initdb, err := exec.LookPath("initdb")
	if err != nil {
		if os.Getenv("GATEWAY_TEST_ALL") == "1" {
			t.Fatal("initdb is missing")
		}
		t.Skip("initdb is missing")
	}
	// The socket's path must be short, and PostgreSQL refuses to run as root.
	dir, err := os.MkdirTemp("", "pg")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	as := nobody(t, dir)
	run(t, as, initdb, "-D", filepath.Join(dir, "data"), "-A", "trust", "-U", "gateway", "--no-sync")
	server := exec.Command("postgres", "-D", filepath.Join(dir, "data"), "-k", dir, "-c", "listen_addresses=", "-c", "fsync=off")
	server.SysProcAttr, server.Dir = as, dir
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Process.Signal(os.Interrupt); err != nil {
			t.Error(err)
		}
		if err := server.Wait(); err != nil {
			t.Error(err)
		}
	})
	address := fmt.Sprintf("host=%s user=gateway dbname=postgres", dir)
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		register, err := optout.Postgres(t.Context(), address, now)
		if err == nil {
			return register
		}
		if time.Now().After(end) {
			t.Fatal(err)
		}
	}
}

// nobody gives the folder to the user nobody, if this is root.
func nobody(t *testing.T, dir string) *syscall.SysProcAttr {
	t.Helper()
	if os.Getuid() != 0 {
		return nil
	}
	u, err := user.Lookup("nobody")
	if err != nil {
		t.Fatal(err)
	}
	uid, errUID := strconv.Atoi(u.Uid)
	gid, errGID := strconv.Atoi(u.Gid)
	if errUID != nil || errGID != nil || os.Chown(dir, uid, gid) != nil {
		t.Fatal("the folder can't be given to nobody")
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
}

func run(t *testing.T, as *syscall.SysProcAttr, name string, args ...string) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.SysProcAttr, cmd.Dir = as, os.TempDir()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}
