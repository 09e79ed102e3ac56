package demo

import (
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/london-care-record/gateway/demo/authority"
	"github.com/london-care-record/gateway/demo/exchange"
	"github.com/london-care-record/gateway/demo/lives"
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
}

// Region is five running FHIR servers over one synthetic population, and the authorisation server of those who ask. It is safe for use by
// many goroutines. End it with Close.
type Region struct {
	book      *lives.Book
	servers   [len(exchangeTable)]*exchange.Server
	authority *authority.Authority
}

// New starts the five servers and the authority, each on a free loopback port.
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
	listeners, err := listen(len(exchangeTable) + 1)
	if err != nil {
		return nil, err
	}
	issuer := listeners[len(exchangeTable)]
	listeners = listeners[:len(exchangeTable)]
	var bases [len(exchangeTable)]string
	for i, l := range listeners {
		bases[i] = "http://" + l.Addr().String() + exchangeTable[i].basePath
	}
	r := &Region{book: lives.NewBook(o.Seed, o.People, o.Today, bases)}
	for i, l := range listeners {
		temper := exchangeTable[i].temper
		if o.NoLatency {
			temper.MinLatency, temper.MaxLatency = 0, 0
		}
		r.servers[i] = exchange.New(exchange.Config{
			Temper: temper, Store: r.book.View(i), Listener: l, BasePath: exchangeTable[i].basePath, Salt: o.Seed + uint64(i)<<56,
		})
	}
	r.authority = authority.New(authority.Options{Listener: issuer, Knows: r.knows})
	return r, nil
}

func (r *Region) knows(nhsNumber string) bool {
	_, ok := r.book.Person(nhsNumber)
	return ok
}

func listen(n int) ([]net.Listener, error) {
	var all []net.Listener
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			for _, open := range all {
				err = errors.Join(err, open.Close())
			}
			return nil, fmt.Errorf("demo: no free loopback port: %w", err)
		}
		all = append(all, l)
	}
	return all, nil
}

// Close stops the servers, ends every open request, and returns when all their goroutines have ended.
func (r *Region) Close() error {
	err := r.authority.Close()
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

// SetFault changes what is wrong with an exchange, from its next request on. Kind "none" makes it well again.
func (r *Region) SetFault(id string, f Fault) error {
	s, err := r.server(id)
	if err != nil {
		return err
	}
	return s.SetFault(exchange.Fault{Kind: f.Kind, LatencyMs: f.LatencyMs})
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

// Fault is what is wrong with an exchange. Faults lists the kinds.
type Fault struct {
	// Kind is one of Faults.
	Kind string `json:"fault"`
	// LatencyMs is how many milliseconds a slow exchange takes (default 3000), or a dripping one waits between pieces (default 200).
	LatencyMs int `json:"latencyMs"`
}

// Faults are the kinds of fault that SetFault takes, "none" first.
func Faults() []string { return append([]string{}, exchange.Kinds...) }
