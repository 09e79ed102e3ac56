package fhir

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/london-care-record/gateway/record"
)

// Style is how an exchange lets a search name the person.
type Style string

// The styles of search. Local asks for the exchange's own Patient resources first.
const (
	Chained Style = "chained" // patient.identifier=system|a,system|b
	Logical Style = "logical" // patient:identifier=system|a,system|b
	Local   Style = "local"   // patient=Patient/1,Patient/2
)

// Config says how one exchange's FHIR server is asked.
type Config struct {
	// Exchange is whose server it is; it is named in every answer and provenance.
	Exchange *record.Exchange
	// Base is the FHIR base, with or without a trailing slash.
	Base *url.URL
	// Style is how a person is named; empty means Chained.
	Style Style
	// GETOnly is for a server that takes no search by POST. NHS numbers then stand in its URLs and access logs.
	GETOnly bool
	// BatchSize is how many searches that are started Together go in one request, as a batch Bundle; 0 sends each by itself.
	// A server that turns out to take no batch is sent none for an hour.
	BatchSize int
	// Conditional is by what the server may say that an earlier answer still stands; empty means StrongTags.
	Conditional Conditional
	// LastUpdated tells that the server may be asked by _lastUpdated for what has changed in an answer that it put no tag to. It is
	// for one that takes nothing away that it has shown: what is no longer so is marked (entered-in-error), and each change
	// of an entry, of whose it is and of who may see it shows in meta.lastUpdated.
	LastUpdated bool
	// PageSize is how many entries a page may hold for one person, 100 when 0. A search for more people asks for
	// proportionally more.
	PageSize int
	// MaxPages, MaxEntries and MaxBytes (after decompression) limit one search, all pages together; 0 means 50 pages,
	// 20,000 entries and 64 MiB. What they cut off is told (S23).
	MaxPages, MaxEntries int
	MaxBytes             int64
	// MaxHeld is how many bytes of its answers all questions to the exchange hold at a time, beyond a mebibyte for each;
	// 0 means 64 MiB. It bounds the gateway's memory whatever the exchange sends (S27).
	MaxHeld int64
	// HTTP makes the requests. It is the caller's: the client neither changes nor closes it. Its CheckRedirect is not
	// used. Nil means http.DefaultClient.
	HTTP *http.Client
	// Authorise adds credentials to a request; nil means none. It is called for requests to the exchange's own origin
	// only.
	Authorise func(*http.Request) error
	// Guard stands around every request and the reading of its answer: it makes the attempt, more than once where that
	// helps, or refuses to. Nil makes it once.
	Guard func(context.Context, Attempt) (*Page, *Failure)
	// Now is the clock; nil means time.Now.
	Now func() time.Time
}

// The limits of one search where Config does not say.
const (
	defaultPageSize   = 100
	defaultMaxPages   = 50
	defaultMaxEntries = 20_000
	defaultMaxBytes   = 64 << 20
	defaultMaxHeld    = 64 << 20
)

// complete checks the configuration and fills in what it leaves open.
func (c Config) complete() (Config, error) {
	switch {
	case c.Exchange == nil:
		return c, errors.New("fhir: no exchange given")
	case c.Base == nil || c.Base.Host == "" || c.Base.Scheme != "http" && c.Base.Scheme != "https":
		return c, errors.New("fhir: the base must be an http or https URL with a host")
	case c.Base.RawQuery != "" || c.Base.Fragment != "" || c.Base.User != nil:
		return c, errors.New("fhir: the base must have no query, fragment or credentials")
	case c.PageSize < 0 || c.MaxPages < 0 || c.MaxEntries < 0 || c.MaxBytes < 0 || c.MaxHeld < 0 || c.BatchSize < 0:
		return c, errors.New("fhir: limits must not be negative")
	}
	switch c.Style {
	case "":
		c.Style = Chained
	case Chained, Logical, Local:
	default:
		return c, fmt.Errorf("fhir: unknown search style %q; the styles are chained, logical and local", c.Style)
	}
	if c.Conditional == "" {
		c.Conditional = StrongTags
	}
	if !slices.Contains(Conditionals, c.Conditional) {
		return c, fmt.Errorf("fhir: unknown condition %q; the conditions are %s", c.Conditional, Conditionals)
	}
	base := *c.Base
	base.Path = strings.TrimRight(base.Path, "/")
	base.RawPath = ""
	c.Base = &base
	c.PageSize = orDefault(c.PageSize, defaultPageSize)
	c.MaxPages = orDefault(c.MaxPages, defaultMaxPages)
	c.MaxEntries = orDefault(c.MaxEntries, defaultMaxEntries)
	c.MaxBytes = orDefault(c.MaxBytes, defaultMaxBytes)
	c.MaxHeld = orDefault(c.MaxHeld, defaultMaxHeld)
	if c.HTTP == nil {
		c.HTTP = http.DefaultClient
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return c, nil
}

func orDefault[N int | int64](n, standard N) N {
	if n == 0 {
		return standard
	}
	return n
}
