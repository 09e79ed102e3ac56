package hie

import (
	"context"
	"crypto/tls"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/london-care-record/gateway/access"
	"github.com/london-care-record/gateway/fhir"
	"github.com/london-care-record/gateway/internal/cache"
	"github.com/london-care-record/gateway/record"
)

// Search names one FHIR search of an exchange. Kinds of record are put together from searches, so that no search runs
// twice for one person.
type Search = fhir.Search

// Style is how a person is named in a search.
type Style = fhir.Style

// Together is searches of one exchange that are started together, and may be asked in one request.
type Together = fhir.Together

// PatientIndex is an exchange's answer to who some people are.
type PatientIndex = fhir.PatientIndex

// The searches that are not simply a FHIR type of one kind.
const (
	SearchPatients = fhir.SearchPatient
	// SearchResults fetches results that are reachable only through their report. It follows the searches for reports
	// and observations.
	SearchResults Search = "DiagnosticReport.result"
)

const (
	searchReports      Search = "DiagnosticReport"
	searchObservations Search = "Observation"
)

// Answers are an exchange's answers to one question, by person. There is one for everybody asked about.
type Answers = map[record.NHSNumber]record.Answer

// Earlier gives what a search stands on: the answers of searches that run side by side with it or before it. Its
// functions block until those are done and may be called any number of times.
type Earlier struct {
	// Patients is the index of the people asked about.
	Patients func() *PatientIndex
	// Search gives the answers of another search for the same people.
	Search func(Search) Answers
}

// SearchesOf gives the searches that a kind of record is put together from, the defining one first.
func SearchesOf(kind record.Kind) []Search {
	searches := fhir.SearchesOf(kind)
	if kind == record.Investigations {
		searches = append(searches[:len(searches):len(searches)], SearchResults)
	}
	return searches
}

// kindsOf gives the kinds of record that need a search.
func kindsOf(search Search) []record.Kind { return needing[search] }

var needing = func() map[Search][]record.Kind {
	all := map[Search][]record.Kind{SearchPatients: {record.Demographics}}
	for _, kind := range record.Kinds {
		for _, search := range SearchesOf(kind) {
			all[search] = append(all[search], kind)
		}
	}
	return all
}()

// Source asks one exchange, and nothing without a grant.
type Source struct {
	exchange  *record.Exchange
	client    *fhir.Client
	base      string
	transport *http.Transport
	timeout   time.Duration
	guard     *guard
	health    *health
	memory    *memory // nil: nothing is remembered
	flights   *cache.Flights[key, *piece]
	options   Options
	meters    *instruments
}

func newSource(c Config, o Options, m *instruments, remembered *memory) (*Source, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	trust, err := trusting(c.CAFile)
	if err != nil {
		return nil, err
	}
	exchange := c.Exchange
	s := &Source{
		exchange:  &exchange,
		base:      c.URL.String(),
		transport: newTransport(trust, c.Guard, o.Dial),
		timeout:   c.Timeout,
		health:    newHealth(),
		options:   o,
		meters:    m,
		memory:    remembered,
	}
	if remembered != nil {
		s.flights = cache.NewFlights[key, *piece](remembered.LateSearches)
	}
	if s.timeout == 0 {
		s.timeout = DefaultTimeout
	}
	s.guard = newGuard(exchange.ID, c.Guard, s.timeout, m, o.Logger)
	authorise, err := bearer(c.BearerTokenFile, o.Now)
	if err != nil {
		return nil, err
	}
	style := c.Style
	if style == "" {
		style = fhir.Chained
	}
	s.client, err = fhir.NewClient(fhir.Config{
		Exchange: s.exchange, Base: c.URL, Style: style, GETOnly: c.GETOnly,
		PageSize: c.PageSize, MaxPages: c.MaxPages, MaxEntries: c.MaxEntries, MaxBytes: c.MaxBytes, MaxHeld: c.MaxHeldBytes, BatchSize: c.BatchSize,
		Conditional: c.Conditional, LastUpdated: c.LastUpdated, HTTP: &http.Client{Transport: s.transport}, Authorise: authorise, Guard: s.guard.do, Now: o.Now,
	})
	if err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// leastKeptConnections are kept even where fewer requests are made at once: idle ones cost nothing.
const leastKeptConnections = 128

// newTransport makes an exchange's own connection pool: a slow exchange takes no other exchange's connections, and a
// burst of people does not open a connection a search each time: as many are kept as there may be requests at once. The
// FHIR client unpacks gzip itself, within limits.
func newTransport(trust *tls.Config, g Guard, dial dialer) *http.Transport {
	kept := max(leastKeptConnections, g.Bulkhead.Concurrent, g.Adaptive.Max)
	return &http.Transport{
		DialContext:           dial,
		TLSClientConfig:       trust,
		Proxy:                 http.ProxyFromEnvironment,
		MaxIdleConns:          kept,
		MaxIdleConnsPerHost:   kept,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   5 * time.Second,
		ResponseHeaderTimeout: 30 * time.Second,
		ForceAttemptHTTP2:     true,
		DisableCompression:    true,
	}
}

// Exchange describes the exchange; shared, not to be changed.
func (s *Source) Exchange() *record.Exchange { return s.exchange }

// Patients asks who the people of some grants are. It returns by its deadline whatever the exchange does. Who may not be
// asked about is not in the index.
func (s *Source) Patients(ctx context.Context, grants []*access.Grant) *PatientIndex {
	if people := s.permitted(SearchPatients, grants); len(people) > 0 {
		return s.patients(ctx, people)
	}
	return nil
}

func (s *Source) patients(ctx context.Context, people []record.NHSNumber) *PatientIndex {
	came := s.answer(ctx, question{search: SearchPatients, people: people,
		ask: func(ctx context.Context, people []record.NHSNumber) pieces {
			return piecesOfIndex(s.client.Patients(ctx, people), people)
		}})
	var index *PatientIndex
	for _, n := range people {
		p := came.of(n)
		known := p.index
		if known == nil { // it was not waited for, or there was a fault
			known = new(PatientIndex).With(n, p.answer.Outcome)
		}
		index = index.Join(known)
	}
	return index
}

// piecesOfIndex takes an index apart.
func piecesOfIndex(index *PatientIndex, people []record.NHSNumber) pieces {
	all := make(pieces, len(people))
	for _, n := range people {
		part := index
		if len(people) > 1 {
			part = index.Of(n)
		}
		all[n] = &piece{answer: index.Answer(n), index: part}
	}
	return all
}

// Search asks one search for the people of some grants at once. There is an answer for each of them, by the deadline;
// that of somebody who may not be asked about is WITHHELD.
func (s *Source) Search(ctx context.Context, search Search, grants []*access.Grant, earlier Earlier) Answers {
	var came pieces
	if people := s.permitted(search, grants); len(people) > 0 {
		came = s.answer(ctx, s.question(search, people, earlier))
	}
	return s.orWithheld(came, grants)
}

// orWithheld gives the answers, and says of those who may not be asked about that theirs is withheld.
//
//go:noinline // what it copies would stand on the stack of every search while that is under way
func (s *Source) orWithheld(came pieces, grants []*access.Grant) Answers {
	answers := make(Answers, len(grants))
	for n, p := range came {
		answers[n] = p.answer
	}
	for _, g := range grants {
		if _, asked := answers[g.Person()]; !asked {
			answers[g.Person()] = record.Answer{Exchange: s.exchange, Outcome: record.Outcome{State: record.StateWithheld}}
		}
	}
	return answers
}

// question makes a search for some people, which stands on what was asked earlier.
func (s *Source) question(search Search, people []record.NHSNumber, earlier Earlier) question {
	q := question{search: search, people: people}
	reports := sync.OnceValue(func() Answers { return earlier.Search(searchReports) })
	observations := sync.OnceValue(func() Answers { return earlier.Search(searchObservations) })
	if search == SearchResults {
		q.basis = func(n record.NHSNumber) basis {
			return basis{reports()[n].Outcome.FetchedAt.UnixNano(), observations()[n].Outcome.FetchedAt.UnixNano()}
		}
	}
	q.ask = func(ctx context.Context, people []record.NHSNumber) pieces {
		who := sync.OnceValue(func() *PatientIndex { return s.lateIndex(ctx, earlier.Patients(), people) })
		var answers Answers
		if search == SearchResults {
			answers = s.results(ctx, people, reports(), observations(), who)
		} else {
			answers = s.client.Search(ctx, search, people, who)
		}
		return piecesOf(answers, people, who())
	}
	return q
}

// results asks for the results of some people's reports.
//
//go:noinline // what it copies would stand on the stack of every search while that is under way
func (s *Source) results(ctx context.Context, people []record.NHSNumber, reports, observations Answers, who func() *PatientIndex) Answers {
	return s.client.Results(ctx, only(people, reports), only(people, observations), who)
}

// piecesOf gives the answers about some people, as certain as it is who they are.
//
//go:noinline // as results is not
func piecesOf(answers Answers, people []record.NHSNumber, who *PatientIndex) pieces {
	all := make(pieces, len(people))
	for _, n := range people {
		a := answers[n]
		a.Outcome = asEarlier(a.Outcome, who.Answer(n).Outcome)
		all[n] = &piece{answer: a}
	}
	return all
}

// only gives the answers about some people.
func only(people []record.NHSNumber, answers Answers) Answers {
	some := make(Answers, len(people))
	for _, n := range people {
		if a, ok := answers[n]; ok {
			some[n] = a
		}
	}
	return some
}

// permitted gives the people about whom the exchange may be asked a search: those whose grants allow a kind of record
// that needs it.
func (s *Source) permitted(search Search, grants []*access.Grant) []record.NHSNumber {
	people := make([]record.NHSNumber, 0, len(grants))
	for _, g := range grants {
		allows := func(kind record.Kind) bool { return g.Allows(kind, s.exchange.ID) }
		if slices.ContainsFunc(kindsOf(search), allows) {
			people = append(people, g.Person())
		}
	}
	return people
}

// close ends what is still being asked, and gives the connections back.
func (s *Source) close() {
	if s.flights != nil {
		s.flights.Close()
	}
	s.transport.CloseIdleConnections()
}
