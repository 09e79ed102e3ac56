// Package recordsystem is the demo's record system: a page on which one chooses who one is and clicks on a person, and a small page that
// is launched on that person by SMART App Launch and asks the gateway. It stands for the systems that clinicians have already, so there is
// no login and no search.
//
// The way of a click:
//
//  1. /demo/record-system/open gets the NHS number in a form's body, never in an address. The authority gives a launch: a word that stands
//     for the person, works once, in this session only.
//  2. /demo/launch gets the launch and the issuer in its address, makes a PKCE verifier, a state and a nonce, keeps them in the tab's
//     session storage, and goes to the authority's authorize endpoint.
//  3. The authority knows the caller by the session's cookie and sends the browser back to /demo/launch with a code.
//  4. /demo/launch takes the code out of the address, checks state and issuer, and exchanges the code for a token by a POST. The token is
//     in the answer's body: it is in no address, history or log.
//  5. The token stays in the session storage of this tab, under TokenKey, until it expires or the tab shows the list again, and goes
//     to /graphql as a bearer token.
//
// Session storage can be read by every script of the gateway's origin, which is why these pages, like the playground, allow scripts from
// their own files only.
package recordsystem

import (
	"embed"
	"errors"
	"html/template"
	"net/http"
	"net/url"

	"github.com/london-care-record/gateway/demo/authority"
)

// LaunchPath is where the page that is launched is; its whole address must be registered at the authority.
const LaunchPath = "/demo/launch"

// TokenKey is the session storage key under which the launched page keeps the token, for other pages of the same origin and tab. The
// value is JSON: accessToken, expiresAt (milliseconds since 1970), name, title, organisation, purpose.
const TokenKey = "london-care-record.token"

const path = "/demo/record-system"

// maxForm bounds the body of a form, in bytes.
const maxForm = 4096

// contentSecurityPolicy lets the pages load, run and ask nothing but what this server gives.
const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; " +
	"base-uri 'none'; frame-ancestors 'none'"

//go:embed pages
var pages embed.FS

var templates = template.Must(template.New("").Funcs(template.FuncMap{"spaced": spaced}).ParseFS(pages, "pages/*.html"))

// Person is somebody on the list.
type Person struct {
	NHSNumber, Name string
	Age             int // in years
	About, Shows    string
}

// System is the record system. It is safe for use by many goroutines.
type System struct {
	authority *authority.Authority
	people    []Person
	viewer    string
}

// New makes a record system whose callers and launches are the authority's, and which opens people in the page at the path viewer: its
// own at LaunchPath, or another on the same origin that can be launched.
func New(a *authority.Authority, people []Person, viewer string) *System {
	return &System{authority: a, people: people, viewer: viewer}
}

// Handler serves the pages. The authority's handler must be served beside it, on the same origin.
func (s *System) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+path, s.list)
	mux.HandleFunc("POST "+path+"/sign-in", s.signIn)
	mux.HandleFunc("POST "+path+"/sign-out", s.signOut)
	mux.HandleFunc("POST "+path+"/open", s.open)
	mux.HandleFunc("GET "+LaunchPath, s.launched)
	for name, file := range map[string]string{
		path + "/style.css": "style.css", path + "/close.js": "close.js",
		LaunchPath + "/launch.js": "launch.js", LaunchPath + "/emergency.graphql": "emergency.graphql",
	} {
		mux.HandleFunc("GET "+name, func(w http.ResponseWriter, r *http.Request) { http.ServeFileFS(w, r, pages, "pages/"+file) })
	}
	return http.NewCrossOriginProtection().Handler(headers(mux))
}

func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentSecurityPolicy)
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		next.ServeHTTP(w, r)
	})
}

// session is the handle of the caller's session, and the caller; ok is false when nobody is signed in.
func (s *System) session(r *http.Request) (handle string, c authority.Caller, ok bool) {
	cookie, err := r.Cookie(authority.SessionCookie)
	if err != nil {
		return "", c, false
	}
	c, ok = s.authority.SignedIn(cookie.Value)
	return cookie.Value, c, ok
}

// listPage is what the page of the list shows.
type listPage struct {
	Caller   authority.Caller
	SignedIn bool
	Callers  []authority.Caller
	People   []Person
	TokenKey string
}

func (s *System) list(w http.ResponseWriter, r *http.Request) {
	_, caller, ok := s.session(r)
	render(w, "list.html", listPage{caller, ok, authority.Callers(), s.peopleFor(caller), TokenKey})
}

// peopleFor is whom somebody can open: for a citizen, herself.
func (s *System) peopleFor(c authority.Caller) []Person {
	if c.NHSNumber == "" {
		return s.people
	}
	for _, p := range s.people {
		if p.NHSNumber == c.NHSNumber {
			return []Person{p}
		}
	}
	return nil
}

func (s *System) signIn(w http.ResponseWriter, r *http.Request) {
	handle, err := s.authority.SignIn(r.PostFormValue("caller"))
	if err != nil {
		http.Error(w, "There is no such caller in the demo.", http.StatusBadRequest)
		return
	}
	if old, _, ok := s.session(r); ok {
		s.authority.SignOut(old)
	}
	http.SetCookie(w, cookie(handle))
	http.Redirect(w, r, path, http.StatusSeeOther)
}

func (s *System) signOut(w http.ResponseWriter, r *http.Request) {
	if handle, _, ok := s.session(r); ok {
		s.authority.SignOut(handle)
	}
	gone := cookie("")
	gone.MaxAge = -1
	http.SetCookie(w, gone)
	http.Redirect(w, r, path, http.StatusSeeOther)
}

// cookie is not marked Secure, because the demo has no TLS: Secure would take it away from a browser that asks 127.0.0.1.
func cookie(handle string) *http.Cookie {
	return &http.Cookie{Name: authority.SessionCookie, Value: handle, Path: "/demo", HttpOnly: true, SameSite: http.SameSiteStrictMode}
}

// open launches the viewer on a person.
func (s *System) open(w http.ResponseWriter, r *http.Request) {
	handle, _, ok := s.session(r)
	if !ok {
		http.Redirect(w, r, path, http.StatusSeeOther)
		return
	}
	launch, err := s.authority.Launch(handle, r.PostFormValue("nhsNumber"))
	switch {
	case errors.Is(err, authority.ErrNotOwn):
		http.Error(w, "Citizens see their own record only.", http.StatusForbidden)
	case err != nil:
		http.Error(w, "There is no such person in the demo.", http.StatusBadRequest)
	default:
		query := url.Values{"iss": {s.authority.Issuer()}, "launch": {launch}}
		http.Redirect(w, r, s.viewer+"?"+query.Encode(), http.StatusSeeOther)
	}
}

// launchPage tells the launched page what an app is told when it is registered.
type launchPage struct {
	Issuer, Audience, Client, TokenKey string
}

func (s *System) launched(w http.ResponseWriter, _ *http.Request) {
	render(w, "launch.html", launchPage{s.authority.Issuer(), authority.Audience, authority.Viewer, TokenKey})
}

func render(w http.ResponseWriter, name string, data any) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_ = templates.ExecuteTemplate(w, name, data) // the templates are tested with all data there is; else the client has gone
}

// spaced writes an NHS number as people read it: 3-3-4.
func spaced(n string) string {
	if len(n) != 10 {
		return n
	}
	return n[:3] + " " + n[3:6] + " " + n[6:]
}
