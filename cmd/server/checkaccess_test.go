package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/demo"
)

// TestCheckAsksIssuersStoreAndRegister runs -check over what a demo region's gateway is made of.
func TestCheckAsksIssuersStoreAndRegister(t *testing.T) {
	region, err := demo.New(demo.Options{Seed: demoSeed, People: 5, NoLatency: true})
	if err != nil {
		t.Fatal(err)
	}
	closed := false
	end := func() {
		if closed {
			return
		}
		closed = true
		if err := region.Close(); err != nil {
			t.Error(err)
		}
	}
	defer end()
	folder := t.TempDir()
	c, err := demoConfig(t.Context(), region, folder)
	if err != nil {
		t.Fatal(err)
	}
	check := func() string {
		t.Helper()
		var out strings.Builder
		if err := runCheck(context.WithoutCancel(t.Context()), c, &out); err != nil {
			out.WriteString("FAILED: " + err.Error())
		}
		return out.String()
	}
	holds := func(out string, all ...string) {
		t.Helper()
		for _, want := range all {
			if !strings.Contains(out, want) {
				t.Errorf("%q is not in:\n%s", want, out)
			}
		}
	}
	out := check()
	holds(out, "Issuer  demo: answers", "Opt-out register  "+c.Access.OptOut.File+": answers", "Audit store  "+c.Audit.File+": is not there yet")
	if strings.Contains(out, "FAILED") {
		t.Error(out)
	}
	if _, err := os.Stat(c.Audit.File); err == nil {
		t.Error("the check made an audit trail")
	}
	if err := os.Chmod(c.Audit.KeysFile, 0o644); err != nil {
		t.Fatal(err)
	}
	c.Access.OptOut.File = filepath.Join(folder, "nowhere", "opt-out.db")
	end()
	holds(check(), "Issuer  demo: the issuer could not be asked", "opt-out.db: its folder is not there", "is open to everybody on this machine",
		"FAILED: 5 exchanges do not answer", "who is let in, or where it is noted, is not as it should be")
}
