import type { RecordFragment } from '@london-care-record/client';

import { spanOf } from './dates';
import { exchangesOf, type EntryOf } from './entries';

type Observation = EntryOf<'OBSERVATIONS'>;
type Ranges = Observation['referenceRanges'];

/** One numeric result on the way. Its words are the record's own; the number is only for drawing. */
export interface Point {
  entry: Observation;
  at: number;
  when: string;
  value: number;
  comparator: string | null;
  display: string;
  low: number | null;
  high: number | null;
  exchanges: string[];
}

/** Results of one code and one unit over time. Different units are never drawn on one line. */
export interface Series {
  key: string;
  name: string;
  unit: string;
  /** Oldest first. */
  points: Point[];
}

/** The numeric results that were repeated: two or more, each with a date. */
export function seriesOf(patient: Pick<RecordFragment, 'investigations' | 'observations'>): Series[] {
  const all = new Map<string, Series>();
  const observations = [...patient.investigations.entries.flatMap((report) => report.results), ...patient.observations.entries];
  const seen = new Set<string>();
  for (const one of observations) {
    if (seen.has(one.id)) {
      continue;
    }
    seen.add(one.id);
    add(all, one, codeKey(one.code), one.code.text, one.value, one.referenceRanges, one.display);
    for (const part of one.components) {
      const name = `${one.code.text}: ${part.code.text}`;
      add(all, one, `part:${name.toLowerCase()}`, name, part.value, part.referenceRanges, part.display);
    }
  }
  const repeated = [...all.values()].filter((series) => series.points.length > 1);
  for (const series of repeated) {
    series.points.sort((a, b) => a.at - b.at);
  }
  return repeated.sort((a, b) => b.points.at(-1)!.at - a.points.at(-1)!.at || a.name.localeCompare(b.name));
}

function add(
  all: Map<string, Series>,
  entry: Observation,
  code: string,
  name: string,
  value: Observation['value'],
  ranges: Ranges,
  display: string,
): void {
  const when = entry.effective ?? entry.when;
  const span = spanOf(when);
  if (value?.__typename !== 'Quantity' || span === null || when === null || retracted(entry)) {
    return;
  }
  const number = decimal(value.value);
  if (number === null) {
    return;
  }
  const unit = value.unit ?? '';
  const key = `${code}|${unit}`;
  const series = all.get(key) ?? { key, name, unit, points: [] };
  const range = normalRange(ranges, unit);
  series.points.push({
    entry, when, display, value: number, comparator: value.comparator, at: span.from, exchanges: exchangesOf(entry), ...range,
  });
  all.set(key, series);
}

/** What is one test: its code where it has one, else its words. */
function codeKey(code: Observation['code']): string {
  const coding = code.codings.find((one) => one.code !== '' && one.system !== '');
  return coding === undefined ? `text:${code.text.trim().toLowerCase()}` : `${coding.system}|${coding.code}`;
}

function retracted(entry: Observation): boolean {
  return /error|cancelled/i.test(entry.statusText);
}

/** The source's normal range, where it gives one in the value's own unit and for no other meaning. */
function normalRange(ranges: Ranges, unit: string): { low: number | null; high: number | null } {
  const normal = ranges.find((range) => range.type === null || /normal/i.test(range.type.text));
  const end = (quantity: { value: string; unit: string | null } | null) =>
    quantity === null || (quantity.unit ?? unit) !== unit ? null : decimal(quantity.value);
  return { low: end(normal?.low ?? null), high: end(normal?.high ?? null) };
}

function decimal(digits: string): number | null {
  return /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(digits.trim()) ? Number(digits) : null;
}
