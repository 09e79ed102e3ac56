import { describe, expect, it } from 'vitest';

import type { SmartIssuer } from '../gateway/facts';
import { personOf } from './person';

const hospital: SmartIssuer = { issuer: 'https://fhir.hospital.example/R4/', client: 'viewer', scopes: ['launch'], audience: 'a', person: 'fhir' };
const number = (value: string, use?: string) => ({ system: 'https://fhir.nhs.uk/Id/nhs-number', value, ...(use === undefined ? {} : { use }) });
const patient = (id: string, ...identifier: unknown[]) => ({ resource: { resourceType: 'Patient', id, identifier } });

function holding(entry: unknown[], status = 200) {
  const asked: [string, RequestInit | undefined][] = [];
  const send = async (url: string | URL | Request, init?: RequestInit) => {
    asked.push([String(url), init]);
    return new Response(JSON.stringify({ resourceType: 'Bundle', entry }), { status });
  };
  return { asked, person: personOf(hospital, { access_token: 't', patient: '9990000018' }, {}, send as typeof fetch) };
}

describe('the Patient of a launch', () => {
  it('gives the one NHS number, and no address holds the Patient’s id', async () => {
    const { asked, person } = holding([
      patient('9990000018', number('999 000 0018'), number('9990000018'), number('9990000026', 'old'), { system: 'https://hospital.example', value: '9990000026' }),
      { resource: { resourceType: 'OperationOutcome', id: 'o' } },
    ]);
    expect(await person).toBe('9990000018');
    expect(asked).toHaveLength(1);
    expect(asked[0]![0]).toBe('https://fhir.hospital.example/R4/Patient/_search');
    expect(String(asked[0]![1]?.body)).toBe('_id=9990000018');
    expect(new Headers(asked[0]![1]?.headers).get('Authorization')).toBe('Bearer t');
  });

  it.each([
    ['two numbers', [patient('9990000018', number('9990000018'), number('9990000026'))]],
    ['no number', [patient('9990000018')]],
    ['a number with a wrong digit', [patient('9990000018', number('9990000019'))]],
    ['one good and one wrong', [patient('9990000018', number('9990000018'), number('9990000019'))]],
    ['an old number alone', [patient('9990000018', number('9990000018', 'old'))]],
    ['another Patient', [patient('other', number('9990000018'))]],
    ['two Patients', [patient('9990000018', number('9990000018')), patient('other', number('9990000026'))]],
    ['nothing', []],
  ])('refuses %s', async (_case, entry) => {
    await expect(holding(entry).person).rejects.toThrow(/record system/);
  });

  it('refuses what is no answer, and a launch on nobody', async () => {
    await expect(holding([patient('9990000018', number('9990000018'))], 403).person).rejects.toThrow(/could not be asked/);
    await expect(personOf(hospital, { access_token: 't' }, {})).rejects.toThrow(/does not say/);
  });
});

describe('a claim', () => {
  const clinic: SmartIssuer = { ...hospital, person: 'claim', claim: 'nhs_number' };
  it('is read in the answer, and then in the ID token', async () => {
    expect(await personOf(clinic, { access_token: 't', nhs_number: '999 000 0018' }, { nhs_number: '9990000026' })).toBe('9990000018');
    expect(await personOf(clinic, { access_token: 't' }, { nhs_number: '9990000026' })).toBe('9990000026');
  });

  it.each([[{}], [{ nhs_number: '9990000019' }], [{ nhs_number: 9990000018 }], [{ nhs_number: '' }]])('that holds %j is refused', async (claims) => {
    await expect(personOf(clinic, { access_token: 't' }, claims)).rejects.toThrow(/does not say/);
  });
});

it('is left to the gateway where the token says it', async () => {
  expect(await personOf({ ...hospital, person: 'token' }, { access_token: 't', patient: 'x' }, {})).toBeNull();
});
