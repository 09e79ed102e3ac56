import { RegionDocument, type RegionQuery } from '@london-care-record/client';
import type { Client } from '@urql/core';
import { useCallback, useEffect, useMemo, useState } from 'react';

import { Frame } from '../frame/Frame';
import { useAsker } from '../gateway/asker';
import { clientFor } from '../gateway/client';
import { timeWords } from '../record/dates';
import { Badge } from '../record/Standing';
import { counted, KINDS, KIND_NAMES, sentence, SETTINGS, stateWords, word, type Tone } from '../record/words';
import { readDemo, setFault, type DemoRegion } from './faults';
import { LondonMap } from './LondonMap';

export type Exchange = RegionQuery['exchanges'][number];

/** How often the room asks how the exchanges are, in milliseconds. */
const EVERY = 2000;

type Health = { tone: Tone; words: string };

const HEALTH: Record<string, Health> = {
  HEALTHY: { tone: 'good', words: 'Healthy' },
  DEGRADED: { tone: 'part', words: 'Degraded' },
  UNAVAILABLE: { tone: 'fail', words: 'Not reachable' },
  UNKNOWN: { tone: 'none', words: 'Not asked yet' },
};

export function healthWords(state: string): Health {
  return HEALTH[state] ?? { tone: 'fail', words: state };
}

/** The region room: the five exchanges live, and in the demo a switch for every fault. */
export function Room() {
  const asker = useAsker();
  const client = useMemo(() => clientFor(asker.gateway()), [asker]);
  const region = useRegion(client);
  const [demo, setDemo] = useState<DemoRegion | null>(null);
  const readAgain = useCallback(() => {
    if (asker.facts.demo) {
      void readDemo().then(setDemo);
    }
  }, [asker.facts.demo]);
  useEffect(readAgain, [readAgain]);
  return (
    <Frame room="/region">
      <main id="main" className="room">
        <h1>Region</h1>
        <p className="region-when" role="status">
          {region.problem !== null ? <Badge tone="fail">{region.problem}</Badge> : region.at === null ? 'Asking the gateway.' : `As the gateway saw it at ${timeWords(region.at)}.`}
          {region.paused && ' Paused.'}{' '}
          <button type="button" className="link-button" onClick={region.pause}>
            {region.paused ? 'Go on' : 'Pause'}
          </button>
        </p>
        <div className="region-top">
          <LondonMap exchanges={region.exchanges} />
          {asker.facts.demo ? <Probe /> : null}
        </div>
        {region.exchanges.map((exchange) => (
          <ExchangeCard key={exchange.id} exchange={exchange} demo={demo} changed={readAgain} />
        ))}
        {region.exchanges.length > 0 && <Sharing exchanges={region.exchanges} />}
      </main>
    </Frame>
  );
}

interface Region {
  exchanges: Exchange[];
  at: Date | null;
  problem: string | null;
  paused: boolean;
  pause: () => void;
}

/** Asks again and again while the page is looked at. A page in the background asks nothing. */
function useRegion(client: Client): Region {
  const [seen, setSeen] = useState<{ exchanges: Exchange[]; at: Date | null; problem: string | null }>({ exchanges: [], at: null, problem: null });
  const [paused, setPaused] = useState(false);
  useEffect(() => {
    if (paused) {
      return undefined;
    }
    let stopped = false;
    let timer = 0;
    const ask = async () => {
      if (!document.hidden) {
        const result = await client.query(RegionDocument, {}).toPromise();
        if (stopped) {
          return;
        }
        const exchanges = result.data?.exchanges;
        const problem = result.error?.graphQLErrors[0]?.message ?? result.error?.message ?? null;
        setSeen((before) => ({ exchanges: exchanges ?? before.exchanges, at: exchanges ? new Date() : before.at, problem: exchanges ? null : problem }));
      }
      timer = window.setTimeout(() => void ask(), EVERY);
    };
    void ask();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [client, paused]);
  return { ...seen, paused, pause: () => setPaused((before) => !before) };
}

/** In the demo: asks for one record, so that the exchanges are asked and their health is seen to change. */
function Probe() {
  const { facts } = useAsker();
  const asker = useAsker();
  const [said, setSaid] = useState('');
  const [asking, setAsking] = useState(false);
  const person = facts.people[0];
  if (person === undefined) {
    return null;
  }
  async function probe() {
    setAsking(true);
    const started = performance.now();
    const answer = await asker.gateway(person!.nhsNumber).ask<{ patient: { coverage: { summary: string } } | null }, { nhsNumber: string }>(
      'query Probe($nhsNumber: NHSNumber!) { patient(nhsNumber: $nhsNumber) { coverage { summary } } }',
      { nhsNumber: person!.nhsNumber },
    );
    setAsking(false);
    setSaid(`${answer.data?.patient?.coverage.summary ?? answer.errors?.[0]?.message ?? 'No answer.'} (${Math.round(performance.now() - started)} ms)`);
  }
  return (
    <section className="section probe" aria-labelledby="probe-title">
      <h2 id="probe-title">Watch a record degrade and recover</h2>
      <p>Break an exchange below, then ask for {person.name}’s whole record and read what the gateway says.</p>
      <button type="button" className="nhsuk-button nhsuk-button--small" onClick={() => void probe()} disabled={asking}>
        {asking ? 'Asking' : `Ask for ${person.name}’s record`}
      </button>
      <p role="status">{said}</p>
      <p>
        <a href="/record">Open the record room</a>
      </p>
    </section>
  );
}

function ExchangeCard({ exchange, demo, changed }: { exchange: Exchange; demo: DemoRegion | null; changed: () => void }) {
  const { health } = exchange;
  const { tone, words } = healthWords(health.state);
  const breaker = BREAKER[health.breaker] ?? { tone: 'fail' as Tone, words: health.breaker };
  return (
    <section className="section exchange-card" aria-labelledby={`exchange-${exchange.id}`} id={exchange.id}>
      <header className="section-header">
        <h2 id={`exchange-${exchange.id}`}>
          {exchange.id}, {exchange.name} <span className="section-count">{exchange.localName} ({exchange.odsCode})</span>
        </h2>
        <Badge tone={tone}>{words}</Badge>
      </header>
      <dl className="measures">
        <Measure name="Recent requests">
          {health.recentRequests === 0 ? 'None yet' : `${health.recentRequests}, of which ${health.recentFailures} failed`}
        </Measure>
        <Measure name="Answers took (half / 95% / 99%)">
          {health.latency === null ? 'None answered lately' : `${health.latency.p50} / ${health.latency.p95} / ${health.latency.p99} ms of ${counted(health.latency.requests, 'request')}`}
        </Measure>
        <Measure name="Breaker">
          <Badge tone={breaker.tone}>{breaker.words}</Badge>
          {health.breakerSince !== null && ` since ${timeWords(health.breakerSince)}`}
          {health.nextTryAt !== null && `, tried again at ${timeWords(health.nextTryAt)}`}
        </Measure>
        <Measure name="Last failure">
          {health.lastFailure === null ? 'None since the gateway started' : `${stateWords(health.lastFailure.state).short} at ${timeWords(health.lastFailure.at)}`}
        </Measure>
        <Measure name="Last answer">{health.lastAnswerAt === null ? 'None since the gateway started' : timeWords(health.lastAnswerAt)}</Measure>
        <Measure name="Under way / waiting">
          {health.inFlight} / {health.queued}
        </Measure>
      </dl>
      {demo !== null && <FaultControl id={exchange.id} demo={demo} changed={changed} />}
    </section>
  );
}

const BREAKER: Record<string, Health> = {
  CLOSED: { tone: 'good', words: 'Closed: it is asked' },
  OPEN: { tone: 'fail', words: 'Open: it is not asked' },
  HALF_OPEN: { tone: 'part', words: 'Half open: being tried again' },
};

function Measure({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A switch for every fault of a demo exchange, and how slow a slow one is. */
function FaultControl({ id, demo, changed }: { id: string; demo: DemoRegion; changed: () => void }) {
  const now = demo.exchanges.find((one) => one.id === id);
  const [latency, setLatency] = useState(now?.latencyMs || 800);
  const [problem, setProblem] = useState('');
  if (now === undefined) {
    return null;
  }
  const kind = demo.faults.find((one) => one.name === now.fault);
  const timed = (fault: string) => (demo.faults.find((one) => one.name === fault)?.defaultLatencyMs ?? 0) > 0;
  async function set(fault: string, latencyMs: number) {
    setProblem((await setFault(id, timed(fault) ? { fault, latencyMs } : { fault })) ?? '');
    changed();
  }
  const slower = () => void set(timed(now.fault) ? now.fault : 'slow', latency);
  return (
    <div className={`fault${now.fault === 'none' ? '' : ' is-on'}`}>
      <label htmlFor={`fault-${id}`}>Demo fault</label>
      <select id={`fault-${id}`} className="nhsuk-select" value={now.fault} onChange={(event) => void set(event.target.value, latency)}>
        {demo.faults.map((one) => (
          <option key={one.name} value={one.name}>
            {one.name === 'none' ? 'none: well' : one.name}
          </option>
        ))}
      </select>
      <button type="button" className="switch" aria-pressed={now.fault === 'down'} onClick={() => void set(now.fault === 'down' ? 'none' : 'down', latency)}>
        {now.fault === 'down' ? 'Switched off' : 'Switch off'}
      </button>
      {now.fault !== 'none' && (
        <button type="button" className="switch" onClick={() => void set('none', latency)}>
          Make well
        </button>
      )}
      <label htmlFor={`latency-${id}`}>Latency</label>
      <input
        id={`latency-${id}`}
        type="range"
        min="0"
        max={Math.min(demo.maxLatencyMs, 5000)}
        step="100"
        value={latency}
        onChange={(event) => setLatency(Number(event.target.value))}
        onPointerUp={slower}
        onKeyUp={(event) => event.key.startsWith('Arrow') && slower()}
        aria-describedby={`fault-words-${id}`}
      />
      <output htmlFor={`latency-${id}`}>{latency} ms</output>
      <p id={`fault-words-${id}`}>{sentence(kind?.description ?? '')}</p>
      {problem !== '' && <p role="alert">{problem}</p>}
    </div>
  );
}

/** Who shares what: care settings and kinds of record by exchange. */
function Sharing({ exchanges }: { exchanges: Exchange[] }) {
  const settings = Object.keys(SETTINGS).filter((setting) => setting !== 'UNKNOWN');
  return (
    <section className="section" aria-labelledby="sharing-title">
      <h2 id="sharing-title">Who shares what</h2>
      <Grid caption="Care settings" rows={settings.map((setting) => ({ name: sentence(SETTINGS[setting] ?? word(setting)), has: (e) => e.careSettings.includes(setting as never) }))} exchanges={exchanges} />
      <Grid caption="Kinds of record" rows={KINDS.map((kind) => ({ name: KIND_NAMES[kind], has: (e) => e.kinds.includes(kind) }))} exchanges={exchanges} />
    </section>
  );
}

function Grid({ caption, rows, exchanges }: { caption: string; rows: { name: string; has: (exchange: Exchange) => boolean }[]; exchanges: Exchange[] }) {
  return (
    <div className="scroll" role="region" aria-label={caption} tabIndex={0}>
      <table className="coverage">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{caption}</th>
            {exchanges.map((exchange) => (
              <th key={exchange.id} scope="col">
                <abbr title={exchange.name}>{exchange.id}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, has }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {exchanges.map((exchange) => (
                <td key={exchange.id} className={has(exchange) ? 'tone-good' : 'tone-none'}>
                  {has(exchange) ? '✓ Shared' : '– Not shared yet'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
