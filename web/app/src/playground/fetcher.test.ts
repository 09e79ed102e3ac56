import { describe, expect, it } from 'vitest';

import { postFetcher } from './fetcher';

const params = { query: 'query Q { exchanges { id } }', operationName: 'Q', variables: { a: 1 } };

function answering(body: string, init: ResponseInit) {
  const requests: Request[] = [];
  const send: typeof fetch = async (input, options) => {
    requests.push(new Request(new URL(String(input), 'http://gateway.test'), options));
    return new Response(body, init);
  };
  return { requests, send };
}

describe('postFetcher', () => {
  it('posts the question and keeps it out of the address', async () => {
    const { requests, send } = answering('{"data":{}}', {
      headers: { 'Content-Type': 'application/graphql-response+json; charset=utf-8' },
    });
    await postFetcher('/graphql', send)(params);
    const [request] = requests;
    expect(request?.method).toBe('POST');
    expect(request?.url).toBe('http://gateway.test/graphql');
    expect(request?.headers.get('Accept')).toMatch(/^application\/graphql-response\+json\b/);
    expect(request?.headers.get('Content-Type')).toBe('application/json');
    expect(await request?.json()).toEqual(params);
  });

  it('passes on the headers of the headers editor, but not their content type', async () => {
    const { requests, send } = answering('{}', { headers: { 'Content-Type': 'application/json' } });
    await postFetcher('/graphql', send)(params, {
      headers: { Authorization: 'Bearer t', 'Content-Type': 'text/plain' },
    });
    expect(requests[0]?.headers.get('Authorization')).toBe('Bearer t');
    expect(requests[0]?.headers.get('Content-Type')).toBe('application/json');
  });

  it('gives the errors of a refused question', async () => {
    const refusal = { errors: [{ message: 'no', extensions: { code: 'BAD_REQUEST' } }] };
    const { send } = answering(JSON.stringify(refusal), {
      status: 400,
      headers: { 'Content-Type': 'application/graphql-response+json' },
    });
    expect(await postFetcher('/graphql', send)(params)).toEqual(refusal);
  });

  it('says so when the answer is no GraphQL response, without repeating it', async () => {
    const { send } = answering('<h1>secret</h1>', {
      status: 502,
      headers: { 'Content-Type': 'text/html' },
    });
    expect(await postFetcher('/graphql', send)(params)).toEqual({
      errors: [{ message: 'The gateway answered 502 without a GraphQL response.' }],
    });
  });

  it('says so when the answer was cut off', async () => {
    const { send } = answering('{"data":{"patient":', {
      headers: { 'Content-Type': 'application/json' },
    });
    expect(await postFetcher('/graphql', send)(params)).toEqual({
      errors: [{ message: "The gateway's answer (200) was cut off or could not be read." }],
    });
  });

  it('says so when nobody answers', async () => {
    const unreachable = () => Promise.reject(new TypeError('fetch failed'));
    expect(await postFetcher('/graphql', unreachable)(params)).toEqual({
      errors: [{ message: 'The gateway could not be reached.' }],
    });
  });
});
