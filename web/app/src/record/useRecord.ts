import { FollowRecordDocument, LaunchRecordDocument, RecordDocument, type AnswerError, type RecordFragment } from '@london-care-record/client';
import type { Client, CombinedError } from '@urql/core';
import { useCallback, useEffect, useState } from 'react';

import { useAsker } from '../gateway/asker';
import { clientFor } from '../gateway/client';

/** Whose record: a number, or whoever the caller's own system was launched on. */
export type Whose = { nhsNumber: string } | 'launched';

export interface RecordState {
  /** Asked: nothing has come yet. Arriving: more is to come. Done: all is there that will come. */
  phase: 'asked' | 'arriving' | 'done';
  patient: RecordFragment | null;
  errors: AnswerError[];
  /** When the last part came. */
  at: Date | null;
  /** True when parts came as they arrived; false when the gateway gave the record in one piece. */
  live: boolean;
}

const nothing: RecordState = { phase: 'asked', patient: null, errors: [], at: null, live: false };

/** Asks for a record and shows it as it comes in. `again` asks anew; what stands on the page stays until the answer comes. */
export function useRecord(whose: Whose): { state: RecordState; again: () => void } {
  const asker = useAsker();
  const [state, setState] = useState(nothing);
  const [turn, setTurn] = useState(0);
  const nhsNumber = whose === 'launched' ? '' : whose.nhsNumber;

  // Another person, or another caller, must never see for a moment what was shown before.
  const [shown, setShown] = useState({ nhsNumber, asker });
  if (shown.nhsNumber !== nhsNumber || shown.asker !== asker) {
    setShown({ nhsNumber, asker });
    setState(nothing);
  }

  useEffect(() => {
    let stopped = false;
    const show = (next: Partial<RecordState>) => {
      if (!stopped) {
        setState((before) => ({ ...before, ...next }));
      }
    };
    show({ phase: 'asked' });
    const client = clientFor(asker.gateway(nhsNumber === '' ? undefined : nhsNumber));
    const stop = nhsNumber === '' ? askOnce(client, null, show) : follow(client, nhsNumber, show);
    return () => {
      stopped = true;
      stop();
    };
  }, [nhsNumber, asker, turn]);

  return { state, again: useCallback(() => setTurn((n) => n + 1), []) };
}

type Show = (next: Partial<RecordState>) => void;

/** Asks the subscription, and where the gateway has none, the query. */
function follow(client: Client, nhsNumber: string, show: Show): () => void {
  let came = false;
  let stopQuery: () => void = () => undefined;
  let last: Partial<RecordState> = {};
  const subscription = client.subscription(FollowRecordDocument, { nhsNumber }).subscribe((result) => {
    const errors = errorsOf(result.error);
    const patient = result.data?.patient ?? null;
    if (patient === null && !came && !decided(errors)) {
      stopQuery = askOnce(client, nhsNumber, show);
      return;
    }
    came = true;
    const cutOff = patient === null && errors.some((error) => error.extensions?.code === 'CUT_OFF');
    last = cutOff ? { ...last, errors } : { patient, errors, at: new Date(), live: true };
    show({ ...last, phase: result.hasNext && patient !== null ? 'arriving' : 'done' });
  });
  return () => {
    subscription.unsubscribe();
    stopQuery();
  };
}

function askOnce(client: Client, nhsNumber: string | null, show: Show): () => void {
  const took = (patient: RecordFragment | null | undefined, error: CombinedError | undefined) =>
    show({ phase: 'done', patient: patient ?? null, errors: errorsOf(error), at: new Date(), live: false });
  const subscription =
    nhsNumber === null
      ? client.query(LaunchRecordDocument, {}).subscribe((result) => took(result.data?.launchPatient, result.error))
      : client.query(RecordDocument, { nhsNumber }).subscribe((result) => took(result.data?.patient, result.error));
  return () => subscription.unsubscribe();
}

/** The codes with which the gateway has decided about the person or the caller: asking in another way changes nothing. */
const DECIDED = [
  'INVALID_NHS_NUMBER', 'PATIENT_NOT_FOUND', 'RECORD_UNAVAILABLE', 'BIRTH_DATE_MISMATCH', 'FORBIDDEN', 'UNAUTHENTICATED', 'UNREACHABLE',
  'INTERNAL', 'RATE_LIMITED',
];

function decided(errors: AnswerError[]): boolean {
  return errors.some((error) => DECIDED.includes(String(error.extensions?.code)));
}

function errorsOf(error: CombinedError | undefined): AnswerError[] {
  if (error === undefined) {
    return [];
  }
  if (error.networkError !== undefined) {
    return [{ message: error.networkError.message, extensions: { code: 'UNREACHABLE' } }];
  }
  return error.graphQLErrors.map((one) => ({ message: one.message, path: one.path ?? [], extensions: one.extensions }));
}
