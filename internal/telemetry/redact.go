// Package telemetry sets up logs, traces and metrics, and keeps patient data out of them.
package telemetry

import (
	"context"
	"fmt"
	"log/slog"
	"regexp"
)

// numberLike finds what may be an NHS number: ten digits in a row, or grouped by single spaces, hyphens or underscores. It errs on
// the side of hiding: a timestamp in milliseconds or a phone number goes too.
var numberLike = regexp.MustCompile(`\d(?:[ _\-]?\d){9,}`)

// isoDate finds a whole date, which beside other words may be a date of birth.
var isoDate = regexp.MustCompile(`\b(?:19|20)\d{2}-\d{2}-\d{2}\b`)

// Hidden stands where something was taken out.
const Hidden = "[hidden]"

// Redact hides whatever may be an NHS number or a date of birth.
func Redact(s string) string {
	return isoDate.ReplaceAllString(numberLike.ReplaceAllString(s, Hidden), Hidden)
}

// NewLogHandler wraps a handler so that no message and no attribute leaves with what Redact hides. Values other than
// numbers, booleans, times and durations are turned to text first, so that no structure slips through.
func NewLogHandler(next slog.Handler) slog.Handler { return logHandler{next} }

type logHandler struct{ next slog.Handler }

func (h logHandler) Enabled(ctx context.Context, l slog.Level) bool { return h.next.Enabled(ctx, l) }

func (h logHandler) Handle(ctx context.Context, r slog.Record) error {
	clean := slog.NewRecord(r.Time, r.Level, Redact(r.Message), r.PC)
	r.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(redactAttr(a))
		return true
	})
	return h.next.Handle(ctx, clean)
}

func (h logHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		clean[i] = redactAttr(a)
	}
	return logHandler{h.next.WithAttrs(clean)}
}

func (h logHandler) WithGroup(name string) slog.Handler { return logHandler{h.next.WithGroup(name)} }

func redactAttr(a slog.Attr) slog.Attr {
	v := a.Value.Resolve()
	switch v.Kind() {
	case slog.KindBool, slog.KindDuration, slog.KindTime, slog.KindFloat64:
		return slog.Attr{Key: a.Key, Value: v}
	case slog.KindInt64, slog.KindUint64:
		if text := v.String(); Redact(text) != text {
			return slog.String(a.Key, Hidden)
		}
		return slog.Attr{Key: a.Key, Value: v}
	case slog.KindGroup:
		group := v.Group()
		clean := make([]slog.Attr, len(group))
		for i, g := range group {
			clean[i] = redactAttr(g)
		}
		return slog.Attr{Key: a.Key, Value: slog.GroupValue(clean...)}
	case slog.KindString:
		return slog.String(a.Key, Redact(v.String()))
	}
	return slog.String(a.Key, Redact(fmt.Sprint(v.Any())))
}
