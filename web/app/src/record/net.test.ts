import type { SafetyNetQuery } from '@london-care-record/client';
import { describe, expect, it } from 'vitest';

import { netCsv, netOf } from './net';

type Person = NonNullable<SafetyNetQuery['patients'][number]>;
type Appointments = Person['referrals']['entries'][number]['appointments'];

const whole = { complete: true, summary: 'All five exchanges answered in full.', sources: [] };
const cut = { complete: false, summary: 'North East London did not answer in time.', sources: [] };

function person(referralsWhole: boolean, ...appointments: Appointments[]): SafetyNetQuery {
  const entries = appointments.map((list, place) => ({
    id: `r${place}`, code: { text: 'Urgent suspected cancer referral', codings: [] }, service: null, statusText: 'active', authoredOn: '2026-10-01', when: '2026-10-01',
    sources: [{ exchange: { id: 'NEL' } }], appointments: list,
  }));
  return {
    patients: [{ nhsNumber: '9990000034', name: { text: 'Chipo Moyo' }, referrals: { completeness: referralsWhole ? whole : cut, entries } }],
  } as unknown as SafetyNetQuery;
}

function list(completeness: typeof whole, ...statuses: string[]): Appointments {
  return { completeness, entries: statuses.map((status, place) => ({ id: `a${place}`, status, start: null, organisation: null })) } as unknown as Appointments;
}

const results = (data: SafetyNetQuery | null) => netOf(['9990000034'], data, []).map((row) => row.result);

describe('the safety net', () => {
  it.each([
    ['booked', list(whole, 'BOOKED')],
    ['booked', list(cut, 'CANCELLED', 'BOOKED')],
    ['none', list(whole)],
    ['no-booking', list(whole, 'CANCELLED')],
    ['not-told', list(cut)],
    ['not-told', list(cut, 'CANCELLED')],
  ])('says %s', (result, appointments) => {
    expect(results(person(true, appointments))).toEqual([result]);
  });

  it('tells no referral from a referral that could not be seen', () => {
    expect(results(person(true))).toEqual(['no-referral']);
    expect(results(person(false))).toEqual(['not-told']);
    expect(results(person(false, list(whole, 'BOOKED')))).toEqual(['booked', 'not-told']);
  });

  it('never takes a person who was not given for one without a referral', () => {
    expect(results(null)).toEqual(['not-told']);
    const refused = netOf(['9990000034'], { patients: [null] }, [{ message: 'You may not see this.', path: ['patients', 0] }]);
    expect(refused).toMatchObject([{ result: 'not-told', unseen: 'You may not see this.' }]);
  });

  it('exports what is on the page, and nothing that a spreadsheet would run', () => {
    const row = { ...netOf(['9990000034'], person(true, list(whole)), [])[0]!, name: '=HYPERLINK("x")' };
    const csv = netCsv([row]);
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
    expect(csv).toContain('"no appointment"');
    expect(csv.trimEnd().split('\r\n')).toHaveLength(2);
  });
});
