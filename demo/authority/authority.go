package authority

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// Audience is what every access token is for: the gateway.
const Audience = "https://london-care-record.example/graphql"

// How long things last.
const (
	TokenLife   = 10 * time.Minute
	codeLife    = time.Minute
	launchLife  = 5 * time.Minute
	sessionLife = 8 * time.Hour
)

// SessionCookie is the cookie that names the session of the demo record system.
const SessionCookie = "demo-session"

// path is where everything of the authority is, on its own listener as on any that serves its handler.
const path = "/demo/authority"

// Options say how to make an authority.
type Options struct {
	// Listener is what the authority serves on; it owns it from then on. The issuer's address follows from it.
	Listener net.Listener
	// Knows tells whether there is a person of this NHS number. Nobody is launched on anybody else.
	Knows func(nhsNumber string) bool
	// Now is the clock; nil means the machine's.
	Now func() time.Time
}

// Authority is a running authorisation server. It is safe for use by many goroutines. End it with Close.
type Authority struct {
	issuer   string
	knows    func(string) bool
	now      func() time.Time
	keys     ring
	sessions *handles[session]
	launches *handles[launch]
	codes    *handles[code]
	http     *http.Server
	running  sync.WaitGroup

	mu        sync.Mutex
	redirects map[string]bool
}

// New starts an authority on its listener.
func New(o Options) *Authority {
	if o.Now == nil {
		o.Now = time.Now
	}
	a := &Authority{
		issuer: "http://" + o.Listener.Addr().String() + path, knows: o.Knows, now: o.Now,
		keys:     ring{now: o.Now},
		sessions: newHandles[session](sessionLife, o.Now), launches: newHandles[launch](launchLife, o.Now), codes: newHandles[code](codeLife, o.Now),
		redirects: map[string]bool{},
	}
	a.http = &http.Server{Handler: a.Handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute}
	a.running.Go(func() {
		// Serve always returns an error; after Close it is ErrServerClosed, and before that the listener is gone and nobody can be served.
		_ = a.http.Serve(o.Listener)
	})
	return a
}

// Issuer is who the tokens are from: the address below which discovery is found.
func (a *Authority) Issuer() string { return a.issuer }

// Close stops serving and returns when the listener's goroutine has ended.
func (a *Authority) Close() error {
	err := a.http.Close()
	a.running.Wait()
	return err
}

// Handler serves the authority's endpoints, so that a page of another listener can reach them on its own origin. Browsers' requests
// from other origins that would change something are refused.
func (a *Authority) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+path+"/.well-known/openid-configuration", a.openIDConfiguration)
	mux.HandleFunc("GET "+path+"/.well-known/smart-configuration", a.smartConfiguration)
	mux.HandleFunc("GET "+path+"/jwks", a.jwks)
	mux.HandleFunc("GET "+path+"/authorize", a.authorize)
	mux.HandleFunc("POST "+path+"/authorize", a.authorize)
	mux.HandleFunc("POST "+path+"/token", a.token)
	mux.HandleFunc("POST "+path+"/rotate", a.rotate)
	mux.HandleFunc("POST /demo/token", a.direct)
	return http.NewCrossOriginProtection().Handler(mux)
}

// session is somebody at work in the demo record system.
type session struct {
	caller  string
	patient string // whose record was opened last; at first a citizen's own
}

// launch is one click on a person in the demo record system.
type launch struct {
	session string
	patient string
}

// Errors of sessions and launches.
var (
	ErrNoCaller  = errors.New("authority: there is no such caller")
	ErrNoSession = errors.New("authority: nobody is signed in")
	ErrNoPerson  = errors.New("authority: there is no such person")
	ErrNotOwn    = errors.New("authority: citizens see their own record only")
)

// SignIn begins a session of a caller and gives its handle, which belongs in SessionCookie.
func (a *Authority) SignIn(callerID string) (string, error) {
	c, ok := CallerByID(callerID)
	if !ok {
		return "", ErrNoCaller
	}
	return a.sessions.put(session{caller: callerID, patient: c.NHSNumber}), nil
}

// SignOut ends a session.
func (a *Authority) SignOut(handle string) { a.sessions.take(handle) }

// SignedIn tells whose session it is.
func (a *Authority) SignedIn(handle string) (Caller, bool) {
	s, ok := a.sessions.get(handle)
	if !ok {
		return Caller{}, false
	}
	return CallerByID(s.caller)
}

// Launch gives the handle that stands for a person in the launch parameter. It works once, in the same session, for five minutes.
func (a *Authority) Launch(sessionHandle, nhsNumber string) (string, error) {
	caller, ok := a.SignedIn(sessionHandle)
	if !ok {
		return "", ErrNoSession
	}
	if err := a.mayBeLaunchedOn(caller, nhsNumber); err != nil {
		return "", fmt.Errorf("launch: %w", err)
	}
	a.sessions.change(sessionHandle, func(s session) session { s.patient = nhsNumber; return s })
	return a.launches.put(launch{sessionHandle, nhsNumber}), nil
}

// mayBeLaunchedOn is not about what the record's holder allows: that is the gateway's to say.
func (a *Authority) mayBeLaunchedOn(c Caller, nhsNumber string) error {
	if !a.knows(nhsNumber) {
		return ErrNoPerson
	}
	if c.NHSNumber != "" && c.NHSNumber != nhsNumber {
		return ErrNotOwn
	}
	return nil
}
