package exchange

import (
	"maps"
	"net/http"
	"sync"
)

// faultState is the current fault and a channel that closes when it changes.
type faultState struct {
	mu      sync.Mutex
	now     Fault
	changed chan struct{}
}

func (s *faultState) set(f Fault) error {
	if err := f.check(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = f
	close(s.changed)
	s.changed = make(chan struct{})
	return nil
}

func (s *faultState) get() (Fault, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now, s.changed
}

// refusal is the answer of the faults that refuse every request.
func (s *Server) refusal(f Fault, path string) (answer, bool) {
	switch f.Kind {
	case Redirect:
		return answer{status: http.StatusTemporaryRedirect, header: map[string]string{"Location": s.elsewhere + path}}, true
	case TooMany:
		a := outcome(http.StatusTooManyRequests, "throttled", "too many requests")
		a.header = map[string]string{"Retry-After": "1"}
		return a, true
	case Unauthorised:
		a := outcome(http.StatusUnauthorized, "login", "the credentials are not accepted")
		a.header = map[string]string{"WWW-Authenticate": "Bearer"}
		return a, true
	case Forbidden:
		return outcome(http.StatusForbidden, "forbidden", "this client may not see that"), true
	case ServerError:
		return outcome(http.StatusInternalServerError, "exception", "something went wrong"), true
	case Unavailable:
		return outcome(http.StatusServiceUnavailable, "transient", "under maintenance"), true
	}
	return answer{}, false
}

// tally counts requests by FHIR type.
type tally struct {
	mu    sync.Mutex
	count map[string]int
	all   int
}

func (t *tally) add(names ...string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.count == nil {
		t.count = map[string]int{}
	}
	t.all++
	for _, name := range names {
		t.count[name]++
	}
}

// serial is how many requests there have ever been.
func (t *tally) serial() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.all
}

func (t *tally) counts() map[string]int {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.count == nil {
		return map[string]int{}
	}
	return maps.Clone(t.count)
}

func (t *tally) reset() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.count = nil
}
