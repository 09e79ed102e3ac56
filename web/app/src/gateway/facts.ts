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

/** A record system that may open the record room on a person. */
export interface SmartIssuer {
  /** The launch's iss. */
  issuer: string;
  /** As what this page is registered there. */
  client: string;
  scopes: string[];
  audience: string;
  /** The origin of its endpoints, where that is another than the issuer's. */
  authorisation?: string;
  /** Where its endpoints are on this origin: the demo's alone. */
  endpoints?: string;
  /** Where the person of a launch is read. */
  person: 'token' | 'claim' | 'fhir';
  claim?: string;
}

/** What the server says about itself to its pages. */
export interface ServerFacts {
  /** True when every person behind this server is invented. */
  demo: boolean;
  people: DemoPerson[];
  callers: DemoCaller[];
  /** Who asks without a token; empty where nobody may. */
  withoutToken: string;
  /** The paths of the rooms that are served. */
  rooms: string[];
  /** True when nothing is answered without a token, which a page has from a launch alone. */
  needsToken: boolean;
  /** Who may launch the record room; nobody else may. */
  smart: SmartIssuer[];
}

const NOTHING_SAID: ServerFacts = {
  demo: false, people: [], callers: [], withoutToken: '', rooms: ['/record', '/region', '/', '/schema'], needsToken: false, smart: [],
};

/**
 * Reads the facts from the server. A server without them, or with others than expected, is taken
 * for a real one: the banner must never call real people invented.
 */
export async function readFacts(url: string, send: typeof fetch = fetch): Promise<ServerFacts> {
  try {
    const response = await send(url, { headers: { Accept: 'application/json' }, cache: 'no-store' });
    return response.ok ? parseFacts(await response.json()) : NOTHING_SAID;
  } catch {
    return NOTHING_SAID;
  }
}

function parseFacts(body: unknown): ServerFacts {
  if (!isObject(body)) {
    return NOTHING_SAID;
  }
  const rooms = list(body['rooms']).filter((room): room is string => typeof room === 'string');
  const said = {
    ...NOTHING_SAID,
    rooms: rooms.length > 0 ? rooms : NOTHING_SAID.rooms,
    needsToken: body['needsToken'] === true,
    smart: list(body['smart']).filter(isSmart),
  };
  if (body['demo'] !== true) {
    return said;
  }
  return {
    ...said,
    demo: true,
    people: list(body['people']).filter((person): person is DemoPerson => hasTexts(person, ['nhsNumber', 'name', 'shows'])),
    callers: list(body['callers']).filter((caller): caller is DemoCaller =>
      hasTexts(caller, ['id', 'name', 'title', 'organisation']),
    ),
    withoutToken: typeof body['withoutToken'] === 'string' ? body['withoutToken'] : '',
  };
}

function isSmart(value: unknown): value is SmartIssuer {
  return (
    hasTexts(value, ['issuer', 'client', 'audience', 'person']) &&
    isObject(value) &&
    list(value['scopes']).length > 0 &&
    list(value['scopes']).every((scope) => typeof scope === 'string') &&
    ['authorisation', 'endpoints', 'claim'].every((name) => ['string', 'undefined'].includes(typeof value[name]))
  );
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
