package hie

import (
	"errors"
	"net"
	"net/url"
	"time"

	"github.com/london-care-record/gateway/fhir"
	"github.com/london-care-record/gateway/record"
)

// Config says how one exchange is asked.
type Config struct {
	Exchange record.Exchange
	// URL is the FHIR base. Plain http is for loopback addresses only.
	URL *url.URL
	// Style is how a person is searched for; the zero value means chained.
	Style fhir.Style
	// GETOnly is for an exchange that takes no POST search. NHS numbers then stand in URLs.
	GETOnly bool
	// Timeout is the longest that one search may take, pages included; the zero value means DefaultTimeout.
	Timeout time.Duration
	// Conditional is by what the exchange may be asked whether an answer that is remembered still stands; empty means
	// fhir.StrongTags.
	Conditional fhir.Conditional
	// LastUpdated tells that the exchange takes nothing away that it has shown, so that it may be asked for what has changed in
	// answers that it does not tag. See fhir.Config.
	LastUpdated bool
	// PageSize, MaxPages, MaxEntries and MaxBytes limit one search; zero means the fhir package's defaults.
	PageSize, MaxPages, MaxEntries int
	MaxBytes                       int64
	// MaxHeldBytes is what all searches of the exchange may hold of its answers at a time; zero means the fhir package's default.
	MaxHeldBytes int64
	// Guard says how the exchange's requests are guarded; the zero value means the defaults.
	Guard Guard
	// BatchSize is how many searches go in one request, as a batch Bundle; zero is for an exchange that takes none.
	BatchSize int
	// CAFile holds the PEM certificates of the only authorities that may vouch for the exchange; empty means the system's.
	CAFile string
	// BearerTokenFile holds a bearer token; it is read again when it changes. Empty means no credentials.
	BearerTokenFile string
}

// DefaultTimeout is how long one search of an exchange may take where configuration does not say.
const DefaultTimeout = 1500 * time.Millisecond

func (c Config) check() error {
	switch {
	case c.URL == nil || c.URL.Host == "":
		return errors.New("the url is missing or has no host")
	case c.URL.User != nil:
		return errors.New("the url must not hold credentials; use auth")
	case c.URL.RawQuery != "" || c.URL.Fragment != "":
		return errors.New("the url must be a FHIR base without query or fragment")
	case c.URL.Scheme == "http" && !Loopback(c.URL):
		return errors.New("plain http is for loopback addresses only; use https")
	case c.URL.Scheme != "http" && c.URL.Scheme != "https":
		return errors.New("the url must begin with https://")
	case c.Timeout < 0:
		return errors.New("the timeout must not be negative")
	}
	return c.Guard.Check()
}

// Loopback tells whether a URL leads to this machine by an address or name that can lead nowhere else.
func Loopback(u *url.URL) bool {
	if u.Hostname() == "localhost" {
		return true
	}
	ip := net.ParseIP(u.Hostname())
	return ip != nil && ip.IsLoopback()
}
