package server

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/hie"
)

// asAsked gives the context in which an operation loads: one in which nothing remembered is given for an answer that can
// be had, where the request says Cache-Control: no-cache (RFC 9111, 5.2.1.4) and the caller may.
func asAsked(loading context.Context, headers http.Header) context.Context {
	wants := slices.ContainsFunc(headers.Values("Cache-Control"), func(line string) bool {
		return slices.ContainsFunc(strings.Split(line, ","), func(d string) bool { return strings.EqualFold(strings.TrimSpace(d), "no-cache") })
	})
	if wants && access.CallerOf(loading).MayAskAfresh() {
		return hie.Afresh(loading)
	}
	return loading
}
