import type { RecordFragment, SourceState } from '@london-care-record/client';
import { describe, expect, it } from 'vitest';

import { detailsOf, emptyWords, exchangeStandings, missingWords, standingOf, type Answered } from './completeness';
import { EXCHANGES, KINDS, STATES } from './words';

/** How the five exchanges answered: one state for all, or five. */
function answered(...states: SourceState[]): Answered {
  const five = EXCHANGES.map((_, place) => states[place] ?? states.at(-1)!);
  return {
    complete: five.every((state) => ['COMPLETE', 'PATIENT_UNKNOWN', 'NOT_CONNECTED'].includes(state)),
    summary: 'What the gateway says.',
    sources: EXCHANGES.map((id, place) => ({
      exchange: { id }, state: five[place]!, missingSettings: [], count: 0, fetchedAt: null, elapsedMs: null, detail: null,
    })),
  };
}

function patient(of: (kind: string) => Answered): RecordFragment {
  return { coverage: { complete: true, summary: '', kinds: KINDS.map((kind) => ({ kind, completeness: of(kind) })) } } as unknown as RecordFragment;
}

describe('an empty section', () => {
  it('says that nothing is recorded only after five full answers', () => {
    expect(emptyWords(answered('COMPLETE'), 'allergies')).toMatchObject({ tone: 'none', words: expect.stringMatching(/^No allergies recorded/) });
  });

  const others = (Object.keys(STATES) as SourceState[]).filter((state) => !['COMPLETE', 'PATIENT_UNKNOWN', 'NOT_CONNECTED'].includes(state));
  it.each(others)('never says so where one exchange is %s', (state) => {
    const { tone, words } = emptyWords(answered(state, 'COMPLETE'), 'allergies');
    expect(tone).not.toBe('none');
    expect(words).not.toMatch(/no allergies/i);
  });

  it('reads differently when it is empty, failed, withheld, not answered yet and not shared', () => {
    const states: SourceState[] = ['COMPLETE', 'UNAVAILABLE', 'WITHHELD', 'PENDING', 'NOT_CONNECTED'];
    expect(new Set(states.map((state) => emptyWords(answered(state), 'allergies').words)).size).toBe(states.length);
  });

  it('does not say so where the gateway does not call it complete', () => {
    expect(emptyWords({ ...answered('COMPLETE'), complete: false }, 'allergies').tone).toBe('withheld');
    expect(emptyWords(undefined, 'allergies').tone).toBe('fail');
  });

  it('takes a state that it does not know for a failure', () => {
    expect(emptyWords(answered('SOMETHING_NEW' as SourceState, 'COMPLETE'), 'allergies').tone).toBe('fail');
    expect(standingOf(answered('SOMETHING_NEW' as SourceState, 'COMPLETE')).tone).toBe('fail');
  });
});

describe('the strip', () => {
  it('names the exchange that failed, and for what', () => {
    const one = patient((kind) => answered(kind === 'MEDICATIONS' ? 'TIMED_OUT' : 'COMPLETE', 'COMPLETE'));
    expect(exchangeStandings(one)[0]).toMatchObject({ id: 'NEL', tone: 'fail', words: expect.stringContaining('(medicines)') });
    expect(missingWords(one)).toMatchObject({ tone: 'fail', words: expect.stringContaining('North East London') });
  });

  it('calls nothing in full that is not', () => {
    for (const state of Object.keys(STATES) as SourceState[]) {
      const { tone } = missingWords(patient(() => answered(state, 'COMPLETE')));
      expect(tone === 'good').toBe(['COMPLETE', 'PATIENT_UNKNOWN', 'NOT_CONNECTED'].includes(state));
    }
  });

  it('says who is still waited for', () => {
    const two = missingWords(patient(() => answered('COMPLETE', 'COMPLETE', 'PENDING', 'PENDING', 'COMPLETE')));
    expect(two).toMatchObject({ tone: 'wait', words: expect.stringContaining('South West London and North Central London') });
  });
});

it('gives the reasons in words, each once', () => {
  const withheld = answered('WITHHELD', 'WITHHELD', 'COMPLETE');
  withheld.sources[0]!.detail = 'Not for this role.';
  withheld.sources[1]!.detail = 'Not for this role.';
  withheld.sources[2]!.detail = '1 entry withheld because of security labels';
  expect(detailsOf(withheld)).toEqual([
    { exchanges: ['NEL', 'SEL'], detail: 'Not for this role.' },
    { exchanges: ['SWL'], detail: '1 entry withheld because of security labels' },
  ]);
});
