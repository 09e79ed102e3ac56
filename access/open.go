// Package access decides who may see what. A Caller comes from a token (see the package token) or from mode open; a Door
// asks the opt-out register, the sources of relationships and the policies, notes the decision in the audit trail, and
// gives a Grant; every question to an exchange needs one.
package access

import (
	"errors"
	"net"

	"github.com/london-care-record/gateway/access/policy"
)

// ModeOpen lets every request through as one named test caller.
const ModeOpen = "open"

// Open gives the test caller of mode open. It is an error unless the gateway listens on loopback alone and every
// exchange is on loopback: real people's records need a caller who is known.
func Open(listen string, everyExchangeOnLoopback bool) (Caller, error) {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return Caller{}, errors.New("listen must be an address with a port, such as 127.0.0.1:8080")
	}
	ip := net.ParseIP(host)
	if host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return Caller{}, errors.New("access mode open needs a loopback listener such as 127.0.0.1:8080, because it lets everybody in who can reach it")
	}
	if !everyExchangeOnLoopback {
		return Caller{}, errors.New("access mode open needs every exchange on loopback, because it gives records to callers who are not known")
	}
	return Caller{Subject: "test-caller", Name: "Test caller", Organisation: "London Care Record gateway", Role: policy.Tester,
		Purpose: policy.Testing, Unscoped: true}, nil
}
