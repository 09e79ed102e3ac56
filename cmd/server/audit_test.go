package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite" // to tamper with

	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/audit/sqlite"
	"github.com/london-care-record/gateway/record"
)

const auditPerson = record.NHSNumber("9990000018")

// trail is a small audit trail on disk, with the files that the commands need.
type trail struct{ folder, store, keys, head, config string }

func writeTrail(t *testing.T) trail {
	t.Helper()
	folder := t.TempDir()
	in := func(name string) string { return filepath.Join(folder, name) }
	tr := trail{folder, in("audit.db"), in("audit.keys"), in("audit.head"), in("region.yaml")}
	key := "k1 " + base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32)) + "\n"
	config := "access: {mode: open}\nexchanges: {NEL: {url: 'http://127.0.0.1:1'}}\naudit:\n  file: " + tr.store +
		"\n  keysFile: " + tr.keys + "\n  headFile: " + tr.head + "\n  chain: gateway-1\n"
	if err := errors.Join(os.WriteFile(tr.keys, []byte(key), 0o600), os.WriteFile(tr.config, []byte(config), 0o600)); err != nil {
		t.Fatal(err)
	}
	keys, err := audit.ParseRing(key)
	if err != nil {
		t.Fatal(err)
	}
	s, err := sqlite.Open(t.Context(), tr.store)
	if err != nil {
		t.Fatal(err)
	}
	l, err := audit.Open(t.Context(), s, keys, audit.Options{Chain: "gateway-1", HeadFile: tr.head})
	if err != nil {
		t.Fatal(err)
	}
	writeAccesses(t, l)
	if err := errors.Join(l.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
	return tr
}

// writeAccesses writes an old read, a read, a read of the Patient alone, a refusal, and a broken glass.
func writeAccesses(t *testing.T, l *audit.Log) {
	t.Helper()
	d := audit.Decision{Action: audit.ReadRecord, Caller: audit.Caller{Subject: "doctor-7", Name: "Dr Asha Rao", Role: "S0010", Organisation: "RJ1", Client: "ae", Address: "192.0.2.7"},
		Request: "7f1c5d2e-0000-4000-8000-000000000001", Purpose: "DIRECT_CARE", Person: auditPerson, Permitted: true,
		Kinds: []record.Kind{record.Allergies}, Exchanges: []record.ExchangeID{"NEL"}, Reasons: []string{"doctor"}}
	old, demographics, refused := d, d, d
	old.At = time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC)
	demographics.Kinds = []record.Kind{record.Demographics}
	refused.Permitted, refused.Kinds, refused.Exchanges = false, nil, nil
	glass := d
	glass.Action, glass.BreakGlass, glass.Justification = audit.BreakGlass, true, "unconscious"
	for _, d := range []audit.Decision{old, d, demographics, refused, glass} {
		r, err := l.Decide(context.Background(), d)
		if err != nil {
			t.Fatal(err)
		}
		if !d.Permitted {
			continue
		}
		o := audit.Outcome{Of: r[0], At: d.At, Released: []string{"al-1"}, Asked: []audit.Asked{{Exchange: "NEL", Kind: record.Allergies, State: record.StateComplete}}}
		if err := l.Conclude(context.Background(), o); err != nil {
			t.Fatal(err)
		}
	}
}

// runCode runs the program and gives what it wrote.
func runAuditCommand(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out, errs bytes.Buffer
	err := run(t.Context(), append([]string{"audit"}, args...), &out, &errs)
	return out.String() + errs.String(), err
}

func TestAuditVerifyFindsTamperingAndSaysWhere(t *testing.T) {
	tr := writeTrail(t)
	for _, args := range [][]string{{"verify", "-config", tr.config}, {"verify", "-store", tr.store, "-keys", tr.keys, "-head", tr.head}} {
		if out, err := runAuditCommand(t, args...); err != nil || !strings.Contains(out, "gateway-1: entries 1 to 9, 0 permitted without an outcome") {
			t.Fatalf("%v: %v: %s", args, err, out)
		}
	}
	db, err := sql.Open("sqlite", tr.store)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, c := range []struct{ statement, want string }{
		{"DROP TRIGGER entries_no_update", ""},
		{"UPDATE entries SET caller = 'nobody' WHERE seq = 3", "gateway-1, entry 3: it was changed"},
		{"DROP TRIGGER entries_no_delete", "gateway-1, entry 3: it was changed"},
		{"DELETE FROM entries WHERE seq = 3", "gateway-1, entry 3: 1 entries are missing"},
		{"DELETE FROM entries WHERE seq >= 3", "gateway-1, entry 3: the chain was cut off"},
		{"DROP TRIGGER heads_no_delete", "cut off"},
		{"DELETE FROM heads", "head is missing"},
		{"DELETE FROM entries", "the whole chain is missing; a head kept elsewhere knows of entry 9"},
	} {
		if _, err := db.Exec(c.statement); err != nil {
			t.Fatal(err)
		}
		out, err := runAuditCommand(t, "verify", "-config", tr.config)
		if (err != nil) != (c.want != "") || !strings.Contains(out, c.want) {
			t.Errorf("%s: %v: %s", c.statement, err, out)
		}
	}
}

func TestAuditVerifyMakesNothing(t *testing.T) {
	tr := writeTrail(t)
	missing := filepath.Join(tr.folder, "elsewhere.db")
	for _, command := range []string{"verify", "export"} {
		if _, err := runAuditCommand(t, command, "-store", missing, "-keys", tr.keys); err == nil {
			t.Errorf("%s: a store that is not there is no error", command)
		}
		if _, err := os.Stat(missing); err == nil {
			t.Errorf("%s made a store", command)
		}
	}
}

func TestAuditCommandsRefuseWhatTheyDoNotUnderstand(t *testing.T) {
	tr := writeTrail(t)
	for _, args := range [][]string{
		{}, {"sing"}, {"verify", "-sing"}, {"verify", "x"}, {"verify"}, {"verify", "-store", tr.store},
		{"verify", "-config", tr.config, "-store", tr.store}, {"export", "-config", tr.config, "-from", "yesterday"}, {"retain", "-config", tr.config},
	} {
		if _, err := runAuditCommand(t, args...); err == nil {
			t.Errorf("%v was taken", args)
		}
	}
}

func TestAuditRetainDeletesWhatIsOld(t *testing.T) {
	tr := writeTrail(t)
	out, err := runAuditCommand(t, "retain", "-config", tr.config, "-before", "2018-11-23")
	if err != nil || !strings.Contains(out, "gateway-1: entries 1 to 2 were deleted, 2 in all") {
		t.Fatalf("%v: %s", err, out)
	}
	if out, err := runAuditCommand(t, "verify", "-config", tr.config); err != nil || !strings.Contains(out, "entries 3 to 10") {
		t.Errorf("%v: %s", err, out)
	}
	if out, err := runAuditCommand(t, "retain", "-config", tr.config, "-before", "2018-11-23"); err != nil || !strings.Contains(out, "nothing is older") {
		t.Errorf("%v: %s", err, out)
	}
}

// exported runs an export and decodes its lines.
func exported(t *testing.T, args ...string) []map[string]any {
	t.Helper()
	out, err := runAuditCommand(t, append([]string{"export"}, args...)...)
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var events []map[string]any
	for line := range strings.Lines(out) {
		var e map[string]any
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		events = append(events, e)
	}
	return events
}

func TestAuditExportWritesAuditEventsAndNotesItself(t *testing.T) {
	tr := writeTrail(t)
	events := exported(t, "-config", tr.config, "-from", "2020-01-01")
	if len(events) != 5 { // the four newer accesses, and this export
		t.Fatalf("%d events were exported", len(events))
	}
	for _, e := range events {
		text, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), string(auditPerson)) {
			t.Error("an export that was to be pseudonymous names the person")
		}
	}
	identified := exported(t, "-config", tr.config, "-identify")
	if len(identified) != 7 {
		t.Fatalf("%d events were exported", len(identified))
	}
	text, err := json.Marshal(identified[0])
	if err != nil || !strings.Contains(string(text), string(auditPerson)) {
		t.Errorf("the person is not named: %v", err)
	}
	if out, err := runAuditCommand(t, "verify", "-config", tr.config); err != nil || !strings.Contains(out, "exports: entries 1 to 4") {
		t.Errorf("the exports are not noted: %v: %s", err, out)
	}
}
