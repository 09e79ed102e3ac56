import { expect, it } from 'vitest';

import { byDanger } from './danger';

const allergy = (name: string, criticality: string, ...severities: string[]) => ({ name, criticality, reactions: severities.map((severity) => ({ severity })) });

it('puts high criticality first, then severity, then what is not known, and keeps the order among equals', () => {
  const all = [
    allergy('low and mild', 'LOW', 'MILD'),
    allergy('unknown, first', 'UNKNOWN'),
    allergy('moderate', 'UNKNOWN', 'MILD', 'MODERATE'),
    allergy('severe though low', 'LOW', 'SEVERE'),
    allergy('high without a reaction', 'HIGH'),
    allergy('could not be assessed', 'UNABLE_TO_ASSESS', 'UNKNOWN'),
    allergy('unknown and mild', 'UNKNOWN', 'MILD'),
    allergy('high and severe', 'HIGH', 'MILD', 'SEVERE'),
    allergy('of a criticality that this page does not know', 'GRAVE'),
  ];
  const before = JSON.stringify(all);
  expect(byDanger(all).map(({ name }) => name)).toEqual([
    'high and severe', 'high without a reaction', 'severe though low', 'moderate',
    'unknown, first', 'could not be assessed', 'of a criticality that this page does not know', 'low and mild', 'unknown and mild',
  ]);
  expect(JSON.stringify(all)).toBe(before);
});
