import './monaco-workers';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import '../frame/frame.css';
import './style.css';

import { openRoom } from '../frame/open';
import { Playground } from './Playground';

await openRoom('playground', <Playground />);
