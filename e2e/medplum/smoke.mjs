// Proves the wrapper: `npm test`. Which searches Medplum answers, and which it only seems to, is
// held here too, because README.md and the gateway's configuration for it rest on that.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const SYSTEM = 'https://fhir.nhs.uk/Id/nhs-number';
const FIRST = '9990000018';
const SECOND = '9990000026';
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

const patient = (id) => ({ resourceType: 'Patient', id, identifier: [{ system: 'urn:mrn', value: id }] });
const subject = (id) => ({ reference: `Patient/${id}` });
const resources = [
  patient('one'),
  patient('two'),
  patient('nobody'),
  { resourceType: 'AllergyIntolerance', id: 'nuts', patient: subject('one'), code: { text: 'Nuts' } },
  { resourceType: 'Medication', id: 'm', code: { text: 'Aspirin 75 mg tablets' } },
  {
    resourceType: 'MedicationRequest',
    id: 'rx',
    status: 'active',
    intent: 'order',
    subject: subject('two'),
    medicationReference: { reference: 'Medication/m' },
  },
  ...Array.from({ length: 7 }, (_, i) => ({
    resourceType: 'Observation',
    id: `o${i}`,
    meta: { versionId: '3', lastUpdated: '2020-01-01T00:00:00Z' },
    status: 'final',
    code: { text: 'Potassium' },
    subject: subject(i < 6 ? 'one' : 'two'),
    effectiveDateTime: `2020-0${i + 1}-01`,
  })),
];

let folder;
let child;
let base;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'medplum-smoke-'));
  for (const resource of resources) {
    await writeFile(join(folder, `${resource.resourceType}-${resource.id}.json`), JSON.stringify(resource));
  }
  await writeFile(join(folder, 'package.json'), '{"name":"no resource"}');
  await writeFile(join(folder, 'numbers.map'), JSON.stringify({ 'Patient/one': FIRST, 'Patient/two': SECOND }));
  child = start('--load', folder, '--patients', join(folder, 'numbers.map'), '--page-size', '3');
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  base = JSON.parse(line).url;
});

after(async () => {
  child.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

describe('loading', () => {
  it('keeps ids, versions and dates', async () => {
    const observation = await get('Observation/o0');
    assert.equal(observation.id, 'o0');
    assert.deepEqual(observation.meta, { versionId: '3', lastUpdated: '2020-01-01T00:00:00Z' });
  });

  it('adds the NHS number beside the identifiers that were there', async () => {
    assert.deepEqual((await get('Patient/one')).identifier, [
      { system: 'urn:mrn', value: 'one' },
      { system: SYSTEM, value: FIRST },
    ]);
    assert.equal((await get('Patient/nobody')).identifier.length, 1);
  });

  it('holds nothing but what was loaded', async () => {
    assert.equal((await get('Practitioner')).total, 0);
    assert.equal((await get('Patient')).total, 3);
  });

  it('fails for a patient that is not there', async () => {
    await writeFile(join(folder, 'wrong.map'), JSON.stringify({ 'Patient/three': FIRST }));
    const wrong = start('--load', folder, '--patients', join(folder, 'wrong.map'));
    const [code] = await once(wrong, 'exit');
    assert.notEqual(code, 0);
  });
});

describe('HTTP', () => {
  it('answers FHIR JSON', async () => {
    const response = await fetch(`${base}/Patient/one`);
    assert.match(response.headers.get('Content-Type'), /^application\/fhir\+json/);
  });

  it('has a CapabilityStatement', async () => {
    const statement = await get('metadata');
    assert.equal(statement.resourceType, 'CapabilityStatement');
    assert.equal(statement.fhirVersion, '4.0.1');
    const [{ resource: types }] = statement.rest;
    const observation = types.find((entry) => entry.type === 'Observation');
    assert.ok(observation.searchParam.some((parameter) => parameter.name === 'patient'));
    assert.ok(!observation.searchParam.some((parameter) => parameter.name === 'value-quantity'));
  });

  it('answers 404 with an OperationOutcome', async () => {
    for (const path of ['Patient/three', 'Patient/one/two/three', '../R4/']) {
      const response = await fetch(`${base}/${path}`);
      assert.equal(response.status, 404, path);
      assert.equal((await response.json()).resourceType, 'OperationOutcome');
    }
  });

  it('takes no search that is posted as something else than a form', async () => {
    const response = await fetch(`${base}/Patient/_search`, { method: 'POST', body: '{}' });
    assert.equal(response.status, 400);
  });

  it('takes a batch', async () => {
    const entry = ['Patient/one', 'AllergyIntolerance?patient=Patient/one'].map((url) => ({
      request: { method: 'GET', url },
    }));
    const body = JSON.stringify({ resourceType: 'Bundle', type: 'batch', entry });
    const response = await fetch(`${base}/`, { method: 'POST', body });
    const bundle = await response.json();
    assert.deepEqual(bundle.entry.map((e) => e.response.status), ['200', '200']);
    assert.equal(bundle.entry[1].resource.total, 1);
  });

  it('changes nothing', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      const response = await fetch(`${base}/Patient/one`, { method });
      assert.equal(response.status, 404, method);
    }
    assert.equal((await get('Patient')).total, 3);
  });
});

describe('searches that work', () => {
  const cases = [
    ['Patient', `identifier=${SYSTEM}|${FIRST}`, ['one']],
    ['Patient', `identifier=${SYSTEM}|${FIRST},${SYSTEM}|${SECOND}`, ['one', 'two']],
    ['AllergyIntolerance', 'patient=Patient/one', ['nuts']],
    ['AllergyIntolerance', 'patient=one', ['nuts']],
    ['MedicationRequest', 'patient=Patient/one,Patient/two', ['rx']],
    ['MedicationRequest', 'subject=Patient/two', ['rx']],
    ['MedicationRequest', 'patient=Patient/two&_include=MedicationRequest:medication', ['rx', 'm']],
    ['MedicationRequest', `patient.identifier=${SYSTEM}|${SECOND}`, ['rx']],
    ['MedicationRequest', `patient.identifier=${SYSTEM}|${FIRST},${SYSTEM}|${SECOND}`, ['rx']],
    ['MedicationRequest', `subject:Patient.identifier=${SYSTEM}|${SECOND}`, ['rx']],
    ['Observation', 'patient=Patient/one&date=ge2020-05', ['o4', 'o5']],
    ['Observation', '_id=o1,o2', ['o1', 'o2']],
  ];
  for (const [type, query, want] of cases) {
    it(`${type}?${named(query)}`, async () => {
      assert.deepEqual(ids(await get(`${type}?${encode(query)}`)), want, 'by GET');
      assert.deepEqual(ids(await post(type, query)), want, 'by POST');
    });
  }
});

describe('searches that silently find nothing', () => {
  const cases = [
    ['MedicationRequest', `patient:identifier=${SYSTEM}|${SECOND}`],
    ['MedicationRequest', 'subject=two'],
    ['MedicationRequest', 'patient=Patient/two&no-such-parameter=1'],
    ['Observation', 'patient=http://127.0.0.1/fhir/R4/Patient/one'],
    ['Observation', 'patient=Patient/one&value-quantity=gt0'],
    ['NoSuchType', 'patient=Patient/one'],
  ];
  for (const [type, query] of cases) {
    it(`${type}?${named(query)}`, async () => {
      assert.equal((await post(type, query)).total, 0);
    });
  }
});

describe('a search that is refused', () => {
  it('MedicationRequest?subject.identifier=..., whose target could be of two types', async () => {
    const query = encode(`subject.identifier=${SYSTEM}|${SECOND}`);
    assert.equal((await fetch(`${base}/MedicationRequest?${query}`)).status, 400);
  });
});

describe('paging', () => {
  it('follows next links to the end, each match once', async () => {
    for (const first of [await get('Observation?patient=Patient/one'), await post('Observation', 'patient=Patient/one')]) {
      const pages = await follow(first);
      assert.deepEqual(pages.map(ids), [['o0', 'o1', 'o2'], ['o3', 'o4', 'o5']]);
      assert.deepEqual(pages.map((page) => page.total), [6, 6]);
    }
  });

  it('caps _count at the page size, and takes a smaller one', async () => {
    assert.equal((await get('Observation?_count=50')).entry.length, 3);
    const pages = await follow(await get('Observation?patient=Patient/one&_count=2'));
    assert.deepEqual(pages.map((page) => page.entry.length), [2, 2, 2]);
  });

  it('puts nothing that was asked into a link', async () => {
    const bundle = await post('Observation', `patient.identifier=${SYSTEM}|${FIRST}`);
    const [{ relation, url }] = bundle.link;
    assert.equal(relation, 'next');
    assert.match(url, /\/fhir\/R4\/Observation\?_page=[0-9a-f-]{36}$/);
  });

  it('answers 404 for a token of another search', async () => {
    const [{ url }] = (await get('Observation')).link;
    for (const other of [url.replace('Observation', 'Patient'), `${base}/Observation?_page=none`]) {
      assert.equal((await fetch(other)).status, 404);
    }
  });
});

describe('the end', () => {
  it('comes when standard input is closed', async () => {
    const server = start('--load', folder);
    await once(createInterface({ input: server.stdout }), 'line');
    server.stdin.end();
    assert.deepEqual(await once(server, 'exit'), [0, null]);
  });

  it('comes on SIGTERM', async () => {
    const server = start('--load', folder);
    await once(createInterface({ input: server.stdout }), 'line');
    server.kill('SIGTERM');
    assert.deepEqual(await once(server, 'exit'), [0, null]);
  });
});

function start(...args) {
  const program = fileURLToPath(new URL('server.mjs', import.meta.url));
  return spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'ignore'] });
}

async function get(path) {
  return (await fetch(`${base}/${path}`)).json();
}

async function post(type, query) {
  return (await fetch(`${base}/${type}/_search`, { method: 'POST', headers: FORM, body: encode(query) })).json();
}

async function follow(bundle) {
  const pages = [bundle];
  for (let next = bundle.link?.[0].url; next !== undefined; next = pages.at(-1).link?.[0].url) {
    pages.push(await (await fetch(next)).json());
  }
  return pages;
}

function ids(bundle) {
  return (bundle.entry ?? []).map((entry) => entry.resource.id);
}

/** A readable query as a form: "a=b&c=d". */
function encode(query) {
  return new URLSearchParams(query.split('&').map((pair) => pair.split(/=(.*)/s).slice(0, 2))).toString();
}

/** A query for a test's name, without the NHS numbers in it. */
function named(query) {
  return query.replaceAll(/\|\d{10}/g, '|...');
}
