package authority

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
)

// token answers the token request: a code for a token, once.
func (a *Authority) token(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || media != "application/x-www-form-urlencoded" {
		refuse(w, http.StatusBadRequest, refusal{"invalid_request", "The body must be a form."})
		return
	}
	if r.URL.RawQuery != "" {
		refuse(w, http.StatusBadRequest, refusal{"invalid_request", "Parameters belong in the body."})
		return
	}
	form, ok := singles(r)
	if !ok {
		refuse(w, http.StatusBadRequest, refusal{"invalid_request", "Each parameter may be given once only."})
		return
	}
	algorithm, known := viewers[form["client_id"]]
	if !known || r.Header.Get("Authorization") != "" {
		refuse(w, http.StatusUnauthorized, refusal{"invalid_client", "The client is not known, or gives a secret: clients here are public."})
		return
	}
	if form["grant_type"] != "authorization_code" {
		refuse(w, http.StatusBadRequest, refusal{"unsupported_grant_type", "The grant type must be authorization_code; tokens are not refreshed."})
		return
	}
	// The code is spent with the first attempt, right or wrong, so that nobody can try verifiers.
	made, ok := a.codes.take(form["code"])
	if !ok || !made.fits(form) {
		refuse(w, http.StatusBadRequest, refusal{"invalid_grant", "The code is not known, has ended, was used before, or is not for this client, address and verifier."})
		return
	}
	issued, err := a.issue(algorithm, made.grant)
	if err == nil && slices.Contains(made.grant.scopes, scopeOpenID) {
		issued.IDToken, err = a.identify(algorithm, made.nonce, made.grant)
	}
	if err != nil {
		refuse(w, http.StatusInternalServerError, refusal{"server_error", "The token could not be signed."})
		return
	}
	answer(w, http.StatusOK, issued)
}

func (c code) fits(form map[string]string) bool {
	return c.client == form["client_id"] && c.redirect == form["redirect_uri"] && isVerifier(form["code_verifier"]) && c.answers(form["code_verifier"])
}

func (c code) answers(verifier string) bool {
	sum := sha256.Sum256([]byte(verifier))
	return subtle.ConstantTimeCompare([]byte(base64.RawURLEncoding.EncodeToString(sum[:])), []byte(c.challenge)) == 1
}

// isVerifier tells whether this has the form of a code verifier (RFC 7636, section 4.1).
func isVerifier(s string) bool {
	return len(s) >= 43 && len(s) <= 128 && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-._~", r)
	})
}

// direct answers POST /demo/token.
func (a *Authority) direct(w http.ResponseWriter, r *http.Request) {
	asked, err := readTokenRequest(http.MaxBytesReader(w, r.Body, maxForm))
	if err != nil {
		refuse(w, http.StatusBadRequest, refusal{"invalid_request", err.Error()})
		return
	}
	issued, err := a.Mint(asked)
	if err != nil {
		refuse(w, http.StatusBadRequest, refusal{"invalid_request", strings.TrimPrefix(err.Error(), "authority: ")})
		return
	}
	answer(w, http.StatusOK, issued)
}

func readTokenRequest(body io.Reader) (TokenRequest, error) {
	var asked TokenRequest
	d := json.NewDecoder(body)
	d.DisallowUnknownFields()
	if err := d.Decode(&asked); err != nil {
		return asked, errors.New(`the body must be JSON like {"caller":"stroke-nurse","patient":"9990000026"}`)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return asked, errors.New("the body must be one JSON object and nothing after it")
	}
	return asked, nil
}

// rotate answers POST /demo/authority/rotate with the new public keys.
func (a *Authority) rotate(w http.ResponseWriter, r *http.Request) {
	a.Rotate()
	a.jwks(w, r)
}

// Rotate makes new signing keys. Tokens that the old ones signed can be checked for as long as they last.
func (a *Authority) Rotate() { a.keys.rotate() }

func refuse(w http.ResponseWriter, status int, why refusal) {
	answer(w, status, struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
	}{why.code, why.sentence})
}

func answer(w http.ResponseWriter, status int, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		http.Error(w, "the answer could not be written", http.StatusInternalServerError)
		return
	}
	noStore(w)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // a client that has gone away is no concern of ours
}
