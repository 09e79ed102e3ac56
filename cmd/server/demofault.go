package main

import (
	"net/http"
	"strings"
	"sync/atomic"

	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/record"
)

// changing has the gateway forget what it knows of a demo exchange whenever somebody changes how that is: a fault that is
// switched on shows at the next question, and one that is switched off is over at once. A real exchange gives no such sign,
// and neither does one here that is changed with ?quietly=true: then what is remembered stands in.
func changing(next http.Handler, region *atomic.Pointer[hie.Current]) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r)
		rest, ok := strings.CutPrefix(r.URL.Path, "/demo/exchanges/")
		id, fault := strings.CutSuffix(rest, "/fault")
		if known := region.Load(); ok && r.URL.Query().Get("quietly") != "true" && fault && r.Method == http.MethodPost && known != nil {
			asked, done := known.Use()
			defer done()
			asked.Forget(record.ExchangeID(strings.ToUpper(id)))
		}
	})
}
