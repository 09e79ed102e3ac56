import type { ExchangeId, RecordFragment, RecordKind, SourceState } from '@london-care-record/client';

import { counted, EXCHANGE_NAMES, EXCHANGES, KIND_NAMES, listed, stateWords, WORST_FIRST, type Tone } from './words';

/** How every exchange answered for one kind of record, and the sentence about it. */
export type Answered = RecordFragment['demographics'];

/** What a section may say about itself: a tone, a word or two, and a sentence. */
export interface Standing {
  tone: Tone;
  short: string;
  words: string;
}

/** The states after which nothing that an exchange should hold is unseen. */
const SEEN: string[] = ['COMPLETE', 'PATIENT_UNKNOWN', 'NOT_CONNECTED'];

/** The states after which something was answered, even if nothing is held. */
const ANSWERED: string[] = ['COMPLETE', 'PATIENT_UNKNOWN', 'PARTIAL', 'STALE'];

/** How a section stands, whatever it holds. */
export function standingOf(answered: Answered | undefined): Standing {
  if (answered === undefined) {
    return { tone: 'fail', short: 'Not told', words: 'The gateway did not say who answered: nothing here can be relied on.' };
  }
  const states = answered.sources.map((source) => source.state as string);
  const unseen = states.filter((state) => !SEEN.includes(state));
  if (unseen.length === 0 && answered.complete) {
    return { tone: 'good', short: 'Complete', words: withoutUnshared(answered.summary) };
  }
  if (unseen.length > 0 && unseen.every((state) => state === 'PENDING')) {
    return { tone: 'wait', short: `Waiting for ${unseen.length}`, words: withoutUnshared(answered.summary) };
  }
  if (unseen.length > 0 && unseen.every((state) => state === 'WITHHELD')) {
    return { tone: 'withheld', short: 'Withheld', words: withoutUnshared(answered.summary) };
  }
  return { tone: worst(unseen.map((state) => stateWords(state).tone)), short: 'Incomplete', words: withoutUnshared(answered.summary) };
}

/**
 * What an empty section says. Empty, failed, withheld, not answered yet and not shared are five different things, and only
 * one of them means that nothing is recorded.
 */
export function emptyWords(answered: Answered | undefined, what: string): Standing {
  if (answered === undefined) {
    return { tone: 'fail', short: 'Not known', words: `Not known: the gateway gave no answer about ${what}.` };
  }
  const states = answered.sources.map((source) => source.state as string);
  const unseen = states.filter((state) => !SEEN.includes(state));
  if (unseen.includes('PENDING')) {
    return { tone: 'wait', short: 'Not answered yet', words: `Not known yet: not every exchange has answered about ${what}.` };
  }
  if (unseen.length > 0 && unseen.every((state) => state === 'WITHHELD')) {
    return { tone: 'withheld', short: 'Withheld', words: `Withheld from you. This does not say whether ${what} are recorded.` };
  }
  if (unseen.length > 0) {
    return { tone: 'fail', short: 'Not known', words: `Not known: none were found, but not everything could be seen. There may be ${what}.` };
  }
  if (!states.some((state) => ANSWERED.includes(state))) {
    return { tone: 'fail', short: 'Not shared', words: `Not known: no exchange shares ${what} yet.` };
  }
  if (!answered.complete) {
    return { tone: 'withheld', short: 'Not known', words: `None shown. The gateway does not say that nothing is recorded: some ${what} may be withheld.` };
  }
  return { tone: 'none', short: 'None recorded', words: `No ${what} recorded in the services that are connected.` };
}

/** How many services, over all exchanges, do not share this kind of record yet. */
export function missingSettings(answered: Answered | undefined): number {
  return (answered?.sources ?? []).reduce((sum, source) => sum + source.missingSettings.length, 0);
}

/** A summary without the services that are not connected, of which the section's foot tells. */
export function withoutUnshared(summary: string): string {
  return summary.replace(/ Not connected:.*$/s, '');
}

function worst(tones: Tone[]): Tone {
  return WORST_FIRST.find((tone) => tones.includes(tone)) ?? 'fail';
}

/** How one exchange stands over the whole record, for the strip. */
export interface ExchangeStanding {
  id: ExchangeId;
  name: string;
  tone: Tone;
  short: string;
  words: string;
}

/** Sums up how each exchange answered over all kinds, the worst first. */
export function exchangeStandings(patient: Pick<RecordFragment, 'coverage' | 'demographics'>): ExchangeStanding[] {
  return EXCHANGES.map((id) => {
    const states = new Map<SourceState, RecordKind[]>();
    for (const { kind, completeness } of patient.coverage.kinds) {
      const state = completeness.sources.find((source) => source.exchange.id === id)?.state;
      if (state !== undefined) {
        states.set(state, [...(states.get(state) ?? []), kind]);
      }
    }
    return { id, name: EXCHANGE_NAMES[id], ...summed(states, patient.coverage.kinds.length) };
  });
}

function summed(states: Map<SourceState, RecordKind[]>, kinds: number): { tone: Tone; short: string; words: string } {
  if (states.size === 0) {
    return { tone: 'fail', short: 'Not told', words: 'The gateway did not say how this exchange answered.' };
  }
  const asked = [...states].filter(([state]) => state !== 'NOT_CONNECTED');
  if (asked.length === 0) {
    return { tone: 'none', short: 'Not shared', words: 'Shares nothing of this record yet.' };
  }
  const [first, ...more] = asked.sort(([a], [b]) => WORST_FIRST.indexOf(stateWords(a).tone) - WORST_FIRST.indexOf(stateWords(b).tone));
  const [state, affected] = first!;
  const words = stateWords(state);
  if (more.length === 0) {
    return { tone: words.tone, short: words.short, words: `${capital(words.long)}.` };
  }
  const what = affected.length <= 3 ? listed(affected.map((kind) => KIND_NAMES[kind].toLowerCase())) : `${affected.length} of ${kinds} kinds of record`;
  const tone = words.tone === 'none' ? 'good' : words.tone;
  return tone === 'good'
    ? { tone, short: 'In full', words: 'Answered in full.' }
    : { tone, short: words.short, words: `${capital(words.long)} (${what}).` };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The sentence above the strip: what is missing, in words. */
export function missingWords(patient: Pick<RecordFragment, 'coverage' | 'demographics'>): Standing {
  const standings = exchangeStandings(patient);
  const waiting = standings.filter((standing) => standing.tone === 'wait');
  const missing = standings.filter((standing) => ['fail', 'part', 'old', 'other', 'withheld'].includes(standing.tone));
  if (missing.length > 0) {
    const tone = WORST_FIRST.find((one) => missing.some((standing) => standing.tone === one)) ?? 'fail';
    // Exchanges of which the same is to be said stand in one sentence.
    const alike = [...new Set(missing.map((standing) => standing.words))];
    const parts = alike.map((words) => `${listed(missing.filter((one) => one.words === words).map((one) => one.name))} ${lower(words)}`);
    const rest = waiting.length > 0 ? ` Still waiting for ${listed(waiting.map((standing) => standing.name))}.` : '';
    return { tone, short: 'Incomplete', words: `${parts.join(' ')}${rest}` };
  }
  if (waiting.length > 0) {
    return { tone: 'wait', short: 'Arriving', words: `Waiting for ${listed(waiting.map((standing) => standing.name))}. More may be recorded than is shown.` };
  }
  const unshared = patient.coverage.kinds.reduce((most, { completeness }) => Math.max(most, missingSettings(completeness)), 0);
  return {
    tone: 'good',
    short: 'All answered',
    words: `All five exchanges answered in full.${unshared > 0 ? ` ${counted(unshared, 'service')} in London ${unshared === 1 ? 'does' : 'do'} not share records yet: see Coverage.` : ''}`,
  };
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** What the exchanges say beside how they answered, such as why something is withheld: each sentence once, with who says it. */
export function detailsOf(answered: Answered | undefined): { exchanges: string[]; detail: string }[] {
  const sources = (answered?.sources ?? []).filter((source) => source.detail !== null);
  return [...new Set(sources.map((source) => source.detail!))].map((detail) => ({
    detail,
    exchanges: sources.filter((source) => source.detail === detail).map((source) => source.exchange.id),
  }));
}
