import type { LaunchFacts } from './facts';

/** Where the token of a launch is kept in this tab, as the demo's record system does. */
export const TOKEN_KEY = 'london-care-record.token';
const STARTED_KEY = 'london-care-record.launch';

/** A token that a SMART launch gave, and who it is for. */
export interface LaunchToken {
  accessToken: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
  name: string;
  title?: string;
  organisation?: string;
  purpose?: string;
}

/** A sentence for the reader: what went wrong, and nothing of how. */
class Trouble extends Error {}

/**
 * Does what the address asks for: begins a launch (SMART App Launch 2.2, from an EHR: iss and launch), or finishes one (code
 * and state), with PKCE. Neither a launch nor a code stays in the address or in the history. Gives a sentence where it went
 * wrong, and null where there was nothing to do or all went well. A launch that begins leaves the page.
 */
export async function takeLaunch(facts: LaunchFacts | null): Promise<string | null> {
  const query = new URLSearchParams(location.search);
  if (!query.has('launch') && !query.has('code') && !query.has('error')) {
    return null;
  }
  history.replaceState(null, '', location.pathname);
  // What was open before belongs to somebody else.
  sessionStorage.removeItem(TOKEN_KEY);
  try {
    if (facts === null) {
      throw new Trouble('This gateway is not set up to be launched from a record system.');
    }
    await (query.has('launch') ? begin(query, facts) : finish(query, facts));
    return null;
  } catch (problem) {
    return problem instanceof Trouble ? problem.message : 'Something went wrong on the way. Open the person again in the record system.';
  }
}

/** Goes to the authority with a challenge whose verifier stays in this tab. */
async function begin(query: URLSearchParams, facts: LaunchFacts): Promise<never> {
  if (query.get('iss') !== facts.issuer) {
    throw new Trouble('This launch is from an issuer that is not known here.');
  }
  if (!isSecureContext) {
    throw new Trouble('The browser allows a launch over https or on this machine (127.0.0.1, localhost) only.');
  }
  const started = { verifier: random(), state: random(), nonce: random() };
  sessionStorage.setItem(STARTED_KEY, JSON.stringify(started));
  const sum = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(started.verifier));
  const asked = new URLSearchParams({
    response_type: 'code',
    client_id: facts.client,
    redirect_uri: here(),
    aud: facts.audience,
    launch: query.get('launch') ?? '',
    scope: 'launch openid profile patient/*.rs',
    state: started.state,
    nonce: started.nonce,
    code_challenge: base64url(new Uint8Array(sum)),
    code_challenge_method: 'S256',
  });
  location.replace(`${facts.authority}/authorize?${asked.toString()}`);
  return new Promise(() => undefined);
}

/** The way back: a code for a token. */
async function finish(query: URLSearchParams, facts: LaunchFacts): Promise<void> {
  const started = JSON.parse(sessionStorage.getItem(STARTED_KEY) ?? 'null') as { verifier: string; state: string; nonce: string } | null;
  sessionStorage.removeItem(STARTED_KEY);
  if (started === null || query.get('state') !== started.state || query.get('iss') !== facts.issuer) {
    throw new Trouble('This answer belongs to no launch of this tab. Open the person again in the record system.');
  }
  if (query.has('error')) {
    throw new Trouble(query.get('error_description') ?? 'The record system refused the launch.');
  }
  const response = await fetch(`${facts.authority}/token`, {
    method: 'POST',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
    credentials: 'omit',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: query.get('code') ?? '',
      client_id: facts.client,
      redirect_uri: here(),
      code_verifier: started.verifier,
    }),
  });
  const answer = (await response.json()) as { access_token?: string; expires_in?: number; id_token?: string; error_description?: string };
  if (!response.ok || answer.access_token === undefined) {
    throw new Trouble(answer.error_description ?? 'The record system gave no token.');
  }
  const who = claims(answer.id_token);
  if (who['nonce'] !== started.nonce || who['iss'] !== facts.issuer || ![who['aud']].flat().includes(facts.client)) {
    throw new Trouble('The token that came back belongs to another launch.');
  }
  const token = {
    accessToken: answer.access_token,
    expiresAt: Date.now() + (answer.expires_in ?? 0) * 1000,
    name: who['name'],
    title: who['title'],
    organisation: who['organisation_name'],
    purpose: who['purpose'],
  };
  sessionStorage.setItem(TOKEN_KEY, JSON.stringify(token));
}

/** The token of a launch of this tab, while it lasts. */
export function launchToken(): LaunchToken | null {
  try {
    const token = JSON.parse(sessionStorage.getItem(TOKEN_KEY) ?? 'null') as LaunchToken | null;
    return token !== null && typeof token.accessToken === 'string' && token.expiresAt > Date.now() ? token : null;
  } catch {
    return null;
  }
}

function here(): string {
  return location.origin + location.pathname;
}

function random(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The claims of an ID token. It came straight from the token endpoint, so its signature need not be checked (OpenID Connect Core, 3.1.3.7). */
function claims(token: string | undefined): Record<string, unknown> {
  try {
    const part = (token ?? '').split('.')[1] ?? '';
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  } catch {
    throw new Trouble('The record system gave no identity.');
  }
}
