package server

import (
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/token"
)

// admit finds out who asks, and puts the caller and the request's id on the request. Whoever is not known gets 401 with a
// challenge, whatever the request would have been. A token that is refused never falls back to a caller without one.
// Source: RFC 6750, section 3; RFC 9110, section 15.5.2.
func (h *graphqlHandler) admit(w http.ResponseWriter, r *http.Request, mediaType string) (*http.Request, bool) {
	ctx := access.WithRequest(r.Context(), requestID(r.Context()))
	r = r.WithContext(ctx)
	_, stated := r.Header["Authorization"]
	if !stated && h.config.Fallback != nil {
		caller := *h.config.Fallback
		caller.Address = addressOf(r)
		return r.WithContext(access.WithCaller(ctx, caller)), true
	}
	if wait := h.guessed(r); wait > 0 {
		h.askTooOften(w, r, mediaType, byRefused, wait)
		return nil, false
	}
	caller, err := h.caller(r)
	if err != nil {
		h.turnAway(w, r, mediaType, err)
		return nil, false
	}
	caller.Address = addressOf(r)
	r = r.WithContext(access.WithCaller(ctx, caller))
	if bound, wait := h.throttle.known(caller); wait > 0 {
		h.askTooOften(w, r, mediaType, bound, wait)
		return nil, false
	}
	return r, true
}

// guessed gives how long an address has to wait whose tokens were refused too often, when the next can only be checked by
// asking its issuer. A token that is signed is checked all the same: its signature can't be guessed, and a good one
// must not be turned away for what others at its address did.
func (h *graphqlHandler) guessed(r *http.Request) time.Duration {
	if h.config.Verifier == nil || !h.config.Verifier.Asks(r) {
		return 0
	}
	return h.throttle.refused.spent(networkOf(addressOf(r)))
}

func (h *graphqlHandler) caller(r *http.Request) (access.Caller, error) {
	_, stated := r.Header["Authorization"]
	switch {
	case !stated:
		return access.Caller{}, &token.Refusal{Reason: token.Missing}
	case h.config.Verifier == nil:
		return access.Caller{}, &token.Refusal{Reason: token.UnknownIssuer}
	}
	return h.config.Verifier.Request(r)
}

// turnAway answers whoever is not known. Who is known by name and refused all the same is noted in the audit trail: a token
// that ended, or that was meant for another system, may be somebody's attempt. Who is refused too often is not noted any
// more: it has been already, as often as the bound allows.
func (h *graphqlHandler) turnAway(w http.ResponseWriter, r *http.Request, mediaType string, err error) {
	ctx := r.Context()
	challenge := "Bearer"
	var refusal *token.Refusal
	if errors.As(err, &refusal) {
		if wait := h.throttle.guess(refusal, addressOf(r)); wait > 0 {
			h.askTooOften(w, r, mediaType, byRefused, wait)
			return
		}
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
