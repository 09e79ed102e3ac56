import { MyAccessHistoryDocument, type MyAccessHistoryQuery } from '@london-care-record/client';
import { useEffect, useState } from 'react';

import { useAsker } from '../gateway/asker';
import { dateWords } from './dates';
import { Badge } from './Standing';
import { KIND_NAMES, listed, sentence, word } from './words';

type Page = MyAccessHistoryQuery['myAccessHistory'];
type Look = Page['looks'][number];

interface Read {
  looks: Look[];
  /** The cursor of the next page; null when all are read. */
  next: string | null;
  problem: string | null;
  waiting: boolean;
}

const nothing: Read = { looks: [], next: null, problem: null, waiting: true };

/** Who looked at the record of the caller, who is a citizen. Refused looks are told, too. */
export function History({ leave }: { leave: (() => void) | null }) {
  const asker = useAsker();
  const [read, setRead] = useState(nothing);
  useEffect(() => {
    const stop = new AbortController();
    setRead(nothing);
    void page(asker.gateway(), null, stop.signal).then((first) => !stop.signal.aborted && setRead(first));
    return () => stop.abort();
  }, [asker]);
  async function more() {
    const before = read;
    setRead({ ...before, waiting: true });
    const further = await page(asker.gateway(), before.next, undefined);
    setRead((now) => (now.looks === before.looks ? { ...further, looks: [...before.looks, ...further.looks], next: further.problem === null ? further.next : before.next } : now));
  }
  return (
    <div className="chooser history">
      <h1>Who looked at your record</h1>
      <p>Every time somebody asked for your record here, newest first, and whether they were let in. That you read this is noted, too.</p>
      {read.problem !== null && (
        <div className="problems" role="alert">
          <h2>Not all can be shown</h2>
          <p>{read.problem}</p>
        </div>
      )}
      {read.looks.length > 0 && <Looks looks={read.looks} />}
      <div role="status">
        {read.waiting && <p>Asking</p>}
        {!read.waiting && read.looks.length === 0 && read.problem === null && <p>Nobody has asked for your record here.</p>}
      </div>
      {read.next !== null && (
        <button type="button" className="nhsuk-button nhsuk-button--secondary" disabled={read.waiting} onClick={() => void more()}>
          Show earlier ones
        </button>
      )}
      {leave !== null && (
        <p>
          <button type="button" className="link-button" onClick={leave}>
            Back
          </button>
        </p>
      )}
    </div>
  );
}

async function page(gateway: ReturnType<ReturnType<typeof useAsker>['gateway']>, after: string | null, signal: AbortSignal | undefined): Promise<Read> {
  try {
    const answer = await gateway.ask(MyAccessHistoryDocument, { after }, signal === undefined ? {} : { signal });
    const history = answer.data?.myAccessHistory;
    return history == null
      ? { ...nothing, waiting: false, problem: answer.errors?.[0]?.message ?? 'The gateway gave no answer.' }
      : { looks: history.looks, next: history.hasNextPage ? history.endCursor : null, problem: null, waiting: false };
  } catch (problem) {
    return { ...nothing, waiting: false, problem: problem instanceof Error ? problem.message : 'The gateway gave no answer.' };
  }
}

function Looks({ looks }: { looks: Look[] }) {
  return (
    <table className="entries">
      <caption className="visually-hidden">Who looked at your record</caption>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What for</th>
          <th scope="col">What was seen</th>
        </tr>
      </thead>
      <tbody>
        {looks.map((look, place) => (
          <tr key={place}>
            <th scope="row" data-heading="When">
              {dateWords(look.at)}
            </th>
            <td data-heading="Who">
              <strong>{look.name}</strong>
              <span className="entry-organisation">{[sentence(look.role.replaceAll('-', ' ')), look.organisation].filter(Boolean).join(', ')}</span>
            </td>
            <td data-heading="What for">
              {ACTIONS[look.action] ?? sentence(word(look.action))}
              <span className="entry-organisation">{sentence(look.purpose.replaceAll('-', ' '))}</span>
            </td>
            <td data-heading="What was seen">
              <Seen look={look} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Seen({ look }: { look: Look }) {
  const kinds = look.kinds.map((kind) => (kind === 'DEMOGRAPHICS' ? 'who you are' : (KIND_NAMES as Record<string, string>)[kind]?.toLowerCase() ?? word(kind)));
  return (
    <>
      {look.permitted ? (
        look.answered ? <Badge tone="none">Let in</Badge> : <Badge tone="wait">Let in, nothing is noted as shown</Badge>
      ) : (
        <Badge tone="withheld">Refused</Badge>
      )}
      {look.breakGlass && <Badge tone="other">Without a link to you, for a reason that was noted</Badge>}
      {kinds.length > 0 && <span className="entry-organisation">{sentence(listed(kinds))}</span>}
      {look.reasons.length > 0 && <span className="entry-note">{look.reasons.map(withoutPolicy).join(' ')}</span>}
    </>
  );
}

/** A reason without the name of its policy, which is for those who keep the policies. */
function withoutPolicy(reason: string): string {
  return reason.replace(/^[\w-]+: /, '');
}

const ACTIONS: Record<string, string> = {
  READ_RECORD: 'To see your record',
  CHECK_RELATIONSHIP: 'To find out whether you are in their care; nothing was shown to anybody',
  READ_AUDIT: 'To see who looked at it',
  BREAK_GLASS: 'To be let in without a link to you',
  AUTHENTICATE: 'To find out whose record it is',
};
