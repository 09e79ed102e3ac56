// Package authority is the demo region's authorisation server: OAuth 2.0 authorisation code with PKCE, OpenID Connect and SMART App
// Launch over real HTTP, so that the gateway meets the same kind of token in the demo as in a hospital. It knows ten made-up callers and
// nobody else. It has no login page: the demo record system's session says who asks.
//
// Nothing here is fit for real people. Whoever reaches it can have a token for any of its callers.
//
// # Endpoints, all below the issuer's path
//
//	GET  /demo/authority/.well-known/openid-configuration
//	GET  /demo/authority/.well-known/smart-configuration
//	GET  /demo/authority/jwks
//	GET  /demo/authority/authorize   also POST
//	POST /demo/authority/token
//	POST /demo/authority/rotate      new signing keys; the old ones stay in the JWKS for as long as their tokens last
//	POST /demo/token                 {"caller":"stroke-nurse","patient":"9990000026"}: a token at once, for curl and for tests
//
// # What an access token says
//
// A signed JWT (RFC 9068, type at+jwt), ES256 unless RS256 is asked for, good for ten minutes, never refreshed:
//
//	iss, aud, sub, exp, nbf, iat, jti  as RFC 9068 has them; aud is always Audience
//	azp, client_id                     the client that asked
//	name                               the caller's name
//	scope                              SMART v2 scopes, apart by spaces
//	organisation, organisation_name    the caller's organisation: its ODS code and its name; a citizen has none
//	role                               doctor, nurse, gp, pharmacist, social-worker, practice-administrator, analyst, privacy-officer,
//	                                   developer or citizen
//	purpose                            direct-care, emergency-care, administration, planning, research, testing, oversight or own-record
//	patient                            the NHS number of the person on whom the caller's system was launched, if it was
//	nhs_number                         the caller's own NHS number, for a citizen only
package authority
