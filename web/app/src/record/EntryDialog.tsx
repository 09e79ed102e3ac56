import { TakenApartDocument, type RecordFragment, type TakenApartQuery } from '@london-care-record/client';
import { useEffect, useRef, useState, type ReactNode } from 'react';

import { useAsker } from '../gateway/asker';
import { dateWords } from './dates';
import { findEntry, type Entry, type Source } from './entries';
import { useOpener } from './opened';
import { Exchanges } from './Standing';
import { counted, EXCHANGE_NAMES, KIND_NAMES, sentence, SETTINGS, word } from './words';

/** A dialog over the page. It closes by its button, by Escape and by a click beside it, and gives the focus back. */
export function Dialog({ title, close, children }: { title: string; close: () => void; children: ReactNode }) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) {
        before.focus();
      }
    };
  }, []);
  return (
    <dialog ref={ref} className="dialog" aria-labelledby="dialog-title" onClose={close} onClick={(event) => event.target === ref.current && close()}>
      <div className="dialog-body">
        <header className="dialog-header">
          <h2 id="dialog-title">{title}</h2>
          <button type="button" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={close}>
            Close
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}

/** Where an entry comes from: who said what, where they differ, and which rule joined them. */
export function EntryDialog({ patient, id, close }: { patient: RecordFragment; id: string; close: () => void }) {
  const entry = findEntry(patient, id);
  if (entry === undefined) {
    return (
      <Dialog title="This entry is no longer in the record" close={close}>
        <p>The record has been read again since, and this entry is not in it as it was.</p>
      </Dialog>
    );
  }
  return (
    <Dialog title={entry.code.text} close={close}>
      <p className="dialog-lead">
        {KIND_NAMES[entry.kind]}. {sentence(entry.statusText)}. {dateWords(entry.when)}.
      </p>
      <h3>Who says so ({entry.sources.length})</h3>
      <ul className="sources">
        {entry.sources.map((source) => (
          <SourceItem key={source.exchange.id + source.reference} source={source} />
        ))}
      </ul>
      <Differences entry={entry} />
      <h3>How it was put together</h3>
      <p>
        {entry.mergedBy === null
          ? entry.sources.length > 1 ? 'No rule is named.' : 'One source entry, shown as it is.'
          : <>Joined by the rule <code>{entry.mergedBy}</code>: {entry.mergedBy.replaceAll('-', ' ')}.</>}
      </p>
      <Related patient={patient} entry={entry} />
      {entry.warnings.length > 0 && (
        <>
          <h3>Warnings</h3>
          <ul>{entry.warnings.map((warning) => <li key={warning}>{warning}</li>)}</ul>
        </>
      )}
      {entry.notes.length > 0 && (
        <>
          <h3>Notes</h3>
          {entry.notes.map((note) => <p key={note}>{note}</p>)}
        </>
      )}
      <Codes entry={entry} />
      <TakenApart nhsNumber={patient.nhsNumber} entry={entry} />
    </Dialog>
  );
}

function SourceItem({ source }: { source: Source }) {
  const facts = [
    ['Recorded by', [source.recorder?.name, source.recorder?.role, source.recorder?.organisation?.name].filter(Boolean).join(', ')],
    ['Care setting', SETTINGS[source.careSetting] ?? word(source.careSetting)],
    ['Recorded', dateWords(source.recordedAt)],
    ['Last changed', dateWords(source.lastUpdated)],
    ['Held as', source.reference],
  ] as const;
  return (
    <li>
      <strong>{source.organisation?.name ?? 'Organisation not recorded'}</strong>
      {source.organisation?.odsCode != null && <> ({source.organisation.odsCode})</>}, {EXCHANGE_NAMES[source.exchange.id]}
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value === '' ? 'Not recorded' : value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function Differences({ entry }: { entry: Entry }) {
  return (
    <>
      <h3>Where they differ</h3>
      {entry.differences.length === 0 ? (
        <p>{entry.sources.length > 1 ? 'The sources agree in all that is compared.' : 'There is one source only: nothing to compare.'}</p>
      ) : (
        <DifferenceTable differences={entry.differences} />
      )}
    </>
  );
}

export function DifferenceTable({ differences }: { differences: Entry['differences'] }) {
  return (
    <table className="entries">
      <caption className="visually-hidden">Where the sources differ</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Value</th>
          <th scope="col">Says</th>
        </tr>
      </thead>
      <tbody>
        {differences.flatMap(({ field, values }) =>
          values.map(({ value, sources }, place) => (
            <tr key={`${field} ${value}`}>
              {place === 0 && (
                <th scope="rowgroup" rowSpan={values.length}>
                  {sentence(field)}
                </th>
              )}
              <td>{value}</td>
              <td>
                <Exchanges ids={[...new Set(sources.map((source) => source.exchange.id))]} />{' '}
                {[...new Set(sources.map((source) => source.organisation?.name).filter(Boolean))].join(', ')}
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}

function Related({ patient, entry }: { patient: RecordFragment; entry: Entry }) {
  const opener = useOpener();
  if (entry.related.length === 0) {
    return null;
  }
  return (
    <>
      <h3>Likely the same, kept apart</h3>
      <ul>
        {entry.related.map(({ entry: id, reason }) => {
          const other = findEntry(patient, id);
          return (
            <li key={id}>
              {other === undefined ? (
                'An entry that is not shown here'
              ) : (
                <button type="button" className="entry-name" onClick={() => opener.entry(id)}>
                  {other.code.text}, {dateWords(other.when)} ({other.sources.map((source) => source.exchange.id).join(', ')})
                </button>
              )}
              : {reason}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Codes({ entry }: { entry: Entry }) {
  const codings = [...entry.code.codings, ...entry.securityLabels];
  return (
    <>
      <h3>Codes, as recorded</h3>
      {codings.length === 0 ? (
        <p>No code is recorded: words only.</p>
      ) : (
        <ul>
          {codings.map((coding) => (
            <li key={`${coding.system}|${coding.code}`}>
              <code>{coding.code}</code> {coding.display} <span className="quiet">({SYSTEMS[coding.system] ?? (coding.system || 'no code system named')})</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const SYSTEMS: Record<string, string> = {
  'http://snomed.info/sct': 'SNOMED CT',
  'https://dmd.nhs.uk': 'dm+d',
  'http://loinc.org': 'LOINC',
  'http://read.info/readv2': 'Read v2',
  'http://read.info/ctv3': 'CTV3',
  'http://hl7.org/fhir/sid/icd-10': 'ICD-10',
};

type Row = NonNullable<TakenApartQuery['patient']>['stitching']['rows'][number];
type Apart = { phase: 'closed' } | { phase: 'asked' } | { phase: 'failed'; words: string } | { phase: 'done'; rows: Row[] };

/** Asks the gateway what exactly came in for this row, and by which rules it was joined. */
function TakenApart({ nhsNumber, entry }: { nhsNumber: string; entry: Entry }) {
  const asker = useAsker();
  const [apart, setApart] = useState<Apart>({ phase: 'closed' });
  useEffect(() => setApart({ phase: 'closed' }), [entry.id]);
  async function ask() {
    setApart({ phase: 'asked' });
    const answer = await asker.gateway(nhsNumber).ask(TakenApartDocument, { nhsNumber, kinds: [entry.kind] });
    const rows = answer.data?.patient?.stitching.rows.filter((row) => row.entry === entry.id);
    setApart(
      rows === undefined
        ? { phase: 'failed', words: answer.errors?.[0]?.message ?? 'The gateway gave no answer.' }
        : { phase: 'done', rows },
    );
  }
  if (apart.phase !== 'done') {
    return (
      <div role="status">
        <button type="button" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={() => void ask()} disabled={apart.phase === 'asked'}>
          {apart.phase === 'asked' ? 'Asking' : 'Show exactly what came in'}
        </button>
        {apart.phase === 'failed' && <p>{apart.words}</p>}
      </div>
    );
  }
  return (
    <>
      <h3>Exactly what came in ({counted(apart.rows.flatMap((row) => row.inputs).length, 'source entry', 'source entries')})</h3>
      {apart.rows.length === 0 && <p>The gateway names no row of this id now. Ask for the record again.</p>}
      {apart.rows.flatMap((row) =>
        row.inputs.map((input) => (
          <div key={input.exchange.id + input.reference} className="input">
            <p>
              <Exchanges ids={[input.exchange.id]} /> <strong>{input.reference}</strong>, {sentence(input.statusText)}, {dateWords(input.when)}
              {input.speaks && ' (speaks for the row)'}
              {input.retracts && ' (taken back by its source)'}
              {input.tiedBy.length > 0 && `, joined by ${input.tiedBy.join(', ')}`}
            </p>
            <dl className="facts">
              {input.fields.map(({ name, value }) => (
                <div key={name}>
                  <dt>{sentence(name)}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
            {input.warnings.map((warning) => (
              <p key={warning} className="flag tone-fail">{warning}</p>
            ))}
          </div>
        )),
      )}
    </>
  );
}
