import type { Fetcher } from '@graphiql/toolkit';
import { Gateway, type Answer } from '@london-care-record/client';

/** Gives a token for a question about somebody; without a number, about nobody in particular. */
export type TokenFor = (nhsNumber?: string) => Promise<string | undefined>;

/**
 * A fetcher that asks the gateway by the client package: with POST and nothing else, and with an answer in words for what
 * went wrong on the way. A subscription's answers come one after the other. The token is that of whoever asks, unless the
 * question's own headers have one. Each answer is shown to `look` too.
 */
export function gatewayFetcher(url: string, tokenFor: TokenFor, look: (answer: unknown) => void, send?: typeof fetch): Fetcher {
  return async (params, options) => {
    const gateway = new Gateway({
      url,
      headers: plain(options?.headers),
      token: () => tokenFor(theOnePerson(params.query, params.variables)),
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
function theOnePerson(query: string, variables: unknown): string | undefined {
  const numbers = numbersIn(query, variables);
  return numbers.length === 1 ? numbers[0] : undefined;
}
