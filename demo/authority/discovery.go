package authority

import "net/http"

// metadata is what both kinds of discovery say: OpenID Connect Discovery 1.0 with RFC 8414, and SMART App Launch 2.2.
type metadata struct {
	Issuer                string   `json:"issuer"`
	AuthorizationEndpoint string   `json:"authorization_endpoint"`
	TokenEndpoint         string   `json:"token_endpoint"`
	JWKSURI               string   `json:"jwks_uri"`
	ResponseTypes         []string `json:"response_types_supported"`
	ResponseModes         []string `json:"response_modes_supported"`
	GrantTypes            []string `json:"grant_types_supported"`
	Scopes                []string `json:"scopes_supported"`
	ChallengeMethods      []string `json:"code_challenge_methods_supported"`
	TokenEndpointAuth     []string `json:"token_endpoint_auth_methods_supported"`
	IssInResponse         bool     `json:"authorization_response_iss_parameter_supported"`
	SubjectTypes          []string `json:"subject_types_supported,omitempty"`
	IDTokenAlgorithms     []string `json:"id_token_signing_alg_values_supported,omitempty"`
	Claims                []string `json:"claims_supported,omitempty"`
	Capabilities          []string `json:"capabilities,omitempty"`
}

func (a *Authority) metadata() metadata {
	return metadata{
		Issuer: a.issuer, AuthorizationEndpoint: a.issuer + "/authorize", TokenEndpoint: a.issuer + "/token", JWKSURI: a.issuer + "/jwks",
		ResponseTypes: []string{"code"}, ResponseModes: []string{"query"}, GrantTypes: []string{"authorization_code"},
		Scopes:           []string{scopeOpenID, scopeProfile, scopeLaunch, scopeLaunchPatient, "patient/*.rs", "user/*.rs"},
		ChallengeMethods: []string{"S256"}, TokenEndpointAuth: []string{"none"}, IssInResponse: true,
	}
}

func (a *Authority) openIDConfiguration(w http.ResponseWriter, _ *http.Request) {
	m := a.metadata()
	m.SubjectTypes = []string{"public"}
	m.IDTokenAlgorithms = []string{ES256, RS256}
	m.Claims = []string{"iss", "sub", "aud", "exp", "nbf", "iat", "nonce", "name", "title", "organisation_name", "purpose"}
	answer(w, http.StatusOK, m)
}

func (a *Authority) smartConfiguration(w http.ResponseWriter, _ *http.Request) {
	m := a.metadata()
	m.Capabilities = []string{
		"launch-ehr", "launch-standalone", "client-public", "sso-openid-connect", "context-ehr-patient", "context-standalone-patient",
		"permission-patient", "permission-user", "permission-v2",
	}
	answer(w, http.StatusOK, m)
}

func (a *Authority) jwks(w http.ResponseWriter, _ *http.Request) {
	set, err := a.keys.public()
	if err != nil {
		refuse(w, http.StatusInternalServerError, refusal{"server_error", "The keys could not be made."})
		return
	}
	answer(w, http.StatusOK, set)
}
