package recordsystem_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"github.com/london-care-record/gateway/demo"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// gateway is a listener with the demo's pages on it. What is behind /graphql only notes what it is asked and gives the answer it is told.
type gateway struct {
	region *demo.Region
	url    string
	client *http.Client

	mu     sync.Mutex
	answer string
	bearer []string
	paths  []string // every path and query that was asked for
}

func serve(t *testing.T) *gateway {
	t.Helper()
	region, err := demo.New(demo.Options{People: 3, NoLatency: true})
	if err != nil {
		t.Fatal(err)
	}
	g := &gateway{region: region}
	mux := http.NewServeMux()
	mux.Handle("/demo/", region.Handler())
	mux.HandleFunc("POST /graphql", g.graphql)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.mu.Lock()
		g.paths = append(g.paths, r.URL.String())
		g.mu.Unlock()
		mux.ServeHTTP(w, r)
	}))
	g.url = server.URL
	if err := region.ServedAt(server.URL); err != nil {
		t.Fatal(err)
	}
	jar, _ := cookiejar.New(nil)
	transport := &http.Transport{}
	g.client = &http.Client{Transport: transport, Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		server.Close()
		if err := region.Close(); err != nil {
			t.Error(err)
		}
	})
	return g
}

func (g *gateway) graphql(w http.ResponseWriter, r *http.Request) {
	var asked struct{ Query string }
	_ = json.NewDecoder(r.Body).Decode(&asked) // an empty question is noted, too
	g.mu.Lock()
	defer g.mu.Unlock()
	g.bearer = append(g.bearer, strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
	w.Header().Set("Content-Type", "application/graphql-response+json")
	if !strings.Contains(asked.Query, "launchPatient") {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	_, _ = io.WriteString(w, g.answer)
}

// asked gives the tokens that /graphql was asked with, and every address that was asked for.
func (g *gateway) asked() (bearer, paths []string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return append([]string{}, g.bearer...), append([]string{}, g.paths...)
}

func (g *gateway) get(t *testing.T, path string) (*http.Response, string) {
	t.Helper()
	return g.do(t, http.MethodGet, path, nil)
}

func (g *gateway) post(t *testing.T, path string, form url.Values) (*http.Response, string) {
	t.Helper()
	return g.do(t, http.MethodPost, path, form)
}

func (g *gateway) do(t *testing.T, method, path string, form url.Values) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, g.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	answer, err := g.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, string(body)
}
