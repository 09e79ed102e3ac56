package main

import (
	"time"

	"github.com/london-care-record/gateway/internal/server"
)

// drainConfig says how the gateway ends when it is told to.
type drainConfig struct {
	Delay   duration `yaml:"delay"`
	Timeout duration `yaml:"timeout"`
}

func (d drainConfig) settings() server.Drain {
	return server.Drain{Delay: time.Duration(d.Delay), Timeout: time.Duration(d.Timeout)}
}

func (c *config) checkDrain() error {
	switch {
	case c.Drain.Delay < 0:
		return c.problem("drain.delay", "must not be negative")
	case c.Drain.Timeout < c.Budget:
		return c.problem("drain.timeout", "must be at least the budget, %s: requests under way would be cut off", time.Duration(c.Budget))
	}
	return nil
}
