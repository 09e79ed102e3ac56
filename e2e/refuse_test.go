//go:build unix

package e2e

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/london-care-record/gateway/audit/pgtest"
)

// refusal tells whether a reply is the refusal of a gateway that can't note an access: a clear sentence, no data.
func (r reply) refusal() bool {
	return r.code() == "RECORD_UNAVAILABLE" && r.nothing() && strings.Contains(r.Errors[0].Message, "could not be noted")
}

// refusing asks under load what a gateway makes of trouble with what it needs.
type refusing struct {
	t      *testing.T
	stage  *stage
	config string
	p      *program
	list   []question
	client *http.Client
}

func newRefusing(t *testing.T, s *stage) *refusing {
	t.Helper()
	r := &refusing{t: t, stage: s, config: s.configure(t, "gateway-1", ""), list: questions(t, s), client: &http.Client{Transport: &http.Transport{}}}
	t.Cleanup(r.client.CloseIdleConnections)
	r.p = run(t, "-config", r.config)
	return r
}

func (r *refusing) ask() reply {
	r.t.Helper()
	a, err := put(r.t.Context(), r.client, r.p.url, r.list[0])
	if err != nil {
		r.t.Fatalf("no answer came: %v", err)
	}
	return a
}

// through keeps many asking while trouble comes and goes, and then holds every answer that left against the trail.
func (r *refusing) through(trouble func()) {
	r.t.Helper()
	began := time.Now().Add(-time.Second)
	all := &crowd{}
	ctx, cancel := context.WithCancel(r.t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		all.ask(ctx, 4, r.p.url, r.list, true, nil)
	}()
	trouble()
	cancel()
	<-done
	replies, lost := all.all()
	for _, err := range lost {
		r.t.Errorf("no answer came: %v", err)
	}
	noted, answered, refused := trail{r.t, r.config}.since(began), 0, 0
	for _, a := range replies {
		switch {
		case a.asExpected() == "":
			answered++
			if problem := a.missingFrom(noted); problem != "" {
				r.t.Error(problem)
			}
		case a.refusal():
			refused++
		default:
			r.t.Errorf("neither an answer nor a clear refusal: %s", a.asExpected())
		}
	}
	if answered == 0 || refused == 0 {
		r.t.Errorf("%d answers and %d refusals", answered, refused)
	}
	r.t.Logf("%d answers and %d refusals", answered, refused)
	trail{r.t, r.config}.verify()
}

// becomes waits until the gateway answers as it should, without a restart, and says so in its probe.
func (r *refusing) becomes(audit string, as func(reply) bool) {
	r.t.Helper()
	eventually(r.t, "answers while the audit trail is "+audit, func() bool { return as(r.ask()) })
	eventually(r.t, "the probe says that the audit trail is "+audit, func() bool {
		status, body := probe(r.p.admin + "/readyz")
		return status == http.StatusOK && strings.Contains(body, `"audit":"`+audit+`"`)
	})
}

func well(r reply) bool { return r.asExpected() == "" }

func TestS25_WhileTheAuditDatabaseIsDownNothingIsShown(t *testing.T) {
	s := newStage(t, 5)
	cluster := pgtest.Start(t)
	s.auditStore = "databaseURLFile: " + s.write(t, "audit-url", cluster.Database(t))
	r := newRefusing(t, s)
	r.becomes("written", well)
	r.through(func() {
		for range 2 {
			if err := cluster.Crash(); err != nil {
				t.Fatal(err)
			}
			r.becomes("failing", reply.refusal)
			asked := requests(s)
			for range 5 {
				if a := r.ask(); !a.refusal() {
					t.Errorf("without a database: %d %s", a.status, a.Raw)
				}
			}
			if now := requests(s); now != asked {
				t.Errorf("the exchanges were asked %d times though it could not be noted", now-asked)
			}
			if err := cluster.Up(); err != nil {
				t.Fatal(err)
			}
			r.becomes("written", well)
		}
	})
	contains(t, r.p.output.String(), "the audit trail can't be written; nothing is released until it can", "the audit trail is written again")
}

// requests counts what all exchanges have been asked.
func requests(s *stage) int {
	n := 0
	for _, e := range s.region.Exchanges() {
		n += s.region.Requests(e.ID)["total"]
	}
	return n
}

func TestS25_WhileTheDiskIsFullNothingIsShown(t *testing.T) {
	s := newStage(t, 5)
	disk := filepath.Join(s.folder, "disk")
	if err := os.Mkdir(disk, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := mountSmall(disk); err != nil {
		t.Skipf("needs the right to mount a small disk: %v", err)
	}
	t.Cleanup(func() { // after the gateway has ended
		if err := syscall.Unmount(disk, 0); err != nil {
			t.Error(err)
		}
	})
	s.auditStore = "file: disk/audit.db"
	r := newRefusing(t, s)
	r.becomes("written", well)
	ballast := filepath.Join(disk, "ballast")
	r.through(func() {
		for range 3 {
			fill(t, ballast)
			r.becomes("failing", reply.refusal)
			if err := os.Remove(ballast); err != nil {
				t.Fatal(err)
			}
			r.becomes("written", well)
		}
	})
}

// fill writes a file until the disk has no room left.
func fill(t *testing.T, file string) {
	t.Helper()
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for _, piece := range [][]byte{make([]byte, 1<<16), make([]byte, 1)} {
		for err = nil; err == nil; {
			_, err = f.Write(piece)
		}
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("the disk is not full: %v", err)
	}
}

func TestS24_WhileTheOptOutRegisterIsDownOnlyABrokenGlassOpens(t *testing.T) {
	s := newStage(t, 5)
	cluster := pgtest.Start(t)
	s.optOutStore = "databaseURLFile: " + s.write(t, "opt-out-url", cluster.Database(t))
	r := newRefusing(t, s)
	if a := r.ask(); !well(a) {
		t.Fatal(a.asExpected())
	}
	unreachable := func(a reply) bool {
		return a.code() == "RECORD_UNAVAILABLE" && a.nothing() && strings.Contains(a.Errors[0].Message, "register of people who object to sharing is out of reach")
	}
	for range 2 {
		if err := cluster.Crash(); err != nil {
			t.Fatal(err)
		}
		asked := requests(s)
		for range 3 {
			if a := r.ask(); !unreachable(a) {
				t.Errorf("without the register: %s", a.Raw)
			}
		}
		if now := requests(s); now != asked {
			t.Errorf("the exchanges were asked %d times", now-asked)
		}
		if err := cluster.Up(); err != nil {
			t.Fatal(err)
		}
		eventually(t, "the register is asked again", func() bool { return well(r.ask()) })
	}
	if err := cluster.Crash(); err != nil {
		t.Fatal(err)
	}
	n := s.region.Population()[1]
	doctor := s.token(t, "ae-doctor", "")
	glass := fmt.Sprintf(`mutation{breakGlass(nhsNumber:%q,reason:EMERGENCY,text:"unconscious in resus"){until}}`, n)
	for _, query := range []string{glass, fmt.Sprintf(`{patient(nhsNumber:%q){name{text}}}`, n)} {
		if a, _ := r.p.askAs(doctor, query); len(a.Errors) > 0 {
			t.Errorf("with a broken glass, by the last known register: %s", a.Raw)
		}
	}
	if a := r.ask(); !unreachable(a) { // the glass is for one person
		t.Errorf("without a broken glass: %s", a.Raw)
	}
	trail{t, r.config}.verify()
	if err := cluster.Up(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the register is asked again", func() bool { return well(r.ask()) })
}
