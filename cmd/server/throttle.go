package main

import (
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"github.com/london-care-record/gateway/internal/server"
)

// ratesConfig says how often somebody may ask; see server.Rates.
type ratesConfig struct {
	Caller  rateConfig `yaml:"caller"`
	Client  rateConfig `yaml:"client"`
	Refused rateConfig `yaml:"refused"`
}

// rateConfig is so many requests a second and so many at once, or off.
type rateConfig struct {
	PerSecond float64 `yaml:"perSecond"`
	Burst     int     `yaml:"burst"`

	off bool
}

// UnmarshalYAML reads off, or the two numbers.
func (r *rateConfig) UnmarshalYAML(node ast.Node) error {
	if node.GetToken().Value == off {
		*r = rateConfig{off: true}
		return nil
	}
	type plain rateConfig // without this method
	var p plain
	if err := readMapping(node, &p, "perSecond and burst"); err != nil {
		return err
	}
	*r = rateConfig(p)
	return nil
}

// loadConfig says how much is done at once; see server.Load.
type loadConfig struct {
	Running  int      `yaml:"running"`
	Waiting  int      `yaml:"waiting"`
	People   int      `yaml:"people"`
	Patience duration `yaml:"patience"`

	off bool
}

// UnmarshalYAML reads off, or the four values.
func (l *loadConfig) UnmarshalYAML(node ast.Node) error {
	if node.GetToken().Value == off {
		*l = loadConfig{off: true}
		return nil
	}
	type plain loadConfig // without this method
	var p plain
	if err := readMapping(node, &p, "running, waiting, people and patience"); err != nil {
		return err
	}
	*l = loadConfig(p)
	return nil
}

// off switches something off.
const off = "off"

// readMapping reads what is not off.
func readMapping(node ast.Node, into any, keys string) error {
	if t := node.Type(); t != ast.MappingType && t != ast.MappingValueType {
		return &yaml.SyntaxError{Message: "must be off, or give " + keys, Token: node.GetToken()}
	}
	return yaml.NodeToValue(node, into, yaml.Strict())
}

func (c *config) checkThrottle() error {
	for _, r := range []struct {
		key  string
		rate rateConfig
	}{{"caller", c.Limits.Rates.Caller}, {"client", c.Limits.Rates.Client}, {"refused", c.Limits.Rates.Refused}} {
		if r.rate.PerSecond < 0 || r.rate.Burst < 0 {
			return c.problem("limits.rates."+r.key, "must not be negative; off switches it off")
		}
	}
	l := c.Limits.Load
	if l.Running < 0 || l.Waiting < 0 || l.People < 0 || l.Patience < 0 {
		return c.problem("limits.load", "must not be negative; off switches it off")
	}
	if l.Patience >= c.Budget {
		return c.problem("limits.load.patience", "must be less than the budget, %s, of which it is a part", time.Duration(c.Budget))
	}
	return nil
}

func (c *config) rates() server.Rates {
	d := server.DefaultRates()
	return server.Rates{Caller: c.Limits.Rates.Caller.or(d.Caller), Client: c.Limits.Rates.Client.or(d.Client), Refused: c.Limits.Rates.Refused.or(d.Refused)}
}

// or puts a rate over the default. Without a burst of its own it has that of the default in the same proportion.
func (r rateConfig) or(d server.Rate) server.Rate {
	switch {
	case r.off:
		return server.Rate{}
	case r.PerSecond == 0 && r.Burst == 0:
		return d
	case r.PerSecond == 0:
		return server.Rate{PerSecond: d.PerSecond, Burst: r.Burst}
	case r.Burst == 0:
		return server.Rate{PerSecond: r.PerSecond, Burst: max(1, int(r.PerSecond*float64(d.Burst)/d.PerSecond))}
	}
	return server.Rate{PerSecond: r.PerSecond, Burst: r.Burst}
}

func (c *config) load() server.Load {
	l := c.Limits.Load
	if l.off {
		return server.Load{Running: -1, People: -1}
	}
	return server.Load{Running: l.Running, Waiting: l.Waiting, People: l.People, Patience: time.Duration(l.Patience)}
}
