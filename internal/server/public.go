package server

import (
	"io"
	"net/http"
)

// publicHandler routes the public listener. Health and metrics are not here.
func (s *Server) publicHandler(graph *graphqlHandler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/graphql", graph.crossOrigin(onOneRegion(s.config.Region, graph)))
	if s.config.Introspection {
		mux.HandleFunc("GET /graphql/schema.graphql", graph.schema)
	}
	for pattern, h := range s.config.Extra {
		mux.Handle(pattern, h)
	}
	if s.config.Playground != nil {
		mux.Handle("/", s.config.Playground)
	} else {
		mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			_, _ = io.WriteString(w, "London Care Record gateway. GraphQL answers POST requests at /graphql.\n")
		})
	}
	return s.observe(caught(s.config.Logger, s.safeHeaders(mux)))
}

// hstsAge is how long a browser asks this host by https only: a year.
// Source: RFC 6797.
const hstsAge = "max-age=31536000"

// deniedToPages are powers of a browser that no page of this server needs.
const deniedToPages = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), " +
	"microphone=(), midi=(), payment=(), publickey-credentials-get=(), usb=()"

// safeHeaders sets what every answer needs, whatever its handler: no record may be kept by a cache, read as something
// else than it is, or reached into by another site's page. A handler may replace Cache-Control for what is no record, and
// Content-Security-Policy for a page. Where something in front encrypts, Strict-Transport-Security is for that to say.
func (s *Server) safeHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", deniedToPages)
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		if s.config.TLS != nil {
			h.Set("Strict-Transport-Security", hstsAge)
		}
		next.ServeHTTP(w, r)
	})
}
