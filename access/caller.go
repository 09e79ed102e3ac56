package access

import (
	"context"
	"fmt"
	"time"

	"github.com/london-care-record/gateway/access/policy"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/record"
)

// Caller is who asks, as the token says. The zero Caller is nobody.
type Caller struct {
	// Issuer and Subject are who vouches for the caller and by which identity. Together they mean one person for good.
	Issuer, Subject string
	// Name and Organisation are for people to read.
	Name, Organisation string
	// ODSCode is the organisation that the caller works for.
	ODSCode string
	Role    policy.Role
	Purpose policy.Purpose
	// Client is the system that the caller works with, Address where its request came from.
	Client, Address string
	// Scopes are what the caller let that system do. Unscoped tells that the issuer gives none, so that policy alone
	// decides.
	Scopes   Scopes
	Unscoped bool
	Launch   Launch
	Self     Self
	// Expires is when the token ends; zero for never.
	Expires time.Time
}

// Launch is the person on whom the caller's own system opened the gateway.
type Launch struct {
	// Person is empty until it is known: see Door.ResolveLaunch.
	Person record.NHSNumber
	// BirthDate is what the caller's own system holds, if the token says it.
	BirthDate record.PartialDate
	// Exchange and Reference name the person's Patient at an exchange, when the token gives no NHS number.
	Exchange  record.ExchangeID
	Reference string
}

// Format names nobody, whatever the verb, because a caller may end in a log.
func (l Launch) Format(f fmt.State, _ rune) { fmt.Fprint(f, "access.Launch") }

// MarshalJSON is as Format, because logs may be JSON.
func (l Launch) MarshalJSON() ([]byte, error) { return []byte(`"access.Launch"`), nil }

// known tells whether the caller is somebody, still.
func (c Caller) known(now time.Time) bool {
	return c.Subject != "" && c.Role != "" && (c.Expires.IsZero() || now.Before(c.Expires))
}

func (c Caller) audited() audit.Caller {
	return audit.Caller{Subject: c.Subject, Issuer: c.Issuer, Name: c.Name, Role: string(c.Role), Organisation: c.ODSCode, Client: c.Client, Address: c.Address}
}

type contextKey int

const (
	callerKey contextKey = iota
	requestKey
)

// WithCaller puts the caller on an operation.
func WithCaller(ctx context.Context, c Caller) context.Context {
	return context.WithValue(ctx, callerKey, c)
}

// CallerOf gives the operation's caller, or nobody.
func CallerOf(ctx context.Context) Caller {
	c, _ := ctx.Value(callerKey).(Caller)
	return c
}

// WithRequest puts an operation's id on it, which ties its entries in the audit trail together.
func WithRequest(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestKey, id)
}

func requestOf(ctx context.Context) string {
	id, _ := ctx.Value(requestKey).(string)
	return id
}
