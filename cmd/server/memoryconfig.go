package main

import (
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

func defaultMemory() memoryConfig {
	m := hie.DefaultMemory
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
