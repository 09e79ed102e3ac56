// GraphQL Mesh over FHIR REST, by configuration alone: what a developer would set up instead of writing anything. Each
// search of each exchange is a root field.
//
//   UPSTREAM='{"NEL":"http://..."}' mesh-compose -c peers/mesh.config.mjs -o supergraph.graphql
import { defineConfig } from '@graphql-mesh/compose-cli';
import { loadJSONSchemaSubgraph } from '@omnigraph/json-schema';

const types = { Allergies: 'AllergyIntolerance', Medications: 'MedicationStatement', Conditions: 'Condition', Observations: 'Observation' };

export const composeConfig = defineConfig({
  subgraphs: Object.entries(JSON.parse(process.env.UPSTREAM)).map(([exchange, endpoint]) => ({
    sourceHandler: loadJSONSchemaSubgraph(exchange.toLowerCase(), {
      endpoint,
      operationHeaders: { accept: 'application/fhir+json' },
      operations: Object.entries(types).map(([list, type]) => ({
        type: 'Query',
        field: exchange.toLowerCase() + list,
        path: `/${type}?patient.identifier={args.people}`,
        method: 'GET',
        argTypeMap: { people: { type: 'string' } },
        responseSchema: `./fhir.schema.json#/definitions/${type}Bundle`,
      })),
    }),
  })),
});
