import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { snippet } from './snippets';

const query = `query Q($n: NHSNumber!) {
  # it's a "question" with \`ticks\` and \${braces}
  patient(nhsNumber: $n) { name { text } }
}`;

let url = '';
const asked: { body: unknown; authorization: string | undefined }[] = [];
const server = createServer((request, response) => {
  let text = '';
  request.on('data', (piece) => (text += piece));
  request.on('end', () => {
    asked.push({ body: JSON.parse(text), authorization: request.headers.authorization });
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"data":{}}');
  });
});

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});
afterAll(() => void server.close());

function has(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`]);
    return true;
  } catch {
    return false;
  }
}

const run = promisify(execFile);
const question = () => ({ url, query, variables: '{"n":"999 000 0018"}', operationName: 'Q', withToken: true });
const sent = { body: { query, variables: { n: '999 000 0018' }, operationName: 'Q' }, authorization: 'Bearer t.o.k' };
const env = { ...process.env, GATEWAY_TOKEN: 't.o.k' };

describe('snippets ask exactly the question that stands in the editor', () => {
  it.skipIf(!has('curl'))('curl', async () => {
    await run('sh', ['-c', snippet('curl', question())], { env });
    expect(asked.at(-1)).toEqual(sent);
  });

  it('fetch', async () => {
    await run(process.execPath, ['--input-type=module', '-e', snippet('fetch', question())], { env });
    expect(asked.at(-1)).toEqual(sent);
  });

  it('keep tokens out', () => {
    for (const language of ['curl', 'fetch', 'go', 'typescript'] as const) {
      expect(snippet(language, question())).toContain('GATEWAY_TOKEN');
      expect(snippet(language, { ...question(), withToken: false })).not.toContain('Authorization');
    }
  });

  it('Go says the question as one string', () => {
    const literal = /const question = (".*")/.exec(snippet('go', question()))![1]!;
    expect(JSON.parse(JSON.parse(literal) as string)).toEqual(sent.body);
  });
});
