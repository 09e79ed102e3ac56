import type { Fetcher } from '@graphiql/toolkit';
import { Gateway, type Answer } from '@london-care-record/client';

/** How what is asked and answered is seen beside the editor. */
export interface Onlooker {
  /** Each answer, as it comes. */
  answer(answer: unknown): void;
  /** The token that a question went with, where it is the asker's and not one that somebody typed. */
  token?(token: string | undefined): void;
  /** The headers to send, of those that stand in the editor. */
  headers?(typed: Record<string, string>): Record<string, string>;
}

/** Gives a token for a question about somebody; without a number, about nobody in particular. */
export type TokenFor = (nhsNumber?: string) => Promise<string | undefined>;

/**
 * A fetcher that asks the gateway by the client package: with POST and nothing else, and with an answer in words for what
 * went wrong on the way. A subscription's answers come one after the other. The token is that of whoever asks, unless the
 * question's own headers have one.
 */
export function gatewayFetcher(url: string, tokenFor: TokenFor, onlooker: Onlooker, send?: typeof fetch): Fetcher {
  const look = (answer: unknown) => onlooker.answer(answer);
  return async (params, options) => {
    const typed = plain(options?.headers);
    const gateway = new Gateway({
      url,
      headers: onlooker.headers?.(typed) ?? typed,
      token: async () => {
        const token = await tokenFor(theOnePerson(params.query, params.variables));
        // The editor's own question about the schema is nobody's.
        if (params.operationName !== 'IntrospectionQuery') {
          onlooker.token?.(token);
        }
        return token;
      },
      ...(send === undefined ? {} : { fetch: send }),
    });
    const more = named(params.query, params.operationName);
    if (isSubscription(params.query, params.operationName)) {
      return looked(gateway.follow(params.query, params.variables as unknown, more), look);
    }
    const answer = await gateway.ask(params.query, params.variables as unknown, more);
    look(answer);
    return answer as never;
  };
}

async function* looked(answers: AsyncIterable<Answer<unknown>>, look: (answer: unknown) => void) {
  for await (const answer of answers) {
    look(answer);
    yield answer as never;
  }
}

function plain(headers: Record<string, unknown> | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]));
}

/** The type and the name of each operation of a document. */
function operationsIn(query: string): RegExpMatchArray[] {
  return [...query.replaceAll(/#.*/g, '').matchAll(/(?:^|[}\s])(query|mutation|subscription)\b\s*(\w*)/g)];
}

/** The operation's name, where the document has it: just after a change of tabs, the editor still gives that of the tab before. */
function named(query: string, operationName: string | null | undefined): { operationName?: string } {
  return operationName != null && operationsIn(query).some(([, , name]) => name === operationName) ? { operationName } : {};
}

/** Whether the operation that is asked for is a subscription. */
function isSubscription(query: string, operationName: string | null | undefined): boolean {
  const operations = operationsIn(query);
  const chosen = operations.find(([, , name]) => name === operationName) ?? operations[0];
  return chosen?.[1] === 'subscription';
}

/** Every ten-digit number that a question names, in its text or in its variables, without spaces. */
export function numbersIn(query: string, variables: unknown): string[] {
  const text = `${query} ${typeof variables === 'string' ? variables : JSON.stringify(variables ?? {})}`;
  return [...new Set([...text.matchAll(/(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)/g)].map(([number]) => number.replaceAll(/[ -]/g, '')))];
}

/** The person whom a question is about, where it is about one: as if the caller's own system had been opened on that person. */
export function theOnePerson(query: string, variables: unknown): string | undefined {
  const numbers = numbersIn(query, variables);
  return numbers.length === 1 ? numbers[0] : undefined;
}
