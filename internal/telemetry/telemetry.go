package telemetry

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	otelprometheus "go.opentelemetry.io/otel/exporters/prometheus"
	"go.opentelemetry.io/otel/metric"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// scope names this module as the source of its spans and metrics.
const scope = "github.com/london-care-record/gateway"

// Telemetry is what the program measures itself with. Nothing is global: two gateways in one process do not mix.
type Telemetry struct {
	Tracer trace.Tracer
	Meter  metric.Meter
	// Metrics serves the metrics in Prometheus' format.
	Metrics http.Handler

	traces  *sdktrace.TracerProvider
	metrics *sdkmetric.MeterProvider
}

// New sets telemetry up. Traces go to the OpenTelemetry collector that the standard environment variables name
// (OTEL_EXPORTER_OTLP_ENDPOINT or OTEL_EXPORTER_OTLP_TRACES_ENDPOINT); without them none are kept. extra, when not
// nil, is a further receiver of spans, for tests.
func New(ctx context.Context, version string, extra sdktrace.SpanProcessor) (*Telemetry, error) {
	res := resource.NewSchemaless(
		attribute.String("service.name", "london-care-record-gateway"),
		attribute.String("service.version", version),
	)
	traces, err := newTraces(ctx, res, extra)
	if err != nil {
		return nil, err
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	exporter, err := otelprometheus.New(otelprometheus.WithRegisterer(registry))
	if err != nil {
		return nil, fmt.Errorf("metrics: %w", err)
	}
	metrics := sdkmetric.NewMeterProvider(sdkmetric.WithReader(exporter), sdkmetric.WithResource(res))
	return &Telemetry{
		Tracer:  traces.Tracer(scope),
		Meter:   metrics.Meter(scope),
		Metrics: promhttp.HandlerFor(registry, promhttp.HandlerOpts{}),
		traces:  traces,
		metrics: metrics,
	}, nil
}

func newTraces(ctx context.Context, res *resource.Resource, extra sdktrace.SpanProcessor) (*sdktrace.TracerProvider, error) {
	options := []sdktrace.TracerProviderOption{sdktrace.WithResource(res)}
	if os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT") != "" || os.Getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") != "" {
		exporter, err := otlptracehttp.New(ctx)
		if err != nil {
			return nil, fmt.Errorf("traces: %w", err)
		}
		options = append(options, sdktrace.WithBatcher(exporter))
	}
	if extra != nil {
		options = append(options, sdktrace.WithSpanProcessor(extra))
	}
	if len(options) == 1 {
		options = append(options, sdktrace.WithSampler(sdktrace.NeverSample()))
	}
	return sdktrace.NewTracerProvider(options...), nil
}

// Close sends what is still to be sent and stops.
func (t *Telemetry) Close(ctx context.Context) error {
	return errors.Join(t.traces.Shutdown(ctx), t.metrics.Shutdown(ctx))
}
