import { describe, expect, it } from 'vitest';

import { gatewayFetcher, numbersIn } from './fetcher';

const params = { query: 'query Q { exchanges { id } }', operationName: 'Q', variables: { a: 1 } };

function answering(body: string, init: ResponseInit = { headers: { 'Content-Type': 'application/json' } }) {
  const requests: Request[] = [];
  const tokensFor: (string | undefined)[] = [];
  const looked: unknown[] = [];
  const send: typeof fetch = async (input, options) => {
    requests.push(new Request(new URL(String(input), 'http://gateway.test'), options));
    return new Response(body, init);
  };
  const tokenFor = async (nhsNumber?: string) => {
    tokensFor.push(nhsNumber);
    return 'chosen';
  };
  return { requests, tokensFor, looked, ask: gatewayFetcher('/graphql', tokenFor, { answer: (answer) => looked.push(answer) }, send) };
}

describe('gatewayFetcher', () => {
  it('posts the question and keeps it out of the address', async () => {
    const { requests, ask, looked } = answering('{"data":{}}');
    expect(await ask(params)).toEqual({ data: {} });
    const [request] = requests;
    expect(request?.method).toBe('POST');
    expect(request?.url).toBe('http://gateway.test/graphql');
    expect(await request?.json()).toEqual(params);
    expect(looked).toEqual([{ data: {} }]);
  });

  it('leaves out a name that the document does not have, as just after a change of tabs', async () => {
    const { requests, ask } = answering('{}');
    await ask({ query: 'query StrokeUnit { exchanges { id } }', operationName: 'EmergencyDepartment' });
    expect(await requests[0]?.json()).not.toHaveProperty('operationName');
  });

  it('brings the token of whoever asks, for the one person whom the question names', async () => {
    const { requests, tokensFor, ask } = answering('{}');
    await ask({ query: 'query P($n: NHSNumber!) { patient(nhsNumber: $n) { nhsNumber } }', variables: { n: '999 000 0018' } });
    await ask({ query: '{ patient(nhsNumber: "9990000026") { nhsNumber } }' });
    await ask(params);
    await ask({ query: 'query Two', variables: { n: ['9990000018', '9990000026'] } });
    expect(tokensFor).toEqual(['9990000018', '9990000026', undefined, undefined]);
    expect(requests[0]?.headers.get('Authorization')).toBe('Bearer chosen');
  });

  it('lets a token in the headers editor go first, but not another content type', async () => {
    const { requests, ask } = answering('{}');
    await ask(params, { headers: { Authorization: 'Bearer own', 'Content-Type': 'text/plain' } });
    expect(requests[0]?.headers.get('Authorization')).toBe('Bearer own');
    expect(requests[0]?.headers.get('Content-Type')).toBe('application/json');
  });

  it('gives a subscription’s answers one after the other', async () => {
    const { requests, ask, looked } = answering('event: next\ndata: {"data":{"n":1}}\n\nevent: next\ndata: {"data":{"n":2}}\n\nevent: complete\ndata:\n\n', {
      headers: { 'Content-Type': 'text/event-stream' },
    });
    const answers = [];
    for await (const answer of (await ask({ query: '# a query\nsubscription S { patient { nhsNumber } }' })) as AsyncIterable<unknown>) {
      answers.push(answer);
    }
    expect(answers).toEqual([{ data: { n: 1 } }, { data: { n: 2 } }]);
    expect(looked).toEqual(answers);
    expect(requests[0]?.headers.get('Accept')).toMatch(/^text\/event-stream/);
  });

  it('says in words what is no GraphQL response, without repeating it', async () => {
    const { ask } = answering('<h1>secret</h1>', { status: 502, headers: { 'Content-Type': 'text/html' } });
    const answer = JSON.stringify(await ask(params));
    expect(answer).toContain('The gateway answered 502 without a GraphQL response.');
    expect(answer).not.toContain('secret');
  });
});

it('finds NHS numbers with and without spaces, and no longer numbers', () => {
  expect(numbersIn('{ a(n: "999 000 0018") b(n: "99900000181") }', { c: ['9990000026', '999-000-0018'] })).toEqual(['9990000018', '9990000026']);
});
