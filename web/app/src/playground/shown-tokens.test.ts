import { describe, expect, it } from 'vitest';

import { ShownTokens } from './shown-tokens';

describe('ShownTokens', () => {
  it('writes, replaces and takes away its own token, and keeps other headers', () => {
    const shown = new ShownTokens();
    const first = shown.put('{"X-Request-Id": "one"}', 'a')!;
    expect(JSON.parse(first)).toEqual({ Authorization: 'Bearer a', 'X-Request-Id': 'one' });
    expect(shown.put(first, 'a')).toBeNull();
    const second = shown.put(first, 'b')!;
    expect(JSON.parse(second)).toEqual({ Authorization: 'Bearer b', 'X-Request-Id': 'one' });
    expect(JSON.parse(shown.put(second, undefined)!)).toEqual({ 'X-Request-Id': 'one' });
    expect(shown.put(shown.put('', 'c')!, undefined)).toBe('');
    expect(shown.put('', undefined)).toBeNull();
  });

  it.each(['{"authorization": "Bearer mine"}', '{"Authorization": "Basic x"}', '{"Authorization": 1}', '{not yet', '[]', '"text"'])('leaves %s alone', (text) => {
    const shown = new ShownTokens();
    shown.put('', 'a');
    expect(shown.put(text, 'b')).toBeNull();
    expect(shown.put(text, undefined)).toBeNull();
  });

  it('sends what somebody typed, and not what it wrote itself', () => {
    const shown = new ShownTokens();
    shown.put('', 'a');
    expect(shown.without({ authorization: 'Bearer a', 'X-Other': 'Bearer a' })).toEqual({ 'X-Other': 'Bearer a' });
    expect(shown.without({ Authorization: 'Bearer mine' })).toEqual({ Authorization: 'Bearer mine' });
  });
});
