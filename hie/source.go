package hie

import (
	"context"
	"net/http"
	"time"

	"github.com/london-care-record/gateway/fhir"
	"github.com/london-care-record/gateway/record"
)

// Search names one FHIR search of an exchange. Kinds of record are put together from searches, so that no search runs
// twice for one person.
type Search = fhir.Search

// Style is how a person is named in a search.
type Style = fhir.Style

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

// Source asks one exchange.
type Source struct {
	exchange  *record.Exchange
	client    *fhir.Client
	transport *http.Transport
	timeout   time.Duration
	health    *health
	options   Options
	meters    *instruments
}

func newSource(c Config, o Options, m *instruments) (*Source, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	exchange := c.Exchange
	s := &Source{
		exchange:  &exchange,
		transport: newTransport(),
		timeout:   c.Timeout,
		health:    newHealth(),
		options:   o,
		meters:    m,
	}
	if s.timeout == 0 {
		s.timeout = DefaultTimeout
	}
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
		PageSize: c.PageSize, MaxPages: c.MaxPages, MaxEntries: c.MaxEntries, MaxBytes: c.MaxBytes,
		HTTP: &http.Client{Transport: s.transport}, Authorise: authorise, Now: o.Now,
	})
	if err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// newTransport makes an exchange's own connection pool: a slow exchange takes no other exchange's connections, and a
// burst of people does not open a connection a search each time. The FHIR client unpacks gzip itself, within limits.
func newTransport() *http.Transport {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		MaxIdleConns:          128,
		MaxIdleConnsPerHost:   128,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   5 * time.Second,
		ResponseHeaderTimeout: 30 * time.Second,
		ForceAttemptHTTP2:     true,
		DisableCompression:    true,
	}
}

// Exchange describes the exchange; shared, not to be changed.
func (s *Source) Exchange() *record.Exchange { return s.exchange }

// Patients asks who some people are. It returns by its deadline whatever the exchange does.
func (s *Source) Patients(ctx context.Context, people []record.NHSNumber) *PatientIndex {
	var index *PatientIndex
	s.guard(ctx, SearchPatients, people, func(ctx context.Context) Answers {
		index = s.client.Patients(ctx, people)
		answers := make(Answers, len(people))
		for _, n := range people {
			answers[n] = index.Answer(n)
		}
		return answers
	})
	return index
}

// Search asks one search for some people at once. There is an answer for each of them, by the deadline.
func (s *Source) Search(ctx context.Context, search Search, people []record.NHSNumber, earlier Earlier) Answers {
	return s.guard(ctx, search, people, func(ctx context.Context) Answers {
		if search == SearchResults {
			return s.client.Results(ctx, earlier.Search(searchReports), earlier.Search(searchObservations), earlier.Patients)
		}
		return s.client.Search(ctx, search, people, earlier.Patients)
	})
}

func (s *Source) close() { s.transport.CloseIdleConnections() }
