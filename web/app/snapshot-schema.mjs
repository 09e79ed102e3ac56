// Keeps the contract as it is now, without its words, as a version for the schema room's change log:
//
//   npm run snapshot -- 2026-11-30
//
// Do so with each release, and whenever clients have begun to use what is there.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

import { parse, print, visit } from 'graphql';

const [name, folder = '../../schema'] = process.argv.slice(2);
if (name === undefined || !/^[\w.-]+$/.test(name)) {
  throw new Error('Say what the version is called: npm run snapshot -- 2026-11-30');
}
const sdl = readdirSync(folder)
  .filter((file) => file.endsWith('.graphqls'))
  .sort()
  .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
  .join('\n');
const plain = visit(parse(sdl), {
  SchemaExtension: () => null,
  enter: (node) => ('description' in node ? { ...node, description: undefined } : undefined),
  Directive: (node) => (node.name.value === 'deprecated' ? undefined : null),
});
writeFileSync(new URL(`src/schema/versions/${name}.graphql`, import.meta.url), `${print(plain)}\n`);
