package server_test

import (
	"bytes"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/london-care-record/gateway/hie"
	"github.com/london-care-record/gateway/internal/server"
	"github.com/london-care-record/gateway/record"
)

// allocsOfQuestion and bytesOfQuestion are what one question about one person may allocate, from the socket to the
// socket: asked over HTTP, five exchanges searched over HTTP, decoded, stitched and written. The client's and the
// exchanges' own part, which is small, counts too. They are 15 % above what is needed: whoever makes it cheaper lowers them.
const (
	allocsOfQuestion = 22_100
	bytesOfQuestion  = 2_300_000
)

// fourSections is what an emergency department asks for first.
const fourSections = `query($n:NHSNumber!){patient(nhsNumber:$n){name{text} birthDate
 allergies{statement entries{...e} completeness{...c}}
 medications{entries{...e} completeness{...c}}
 conditions{entries{...e} completeness{...c}}
 investigations{entries{...e results{...e}} completeness{...c}}}}
fragment e on RecordEntry{id when statusText code{text codings{system code}} sources{exchange{id} recordedAt reference organisation{name}}}
fragment c on Completeness{complete summary sources{exchange{id} state count}}`

var fourKinds = []record.Kind{record.Allergies, record.Medications, record.Conditions, record.Investigations}

// TestAQuestionAllocatesLittle asks one question about one person again and again. Time is not judged: it belongs to the
// machine. What is allocated, and how often the exchanges are asked, belongs to the code.
func TestAQuestionAllocatesLittle(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: measures")
	}
	var exchanges []*replayed
	g := startAnd(t, 100, func(g *gateway, c *server.Config) {
		configs := exchangesOf(t, g.demo)
		for i := range configs {
			x := replay(t, configs[i].URL)
			exchanges = append(exchanges, x)
			configs[i].URL, configs[i].BatchSize, configs[i].Timeout = x.url, 0, time.Minute
		}
		region, err := hie.NewRegion(configs, hie.Options{})
		if err != nil {
			t.Fatal(err)
		}
		g.region.Close()
		g.region, c.Region, c.Budget = region, hie.NewCurrent(region), time.Minute
	})
	ask := func() {
		a := g.ask(fourSections, map[string]any{"n": brian})
		if len(a.Errors) > 0 || len(a.body) < 10_000 || strings.Contains(a.body, `"PARTIAL"`) {
			t.Fatalf("the answer is %.300s", a.body)
		}
	}
	for range 5 {
		ask() // what is learnt of an exchange is learnt
	}
	const rounds, questions = 6, 10
	allocs, size := uint64(1<<63), uint64(1<<63)
	for range rounds {
		for _, x := range exchanges {
			x.reset()
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for range questions {
			ask()
		}
		runtime.ReadMemStats(&after)
		allocs, size = min(allocs, (after.Mallocs-before.Mallocs)/questions), min(size, (after.TotalAlloc-before.TotalAlloc)/questions)
		for _, x := range exchanges {
			if n := x.asked(); n > questions*requestsOfQuestion() {
				t.Errorf("an exchange is asked %d times for %d questions, at most %d each", n, questions, requestsOfQuestion())
			}
		}
	}
	t.Logf("%d allocations, %d bytes", allocs, size)
	if allocs > allocsOfQuestion {
		t.Errorf("a question takes %d allocations, at most %d", allocs, allocsOfQuestion)
	}
	if size > bytesOfQuestion && !raceDetector { // which drops much of what is kept for use again
		t.Errorf("a question takes %d bytes, at most %d", size, bytesOfQuestion)
	}
}

// requestsOfQuestion is one for each FHIR type that the four kinds are put together from, and one for the person.
func requestsOfQuestion() int {
	types := map[hie.Search]bool{}
	for _, k := range fourKinds {
		for _, s := range hie.SearchesOf(k) {
			types[s] = true
		}
	}
	return len(types) + 1
}

// replayed stands in front of an exchange and answers from memory what it has been asked before, so that what the
// exchange does is not counted.
type replayed struct {
	url *url.URL

	mu    sync.Mutex
	known map[string]*httptest.ResponseRecorder
	n     int
}

func replay(t *testing.T, exchange *url.URL) *replayed {
	t.Helper()
	x := &replayed{known: map[string]*httptest.ResponseRecorder{}}
	transport := &http.Transport{DisableCompression: true}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		key := r.Method + r.URL.RequestURI() + string(body)
		x.mu.Lock()
		a := x.known[key]
		x.n++
		x.mu.Unlock()
		if a == nil {
			a = httptest.NewRecorder()
			pass(t, transport, exchange, a, r, body)
			x.mu.Lock()
			x.known[key] = a
			x.mu.Unlock()
		}
		maps.Copy(w.Header(), a.Header())
		w.WriteHeader(a.Code)
		_, _ = w.Write(a.Body.Bytes()) // who has gone away needs no answer
	}))
	t.Cleanup(func() {
		s.Close()
		transport.CloseIdleConnections()
	})
	base, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	x.url = base.JoinPath(exchange.Path)
	return x
}

// pass has the exchange itself answer.
func pass(t *testing.T, transport *http.Transport, exchange *url.URL, w *httptest.ResponseRecorder, r *http.Request, body []byte) {
	out := r.Clone(r.Context())
	out.URL.Scheme, out.URL.Host, out.RequestURI, out.Host = exchange.Scheme, exchange.Host, "", exchange.Host
	out.Body = io.NopCloser(bytes.NewReader(body))
	res, err := transport.RoundTrip(out)
	if err != nil {
		t.Error(err)
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	defer res.Body.Close()
	maps.Copy(w.Header(), res.Header)
	w.WriteHeader(res.StatusCode)
	if _, err := io.Copy(w, res.Body); err != nil {
		t.Error(err)
	}
}

func (x *replayed) reset() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.n = 0
}

func (x *replayed) asked() int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.n
}
