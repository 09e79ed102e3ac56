// Sits the GraphQL-over-HTTP exam: runs graphql-http's server audits against a running gateway. See README.md.
import { serverAudits } from 'graphql-http';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { judge } from './verdict.mjs';

const USAGE = 'usage: node audit.mjs --url http://127.0.0.1:8080/graphql [--deviations FILE.json]';

const options = readOptions();
const deviations = JSON.parse(await readFile(options.deviations, 'utf8'));
const { lines, complaints } = judge(await run(options.url), deviations);
console.log(lines.join('\n'));
for (const complaint of complaints) {
  console.error(complaint);
}
process.exitCode = complaints.length === 0 ? 0 : 1;

/** Runs the audits one after another: a verdict must not depend on how busy the server is. */
async function run(url) {
  const results = [];
  for (const audit of serverAudits({ url })) {
    try {
      results.push(await audit.fn());
    } catch (error) {
      // An audit throws only when it got no answer at all.
      fail(`${audit.id} could not be run against ${url}: ${error.cause?.message ?? error.message}`);
    }
  }
  return results;
}

function readOptions() {
  const list = new URL('deviations.json', import.meta.url);
  try {
    const { values } = parseArgs({ options: { url: { type: 'string' }, deviations: { type: 'string' } } });
    return { url: new URL(values.url).href, deviations: values.deviations ?? list };
  } catch (error) {
    return fail(`${error.message}\n${USAGE}`);
  }
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
