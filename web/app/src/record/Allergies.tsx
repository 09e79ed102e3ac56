import type { RecordFragment } from '@london-care-record/client';

import { byDanger } from './danger';
import { dateWords } from './dates';
import { exchangesOf, type EntryOf } from './entries';
import { EntryTable, Section } from './Section';
import { Exchanges } from './Standing';
import { allergyStatement } from './statement';
import { sentence, word } from './words';

/** Allergies. What is recorded and what is denied stand side by side, so that neither is read without the other. */
export function Allergies({ patient }: { patient: RecordFragment }) {
  const { entries, negations } = patient.allergies;
  const said = allergyStatement(patient.allergies, patient.coverage);
  return (
    <Section kind="ALLERGIES" coverage={patient.coverage} count={entries.length} said={said}>
      <div className={negations.length > 0 ? 'side-by-side' : undefined}>
        <div>
          {negations.length > 0 && <h3>Recorded ({entries.length})</h3>}
          <EntryTable
            caption="Allergies and intolerances"
            entries={byDanger(entries)}
            columns={[
              { heading: 'Danger and reactions', cell: (e) => <Danger entry={e} /> },
              {
                heading: 'Status',
                cell: (e) =>
                  `${sentence(e.statusText)}, ${e.verificationStatus === 'UNKNOWN' ? 'certainty not recorded' : word(e.verificationStatus)}. ${e.onset === null && e.onsetText === null ? 'Noted' : 'Since'} ${e.onsetText ?? dateWords(e.onset ?? e.when)}`,
              },
            ]}
          />
        </div>
        {negations.length > 0 && (
          <div>
            <h3>Denied ({negations.length})</h3>
            <ul className="denials">
              {negations.map((negation, place) => (
                <li key={place}>
                  <strong>{negation.code.text}</strong>
                  {negation.sources.map((source) => (
                    <span key={source.reference + source.exchange.id} className="entry-organisation">
                      {[source.organisation?.name, source.recorder?.name, dateWords(source.recordedAt)].filter(Boolean).join(', ')}
                    </span>
                  ))}
                  <Exchanges ids={exchangesOf(negation)} />
                </li>
              ))}
            </ul>
            <p className="section-foot">A denial is what one source says. It never beats an allergy that is recorded elsewhere.</p>
          </div>
        )}
      </div>
    </Section>
  );
}

function Danger({ entry }: { entry: EntryOf<'ALLERGIES'> }) {
  return (
    <>
      {criticality(entry)}
      {entry.reactions.length === 0 ? (
        <span className="entry-note">No reaction is recorded</span>
      ) : (
        <ul className="plain">
          {entry.reactions.map((reaction, place) => (
            <li key={place}>
              {[reaction.manifestations.map((one) => one.text).join(', '), reaction.description].filter(Boolean).join(': ')}
              {reaction.severity !== 'UNKNOWN' && `, ${word(reaction.severity)}`}
              {reaction.onset !== null && ` (${dateWords(reaction.onset)})`}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function criticality(entry: EntryOf<'ALLERGIES'>) {
  switch (entry.criticality) {
    case 'HIGH':
      return <strong className="flag tone-fail">High: may be life-threatening</strong>;
    case 'LOW':
      return 'Low criticality';
    case 'UNABLE_TO_ASSESS':
      return 'Criticality could not be assessed';
    default:
      return 'Criticality not recorded';
  }
}
