/** A person of the demo region, as the server tells of them. */
export interface DemoPerson {
  nhsNumber: string;
  name: string;
  /** What there is to see in this person's record. */
  shows: string;
}

/** What the server says about itself to the playground. */
export interface ServerFacts {
  /** True when every person behind this server is invented. */
  demo: boolean;
  people: DemoPerson[];
}

const NOT_A_DEMO: ServerFacts = { demo: false, people: [] };

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
  const people = Array.isArray(body['people']) ? body['people'].filter(isPerson) : [];
  return { demo: true, people };
}

function isPerson(value: unknown): value is DemoPerson {
  return (
    isObject(value) &&
    typeof value['nhsNumber'] === 'string' &&
    typeof value['name'] === 'string' &&
    typeof value['shows'] === 'string'
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
