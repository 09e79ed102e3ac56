package token

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/record"
)

// Settings are what a Verifier needs.
type Settings struct {
	Issuers []Issuer
	// Exchanges are the region's, which a launch may name.
	Exchanges []record.ExchangeID
	// Skew is how far clocks may differ: 30 seconds. MaxBytes is the largest token: 8 KiB.
	Skew     time.Duration
	MaxBytes int
	// Transport is how issuers are reached: a transport of its own.
	Transport http.RoundTripper
	// Now is the clock: time.Now.
	Now func() time.Time
}

// Verifier checks tokens. It is safe for concurrent use.
type Verifier struct {
	settings Settings
	issuers  map[string]*issuer
	// asks is the issuer that is asked about opaque tokens, if any.
	asks   *issuer
	client *http.Client
	stop   context.CancelFunc
	wait   sync.WaitGroup
}

type issuer struct {
	Issuer
	keys *keys
}

// New makes a Verifier. No issuer is asked before a token needs it. Only one issuer may have introspection, because an
// opaque token does not say whose it is.
func New(s Settings) (*Verifier, error) {
	if s.Skew == 0 {
		s.Skew = 30 * time.Second
	}
	if s.MaxBytes == 0 {
		s.MaxBytes = 8 << 10
	}
	if s.Now == nil {
		s.Now = time.Now
	}
	if s.Transport == nil {
		s.Transport = &http.Transport{Proxy: http.ProxyFromEnvironment, TLSHandshakeTimeout: fetchTimeout,
			ResponseHeaderTimeout: fetchTimeout, MaxResponseHeaderBytes: 64 << 10, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true}
	}
	base, stop := context.WithCancel(context.Background())
	v := &Verifier{settings: s, issuers: map[string]*issuer{}, stop: stop}
	// An issuer that sends somewhere else for its keys is not followed: they would be somebody else's.
	v.client = &http.Client{Transport: s.Transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	if len(s.Issuers) == 0 {
		stop()
		return nil, errors.New("there is no issuer")
	}
	for n, i := range s.Issuers {
		if err := v.add(base, i); err != nil {
			stop()
			return nil, fmt.Errorf("issuer %d: %w", n+1, err)
		}
	}
	return v, nil
}

func (v *Verifier) add(base context.Context, given Issuer) error {
	checked, err := given.check()
	if err != nil {
		return err
	}
	if _, twice := v.issuers[checked.URL]; twice {
		return errors.New("it is configured twice")
	}
	i := &issuer{checked, &keys{issuer: checked, client: v.client, now: v.settings.Now, base: base, wait: &v.wait}}
	if checked.Introspection != nil {
		if v.asks != nil {
			return errors.New("only one issuer may have introspection")
		}
		v.asks = i
	}
	v.issuers[checked.URL] = i
	return nil
}

// Close ends what is under way.
func (v *Verifier) Close() {
	v.stop()
	v.wait.Wait()
	v.client.CloseIdleConnections()
}

// Request finds out who asks with a request. The error is always a *Refusal.
func (v *Verifier) Request(r *http.Request) (access.Caller, error) {
	text, refusal := bearer(r.Header)
	if refusal != nil {
		return access.Caller{}, refusal
	}
	return v.Verify(r.Context(), text)
}

// Asks tells whether the token of a request can only be checked by asking its issuer: it is opaque, and an issuer can be
// asked.
func (v *Verifier) Asks(r *http.Request) bool {
	text, refusal := bearer(r.Header)
	return v.asks != nil && refusal == nil && len(text) <= v.settings.MaxBytes && strings.Count(text, ".") != 2
}

// bearer takes the token from a request's one Authorization header. Tokens in the address or the body are not looked
// for: they would end in logs.
// Source: RFC 6750, section 2.
func bearer(h http.Header) (string, *Refusal) {
	headers := h.Values("Authorization")
	if len(headers) == 0 {
		return "", refuse(Missing)
	}
	scheme, text, _ := strings.Cut(headers[0], " ")
	switch {
	case len(headers) > 1:
		return "", refuse(WrongScheme)
	case strings.EqualFold(scheme, "DPoP"):
		return "", refuse(SenderBound)
	case !strings.EqualFold(scheme, "Bearer"):
		return "", refuse(WrongScheme)
	}
	return strings.TrimSpace(text), nil
}

// Verify finds out who asks with a token. The error is always a *Refusal.
func (v *Verifier) Verify(ctx context.Context, text string) (access.Caller, error) {
	caller, refusal := v.verify(ctx, text)
	if refusal != nil {
		return access.Caller{}, refusal
	}
	return caller, nil
}

func (v *Verifier) verify(ctx context.Context, text string) (access.Caller, *Refusal) {
	switch {
	case text == "":
		return access.Caller{}, refuse(Missing)
	case len(text) > v.settings.MaxBytes:
		return access.Caller{}, refuse(TooLarge)
	case strings.Count(text, ".") != 2:
		return v.introspect(ctx, text)
	}
	from, claims, refusal := v.signed(ctx, text)
	if refusal != nil {
		return access.Caller{}, refusal
	}
	return v.caller(from, claims)
}

// compact is the form of a signed JWT. The library would pass over line breaks.
// Source: RFC 7515, section 7.1.
var compact = regexp.MustCompile(`^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$`)

// signed checks a JWT's signature and gives its issuer and claims.
func (v *Verifier) signed(ctx context.Context, text string) (*issuer, claims, *Refusal) {
	if !compact.MatchString(text) {
		return nil, nil, refuse(Malformed)
	}
	parsed, err := jose.ParseSignedCompact(text, accepted)
	if err != nil {
		var algorithm *jose.ErrUnexpectedSignatureAlgorithm
		if errors.As(err, &algorithm) {
			return nil, nil, refuse(WrongAlgorithm)
		}
		return nil, nil, refuse(Malformed)
	}
	head := parsed.Signatures[0].Protected
	unproven, err := parseClaims(parsed.UnsafePayloadWithoutVerification())
	if err != nil {
		return nil, nil, refuse(Malformed)
	}
	from, ok := v.issuers[unproven.text("iss")]
	switch {
	case !ok:
		return nil, nil, refuse(UnknownIssuer)
	case !slices.Contains(from.algorithms(), jose.SignatureAlgorithm(head.Algorithm)):
		return nil, nil, refuse(WrongAlgorithm)
	case !isAccessToken(head):
		return nil, nil, refuse(WrongType)
	}
	candidates, err := from.keys.find(ctx, head.KeyID, jose.SignatureAlgorithm(head.Algorithm))
	if err != nil {
		return nil, nil, &Refusal{Reason: Unreachable, Cause: err}
	}
	if len(candidates) == 0 {
		return nil, nil, refuse(UnknownKey)
	}
	for _, key := range candidates {
		if payload, err := parsed.Verify(key.Key); err == nil {
			proven, err := parseClaims(payload)
			if err != nil {
				return nil, nil, refuse(Malformed)
			}
			return from, proven, nil
		}
	}
	return nil, nil, refuse(BadSignature)
}

// isAccessToken refuses other kinds of JWT, such as logout tokens. Many issuers say no more than JWT, or nothing.
// Source: RFC 9068, section 4; RFC 8725, section 3.11.
func isAccessToken(head jose.Header) bool {
	kind, stated := head.ExtraHeaders[jose.HeaderType]
	if !stated {
		return true
	}
	name, _ := kind.(string)
	name = strings.TrimPrefix(strings.ToLower(name), "application/")
	return name == "jwt" || name == "at+jwt"
}
