package hie

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/london-care-record/gateway/internal/pipes"
	"github.com/london-care-record/gateway/record"
)

// inBubble starts a server that is asked as an exchange, inside a synctest bubble.
func inBubble(t *testing.T, c Config, o Options, h http.HandlerFunc) *Source {
	t.Helper()
	var network pipes.Network
	listener, err := network.Listen()
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: h}
	go func() { _ = server.Serve(listener) }()
	o.Dial = network.Dial
	c.URL, c.Exchange = &url.URL{Scheme: "http", Host: listener.Addr().String()}, record.Exchange{ID: "NEL", Kinds: record.Kinds}
	r, err := NewRegion([]Config{c}, o)
	if err != nil {
		t.Fatal(err)
	}
	s := r.Sources()[0]
	t.Cleanup(func() {
		r.Close()
		_ = server.Close()
	})
	return s
}

// nothing answers a search with an empty Bundle, whose self link shows that the search was understood.
func nothing(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	self := "http://127.0.0.1" + r.URL.Path + "?" + r.Form.Encode()
	w.Header().Set("Content-Type", "application/fhir+json")
	_, _ = fmt.Fprintf(w, `{"resourceType":"Bundle","type":"searchset","total":0,"link":[{"relation":"self","url":%q}]}`, self)
}

// numberIn finds NHS numbers in a search.
var numberIn = regexp.MustCompile(`999\d{7}`)

// holding answers searches as an exchange that knows everybody: one Patient, and one entry of the type asked for, each.
func holding(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	var entries []string
	for _, n := range numberIn.FindAllString(r.Form.Encode(), -1) {
		switch search := strings.Split(strings.Trim(r.URL.Path, "/"), "/")[0]; search {
		case "Patient":
			entries = append(entries, fmt.Sprintf(`{"search":{"mode":"match"},"resource":{"resourceType":"Patient","id":"p%s","birthDate":"1980-01-01",
				"identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"%s"}]}}`, n, n))
		case "AllergyIntolerance":
			entries = append(entries, fmt.Sprintf(`{"search":{"mode":"match"},"resource":{"resourceType":"AllergyIntolerance","id":"a%s",
				"code":{"text":"Penicillin"},"patient":{"reference":"Patient/p%s"}}}`, n, n))
		default:
			entries = append(entries, fmt.Sprintf(`{"search":{"mode":"match"},"resource":{"resourceType":"%s","id":"c%s",
				"code":{"text":"Asthma"},"subject":{"reference":"Patient/p%s"}}}`, search, n, n))
		}
	}
	w.Header().Set("Content-Type", "application/fhir+json")
	_, _ = fmt.Fprintf(w, `{"resourceType":"Bundle","type":"searchset","total":%d,"link":[{"relation":"self","url":"http://127.0.0.1%s?%s"}],"entry":[%s]}`,
		len(entries), r.URL.Path, r.Form.Encode(), strings.Join(entries, ","))
}
