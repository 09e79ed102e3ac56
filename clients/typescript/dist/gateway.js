import { print } from '@0no-co/graphql.web';
import { failure } from './answer.js';
import { readEvents } from './events.js';
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
    #url;
    #token;
    #fetch;
    constructor(options) {
        this.#url = options.url;
        this.#token = options.token;
        this.#fetch = options.fetch ?? ((input, init) => fetch(input, init));
    }
    /** Asks once. */
    async ask(question, variables, options = {}) {
        const response = await this.#post(question, variables, ANSWER, options);
        return response instanceof Response ? readAnswer(response) : response;
    }
    /**
     * Asks a subscription, and gives each answer as it comes, over server-sent events (graphql-sse, distinct connections).
     * A stream that ends before it says that it is complete ends with an error of code CUT_OFF: what came before may not
     * be the whole record. A gateway that gives no events gives its one answer.
     */
    async *follow(question, variables, options = {}) {
        const response = await this.#post(question, variables, EVENTS, options);
        if (!(response instanceof Response)) {
            yield response;
            return;
        }
        if (!/^text\/event-stream\b/i.test(response.headers.get('Content-Type') ?? '') || response.body === null) {
            yield await readAnswer(response);
            return;
        }
        try {
            for await (const event of readEvents(response.body)) {
                if (event.name === 'complete') {
                    return;
                }
                if (event.name === 'next') {
                    yield JSON.parse(event.data);
                }
            }
        }
        catch {
            // A network that fails, and an event that is no JSON: both leave the record open-ended.
            options.signal?.throwIfAborted();
        }
        yield failure('CUT_OFF', 'The gateway’s answer was cut off before it was whole. More may be recorded than is shown.');
    }
    async #post(question, variables, accept, options) {
        const token = typeof this.#token === 'function' ? await this.#token() : this.#token;
        const headers = { 'Content-Type': 'application/json', Accept: accept };
        if (token !== undefined && token !== '') {
            headers['Authorization'] = `Bearer ${token}`;
        }
        const query = typeof question === 'string' ? question : print(question);
        try {
            return await this.#fetch(this.#url, {
                method: 'POST',
                headers,
                body: JSON.stringify({ query, variables }),
                credentials: 'same-origin',
                cache: 'no-store',
                referrerPolicy: 'no-referrer',
                ...(options.signal === undefined ? {} : { signal: options.signal }),
            });
        }
        catch {
            options.signal?.throwIfAborted();
            return failure('UNREACHABLE', 'The gateway could not be reached.');
        }
    }
}
async function readAnswer(response) {
    if (!/^application\/(graphql-response\+)?json\b/i.test(response.headers.get('Content-Type') ?? '')) {
        return failure('NO_GRAPHQL', `The gateway answered ${response.status} without a GraphQL response.`);
    }
    try {
        return (await response.json());
    }
    catch {
        return failure('CUT_OFF', `The gateway's answer (${response.status}) was cut off or could not be read.`);
    }
}
