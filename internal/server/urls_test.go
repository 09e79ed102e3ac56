package server_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"

	"github.com/london-care-record/gateway/access/accesstest"
	"github.com/london-care-record/gateway/fhir"
	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/loaders"
	"github.com/london-care-record/gateway/record"
)

// recordURLs asks an exchange that answers nothing for a whole record, and gives the URLs that it was asked by.
func recordURLs(t *testing.T, style fhir.Style) []string {
	t.Helper()
	var mu sync.Mutex
	var seen []string
	exchange := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		seen = append(seen, r.Method+" "+r.URL.String())
		mu.Unlock()
		w.Header().Set("Content-Type", "application/fhir+json")
		_, _ = w.Write([]byte(`{"resourceType":"Bundle","type":"searchset","total":0}`))
	}))
	t.Cleanup(exchange.Close)
	base, err := url.Parse(exchange.URL)
	if err != nil {
		t.Fatal(err)
	}
	region, err := hie.NewRegion([]hie.Config{{URL: base, Style: style, Exchange: record.Exchange{ID: "NEL", Kinds: record.Kinds}}}, hie.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(region.Close)
	people := []record.NHSNumber{"9990000018", "9990000026"}
	set := loaders.NewSet(t.Context(), loaders.Config{Region: region, Limit: 2})
	grants := accesstest.Build(t, nil).Grants(accesstest.Tester(), people, record.Kinds)
	if err := set.Load(grants, record.Kinds); err != nil {
		t.Fatal(err)
	}
	for _, g := range grants {
		for _, k := range record.Kinds {
			set.Answers(g, k)
		}
	}
	mu.Lock()
	defer mu.Unlock()
	return seen
}
