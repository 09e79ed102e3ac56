//go:build unix

package audit_test

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

// spellings are the ways in which a number may stand in a text.
func spellings(n record.NHSNumber) []string {
	s := string(n)
	return []string{s, s[:3] + " " + s[3:6] + " " + s[6:], s[:3] + "-" + s[3:6] + "-" + s[6:]}
}

func TestS26_TheStoreHoldsNoNHSNumberInClear(t *testing.T) {
	onBoth(t, func(t *testing.T, on target) {
		s, keys := openStore(t, on), ring(t, "k1")
		var log bytes.Buffer
		headFile := filepath.Join(t.TempDir(), "audit.head")
		l := openLog(t, s, keys, audit.Options{Logger: slog.New(slog.NewTextHandler(&log, nil)), HeadFile: headFile})
		n := person(4)
		for i, text := range spellings(n) {
			text = "about " + text + ", urgently"
			d := permit(n)
			d.Caller = audit.Caller{Subject: text, Name: text, Role: text, Organisation: text, Client: text, Address: text}
			d.Request, d.Purpose, d.LegalBasis, d.Reasons, d.Justification, d.BreakGlass = text, text, text, []string{text, text}, text, true
			r := decide(t, l, d)
			conclude(t, l, outcome(r[0], string(n), spellings(n)[1], "entry-a"))
			a := find(t, s, keys, audit.Query{Callers: []string{text}}).Accesses
			if len(a) != i+1 || a[0].Decision.Person != n || a[0].Decision.Justification != text {
				t.Fatalf("it can't be found or read any more: %d found", len(a))
			}
		}
		c := contentsOf(t, s)
		written := log.Bytes()
		for _, r := range c.Rows {
			written = append(written, r.Person+" "+r.Caller+" "+string(r.Body)...)
		}
		if on.name == "sqlite" {
			files, err := filepath.Glob(on.place + "*")
			if err != nil || len(files) < 4 { // the file, its log, its index, the lock
				t.Fatalf("the files are %v", files)
			}
			for _, f := range append(files, headFile) {
				written = append(written, whole(t, f)...)
			}
		}
		for _, spelling := range spellings(n) {
			if bytes.Contains(written, []byte(spelling)) {
				t.Error("a number stands there in clear")
			}
		}
	})
}

func whole(t *testing.T, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("%s has mode %o", filepath.Base(file), info.Mode().Perm())
	}
	return b
}

func TestS26_ASealedNumberOpensOnlyBesideItsPseudonym(t *testing.T) {
	on := sqliteTarget(t)
	s, keys := openStore(t, on), ring(t, "k1")
	l := openLog(t, s, keys, audit.Options{})
	decide(t, l, permit(person(1)), permit(person(2)))
	r := openRaw(t, on)
	r.disarm(t)
	c := contentsOf(t, s)
	c.Rows[0].Body = c.Rows[1].Body
	r.put(t, c)
	for _, a := range find(t, s, keys, audit.Query{Person: person(1)}).Accesses {
		if a.Decision.Person != "" || a.Fault == "" {
			t.Error("one person's sealed number was shown for another")
		}
	}
}

func TestHostileTextsAreKeptShortAndOnOneLine(t *testing.T) {
	onBoth(t, func(t *testing.T, on target) {
		s, keys := openStore(t, on), ring(t, "k1")
		l := openLog(t, s, keys, audit.Options{})
		d := permit(person(1))
		d.Caller.Subject = "a\x00b\r\nc\xff" + strings.Repeat("ü", 5000)
		d.Caller.Name = strings.Repeat("x", 1<<20)
		d.Justification = strings.Repeat("y", 1<<20)
		for range 10_000 {
			d.Reasons = append(d.Reasons, "r")
		}
		decide(t, l, d)
		got := find(t, s, keys, audit.Query{}).Accesses[0].Decision
		if len(got.Caller.Subject) > 512 || !strings.HasPrefix(got.Caller.Subject, "a b  c\uFFFDü") || !strings.HasSuffix(got.Caller.Subject, "ü…") {
			t.Errorf("the subject has %d bytes: %.40q", len(got.Caller.Subject), got.Caller.Subject)
		}
		if len(got.Caller.Name) > 512 || len(got.Justification) > 4096 || len(got.Reasons) > 64 {
			t.Error("something hostile is too long")
		}
		verified(t, s, keys)
	})
}

func TestDigitsThatAreNoNHSNumberStayAsTheyAre(t *testing.T) {
	s, keys := openStore(t, sqliteTarget(t)), ring(t, "k1")
	l := openLog(t, s, keys, audit.Options{})
	n := string(person(1))
	uuid := "7f1c5d2e-0000-4000-8000-ab" + n
	for _, subject := range []string{"12" + n, n + "34", "9990000001", "staff 5550" + "21935107"} {
		d := permit(person(1))
		d.Caller.Subject, d.Request = subject, uuid
		decide(t, l, d)
		got := find(t, s, keys, audit.Query{First: 1}).Accesses[0].Decision
		if got.Caller.Subject != subject || got.Request != uuid {
			t.Errorf("it was changed to %q, %q", got.Caller.Subject, got.Request)
		}
	}
}
