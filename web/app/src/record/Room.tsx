import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

import { Frame } from '../frame/Frame';
import { LAUNCHED, useAsker } from '../gateway/asker';
import { AlreadyDone } from './AlreadyDone';
import { asText } from './as-text';
import { Banner } from './Banner';
import { Chooser } from './Chooser';
import { Coverage } from './Coverage';
import { Dialog, DifferenceTable, EntryDialog } from './EntryDialog';
import { History } from './History';
import { keepPerson, keptPerson } from './kept';
import { LaunchEnded } from './LaunchEnded';
import { OpenerContext, PrintingContext } from './opened';
import { SafetyNet } from './SafetyNet';
import { Sections } from './Sections';
import { seriesOf } from './series';
import { DemoSwitches, Strip } from './Strip';
import { TakenBack } from './TakenBack';
import { Timeline } from './Timeline';
import { TrendChart } from './Trend';
import { useRecord, type RecordState, type Whose } from './useRecord';
import { KINDS, KIND_NAMES } from './words';

const VIEWS = { record: 'Record', timeline: 'Timeline', coverage: 'Coverage', done: 'Already done elsewhere?' } as const;
type View = keyof typeof VIEWS;

/** The record room: whom to open, the record, and the two stories that begin with a question instead of a person. */
export function Room() {
  const { caller, facts, launch } = useAsker();
  const launchedOn: Whose | null = caller !== LAUNCHED || launch === null ? null : launch.nhsNumber === null ? 'launched' : { nhsNumber: launch.nhsNumber };
  const [whose, setWhose] = useState<Whose | null>(() => launchedOn ?? kept(facts.needsToken));
  const [story, setStory] = useState<'net' | 'history' | null>(null);
  const own = facts.callers.find((one) => one.id === caller)?.nhsNumber !== undefined;
  // Whoever was launched on somebody and then chooses to be another caller chooses a person, too.
  const open = whose === 'launched' && caller !== LAUNCHED ? null : whose;
  const choose = (next: Whose | null) => {
    keep(next);
    setStory(null);
    setWhose(next);
  };
  return (
    <Frame room="/record">
      <main id="main" className="room">
        {story === 'net' ? (
          <SafetyNet leave={() => setStory(null)} open={(nhsNumber) => choose({ nhsNumber })} />
        ) : story === 'history' || (open === null && own) ? (
          <History leave={story === null ? null : () => setStory(null)} />
        ) : open === null ? (
          <Chooser choose={(nhsNumber) => choose({ nhsNumber })} net={() => setStory('net')} launched={launchedOn === null ? null : () => choose(launchedOn)} />
        ) : (
          <OpenRecord
            key={open === 'launched' ? open : open.nhsNumber}
            whose={open}
            leave={() => choose(null)}
            history={own || launchedOn !== null ? () => setStory('history') : null}
          />
        )}
      </main>
    </Frame>
  );
}

/** The person who was open in this tab. Where only a launch brings a token, a page that was loaded again has none to ask with. */
function kept(needsToken: boolean): Whose | null {
  const number = needsToken ? null : keptPerson();
  return number === null ? null : { nhsNumber: number };
}

function keep(whose: Whose | null): void {
  keepPerson(whose === null || whose === 'launched' ? null : whose.nhsNumber);
}

function OpenRecord({ whose, leave, history }: { whose: Whose; leave: () => void; history: (() => void) | null }) {
  const { state, again } = useRecord(whose);
  const [view, setView] = useState<View>('record');
  const [opened, setOpened] = useState<{ entry: string } | { series: string } | null>(null);
  const printing = usePrinting();
  const opener = { entry: (entry: string) => setOpened({ entry }), series: (series: string) => setOpened({ series }) };
  const { patient } = state;
  const series = patient !== null && opened !== null && 'series' in opened ? seriesOf(patient).find((one) => one.key === opened.series) : undefined;
  useEffect(() => {
    // A link to a section leads to the record, whichever view is open.
    const follow = () => setView(location.hash === '#coverage' ? 'coverage' : location.hash === '#timeline' ? 'timeline' : 'record');
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return (
    <OpenerContext value={opener}>
      <PrintingContext value={printing}>
        <div className="top">
          {patient === null ? <BannerWaiting state={state} /> : <Banner patient={patient} today={new Date()} />}
          <Strip state={state} again={again} />
        </div>
        <DemoSwitches again={again} />
        <LaunchEnded at={state.at} />
        <Problems state={state} nobody={whose === 'launched'} />
        {patient !== null && (
          <>
            <Tools state={state} view={view} choose={setView} leave={leave} />
            {view === 'record' && (
              <div className="columns">
                <Contents patient={patient} />
                <div className="sections">
                  <Identity patient={patient} />
                  <Sections patient={patient} />
                  <TakenBack nhsNumber={patient.nhsNumber} />
                </div>
              </div>
            )}
            {view === 'timeline' && <Timeline patient={patient} />}
            {view === 'coverage' && <Coverage patient={patient} />}
            {view === 'done' && <AlreadyDone nhsNumber={patient.nhsNumber} />}
            {opened !== null && 'entry' in opened && <EntryDialog patient={patient} id={opened.entry} close={() => setOpened(null)} />}
            {series !== undefined && (
              <Dialog title={series.name} close={() => setOpened(null)}>
                <TrendChart series={series} />
              </Dialog>
            )}
          </>
        )}
        {patient === null && state.phase !== 'done' && <Skeleton />}
        {patient === null && state.phase === 'done' && history !== null && state.errors.some((error) => error.extensions?.code === 'FORBIDDEN') && (
          <p>
            Is it your own record? People see here who looked at it, and not yet what stands in it.{' '}
            <button type="button" className="link-button" onClick={history}>
              Who looked at my record
            </button>
          </p>
        )}
        {patient === null && state.phase === 'done' && (
          <p>
            <button type="button" className="nhsuk-button nhsuk-button--secondary" onClick={leave}>
              Open another person
            </button>
          </p>
        )}
      </PrintingContext>
    </OpenerContext>
  );
}

function BannerWaiting({ state }: { state: RecordState }) {
  return (
    <section className="banner-patient" aria-label="Patient">
      <h1 className="banner-name">{state.phase === 'done' ? 'No record is shown' : 'Asking who the person is'}</h1>
    </section>
  );
}

/** What the gateway said beside the record, or instead of it. An exchange that failed is in the strip already. */
function Problems({ state, nobody }: { state: RecordState; nobody: boolean }) {
  const said = [...new Set(state.errors.filter((error) => error.extensions?.code !== 'EXCHANGE_UNAVAILABLE').map((error) => error.message))];
  if (said.length === 0 && !(state.phase === 'done' && state.patient === null)) {
    return null;
  }
  return (
    <div className="problems" role="alert">
      <h2>{state.patient === null ? 'The record could not be opened' : 'The record is not whole'}</h2>
      {said.length === 0 ? <p>{nobody ? 'The token of your record system does not say on whom the record was opened.' : 'The gateway gave no record and no reason.'}</p> : said.map((message) => <p key={message}>{message}</p>)}
      {state.patient === null && <p>This does not say that nothing is recorded about the person.</p>}
    </div>
  );
}

function Tools({ state, view, choose, leave }: { state: RecordState; view: View; choose: (view: View) => void; leave: () => void }) {
  const [copied, setCopied] = useState('');
  async function copy() {
    try {
      await navigator.clipboard.writeText(asText(state.patient!, state.at ?? new Date()));
      setCopied('Copied');
    } catch {
      setCopied('The browser does not let this page copy');
    }
  }
  return (
    <div className="tools">
      <nav aria-label="Views of the record">
        <ul className="views">
          {(Object.keys(VIEWS) as View[]).map((one) => (
            <li key={one}>
              <button type="button" aria-current={one === view ? 'true' : undefined} onClick={() => choose(one)}>
                {VIEWS[one]}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div className="tool-buttons">
        <span role="status">{copied}</span>
        <button type="button" className="link-button" onClick={() => void copy()}>
          Copy as text
        </button>
        <button type="button" className="link-button" onClick={() => print()}>
          Print
        </button>
        <button type="button" className="link-button" onClick={leave}>
          Open another person
        </button>
      </div>
    </div>
  );
}

function Contents({ patient }: { patient: NonNullable<RecordState['patient']> }) {
  const count = (kind: (typeof KINDS)[number]) =>
    ({
      ALERTS: patient.alerts, ALLERGIES: patient.allergies, MEDICATIONS: patient.medications, CONDITIONS: patient.conditions,
      INVESTIGATIONS: patient.investigations, OBSERVATIONS: patient.observations, PROCEDURES: patient.procedures, REFERRALS: patient.referrals,
      APPOINTMENTS: patient.appointments, ENCOUNTERS: patient.encounters, DOCUMENTS: patient.documents, IMMUNISATIONS: patient.immunisations,
      CARE_PLANS: patient.carePlans, CARE_TEAM: patient.careTeam, ASSESSMENTS: patient.assessments,
    })[kind];
  return (
    <nav className="contents" aria-label="Sections">
      <ol>
        {KINDS.map((kind) => {
          const list = count(kind);
          return (
            <li key={kind}>
              <a href={`#${kind}`}>{KIND_NAMES[kind]}</a>{' '}
              <span className="contents-count">
                {list.entries.length}
                {!list.completeness.complete && (
                  <span className="contents-gap" title="Incomplete">
                    {' '}
                    ?<span className="visually-hidden"> incomplete</span>
                  </span>
                )}
              </span>
            </li>
          );
        })}
      </ol>
      <p className="quiet">? means that more may be recorded than is shown.</p>
    </nav>
  );
}

/** Where the exchanges describe the person differently, and where they live and are registered. */
function Identity({ patient }: { patient: NonNullable<RecordState['patient']> }) {
  return (
    <section className="section" aria-labelledby="identity-title">
      <header className="section-header">
        <h2 id="identity-title">Person</h2>
      </header>
      <dl className="facts">
        <div>
          <dt>Address</dt>
          <dd>{patient.addresses.map((one) => one.text).join('; ') || (patient.restricted ? 'Withheld' : 'None recorded')}</dd>
        </div>
        <div>
          <dt>Contact</dt>
          <dd>{patient.telecoms.map((one) => [one.value, one.use].filter(Boolean).join(', ')).join('; ') || (patient.restricted ? 'Withheld' : 'None recorded')}</dd>
        </div>
        <div>
          <dt>General practice</dt>
          <dd>{patient.generalPractice?.name ?? (patient.restricted ? 'Withheld' : 'Not recorded')}</dd>
        </div>
        <div>
          <dt>Identity</dt>
          <dd>{IDENTITY[patient.identity.state] ?? patient.identity.state}</dd>
        </div>
      </dl>
      {patient.identity.summary !== null && <p>{patient.identity.summary}</p>}
      {patient.identity.differences.length > 0 && <DifferenceTable differences={patient.identity.differences} />}
    </section>
  );
}

const IDENTITY: Record<string, string> = {
  AGREED: 'All exchanges that know the number agree on who the person is',
  SINGLE_SOURCE: 'Only one exchange knows the number: there was nothing to compare',
  MINOR_DIFFERENCES: 'The exchanges agree on the date of birth and differ in the rest',
  CONFLICT: 'An exchange holds another date of birth under this number: what it holds is kept out',
};

/** Where the sections will be, so that nothing jumps when they come. */
function Skeleton() {
  return (
    <div className="columns" aria-hidden="true">
      <div className="contents" />
      <div className="sections">
        {KINDS.slice(0, 6).map((kind) => (
          <div key={kind} className="section skeleton">
            <h2>{KIND_NAMES[kind]}</h2>
            <span />
            <span />
            <span />
          </div>
        ))}
      </div>
    </div>
  );
}

/** True while the page is being printed: then nothing may be left out for want of room. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const before = () => flushSync(() => setPrinting(true));
    const after = () => setPrinting(false);
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  }, []);
  return printing;
}
