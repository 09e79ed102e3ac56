package hie

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"

	"github.com/london-care-record/gateway/record"
)

// guard stands around every question to an exchange: the deadline within the operation's budget, the span, the
// figures, the health. It is the one place for what else must stand between the gateway and a failing exchange: retry,
// circuit breaker, bulkhead and memory.
func (s *Source) guard(ctx context.Context, search Search, people []record.NHSNumber, ask func(context.Context) Answers) Answers {
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	ctx, span := s.options.Tracer.Start(ctx, "hie.search", trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(
		attribute.String("hie.exchange", string(s.exchange.ID)),
		attribute.String("fhir.search", string(search)),
		attribute.Int("hie.people", len(people)),
	))
	defer span.End()

	s.health.inFlight.Add(1)
	defer s.health.inFlight.Add(-1)
	start := s.options.Now()
	answers := s.recovering(ctx, people, ask)
	s.note(ctx, span, search, answers, s.options.Now().Sub(start))
	return answers
}

// recovering asks, and turns a panic into UNAVAILABLE for everybody asked about: one exchange's odd answer must not take
// the other four down. The panic's value may hold patient data; the log has its type and the stack.
func (s *Source) recovering(ctx context.Context, people []record.NHSNumber, ask func(context.Context) Answers) (answers Answers) {
	defer func() {
		value := recover()
		if value == nil {
			return
		}
		s.options.Logger.ErrorContext(ctx, "panic while asking an exchange",
			"exchange", string(s.exchange.ID), "type", fmt.Sprintf("%T", value), "stack", string(debug.Stack()))
		answers = make(Answers, len(people))
		for _, n := range people {
			answers[n] = record.Answer{Exchange: s.exchange, Outcome: record.Outcome{
				State: record.StateUnavailable, Detail: "its answer could not be read because of a fault in the gateway"}}
		}
	}()
	return ask(ctx)
}

// note tells health, span and figures how a question was answered. Nothing that is noted comes from an answer's text.
func (s *Source) note(ctx context.Context, span trace.Span, search Search, answers Answers, took time.Duration) {
	state := worst(answers)
	attributes := metric.WithAttributes(
		attribute.String("exchange", string(s.exchange.ID)),
		attribute.String("search", string(search)),
		attribute.String("state", string(state)),
	)
	s.meters.duration.Record(ctx, took.Seconds(), attributes)
	span.SetAttributes(attribute.String("hie.state", string(state)))
	if state.Failed() {
		span.SetStatus(codes.Error, string(state))
		s.options.Logger.WarnContext(ctx, "exchange did not answer",
			"exchange", string(s.exchange.ID), "search", string(search), "state", string(state), "took", took)
	}
	if errors.Is(context.Cause(ctx), context.Canceled) {
		return // the caller went away: that says nothing about the exchange
	}
	s.health.note(state, took, s.options.Now())
}

// worst gives the gravest state among the answers to one question.
func worst(answers Answers) record.SourceState {
	state := record.StateNotConnected
	for _, a := range answers {
		state = record.Worse(state, a.Outcome.State)
	}
	return state
}

// instruments are the region's metrics.
type instruments struct {
	duration metric.Float64Histogram
}

func newInstruments(m metric.Meter) (*instruments, error) {
	duration, err := m.Float64Histogram("hie.search.duration",
		metric.WithUnit("s"),
		metric.WithDescription("How long a search of an exchange took, pages included."),
		metric.WithExplicitBucketBoundaries(.005, .01, .02, .05, .1, .2, .5, 1, 1.5, 2, 5))
	if err != nil {
		return nil, err
	}
	return &instruments{duration: duration}, nil
}
