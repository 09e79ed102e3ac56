package hie

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/london-care-record/gateway/access/accesstest"
	"github.com/london-care-record/gateway/fhir"
	"github.com/london-care-record/gateway/record"
)

// BenchmarkAnAnswerNoLongerFresh asks for sixty conditions again and again, that are read in full or confirmed.
func BenchmarkAnAnswerNoLongerFresh(b *testing.B) {
	sixty := func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/Patient") {
			holding(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/fhir+json")
		var entries []string
		for i := range 60 {
			entries = append(entries, fmt.Sprintf(`{"search":{"mode":"match"},"resource":{"resourceType":"Condition","id":"c%d","code":{"text":"Asthma"},
				"recordedDate":"2024-01-02","note":[{"text":%q}],"subject":{"reference":"Patient/p%s"}}}`, i, strings.Repeat("a note ", 50), people[0]))
		}
		_, _ = fmt.Fprintf(w, `{"resourceType":"Bundle","type":"searchset","total":60,"entry":[%s]}`, strings.Join(entries, ","))
	}
	var full, same atomic.Int64
	tagged := tagging(sixty, &full, &same)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { tagged(w, r) }))
	defer server.Close()
	base, err := url.Parse(server.URL)
	if err != nil {
		b.Fatal(err)
	}
	for name, conditional := range map[string]fhir.Conditional{"in full": fhir.Unconditional, "confirmed": fhir.StrongTags} {
		b.Run(name, func(b *testing.B) {
			memory := DefaultMemory
			memory.Fresh, memory.FreshStrict = 0, 0
			r, err := NewRegion([]Config{{URL: base, Conditional: conditional, Exchange: record.Exchange{ID: "NEL", Kinds: record.Kinds}}}, Options{Memory: &memory})
			if err != nil {
				b.Fatal(err)
			}
			defer r.Close()
			grants := accesstest.Build(b, nil).Grants(accesstest.Tester(), people[:1], record.Kinds)
			s := r.Sources()[0]
			index := s.Patients(b.Context(), grants)
			b.ReportAllocs()
			for b.Loop() {
				a := s.Search(b.Context(), conditions, grants, Earlier{Patients: func() *PatientIndex { return index }})[people[0]]
				if a.Outcome.State != record.StateComplete || len(a.Facts.Conditions) != 60 {
					b.Fatal(a.Outcome)
				}
			}
		})
	}
}
