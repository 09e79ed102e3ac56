import { AlreadyDoneDocument, type AlreadyDoneQuery } from '@london-care-record/client';
import { useEffect, useState } from 'react';

import { useAsker } from '../gateway/asker';
import { emptyWords, standingOf } from './completeness';
import { dateWords } from './dates';
import { exchangesOf } from './entries';
import { groups, type Group } from './groups';
import { useOpener } from './opened';
import { Badge, Exchanges } from './Standing';

type List = NonNullable<AlreadyDoneQuery['patient']>['investigations'];
type State = { list: List } | { problem: string } | 'asked';

/** Has it been done already, anywhere in London, and can a "no" be relied on? */
export function AlreadyDone({ nhsNumber }: { nhsNumber: string }) {
  const asker = useAsker();
  const [state, setState] = useState<Record<string, State>>({});
  const [chosen, setChosen] = useState<readonly string[]>(groups.slice(0, 5).map((group) => group.id));
  useEffect(() => {
    const stop = new AbortController();
    setState({});
    for (const group of groups.filter((one) => chosen.includes(one.id))) {
      void ask(group, stop.signal);
    }
    async function ask(group: Group, signal: AbortSignal) {
      setState((before) => ({ ...before, [group.id]: 'asked' }));
      try {
        const answer = await asker.gateway(nhsNumber).ask(AlreadyDoneDocument, { nhsNumber, groups: [group.id] }, { signal });
        const list = answer.data?.patient?.investigations;
        const problem = answer.errors?.[0]?.message ?? 'The gateway gave no answer.';
        setState((before) => ({ ...before, [group.id]: list === undefined ? { problem } : { list } }));
      } catch {
        // The question was given up: another one stands in its place.
      }
    }
    return () => stop.abort();
  }, [nhsNumber, asker, chosen]);
  return (
    <section className="section" aria-labelledby="done-title">
      <header className="section-header">
        <h2 id="done-title">Already done elsewhere?</h2>
      </header>
      <fieldset className="choices">
        <legend>Investigations</legend>
        {groups.map((group) => (
          <label key={group.id}>
            <input
              type="checkbox"
              checked={chosen.includes(group.id)}
              onChange={() => setChosen(chosen.includes(group.id) ? chosen.filter((one) => one !== group.id) : [...chosen, group.id])}
            />
            {group.name}
          </label>
        ))}
      </fieldset>
      {groups.filter((group) => chosen.includes(group.id)).map((group) => (
        <Finding key={group.id} group={group} state={state[group.id] ?? 'asked'} />
      ))}
    </section>
  );
}

function Finding({ group, state }: { group: Group; state: State }) {
  const opener = useOpener();
  if (state === 'asked') {
    return (
      <article className="finding">
        <h3>{group.name}</h3>
        <Badge tone="wait">Asking</Badge>
      </article>
    );
  }
  if ('problem' in state) {
    return (
      <article className="finding">
        <h3>{group.name}</h3>
        <Badge tone="fail">Could not be told</Badge> <p>{state.problem}</p>
      </article>
    );
  }
  const { entries, completeness } = state.list;
  const standing = standingOf(completeness);
  const empty = emptyWords(completeness, 'investigations of this group');
  return (
    <article className="finding">
      <h3>{group.name}</h3>
      {entries.length > 0 ? (
        <Badge tone="good">{`Done: ${entries.length}`}</Badge>
      ) : (
        <Badge tone={empty.tone}>{empty.tone === 'none' ? 'Not done, as far as is shared' : empty.short}</Badge>
      )}
      {entries.length === 0 && <p>{empty.words}</p>}
      {entries.map((entry) => (
        <div key={entry.id} className="finding-entry">
          <p>
            <button type="button" className="entry-name" onClick={() => opener.entry(entry.id)}>
              {entry.code.text}
            </button>
            , {dateWords(entry.effective ?? entry.when)}, {entry.statusText} <Exchanges ids={exchangesOf(entry)} />{' '}
            <span className="quiet">{entry.performer?.name ?? entry.sources[0]?.organisation?.name}</span>
          </p>
          {entry.conclusion !== null && <p className="conclusion">{entry.conclusion}</p>}
          {entry.results.length > 0 && <p>{entry.results.map((one) => `${one.code.text}: ${one.display}`).join('; ')}</p>}
          {entry.conclusion === null && entry.results.length === 0 && <p className="quiet">No result or conclusion is recorded with it.</p>}
        </div>
      ))}
      {entries.length > 0 && standing.tone !== 'good' && <p className={`section-missing tone-${standing.tone}`}>There may be more. {standing.words}</p>}
    </article>
  );
}
