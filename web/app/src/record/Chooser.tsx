import { useState, type FormEvent } from 'react';

import { useAsker } from '../gateway/asker';
import { readNhsNumber, spaced } from '../gateway/nhs-number';

/** Whom to open: a search by NHS number, and in the demo the ten demo people. */
export function Chooser({ choose, net, launched }: { choose: (nhsNumber: string) => void; net: () => void; launched: (() => void) | null }) {
  const { facts, launch, launchProblem } = useAsker();
  if (facts.needsToken && launch === null) {
    return <OpenedElsewhere problem={launchProblem} launchable={facts.smart.length > 0} />;
  }
  return (
    <div className="chooser">
      <h1>Open a record</h1>
      <LaunchProblem words={launchProblem} />
      {launched !== null && (
        <button type="button" className="nhsuk-button" onClick={launched}>
          Open the person whom you were launched on
        </button>
      )}
      <Search choose={choose} />
      {facts.people.length > 0 && (
        <>
          <h2>Demo people</h2>
          <ul className="people-cards">
            {facts.people.map((person) => (
              <li key={person.nhsNumber}>
                <button type="button" onClick={() => choose(person.nhsNumber)}>
                  <strong>{person.name}</strong>
                  <span className="number">{spaced(person.nhsNumber)}</span>
                  <span className="shows">{person.shows}</span>
                </button>
              </li>
            ))}
          </ul>
          <p>
            To open a record the way a clinician does, from their own system: <a href="/demo/record-system">the demo’s record system</a>.
          </p>
        </>
      )}
      <h2>For many people at once</h2>
      <p>
        <button type="button" className="nhsuk-button nhsuk-button--secondary" onClick={net}>
          Two-week-wait safety net
        </button>
      </p>
    </div>
  );
}

/** Without a token there is nothing to ask, and this page has no login: it says where the token comes from. */
function OpenedElsewhere({ problem, launchable }: { problem: string | null; launchable: boolean }) {
  return (
    <div className="chooser">
      <h1>Open a record</h1>
      <LaunchProblem words={problem} />
      <p>
        {launchable
          ? 'Records open here from your own record system: open the person there, and choose London Care Record. This page has no login and no search of its own.'
          : 'This gateway answers those only who bring a token, and is not set up to be opened from a record system. This page has no login of its own.'}
      </p>
    </div>
  );
}

function LaunchProblem({ words }: { words: string | null }) {
  if (words === null) {
    return null;
  }
  return (
    <div className="problems" role="alert">
      <h2>The record could not be opened</h2>
      <p>{words}</p>
    </div>
  );
}

function Search({ choose }: { choose: (nhsNumber: string) => void }) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState('');
  function submit(event: FormEvent) {
    event.preventDefault();
    const read = readNhsNumber(typed);
    if ('problem' in read) {
      setProblem(read.problem);
    } else {
      choose(read.digits);
    }
  }
  return (
    <form onSubmit={submit} autoComplete="off" noValidate>
      <div className={`nhsuk-form-group${problem === '' ? '' : ' nhsuk-form-group--error'}`}>
        <label className="nhsuk-label" htmlFor="nhs-number">
          NHS number
        </label>
        <div className="nhsuk-hint" id="nhs-number-hint">
          Ten digits, with or without spaces
        </div>
        {problem !== '' && (
          <span className="nhsuk-error-message" id="nhs-number-error" role="alert">
            <span className="visually-hidden">Error:</span> {problem}
          </span>
        )}
        <input
          className="nhsuk-input nhsuk-input--width-10"
          id="nhs-number"
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          aria-invalid={problem !== ''}
          aria-describedby={`nhs-number-hint${problem === '' ? '' : ' nhs-number-error'}`}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <button type="submit" className="nhsuk-button">
        Open record
      </button>
    </form>
  );
}
