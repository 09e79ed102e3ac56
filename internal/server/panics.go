package server

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
)

// caught keeps the value of a panic out of the log: net/http would write it there, and it may hold patient data. The log
// has its type and the stack. An answer that had begun is cut off, so that nobody takes half of it for the whole.
func caught(logger *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun := &statusWriter{ResponseWriter: w}
		defer func() {
			value := recover()
			aborted := value == http.ErrAbortHandler //nolint:errorlint // a panic's value, which net/http compares so, too
			if value != nil && !aborted {
				logger.ErrorContext(r.Context(), "panic", "id", requestID(r.Context()), "type", fmt.Sprintf("%T", value), "stack", string(debug.Stack()))
			}
			switch {
			case value == nil:
			case aborted, begun.status != 0, begun.bytes > 0:
				panic(http.ErrAbortHandler)
			default:
				http.Error(w, "Something went wrong inside the gateway. Please quote the request id to its operators.", http.StatusInternalServerError)
			}
		}()
		next.ServeHTTP(begun, r)
	})
}
