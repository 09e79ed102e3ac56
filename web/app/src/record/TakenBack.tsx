import { TakenBackDocument } from '@london-care-record/client';
import { useEffect, useState } from 'react';

import { useAsker } from '../gateway/asker';
import { dateWords } from './dates';
import { exchangesOf } from './entries';
import { Badge, Exchanges } from './Standing';
import { takenBack, type TakenBackEntry, type TakenBackKind } from './taken-back';
import { counted, KIND_NAMES, listed, sentence } from './words';

type Asked = { phase: 'hidden' } | { phase: 'asked' } | { phase: 'failed'; words: string } | { phase: 'shown'; kinds: TakenBackKind[] };

/**
 * What sources have taken back: refuted, cancelled or entered in error. It is hidden until somebody asks, and then stands apart
 * and crossed out: no list, count, headline, chart or copy of the record ever holds it.
 */
export function TakenBack({ nhsNumber }: { nhsNumber: string }) {
  const asker = useAsker();
  const [asked, setAsked] = useState<Asked>({ phase: 'hidden' });
  useEffect(() => setAsked({ phase: 'hidden' }), [asker, nhsNumber]);
  async function show() {
    setAsked({ phase: 'asked' });
    try {
      const answer = await asker.gateway(nhsNumber).ask(TakenBackDocument, { nhsNumber });
      const patient = answer.data?.patient;
      setAsked(patient == null ? { phase: 'failed', words: answer.errors?.[0]?.message ?? 'The gateway gave no answer.' } : { phase: 'shown', kinds: takenBack(patient) });
    } catch (problem) {
      setAsked({ phase: 'failed', words: problem instanceof Error ? problem.message : 'The gateway gave no answer.' });
    }
  }
  return (
    <section className="section" id="TAKEN_BACK" aria-labelledby="taken-back-title">
      <header className="section-header">
        <h2 id="taken-back-title">Taken back by their sources</h2>
        <button
          type="button"
          className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
          aria-expanded={asked.phase === 'shown'}
          disabled={asked.phase === 'asked'}
          onClick={() => (asked.phase === 'shown' ? setAsked({ phase: 'hidden' }) : void show())}
        >
          {asked.phase === 'asked' ? 'Asking' : asked.phase === 'shown' ? 'Hide' : 'Show'}
        </button>
      </header>
      <p className="section-detail">Refuted, cancelled or entered in error. These are no part of the record, and are counted nowhere on this page.</p>
      <div role="status">
        {asked.phase === 'failed' && <p className="section-missing tone-fail">{asked.words}</p>}
        {asked.phase === 'shown' && <Found kinds={asked.kinds} />}
      </div>
    </section>
  );
}

function Found({ kinds }: { kinds: TakenBackKind[] }) {
  const some = kinds.filter(({ entries }) => entries.length > 0);
  const count = some.reduce((sum, { entries }) => sum + entries.length, 0);
  const gaps = kinds.filter(({ complete }) => !complete).map(({ kind }) => KIND_NAMES[kind].toLowerCase());
  return (
    <>
      <p className={`section-missing tone-${count > 0 ? 'fail' : 'none'}`}>
        {count > 0 ? <>{counted(count, 'entry', 'entries')}. Do not act on what is crossed out.</> : 'Nothing that was taken back was found.'}
        {gaps.length > 0 && ` More may have been taken back: not everything could be seen of ${listed(gaps)}.`}
      </p>
      {some.map(({ kind, entries }) => (
        <div key={kind}>
          <h3>
            {KIND_NAMES[kind]} ({entries.length})
          </h3>
          <ul className="taken-back">
            {entries.map((entry) => (
              <Item key={entry.id} entry={entry} />
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}

function Item({ entry }: { entry: TakenBackEntry }) {
  const [source] = entry.sources;
  return (
    <li>
      <s>{entry.code.text}</s> <Badge tone="fail">{sentence(entry.statusText)}</Badge>
      <span className="entry-organisation">
        {[dateWords(entry.when), source?.organisation?.name, source?.recorder?.name].filter(Boolean).join(', ')} <Exchanges ids={exchangesOf(entry)} />
      </span>
      {[...entry.warnings, ...entry.notes].map((note) => (
        <span key={note} className="entry-note">
          {note}
        </span>
      ))}
    </li>
  );
}
