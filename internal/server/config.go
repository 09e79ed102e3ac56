package server

import (
	"crypto/tls"
	"log/slog"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/access/token"
	"github.com/london-care-record/gateway/audit"
	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/internal/telemetry"
)

// Config says what to serve. All but the limits must be set; Playground and Extra may be nil.
type Config struct {
	// Listen is the address to listen on. Port 0 takes a free one.
	Listen string
	// Probes tell how the server is. They belong to the server once it runs.
	Probes *Probes
	// Drain says how the server ends.
	Drain Drain
	// TLS encrypts the public listener; nil leaves that to something in front of it.
	TLS    *tls.Config
	Schema graphql.ExecutableSchema
	// Region is what is asked. It may be replaced while the server runs.
	Region    *hie.Current
	Telemetry *telemetry.Telemetry
	Logger    *slog.Logger
	// Budget is how long an answer may take, complete or not.
	Budget time.Duration
	Limits Limits
	// Rates bound how often somebody may ask, and Load how much is done at once.
	Rates Rates
	Load  Load
	Wire  Wire
	// Origins are the web origins whose pages may ask, such as https://viewer.example.nhs.uk; none by default.
	Origins []string
	// Introspection lets callers read the schema.
	Introspection bool
	// Playground serves everything that is not GraphQL; nil serves nothing there.
	Playground http.Handler
	// Door decides who may see what. Every answer goes through it.
	Door *access.Door
	// Verifier checks bearer tokens; nil where no issuer is configured, and then every token is refused.
	Verifier *token.Verifier
	// Fallback is the caller of a request without an Authorization header: the demo region's doctor, or the test caller
	// of access that is open. nil refuses such a request.
	Fallback *access.Caller
	// Trail notes how each decision came out, before the answer leaves.
	Trail *audit.Log
	// Reader reads the trail for privacy officers, and for people who ask who looked at their own record.
	Reader *audit.Reader
	// Extra are further handlers of the public listener by pattern: those of the demo region.
	Extra map[string]http.Handler
}

// Limits bound what one request may cost. Zero values are replaced by those of DefaultLimits.
type Limits struct {
	// Body is the greatest size of a request, in bytes.
	Body int64
	// Tokens, Depth, Aliases and Complexity bound the query. Validation costs the square of the tokens.
	Tokens, Depth, Aliases, Complexity int
	// People is how many people one request may ask for.
	People int
}

// DefaultLimits let a whole record through and fifty people with four sections, and stop what is out of proportion.
func DefaultLimits() Limits {
	return Limits{Body: 256 << 10, Tokens: 1000, Depth: 20, Aliases: 50, Complexity: 25_000, People: 100}
}

func (l Limits) withDefaults() Limits {
	d := DefaultLimits()
	if l.Body == 0 {
		l.Body = d.Body
	}
	for _, x := range []struct {
		value   *int
		instead int
	}{{&l.Tokens, d.Tokens}, {&l.Depth, d.Depth}, {&l.Aliases, d.Aliases}, {&l.Complexity, d.Complexity}, {&l.People, d.People}} {
		if *x.value == 0 {
			*x.value = x.instead
		}
	}
	return l
}
