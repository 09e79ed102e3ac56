import './monaco-workers';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './style.css';

import { createRoot } from 'react-dom/client';

import { readFacts } from './facts';
import { Playground } from './Playground';

const element = document.getElementById('playground');
if (element === null) {
  throw new Error('The page has no element for the playground.');
}
const facts = await readFacts('/playground.json');
createRoot(element).render(<Playground facts={facts} />);
