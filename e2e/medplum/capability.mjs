import { globalSchema } from '@medplum/core';

// The kinds of search parameter that Medplum's memory repository can match; any other finds nothing.
const MATCHED = new Set(['reference', 'string', 'uri', 'token', 'date']);

/** The server's CapabilityStatement: what is really answered, for each type that was loaded. */
export function capabilityStatement(base, resourceTypes) {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2020-10-01',
    kind: 'instance',
    software: { name: 'Medplum FHIR router over a memory repository' },
    implementation: { description: 'HL7 examples for end-to-end tests', url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json'],
    rest: [{ mode: 'server', resource: [...resourceTypes].sort().map(describe) }],
  };
}

function describe(type) {
  const parameters = Object.values(globalSchema.types[type]?.searchParams ?? {});
  return {
    type,
    interaction: [{ code: 'read' }, { code: 'search-type' }],
    searchParam: parameters
      .filter((parameter) => MATCHED.has(parameter.type))
      .map((parameter) => ({ name: parameter.code, type: parameter.type })),
  };
}
