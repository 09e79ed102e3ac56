import type { RecordKind, TakenBackQuery } from '@london-care-record/client';

type Patient = NonNullable<TakenBackQuery['patient']>;
/** An entry that its sources have taken back. */
export type TakenBackEntry = Patient['allAlerts']['entries'][number];

interface Listed {
  entries: readonly { id: string; results?: readonly { id: string }[] }[];
}
interface Everything {
  completeness: { complete: boolean };
  entries: readonly (TakenBackEntry & { results?: readonly TakenBackEntry[] })[];
}

/** Each kind's list as it stands, and with what was taken back. */
function pairs(patient: Patient): [RecordKind, Listed, Everything][] {
  return [
    ['ALERTS', patient.alerts, patient.allAlerts],
    ['ALLERGIES', patient.allergies, patient.allAllergies],
    ['MEDICATIONS', patient.medications, patient.allMedications],
    ['CONDITIONS', patient.conditions, patient.allConditions],
    ['INVESTIGATIONS', patient.investigations, patient.allInvestigations],
    ['OBSERVATIONS', patient.observations, patient.allObservations],
    ['PROCEDURES', patient.procedures, patient.allProcedures],
    ['REFERRALS', patient.referrals, patient.allReferrals],
    ['APPOINTMENTS', patient.appointments, patient.allAppointments],
    ['ENCOUNTERS', patient.encounters, patient.allEncounters],
    ['DOCUMENTS', patient.documents, patient.allDocuments],
    ['IMMUNISATIONS', patient.immunisations, patient.allImmunisations],
    ['CARE_PLANS', patient.carePlans, patient.allCarePlans],
    ['ASSESSMENTS', patient.assessments, patient.allAssessments],
  ];
}

export interface TakenBackKind {
  kind: RecordKind;
  entries: TakenBackEntry[];
  complete: boolean;
}

/** What was taken back, by kind, each entry once. A report that was takes its results with it; in one that stands, a result can be. */
export function takenBack(patient: Patient): TakenBackKind[] {
  return pairs(patient).map(([kind, listed, everything]) => {
    const standing = new Set(listed.entries.flatMap((entry) => [entry.id, ...(entry.results ?? []).map(({ id }) => id)]));
    const found = new Map(
      everything.entries
        .flatMap((entry) => (standing.has(entry.id) ? (entry.results ?? []) : [entry]))
        .filter(({ id }) => !standing.has(id))
        .map((entry) => [entry.id, entry]),
    );
    return { kind, entries: [...found.values()], complete: everything.completeness.complete };
  });
}
