package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/graph"
	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/internal/cache"
	"github.com/london-care-record/gateway/internal/server"
	"github.com/london-care-record/gateway/internal/telemetry"
	"github.com/london-care-record/gateway/resolvers"
	"github.com/london-care-record/gateway/terminology"
)

// service is a gateway that is put together and listens, but does not serve yet.
type service struct {
	server    *server.Server
	probes    *server.Probes
	region    *hie.Current
	entrance  *entrance
	shared    *cache.Shared // nil: replicas share no memory
	telemetry *telemetry.Telemetry
	log       *slog.Logger
}

// assemble wires a gateway. extra are further handlers of the public listener. What was opened is closed again on an
// error.
func assemble(ctx context.Context, c *config, extra map[string]http.Handler, stderr io.Writer) (s *service, err error) {
	s = &service{log: newLogger(c.Log, stderr)}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.close(ctx))
			s = nil
		}
	}()
	if s.telemetry, err = telemetry.New(ctx, version(), nil); err != nil {
		return s, err
	}
	if s.probes, err = server.NewProbes(c.Admin, s.telemetry.Metrics, s.log); err != nil {
		return s, err
	}
	if s.shared, err = c.Memory.Shared.open(s.log); err != nil {
		return s, c.inFile(err)
	}
	region, err := s.newRegion(c)
	if err != nil {
		return s, err
	}
	s.region = hie.NewCurrent(region)
	listenerTLS, err := c.listenerTLS()
	if err != nil {
		return s, err
	}
	if s.entrance, err = openEntrance(ctx, c, s.region, s.log); err != nil {
		return s, err
	}
	s.server, err = server.New(server.Config{
		Listen: c.Listen, TLS: listenerTLS, Probes: s.probes, Drain: c.Drain.settings(), Budget: time.Duration(c.Budget), Limits: c.limits(), Introspection: c.Introspection,
		Rates: c.rates(), Load: c.load(), Wire: c.wire(), Origins: c.CORS.Origins,
		Schema: newSchema(c.terms),
		Region: s.region,
		Door:   s.entrance.door, Verifier: s.entrance.verifier, Fallback: s.entrance.fallback,
		Trail: s.entrance.trail, Reader: s.entrance.reader,
		Telemetry: s.telemetry,
		Logger:    s.log, Playground: c.explorer(), Extra: extra,
	})
	return s, err
}

// newRegion makes the region of a configuration.
func (s *service) newRegion(c *config) (*hie.Region, error) {
	region, err := hie.NewRegion(c.exchanges(), hie.Options{Tracer: s.telemetry.Tracer, Meter: s.telemetry.Meter, Logger: s.log, Memory: c.Memory.memory(), Shared: s.shared})
	if err != nil {
		return nil, c.inFile(err)
	}
	return region, nil
}

// run serves until ctx ends, then drains and closes everything.
func (s *service) run(ctx context.Context) error {
	return errors.Join(s.server.Run(ctx), s.close(ctx))
}

// close closes all but the server, in the reverse order of opening.
func (s *service) close(ctx context.Context) error {
	var err error
	if s.entrance != nil {
		err = s.entrance.close()
	}
	if s.region != nil {
		s.region.Close()
	}
	if s.shared != nil {
		s.shared.Close()
	}
	if s.probes != nil {
		err = errors.Join(err, s.probes.Close())
	}
	if s.telemetry == nil {
		return err
	}
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return errors.Join(err, s.telemetry.Close(closing))
}

// runConfigured runs the gateway over the exchanges of a configuration file.
func runConfigured(ctx context.Context, c *config, f flags, stdout, stderr io.Writer) error {
	if err := c.checkSafe(); err != nil {
		return err
	}
	hangUps := reloadOnHangUp()
	defer hangUps.stop()
	s, err := assemble(ctx, c, c.explorerExtra(), stderr)
	if err != nil {
		return err
	}
	hangUps.serve(ctx, s, c, f)
	c.warnOfOpenDoors(s.log)
	if c.Access.Mode == access.ModeOpen {
		s.log.Warn("access is open: every request is answered as if from one test caller; never use this for real records", "caller", s.entrance.fallback.Name)
	}
	fmt.Fprintf(stdout, "London Care Record gateway, %d exchanges from %s\n", len(c.Exchanges), c.file)
	printAddresses(stdout, c, s)
	printAccess(stdout, c, s)
	return s.run(ctx)
}

// printAccess says who is let in, and where it is noted.
func printAccess(w io.Writer, c *config, s *service) {
	who := "everybody on this machine, as one test caller"
	if s.entrance.verifier != nil {
		who = "those with a token of " + strings.Join(slices.Sorted(maps.Keys(c.Access.Issuers)), ", ")
	}
	fmt.Fprintf(w, "  Access       %s\n", who)
	if s.entrance.nothingKept {
		fmt.Fprintln(w, "  Audit        in a temporary file: nothing is kept when the gateway ends. Name a store under audit in the configuration.")
	}
}

func printAddresses(w io.Writer, c *config, s *service) {
	fmt.Fprintf(w, "  GraphQL      %s/graphql\n", s.server.URL())
	if c.Playground {
		fmt.Fprintf(w, "  Playground   %s/\n", s.server.URL())
	}
	if _, ok := c.pages(); ok {
		fmt.Fprintf(w, "  Record       %s/record\n", s.server.URL())
	}
	if url := s.server.AdminURL(); url != "" {
		fmt.Fprintf(w, "  Health       %s/healthz, /startupz, /readyz, /metrics\n", url)
	}
}

// newSchema binds the contract to its resolvers.
func newSchema(terms *terminology.Terminology) executableSchema {
	return graph.NewExecutableSchema(graph.Config{
		Resolvers:  &resolvers.Resolver{Terminology: terms},
		Complexity: resolvers.Complexity(),
	})
}

func newLogger(c logConfig, w io.Writer) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.Level)); err != nil { // checked before
		level = slog.LevelInfo
	}
	options := &slog.HandlerOptions{Level: level}
	if c.Format == "json" {
		return slog.New(telemetry.NewLogHandler(slog.NewJSONHandler(w, options)))
	}
	return slog.New(telemetry.NewLogHandler(slog.NewTextHandler(w, options)))
}

func (c *config) limits() server.Limits {
	return server.Limits{
		Body: c.Limits.BodyBytes, Tokens: c.Limits.Tokens, Depth: c.Limits.Depth, Aliases: c.Limits.Aliases,
		Complexity: c.Limits.Complexity, People: c.Limits.People,
	}
}

// loopbackOnly tells whether every exchange is on this machine.
func (c *config) loopbackOnly() bool {
	for _, e := range c.exchanges() {
		if !hie.Loopback(e.URL) {
			return false
		}
	}
	return true
}

// inFile names the file in an error about an exchange.
func (c *config) inFile(err error) error {
	if c.file == "" {
		return err
	}
	return fmt.Errorf("%s: %w", c.file, err)
}
