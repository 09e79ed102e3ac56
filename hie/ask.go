package hie

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"github.com/london-care-record/gateway/record"
)

// ask asks an exchange a question about some people, within the context's deadline; it gives a piece for each of them. The
// span and the figures are made here. What stands around each of its requests is the guard.
func (s *Source) ask(ctx context.Context, q question, people []record.NHSNumber) pieces {
	ctx, span := s.options.Tracer.Start(ctx, "hie.search", trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(
		attribute.String("hie.exchange", string(s.exchange.ID)),
		attribute.String("fhir.search", string(q.search)),
		attribute.Int("hie.people", len(people)),
	))
	defer span.End()
	start := s.options.Now()
	came := s.recovering(ctx, people, q.ask)
	state := worst(came)
	s.meters.duration.Record(ctx, s.options.Now().Sub(start).Seconds(), s.guard.labels.of(label{search: string(q.search), state: string(state)}))
	span.SetAttributes(attribute.String("hie.state", string(state)))
	if confirmed := countConfirmed(came); confirmed > 0 {
		span.SetAttributes(attribute.Int("hie.confirmed", confirmed))
	}
	if state.Failed() {
		span.SetStatus(codes.Error, string(state))
	}
	return came
}

// recovering asks, and turns a panic into UNAVAILABLE for everybody asked about: one exchange's odd answer must not take
// the other four down. The panic's value may hold patient data; the log has its type and the stack.
func (s *Source) recovering(ctx context.Context, people []record.NHSNumber, ask func(context.Context, []record.NHSNumber) pieces) (came pieces) {
	defer func() {
		value := recover()
		if value == nil {
			return
		}
		s.options.Logger.ErrorContext(ctx, "panic while asking an exchange",
			"exchange", string(s.exchange.ID), "type", fmt.Sprintf("%T", value), "stack", string(debug.Stack()))
		came = make(pieces, len(people))
		for _, n := range people {
			came[n] = &piece{answer: record.Answer{Exchange: s.exchange, Outcome: record.Outcome{
				State: record.StateUnavailable, Detail: gatewayFault}}}
		}
	}()
	return ask(ctx, people)
}

// judge tells log and health how a question was answered for the caller who made the exchange be asked. Nothing that is
// noted comes from an answer's text. A caller who went away, or had less time than the exchange is given, says nothing of it.
func (s *Source) judge(ctx context.Context, search Search, came pieces, took time.Duration) {
	state := worst(came)
	if state.Failed() {
		s.options.Logger.WarnContext(ctx, "exchange did not answer",
			"exchange", string(s.exchange.ID), "search", string(search), "state", string(state), "took", took)
	}
	if ctx.Err() == nil || took >= s.timeout {
		s.health.note(state, took, s.options.Now())
	}
}

// worst gives the gravest state among the answers to one question.
func worst(of pieces) record.SourceState {
	state := record.StateNotConnected
	for _, p := range of {
		state = record.Worse(state, p.answer.Outcome.State)
	}
	return state
}
