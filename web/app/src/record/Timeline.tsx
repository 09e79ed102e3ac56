import type { RecordFragment, RecordKind } from '@london-care-record/client';
import { scaleUtc } from 'd3-scale';
import { select } from 'd3-selection';
import { zoom, zoomIdentity, type ZoomBehavior, type ZoomTransform } from 'd3-zoom';
import { useEffect, useMemo, useRef, useState } from 'react';

import { dateWords, spanOf } from './dates';
import { allEntries, exchangesOf, type Entry } from './entries';
import { useOpener } from './opened';
import { Exchanges } from './Standing';
import { counted, EXCHANGES, EXCHANGE_NAMES, KINDS, KIND_NAMES, sentence } from './words';

const WIDTH = 960;
const LEFT = 190;
const RIGHT = 12;
const LANE = 26;
const TOP = 26;

/** Everything on one line of time: to be zoomed, by kind and by exchange. What is in view stands below in words. */
export function Timeline({ patient }: { patient: RecordFragment }) {
  const entries = useMemo(() => allEntries(patient), [patient]);
  const present = KINDS.filter((kind) => entries.some((entry) => entry.kind === kind));
  const [hiddenKinds, setHiddenKinds] = useState<readonly string[]>([]);
  const [hiddenExchanges, setHiddenExchanges] = useState<readonly string[]>([]);
  const shown = entries.filter((entry) => !hiddenKinds.includes(entry.kind) && exchangesOf(entry).some((id) => !hiddenExchanges.includes(id)));
  const kinds = present.filter((kind) => !hiddenKinds.includes(kind));
  const [window, setWindow] = useState<[number, number] | null>(null);
  const dated = shown.filter((entry) => spanOf(entry.when) !== null);
  const undated = shown.filter((entry) => spanOf(entry.when) === null);
  const inView = dated
    .filter((entry) => window === null || (spanOf(entry.when)!.to >= window[0] && spanOf(entry.when)!.from <= window[1]))
    .sort((a, b) => spanOf(b.when)!.from - spanOf(a.when)!.from);
  return (
    <section className="section" id="timeline" aria-labelledby="timeline-title">
      <header className="section-header">
        <h2 id="timeline-title">
          Timeline <span className="section-count">({entries.length})</span>
        </h2>
      </header>
      <Choices legend="Kinds" all={present} hidden={hiddenKinds} name={(kind) => KIND_NAMES[kind as RecordKind]} change={setHiddenKinds} />
      <Choices legend="Exchanges" all={EXCHANGES} hidden={hiddenExchanges} name={(id) => `${id}, ${EXCHANGE_NAMES[id as 'NEL']}`} change={setHiddenExchanges} />
      {shown.length < entries.length && (
        <p className="section-missing tone-part">You have hidden {counted(entries.length - shown.length, 'entry', 'entries')} by the choices above.</p>
      )}
      {dated.length > 0 && <Lanes entries={dated} kinds={kinds} moved={setWindow} />}
      <h3>
        In view ({inView.length} of {dated.length})
      </h3>
      <EntryList entries={inView} />
      {undated.length > 0 && <h3>Without a date ({undated.length})</h3>}
      <EntryList entries={undated} />
    </section>
  );
}

function Choices({
  legend, all, hidden, name, change,
}: {
  legend: string;
  all: readonly string[];
  hidden: readonly string[];
  name: (one: string) => string;
  change: (hidden: readonly string[]) => void;
}) {
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      {all.map((one) => (
        <label key={one}>
          <input type="checkbox" checked={!hidden.includes(one)} onChange={() => change(hidden.includes(one) ? hidden.filter((other) => other !== one) : [...hidden, one])} />
          {name(one)}
        </label>
      ))}
    </fieldset>
  );
}

function Lanes({ entries, kinds, moved }: { entries: Entry[]; kinds: RecordKind[]; moved: (window: [number, number]) => void }) {
  const opener = useOpener();
  const ref = useRef<SVGSVGElement>(null);
  const behaviour = useRef<ZoomBehavior<SVGSVGElement, unknown> | null>(null);
  const [transform, setTransform] = useState<ZoomTransform>(zoomIdentity);
  const height = TOP + kinds.length * LANE + 8;
  const spans = entries.map((entry) => spanOf(entry.when)!);
  const first = Math.min(...spans.map((span) => span.from));
  const last = Math.max(...spans.map((span) => span.to));
  const room = (last - first || 86_400_000) * 0.03;
  const whole = scaleUtc().domain([first - room, last + room]).range([LEFT, WIDTH - RIGHT]);
  const x = transform.rescaleX(whole);
  useEffect(() => {
    const svg = select(ref.current!);
    const zoomed = zoom<SVGSVGElement, unknown>()
      .scaleExtent([1, 2000])
      .extent([[LEFT, 0], [WIDTH - RIGHT, 100]])
      .translateExtent([[LEFT, 0], [WIDTH - RIGHT, 100]])
      // The page scrolls by the wheel; the line zooms with it only while a key is held.
      .filter((event: WheelEvent & MouseEvent) => (event.type === 'wheel' ? event.ctrlKey || event.metaKey : event.button === 0))
      .on('zoom', (event: { transform: ZoomTransform }) => setTransform(event.transform));
    behaviour.current = zoomed;
    svg.call(zoomed);
    return () => void svg.on('.zoom', null);
  }, []);
  const [from, to] = x.domain();
  useEffect(() => moved([from!.getTime(), to!.getTime()]), [from!.getTime(), to!.getTime()]);
  const by = (step: (svg: ReturnType<typeof select<SVGSVGElement, unknown>>) => void) => step(select<SVGSVGElement, unknown>(ref.current!));
  return (
    <>
      <p className="zoom" role="group" aria-label="Zoom the timeline">
        <button type="button" className="switch" onClick={() => by((svg) => behaviour.current!.scaleBy(svg, 2))}>Zoom in</button>
        <button type="button" className="switch" onClick={() => by((svg) => behaviour.current!.scaleBy(svg, 0.5))}>Zoom out</button>
        <button type="button" className="switch" onClick={() => by((svg) => behaviour.current!.translateBy(svg, 200 / transform.k, 0))}>Earlier</button>
        <button type="button" className="switch" onClick={() => by((svg) => behaviour.current!.translateBy(svg, -200 / transform.k, 0))}>Later</button>
        <button type="button" className="switch" onClick={() => by((svg) => behaviour.current!.transform(svg, zoomIdentity))}>Everything</button>
        <span className="quiet">In view: {dateWords(from!.toISOString().slice(0, 10))} to {dateWords(to!.toISOString().slice(0, 10))}</span>
      </p>
      <div className="scroll" role="region" aria-label="Timeline picture" tabIndex={0}>
        <svg ref={ref} className="timeline" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label="Entries by kind over time. The list below has the entries in view.">
          <clipPath id="lanes">
            <rect x={LEFT - 6} y="0" width={WIDTH - LEFT - RIGHT + 12} height={height} />
          </clipPath>
          {x.ticks(7).map((tick) => (
            <g key={tick.getTime()} className="chart-tick">
              <line x1={x(tick)} x2={x(tick)} y1={TOP - 6} y2={height} />
              <text x={x(tick)} y="14" textAnchor="middle">
                {x.tickFormat(7)(tick)}
              </text>
            </g>
          ))}
          {kinds.map((kind, lane) => (
            <text key={kind} className="timeline-kind" x={LEFT - 14} y={TOP + lane * LANE + LANE / 2} dy="0.32em" textAnchor="end">
              {KIND_NAMES[kind]}
            </text>
          ))}
          <g clipPath="url(#lanes)">
            {entries.map((entry) => {
              const span = spanOf(entry.when)!;
              const y = TOP + kinds.indexOf(entry.kind) * LANE + LANE / 2;
              const left = x(span.from);
              const width = Math.max(0, x(span.to) - left);
              const exchange = exchangesOf(entry)[0];
              // A date that is no more precise than a year is a bar as long as a year.
              return (
                <rect key={entry.id} className={`mark mark-${exchange}`} x={left - 5} y={y - 6} width={width + 10} height="12" rx="6" onClick={() => opener.entry(entry.id)}>
                  <title>{`${entry.code.text}, ${dateWords(entry.when)}, ${exchangesOf(entry).join(', ')}`}</title>
                </rect>
              );
            })}
          </g>
        </svg>
      </div>
      <p className="legend" aria-hidden="true">
        {EXCHANGES.map((id) => (
          <span key={id}>
            <i className={`mark-${id}`} /> {id}
          </span>
        ))}
      </p>
    </>
  );
}

function EntryList({ entries }: { entries: Entry[] }) {
  const opener = useOpener();
  const [all, setAll] = useState(false);
  const shown = all ? entries : entries.slice(0, 60);
  return (
    <>
      <ol className="timeline-list">
        {shown.map((entry) => (
          <li key={entry.id}>
            <span className="timeline-when">{dateWords(entry.when)}</span>
            <span>
              <button type="button" className="entry-name" onClick={() => opener.entry(entry.id)}>
                {entry.code.text}
              </button>{' '}
              <span className="quiet">
                {KIND_NAMES[entry.kind]}, {sentence(entry.statusText).toLowerCase()}
              </span>{' '}
              <Exchanges ids={exchangesOf(entry)} />
            </span>
          </li>
        ))}
      </ol>
      {shown.length < entries.length && (
        <p className="more">
          Showing {shown.length} of {entries.length}.{' '}
          <button type="button" className="link-button" onClick={() => setAll(true)}>
            Show all {entries.length}
          </button>
        </p>
      )}
    </>
  );
}
