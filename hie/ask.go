package hie

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"

	"github.com/london-care-record/gateway/record"
)

// ask stands around every question to an exchange: the deadline within the operation's budget, the span, the figures, the
// health. What stands around each of its requests is the guard.
func (s *Source) ask(ctx context.Context, search Search, people []record.NHSNumber, ask func(context.Context) Answers) Answers {
	caller := ctx
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	ctx = withAnswerBy(ctx, time.Now().Add(s.timeout))
	ctx, span := s.options.Tracer.Start(ctx, "hie.search", trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(
		attribute.String("hie.exchange", string(s.exchange.ID)),
		attribute.String("fhir.search", string(search)),
		attribute.Int("hie.people", len(people)),
	))
	defer span.End()

	start := s.options.Now()
	answers := s.recovering(ctx, people, ask)
	took := s.options.Now().Sub(start)
	s.note(ctx, span, search, answers, took)
	if caller.Err() == nil || took >= s.timeout { // else the caller went away: that says nothing about the exchange
		s.health.note(worst(answers), took, s.options.Now())
	}
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
				State: record.StateUnavailable, Detail: gatewayFault}}
		}
	}()
	return ask(ctx)
}

// note tells span and figures how a question was answered. Nothing that is noted comes from an answer's text.
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
}

// worst gives the gravest state among the answers to one question.
func worst(answers Answers) record.SourceState {
	state := record.StateNotConnected
	for _, a := range answers {
		state = record.Worse(state, a.Outcome.State)
	}
	return state
}
