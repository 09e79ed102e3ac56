import type { Fetcher } from '@graphiql/toolkit';

// The standard's own media type comes first: with it a refused request has a status that says so.
const ACCEPT = 'application/graphql-response+json, application/json;q=0.9';

/**
 * A fetcher that asks the gateway with POST and nothing else. A GET would put the query, and with
 * it an NHS number, into the address, the browser's history and every access log on the way.
 */
export function postFetcher(url: string, send: typeof fetch = fetch): Fetcher {
  return async (params, options) => {
    const response = await send(url, {
      method: 'POST',
      headers: { ...options?.headers, 'Content-Type': 'application/json', Accept: ACCEPT },
      body: JSON.stringify(params),
      credentials: 'same-origin',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    const type = response.headers.get('Content-Type') ?? '';
    if (!/^application\/(graphql-response\+)?json\b/i.test(type)) {
      throw new Error(`The gateway answered ${response.status} without a GraphQL response.`);
    }
    return response.json();
  };
}
