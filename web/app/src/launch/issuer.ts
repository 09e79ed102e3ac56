import type { AuthorizationServer } from 'oauth4webapi';

import type { SmartIssuer } from '../gateway/facts';
import { Trouble } from './trouble';

/** How anything is asked of a record system: without cookies, without saying where from, and never led on to elsewhere. */
export const ASKING: RequestInit = { credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer', redirect: 'error' };

/** Algorithms of ID tokens. They come straight from the token endpoint, so that nothing rests on their signature (OpenID Connect Core, 3.1.3.7). */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384'];

/**
 * Where a configured record system's endpoints are, by its own discovery (SMART App Launch 2.2, /.well-known/smart-configuration).
 * An endpoint at an origin that the gateway's configuration does not name is refused: nobody is sent there, and no code is.
 */
export async function serverOf(issuer: SmartIssuer, here: string, send: typeof fetch = fetch): Promise<AuthorizationServer> {
  if (issuer.endpoints !== undefined) {
    const at = new URL(issuer.endpoints, here).href;
    return {
      issuer: issuer.issuer, authorization_endpoint: `${at}/authorize`, token_endpoint: `${at}/token`,
      authorization_response_iss_parameter_supported: true, id_token_signing_alg_values_supported: ALGORITHMS,
    };
  }
  const told = await discover(issuer, send);
  const endpoint = (name: string) => {
    const url = told[name];
    if (typeof url !== 'string' || !isTrusted(url, issuer)) {
      throw new Trouble('The record system names an address that this gateway does not trust.');
    }
    return url;
  };
  if (!list(told['code_challenge_methods_supported']).includes('S256')) {
    throw new Trouble('The record system does not offer a launch that is safe enough (PKCE with S256).');
  }
  return {
    issuer: typeof told['issuer'] === 'string' ? told['issuer'] : issuer.issuer,
    authorization_endpoint: endpoint('authorization_endpoint'),
    token_endpoint: endpoint('token_endpoint'),
    authorization_response_iss_parameter_supported: told['authorization_response_iss_parameter_supported'] === true,
    id_token_signing_alg_values_supported: ALGORITHMS,
  };
}

async function discover(issuer: SmartIssuer, send: typeof fetch): Promise<Record<string, unknown>> {
  try {
    const response = await send(`${issuer.issuer.replace(/\/$/, '')}/.well-known/smart-configuration`, { ...ASKING, headers: { Accept: 'application/json' } });
    const told: unknown = await response.json();
    if (response.ok && typeof told === 'object' && told !== null && !Array.isArray(told)) {
      return told as Record<string, unknown>;
    }
  } catch {
    // What it says instead helps nobody who reads the page.
  }
  throw new Trouble('The record system does not say how a launch goes: it could not be reached, or gave no SMART configuration.');
}

/** Whether an address is at one of the origins that the gateway's configuration names for a record system. */
export function isTrusted(address: string, issuer: SmartIssuer): boolean {
  try {
    const url = new URL(address);
    const origins = [new URL(issuer.issuer).origin, issuer.authorisation].filter((one) => one !== undefined);
    return origins.includes(url.origin) && url.username === '' && url.password === '' && url.hash === '';
  } catch {
    return false;
  }
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
