// Composes a supergraph of the subgraphs whose schemas come as JSON on standard input: [{name, url, sdl}].
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

let input = '';
for await (const chunk of process.stdin) input += chunk;
const { supergraphSdl, errors } = composeServices(JSON.parse(input).map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })));
if (errors?.length) {
  console.error(errors.map((e) => e.message).join('\n'));
  process.exit(1);
}
process.stdout.write(supergraphSdl);
