package hie

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/london-care-record/gateway/access/accesstest"
	"github.com/london-care-record/gateway/record"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var people = []record.NHSNumber{"9990000018", "9990000026"}

// exchange starts a server that is asked as an exchange.
func exchange(t *testing.T, c Config, h http.HandlerFunc) *Source {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	base, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	c.URL, c.Exchange = base, record.Exchange{ID: "NEL", Kinds: record.Kinds}
	r, err := NewRegion([]Config{c}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return r.Sources()[0]
}

// drain reads a request's body: only then does the server notice that the client goes away.
func drain(r *http.Request) { _ = r.ParseForm() }

func TestS21_ADeadExchangeCostsItsOwnTimeoutAndNoMore(t *testing.T) {
	release := make(chan struct{})
	s := exchange(t, Config{Timeout: 20 * time.Millisecond}, func(_ http.ResponseWriter, r *http.Request) {
		drain(r)
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
	defer close(release)
	grants := accesstest.Build(t, nil).Grants(accesstest.Tester(), people, record.Kinds)
	index := s.Patients(t.Context(), grants)
	for _, n := range people {
		if a := index.Answer(n); a.Outcome.State != record.StateTimedOut {
			t.Errorf("the state is %s: %s", a.Outcome.State, a.Outcome.Detail)
		}
	}
	answers := s.Search(t.Context(), "AllergyIntolerance", grants, Earlier{Patients: func() *PatientIndex { return index }})
	for _, n := range people {
		if a := answers[n]; a.Outcome.State != record.StateTimedOut && a.Outcome.State != record.StateUnavailable {
			t.Errorf("the state is %s", a.Outcome.State)
		}
	}
	if h := s.report(); h.State != record.Down || h.RecentFailures != 2 {
		t.Errorf("the health is %+v", h)
	}
}

func TestACallerWhoGoesAwayIsNoFailureOfTheExchange(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := exchange(t, Config{}, func(_ http.ResponseWriter, r *http.Request) {
		drain(r)
		cancel()
		<-r.Context().Done()
	})
	s.Patients(ctx, accesstest.Build(t, nil).Grants(accesstest.Tester(), people, nil))
	if h := s.report(); h.State != record.HealthUnknown {
		t.Errorf("the health is %+v", h)
	}
}

func TestHealthIsWhatTheLastSearchesSay(t *testing.T) {
	at := time.Unix(1000, 0)
	for _, c := range []struct {
		name   string
		states string // c complete, f failed, p partial
		want   record.HealthState
	}{
		{"not asked", "", record.HealthUnknown},
		{"good", "cccp", record.Healthy},
		{"first failure", "f", record.Down},
		{"one failure", "ccf", record.Degraded},
		{"three in a row", "ccfff", record.Down},
		{"recovering", "fffc", record.Degraded},
		{"forgotten", "f" + strings.Repeat("c", healthWindow), record.Healthy},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHealth()
			for _, s := range c.states {
				h.note(map[rune]record.SourceState{'c': record.StateComplete, 'p': record.StatePartial, 'f': record.StateTimedOut}[s], time.Millisecond, at)
			}
			if got := h.report(at); got.State != c.want {
				t.Errorf("the health is %+v", got)
			}
		})
	}
}

func TestAPanicIsOneExchangesOwnMatter(t *testing.T) {
	s := exchange(t, Config{}, func(http.ResponseWriter, *http.Request) {})
	answers := s.answer(t.Context(), question{search: "Condition", people: people,
		ask: func(context.Context, []record.NHSNumber) pieces { panic("boom") }})
	for _, n := range people {
		if answers[n].answer.Outcome.State != record.StateUnavailable {
			t.Errorf("the state is %s", answers[n].answer.Outcome.State)
		}
	}
}

func TestABearerTokenIsReadAgainWhenItChanges(t *testing.T) {
	file := filepath.Join(t.TempDir(), "token")
	write := func(s string) {
		if err := os.WriteFile(file, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("first\n")
	now := time.Unix(1000, 0)
	authorise, err := bearer(file, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	header := func() string {
		r := httptest.NewRequest(http.MethodPost, "/", nil)
		if err := authorise(r); err != nil {
			t.Fatal(err)
		}
		return r.Header.Get("Authorization")
	}
	if got := header(); got != "Bearer first" {
		t.Errorf("got %q", got)
	}
	write("second")
	now = now.Add(tokenAge)
	if got := header(); got != "Bearer second" {
		t.Errorf("got %q", got)
	}
	for _, bad := range []string{"", "two words", "two\nlines"} {
		write(bad)
		if _, err := bearer(file, time.Now); err == nil || bad != "" && strings.Contains(err.Error(), bad) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := bearer(filepath.Join(t.TempDir(), "none"), time.Now); err == nil {
		t.Error("a missing file was accepted")
	}
}

func TestAnExchangeIsRefusedWithAReason(t *testing.T) {
	for address, want := range map[string]string{
		"http://fhir.example.org/R4":         "loopback",
		"ftp://127.0.0.1/":                   "https",
		"https://u:p@fhir.example.org/R4":    "credentials",
		"https://fhir.example.org/R4?a=b":    "query",
		"/R4":                                "host",
		"http://127.0.0.1.example.org:80/R4": "loopback",
	} {
		base, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		_, err = NewRegion([]Config{{URL: base, Exchange: record.Exchange{ID: "SWL"}}}, Options{})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "SWL") {
			t.Errorf("%s: %v", address, err)
		}
	}
	for _, address := range []string{"http://127.0.0.1:1/R4", "http://localhost/R4", "http://[::1]:8/R4", "https://fhir.example.org/R4"} {
		base, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		r, err := NewRegion([]Config{{URL: base, Exchange: record.Exchange{ID: "SWL"}}}, Options{})
		if err != nil {
			t.Errorf("%s: %v", address, err)
			continue
		}
		r.Close()
	}
}
