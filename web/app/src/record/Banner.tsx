import type { RecordFragment } from '@london-care-record/client';

import { spaced } from '../gateway/nhs-number';
import { standingOf } from './completeness';
import { byDanger } from './danger';
import { ageWords, dateWords } from './dates';
import { allergyStatement } from './statement';
import { Badge } from './Standing';
import { sentence, word } from './words';

/** Who the person is, in the order of the NHS patient banner: name, born and age, gender, NHS number; then what can hurt. */
export function Banner({ patient, today }: { patient: RecordFragment; today: Date }) {
  const age = ageWords(patient.birthDate, today, patient.deceased ? patient.deceasedDate : null);
  return (
    <section className={`banner-patient${patient.deceased ? ' is-deceased' : ''}`} aria-label="Patient">
      <h1 className="banner-name">{nameOf(patient)}</h1>
      <dl className="banner-facts">
        <div>
          <dt>Born</dt>
          <dd>
            {patient.birthDate === null ? 'Not known' : dateWords(patient.birthDate)}
            {age !== null && !patient.deceased && <> ({age})</>}
          </dd>
        </div>
        {patient.deceased && (
          <div className="banner-died">
            <dt>Died</dt>
            <dd>
              {patient.deceasedDate === null ? 'Date not recorded' : dateWords(patient.deceasedDate)}
              {patient.deceasedDate !== null && age !== null && <> (aged {age})</>}
            </dd>
          </div>
        )}
        <div>
          <dt>Gender</dt>
          <dd>{patient.gender === 'UNKNOWN' ? 'Not recorded' : sentence(word(patient.gender))}</dd>
        </div>
        <div>
          <dt>NHS No.</dt>
          <dd className="banner-number">{spaced(patient.nhsNumber)}</dd>
        </div>
      </dl>
      <AllergyHeadline patient={patient} />
      {patient.restricted && (
        <p className="banner-note">
          <Badge tone="withheld">Restricted</Badge> A source restricts this record. Who the person is is all that is shown unless policy allows more.
        </p>
      )}
      {patient.identity.state === 'CONFLICT' && (
        <p className="banner-note" role="note">
          <Badge tone="other">Identity conflict</Badge> {patient.identity.summary}
        </p>
      )}
    </section>
  );
}

/** Family name in capitals, as the NHS patient banner has it, so that it can't be taken for a given name. */
function nameOf(patient: RecordFragment): string {
  const { name } = patient;
  if (name === null) {
    return 'Name not known';
  }
  if (name.family === null) {
    return name.text;
  }
  const given = [name.given.join(' '), name.prefix.length > 0 ? `(${name.prefix.join(' ')})` : ''].filter(Boolean).join(' ');
  return `${name.family.toUpperCase()}${given === '' ? '' : `, ${given}`}`;
}

/** The allergies in one line: what may be said as a whole, and the names of the active ones, the most dangerous first. */
function AllergyHeadline({ patient }: { patient: RecordFragment }) {
  const said = allergyStatement(patient.allergies, patient.coverage);
  const standing = standingOf(patient.coverage.kinds.find(({ kind }) => kind === 'ALLERGIES')?.completeness);
  const active = byDanger(patient.allergies.entries).filter((entry) => !['INACTIVE', 'RESOLVED'].includes(entry.clinicalStatus));
  return (
    <p className={`banner-allergies tone-${said.tone}`}>
      <strong>Allergies: {said.short}.</strong>{' '}
      {active.length > 0 ? active.map((entry) => entry.code.text).join('; ') : said.words}{' '}
      {active.length > 0 && standing.tone !== 'good' && <strong>More may be recorded: not everything could be seen. </strong>}
      <a href="#ALLERGIES">
        See<span className="visually-hidden"> allergies</span>
      </a>
    </p>
  );
}
