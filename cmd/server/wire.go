package main

import (
	"net/url"
	"strings"
	"time"

	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/internal/server"
)

// corsConfig names the web origins whose pages may ask.
type corsConfig struct {
	Origins []string `yaml:"origins"`
}

// checkCORS refuses what would let in pages of nobody in particular.
func (c *config) checkCORS() error {
	for _, origin := range c.CORS.Origins {
		u, err := url.Parse(origin)
		switch {
		case origin == "*" || origin == "null" || err == nil && (u.Host == "" || strings.Contains(origin, "*")):
			return c.problem("cors.origins", "%q is not one origin: each is named in full, such as https://viewer.example.nhs.uk, so that no page of a stranger may ask", origin)
		case err != nil || u.User != nil || origin != u.Scheme+"://"+u.Host:
			return c.problem("cors.origins", "%q must be scheme, host and port and nothing else, such as https://viewer.example.nhs.uk", origin)
		case u.Scheme != "https" && (u.Scheme != "http" || !hie.Loopback(u)):
			return c.problem("cors.origins", "%q must be https, or http to a loopback address: whoever changes a page on the way could ask with its token", origin)
		}
	}
	return nil
}

func (c *config) checkWire() error {
	for _, l := range []struct {
		key   string
		value int64
	}{{"connections", int64(c.Limits.Connections)}, {"headerTime", int64(c.Limits.HeaderTime)}, {"bodyTime", int64(c.Limits.BodyTime)},
		{"writeTime", int64(c.Limits.WriteTime)}} {
		if l.value < 0 {
			return c.problem("limits."+l.key, "must not be negative")
		}
	}
	return nil
}

func (c *config) wire() server.Wire {
	return server.Wire{Connections: c.Limits.Connections, Header: time.Duration(c.Limits.HeaderTime), Body: time.Duration(c.Limits.BodyTime),
		Write: time.Duration(c.Limits.WriteTime)}
}
