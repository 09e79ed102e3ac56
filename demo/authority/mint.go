package authority

import (
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// grant is what a token will say.
type grant struct {
	caller  Caller
	client  string
	scopes  []string
	patient string // NHS number of the person in context; "" for none
	purpose string
}

// accessClaims are those of an access token beside the registered ones. The package's description tells what they mean.
type accessClaims struct {
	AZP              string `json:"azp"`
	ClientID         string `json:"client_id"`
	Name             string `json:"name"`
	Scope            string `json:"scope"`
	Organisation     string `json:"organisation,omitempty"`
	OrganisationName string `json:"organisation_name,omitempty"`
	Role             string `json:"role"`
	Purpose          string `json:"purpose"`
	Patient          string `json:"patient,omitempty"`
	NHSNumber        string `json:"nhs_number,omitempty"`
	// Address is OpenID Connect's claim.
	Address *address `json:"address,omitempty"`
}

type address struct {
	Street     string `json:"street_address,omitempty"`
	PostalCode string `json:"postal_code,omitempty"`
}

// addressOf is nil for a caller of whom it is not told.
func addressOf(c Caller) *address {
	if c.PostalCode == "" {
		return nil
	}
	return &address{c.Street, c.PostalCode}
}

// idClaims tell the client who is signed in.
type idClaims struct {
	Nonce            string `json:"nonce"`
	Name             string `json:"name,omitempty"`
	Title            string `json:"title,omitempty"`
	OrganisationName string `json:"organisation_name,omitempty"`
	Purpose          string `json:"purpose,omitempty"`
}

// Token is the answer of the token endpoint.
type Token struct {
	AccessToken string `json:"access_token"`
	TokenType   string `json:"token_type"`
	ExpiresIn   int    `json:"expires_in"` // seconds
	Scope       string `json:"scope"`
	// Patient is the NHS number of the person in context, which is also the id that the demo record system has for the person.
	Patient string `json:"patient,omitempty"`
	IDToken string `json:"id_token,omitempty"`
}

// TokenRequest asks for a token without a launch.
type TokenRequest struct {
	// Caller is the ID of one of Callers.
	Caller string `json:"caller"`
	// Patient is the NHS number of the person in context; "" for none, save for a citizen, who is always in context.
	Patient string `json:"patient"`
	// Purpose replaces the caller's own; "" does not.
	Purpose string `json:"purpose"`
	// Algorithm is ES256 or RS256; "" means ES256.
	Algorithm string `json:"algorithm"`
}

// Mint gives a token with all scopes that the caller can have. Its errors are fit for whoever asked.
func (a *Authority) Mint(r TokenRequest) (Token, error) {
	caller, ok := CallerByID(r.Caller)
	if !ok {
		return Token{}, fmt.Errorf("%w as %q; the callers are %s", ErrNoCaller, r.Caller, strings.Join(callerIDs(), ", "))
	}
	if r.Patient == "" {
		r.Patient = caller.NHSNumber
	}
	if r.Patient != "" {
		if err := a.mayBeLaunchedOn(caller, r.Patient); err != nil {
			return Token{}, err
		}
	}
	if r.Purpose == "" {
		r.Purpose = caller.Purpose
	}
	if !slices.Contains(purposes, r.Purpose) {
		return Token{}, fmt.Errorf("authority: there is no purpose %q; the purposes are %s", r.Purpose, strings.Join(purposes, ", "))
	}
	if r.Algorithm == "" {
		r.Algorithm = ES256
	}
	if r.Algorithm != ES256 && r.Algorithm != RS256 {
		return Token{}, errors.New("authority: the algorithm must be ES256 or RS256")
	}
	asked := append([]string{scopeLaunchPatient}, caller.Scopes...)
	return a.issue(r.Algorithm, grant{
		caller: caller, client: Direct, scopes: grantable(asked, caller.Scopes, r.Patient != ""), patient: r.Patient, purpose: r.Purpose,
	})
}

func callerIDs() []string {
	ids := make([]string, len(callers))
	for i, c := range callers {
		ids[i] = c.ID
	}
	return ids
}

func (a *Authority) issue(algorithm string, g grant) (Token, error) {
	scope := strings.Join(g.scopes, " ")
	signed, err := a.sign(algorithm, "at+jwt", a.registered(g.caller.ID, Audience), accessClaims{
		AZP: g.client, ClientID: g.client, Name: g.caller.Name, Scope: scope,
		Organisation: g.caller.Organisation, OrganisationName: g.caller.OrganisationName,
		Role: g.caller.Role, Purpose: g.purpose, Patient: g.patient, NHSNumber: g.caller.NHSNumber,
		Address: addressOf(g.caller),
	})
	if err != nil {
		return Token{}, err
	}
	return Token{AccessToken: signed, TokenType: "Bearer", ExpiresIn: int(TokenLife / time.Second), Scope: scope, Patient: g.patient}, nil
}

// identify makes the ID token of a launch.
func (a *Authority) identify(algorithm, nonce string, g grant) (string, error) {
	claims := idClaims{Nonce: nonce}
	if slices.Contains(g.scopes, scopeProfile) {
		claims.Name, claims.Title, claims.OrganisationName, claims.Purpose = g.caller.Name, g.caller.Title, g.caller.OrganisationName, g.purpose
	}
	return a.sign(algorithm, "JWT", a.registered(g.caller.ID, g.client), claims)
}

func (a *Authority) registered(subject, audience string) jwt.Claims {
	now := a.now()
	return jwt.Claims{
		Issuer: a.issuer, Subject: subject, Audience: jwt.Audience{audience}, ID: rand.Text(),
		IssuedAt: jwt.NewNumericDate(now), NotBefore: jwt.NewNumericDate(now), Expiry: jwt.NewNumericDate(now.Add(TokenLife)),
	}
}

func (a *Authority) sign(algorithm string, typ jose.ContentType, claims ...any) (string, error) {
	key, err := a.keys.signer(algorithm)
	if err != nil {
		return "", err
	}
	options := (&jose.SignerOptions{}).WithType(typ)
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.SignatureAlgorithm(algorithm), Key: key}, options)
	if err != nil {
		return "", fmt.Errorf("authority: no signer: %w", err)
	}
	builder := jwt.Signed(signer)
	for _, c := range claims {
		builder = builder.Claims(c)
	}
	signed, err := builder.Serialize() //nolint:misspell // the library spells it so
	if err != nil {
		return "", fmt.Errorf("authority: no signature: %w", err)
	}
	return signed, nil
}
