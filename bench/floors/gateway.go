package floors

import (
	"context"
	"errors"
	"net/url"
	"sync"
	"sync/atomic"

	"github.com/london-care-record/gateway/fhir"
	"github.com/london-care-record/gateway/record"
)

// kinds are those that the gateway is asked for. It puts them together from more types than the others ask for.
var kinds = []record.Kind{record.Allergies, record.Medications, record.Conditions, record.Investigations}

// newGatewayDecoder reads with the gateway's own client and decoder, everything that the gateway itself would ask, and
// leaves it at that: no stitching, no GraphQL, nobody let in or noted.
func newGatewayDecoder(c *client) (floor, error) {
	var clients []*fhir.Client
	for name, address := range c.exchanges {
		base, err := url.Parse(address)
		if err != nil {
			return nil, err
		}
		client, err := fhir.NewClient(fhir.Config{HTTP: c.http, Base: base, Style: fhir.Chained,
			Exchange: &record.Exchange{ID: record.ExchangeID(name), Kinds: kinds, CareSettings: record.CareSettings}})
		if err != nil {
			return nil, err
		}
		clients = append(clients, client)
	}
	return func(ctx context.Context, people []string) (any, error) {
		numbers := make([]record.NHSNumber, len(people))
		for i, p := range people {
			n, err := record.ParseNHSNumber(p)
			if err != nil {
				return nil, err
			}
			numbers[i] = n
		}
		return decodeAll(ctx, clients, numbers)
	}, nil
}

func decodeAll(ctx context.Context, clients []*fhir.Client, people []record.NHSNumber) (any, error) {
	var entries, incomplete atomic.Int64
	var wait sync.WaitGroup
	for _, c := range clients {
		patients := sync.OnceValue(func() *fhir.PatientIndex { return c.Patients(ctx, people) })
		wait.Go(func() { patients() })
		for _, search := range searches() {
			wait.Go(func() {
				for _, a := range c.Search(ctx, search, people, patients) {
					if a.Outcome.State != record.StateComplete {
						incomplete.Add(1)
					}
					f := &a.Facts
					entries.Add(int64(len(f.Allergies) + len(f.Medications) + len(f.Conditions) + len(f.Observations)))
				}
			})
		}
	}
	wait.Wait()
	if incomplete.Load() > 0 {
		return nil, errors.New("an exchange did not answer in full")
	}
	return map[string]int64{"entries": entries.Load()}, nil
}

// searches are those of all kinds, each once.
func searches() []fhir.Search {
	seen := map[fhir.Search]bool{}
	var all []fhir.Search
	for _, k := range kinds {
		for _, s := range fhir.SearchesOf(k) {
			if !seen[s] {
				seen[s] = true
				all = append(all, s)
			}
		}
	}
	return all
}
