package server

import (
	"errors"
	"net"
	"net/http"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/token"
)

// admit finds out who asks, and puts the caller and the request's id on the request. Whoever is not known gets 401 with a
// challenge, whatever the request would have been. A token that is refused never falls back to a caller without one.
// Source: RFC 6750, section 3; RFC 9110, section 15.5.2.
func (h *graphqlHandler) admit(w http.ResponseWriter, r *http.Request, mediaType string) (*http.Request, bool) {
	ctx := access.WithRequest(r.Context(), requestID(r.Context()))
	r = r.WithContext(ctx)
	caller, err := h.caller(r)
	if err != nil {
		h.turnAway(w, r, mediaType, err)
		return nil, false
	}
	caller.Address = addressOf(r)
	return r.WithContext(access.WithCaller(ctx, caller)), true
}

func (h *graphqlHandler) caller(r *http.Request) (access.Caller, error) {
	_, stated := r.Header["Authorization"]
	switch {
	case !stated && h.config.Fallback != nil:
		return *h.config.Fallback, nil
	case !stated:
		return access.Caller{}, &token.Refusal{Reason: token.Missing}
	case h.config.Verifier == nil:
		return access.Caller{}, &token.Refusal{Reason: token.UnknownIssuer}
	}
	return h.config.Verifier.Request(r)
}

// turnAway answers whoever is not known. Who is known by name and refused all the same is noted in the audit trail: a token
// that ended, or that was meant for another system, may be somebody's attempt.
func (h *graphqlHandler) turnAway(w http.ResponseWriter, r *http.Request, mediaType string, err error) {
	ctx := r.Context()
	challenge := "Bearer"
	var refusal *token.Refusal
	if errors.As(err, &refusal) {
		challenge = refusal.Challenge()
		h.config.Logger.WarnContext(ctx, "token refused", "id", requestID(ctx), "reason", refusal.Error())
		if refusal.Caller.Subject != "" {
			refusal.Caller.Address = addressOf(r)
			if err := h.config.Door.NoteRefusedToken(ctx, refusal.Caller, string(refusal.Reason)); err != nil {
				h.config.Logger.ErrorContext(ctx, "a refused token could not be noted", "id", requestID(ctx))
			}
		}
	}
	w.Header().Set("WWW-Authenticate", challenge)
	h.refuseWith(w, r, mediaType, http.StatusUnauthorized, err)
}

// addressOf is where a request came from: the other end of its connection, since what a header says of it can be made up.
func addressOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	return host
}
