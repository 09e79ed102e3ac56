import * as oauth from 'oauth4webapi';

import type { SmartIssuer } from '../gateway/facts';
import { keepPerson } from '../record/kept';
import { ASKING, serverOf } from './issuer';
import { personOf, type Answer } from './person';
import { NO_LAUNCH, type LaunchToken, type Taken } from './token';
import { Trouble } from './trouble';

/** What has to outlive the way to the record system's authorisation and back: no token, no person. */
const STARTED_KEY = 'london-care-record.launch';
/** That this tab was opened by a launch, so that a page that is loaded again can say where the record went. */
const LAUNCHED_KEY = 'london-care-record.launched';

interface Started {
  issuer: string;
  verifier: string;
  state: string;
  nonce: string;
}

const STRANGER = 'This answer belongs to no launch of this tab. Open the person again in the record system.';

/**
 * Does what the address asks for: begins a launch (SMART App Launch 2.2, from an EHR: iss and launch), or finishes one (code
 * and state), as a public client with PKCE. Neither a launch nor a code stays in the address or in the history, and only a
 * configured record system is ever gone to. A launch that begins leaves the page.
 */
export async function takeLaunch(issuers: readonly SmartIssuer[]): Promise<Taken> {
  const query = new URLSearchParams(location.search);
  if (!['launch', 'iss', 'code', 'error'].some((name) => query.has(name))) {
    return loadedAgain();
  }
  history.replaceState(null, '', location.pathname);
  const started = takeStarted();
  sessionStorage.removeItem(LAUNCHED_KEY);
  // Whoever was open in this tab before is not whom the record system means.
  keepPerson(null);
  try {
    if (issuers.length === 0) {
      throw new Trouble('This gateway is not set up to be launched from a record system.');
    }
    if (query.has('launch') || !(query.has('code') || query.has('error'))) {
      return await begin(query, issuers);
    }
    const token = await finish(query, issuers, started);
    sessionStorage.setItem(LAUNCHED_KEY, 'true');
    return { token, problem: null };
  } catch (problem) {
    return { token: null, problem: inWords(problem) };
  }
}

/** A page that is loaded again knows nothing of the launch any more, and says so once. */
function loadedAgain(): Taken {
  if (sessionStorage.getItem(LAUNCHED_KEY) === null) {
    return NO_LAUNCH;
  }
  sessionStorage.removeItem(LAUNCHED_KEY);
  return { token: null, problem: 'The page was loaded again and keeps no token. Open the person again in the record system.' };
}

/** Goes to the record system's authorisation with a challenge whose verifier stays in this tab. */
async function begin(query: URLSearchParams, issuers: readonly SmartIssuer[]): Promise<never> {
  const issuer = issuers.find((known) => known.issuer === query.get('iss'));
  if (issuer === undefined) {
    throw new Trouble('This launch is from an issuer that is not known here.');
  }
  const launch = query.get('launch') ?? '';
  if (launch === '') {
    throw new Trouble('The record system does not say which launch this is.');
  }
  if (!isSecureContext) {
    throw new Trouble('The browser allows a launch over https or on this machine (127.0.0.1, localhost) only.');
  }
  const server = await serverOf(issuer, location.origin);
  const started: Started = {
    issuer: issuer.issuer,
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
  };
  sessionStorage.setItem(STARTED_KEY, JSON.stringify(started));
  const to = new URL(server.authorization_endpoint!);
  const asked: Record<string, string> = {
    response_type: 'code',
    client_id: issuer.client,
    redirect_uri: here(),
    aud: issuer.audience,
    launch,
    scope: issuer.scopes.join(' '),
    state: started.state,
    nonce: started.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(started.verifier),
    code_challenge_method: 'S256',
  };
  Object.entries(asked).forEach(([name, value]) => to.searchParams.set(name, value));
  location.replace(to.href);
  return new Promise<never>(() => undefined);
}

/** The way back: a code for a token, and whom it is about. */
async function finish(query: URLSearchParams, issuers: readonly SmartIssuer[], started: Started | null): Promise<LaunchToken> {
  const issuer = issuers.find((known) => known.issuer === started?.issuer);
  if (started === null || issuer === undefined || query.get('state') !== started.state) {
    throw new Trouble(STRANGER);
  }
  const server = await serverOf(issuer, location.origin);
  const client: oauth.Client = { client_id: issuer.client, [oauth.clockTolerance]: 30 };
  const parameters = oauth.validateAuthResponse(server, client, query, started.state);
  const response = await oauth.authorizationCodeGrantRequest(server, client, oauth.None(), parameters, here(), started.verifier, {
    // The configuration lets plain http be on this machine alone.
    [oauth.allowInsecureRequests]: true,
    [oauth.customFetch]: (url, options) => fetch(url, { ...options, ...ASKING }),
  });
  const withIdentity = issuer.scopes.includes('openid');
  const answer = await oauth.processAuthorizationCodeResponse(server, client, response, {
    ...(withIdentity ? { expectedNonce: started.nonce, requireIdToken: true } : {}),
  });
  if (answer.token_type !== 'bearer') {
    throw new Trouble('The record system gave a token of a kind that this page cannot use.');
  }
  const claims = oauth.getValidatedIdTokenClaims(answer) ?? {};
  return {
    accessToken: answer.access_token,
    expiresAt: answer.expires_in === undefined ? null : Date.now() + answer.expires_in * 1000,
    nhsNumber: await personOf(issuer, answer as Answer, claims),
    name: text(claims, 'name') ?? 'Signed in at your record system',
    ...optional('title', text(claims, 'title')),
    ...optional('organisation', text(claims, 'organisation_name')),
  };
}

function inWords(problem: unknown): string {
  if (problem instanceof Trouble) {
    return problem.message;
  }
  if (problem instanceof oauth.AuthorizationResponseError || problem instanceof oauth.ResponseBodyError) {
    return problem.error_description ?? 'The record system refused the launch.';
  }
  if (problem instanceof oauth.OperationProcessingError) {
    return problem.code === oauth.INVALID_RESPONSE ? STRANGER : 'The record system’s answer is not one that can be trusted. Open the person again in the record system.';
  }
  return 'Something went wrong on the way. Open the person again in the record system.';
}

/** What began in this tab. It serves once, whatever comes of it. */
function takeStarted(): Started | null {
  const text = sessionStorage.getItem(STARTED_KEY);
  sessionStorage.removeItem(STARTED_KEY);
  try {
    const started = JSON.parse(text ?? 'null') as Partial<Started> | null;
    return started !== null && [started.issuer, started.verifier, started.state, started.nonce].every((part) => typeof part === 'string' && part !== '')
      ? (started as Started)
      : null;
  } catch {
    return null;
  }
}

function here(): string {
  return location.origin + location.pathname;
}

function text(claims: Record<string, unknown>, name: string): string | undefined {
  const value = claims[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function optional<Name extends string>(name: Name, value: string | undefined): { [key in Name]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { [key in Name]: string });
}
