package main

import (
	"runtime/debug"
	"strings"
	"time"

	"github.com/london-care-record/gateway/hie"
)

// memoryConfig says what is remembered of the exchanges' answers; what it leaves out is hie.DefaultMemory.
type memoryConfig struct {
	Off          bool         `yaml:"off"`
	Bytes        int64        `yaml:"bytes"`
	Fresh        duration     `yaml:"fresh"`
	FreshStrict  duration     `yaml:"freshStrict"`
	Stale        duration     `yaml:"stale"`
	StaleStrict  duration     `yaml:"staleStrict"`
	Late         duration     `yaml:"late"`
	LateSearches int          `yaml:"lateSearches"`
	Shared       sharedConfig `yaml:"shared"`
}

// The part of the memory that Go is given which answers are remembered in, and the most of it. With two fifths the
// collector had so little room beside what is remembered that it ran without end under load.
const (
	rememberedPart = 8
	rememberedMost = 1 << 30
)

// rememberedBytes is how much of so much memory answers are remembered in.
func rememberedBytes(limit int64) int64 {
	return min(max(limit/rememberedPart, 8<<20), rememberedMost)
}

func defaultMemory() memoryConfig {
	m := hie.DefaultMemory
	m.Bytes = rememberedBytes(debug.SetMemoryLimit(-1))
	return memoryConfig{
		Bytes: m.Bytes, Fresh: duration(m.Fresh), FreshStrict: duration(m.FreshStrict), Stale: duration(m.Stale),
		StaleStrict: duration(m.StaleStrict), Late: duration(m.Late), LateSearches: m.LateSearches,
	}
}

// memory turns the configuration into the region's; nil for none.
func (m memoryConfig) memory() *hie.Memory {
	if m.Off {
		return nil
	}
	return &hie.Memory{
		Bytes: m.Bytes, Fresh: time.Duration(m.Fresh), FreshStrict: time.Duration(m.FreshStrict), Stale: time.Duration(m.Stale),
		StaleStrict: time.Duration(m.StaleStrict), Late: time.Duration(m.Late), LateSearches: m.LateSearches,
	}
}

func (c *config) checkMemory() error {
	if err := c.checkShared(); err != nil {
		return err
	}
	m := c.Memory.memory()
	if m == nil {
		return nil
	}
	if err := m.Check(); err != nil {
		key, problem, _ := strings.Cut(err.Error(), " ")
		return c.problem("memory."+key, "%s", problem)
	}
	return nil
}
