// Tries the runner on small servers that are right, or wrong in a known way: `npm test`.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import { buildSchema } from 'graphql';
import { createHandler } from 'graphql-http/lib/use/http';

const answer = createHandler({ schema: buildSchema('type Query { id: ID }') });

/** A server that does all that the specification says. */
const right = (request, response) => answer(request, response);

/** A server that answers POST alone, as the gateway does. */
function postOnly(request, response) {
  if (request.method === 'POST') {
    return answer(request, response);
  }
  response.writeHead(405, { Allow: 'POST' }).end();
}

/** A server that breaks a MUST: it has no answer in application/json. */
function noJSON(request, response) {
  if (request.headers.accept === 'application/json') {
    return response.writeHead(406).end();
  }
  return answer(request, response);
}

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-test-'));
});
after(() => rm(folder, { recursive: true }));

describe('audit', () => {
  it('passes a server that does everything, and names each audit', async () => {
    const { code, stdout, stderr } = await audit(right, {});
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.match(stdout, /^4655 {2}ok {6}MUST accept application\/json and match the content-type$/m);
    assert.ok(stdout.trim().split('\n').length > 50);
  });

  it("passes a server that answers POST alone, with the gateway's own list", async () => {
    const list = JSON.parse(await readFile(new URL('deviations.json', import.meta.url), 'utf8'));
    const { code, stdout, stderr } = await audit(postOnly, list);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.match(stdout, /^5A70 {2}notice {2}MAY accept .*\n {6}listed: A query in an address/m);
  });

  it('fails for a difference that is not listed, of whatever level', async () => {
    const { code, stderr } = await audit(postOnly, { '5A70': 'on purpose', D6D5: 'on purpose' });
    assert.equal(code, 1);
    assert.match(stderr, /^6A70 fails and is not listed: MAY allow URL-encoded JSON string.*\n$/);
  });

  it('fails for a broken MUST', async () => {
    const { code, stdout, stderr } = await audit(noJSON, {});
    assert.equal(code, 1);
    assert.match(stdout, /^4655 {2}error {3}MUST/m);
    assert.match(stderr, /^4655 fails and is not listed: MUST/m);
  });

  it('fails for a listed difference that is none', async () => {
    const { code, stderr } = await audit(right, { '5A70': 'was so once' });
    assert.equal(code, 1);
    assert.match(stderr, /^5A70 passes, and is listed as a deviation/);
  });

  it('fails for a listed id that no audit has', async () => {
    const { code, stderr } = await audit(right, { ZZZZ: 'a typing error' });
    assert.equal(code, 1);
    assert.match(stderr, /^ZZZZ is listed as a deviation, and no audit has that id/);
  });

  it('says so when nobody answers, and when it is not told where to ask', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    server.close();
    await once(server, 'close');
    const deaf = await node('--url', `http://127.0.0.1:${port}/graphql`);
    assert.equal(deaf.code, 2);
    assert.match(deaf.stderr, /could not be run against .*ECONNREFUSED/);
    assert.equal((await node()).code, 2);
  });
});

async function audit(handler, deviations) {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const file = join(folder, 'deviations.json');
    await writeFile(file, JSON.stringify(deviations));
    return await node('--url', `http://127.0.0.1:${server.address().port}/graphql`, '--deviations', file);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function node(...args) {
  const program = fileURLToPath(new URL('audit.mjs', import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}
