/**
 * What a launch from a record system gave. It lives in the page's memory and nowhere else: a page that is loaded again has
 * forgotten it.
 */
export interface LaunchToken {
  accessToken: string;
  /** Milliseconds since 1970; null where the record system does not say. */
  expiresAt: number | null;
  /** On whom the record room was opened; null where only the gateway can read it, in the token. */
  nhsNumber: string | null;
  /** Who is signed in, for the page. */
  name: string;
  title?: string;
  organisation?: string;
}

/** What taking a launch came to: a token, or a sentence about what went wrong, or neither where there was no launch. */
export interface Taken {
  token: LaunchToken | null;
  problem: string | null;
}

export const NO_LAUNCH: Taken = { token: null, problem: null };

export const ENDED = 'The launch from your record system has ended. Open the person again in the record system.';

/** Whether a token may no longer be used. */
export function hasEnded(token: LaunchToken, now = Date.now()): boolean {
  return token.expiresAt !== null && token.expiresAt <= now;
}
