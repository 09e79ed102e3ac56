package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

func TestWorkingHoursAreConfigured(t *testing.T) {
	const trail = "audit: {file: audit.db, keysFile: audit.keys, headFile: audit.head, chain: one}"
	configured := func(hours string) (*config, error) {
		return readConfig(write(t, tokensConfig(trail, "audit: {file: a.db, keysFile: k, report: {hours: "+hours+"}}\n")))
	}
	c, err := configured("{from: '08:30', to: '24:00', days: [Monday, sunday]}")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := c.unusual(nil)
	want := audit.Hours{From: 8*time.Hour + 30*time.Minute, To: 24 * time.Hour}
	if err != nil || rules.Hours.From != want.From || rules.Hours.To != want.To || len(rules.Hours.Days) != 2 || rules.Hours.Days[1] != time.Sunday || rules.Emergency != "emergency-care" {
		t.Errorf("%+v, %v", rules, err)
	}
	for hours, says := range map[string]string{
		"{from: '8 am'}":               `"8 am" is not a time of the day such as 07:30`,
		"{from: '20:00', to: '07:00'}": "begin and end within one day",
		"{days: [funday]}":             `"funday" is not a day`,
		"{days: []}":                   "at least one day of the week",
		"{until: '20:00'}":             "not known",
		"{from: '07:00', to: '25:00'}": `"25:00" is not a time of the day`,
	} {
		if _, err := configured(hours); err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), ":12: ") {
			t.Errorf("%s: %v", hours, err)
		}
	}
}

func TestS26_WhoIsWatchedStandsInAFileThatIsKeptAsASecret(t *testing.T) {
	file := filepath.Join(t.TempDir(), "watched")
	list := func(text string, mode os.FileMode) (int, error) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(file, mode); err != nil {
			t.Fatal(err)
		}
		people, err := readWatched(file)
		return len(people), err
	}
	if n, err := list("# who is on the radio\n999 000 0018\n\n9990000026 # and on the telly\n", 0o640); err != nil || n != 2 {
		t.Errorf("%d, %v", n, err)
	}
	for text, says := range map[string]string{
		"9990000018\n9990000019\n": "line 2 of " + file + " is not an NHS number",
		"# nobody\n":               "names nobody",
		"":                         "names nobody",
	} {
		if _, err := list(text, 0o600); err == nil || !strings.Contains(err.Error(), says) || strings.Contains(strings.ReplaceAll(err.Error(), file, ""), "999") {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := list("9990000018\n", 0o644); err == nil || !strings.Contains(err.Error(), "open to everybody") {
		t.Errorf("a file that everybody can read: %v", err)
	}
	c := &config{Audit: auditConfig{Report: reportConfig{WatchedFile: file}}}
	if _, err := list("9990000018\n", 0o600); err != nil {
		t.Fatal(err)
	}
	ring, err := audit.ParseRing("k1 " + strings.Repeat("A", 43) + "=")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := c.unusual(ring)
	if err != nil || len(rules.Watched) != 1 {
		t.Errorf("%+v, %v", rules, err)
	}
	for pseudonym := range rules.Watched {
		if _, err := record.ParseNHSNumber(pseudonym); err == nil || strings.Contains(pseudonym, "999") {
			t.Error("a number is kept")
		}
	}
}
