package main

import (
	"strings"
	"testing"
	"time"

	"github.com/london-care-record/gateway/hie"
)

func TestAMemoryIsReadAndABadOneRefused(t *testing.T) {
	const head = "access: {mode: open}\nexchanges: {NEL: {url: 'http://127.0.0.1:1'}}\n"
	c, err := readConfig(write(t, head))
	if err != nil || *c.Memory.memory() != hie.DefaultMemory {
		t.Errorf("the default is %+v, %v", c.Memory, err)
	}
	if c, err = readConfig(write(t, head+"memory: {off: true}\n")); err != nil || c.Memory.memory() != nil {
		t.Errorf("switched off it is %+v, %v", c.Memory, err)
	}
	c, err = readConfig(write(t, head+"memory: {fresh: 5s, freshStrict: 0s, stale: 0s, staleStrict: 0s}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if m := c.Memory.memory(); m.Fresh != 5*time.Second || m.FreshStrict != 0 || m.Stale != 0 || m.Bytes != hie.DefaultMemory.Bytes {
		t.Errorf("the memory is %+v", m)
	}
	if _, err := readConfig(write(t, head+"memory:\n  staleStrict: 2h\n")); err == nil || !strings.Contains(err.Error(), ":4: memory.staleStrict: must be from 0s to stale") {
		t.Errorf("the error is %v", err)
	}
}
