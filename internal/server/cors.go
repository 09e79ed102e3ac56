package server

import (
	"net/http"
	"time"

	"github.com/rs/cors"

	"github.com/london-care-record/gateway/record"
)

// preflightAge is how long a browser may remember what it was told about an origin.
const preflightAge = 10 * time.Minute

// crossOrigin lets pages of the configured origins ask, and of no other. A page asks with a token in a header and never with
// cookies or certificates, so that no browser may send any along. A request of another site's page is turned away even where
// the browser would send it without asking first.
func (h *graphqlHandler) crossOrigin(next http.Handler) http.Handler {
	guard := http.NewCrossOriginProtection()
	for _, origin := range h.config.Origins {
		if err := guard.AddTrustedOrigin(origin); err != nil {
			continue // an origin that can't be one stays out; the configuration has said so before
		}
	}
	guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.refuseWith(w, r, typeJSON, http.StatusForbidden, record.Errorf(record.CodeForbidden, "Pages of this origin may not ask this gateway."))
	}))
	next = guard.Handler(next)
	if len(h.config.Origins) == 0 {
		return next
	}
	return cors.New(cors.Options{
		AllowedOrigins: h.config.Origins,
		AllowedMethods: []string{http.MethodPost},
		AllowedHeaders: []string{"Accept", "Authorization", "Content-Type", requestIDHeader, "Traceparent", "Tracestate"},
		ExposedHeaders: []string{requestIDHeader, "Retry-After", "Www-Authenticate"},
		MaxAge:         int(preflightAge.Seconds()),
	}).Handler(next)
}
