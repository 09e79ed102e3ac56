package main

import (
	"context"
	"testing"
	"time"

	"github.com/london-care-record/gateway/audit"
)

func TestRetentionDeletesWhatIsOlder(t *testing.T) {
	tr := writeTrail(t)
	c, err := readConfig(tr.config)
	if err != nil {
		t.Fatal(err)
	}
	c.Audit.RetentionDays = 3653
	e, err := openEntrance(t.Context(), c, nil, newLogger(c.Log, t.Output()))
	if err != nil {
		t.Fatal(err)
	}
	oldest := func() int {
		page, err := e.reader.Find(context.WithoutCancel(t.Context()), audit.Query{OldestFirst: true, First: 1})
		if err != nil || len(page.Accesses) == 0 {
			t.Fatalf("%v, %d accesses", err, len(page.Accesses))
		}
		return page.Accesses[0].Decision.At.Year()
	}
	for end := time.Now().Add(10 * time.Second); oldest() == 2010 && time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
	}
	if year := oldest(); year == 2010 {
		t.Error("the old entry is still there")
	}
	if err := e.close(); err != nil {
		t.Error(err)
	}
	if out, err := runAuditCommand(t, "verify", "-config", tr.config); err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
