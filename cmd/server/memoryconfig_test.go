package main

import (
	"log/slog"
	"math"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/hie"
)

func TestAMemoryIsReadAndABadOneRefused(t *testing.T) {
	const head = "access: {mode: open}\nexchanges: {NEL: {url: 'http://127.0.0.1:1'}}\n"
	want := hie.DefaultMemory
	want.Bytes = rememberedBytes(debug.SetMemoryLimit(-1))
	c, err := readConfig(write(t, head))
	if err != nil || *c.Memory.memory() != want {
		t.Errorf("the default is %+v, %v", c.Memory, err)
	}
	if c, err = readConfig(write(t, head+"memory: {off: true}\n")); err != nil || c.Memory.memory() != nil {
		t.Errorf("switched off it is %+v, %v", c.Memory, err)
	}
	c, err = readConfig(write(t, head+"memory: {fresh: 5s, freshStrict: 0s, stale: 0s, staleStrict: 0s}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if m := c.Memory.memory(); m.Fresh != 5*time.Second || m.FreshStrict != 0 || m.Stale != 0 || m.Bytes != want.Bytes {
		t.Errorf("the memory is %+v", m)
	}
	if _, err := readConfig(write(t, head+"memory:\n  staleStrict: 2h\n")); err == nil || !strings.Contains(err.Error(), ":4: memory.staleStrict: must be from 0s to stale") {
		t.Errorf("the error is %v", err)
	}
}

func TestASharedMemoryIsReadAndABadOneRefused(t *testing.T) {
	const head = "access: {mode: open}\nexchanges: {NEL: {url: 'http://127.0.0.1:1'}}\nmemory:\n  "
	keys := write(t, "k1 "+strings.Repeat("A", 43)+"=\n")
	c, err := readConfig(write(t, head+"shared: {url: 'redis://127.0.0.1:1', keysFile: "+keys+"}\n"))
	if err != nil {
		t.Fatal(err)
	}
	shared, err := c.Memory.Shared.open(slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	shared.Close()
	var said strings.Builder
	if err := checkSharedMemory(t.Context(), c, &said); err == nil || !strings.Contains(said.String(), "shared at redis://127.0.0.1:1: can't be used") {
		t.Errorf("the check says %q, %v", said.String(), err)
	}
	for text, problem := range map[string]string{
		"shared: {url: 'http://127.0.0.1:1'}":                             "memory.shared.url: must begin with redis:// or rediss://",
		"shared: {url: 'redis://memory.example:1', keysFile: k}":          "memory.shared.url: plain redis is for loopback addresses only",
		"shared: {url: 'rediss://:secret@memory.example:1', keysFile: k}": "memory.shared.url: must not hold a password",
		"shared: {url: 'redis://127.0.0.1:1'}":                            "memory.shared.keysFile: is missing",
		"{off: true, shared: {url: 'redis://127.0.0.1:1', keysFile: k}}":  "memory.shared: nothing is shared while memory is off",
		"shared: {url: 'redis://127.0.0.1:1', keysFile: k, timeout: -1s}": "memory.shared: must not hold negative numbers",
	} {
		_, err := readConfig(write(t, head+text+"\n"))
		if err == nil || !strings.Contains(err.Error(), problem) {
			t.Errorf("%s: the error is %v", text, err)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("the error holds the password: %v", err)
		}
	}
	for name, text := range map[string]string{"no key": "k1\n", "empty": ""} {
		bad := sharedConfig{URL: "redis://127.0.0.1:1", KeysFile: write(t, text)}
		if _, err := bad.open(slog.New(slog.DiscardHandler)); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestWhatIsRememberedLeavesRoom(t *testing.T) {
	for limit, want := range map[int64]int64{uncontained: 96 << 20, 16 << 30: 1 << 30, math.MaxInt64: 1 << 30, 32 << 20: 8 << 20, 4 << 30: 512 << 20} {
		if got := rememberedBytes(limit); got != want {
			t.Errorf("of %d bytes %d are for what is remembered, want %d", limit, got, want)
		}
	}
}
