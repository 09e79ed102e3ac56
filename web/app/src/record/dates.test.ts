import { describe, expect, it } from 'vitest';

import { ageWords, dateWords, spanOf, spanWords } from './dates';

describe('dateWords', () => {
  it.each([
    ['2019', '2019'],
    ['2019-07', 'Jul 2019'],
    ['2019-07-04', '04 Jul 2019'],
    ['2019-07-04T09:15:00Z', '04 Jul 2019 10:15'],
    ['2019-01-04T23:30:00Z', '04 Jan 2019 23:30'],
    ['about Easter', 'about Easter'],
    [null, 'Date not recorded'],
  ])('%j is %j: as precise as it was recorded', (partial, words) => {
    expect(dateWords(partial)).toBe(words);
  });
});

describe('ageWords', () => {
  const today = new Date('2026-11-30T12:00:00Z');
  it.each([
    ['1955-04-02', null, '71 years'],
    ['1955-12-01', null, '70 years'],
    ['1955', null, '70 or 71 years'],
    ['2026-01-30', null, '10 months'],
    ['1938-03-02', '2026-03-01', '87 years'],
    [null, null, null],
    ['2031-01-01', null, null],
  ])('born %j, died %j: %j', (birth, died, words) => {
    expect(ageWords(birth, today, died)).toBe(words);
  });
});

it('a year spans from its first moment to its last', () => {
  expect(spanOf('2019')).toEqual({ from: Date.UTC(2019, 0, 1), to: Date.UTC(2020, 0, 1) - 1 });
  expect(spanOf('yesterday')).toBeNull();
});

it('an open span says so', () => {
  expect(spanWords({ start: '2019', end: null })).toBe('from 2019');
  expect(spanWords({ start: null, end: '2019' })).toBe('until 2019');
  expect(spanWords({ start: null, end: null })).toBe('');
});
