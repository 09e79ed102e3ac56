import { describe, expect, it } from 'vitest';

import { readFacts } from './facts';

const ada = { nhsNumber: '9990000018', name: 'Ada Okafor', shows: 'the seed story' };
const gp = { id: 'gp', name: 'Dr Leah Goldberg', title: 'GP', organisation: 'A practice' };
const rooms = ['/record', '/region', '/', '/schema'];
const nothingSaid = { demo: false, people: [], callers: [], withoutToken: '', rooms, needsToken: false, smart: [] };
const hospital = { issuer: 'https://fhir.example/R4', client: 'viewer', scopes: ['launch'], audience: 'https://fhir.example/R4', person: 'token' };

function read(body: string, status = 200) {
  return readFacts('/playground.json', async () => new Response(body, { status }));
}

describe('readFacts', () => {
  it('reads a demo server and its people and callers', async () => {
    expect(await read(JSON.stringify({ demo: true, people: [ada], callers: [gp], withoutToken: 'gp' }))).toEqual({
      ...nothingSaid,
      demo: true,
      people: [ada],
      callers: [gp],
      withoutToken: 'gp',
    });
  });

  it('leaves out an entry that is no person or caller', async () => {
    const body = JSON.stringify({ demo: true, people: [ada, { name: 'No Number' }, null], callers: [gp, { id: 'nobody' }] });
    expect(await read(body)).toEqual({ ...nothingSaid, demo: true, people: [ada], callers: [gp] });
  });

  it.each([
    ['no such file', '404 page not found', 404],
    ['no JSON', '<html>', 200],
    ['no object', '[]', 200],
    ['demo as a word', '{"demo":"true"}', 200],
    ['a real server', '{"demo":false,"people":[]}', 200],
    ['people without a demo', JSON.stringify({ demo: false, people: [ada] }), 200],
  ])('never calls people invented on %s', async (_case, body, status) => {
    expect(await read(body, status)).toEqual(nothingSaid);
  });

  it('reads what a configured gateway says, and leaves out a record system that is not described', async () => {
    const body = JSON.stringify({ demo: false, rooms: ['/record'], needsToken: true, smart: [hospital, { issuer: 'https://other.example' }, { ...hospital, scopes: [1] }] });
    expect(await read(body)).toEqual({ ...nothingSaid, rooms: ['/record'], needsToken: true, smart: [hospital] });
  });

  it('takes a server that does not answer for a real one', async () => {
    const unreachable = () => Promise.reject(new TypeError('fetch failed'));
    expect(await readFacts('/playground.json', unreachable)).toEqual(nothingSaid);
  });
});
