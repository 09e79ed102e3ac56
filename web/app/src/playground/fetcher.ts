import type { Fetcher } from '@graphiql/toolkit';

// The standard's own media type comes first: with it a refused request has a status that says so.
const ACCEPT = 'application/graphql-response+json, application/json;q=0.9';

/**
 * A fetcher that asks the gateway with POST and nothing else. A GET would put the query, and with
 * it an NHS number, into the address, the browser's history and every access log on the way.
 *
 * It does not throw: what went wrong on the way is an answer in words, without a stack trace.
 */
export function postFetcher(url: string, send: typeof fetch = fetch): Fetcher {
  return async (params, options) => {
    let response: Response;
    try {
      response = await send(url, {
        method: 'POST',
        headers: { ...options?.headers, 'Content-Type': 'application/json', Accept: ACCEPT },
        body: JSON.stringify(params),
        credentials: 'same-origin',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
      });
    } catch {
      return failure('The gateway could not be reached.');
    }
    const type = response.headers.get('Content-Type') ?? '';
    if (!/^application\/(graphql-response\+)?json\b/i.test(type)) {
      return failure(`The gateway answered ${response.status} without a GraphQL response.`);
    }
    try {
      return await response.json();
    } catch {
      return failure(`The gateway's answer (${response.status}) was cut off or could not be read.`);
    }
  };
}

function failure(message: string) {
  return { errors: [{ message }] };
}
