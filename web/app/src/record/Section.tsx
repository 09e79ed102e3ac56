import type { RecordFragment, RecordKind } from '@london-care-record/client';
import { useContext, useState, type ReactNode } from 'react';

import { detailsOf, emptyWords, missingSettings, standingOf, type Standing } from './completeness';
import { exchangesOf, type Entry } from './entries';
import { Flags } from './Flags';
import { PrintingContext, useOpener } from './opened';
import { Badge, Exchanges } from './Standing';
import { counted, KIND_NAMES, sentence } from './words';

/** What a section's entries are called in a sentence. */
const PLURALS: Record<RecordKind, string> = {
  ALERTS: 'alerts', ALLERGIES: 'allergies', MEDICATIONS: 'medicines', CONDITIONS: 'conditions', INVESTIGATIONS: 'results or investigations',
  OBSERVATIONS: 'measurements or findings', PROCEDURES: 'procedures', REFERRALS: 'referrals or orders', APPOINTMENTS: 'appointments',
  ENCOUNTERS: 'encounters', DOCUMENTS: 'documents', IMMUNISATIONS: 'immunisations', CARE_PLANS: 'care plans', CARE_TEAM: 'care teams',
  ASSESSMENTS: 'assessments',
};

/** A section of the record. It always says who answered, and what an empty list means. */
export function Section({
  kind,
  coverage,
  count,
  said,
  children,
}: {
  kind: RecordKind;
  coverage: RecordFragment['coverage'];
  count: number;
  /** What the record says of the section as a whole, where it says more than who answered. */
  said?: Standing;
  children?: ReactNode;
}) {
  const answered = coverage.kinds.find((row) => row.kind === kind)?.completeness;
  const standing = standingOf(answered);
  const empty = said ?? emptyWords(answered, PLURALS[kind]);
  const unshared = missingSettings(answered);
  return (
    <section className="section" id={kind} aria-labelledby={`${kind}-title`}>
      <header className="section-header">
        <h2 id={`${kind}-title`}>
          {KIND_NAMES[kind]} <span className="section-count">({count})</span>
        </h2>
        <Badge tone={standing.tone}>{standing.short}</Badge>
      </header>
      {(count === 0 || said !== undefined) && (
        <p className={`section-empty tone-${empty.tone}`}>
          <Badge tone={empty.tone}>{sentence(empty.short)}</Badge> {empty.words}
          {standing.tone !== 'good' && ` ${standing.words}`}
        </p>
      )}
      {count > 0 && said === undefined && standing.tone !== 'good' && <p className={`section-missing tone-${standing.tone}`}>{standing.words}</p>}
      {detailsOf(answered).map(({ detail, exchanges }) => (
        <p key={detail} className="section-detail">
          <Exchanges ids={exchanges} /> {sentence(detail)}
        </p>
      ))}
      {children}
      {(standing.tone === 'good' || unshared > 0) && (
        <p className="section-foot">
          {standing.tone === 'good' && standing.words}{' '}
          {unshared > 0 && (
            <>
              {counted(unshared, 'service does', 'services do')} not share these yet: <a href="#coverage">see Coverage</a>.
            </>
          )}
        </p>
      )}
    </section>
  );
}

/** One column of a section's table. */
export interface Column<E extends Entry> {
  heading: string;
  cell(entry: E): ReactNode;
}

/** How many rows a list shows before it says that there are more. */
const FEW = 25;

/** A section's entries as a table. The first column opens the entry; where rows are left out it says how many. */
export function EntryTable<E extends Entry>({
  caption,
  entries,
  name = (entry) => entry.code.text,
  columns,
}: {
  caption: string;
  entries: readonly E[];
  name?: (entry: NoInfer<E>) => string;
  columns: readonly Column<NoInfer<E>>[];
}) {
  const printing = useContext(PrintingContext);
  const [all, setAll] = useState(false);
  const opener = useOpener();
  if (entries.length === 0) {
    return null;
  }
  const shown = all || printing ? entries : entries.slice(0, FEW);
  return (
    <>
      <table className="entries">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            {columns.map(({ heading }) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((entry) => (
            <tr key={entry.id}>
              <th scope="row" data-heading="What">
                <button type="button" className="entry-name" onClick={() => opener.entry(entry.id)}>
                  {name(entry)}
                </button>
                <Flags entry={entry} />
              </th>
              {columns.map(({ heading, cell }) => (
                <td key={heading} data-heading={heading}>
                  {cell(entry)}
                </td>
              ))}
              <td data-heading="From">
                <Exchanges ids={exchangesOf(entry)} />
                <span className="entry-organisation">{entry.sources[0]?.organisation?.name}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
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
