package server

import (
	"io"
	"net/http"
)

// publicHandler routes the public listener. Health and metrics are not here.
func (s *Server) publicHandler(graph *graphqlHandler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/graphql", onOneRegion(s.config.Region, graph))
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
	return s.observe(safeHeaders(mux))
}

// safeHeaders sets what every answer needs, whatever its handler: no record may be kept by a cache or read as
// something else than it is. A handler may replace Cache-Control for what is no record.
func safeHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Frame-Options", "DENY")
		next.ServeHTTP(w, r)
	})
}
