import type { ExchangeId, RecordFragment, RecordKind } from '@london-care-record/client';

type Sections = {
  ALERTS: RecordFragment['alerts']['entries'][number];
  ALLERGIES: RecordFragment['allergies']['entries'][number];
  MEDICATIONS: RecordFragment['medications']['entries'][number];
  CONDITIONS: RecordFragment['conditions']['entries'][number];
  INVESTIGATIONS: RecordFragment['investigations']['entries'][number];
  OBSERVATIONS: RecordFragment['observations']['entries'][number];
  PROCEDURES: RecordFragment['procedures']['entries'][number];
  REFERRALS: RecordFragment['referrals']['entries'][number];
  APPOINTMENTS: RecordFragment['appointments']['entries'][number];
  ENCOUNTERS: RecordFragment['encounters']['entries'][number];
  DOCUMENTS: RecordFragment['documents']['entries'][number];
  IMMUNISATIONS: RecordFragment['immunisations']['entries'][number];
  CARE_PLANS: RecordFragment['carePlans']['entries'][number];
  CARE_TEAM: RecordFragment['careTeam']['entries'][number];
  ASSESSMENTS: RecordFragment['assessments']['entries'][number];
};

/** An entry of one kind, or of any. */
export type EntryOf<Kind extends RecordKind> = Sections[Kind];
export type Entry = Sections[RecordKind];
export type Source = Entry['sources'][number];
export type Difference = Entry['differences'][number];

/** Gives a kind's entries of a record. */
export function entriesOf(patient: RecordFragment): { [Kind in RecordKind]: Sections[Kind][] } {
  return {
    ALERTS: patient.alerts.entries,
    ALLERGIES: patient.allergies.entries,
    MEDICATIONS: patient.medications.entries,
    CONDITIONS: patient.conditions.entries,
    INVESTIGATIONS: patient.investigations.entries,
    OBSERVATIONS: patient.observations.entries,
    PROCEDURES: patient.procedures.entries,
    REFERRALS: patient.referrals.entries,
    APPOINTMENTS: patient.appointments.entries,
    ENCOUNTERS: patient.encounters.entries,
    DOCUMENTS: patient.documents.entries,
    IMMUNISATIONS: patient.immunisations.entries,
    CARE_PLANS: patient.carePlans.entries,
    CARE_TEAM: patient.careTeam.entries,
    ASSESSMENTS: patient.assessments.entries,
  };
}

/** All entries of a record, and the results inside its reports. */
export function allEntries(patient: RecordFragment): Entry[] {
  return Object.values(entriesOf(patient)).flat();
}

/** Finds an entry by its id, a result inside a report too. */
export function findEntry(patient: RecordFragment, id: string): Entry | undefined {
  return (
    allEntries(patient).find((entry) => entry.id === id) ??
    patient.investigations.entries.flatMap((report) => report.results).find((result) => result.id === id)
  );
}

/** The exchanges that hold an entry, each once. */
export function exchangesOf(entry: Pick<Entry, 'sources'>): ExchangeId[] {
  return [...new Set(entry.sources.map((source) => source.exchange.id))];
}

/** Whether a medicine is to be reckoned with today: anything but what is surely over. */
export function isCurrent(medicine: EntryOf<'MEDICATIONS'>): boolean {
  return !['COMPLETED', 'STOPPED', 'CANCELLED', 'ENTERED_IN_ERROR', 'NOT_TAKEN'].includes(medicine.status);
}
