package hie

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"net"
	"os/exec"
	"testing"
	"time"

	"github.com/valkey-io/valkey-go"
	"go.opentelemetry.io/otel/sdk/metric"

	"github.com/london-care-record/gateway/access/accesstest"
	"github.com/london-care-record/gateway/internal/cache"
	"github.com/london-care-record/gateway/internal/needed"
	"github.com/london-care-record/gateway/record"
)

// sharing starts a real server and gives what opens a memory on it, as each replica does.
func sharing(t *testing.T) (open func() *cache.Shared, end func()) {
	t.Helper()
	program := needed.Program(t, "valkey-server", "redis-server")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	_ = l.Close()
	_, port, _ := net.SplitHostPort(address)
	server := exec.Command(program, "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", t.TempDir())
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	ended := false
	end = func() {
		if !ended {
			ended = true
			_ = server.Process.Kill()
			_ = server.Wait()
		}
	}
	t.Cleanup(end)
	secret := make([]byte, 32)
	_, _ = rand.Read(secret)
	ring, err := cache.ParseRing("k1 " + base64.StdEncoding.EncodeToString(secret))
	if err != nil {
		t.Fatal(err)
	}
	open = func() *cache.Shared {
		s := cache.NewShared(cache.SharedConfig{Server: valkey.ClientOption{InitAddress: []string{address}},
			Ring: func() (*cache.Ring, error) { return ring, nil }, Timeout: time.Second, MaxBytes: 1 << 20})
		t.Cleanup(s.Close)
		return s
	}
	waiting := open()
	for deadline := time.Now().Add(20 * time.Second); waiting.Reachable(t.Context()) != nil; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the server does not answer")
		}
	}
	return open, end
}

func TestReplicasAskOnceForAllOfThem(t *testing.T) {
	open, end := sharing(t)
	memory := DefaultMemory
	memory.FreshStrict, memory.Fresh, memory.Late = time.Minute, time.Minute, 0
	d, first := demoRegion(t, Options{Memory: &memory, Shared: open()}, Guard{}, 20*time.Second)
	grants := accesstest.Build(t, nil).Grants(accesstest.Tester(), people[:1], record.Kinds)
	view := func(r *Region) (who, what record.Answer) {
		s := r.Sources()[1]
		index := s.Patients(t.Context(), grants)
		answers := s.Search(t.Context(), allergies, grants, Earlier{Patients: func() *PatientIndex { return index }})
		return index.Answer(people[0]), answers[people[0]]
	}
	_, told := view(first)
	if told.Outcome.State != record.StateComplete || told.Facts.Len() == 0 {
		t.Fatalf("the first replica got %+v", told.Outcome)
	}
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		d.ResetRequests()
		fresh, err := NewRegion(configsOf(t, d, Guard{}, 20*time.Second), Options{Memory: &memory, Shared: open()})
		if err != nil {
			t.Fatal(err)
		}
		who, what := view(fresh)
		health := fresh.Health("SEL")
		fresh.Close()
		if d.Requests("SEL")["total"] == 0 {
			if what.Outcome.State != record.StateComplete || what.Facts.Len() != told.Facts.Len() || !what.Outcome.FetchedAt.Equal(told.Outcome.FetchedAt) || who.Outcome.State != record.StateComplete {
				t.Errorf("the second replica got %+v, %+v", who.Outcome, what.Outcome)
			}
			if health.RecentRequests != 0 {
				t.Errorf("what another replica asked counts as this one's: %+v", health)
			}
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the second replica asks for itself")
		}
	}

	end() // the loss of the server costs speed only
	third, err := NewRegion(configsOf(t, d, Guard{}, 20*time.Second), Options{Memory: &memory, Shared: open()})
	if err != nil {
		t.Fatal(err)
	}
	defer third.Close()
	if _, what := view(third); what.Outcome.State != record.StateComplete || what.Facts.Len() != told.Facts.Len() {
		t.Errorf("without the server the outcome is %+v", what.Outcome)
	}
}

// TestAReplicaHasConfirmedWhatAnotherRead asks a replica for what another has read, when that is no longer fresh.
func TestAReplicaHasConfirmedWhatAnotherRead(t *testing.T) {
	open, _ := sharing(t)
	memory := DefaultMemory
	memory.FreshStrict, memory.Fresh = 0, 0
	d, first := demoRegion(t, Options{Memory: &memory, Shared: open()}, Guard{}, 20*time.Second)
	reader := metric.NewManualReader()
	provider := metric.NewMeterProvider(metric.WithReader(reader))
	defer func() { _ = provider.Shutdown(context.Background()) }()
	second, err := NewRegion(configsOf(t, d, Guard{}, 20*time.Second), Options{Memory: &memory, Shared: open(), Meter: provider.Meter("")})
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	view := func(r *Region, n record.NHSNumber) record.Answer {
		s, grants := r.Sources()[1], accesstest.Build(t, nil).Grants(accesstest.Tester(), []record.NHSNumber{n}, record.Kinds)
		index := s.Patients(t.Context(), grants)
		return s.Search(t.Context(), allergies, grants, Earlier{Patients: func() *PatientIndex { return index }})[n]
	}
	const ada record.NHSNumber = "9990000018"
	for _, n := range d.Population()[:12] { // until both know how the exchange is asked
		if n := record.NHSNumber(n); n != ada {
			view(first, n)
			view(second, n)
		}
	}
	read := view(first, ada)
	replica := second.Sources()[1]
	var about []string
	for _, search := range []Search{SearchPatients, allergies} {
		about = append(about, replica.about(second.memory.key("SEL", search, ada, basis{})))
	}
	for deadline := time.Now().Add(20 * time.Second); len(second.memory.shared.Get(t.Context(), about)) < len(about); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("what the first replica read is not shared")
		}
	}
	before := confirmations(t, reader)["confirmed"]
	a := view(second, ada)
	if a.Outcome.State != record.StateComplete || a.Facts.Len() != read.Facts.Len() || a.Facts.Len() == 0 || !a.Outcome.FetchedAt.After(read.Outcome.FetchedAt) {
		t.Errorf("the second replica got %+v", a.Outcome)
	}
	if n := confirmations(t, reader)["confirmed"] - before; n != 2 {
		t.Errorf("%d answers were confirmed", n)
	}
}
