import { Client, subscriptionExchange, type ExecutionResult } from '@urql/core';
import { Gateway, type Answer } from '@london-care-record/client';

import { recordCache } from './cache';

/**
 * A client of the gateway for one caller: its cache holds what that caller may see, so another caller gets another client.
 * Questions and subscriptions alike go by the client package.
 */
export function clientFor(gateway: Gateway): Client {
  return new Client({
    url: '/graphql',
    exchanges: [
      recordCache(),
      subscriptionExchange({ enableAllOperations: true, forwardSubscription: (operation) => observe(gateway, operation) }),
    ],
    // What is shown is what the exchanges say now, and a question in an address would be a person's number in an address.
    requestPolicy: 'network-only',
    preferGetMethod: false,
  });
}

type Forwarded = Parameters<Parameters<typeof subscriptionExchange>[0]['forwardSubscription']>[0];

interface Sink {
  next(value: ExecutionResult): void;
  error(problem: unknown): void;
  complete(): void;
}

/** Gives a question's answers as they come, and stops asking when nobody listens any more. */
function observe(gateway: Gateway, operation: Forwarded) {
  return {
    subscribe(sink: Sink) {
      const stop = new AbortController();
      void pass(gateway, operation, stop.signal, sink);
      return { unsubscribe: () => stop.abort() };
    },
  };
}

async function pass(
  gateway: Gateway,
  operation: Forwarded,
  signal: AbortSignal,
  sink: Sink,
): Promise<void> {
  const query = operation.query ?? '';
  try {
    if (isSubscription(query)) {
      for await (const answer of gateway.follow<unknown, unknown>(query, operation.variables, { signal })) {
        sink.next(result(answer));
      }
    } else {
      sink.next(result(await gateway.ask<unknown, unknown>(query, operation.variables, { signal })));
    }
    sink.complete();
  } catch (problem) {
    if (!signal.aborted) {
      sink.error(problem);
    }
  }
}

function isSubscription(query: string): boolean {
  return /(^|\n)\s*subscription\b/.test(query);
}

function result(answer: Answer<unknown>): ExecutionResult {
  return { data: answer.data ?? null, errors: answer.errors ?? [], extensions: answer.extensions ?? {} } as ExecutionResult;
}
