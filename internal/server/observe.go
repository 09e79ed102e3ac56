package server

import (
	"context"
	"log"
	"log/slog"
	"net/http"
	"regexp"
	"time"

	"crypto/rand"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

// requestIDHeader carries the id that joins an answer, its errors and its lines in the log.
const requestIDHeader = "X-Request-Id"

// uuidLike is the only form in which a caller's own request id is taken over: free text could hold anything.
var uuidLike = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

type requestIDKey struct{}

func requestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}

// observe gives a request its id, its span and its line in the log. The path is logged as the route that it matched:
// what a stranger puts in a URL stays out.
func (s *Server) observe(next http.Handler) http.Handler {
	propagator := propagation.TraceContext{}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get(requestIDHeader)
		if !uuidLike.MatchString(id) {
			id = rand.Text()
		}
		w.Header().Set(requestIDHeader, id)
		ctx := propagator.Extract(r.Context(), propagation.HeaderCarrier(r.Header))
		ctx = context.WithValue(ctx, requestIDKey{}, id)
		ctx, span := s.config.Telemetry.Tracer.Start(ctx, "http.server", trace.WithSpanKind(trace.SpanKindServer))
		defer span.End()

		counted := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		start := time.Now()
		r = r.WithContext(ctx)
		next.ServeHTTP(counted, r)
		span.SetAttributes(attribute.String("http.request.method", knownMethod(r.Method)), attribute.String("http.route", r.Pattern),
			attribute.Int("http.response.status_code", counted.status))
		s.config.Logger.LogAttrs(ctx, slog.LevelInfo, "request", slog.String("id", id), slog.String("method", knownMethod(r.Method)),
			slog.String("route", r.Pattern), slog.Int("status", counted.status), slog.Int("bytes", counted.bytes),
			slog.Duration("took", time.Since(start)))
	})
}

// knownMethod keeps a made-up method out of logs and spans.
func knownMethod(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return m
	}
	return "_OTHER"
}

// statusWriter remembers what was answered.
type statusWriter struct {
	http.ResponseWriter
	status, bytes int
}

func (w *statusWriter) WriteHeader(code int) {
	w.status = code
	w.ResponseWriter.WriteHeader(code)
}

func (w *statusWriter) Write(b []byte) (int, error) {
	n, err := w.ResponseWriter.Write(b)
	w.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// stdLog gives net/http a logger whose lines pass the redaction.
func stdLog(l *slog.Logger) *log.Logger { return slog.NewLogLogger(l.Handler(), slog.LevelWarn) }
