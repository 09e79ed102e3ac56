package token

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/london-care-record/gateway/access"
)

// opaque is what a bearer token may look like.
// Source: RFC 6750, section 2.1.
var opaque = regexp.MustCompile(`^[A-Za-z0-9\-._~+/]+=*$`)

// introspect asks the issuer about an opaque token, each time: an answer that is remembered would let a token in that
// has been taken back.
func (v *Verifier) introspect(ctx context.Context, text string) (access.Caller, *Refusal) {
	if v.asks == nil || !opaque.MatchString(text) {
		return access.Caller{}, refuse(Malformed)
	}
	c, err := v.ask(ctx, text)
	if err != nil {
		return access.Caller{}, &Refusal{Reason: Unreachable, Cause: err}
	}
	if active, _ := c["active"].(bool); !active {
		return access.Caller{}, refuse(NotActive)
	}
	if c["iss"] != nil && c.text("iss") != v.asks.URL {
		return access.Caller{}, refuse(UnknownIssuer)
	}
	return v.caller(v.asks, c)
}

// CheckIntrospection asks the issuer about a token that nobody issued, and finds out by that whether it answers, and accepts
// the client and its secret. It is an error where no issuer can be asked. The error holds nothing secret.
func (v *Verifier) CheckIntrospection(ctx context.Context) error {
	if v.asks == nil {
		return errors.New("no issuer has introspection")
	}
	c, err := v.ask(ctx, rand.Text())
	var refused statusError
	switch {
	case errors.As(err, &refused) && (refused == http.StatusUnauthorized || refused == http.StatusForbidden || refused == http.StatusBadRequest):
		return fmt.Errorf("does not accept the client's id and secret (%w)", refused)
	case err != nil:
		return fmt.Errorf("does not answer: %w", err)
	}
	active, told := c["active"].(bool)
	switch {
	case !told:
		return errors.New("does not say whether a token is active: this is no introspection endpoint")
	case active:
		return errors.New("says that a token which nobody issued is active: it would let anybody in")
	}
	return nil
}

func (v *Verifier) ask(ctx context.Context, text string) (claims, error) {
	ctx, cancel := context.WithTimeout(ctx, fetchTimeout)
	defer cancel()
	at := v.asks.Introspection
	secret, err := at.Secret()
	if err != nil {
		return nil, err
	}
	form := url.Values{"token": {text}, "token_type_hint": {"access_token"}}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, at.URL, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Accept", "application/json")
	request.SetBasicAuth(url.QueryEscape(at.ClientID), url.QueryEscape(secret)) // RFC 6749, section 2.3.1
	var c claims
	return c, roundTrip(v.client, request, &c)
}
