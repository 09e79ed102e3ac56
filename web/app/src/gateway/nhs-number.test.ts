import { describe, expect, it } from 'vitest';

import { readNhsNumber, spaced } from './nhs-number';

describe('readNhsNumber', () => {
  it.each(['9990000018', '999 000 0018', '999-000-0018', ' 999 0000 018\n'])('reads %j', (text) => {
    expect(readNhsNumber(text)).toEqual({ digits: '9990000018' });
  });

  it.each(['', '999', '99900000180', '9990000O18', '9990000019', '0000000000', '9990000810'])('refuses %j in words', (text) => {
    expect(readNhsNumber(text)).toHaveProperty('problem', expect.stringMatching(/\w/));
  });

  it('refuses every single digit mistyped', () => {
    for (let place = 0; place < 10; place++) {
      for (let digit = 0; digit < 10; digit++) {
        const typed = `${'9990000018'.slice(0, place)}${digit}${'9990000018'.slice(place + 1)}`;
        expect('digits' in readNhsNumber(typed)).toBe(typed === '9990000018');
      }
    }
  });
});

it('writes a number in threes and a four', () => {
  expect(spaced('9990000018')).toBe('999 000 0018');
});
