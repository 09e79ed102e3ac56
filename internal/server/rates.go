package server

import (
	"crypto/sha256"
	"math"
	"net/netip"
	"time"

	"github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"

	"github.com/london-care-record/gateway/access"
)

// Rates bound how often somebody may ask. The zero value bounds nobody.
type Rates struct {
	// Caller is for each person who asks, Client for each system through which people ask: both of requests whose token
	// is good. Who asks without a token, where that is let in, is nobody in particular and not bounded.
	Caller, Client Rate
	// Refused is for requests whose token is refused: for each address, or for each caller where the signature holds
	// and the token names one.
	Refused Rate
}

// Rate is so many requests a second, and how many may come at once after a pause. PerSecond 0 means no bound.
type Rate struct {
	PerSecond float64
	Burst     int
}

// DefaultRates let a ward's worth of screens through and stop a program that runs away.
func DefaultRates() Rates {
	return Rates{Caller: Rate{50, 200}, Client: Rate{1000, 2000}, Refused: Rate{1, 60}}
}

// maxLimiters bounds the memory of one table: about 2 MB. The one that was not asked for longest is forgotten first, and
// begins afresh when it comes back: whoever wants to be forgotten needs so many others to ask, with tokens or addresses
// of their own.
const maxLimiters = 10_000

// limiterTable has a limiter for each of those who ask. It is safe for concurrent use; nil bounds nobody.
type limiterTable struct {
	rate Rate
	now  func() time.Time
	// limiters go by a hash of the name, because names have no bounded length.
	limiters *lru.Cache[[sha256.Size]byte, *rate.Limiter]
}

func newLimiterTable(r Rate, now func() time.Time) *limiterTable {
	if r.PerSecond <= 0 {
		return nil
	}
	r.Burst = max(r.Burst, 1)
	limiters, _ := lru.New[[sha256.Size]byte, *rate.Limiter](maxLimiters) // fails for sizes below 1 only
	return &limiterTable{rate: r, now: now, limiters: limiters}
}

// take counts one request of somebody. When it is one too many, it gives how long to wait, which is more than nothing.
func (t *limiterTable) take(name string) time.Duration {
	if t == nil {
		return 0
	}
	now := t.now()
	r := t.of(name).ReserveN(now, 1)
	wait := r.DelayFrom(now)
	if wait > 0 {
		r.CancelAt(now)
	}
	return wait
}

// spent tells how long somebody has to wait without counting anything.
func (t *limiterTable) spent(name string) time.Duration {
	if t == nil {
		return 0
	}
	limiter, known := t.limiters.Get(sha256.Sum256([]byte(name)))
	if !known {
		return 0
	}
	missing := 1 - limiter.TokensAt(t.now())
	if missing <= 0 {
		return 0
	}
	return time.Duration(missing / t.rate.PerSecond * float64(time.Second))
}

func (t *limiterTable) of(name string) *rate.Limiter {
	key := sha256.Sum256([]byte(name))
	if known, ok := t.limiters.Get(key); ok {
		return known
	}
	fresh := rate.NewLimiter(rate.Limit(t.rate.PerSecond), t.rate.Burst)
	if known, ok, _ := t.limiters.PeekOrAdd(key, fresh); ok {
		return known
	}
	return fresh
}

// callerName is who asks, as a limiter knows them. The parts can't run into each other, because an issuer's address has
// no line break.
func callerName(c access.Caller) string { return c.Issuer + "\n" + c.Subject }

// clientName is the system through which somebody asks.
func clientName(c access.Caller) string { return c.Issuer + "\n" + c.Client }

// networkOf is the address that a limiter goes by. Of IPv6 it is the first 64 bits, because whoever has one address has
// all of these.
func networkOf(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	network, _ := ip.Prefix(64) // fails for more bits than there are
	return network.String()
}

// wholeSeconds is what stands in Retry-After: at least one, so that nobody comes back at once.
// Source: RFC 9110, section 10.2.3.
func wholeSeconds(wait time.Duration) int { return max(1, int(math.Ceil(wait.Seconds()))) }
