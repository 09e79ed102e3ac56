import { ToolbarButton, ToolbarMenu, useGraphiQL } from '@graphiql/react';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useCallback, useEffect, useMemo, useState } from 'react';

import { Frame } from '../frame/Frame';
import { useTheme } from '../frame/theme';
import { useAsker } from '../gateway/asker';
import { examples } from './examples';
import { gatewayFetcher, theOnePerson } from './fetcher';
import { gapsOf, listsWithout } from './gaps';
import { demoHistory } from './history';
import { PeopleContext, peoplePlugin } from './People';
import { ShownTokens } from './shown-tokens';
import { LANGUAGES, snippet, type Language } from './snippets';

/** The playground room: GraphiQL with a question for each user story. */
export function Playground() {
  const asker = useAsker();
  const { people } = asker.facts;
  const theme = useTheme();
  const [answer, setAnswer] = useState<unknown>(null);
  const [shown] = useState(() => new ShownTokens());
  const [used, setUsed] = useState<Used>({ token: undefined });
  const fetcher = useMemo(
    () => gatewayFetcher('/graphql', asker.token, { answer: setAnswer, token: (token) => setUsed({ token }), headers: (typed) => shown.without(typed) }),
    [asker, shown],
  );
  const storage = useMemo(() => demoHistory(people.map((person) => person.nhsNumber), window.localStorage, window.sessionStorage), [people]);
  return (
    <PeopleContext value={people}>
      <Frame room="/">
        <main id="main" className="editor">
          <h1 className="visually-hidden">Playground</h1>
          <GraphiQL
            fetcher={fetcher}
            defaultTabs={examples}
            defaultEditorToolsVisibility="variables"
            plugins={people.length > 0 ? DEMO_PLUGINS : PLAIN_PLUGINS}
            // Questions can carry NHS numbers: they are gone when the browser's tab is closed, but for the history of the demo people.
            storage={storage}
            shouldPersistHeaders={false}
            showPersistHeadersSettings={false}
            forcedTheme={theme}
          >
            <GraphiQL.Logo>
              <span />
            </GraphiQL.Logo>
            <GraphiQL.Toolbar>{Toolbar}</GraphiQL.Toolbar>
            <GraphiQL.Footer>
              <TokenInHeaders shown={shown} used={used} />
              <Gaps answer={answer} />
            </GraphiQL.Footer>
          </GraphiQL>
        </main>
      </Frame>
    </PeopleContext>
  );
}

const DEMO_PLUGINS = [HISTORY_PLUGIN, peoplePlugin];
// Without demo people there is nobody whose questions may be kept.
const PLAIN_PLUGINS: typeof DEMO_PLUGINS = [];

function Toolbar({ prettify, copy, merge }: { prettify: React.ReactNode; copy: React.ReactNode; merge: React.ReactNode }) {
  return (
    <>
      {prettify}
      {merge}
      {copy}
      <CopyAs />
    </>
  );
}

/** The token that the last question went with. */
interface Used {
  token: string | undefined;
}

/** Writes the asker's token into the Headers tab, where it can be seen and copied: when the caller or the tab changes, and as each question goes out. */
function TokenInHeaders({ shown, used }: { shown: ShownTokens; used: Used }) {
  const asker = useAsker();
  const headerEditor = useGraphiQL((state) => state.headerEditor);
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const tab = useGraphiQL((state) => state.activeTabIndex);
  const put = useCallback(
    (token: string | undefined) => {
      const text = shown.put(headerEditor?.getValue() ?? '', token);
      if (text !== null) {
        headerEditor?.setValue(text);
      }
    },
    [headerEditor, shown],
  );
  useEffect(() => {
    let current = true;
    asker.token(theOnePerson(queryEditor?.getValue() ?? '', variableEditor?.getValue() ?? '')).then(
      (token) => current && put(token),
      // What went wrong is said when a question is asked.
      () => current && put(undefined),
    );
    return () => {
      current = false;
    };
  }, [asker, put, queryEditor, variableEditor, tab]);
  useEffect(() => put(used.token), [put, used]);
  return null;
}

/** The question as a program, on the clipboard. */
function CopyAs() {
  const asker = useAsker();
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const operationName = useGraphiQL((state) => state.operationName);
  const [said, setSaid] = useState('');
  async function copy(language: Language) {
    const text = snippet(language, {
      url: new URL('/graphql', location.origin).href,
      query: queryEditor?.getValue() ?? '',
      variables: variableEditor?.getValue() ?? '',
      operationName,
      withToken: asker.caller !== '',
    });
    try {
      await navigator.clipboard.writeText(text);
      setSaid(`Copied as ${LANGUAGES[language]}`);
    } catch {
      setSaid('The browser does not let this page copy');
    }
    window.setTimeout(() => setSaid(''), 4000);
  }
  return (
    <div className="copy-as">
      <ToolbarMenu
        button={
          <ToolbarButton label="Copy as code">
            <span className="copy-as-button" aria-hidden="true">
              {'</>'}
            </span>
          </ToolbarButton>
        }
      >
        {(Object.keys(LANGUAGES) as Language[]).map((language) => (
          <ToolbarMenu.Item key={language} onSelect={() => void copy(language)}>
            Copy as {LANGUAGES[language]}
          </ToolbarMenu.Item>
        ))}
      </ToolbarMenu>
      <span role="status" className="copy-as-said">
        {said}
      </span>
    </div>
  );
}

/** What the answer does not show, in words beside it: an empty list alone says nothing. */
function Gaps({ answer }: { answer: unknown }) {
  const gaps = gapsOf(answer);
  const without = listsWithout(answer);
  if (gaps.length === 0 && without.length === 0) {
    return <div className="gaps gaps-none" role="status" aria-label="Completeness" />;
  }
  const missing = gaps.filter((gap) => !gap.complete);
  return (
    <div className="gaps" role="status" aria-label="Completeness">
      <strong>{missing.length === 0 ? (gaps.length === 0 ? '' : `✓ Complete (${gaps.length} of ${gaps.length})`) : `✕ Incomplete (${missing.length} of ${gaps.length})`}</strong>
      {missing.length > 0 && (
        <ul>
          {missing.map((gap) => (
            <li key={gap.path}>
              <code>{gap.path}</code> {gap.summary || 'Ask for summary to read what is missing.'}
            </li>
          ))}
        </ul>
      )}
      {without.length > 0 && (
        <p>
          Asked without completeness, so that an empty list says nothing: <code>{without.join(', ')}</code>
        </p>
      )}
    </div>
  );
}
