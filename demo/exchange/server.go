package exchange

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// maxRequestBytes bounds what a server reads of one request.
const maxRequestBytes = 4 << 20

// Server is one pretend exchange. Make it with New, end it with Close.
type Server struct {
	temper   Temper
	store    Store
	base     string // without a trailing slash
	basePath string
	// elsewhere is the base URL of a server that is not this one.
	elsewhere string
	salt      uint64
	cache     pageCache
	tally     tally
	fault     faultState
	large     chan struct{} // a turn for each very large answer that is made
	http      *http.Server
	cancel    context.CancelFunc
	closing   <-chan struct{} // closed when Close begins
	running   sync.WaitGroup
}

// Config is what New needs.
type Config struct {
	Temper   Temper
	Store    Store
	Listener net.Listener
	BasePath string // "" or "/something"
	Salt     uint64 // varies page tokens and latencies
	// Elsewhere is where the faults that lead away lead to: the base URL of another server, without a trailing slash.
	Elsewhere string
	// Certificates let the server be asked over TLS as well; nil means by plain HTTP only.
	Certificates *Certificates
}

// Base is the server's FHIR base URL, without a trailing slash: https where it has certificates.
func (c Config) Base() string {
	scheme := "http://"
	if c.Certificates != nil {
		scheme = "https://"
	}
	return scheme + c.Listener.Addr().String() + c.BasePath
}

// New starts a server on the listener, which it owns from then on.
func New(c Config) *Server {
	s := &Server{
		temper: c.Temper, store: c.Store, salt: c.Salt, basePath: c.BasePath, elsewhere: c.Elsewhere,
		base:  c.Base(),
		large: make(chan struct{}, largeAtOnce),
		fault: faultState{now: Fault{Kind: None}, changed: make(chan struct{})},
	}
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel, s.closing = cancel, ctx.Done()
	s.http = &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ConnState:         s.track,
	}
	listener := &deadListener{Listener: c.Listener, server: s}
	if c.Certificates != nil {
		listener.tls = s.tlsConfig(c.Certificates)
	}
	s.running.Add(1)
	go func() {
		defer s.running.Done()
		// Serve always returns an error; after Close it is ErrServerClosed, and before that the listener is gone and nobody can be served.
		_ = s.http.Serve(listener)
	}()
	return s
}

// Base is the FHIR base URL, without a trailing slash.
func (s *Server) Base() string { return s.base }

// SetFault changes what is wrong with the server, from the next request on; requests that hang are let go.
func (s *Server) SetFault(f Fault) error { return s.fault.set(f) }

// Fault returns what is wrong with the server now.
func (s *Server) Fault() Fault { f, _ := s.fault.get(); return f }

// Requests returns the counts of requests since the last reset.
func (s *Server) Requests() map[string]int { return s.tally.counts() }

// ResetRequests sets all counts to zero.
func (s *Server) ResetRequests() { s.tally.reset() }

// Close stops listening, ends every request and connection, and waits for all goroutines.
func (s *Server) Close() error {
	s.cancel()
	err := s.http.Close()
	s.running.Wait()
	return err
}

// track counts connections, so that Close can wait for the goroutine of each. A connection that is accepted while Close runs may be too late
// for http.Server to close it, and is closed here.
func (s *Server) track(conn net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		s.running.Add(1)
		select {
		case <-s.closing:
			_ = conn.Close() // its goroutine ends on the first read
		default:
		}
	case http.StateClosed, http.StateHijacked:
		s.running.Done()
	}
}

// ServeHTTP answers one request, in whatever way the server's fault allows.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequestBytes))
	if err != nil {
		s.write(w, r, Fault{}, outcome(http.StatusRequestEntityTooLarge, "too-long", "the request is too long"))
		return
	}
	f, changed := s.fault.get()
	if f.Kind == Down || f.Kind == ExpiredCert { // of the latter, connections that were made before it
		s.tally.add("refused")
		reset(w)
		return
	}
	call := s.read(r, body)
	s.tally.add(call.counted, "total")
	if !s.wait(r.Context(), f, changed, call.counted) {
		panic(http.ErrAbortHandler)
	}
	if a, refused := s.refusal(f, r.URL.Path); refused {
		s.write(w, r, f, a)
		return
	}
	if f.Kind == ManyEntries || f.Kind == LongString {
		select {
		case s.large <- struct{}{}:
			defer func() { <-s.large }()
		case <-r.Context().Done():
			panic(http.ErrAbortHandler)
		}
	}
	s.write(w, r, f, call.answer(f))
}

// largeAtOnce bounds how many very large answers are made at once: a gateway that asks for everything about several people would otherwise
// fill the memory of the machine that the demo runs on.
const largeAtOnce = 4

// wait passes the time that the server takes; false means that the request ends without an answer.
func (s *Server) wait(ctx context.Context, f Fault, changed <-chan struct{}, counted string) bool {
	if f.Kind == Hang {
		select {
		case <-ctx.Done():
		case <-changed:
		}
		return false
	}
	pause := s.latency()
	switch {
	case f.Kind == Slow || f.Kind == SlowRecords && counted != "Patient":
		pause = f.pause()
	case f.Kind == SlowRecords || f.Kind == Drip: // Drip pauses between its pieces
	default:
		pause += f.pause()
	}
	return sleep(ctx, pause)
}

func (s *Server) latency() time.Duration {
	spread := s.temper.MaxLatency - s.temper.MinLatency
	if spread <= 0 {
		return s.temper.MinLatency
	}
	return s.temper.MinLatency + time.Duration(mix(s.salt+uint64(s.tally.serial()))%uint64(spread))
}

func sleep(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// call is one request after reading its address: under which name it counts, and how to answer it.
type call struct {
	counted string
	answer  func(Fault) answer
}

func (s *Server) read(r *http.Request, body []byte) call {
	path, ok := strings.CutPrefix(r.URL.Path, s.basePath)
	path = strings.Trim(path, "/")
	if !ok {
		return refused("other", notFound("nothing is served at this address"))
	}
	if page, index, ok := s.pageOf(r.URL.Query()); ok {
		return s.readPage(page, index)
	}
	if path == "" {
		if r.Method == http.MethodPost && s.temper.Batch {
			return call{"Bundle", func(f Fault) answer { return s.batch(body, strict(r), f) }}
		}
		return refused("Bundle", outcome(http.StatusMethodNotAllowed, "not-supported", "this server takes no batch"))
	}
	if path == "metadata" {
		return call{"metadata", func(Fault) answer { return s.metadata() }}
	}
	return s.readTyped(r, strings.Split(path, "/"), body)
}

func (s *Server) readTyped(r *http.Request, parts []string, body []byte) call {
	typ := parts[0]
	if !served(typ) {
		return refused("other", notFound("this server has no such resource type"))
	}
	switch {
	case len(parts) == 1 && r.Method == http.MethodGet:
		return s.searchCall(typ, r.URL.Query(), strict(r))
	case len(parts) == 2 && parts[1] == "_search" && r.Method == http.MethodPost:
		form, err := url.ParseQuery(string(body))
		if err != nil || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
			return refused(typ, outcome(http.StatusUnsupportedMediaType, "invalid", "the search form can't be read"))
		}
		for name, values := range r.URL.Query() {
			form[name] = append(form[name], values...)
		}
		return s.searchCall(typ, form, strict(r))
	case r.Method == http.MethodGet && (len(parts) == 2 || len(parts) == 4 && parts[2] == "_history"):
		return call{typ, func(f Fault) answer { return s.readResource(typ, parts, r.Header.Get("If-None-Match"), f) }}
	}
	return refused(typ, outcome(http.StatusMethodNotAllowed, "not-supported", "this server does not do that"))
}

func (s *Server) searchCall(typ string, params url.Values, strict bool) call {
	return call{typ, func(f Fault) answer { return s.search(typ, params, strict, f) }}
}

func (s *Server) readPage(p *pages, index string) call {
	if p == nil {
		return refused("other", outcome(http.StatusGone, "not-found", "this search has been forgotten; search again"))
	}
	return call{p.typ, func(f Fault) answer { return s.nextPage(p, index, f) }}
}

// pageOf finds the search that a next link continues.
func (s *Server) pageOf(v url.Values) (p *pages, index string, ok bool) {
	token := v.Get(s.temper.PageParam)
	if token == "" {
		return nil, "", false
	}
	index = v.Get(s.temper.PageIndexKey)
	if s.temper.PageIndexKey == "" {
		token, index, _ = strings.Cut(token, ".")
	}
	return s.cache.get(token), index, true
}

func refused(counted string, a answer) call { return call{counted, func(Fault) answer { return a }} }

func strict(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Prefer"), "handling=strict")
}

func served(typ string) bool {
	if typ == "Patient" || clinicalTypes[typ] != nil {
		return true
	}
	for _, d := range directoryTypes {
		if d == typ {
			return true
		}
	}
	return false
}
