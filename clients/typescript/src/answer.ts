import type { ErrorCode, ExchangeId, RecordKind } from './generated/schema.js';

/** What the client itself adds to the gateway's codes: the answer did not come, or not as a whole. */
export type WayCode = 'UNREACHABLE' | 'NO_GRAPHQL' | 'CUT_OFF';

/** One error of an answer, as GraphQL has it. */
export interface AnswerError {
  /** A sentence that can be shown to the reader. */
  message: string;
  path?: readonly (string | number)[];
  extensions?: {
    code?: ErrorCode | WayCode;
    exchange?: ExchangeId;
    kind?: RecordKind;
    [name: string]: unknown;
  };
}

/**
 * A GraphQL answer. Data and errors can come together: an exchange that could not be asked takes no data away, so a
 * reader is shown both.
 */
export interface Answer<Data> {
  data?: Data | null;
  errors?: AnswerError[];
  extensions?: Record<string, unknown>;
}

/** An answer that says what went wrong on the way to the gateway. */
export function failure(code: WayCode, message: string): Answer<never> {
  return { errors: [{ message, extensions: { code } }] };
}
