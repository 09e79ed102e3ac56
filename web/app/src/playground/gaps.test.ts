import { expect, it } from 'vitest';

import { gapsOf, listsWithout } from './gaps';

const answer = {
  data: {
    patient: {
      demographics: { complete: true, summary: 'All.' },
      allergies: { entries: [], completeness: { complete: false, summary: 'NEL did not answer.' } },
      medications: { entries: [{ code: { text: 'x' } }] },
    },
    patients: [{ referrals: { entries: [{ appointments: { entries: [], completeness: { complete: true, summary: 'Y.' } } }] } }],
  },
};

it('finds every completeness, with its place', () => {
  expect(gapsOf(answer)).toEqual([
    { path: 'patient.demographics', complete: true, summary: 'All.' },
    { path: 'patient.allergies', complete: false, summary: 'NEL did not answer.' },
    { path: 'patients.1.referrals.entries.1.appointments', complete: true, summary: 'Y.' },
  ]);
});

it('names the lists of which nothing was asked', () => {
  expect(listsWithout(answer)).toEqual(['patient.medications', 'patients.referrals']);
});

it('finds nothing in an answer without data', () => {
  expect(gapsOf({ errors: [{ message: 'no' }] })).toEqual([]);
  expect(gapsOf(null)).toEqual([]);
  expect(listsWithout({ data: null })).toEqual([]);
});
