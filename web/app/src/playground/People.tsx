import { useGraphiQL, useGraphiQLActions, type GraphiQLPlugin } from '@graphiql/react';
import { createContext, useContext } from 'react';

import { firstLookAt } from './examples';
import type { DemoPerson } from '../gateway/facts';

/** The demo people, for the panel: a plugin's content is rendered without props. */
export const PeopleContext = createContext<DemoPerson[]>([]);

/** The panel that lists the demo people and asks about one of them in a new tab. */
export const peoplePlugin: GraphiQLPlugin = {
  title: 'Demo people',
  icon: PeopleIcon,
  content: People,
};

function People() {
  const people = useContext(PeopleContext);
  const ask = useAsk();
  return (
    <section className="people" aria-label="Demo people">
      <h2 className="people-title">Demo people</h2>
      <p>Every one of them is invented. Choose one to open a first look in a new tab.</p>
      <ul>
        {people.map((person) => (
          <li key={person.nhsNumber}>
            <button type="button" onClick={() => ask(person.nhsNumber)}>
              <strong>{person.name}</strong> <code>{spaced(person.nhsNumber)}</code>
            </button>
            <p>{person.shows}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useAsk(): (nhsNumber: string) => void {
  const { addTab } = useGraphiQLActions();
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  return (nhsNumber) => {
    const { query, variables } = firstLookAt(nhsNumber);
    addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables ?? '');
  };
}

/** An NHS number as people read it: three, three and four digits. */
function spaced(nhsNumber: string): string {
  return nhsNumber.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3');
}

function PeopleIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <circle cx="9" cy="8" r="3.25" />
      <path d="M3 19.5c.6-3.6 3-5.5 6-5.5s5.4 1.9 6 5.5" />
      <path d="M15.5 5.2a3.25 3.25 0 0 1 0 5.6M17.5 14.6c1.9.8 3.1 2.5 3.5 4.9" />
    </svg>
  );
}
