import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';

import { examples } from './examples';
import type { ServerFacts } from './facts';
import { postFetcher } from './fetcher';
import { PeopleContext, peoplePlugin } from './People';

const fetcher = postFetcher('/graphql');
const demoPlugins = [HISTORY_PLUGIN, peoplePlugin];
const plainPlugins = [HISTORY_PLUGIN];

/** The whole page: what kind of server this is, and GraphiQL below it. */
export function Playground({ facts }: { facts: ServerFacts }) {
  return (
    <PeopleContext value={facts.people}>
      <header className="banner">
        <h1>London Care Record gateway</h1>
        {facts.demo && <p className="synthetic">Synthetic data: every person here is invented</p>}
      </header>
      <main className="editor">
        <GraphiQL
          fetcher={fetcher}
          defaultTabs={examples}
          defaultEditorToolsVisibility="variables"
          plugins={facts.people.length > 0 ? demoPlugins : plainPlugins}
          // Questions can carry NHS numbers: they are gone when the browser's tab is closed.
          storage={window.sessionStorage}
          shouldPersistHeaders={false}
        >
          <GraphiQL.Logo>
            <span />
          </GraphiQL.Logo>
        </GraphiQL>
      </main>
    </PeopleContext>
  );
}
