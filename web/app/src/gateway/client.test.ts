import { FollowRecordDocument, Gateway, RecordDocument } from '@london-care-record/client';
import { describe, expect, it } from 'vitest';

import { clientFor } from './client';

const completeness = (summary: string) => ({ __typename: 'Completeness', complete: summary === 'whole', summary });
const entry = (id: string) => ({
  __typename: 'Alert', id, kind: 'ALERTS', code: { __typename: 'CodeableConcept', text: id, codings: [] }, when: null, statusText: 'active', warnings: [],
  sources: [{ __typename: 'Provenance', exchange: { __typename: 'Exchange', id: 'SEL' }, organisation: null, careSetting: 'ACUTE', recorder: null, recordedAt: null, lastUpdated: null, reference: `Flag/${id}` }],
  differences: [], securityLabels: [], related: [], mergedBy: null, notes: [], categories: [], period: null,
});

const KINDS = ['medications', 'conditions', 'investigations', 'observations', 'procedures', 'immunisations', 'encounters', 'referrals', 'appointments', 'documents', 'assessments', 'carePlans', 'careTeam'];

/** A record with some alerts and nothing else. */
function record(alerts: string[], summary: string) {
  const empty = { completeness: completeness(summary), entries: [] };
  return {
    __typename: 'Patient', nhsNumber: '9990000018', name: null, birthDate: null, gender: 'UNKNOWN', deceased: false, deceasedDate: null, restricted: false,
    addresses: [], telecoms: [], generalPractice: null, demographics: { ...completeness(summary), sources: [] },
    identity: { __typename: 'IdentityCheck', state: 'AGREED', summary: null, differences: [] },
    coverage: { __typename: 'Coverage', complete: true, summary, kinds: [] },
    alerts: { __typename: 'AlertList', completeness: completeness(summary), entries: alerts.map(entry) },
    allergies: { __typename: 'AllergyList', ...empty, statement: 'UNKNOWN', negations: [] },
    ...Object.fromEntries(KINDS.map((kind) => [kind, { __typename: `${kind}List`, ...empty }])),
  };
}

function gateway(body: string, contentType: string): Gateway {
  return new Gateway({ url: '/graphql', fetch: async () => new Response(body, { headers: { 'Content-Type': contentType } }) });
}

const person = { nhsNumber: '9990000018' };

describe('clientFor', () => {
  it('keeps data that comes with an error at its own place', async () => {
    const errors = [{ message: 'NEL could not be reached.', path: ['patient', 'alerts'], extensions: { code: 'EXCHANGE_UNAVAILABLE' } }];
    const body = JSON.stringify({ data: { patient: record(['a'], 'cut') }, errors });
    const { data, error } = await clientFor(gateway(body, 'application/json')).query(RecordDocument, person).toPromise();
    expect(data?.patient?.alerts.entries.map(({ id }) => id)).toEqual(['a']);
    expect(data?.patient?.alerts.completeness.summary).toBe('cut');
    expect(error?.graphQLErrors[0]?.extensions['code']).toBe('EXCHANGE_UNAVAILABLE');
  });

  it('shares no list and no completeness between two places', async () => {
    const mixed = record(['a'], 'whole');
    mixed.alerts.completeness = completeness('cut');
    const { data } = await clientFor(gateway(JSON.stringify({ data: { patient: mixed } }), 'application/json')).query(RecordDocument, person).toPromise();
    expect(data?.patient?.alerts.completeness.summary).toBe('cut');
    expect(data?.patient?.allergies.completeness.summary).toBe('whole');
  });

  it('shows each event of a subscription as it is, the last one last', async () => {
    const event = (data: unknown) => `event: next\ndata: ${JSON.stringify({ data: { patient: data } })}\n\n`;
    const body = `${event(record(['a'], 'cut'))}${event(record(['a', 'b'], 'whole'))}event: complete\ndata:\n\n`;
    const seen: string[] = [];
    await new Promise<void>((done) => {
      clientFor(gateway(body, 'text/event-stream'))
        .subscription(FollowRecordDocument, person)
        .subscribe((result) => {
          seen.push(`${result.data?.patient.alerts.entries.length} ${result.data?.patient.alerts.completeness.summary} ${result.hasNext}`);
          if (!result.hasNext) {
            done();
          }
        });
    });
    expect(seen[0]).toBe('1 cut true');
    expect(seen.at(-1)).toBe('2 whole false');
  });
});
