package telemetry

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestS26_LogsHideWhatMayBeAnNHSNumberOrABirthDate(t *testing.T) {
	var out bytes.Buffer
	log := slog.New(NewLogHandler(slog.NewJSONHandler(&out, nil)))
	type holder struct{ Number string }
	log.With("with", "999 000 0018").WithGroup("group").Info("asked for 9990000018",
		"text", "999-000-0018", "int", 9990000018, "error", errors.New("no 9990000018"),
		"struct", holder{"9990000018"}, "bytes", []byte("x"), slog.Group("inner", "n", "9990000018"),
		"born", "born 1955-03-02", "digits", "99900000180")
	for _, bad := range []string{"9990000018", "999 000 0018", "999-000-0018", "1955-03-02"} {
		if strings.Contains(out.String(), bad) {
			t.Errorf("the log holds a planted value: %s", out.String())
		}
	}
	if strings.Count(out.String(), Hidden) < 7 {
		t.Errorf("less was hidden than planted: %s", out.String())
	}
}

func TestS26_RedactHidesEveryGroupingOfTenDigits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.StringMatching(`\d{10}`).Draw(t, "digits")
		var b strings.Builder
		for i, d := range digits {
			if i > 0 {
				b.WriteString(rapid.SampledFrom([]string{"", "", " ", "-", "_"}).Draw(t, "between"))
			}
			b.WriteRune(d)
		}
		if got := Redact("before " + b.String() + " after"); strings.ContainsAny(got, "0123456789") {
			t.Fatalf("left digits: %s", got)
		}
	})
}

func TestRedactLeavesOrdinaryWordsAlone(t *testing.T) {
	for _, s := range []string{"took 1500ms", "exchange NEL", "port 127.0.0.1:8080", "page 12 of 400"} {
		if got := Redact(s); got != s {
			t.Errorf("Redact(%q) = %q", s, got)
		}
	}
}
