import { print, type DocumentNode } from '@0no-co/graphql.web';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';

import { failure, type Answer } from './answer.js';
import { readEvents } from './events.js';

/** A token, or something that gives one when it is needed. Without one the gateway is asked without. */
export type Token = string | undefined | (() => string | undefined | Promise<string | undefined>);

export interface GatewayOptions {
  /** The gateway's GraphQL address, for example "https://gateway.example/graphql" or "/graphql" on its own pages. */
  url: string;
  token?: Token;
  /** Further headers. An Authorization header here goes before the token. */
  headers?: Readonly<Record<string, string>>;
  /** For tests, and for programs that have a fetch of their own. */
  fetch?: typeof fetch;
}

/** A question as a document, or as text with its variables. */
export type Question<Data, Variables> = TypedDocumentNode<Data, Variables> | DocumentNode | string;

export interface AskOptions {
  signal?: AbortSignal;
  /** Which operation of a document that has several. */
  operationName?: string;
}

// The standard's own media type comes first: with it a refused request has a status that says so.
const ANSWER = 'application/graphql-response+json, application/json;q=0.9';
const EVENTS = `text/event-stream, ${ANSWER}`;

/**
 * A gateway to ask. It asks with POST and nothing else: a GET would put the query, and with it an NHS number, into the
 * address, the browser's history and every access log on the way.
 *
 * It does not throw but for a signal that aborts: what went wrong on the way is an answer with an error in words.
 */
export class Gateway {
  readonly #url: string;
  readonly #token: Token;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #fetch: typeof fetch;

  constructor(options: GatewayOptions) {
    this.#url = options.url;
    this.#token = options.token;
    this.#headers = options.headers ?? {};
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
  }

  /** Asks once. */
  async ask<Data, Variables>(question: Question<Data, Variables>, variables: Variables, options: AskOptions = {}): Promise<Answer<Data>> {
    const response = await this.#post(question, variables, ANSWER, options);
    return response instanceof Response ? readAnswer<Data>(response) : response;
  }

  /**
   * Asks a subscription, and gives each answer as it comes, over server-sent events (graphql-sse, distinct connections).
   * A stream that ends before it says that it is complete ends with an error of code CUT_OFF: what came before may not
   * be the whole record. A gateway that gives no events gives its one answer.
   */
  async *follow<Data, Variables>(
    question: Question<Data, Variables>,
    variables: Variables,
    options: AskOptions = {},
  ): AsyncGenerator<Answer<Data>, void, void> {
    const response = await this.#post(question, variables, EVENTS, options);
    if (!(response instanceof Response)) {
      yield response;
      return;
    }
    if (!/^text\/event-stream\b/i.test(response.headers.get('Content-Type') ?? '') || response.body === null) {
      yield await readAnswer<Data>(response);
      return;
    }
    try {
      for await (const event of readEvents(response.body)) {
        if (event.name === 'complete') {
          return;
        }
        if (event.name === 'next') {
          yield JSON.parse(event.data) as Answer<Data>;
        }
      }
    } catch {
      // A network that fails, and an event that is no JSON: both leave the record open-ended.
      options.signal?.throwIfAborted();
    }
    yield failure('CUT_OFF', 'The gateway’s answer was cut off before it was whole. More may be recorded than is shown.');
  }

  async #post<Data, Variables>(
    question: Question<Data, Variables>,
    variables: Variables,
    accept: string,
    options: AskOptions,
  ): Promise<Response | Answer<never>> {
    const headers = new Headers(this.#headers);
    if (!headers.has('Authorization')) {
      const token = typeof this.#token === 'function' ? await this.#token() : this.#token;
      if (token !== undefined && token !== '') {
        headers.set('Authorization', `Bearer ${token}`);
      }
    }
    headers.set('Content-Type', 'application/json');
    headers.set('Accept', accept);
    const query = typeof question === 'string' ? question : print(question as DocumentNode);
    try {
      return await this.#fetch(this.#url, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query, variables, ...(options.operationName === undefined ? {} : { operationName: options.operationName }) }),
        credentials: 'same-origin',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      });
    } catch {
      options.signal?.throwIfAborted();
      return failure('UNREACHABLE', 'The gateway could not be reached.');
    }
  }
}

async function readAnswer<Data>(response: Response): Promise<Answer<Data>> {
  if (!/^application\/(graphql-response\+)?json\b/i.test(response.headers.get('Content-Type') ?? '')) {
    return failure('NO_GRAPHQL', `The gateway answered ${response.status} without a GraphQL response.`);
  }
  try {
    return (await response.json()) as Answer<Data>;
  } catch {
    return failure('CUT_OFF', `The gateway's answer (${response.status}) was cut off or could not be read.`);
  }
}
