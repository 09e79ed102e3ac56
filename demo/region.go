package demo

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/london-care-record/gateway/demo/authority"
	"github.com/london-care-record/gateway/demo/exchange"
	"github.com/london-care-record/gateway/demo/lives"
	"github.com/london-care-record/gateway/demo/recordsystem"
)

// DefaultPeople is how many Londoners there are beside the ten demo people when Options does not say.
const DefaultPeople = 2000

// DefaultToday is the day on which the synthetic lives end when Options does not say. It is fixed, so that the same seed gives the same people.
var DefaultToday = time.Date(2026, time.October, 5, 0, 0, 0, 0, time.UTC)

// Options say which region to make. The zero value is the standard one.
type Options struct {
	// Seed chooses the population. The ten demo people are the same under every seed.
	Seed uint64
	// People is the size of the population beside the ten demo people; 0 means DefaultPeople.
	People int
	// Today is the day on which the lives end; zero means DefaultToday. Its time of day is ignored.
	Today time.Time
	// NoLatency answers as fast as possible, for tests. Otherwise each exchange takes 5 to 40 ms.
	NoLatency bool
	// TLS has the exchanges asked over TLS, with certificates of an authority that TrustedPEM gives. The same addresses still answer plain HTTP.
	TLS bool
	// Viewer is the path, on the origin that ServedAt names, of the page that the record system opens. "" means its own small one.
	Viewer string
	// Listen opens the address of a server; nil means a free loopback port.
	Listen func() (net.Listener, error)
}

// Region is five running FHIR servers over one synthetic population, and the authorisation server of those who ask. It is safe for use by
// many goroutines. End it with Close.
type Region struct {
	book      *lives.Book
	servers   [len(exchangeTable)]*exchange.Server
	authority *authority.Authority
	elsewhere *exchange.Elsewhere
	trusted   []byte
	viewer    string
}

// New starts the five servers and the authority, each on a loopback port.
func New(o Options) (*Region, error) {
	if o.People < 0 {
		return nil, errors.New("demo: the number of people can't be negative")
	}
	if o.People == 0 {
		o.People = DefaultPeople
	}
	if o.Today.IsZero() {
		o.Today = DefaultToday
	}
	o.Today = time.Date(o.Today.Year(), o.Today.Month(), o.Today.Day(), 0, 0, 0, 0, time.UTC)
	var certificates *exchange.Certificates
	r := &Region{viewer: cmp.Or(o.Viewer, recordsystem.LaunchPath)}
	if o.TLS {
		i, err := newIssuer()
		if err != nil {
			return nil, err
		}
		if certificates, err = i.certificates(); err != nil {
			return nil, err
		}
		r.trusted = i.pem()
	}
	if o.Listen == nil {
		o.Listen = func() (net.Listener, error) { return net.Listen("tcp", "127.0.0.1:0") }
	}
	listeners, err := listen(len(exchangeTable)+2, o.Listen)
	if err != nil {
		return nil, err
	}
	issuer, elsewhere := listeners[len(exchangeTable)], listeners[len(exchangeTable)+1]
	configs := make([]exchange.Config, len(exchangeTable))
	var bases [len(exchangeTable)]string
	for i, row := range exchangeTable {
		c := exchange.Config{
			Temper: row.temper, Listener: listeners[i], BasePath: row.basePath, Salt: o.Seed + uint64(i)<<56,
			Elsewhere: "http://" + elsewhere.Addr().String() + row.basePath, Certificates: certificates,
		}
		if o.NoLatency {
			c.Temper.MinLatency, c.Temper.MaxLatency = 0, 0
		}
		configs[i], bases[i] = c, c.Base()
	}
	r.book = lives.NewBook(o.Seed, o.People, o.Today, bases)
	for i, c := range configs {
		c.Store = r.book.View(i)
		r.servers[i] = exchange.New(c)
	}
	r.elsewhere = exchange.NewElsewhere(elsewhere)
	r.authority = authority.New(authority.Options{Listener: issuer, Knows: r.knows})
	return r, nil
}

func (r *Region) knows(nhsNumber string) bool {
	_, ok := r.book.Person(nhsNumber)
	return ok
}

func listen(n int, open func() (net.Listener, error)) ([]net.Listener, error) {
	var all []net.Listener
	for range n {
		l, err := open()
		if err != nil {
			for _, l := range all {
				err = errors.Join(err, l.Close())
			}
			return nil, fmt.Errorf("demo: no free loopback port: %w", err)
		}
		all = append(all, l)
	}
	return all, nil
}

// Close stops the servers, ends every open request, and returns when all their goroutines have ended.
func (r *Region) Close() error {
	err := errors.Join(r.authority.Close(), r.elsewhere.Close())
	for _, s := range r.servers {
		err = errors.Join(err, s.Close())
	}
	return err
}

// server finds an exchange's server by its id.
func (r *Region) server(id string) (*exchange.Server, error) {
	for i, row := range exchangeTable {
		if row.facts.ID == id {
			return r.servers[i], nil
		}
	}
	return nil, fmt.Errorf("demo: there is no exchange %q; the exchanges are NEL, SEL, SWL, NCL and NWL", id)
}

// Requests counts the requests that an exchange has received, by FHIR type ("Bundle" for batches, "metadata", "other"), further pages and reads
// included, with their sum as "total". Connections that a fault turned away are counted as "refused", and not in the sum. An unknown exchange
// has no counts.
func (r *Region) Requests(id string) map[string]int {
	s, err := r.server(id)
	if err != nil {
		return nil
	}
	return s.Requests()
}

// ResetRequests sets the counts of all exchanges to zero.
func (r *Region) ResetRequests() {
	for _, s := range r.servers {
		s.ResetRequests()
	}
}

// TrustedPEM is the certificate of the authority that issued the exchanges' certificates; nil without Options.TLS.
func (r *Region) TrustedPEM() []byte { return r.trusted }

// Astray counts the requests that came to the server to which the faults foreign-page and redirect lead. A gateway makes none.
func (r *Region) Astray() int { return r.elsewhere.Visits() }
