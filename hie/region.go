package hie

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"time"

	"go.opentelemetry.io/otel/metric"
	metricnoop "go.opentelemetry.io/otel/metric/noop"
	"go.opentelemetry.io/otel/trace"
	tracenoop "go.opentelemetry.io/otel/trace/noop"

	"github.com/london-care-record/gateway/internal/cache"
	"github.com/london-care-record/gateway/record"
)

// Region is the exchanges of one region, in the order of its configuration. It is made once and safe for concurrent
// use.
type Region struct {
	sources   []*Source
	exchanges []*record.Exchange
	memory    *memory
	gauges    metric.Registration
}

// Options are what the exchanges of a region share. The zero value works: no telemetry, the system's clock.
type Options struct {
	Tracer trace.Tracer
	Meter  metric.Meter
	Logger *slog.Logger
	Now    func() time.Time
	// Memory says what is remembered of the exchanges' answers; nil means nothing.
	Memory *Memory
	// Shared is a memory that other replicas share; nil for none. It is the caller's to close, after the region.
	Shared *cache.Shared
	// Dial connects to the exchanges; nil means over the network.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

type dialer = func(ctx context.Context, network, address string) (net.Conn, error)

func (o Options) withDefaults() Options {
	if o.Tracer == nil {
		o.Tracer = tracenoop.NewTracerProvider().Tracer("")
	}
	if o.Meter == nil {
		o.Meter = metricnoop.NewMeterProvider().Meter("")
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// NewRegion makes a region of its exchanges. It asks none of them anything. The error names the exchange.
func NewRegion(configs []Config, options Options) (*Region, error) {
	options = options.withDefaults()
	meters, err := newInstruments(options.Meter)
	if err != nil {
		return nil, err
	}
	r := &Region{}
	if options.Memory != nil {
		if r.memory, err = newMemory(*options.Memory, options.Shared, options.Now); err != nil {
			return nil, fmt.Errorf("memory: %w", err)
		}
		if r.gauges, err = meters.watch(options.Meter, r.memory); err != nil {
			r.Close()
			return nil, err
		}
	}
	for i, c := range configs {
		c.Exchange.Rank = i
		s, err := newSource(c, options, meters, r.memory)
		if err != nil {
			r.Close()
			return nil, fmt.Errorf("exchange %s: %w", c.Exchange.ID, err)
		}
		r.sources = append(r.sources, s)
		r.exchanges = append(r.exchanges, s.exchange)
	}
	return r, nil
}

// Exchanges gives the descriptions, in the region's order. They are shared and must not be changed.
func (r *Region) Exchanges() []*record.Exchange { return r.exchanges }

// Sources gives the exchanges to ask, in the region's order.
func (r *Region) Sources() []*Source { return r.sources }

// Health tells how an exchange has been doing; HealthUnknown for one that is not of this region.
func (r *Region) Health(id record.ExchangeID) record.ExchangeHealth {
	for _, s := range r.sources {
		if s.exchange.ID == id {
			return s.report()
		}
	}
	return record.ExchangeHealth{State: record.HealthUnknown, Breaker: record.BreakerClosed}
}

// Forget forgets how an exchange has failed and what it has answered, so that it is asked again at once. It is for those who know that the
// exchange has changed.
func (r *Region) Forget(id record.ExchangeID) {
	for _, s := range r.sources {
		if s.exchange.ID == id {
			s.guard.breaker.reset()
			if r.memory != nil {
				r.memory.forget(id)
			}
		}
	}
}

// Close ends what is still being asked on nobody's behalf, forgets everything and gives the connections back.
func (r *Region) Close() {
	for _, s := range r.sources {
		s.close()
	}
	if r.gauges != nil {
		_ = r.gauges.Unregister() // it only fails for one that is not registered
	}
	if r.memory != nil {
		r.memory.store.Close()
	}
}
