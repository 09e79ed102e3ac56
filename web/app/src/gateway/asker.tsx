import { Gateway } from '@london-care-record/client';
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';

import { ENDED, hasEnded, type LaunchToken, type Taken } from '../launch/token';
import type { ServerFacts } from './facts';

const CALLER_KEY = 'london-care-record.caller';

/** Who asks: "" is nobody in particular, and the request brings no token; LAUNCHED has the token of the launch. */
export const LAUNCHED = 'launched';

export interface Asker {
  facts: ServerFacts;
  launch: LaunchToken | null;
  /** Why a launch went wrong, in words; null when none did. */
  launchProblem: string | null;
  caller: string;
  choose(caller: string): void;
  /** In words, for the page. */
  words: string;
  /** The gateway as this caller asks it about somebody; without a number, about nobody in particular. */
  gateway(nhsNumber?: string): Gateway;
  token(nhsNumber?: string): Promise<string | undefined>;
}

const AskerContext = createContext<Asker | null>(null);

export function useAsker(): Asker {
  const asker = useContext(AskerContext);
  if (asker === null) {
    throw new Error('There is nobody who asks.');
  }
  return asker;
}

/** Keeps who asks, for this tab. */
export function AskerProvider({ facts, taken, children }: { facts: ServerFacts; taken: Taken; children: ReactNode }) {
  const { token: launch, problem: launchProblem } = taken;
  const [caller, setCaller] = useState(() => startingCaller(facts, launch));
  const asker = useMemo<Asker>(() => {
    const tokens = new DemoTokens(caller, launch);
    const token = (nhsNumber?: string) => tokens.get(nhsNumber);
    return {
      facts,
      launch,
      launchProblem,
      caller,
      choose(next) {
        keep(CALLER_KEY, next);
        setCaller(next);
      },
      words: inWords(facts, launch, caller),
      token,
      gateway: (nhsNumber) => new Gateway({ url: '/graphql', token: () => token(nhsNumber) }),
    };
  }, [facts, launch, launchProblem, caller]);
  return <AskerContext value={asker}>{children}</AskerContext>;
}

/**
 * Tokens of the demo's authority for one caller. A token is for a person, as if the caller's own system had been opened on
 * that person, and is used until shortly before it ends.
 */
class DemoTokens {
  readonly #caller: string;
  readonly #launch: LaunchToken | null;
  readonly #known = new Map<string, { token: string; until: number }>();

  constructor(caller: string, launch: LaunchToken | null) {
    this.#caller = caller;
    this.#launch = launch;
  }

  async get(nhsNumber = ''): Promise<string | undefined> {
    if (this.#caller === '') {
      return undefined;
    }
    if (this.#caller === LAUNCHED) {
      if (this.#launch === null || hasEnded(this.#launch)) {
        throw new Error(ENDED);
      }
      return this.#launch.accessToken;
    }
    const known = this.#known.get(nhsNumber);
    if (known !== undefined && known.until > Date.now()) {
      return known.token;
    }
    // A citizen's token is for the citizen alone: asked with another's number, the authority gives one without it.
    const given = (await mint(this.#caller, nhsNumber)) ?? (await mint(this.#caller, ''));
    if (given === null) {
      throw new Error('The demo’s authority gave no token.');
    }
    this.#known.set(nhsNumber, given);
    return given.token;
  }
}

async function mint(caller: string, patient: string): Promise<{ token: string; until: number } | null> {
  const response = await fetch('/demo/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ caller, patient }),
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  });
  if (!response.ok) {
    return null;
  }
  const body = (await response.json()) as { access_token: string; expires_in: number };
  return { token: body.access_token, until: Date.now() + (body.expires_in - 30) * 1000 };
}

function startingCaller(facts: ServerFacts, launch: LaunchToken | null): string {
  if (launch !== null) {
    return LAUNCHED;
  }
  const kept = sessionStorage.getItem(CALLER_KEY) ?? '';
  return facts.callers.some((caller) => caller.id === kept) ? kept : '';
}

function keep(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing asks again.
  }
}

function inWords(facts: ServerFacts, launch: LaunchToken | null, caller: string): string {
  if (caller === LAUNCHED && launch !== null) {
    return [launch.name, launch.title, launch.organisation].filter(Boolean).join(', ');
  }
  const who = facts.callers.find((one) => one.id === (caller === '' ? facts.withoutToken : caller));
  const name = who === undefined ? 'nobody in particular' : [who.name, who.title, who.organisation].filter(Boolean).join(', ');
  return caller === '' ? `${name} (no token)` : name;
}
