import type { AnswerError, SafetyNetQuery } from '@london-care-record/client';

import { spaced } from '../gateway/nhs-number';
import { withoutUnshared } from './completeness';
import { dateWords } from './dates';
import { exchangesOf } from './entries';
import { word } from './words';

/** One referral, or one person without any, and what can be said about an appointment. */
export interface NetRow {
  nhsNumber: string;
  name: string;
  referral: string;
  written: string;
  result: 'none' | 'no-booking' | 'not-told' | 'booked' | 'no-referral';
  appointments: string[];
  /** What could not be seen, in words; empty when all was. */
  unseen: string;
  exchanges: string[];
}

/** Appointments that prove no booking. */
const NO_BOOKING = ['CANCELLED', 'ENTERED_IN_ERROR', 'NO_SHOW', 'PROPOSED', 'WAITLIST', 'UNKNOWN'];

type Person = SafetyNetQuery['patients'][number];
type Referral = NonNullable<Person>['referrals']['entries'][number];

/** What can be said about each number. A person whom the gateway did not give is never "no referral". */
export function netOf(numbers: string[], data: SafetyNetQuery | null | undefined, errors: AnswerError[]): NetRow[] {
  return numbers.flatMap((nhsNumber, place): NetRow[] => {
    const person = data?.patients[place] ?? null;
    const blank = { nhsNumber, name: person?.name?.text ?? 'Name not known', referral: '', written: '', appointments: [], exchanges: [] };
    if (person === null) {
      const own = errors.find((error) => error.path?.[0] === 'patients' && error.path[1] === place) ?? errors.find((error) => (error.path ?? []).length < 2);
      return [{ ...blank, result: 'not-told', unseen: own?.message ?? 'The gateway gave no answer about this person.' }];
    }
    const { entries, completeness } = person.referrals;
    const unseen = completeness.complete ? '' : withoutUnshared(completeness.summary);
    if (entries.length === 0) {
      return [{ ...blank, result: completeness.complete ? 'no-referral' : 'not-told', unseen }];
    }
    const rows = entries.map((entry) => ({ ...blank, ...aboutReferral(entry) }));
    // Where not all referrals could be seen, those that were seen do not stand for the whole.
    return completeness.complete ? rows : [...rows, { ...blank, referral: 'Others may exist', result: 'not-told' as const, unseen }];
  });
}

function aboutReferral(entry: Referral): Omit<NetRow, 'nhsNumber' | 'name'> {
  const { entries, completeness } = entry.appointments;
  const stands = entries.some((one) => !NO_BOOKING.includes(one.status));
  const result = stands ? 'booked' : !completeness.complete ? 'not-told' : entries.length > 0 ? 'no-booking' : 'none';
  return {
    referral: [entry.code.text, entry.service?.name, entry.statusText].filter(Boolean).join(', '),
    written: entry.authoredOn ?? entry.when ?? '',
    result,
    appointments: entries.map((one) => [word(one.status), one.start === null ? 'no time' : dateWords(one.start), one.organisation?.name].filter(Boolean).join(', ')),
    unseen: completeness.complete ? '' : withoutUnshared(completeness.summary),
    exchanges: exchangesOf(entry),
  };
}

const RESULT_WORDS: Record<NetRow['result'], string> = {
  none: 'no appointment',
  'no-booking': 'no appointment that stands',
  'not-told': 'could not be told',
  booked: 'has an appointment',
  'no-referral': 'no such referral',
};

/** The rows as CSV (RFC 4180), with a byte order mark so that spreadsheets read the names aright. */
export function netCsv(rows: NetRow[]): string {
  const head = ['NHS number', 'Name', 'Referral', 'Written', 'Result', 'Appointments', 'What could not be seen', 'Exchanges'];
  const body = rows.map((row) => [
    spaced(row.nhsNumber), row.name, row.referral, row.written, RESULT_WORDS[row.result], row.appointments.join('; '), row.unseen, row.exchanges.join(' '),
  ]);
  return `\uFEFF${[head, ...body].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A cell is quoted, and one that a spreadsheet would take for a formula is made text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
