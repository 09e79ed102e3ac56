import type { ExchangeId, RecordKind, SourceState } from '@london-care-record/client';

export const EXCHANGES: ExchangeId[] = ['NEL', 'SEL', 'SWL', 'NCL', 'NWL'];

export const EXCHANGE_NAMES: Record<ExchangeId, string> = {
  NEL: 'North East London',
  SEL: 'South East London',
  SWL: 'South West London',
  NCL: 'North Central London',
  NWL: 'North West London',
};

/** The sections of the record, in the order in which they stand on the page: what can hurt comes first. */
export const KINDS: RecordKind[] = [
  'ALERTS', 'ALLERGIES', 'MEDICATIONS', 'CONDITIONS', 'INVESTIGATIONS', 'OBSERVATIONS', 'PROCEDURES', 'REFERRALS', 'APPOINTMENTS',
  'ENCOUNTERS', 'DOCUMENTS', 'IMMUNISATIONS', 'CARE_PLANS', 'CARE_TEAM', 'ASSESSMENTS',
];

export const KIND_NAMES: Record<RecordKind, string> = {
  ALERTS: 'Alerts',
  ALLERGIES: 'Allergies',
  MEDICATIONS: 'Medicines',
  CONDITIONS: 'Conditions',
  INVESTIGATIONS: 'Results and investigations',
  OBSERVATIONS: 'Measurements and findings',
  PROCEDURES: 'Procedures',
  REFERRALS: 'Referrals and orders',
  APPOINTMENTS: 'Appointments',
  ENCOUNTERS: 'Encounters',
  DOCUMENTS: 'Documents',
  IMMUNISATIONS: 'Immunisations',
  CARE_PLANS: 'Care plans',
  CARE_TEAM: 'Care team',
  ASSESSMENTS: 'Assessments',
};

/** How a state looks. Every tone has a sign of its own beside its colour, and words beside both. */
export type Tone = 'good' | 'none' | 'wait' | 'part' | 'old' | 'fail' | 'withheld' | 'other';

interface StateWords {
  tone: Tone;
  /** One or two words, for a cell. */
  short: string;
  /** What follows the exchange's name in a sentence. */
  long: string;
}

export const STATES: Record<SourceState, StateWords> = {
  COMPLETE: { tone: 'good', short: 'In full', long: 'answered in full' },
  PATIENT_UNKNOWN: { tone: 'none', short: 'No such person', long: 'answered: it does not know this person' },
  NOT_CONNECTED: { tone: 'none', short: 'Not shared', long: 'does not share this yet' },
  PENDING: { tone: 'wait', short: 'Waiting', long: 'has not answered yet' },
  PARTIAL: { tone: 'part', short: 'In part', long: 'answered only in part: more may be recorded' },
  STALE: { tone: 'old', short: 'Old copy', long: 'could not be asked: an earlier answer is shown' },
  TIMED_OUT: { tone: 'fail', short: 'No answer', long: 'did not answer in time: what it holds is not shown' },
  UNAVAILABLE: { tone: 'fail', short: 'Failed', long: 'could not be reached: what it holds is not shown' },
  REFUSED: { tone: 'fail', short: 'Refused', long: 'denied the gateway access: what it holds is not shown' },
  WITHHELD: { tone: 'withheld', short: 'Withheld', long: 'may not show this to you' },
  IDENTITY_MISMATCH: { tone: 'other', short: 'Another person', long: 'holds somebody else under this number: kept out' },
};

/** A state that this page does not know is never taken for a good one. */
export function stateWords(state: string): StateWords {
  return STATES[state as SourceState] ?? { tone: 'fail', short: state, long: `answered ${state}, which this page does not know` };
}

/** The signs of the tones, which differ in shape and not in colour alone. */
export const SIGNS: Record<Tone, string> = {
  good: '✓', none: '–', wait: '…', part: '◐', old: '↺', fail: '✕', withheld: '⊘', other: '≠',
};

/** The worst first, when one sign has to stand for many. */
export const WORST_FIRST: Tone[] = ['other', 'fail', 'part', 'old', 'withheld', 'wait', 'good', 'none'];

export const SETTINGS: Record<string, string> = {
  PRIMARY_CARE: 'primary care',
  ACUTE: 'acute hospitals',
  MENTAL_HEALTH: 'mental health',
  COMMUNITY: 'community health',
  SOCIAL_CARE: 'social care',
  URGENT_AND_EMERGENCY: 'urgent and emergency care',
  UNKNOWN: 'care setting not recorded',
};

/** A constant of the schema as a word: "NOT_TAKEN" becomes "not taken". */
export function word(constant: string): string {
  return constant.toLowerCase().replaceAll('_', ' ');
}

export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "a", "a and b", "a, b and c". */
export function listed(parts: string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
