package server

import (
	"context"
	"net/http"

	"github.com/london-care-record/gateway/hie"
)

type regionKey struct{}

// onOneRegion lets a request ask one region from its beginning to its end, also when that is replaced meanwhile.
func onOneRegion(current *hie.Current, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		region, done := current.Use()
		defer done()
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), regionKey{}, region)))
	})
}

// regionOf gives the region that a request asks. It panics where there is none: that is a fault of the wiring.
func regionOf(ctx context.Context) *hie.Region { return ctx.Value(regionKey{}).(*hie.Region) }
