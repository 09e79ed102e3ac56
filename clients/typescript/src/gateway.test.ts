import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from 'vitest';

import { FollowRecordDocument, Gateway, RegionDocument, type Answer } from './index.js';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

interface Asked {
  method?: string | undefined;
  url?: string | undefined;
  headers: IncomingMessage['headers'];
  body: { query: string; variables: Record<string, unknown> };
}

/** A server on loopback that answers as it is told, and what it was asked. */
async function serve(answer: (response: ServerResponse) => void): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += piece));
    request.on('end', () => {
      asked.push({ method: request.method, url: request.url, headers: request.headers, body: JSON.parse(body) });
      answer(response);
    });
  });
  await new Promise<void>((done) => server!.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, asked };
}

function json(status: number, body: unknown) {
  return (response: ServerResponse) => {
    response.writeHead(status, { 'Content-Type': 'application/graphql-response+json; charset=utf-8' });
    response.end(JSON.stringify(body));
  };
}

function events(text: string, end: (response: ServerResponse) => void = (response) => response.end()) {
  return (response: ServerResponse) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(text, () => end(response));
  };
}

async function all<Data>(answers: AsyncIterable<Answer<Data>>): Promise<Answer<Data>[]> {
  const list: Answer<Data>[] = [];
  for await (const answer of answers) {
    list.push(answer);
  }
  return list;
}

const person = { nhsNumber: '9990000018' };

describe('ask', () => {
  it('posts the document with its variables and the token, and puts nothing into the address', async () => {
    const { url, asked } = await serve(json(200, { data: { exchanges: [] } }));
    const gateway = new Gateway({ url, token: async () => 'a.b.c' });
    expect(await gateway.ask(RegionDocument, {})).toEqual({ data: { exchanges: [] } });
    expect(asked[0]).toMatchObject({ method: 'POST', url: '/graphql', body: { variables: {} } });
    expect(asked[0]?.headers['authorization']).toBe('Bearer a.b.c');
    expect(asked[0]?.body.query).toContain('query Region');
  });

  it('gives data and errors together', async () => {
    const answer = { data: { exchanges: [] }, errors: [{ message: 'NEL did not answer.', extensions: { code: 'EXCHANGE_UNAVAILABLE' } }] };
    const { url } = await serve(json(200, answer));
    expect(await new Gateway({ url }).ask(RegionDocument, {})).toEqual(answer);
  });

  it.each([
    ['NO_GRAPHQL', (response: ServerResponse) => response.writeHead(502, { 'Content-Type': 'text/html' }).end('<h1>Bad gateway</h1>')],
    ['CUT_OFF', (response: ServerResponse) => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"data":')],
    ['UNREACHABLE', (response: ServerResponse) => response.destroy()],
  ])('answers in words with code %s', async (code, answer) => {
    const { url } = await serve(answer);
    const { errors } = await new Gateway({ url }).ask(RegionDocument, {});
    expect(errors?.[0]).toMatchObject({ message: expect.stringMatching(/\w/), extensions: { code } });
  });

  it('throws for a signal that aborts, and for nothing else', async () => {
    const { url } = await serve(() => undefined);
    const stop = new AbortController();
    const waiting = new Gateway({ url }).ask(RegionDocument, {}, { signal: stop.signal });
    stop.abort();
    await expect(waiting).rejects.toThrow('abort');
  });
});

describe('follow', () => {
  it('gives each answer as it comes', async () => {
    const { url, asked } = await serve(events('event: next\ndata: {"data":{"patient":null}}\n\n:\n\nevent: next\ndata: {"data":{}}\n\nevent: complete\ndata:\n\n'));
    expect(await all(new Gateway({ url }).follow(FollowRecordDocument, person))).toEqual([{ data: { patient: null } }, { data: {} }]);
    expect(asked[0]?.headers['accept']).toMatch(/^text\/event-stream/);
    expect(asked[0]?.url).toBe('/graphql');
  });

  it.each([
    ['ends before it is complete', events('event: next\ndata: {"data":{}}\n\n')],
    ['breaks off', events('event: next\ndata: {"data":{}}\n\n', (response) => response.destroy())],
    ['holds no JSON', events('event: next\ndata: {"data":{}}\n\nevent: next\ndata: {"da\n\n')],
  ])('never takes a stream that %s for a whole record', async (_how, answer) => {
    const { url } = await serve(answer);
    const answers = await all(new Gateway({ url }).follow(FollowRecordDocument, person));
    expect(answers.at(-1)?.errors?.[0]?.extensions?.code).toBe('CUT_OFF');
  });

  it('gives the one answer of a gateway that sends no events', async () => {
    const refused = { errors: [{ message: 'You may not see this person’s record.', extensions: { code: 'FORBIDDEN' } }] };
    const { url } = await serve(json(200, refused));
    expect(await all(new Gateway({ url }).follow(FollowRecordDocument, person))).toEqual([refused]);
  });
});
