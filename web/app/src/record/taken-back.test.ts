import type { TakenBackQuery } from '@london-care-record/client';
import { describe, expect, it } from 'vitest';

import { takenBack } from './taken-back';

type Patient = NonNullable<TakenBackQuery['patient']>;

const entry = (id: string, results?: object[]) => ({ id, code: { text: id }, ...(results === undefined ? {} : { results }) });
const list = (...entries: object[]) => ({ completeness: { complete: true }, entries });
const NAMES = [
  'alerts', 'allergies', 'medications', 'conditions', 'investigations', 'observations', 'procedures', 'referrals', 'appointments', 'encounters', 'documents',
  'immunisations', 'carePlans', 'assessments',
];

function patient(changes: Record<string, object>): Patient {
  const empty = NAMES.flatMap((name) => [[name, list()], [`all${name.charAt(0).toUpperCase()}${name.slice(1)}`, list()]]);
  return { ...Object.fromEntries(empty), ...changes } as unknown as Patient;
}

const idsOf = (of: Patient) => Object.fromEntries(takenBack(of).filter(({ entries }) => entries.length > 0).map(({ kind, entries }) => [kind, entries.map(({ id }) => id)]));

describe('takenBack', () => {
  it('is what stands in the list of everything and not in the list', () => {
    const of = patient({ conditions: list(entry('a')), allConditions: list(entry('a'), entry('b')), allAllergies: list(entry('c')) });
    expect(idsOf(of)).toEqual({ ALLERGIES: ['c'], CONDITIONS: ['b'] });
  });

  it('finds a result inside a report that stands, and names one once that stands alone, too', () => {
    const of = patient({
      investigations: list(entry('report', [entry('good')])),
      allInvestigations: list(entry('report', [entry('good'), entry('bad')]), entry('bad')),
    });
    expect(idsOf(of)).toEqual({ INVESTIGATIONS: ['bad'] });
  });

  it('names a report without its results', () => {
    expect(idsOf(patient({ allInvestigations: list(entry('report', [entry('result')])) }))).toEqual({ INVESTIGATIONS: ['report'] });
  });

  it('goes through every kind but care teams, and says which were not seen in full', () => {
    const of = patient({ allDocuments: { completeness: { complete: false }, entries: [] } });
    expect(takenBack(of)).toHaveLength(NAMES.length);
    expect(takenBack(of).filter(({ complete }) => !complete).map(({ kind }) => kind)).toEqual(['DOCUMENTS']);
  });
});
