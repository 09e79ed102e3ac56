/** A person of the demo region, as the server tells of them. */
export interface DemoPerson {
  nhsNumber: string;
  name: string;
  /** What there is to see in this person's record. */
  shows: string;
}

/** Somebody who can ask in the demo. */
export interface DemoCaller {
  id: string;
  name: string;
  /** What the caller does, in words. */
  title: string;
  /** The organisation's name; empty for a citizen. */
  organisation: string;
  /** The caller's own NHS number, for a citizen, who sees no one else. */
  nhsNumber?: string;
}

/** What the record room must know beforehand to be launched from a record system. */
export interface LaunchFacts {
  issuer: string;
  /** Where the issuer's endpoints are on this origin. */
  authority: string;
  client: string;
  audience: string;
}

/** What the server says about itself to its pages. */
export interface ServerFacts {
  /** True when every person behind this server is invented. */
  demo: boolean;
  people: DemoPerson[];
  callers: DemoCaller[];
  /** Who asks without a token; empty where nobody may. */
  withoutToken: string;
  /** Null where the record room can't be launched. */
  launch: LaunchFacts | null;
}

const NOT_A_DEMO: ServerFacts = { demo: false, people: [], callers: [], withoutToken: '', launch: null };

/**
 * Reads the facts from the server. A server without them, or with others than expected, is taken
 * for a real one: the banner must never call real people invented.
 */
export async function readFacts(url: string, send: typeof fetch = fetch): Promise<ServerFacts> {
  try {
    const response = await send(url, { headers: { Accept: 'application/json' }, cache: 'no-store' });
    return response.ok ? parseFacts(await response.json()) : NOT_A_DEMO;
  } catch {
    return NOT_A_DEMO;
  }
}

function parseFacts(body: unknown): ServerFacts {
  if (!isObject(body) || body['demo'] !== true) {
    return NOT_A_DEMO;
  }
  return {
    demo: true,
    people: list(body['people']).filter((person): person is DemoPerson => hasTexts(person, ['nhsNumber', 'name', 'shows'])),
    callers: list(body['callers']).filter((caller): caller is DemoCaller =>
      hasTexts(caller, ['id', 'name', 'title', 'organisation']),
    ),
    withoutToken: typeof body['withoutToken'] === 'string' ? body['withoutToken'] : '',
    launch: hasTexts(body['launch'], ['issuer', 'authority', 'client', 'audience']) ? (body['launch'] as LaunchFacts) : null,
  };
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function hasTexts(value: unknown, names: string[]): boolean {
  return isObject(value) && names.every((name) => typeof value[name] === 'string');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
