import type { SmartIssuer } from '../gateway/facts';
import { readNhsNumber } from '../gateway/nhs-number';
import { ASKING } from './issuer';
import { Trouble } from './trouble';

/** The token endpoint's answer, and the claims of its ID token. */
export interface Answer {
  access_token: string;
  [field: string]: unknown;
}

const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';

const NOBODY = 'The record system does not say on whom the record was opened.';

/**
 * The NHS number of the person on whom the record system opened the page, from where the gateway's configuration says that it
 * stands. Null where only the gateway can tell, from the token. Anything but one valid number is refused: a launch on somebody
 * else would be worse than none.
 */
export async function personOf(issuer: SmartIssuer, answer: Answer, claims: Record<string, unknown>, send: typeof fetch = fetch): Promise<string | null> {
  switch (issuer.person) {
    case 'claim':
      return one([answer[issuer.claim ?? ''] ?? claims[issuer.claim ?? '']], NOBODY);
    case 'fhir':
      return one(numbersOf(await patient(issuer, answer, send)), 'The record system has no single NHS number for the person on whom the record was opened.');
    default:
      return null;
  }
}

/** The one NHS number that these are, however often and in whatever form. */
function one(values: unknown[], otherwise: string): string {
  const numbers = new Set(
    values.map((value) => {
      const read = readNhsNumber(typeof value === 'string' ? value : '');
      if ('problem' in read) {
        throw new Trouble(otherwise);
      }
      return read.digits;
    }),
  );
  const [number] = numbers;
  if (number === undefined || numbers.size > 1) {
    throw new Trouble(otherwise);
  }
  return number;
}

interface Resource {
  resourceType?: unknown;
  id?: unknown;
  identifier?: unknown;
}

/**
 * The Patient of the launch, by a search that is posted: a record system may number its Patients by their NHS numbers, and
 * those stand in no address.
 */
async function patient(issuer: SmartIssuer, answer: Answer, send: typeof fetch): Promise<Resource> {
  const id = answer['patient'];
  if (typeof id !== 'string' || id === '') {
    throw new Trouble(NOBODY);
  }
  const found = await search(issuer, id, answer.access_token, send);
  const [only] = found.filter((resource) => resource.resourceType === 'Patient' && resource.id === id);
  if (only === undefined || found.filter((resource) => resource.resourceType === 'Patient').length > 1) {
    throw new Trouble('The record system does not hold the person on whom it opened the record.');
  }
  return only;
}

async function search(issuer: SmartIssuer, id: string, token: string, send: typeof fetch): Promise<Resource[]> {
  try {
    const response = await send(`${issuer.issuer.replace(/\/$/, '')}/Patient/_search`, {
      ...ASKING,
      method: 'POST',
      headers: { Accept: 'application/fhir+json', Authorization: `Bearer ${token}` },
      body: new URLSearchParams({ _id: id }),
    });
    const bundle = (await response.json()) as { resourceType?: unknown; entry?: { resource?: Resource }[] };
    if (response.ok && bundle.resourceType === 'Bundle') {
      return (bundle.entry ?? []).flatMap(({ resource }) => (resource === undefined ? [] : [resource]));
    }
  } catch {
    // What it says instead helps nobody who reads the page.
  }
  throw new Trouble('The record system could not be asked on whom the record was opened.');
}

/** A Patient's NHS numbers, but for those that are said to be out of use. */
function numbersOf(resource: Resource): unknown[] {
  const identifiers = Array.isArray(resource.identifier) ? (resource.identifier as { system?: unknown; value?: unknown; use?: unknown }[]) : [];
  return identifiers.filter(({ system, use }) => system === NHS_NUMBER && use !== 'old').map(({ value }) => value);
}
