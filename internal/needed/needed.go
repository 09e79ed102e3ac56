// Package needed is for tests that take a program which this module does not bring: a database, a browser, a balancer. Such a
// test is no part of a quick run (go test -short), and skips with the program's name where it is missing. In CI
// (GATEWAY_TEST_ALL=1) nothing may be missing.
package needed

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Program gives the path of the first program that is there, or ends the test.
func Program(t testing.TB, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			Present(t, true, name)
			return path
		}
	}
	Present(t, false, strings.Join(names, " or "))
	return ""
}

// Present ends the test where what it needs is not there, or where the run is to be a quick one.
func Present(t testing.TB, present bool, what string) {
	t.Helper()
	switch {
	case testing.Short():
		t.Skipf("-short: needs %s", what)
	case present:
	case os.Getenv("GATEWAY_TEST_ALL") != "":
		t.Fatalf("needs %s, which is missing", what)
	default:
		t.Skipf("needs %s, which is missing", what)
	}
}
