import { useEffect, useState } from 'react';

import { useAsker } from '../gateway/asker';
import { readDemo, setFault, type DemoRegion } from '../region/faults';
import { exchangeStandings, missingWords } from './completeness';
import { timeWords } from './dates';
import { Badge } from './Standing';
import type { RecordState } from './useRecord';
import { EXCHANGES, EXCHANGE_NAMES, SIGNS, sentence } from './words';

/** How the five exchanges stand, always in view, and in words what is missing. */
export function Strip({ state, again }: { state: RecordState; again: () => void }) {
  const { patient, phase, at } = state;
  const missing = patient === null ? null : missingWords(patient);
  return (
    <section className="strip" aria-label="The five exchanges">
      <ol className="strip-exchanges">
        {patient === null
          ? EXCHANGES.map((id) => <Waiting key={id} id={id} asked={phase !== 'done'} />)
          : exchangeStandings(patient).map((one) => (
              <li key={one.id} className={`strip-exchange tone-${one.tone}`}>
                <span className="strip-sign" aria-hidden="true">
                  {SIGNS[one.tone]}
                </span>
                <strong>
                  <abbr title={one.name}>{one.id}</abbr>
                </strong>
                <span className="strip-short">{one.short}</span>
                <span className="strip-words">{sentence(one.words)}</span>
              </li>
            ))}
      </ol>
      <div className="strip-line">
        <p role="status" className="strip-missing">
          {missing === null ? (
            phase === 'done' ? 'No record is shown.' : 'Asking all five exchanges.'
          ) : (
            <>
              <Badge tone={missing.tone}>{missing.short}</Badge> {missing.words}
            </>
          )}
        </p>
        <p className="strip-when">
          {at !== null && phase === 'done' && <>Read at {timeWords(at)} </>}
          <button type="button" className="link-button" onClick={again} disabled={phase !== 'done'}>
            {phase === 'done' ? 'Ask again' : 'Asking'}
          </button>
        </p>
      </div>
    </section>
  );
}

function Waiting({ id, asked }: { id: (typeof EXCHANGES)[number]; asked: boolean }) {
  return (
    <li className={`strip-exchange ${asked ? 'tone-wait' : 'tone-none'}`}>
      <span className="strip-sign" aria-hidden="true">
        {SIGNS[asked ? 'wait' : 'none']}
      </span>
      <strong>
        <abbr title={EXCHANGE_NAMES[id]}>{id}</abbr>
      </strong>
      <span className="strip-short">{asked ? 'Asked' : 'Not shown'}</span>
      <span className="strip-words">{asked ? 'Asked, no answer yet.' : 'Nothing is shown.'}</span>
    </li>
  );
}

/** In the demo: switches that take an exchange away, so that one can watch the record say so. */
export function DemoSwitches({ again }: { again: () => void }) {
  const { facts } = useAsker();
  const [demo, setDemo] = useState<DemoRegion | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    if (facts.demo) {
      void readDemo().then(setDemo);
    }
  }, [facts.demo]);
  if (demo === null) {
    return null;
  }
  async function turn(id: string, away: boolean) {
    setProblem((await setFault(id, { fault: away ? 'none' : 'down' })) ?? '');
    setDemo(await readDemo());
    again();
  }
  return (
    <p className="switches">
      <span id="switches">Demo: switch an exchange off, and watch the record say so</span>{' '}
      <span role="group" aria-labelledby="switches">
        {demo.exchanges.map(({ id, fault }) => (
          <button key={id} type="button" className="switch" aria-pressed={fault !== 'none'} onClick={() => void turn(id, fault !== 'none')}>
            {id} {fault === 'none' ? 'off' : fault === 'down' ? 'is off' : `is ${fault}`}
          </button>
        ))}
      </span>
      <a href="/region">More faults in Region</a>
      {problem !== '' && <span role="alert"> {problem}</span>}
    </p>
  );
}
