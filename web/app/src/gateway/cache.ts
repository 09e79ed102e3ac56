import { cacheExchange } from '@urql/exchange-graphcache';
import type { RecordKind } from '@london-care-record/client';

/** The types of the record's entries; each has an id of its own. */
const ENTRY_TYPES: Record<RecordKind, string> = {
  ALERTS: 'Alert',
  ALLERGIES: 'Allergy',
  MEDICATIONS: 'Medication',
  CONDITIONS: 'Condition',
  INVESTIGATIONS: 'Investigation',
  OBSERVATIONS: 'Observation',
  PROCEDURES: 'Procedure',
  IMMUNISATIONS: 'Immunisation',
  ENCOUNTERS: 'Encounter',
  REFERRALS: 'Referral',
  APPOINTMENTS: 'Appointment',
  DOCUMENTS: 'Document',
  ASSESSMENTS: 'Assessment',
  CARE_PLANS: 'CarePlan',
  CARE_TEAM: 'CareTeam',
};

const entryTypes = Object.values(ENTRY_TYPES);
const byId = new Set([...entryTypes, 'Exchange']);

type Key = (data: Record<string, unknown>) => string | null;

const idOf: Key = (data) => (typeof data['id'] === 'string' ? data['id'] : null);
const numberOf: Key = (data) => (typeof data['nhsNumber'] === 'string' ? data['nhsNumber'] : null);
const embedded: Key = () => null;

/**
 * What identifies a thing in the cache: a person's NHS number, an entry's or exchange's id. Everything else is a part of
 * what it stands in, like a list with its completeness, and must never be shared between two places. A type that is new
 * is such a part, too.
 */
export const keys: Record<string, Key> = new Proxy<Record<string, Key>>(
  {},
  {
    get: (_, type) => (type === 'Patient' ? numberOf : typeof type === 'string' && byId.has(type) ? idOf : embedded),
  },
);

/** The cache of one caller's answers. It lives in memory, and is thrown away with the caller. */
export function recordCache() {
  return cacheExchange({ keys, possibleTypes: { RecordEntry: entryTypes, ObservationValue: VALUES } });
}

const VALUES = [
  'Quantity', 'CodeableConcept', 'TextValue', 'BooleanValue', 'IntegerValue', 'Range', 'Ratio', 'SampledData', 'TimeValue',
  'DateTimeValue', 'Period',
];
