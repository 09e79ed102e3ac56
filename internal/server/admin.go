package server

import (
	"encoding/json"
	"net/http"
)

// adminHandler routes the private listener: /healthz says that the process lives, /readyz that it takes requests,
// /metrics how it does.
func (s *Server) adminHandler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, map[string]string{"status": "alive"})
	})
	mux.HandleFunc("GET /readyz", s.readyz)
	mux.Handle("GET /metrics", s.config.Telemetry.Metrics)
	return mux
}

// readyz is about this process alone: exchanges that are down do not make it unready, because it still answers and says
// what is missing. Their health is beside it, for operators.
func (s *Server) readyz(w http.ResponseWriter, _ *http.Request) {
	exchanges := make(map[string]string)
	for _, e := range s.config.Region.Exchanges() {
		exchanges[string(e.ID)] = string(s.config.Region.Health(e.ID).State)
	}
	status, code := "ready", http.StatusOK
	if !s.ready.Load() {
		status, code = "not ready", http.StatusServiceUnavailable
	}
	writeJSON(w, code, map[string]any{"status": status, "exchanges": exchanges})
}

func writeJSON(w http.ResponseWriter, code int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(v) // the client may have gone
}
