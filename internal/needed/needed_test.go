package needed_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/internal/needed"
)

// noted is a test that notes how it would end.
type noted struct {
	testing.TB
	end string
}

func (*noted) Helper()                        {}
func (n *noted) Fatalf(s string, args ...any) { n.end = "failed: " + fmt.Sprintf(s, args...) }
func (n *noted) Skipf(s string, args ...any)  { n.end = "skipped: " + fmt.Sprintf(s, args...) }

func TestWhatIsMissingIsSkippedHereAndFailsInCI(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: then everything is skipped")
	}
	for _, c := range []struct{ all, program, end string }{
		{"", "go", ""},
		{"1", "go", ""},
		{"", "no-such-program", "skipped: needs no-such-program or nor-this"},
		{"1", "no-such-program", "failed: needs no-such-program or nor-this"},
	} {
		t.Setenv("GATEWAY_TEST_ALL", c.all)
		n := &noted{TB: t}
		path := needed.Program(n, c.program, "nor-this")
		if !strings.HasPrefix(n.end, c.end) || (n.end == "") != (c.end == "") || (path == "") != (c.end != "") {
			t.Errorf("GATEWAY_TEST_ALL=%q, %s: found %q, %q", c.all, c.program, path, n.end)
		}
	}
}
