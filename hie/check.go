package hie

import (
	"context"
	"slices"
	"sync"

	"github.com/london-care-record/gateway/record"
)

// Check is what an exchange said when it was asked what it can do.
type Check struct {
	Exchange *record.Exchange
	// Problem is empty when the exchange answers and can be asked as configured.
	Problem string
	// Software and FHIRVersion are as the server names itself; both are empty where it has no CapabilityStatement.
	Software, FHIRVersion string
	// Statement tells that the server has a CapabilityStatement; what follows is empty without one.
	Statement bool
	// Supported and Missing are the searches of the configured kinds, and of people, that the server says it has or not.
	Supported, Missing []Search
}

// nobody is an NHS number of the range that is never issued to people (999 ...), asked for to see that a search for a
// person works.
const nobody record.NHSNumber = "9999999484"

// Check asks every exchange, all at once, what it is and whether it can be searched for a person.
func (r *Region) Check(ctx context.Context) []Check {
	checks := make([]Check, len(r.sources))
	var all sync.WaitGroup
	for i, s := range r.sources {
		all.Go(func() { checks[i] = s.check(ctx) })
	}
	all.Wait()
	return checks
}

func (s *Source) check(ctx context.Context) Check {
	c := Check{Exchange: s.exchange}
	limited, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	capabilities, err := s.client.Capabilities(limited)
	if err != nil {
		c.Problem = err.Error()
		return c
	}
	if c.Statement = capabilities.Found; c.Statement {
		c.Software, c.FHIRVersion = capabilities.Software, capabilities.FHIRVersion
		if capabilities.Version != "" {
			c.Software += " " + capabilities.Version
		}
		for _, search := range s.searches() {
			if t, ok := capabilities.Types[string(search)]; ok && t.Search {
				c.Supported = append(c.Supported, search)
			} else {
				c.Missing = append(c.Missing, search)
			}
		}
	}
	answer := s.patients(ctx, []record.NHSNumber{nobody}).Answer(nobody)
	if state := answer.Outcome.State; state.Failed() {
		c.Problem = "a search for a person failed: " + answer.Outcome.Detail
	}
	if problem := s.client.CheckBatch(limited, nobody); problem != "" && c.Problem == "" {
		c.Problem = problem
	}
	if !slices.Contains([]string{"", "4.0.1", "4.0.0", "4.0"}, c.FHIRVersion) {
		c.Problem = "speaks FHIR " + c.FHIRVersion + ", not R4"
	}
	return c
}

// searches are those that the exchange will be asked, each once.
func (s *Source) searches() []Search {
	all := []Search{SearchPatients}
	for _, kind := range s.exchange.Kinds {
		for _, search := range SearchesOf(kind) {
			if search != SearchResults && !slices.Contains(all, search) {
				all = append(all, search)
			}
		}
	}
	return all
}
