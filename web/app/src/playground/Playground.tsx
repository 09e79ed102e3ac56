import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';

import { Frame } from '../frame/Frame';
import { useAsker } from '../gateway/asker';
import { examples } from './examples';
import { postFetcher } from './fetcher';
import { PeopleContext, peoplePlugin } from './People';

const fetcher = postFetcher('/graphql');
const demoPlugins = [HISTORY_PLUGIN, peoplePlugin];
const plainPlugins = [HISTORY_PLUGIN];

/** The playground room: GraphiQL with a question for each user story. */
export function Playground() {
  const { facts } = useAsker();
  return (
    <PeopleContext value={facts.people}>
      <Frame room="/">
      <main id="main" className="editor">
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
      </Frame>
    </PeopleContext>
  );
}
