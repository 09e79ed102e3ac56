import type { RecordFragment } from '@london-care-record/client';

import { Allergies } from './Allergies';
import { dateWords, spanWords } from './dates';
import { isCurrent, type EntryOf } from './entries';
import { Results } from './Results';
import { EntryTable, Section } from './Section';
import { sentence, word } from './words';

type Texts = readonly { text: string }[];

/** Concepts as words, parted by semicolons; empty for none. */
function texts(concepts: Texts | null | undefined): string {
  return (concepts ?? []).map((concept) => concept.text).join('; ');
}

function people(all: readonly ({ name: string | null; role: string | null } | null)[]): string {
  return all
    .filter((one) => one !== null)
    .map((one) => [one.name, one.role].filter(Boolean).join(', '))
    .join('; ');
}

const when = { heading: 'When', cell: (entry: { when: string | null }) => dateWords(entry.when) };
const status = { heading: 'Status', cell: (entry: { statusText: string }) => sentence(entry.statusText) };

/** All sections of the record, what can hurt first. */
export function Sections({ patient }: { patient: RecordFragment }) {
  const { coverage } = patient;
  return (
    <>
      <Section kind="ALERTS" coverage={coverage} count={patient.alerts.entries.length}>
        <EntryTable
          caption="Alerts"
          entries={patient.alerts.entries}
          columns={[{ heading: 'Kind', cell: (e) => texts(e.categories) }, status, { heading: 'In force', cell: (e) => spanWords(e.period) || dateWords(e.when) }]}
        />
      </Section>
      <Allergies patient={patient} />
      <Medicines patient={patient} />
      <Conditions patient={patient} />
      <Results patient={patient} />
      <Section kind="PROCEDURES" coverage={coverage} count={patient.procedures.entries.length}>
        <EntryTable
          caption="Procedures"
          entries={patient.procedures.entries}
          columns={[
            { heading: 'When', cell: (e) => e.performedText ?? dateWords(e.when) },
            status,
            { heading: 'Where and outcome', cell: (e) => [texts(e.bodySites), e.outcome?.text].filter(Boolean).join('; ') },
          ]}
        />
      </Section>
      <Referrals patient={patient} />
      <Appointments patient={patient} />
      <Section kind="ENCOUNTERS" coverage={coverage} count={patient.encounters.entries.length}>
        <EntryTable
          caption="Encounters"
          entries={patient.encounters.entries}
          columns={[
            { heading: 'When', cell: (e) => spanWords(e.period) || dateWords(e.when) },
            status,
            { heading: 'Where', cell: (e) => [e.service?.text, e.organisation?.name, e.location].filter(Boolean).join(', ') },
            { heading: 'Why', cell: (e) => [texts(e.reasons), e.discharge === null ? '' : `Discharged: ${e.discharge.text}`].filter(Boolean).join('. ') },
          ]}
        />
      </Section>
      <Section kind="DOCUMENTS" coverage={coverage} count={patient.documents.entries.length}>
        <EntryTable
          caption="Documents"
          entries={patient.documents.entries}
          name={(e) => e.title ?? e.code.text}
          columns={[
            when,
            { heading: 'Kind', cell: (e) => [e.code.text, e.docStatus].filter(Boolean).join(', ') },
            status,
            { heading: 'Author', cell: (e) => people(e.authors) || e.custodian?.name },
            { heading: 'Files', cell: (e) => e.attachments.map((a) => a.contentType ?? a.title ?? 'file').join(', ') || 'None described' },
          ]}
        />
        {patient.documents.entries.length > 0 && <p className="section-foot">Documents are described here and stay where they are held: open them in the source’s own system.</p>}
      </Section>
      <Section kind="IMMUNISATIONS" coverage={coverage} count={patient.immunisations.entries.length}>
        <EntryTable
          caption="Immunisations"
          entries={patient.immunisations.entries}
          columns={[
            { heading: 'When', cell: (e) => e.occurrenceText ?? dateWords(e.when) },
            { heading: 'Status', cell: (e) => (e.status === 'NOT_DONE' ? <strong>Not given{e.statusReason === null ? '' : `: ${e.statusReason.text}`}</strong> : sentence(e.statusText)) },
            { heading: 'Dose and batch', cell: (e) => [e.doseNumber === null ? '' : `Dose ${e.doseNumber}`, e.lotNumber === null ? '' : `batch ${e.lotNumber}`].filter(Boolean).join(', ') },
            { heading: 'Against', cell: (e) => texts(e.targetDiseases) },
          ]}
        />
      </Section>
      <CarePlans patient={patient} />
      <Section kind="CARE_TEAM" coverage={coverage} count={patient.careTeam.entries.length}>
        <EntryTable
          caption="Care team"
          entries={patient.careTeam.entries}
          name={(e) => e.name ?? e.code.text}
          columns={[
            status,
            {
              heading: 'Members',
              cell: (e) => (
                <ul className="plain">
                  {e.members.map((member, place) => (
                    <li key={place}>
                      {[member.name, member.role?.text, member.organisation?.name].filter(Boolean).join(', ')}
                      {member.telecoms.length > 0 && ` (${member.telecoms.map((one) => one.value).join(', ')})`}
                    </li>
                  ))}
                </ul>
              ),
            },
          ]}
        />
      </Section>
      <Section kind="ASSESSMENTS" coverage={coverage} count={patient.assessments.entries.length}>
        <EntryTable
          caption="Assessments"
          entries={patient.assessments.entries}
          columns={[
            when,
            status,
            {
              heading: 'Answers',
              cell: (e) => (
                <dl className="answers">
                  {e.answers.map((answer, place) => (
                    <div key={place}>
                      <dt>{[answer.group, answer.question].filter(Boolean).join(': ')}</dt>
                      <dd>{answer.answers.join('; ') || 'Left open'}</dd>
                    </div>
                  ))}
                </dl>
              ),
            },
          ]}
        />
      </Section>
    </>
  );
}

function Medicines({ patient }: { patient: RecordFragment }) {
  const { entries } = patient.medications;
  const current = entries.filter(isCurrent);
  const past = entries.filter((entry) => !isCurrent(entry));
  const columns = [
    { heading: 'How to take', cell: (e: EntryOf<'MEDICATIONS'>) => e.dosages.map((d) => d.text + (d.derived ? ' (put together from its parts)' : '')).join('; ') || 'Not recorded' },
    { heading: 'Status', cell: (e: EntryOf<'MEDICATIONS'>) => [sentence(e.statusText), texts(e.statusReason)].filter(Boolean).join(': ') },
    { heading: 'Recorded as', cell: (e: EntryOf<'MEDICATIONS'>) => [sentence(word(e.medicationKind)), e.course === 'UNKNOWN' ? '' : word(e.course)].filter(Boolean).join(', ') },
    when,
  ];
  return (
    <Section kind="MEDICATIONS" coverage={patient.coverage} count={entries.length}>
      {current.length > 0 && <h3>Current, or not known to be over ({current.length})</h3>}
      <EntryTable caption="Current medicines" entries={current} columns={columns} />
      {entries.some((entry) => !entry.resolved) && (
        <p className="section-missing tone-part">A source points to a medicine that it does not hold. The entry is shown all the same.</p>
      )}
      {past.length > 0 && <h3>Past, or not taken ({past.length})</h3>}
      <EntryTable caption="Past medicines" entries={past} columns={columns} />
    </Section>
  );
}

const OVER = ['INACTIVE', 'REMISSION', 'RESOLVED'];

function Conditions({ patient }: { patient: RecordFragment }) {
  const own = patient.conditions.entries.filter((entry) => entry.familyMember === null);
  const family = patient.conditions.entries.filter((entry) => entry.familyMember !== null);
  const active = own.filter((entry) => !OVER.includes(entry.clinicalStatus));
  const past = own.filter((entry) => OVER.includes(entry.clinicalStatus));
  const columns = [
    { heading: 'Began', cell: (e: EntryOf<'CONDITIONS'>) => e.onsetText ?? (e.onset === null ? `Not recorded (noted ${dateWords(e.when)})` : dateWords(e.onset)) },
    { heading: 'Status', cell: (e: EntryOf<'CONDITIONS'>) => [sentence(e.statusText), e.verificationStatus === 'CONFIRMED' ? '' : certainty(e.verificationStatus), e.abatementText ?? (e.abatement === null ? '' : `ended ${dateWords(e.abatement)}`)].filter(Boolean).join(', ') },
    { heading: 'Severity and site', cell: (e: EntryOf<'CONDITIONS'>) => [e.severity?.text, texts(e.stages), texts(e.bodySites)].filter(Boolean).join('; ') },
  ];
  return (
    <Section kind="CONDITIONS" coverage={patient.coverage} count={patient.conditions.entries.length}>
      {active.length > 0 && <h3>Active, or not known to be over ({active.length})</h3>}
      <EntryTable caption="Active conditions" entries={active} columns={columns} />
      {past.length > 0 && <h3>Past ({past.length})</h3>}
      <EntryTable caption="Past conditions" entries={past} columns={columns} />
      {family.length > 0 && <h3>In the family, not the person’s own ({family.length})</h3>}
      <EntryTable
        caption="Conditions in the family"
        entries={family}
        name={(e) => `${e.familyMember?.text ?? 'A relative'}: ${e.code.text}`}
        columns={columns}
      />
    </Section>
  );
}

function certainty(verification: string): string {
  return verification === 'UNKNOWN' ? 'certainty not recorded' : word(verification);
}

function Referrals({ patient }: { patient: RecordFragment }) {
  return (
    <Section kind="REFERRALS" coverage={patient.coverage} count={patient.referrals.entries.length}>
      <EntryTable
        caption="Referrals and orders"
        entries={patient.referrals.entries}
        columns={[
          { heading: 'Written', cell: (e) => dateWords(e.authoredOn ?? e.when) },
          {
            heading: 'Urgency',
            cell: (e) => (
              <>
                {e.priority === null ? 'Not recorded' : sentence(word(e.priority))}
                {e.urgentSuspectedCancer && <span className="flag tone-fail">Urgent suspected cancer: {e.urgentSuspectedCancerBasis}</span>}
              </>
            ),
          },
          { heading: 'Status', cell: (e) => `${sentence(word(e.category))}, ${e.statusText}` },
          { heading: 'To', cell: (e) => [e.service?.name, e.specialty?.text, texts(e.reasons)].filter(Boolean).join('; ') },
          { heading: 'Appointments', cell: (e) => (e.category === 'ORDER' ? 'Not looked for: an order' : <BookedFor appointments={e.appointments} />) },
        ]}
      />
    </Section>
  );
}

/** Whether a referral is booked: none and could not be told are different answers. */
function BookedFor({ appointments }: { appointments: EntryOf<'REFERRALS'>['appointments'] }) {
  if (appointments.entries.length === 0) {
    return <>{appointments.completeness.complete ? 'None' : 'Could not be told: none was found, but not everything could be seen'}</>;
  }
  return (
    <ul className="plain">
      {appointments.entries.map((one) => (
        <li key={one.id}>
          {sentence(word(one.status))}, {one.start === null ? 'no time' : dateWords(one.start)}
        </li>
      ))}
    </ul>
  );
}

function Appointments({ patient }: { patient: RecordFragment }) {
  return (
    <Section kind="APPOINTMENTS" coverage={patient.coverage} count={patient.appointments.entries.length}>
      <EntryTable
        caption="Appointments"
        entries={patient.appointments.entries}
        columns={[
          when,
          { heading: 'Status', cell: (e) => [sentence(word(e.status)), e.cancellationReason?.text].filter(Boolean).join(': ') },
          { heading: 'Where', cell: (e) => [e.service?.text, e.organisation?.name, e.location].filter(Boolean).join(', ') },
          { heading: 'With', cell: (e) => people(e.practitioners) },
        ]}
      />
    </Section>
  );
}

function CarePlans({ patient }: { patient: RecordFragment }) {
  return (
    <Section kind="CARE_PLANS" coverage={patient.coverage} count={patient.carePlans.entries.length}>
      <EntryTable
        caption="Care plans"
        entries={patient.carePlans.entries}
        name={(e) => e.title ?? e.code.text}
        columns={[
          { heading: 'When', cell: (e) => spanWords(e.period) || dateWords(e.when) },
          status,
          {
            heading: 'Plan',
            cell: (e) => (
              <>
                {e.description !== null && <p>{e.description}</p>}
                {e.addresses.length > 0 && <p>For: {e.addresses.join('; ')}</p>}
                {e.goals.length > 0 && <p>Goals: {e.goals.join('; ')}</p>}
                {e.activities.length > 0 && (
                  <ul className="plain">
                    {e.activities.map((step, place) => (
                      <li key={place}>{[step.code?.text, step.description, step.status, step.scheduled].filter(Boolean).join(', ')}</li>
                    ))}
                  </ul>
                )}
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}
