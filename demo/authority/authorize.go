package authority

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// maxForm bounds the body of a form, in bytes.
const maxForm = 16 << 10

// code is what an authorisation code stands for.
type code struct {
	client, redirect, challenge, nonce string
	grant                              grant
}

// refusal is an error of OAuth 2.0: its code, and a sentence about it.
type refusal struct {
	code, sentence string
}

// authorize answers the authorisation request. Who asks is known from the session, so there is nothing to show: the answer is the way back.
func (a *Authority) authorize(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	form, ok := singles(r)
	if !ok {
		http.Error(w, "Each parameter may be given once only.", http.StatusBadRequest)
		return
	}
	// Whoever has no address on the list gets no redirect, not even with an error in it.
	if _, known := viewers[form["client_id"]]; !known || !a.redirectAllowed(form["redirect_uri"]) {
		http.Error(w, "This client, or the address to go back to, is not registered here.", http.StatusBadRequest)
		return
	}
	answer := url.Values{"iss": {a.issuer}}
	if form["state"] != "" {
		answer.Set("state", form["state"])
	}
	if made, refused := a.makeCode(r, form); refused != nil {
		answer.Set("error", refused.code)
		answer.Set("error_description", refused.sentence)
	} else {
		answer.Set("code", a.codes.put(made))
	}
	noStore(w)
	http.Redirect(w, r, withQuery(form["redirect_uri"], answer), http.StatusSeeOther)
}

// singles reads the parameters of the query and of the form; ok is false when one is given twice.
func singles(r *http.Request) (form map[string]string, ok bool) {
	if err := r.ParseForm(); err != nil {
		return nil, false
	}
	form = make(map[string]string, len(r.Form))
	for name, values := range r.Form {
		if len(values) > 1 {
			return nil, false
		}
		form[name] = values[0]
	}
	return form, true
}

func withQuery(uri string, add url.Values) string {
	u, err := url.Parse(uri)
	if err != nil { // it is on the list, and so was parsed before
		return uri
	}
	query := u.Query()
	for name, values := range add {
		query[name] = values
	}
	u.RawQuery = query.Encode()
	return u.String()
}

func (a *Authority) makeCode(r *http.Request, form map[string]string) (code, *refusal) {
	if refused := checkRequest(form); refused != nil {
		return code{}, refused
	}
	cookie, err := r.Cookie(SessionCookie)
	if err != nil {
		return code{}, &refusal{"login_required", "Nobody is signed in to the demo record system."}
	}
	s, ok := a.sessions.get(cookie.Value)
	caller, known := CallerByID(s.caller)
	if !ok || !known {
		return code{}, &refusal{"login_required", "The session in the demo record system has ended."}
	}
	asked := strings.Fields(form["scope"])
	patient, refused := a.context(cookie.Value, s, asked, form["launch"])
	if refused != nil {
		return code{}, refused
	}
	granted := grantable(asked, caller.Scopes, patient != "")
	if !reachesData(granted) {
		return code{}, &refusal{"invalid_scope", "Of the scopes asked for, none can be given to this caller."}
	}
	return code{
		client: form["client_id"], redirect: form["redirect_uri"], challenge: form["code_challenge"], nonce: form["nonce"],
		grant: grant{caller: caller, client: form["client_id"], scopes: granted, patient: patient, purpose: caller.Purpose},
	}, nil
}

// checkRequest holds what can be said of an authorisation request by itself.
func checkRequest(form map[string]string) *refusal {
	switch {
	case form["response_type"] != "code":
		return &refusal{"unsupported_response_type", "The response type must be code."}
	case form["response_mode"] != "" && form["response_mode"] != "query":
		return &refusal{"invalid_request", "The response mode must be query."}
	case form["code_challenge_method"] != "S256" || !isChallenge(form["code_challenge"]):
		return &refusal{"invalid_request", "A code challenge of method S256 is needed."}
	case form["state"] == "":
		return &refusal{"invalid_request", "A state is needed."}
	case form["aud"] != Audience:
		return &refusal{"invalid_request", "The aud must be the gateway's: " + Audience}
	case slices.Contains(strings.Fields(form["scope"]), scopeOpenID) && form["nonce"] == "":
		return &refusal{"invalid_request", "With scope openid a nonce is needed."}
	}
	return nil
}

func isChallenge(s string) bool {
	sum, err := base64.RawURLEncoding.Strict().DecodeString(s)
	return err == nil && len(sum) == 32
}

// context finds out which person the request is about: whom the launch parameter stands for, or whose record is open; "" for nobody.
func (a *Authority) context(sessionHandle string, s session, asked []string, handle string) (string, *refusal) {
	wantsLaunch := slices.Contains(asked, scopeLaunch)
	switch {
	case handle != "" && !wantsLaunch:
		return "", &refusal{"invalid_scope", "A launch needs scope launch."}
	case handle != "":
		l, ok := a.launches.take(handle)
		if !ok || l.session != sessionHandle {
			return "", &refusal{"invalid_request", "The launch is not known, has ended, was used before, or is somebody else's."}
		}
		return l.patient, nil
	case wantsLaunch:
		return "", &refusal{"invalid_request", "Scope launch needs a launch."}
	case slices.Contains(asked, scopeLaunchPatient) && s.patient == "":
		return "", &refusal{"access_denied", "No record is open in the demo record system."}
	case slices.Contains(asked, scopeLaunchPatient):
		return s.patient, nil
	}
	return "", nil
}

func noStore(w http.ResponseWriter) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.Header().Set("X-Content-Type-Options", "nosniff")
}
