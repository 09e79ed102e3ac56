// Package token finds out who asks: it checks bearer access tokens of the configured issuers and reads the caller from
// their claims.
package token

import (
	"fmt"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/record"
)

// Reason is why a token is refused, for the log and the audit trail. It holds nothing of the token.
type Reason string

// The reasons.
const (
	Missing        Reason = "there is no bearer token"
	WrongScheme    Reason = "the authorization is not a bearer token"
	SenderBound    Reason = "the token is bound to a key (mutual TLS or DPoP), which is not supported"
	TooLarge       Reason = "the token is too large"
	Malformed      Reason = "the token is not a well-formed JWT"
	WrongAlgorithm Reason = "the token's algorithm is not accepted"
	WrongType      Reason = "the token is not an access token"
	UnknownIssuer  Reason = "the token's issuer is not configured"
	UnknownKey     Reason = "the issuer has no such key"
	BadSignature   Reason = "the signature does not hold"
	WrongAudience  Reason = "the token is for another audience"
	WrongClient    Reason = "the token was issued to a client that is not accepted"
	Expired        Reason = "the token has expired"
	NotYetValid    Reason = "the token is not valid yet"
	NoTimes        Reason = "the token does not say when it was issued or when it expires"
	TooLongLived   Reason = "the token lives longer than is accepted"
	NoSubject      Reason = "the token does not say who its subject is"
	UnknownRole    Reason = "the token's role is not mapped"
	UnknownPurpose Reason = "the token's purpose is not mapped"
	BadLaunch      Reason = "the token's launch patient can't be read"
	NotActive      Reason = "the issuer says that the token is not active"
	Unreachable    Reason = "the issuer could not be asked"
)

// Refusal is that a token is refused.
type Refusal struct {
	Reason Reason
	// Caller is who the token says asks, when its signature holds and it names a subject: for the audit trail. It has no
	// role and opens nothing.
	Caller access.Caller
	// Cause is for the log, and holds nothing of the token.
	Cause error
}

// Error gives the reason, for the log.
func (r *Refusal) Error() string {
	if r.Cause != nil {
		return fmt.Sprintf("%s: %v", r.Reason, r.Cause)
	}
	return string(r.Reason)
}

// Unwrap makes the error one that strangers may see: it does not say why, because that would help to forge a token, but
// for what honest systems meet every day.
func (r *Refusal) Unwrap() error {
	switch r.Reason {
	case Expired:
		return record.Errorf(record.CodeUnauthenticated, "The token has expired. Please sign in again in your own system.")
	case SenderBound:
		return record.Errorf(record.CodeUnauthenticated, "Tokens that are bound to a key (mutual TLS or DPoP) are not supported; please send a bearer token.")
	case Missing, WrongScheme:
		return record.Errorf(record.CodeUnauthenticated, "A bearer token is needed.")
	case Unreachable:
		return record.Errorf(record.CodeUnauthenticated, "The token can't be checked at the moment. Please try again.")
	default:
		return record.Errorf(record.CodeUnauthenticated, "The token is not accepted.")
	}
}

// Challenge is the WWW-Authenticate header of the answer.
// Source: RFC 6750, section 3.
func (r *Refusal) Challenge() string {
	if r.Reason == Missing || r.Reason == WrongScheme {
		return "Bearer"
	}
	return `Bearer error="invalid_token"`
}

func refuse(reason Reason) *Refusal { return &Refusal{Reason: reason} }
