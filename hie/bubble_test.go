package hie

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/london-care-record/gateway/record"
)

// pipes is a listener whose connections are pipes: real HTTP that a synctest bubble can follow in its own time.
type pipes struct {
	accept chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func newPipes() *pipes { return &pipes{accept: make(chan net.Conn), closed: make(chan struct{})} }

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.accept:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error { p.once.Do(func() { close(p.closed) }); return nil }

func (p *pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)} }

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case p.accept <- theirs:
		return ours, nil
	case <-p.closed:
		return nil, &net.OpError{Op: "dial", Net: "pipe", Err: net.ErrClosed}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// inBubble starts a server that is asked as an exchange, inside a synctest bubble.
func inBubble(t *testing.T, c Config, o Options, h http.HandlerFunc) *Source {
	t.Helper()
	listener := newPipes()
	server := &http.Server{Handler: h}
	go func() { _ = server.Serve(listener) }()
	c.URL, c.Exchange = &url.URL{Scheme: "http", Host: "127.0.0.1"}, record.Exchange{ID: "NEL", Kinds: record.Kinds}
	r, err := NewRegion([]Config{c}, o)
	if err != nil {
		t.Fatal(err)
	}
	s := r.Sources()[0]
	s.transport.DialContext = listener.dial
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
