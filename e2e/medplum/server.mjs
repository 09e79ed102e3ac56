// A FHIR R4 server for the gateway's end-to-end tests: Medplum's router and memory repository, behind
// HTTP, holding the resources of a folder. See README.md.
import { MockClient } from '@medplum/mock';
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { parseArgs } from 'node:util';

import { indexDefinitions } from './definitions.mjs';
import { giveNHSNumbers, load, readExamples } from './examples.mjs';
import { fhirServer } from './http.mjs';

const USAGE = 'usage: node server.mjs --load DIR [--patients FILE.json] [--page-size 20]';

const options = readOptions();
const resources = await readExamples(options.load);
if (options.patients !== undefined) {
  giveNHSNumbers(resources, JSON.parse(await readFile(options.patients, 'utf8')));
}

indexDefinitions();
// The mock's own examples stay out: every resource that this server holds comes from the folder.
const { router, repo } = new MockClient({ seedDefaultData: false });
await load(repo, resources);

const { server, base } = fhirServer({
  router,
  repo,
  resourceTypes: new Set(resources.map((resource) => resource.resourceType)),
  pageSize: options.pageSize,
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

// Whoever started this server holds its standard input: when they are gone, so is the server. Both
// ends are listened for before the address is out, because they may come as soon as it is.
const end = Promise.race([once(process, 'SIGTERM'), once(process.stdin, 'close')]);
process.stdin.resume();
console.log(JSON.stringify({ url: base() }));

await end;
process.stdin.destroy();
server.close();
server.closeAllConnections();

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        load: { type: 'string' },
        patients: { type: 'string' },
        'page-size': { type: 'string', default: '20' },
      },
    });
    const pageSize = Number(values['page-size']);
    if (values.load === undefined || !Number.isInteger(pageSize) || pageSize < 1) {
      throw new Error('--load is needed, and --page-size is a whole number above zero');
    }
    return { load: values.load, patients: values.patients, pageSize };
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    process.exit(2);
  }
}
