package cache

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"net"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/valkey-io/valkey-go"

	"github.com/london-care-record/gateway/internal/needed"
)

// newRing makes a ring of fresh keys with these ids, the newest first.
func newKeys(t *testing.T, ids ...string) string {
	t.Helper()
	var text strings.Builder
	for _, id := range ids {
		secret := make([]byte, keyBytes)
		_, _ = rand.Read(secret)
		text.WriteString(id + " " + base64.StdEncoding.EncodeToString(secret) + "\n")
	}
	return text.String()
}

func ringOf(t *testing.T, text string) func() (*Ring, error) {
	t.Helper()
	r, err := ParseRing(text)
	if err != nil {
		t.Fatal(err)
	}
	return func() (*Ring, error) { return r, nil }
}

// redis starts a real server of its own, and gives its address and how to end it.
func redis(t *testing.T) (address string, end func()) {
	t.Helper()
	program := needed.Program(t, "valkey-server", "redis-server")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address = l.Addr().String()
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
	until(t, "the server answers", func() bool {
		c, err := net.Dial("tcp", address)
		if err != nil {
			return false
		}
		return c.Close() == nil
	})
	return address, end
}

func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("it never came to pass that %s", what)
		}
	}
}

func shared(t *testing.T, address string, ring func() (*Ring, error)) *Shared {
	t.Helper()
	s := NewShared(SharedConfig{Server: valkey.ClientOption{InitAddress: []string{address}}, Ring: ring, Timeout: time.Second, MaxBytes: 1000})
	t.Cleanup(s.Close)
	return s
}

func TestReplicasShareWhatOneOfThemPut(t *testing.T) {
	address, _ := redis(t)
	ring := ringOf(t, newKeys(t, "k1"))
	a, b := shared(t, address, ring), shared(t, address, ring)
	a.Put("one", []byte("1"), time.Minute)
	a.Put("two", []byte("2"), time.Minute)
	a.Put("great", bytes.Repeat([]byte("x"), 1001), time.Minute)
	a.Put("brief", []byte("3"), 50*time.Millisecond)
	until(t, "the other has it", func() bool { return len(b.Get(t.Context(), []string{"one", "two"})) == 2 })
	until(t, "it runs out", func() bool { return len(b.Get(t.Context(), []string{"brief"})) == 0 })
	got := b.Get(t.Context(), []string{"none", "two", "great", "one"})
	if string(got["one"]) != "1" || string(got["two"]) != "2" || len(got) != 2 {
		t.Errorf("got %q", got)
	}
}

func TestS26_TheServerLearnsNothing(t *testing.T) {
	address, _ := redis(t)
	ring := ringOf(t, newKeys(t, "k1"))
	s := shared(t, address, ring)
	const person, secret = "9990000018", "penicillin anaphylaxis"
	s.Put("allergies of "+person, []byte(secret), time.Minute)
	s.Put("allergies of another", []byte("none"), time.Minute)
	until(t, "they are there", func() bool {
		return len(s.Get(t.Context(), []string{"allergies of " + person, "allergies of another"})) == 2
	})
	c, err := valkey.NewClient(valkey.ClientOption{InitAddress: []string{address}, DisableCache: true})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	names, err := c.Do(t.Context(), c.B().Keys().Pattern("*").Build()).AsStrSlice()
	if err != nil || len(names) != 2 {
		t.Fatalf("the server holds %v, %v", names, err)
	}
	r, _ := ring()
	mine, others := r.keys[0].name("allergies of "+person), r.keys[0].name("allergies of another")
	values := map[string]string{}
	for _, name := range names {
		value, err := c.Do(t.Context(), c.B().Get().Key(name).Build()).ToString()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(name+value, person) || strings.Contains(name+value, "penicillin") {
			t.Errorf("the server can read %s: %q", name, value)
		}
		values[name] = value
	}
	// Somebody who has the server puts one person's value in the place of another's, or changes it.
	for _, forged := range []string{values[others], values[mine][:len(values[mine])-1] + "x", "short", ""} {
		if err := c.Do(t.Context(), c.B().Set().Key(mine).Value(forged).Build()).Error(); err != nil {
			t.Fatal(err)
		}
		if got := s.Get(t.Context(), []string{"allergies of " + person}); len(got) != 0 {
			t.Errorf("a forged value was taken: %q", got)
		}
	}
}

func TestKeysCanBeChangedWhileReplicasRun(t *testing.T) {
	address, _ := redis(t)
	before := newKeys(t, "k1")
	after := newKeys(t, "k2") + before
	old, changed := shared(t, address, ringOf(t, before)), shared(t, address, ringOf(t, after))
	old.Put("a", []byte("1"), time.Minute)
	until(t, "who has the newer key reads what the older sealed", func() bool { return string(changed.Get(t.Context(), []string{"a"})["a"]) == "1" })
	changed.Put("a", []byte("2"), time.Minute)
	until(t, "the newer value is found first", func() bool { return string(changed.Get(t.Context(), []string{"a"})["a"]) == "2" })
	if got := old.Get(t.Context(), []string{"a"}); string(got["a"]) != "1" {
		t.Errorf("who lacks the newer key reads %q", got)
	}
}

func TestTheLossOfTheServerCostsSpeedOnly(t *testing.T) {
	address, end := redis(t)
	var failures atomic.Int64
	s := NewShared(SharedConfig{Server: valkey.ClientOption{InitAddress: []string{address}}, Ring: ringOf(t, newKeys(t, "k")), Timeout: 200 * time.Millisecond,
		MaxBytes: 1000, Failed: func(error) { failures.Add(1) }})
	defer s.Close()
	s.Put("a", []byte("1"), time.Minute)
	until(t, "it is there", func() bool { return len(s.Get(t.Context(), []string{"a"})) == 1 })
	end()
	until(t, "the server is left alone", func() bool { s.Get(t.Context(), []string{"a"}); return s.breaker.IsOpen() })
	told := failures.Load()
	began := time.Now()
	for range 1000 {
		if got := s.Get(t.Context(), []string{"a"}); len(got) != 0 {
			t.Fatalf("got %q", got)
		}
	}
	if took := time.Since(began); took > 5*time.Second || failures.Load() != told {
		t.Errorf("a thousand questions to nobody took %s, with %d failures", took, failures.Load()-told)
	}
}

func TestAServerThatIsNotThereIsNoReasonNotToStart(t *testing.T) {
	s := shared(t, "127.0.0.1:1", ringOf(t, newKeys(t, "k")))
	if got := s.Get(t.Context(), []string{"a"}); len(got) != 0 {
		t.Errorf("got %q", got)
	}
	if err := s.Reachable(t.Context()); err == nil {
		t.Error("nobody was reached")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s.Get(ctx, []string{"a"})
}

func TestABadRingIsRefused(t *testing.T) {
	good := newKeys(t, "a")
	for name, text := range map[string]string{
		"nothing": "# none\n", "no key": "a\n", "a short one": "a c2hvcnQ=\n", "the same id": good + good, "no base64": "a !!!\n", "a long id": strings.Repeat("i", 40) + good,
	} {
		_, err := ParseRing(text)
		if err == nil {
			t.Errorf("%s was taken", name)
		} else if strings.Contains(err.Error(), "c2hv") {
			t.Errorf("%s: the error holds the key: %v", name, err)
		}
	}
}
