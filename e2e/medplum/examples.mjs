import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';

/**
 * Reads a folder of single-resource .json files, one level deep, in the order of their names. A
 * file that holds no FHIR resource with an id, such as a package's own index, is left out.
 */
export async function readExamples(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const resources = [];
  for (const name of names) {
    const resource = JSON.parse(await readFile(join(folder, name), 'utf8'));
    if (typeof resource.resourceType === 'string' && typeof resource.id === 'string') {
      resources.push(resource);
    }
  }
  return resources;
}

/**
 * Adds NHS numbers to Patient resources: numbers maps "Patient/id" to ten digits. Fails, naming the
 * reference, for one that is not among the resources: a test must not wait for a person in vain.
 */
export function giveNHSNumbers(resources, numbers) {
  const patients = new Map(
    resources.filter((r) => r.resourceType === 'Patient').map((r) => [`Patient/${r.id}`, r]),
  );
  for (const [reference, number] of Object.entries(numbers)) {
    const patient = patients.get(reference);
    if (patient === undefined) {
      throw new Error(`${reference} is not among the loaded resources`);
    }
    patient.identifier = [...(patient.identifier ?? []), { system: NHS_NUMBER, value: number }];
  }
}

/** Stores the resources under their own ids, with their own versions and dates. */
export async function load(repo, resources) {
  await repo.withSeeding(async () => {
    for (const resource of resources) {
      await repo.updateResource(resource);
    }
  });
}
