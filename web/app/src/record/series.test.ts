import type { RecordFragment } from '@london-care-record/client';
import { describe, expect, it } from 'vitest';

import { seriesOf } from './series';

let ids = 0;

function result(value: string, unit: string | null, when: string | null, more: object = {}) {
  return {
    id: `o${ids++}`, code: { text: 'Potassium', codings: [{ system: 'http://loinc.org', code: '2823-3', display: null }] }, when, effective: when, statusText: 'final',
    sources: [{ exchange: { id: 'SEL' } }], value: { __typename: 'Quantity', value, unit, comparator: null }, display: `${value} ${unit}`, referenceRanges: [], components: [],
    ...more,
  };
}

function series(...observations: object[]) {
  return seriesOf({ investigations: { entries: [] }, observations: { entries: observations } } as unknown as RecordFragment);
}

describe('seriesOf', () => {
  it('joins what has one code and one unit, oldest first', () => {
    const [one, ...more] = series(result('4.6', 'mmol/L', '2026-10-05'), result('4.40', 'mmol/L', '2026-07-01'));
    expect(more).toEqual([]);
    expect(one!.points.map((point) => point.display)).toEqual(['4.40 mmol/L', '4.6 mmol/L']);
  });

  it('draws no two units on one line, and nothing that is no number or has no date', () => {
    expect(series(result('4.6', 'mmol/L', '2026'), result('18', 'mg/dL', '2025'))).toEqual([]);
    expect(series(result('4.6', 'mmol/L', '2026'), result('', 'mmol/L', '2025'), result('4.4', 'mmol/L', null))).toEqual([]);
  });

  it('leaves out what was taken back', () => {
    expect(series(result('4.6', 'mmol/L', '2026'), result('44', 'mmol/L', '2025', { statusText: 'entered in error' }))).toEqual([]);
  });

  it('takes a reference range in the value’s own unit only, and only the normal one', () => {
    const range = (low: string, unit: string, type: string | null) => ({
      low: { value: low, unit, comparator: null }, high: null, text: null, type: type === null ? null : { text: type },
    });
    const ranged = (...referenceRanges: object[]) => series(result('4.6', 'mmol/L', '2026', { referenceRanges }), result('4', 'mmol/L', '2025'))[0]!.points.at(-1)!.low;
    expect(ranged(range('3.5', 'mmol/L', null))).toBe(3.5);
    expect(ranged(range('3.5', 'mg/dL', null))).toBeNull();
    expect(ranged(range('6.5', 'mmol/L', 'critical'), range('3.5', 'mmol/L', 'normal'))).toBe(3.5);
  });
});
