import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';

/**
 * Reads a folder, one level deep, in the order of its names: .json files that hold one resource each,
 * and .ndjson files that hold one on each line. What holds no FHIR resource with an id, such as a
 * package's own index, is left out.
 */
export async function readExamples(folder) {
  const names = (await readdir(folder)).filter((name) => /\.(nd)?json$/.test(name)).sort();
  const resources = [];
  for (const name of names) {
    const text = await readFile(join(folder, name), 'utf8');
    const parts = name.endsWith('.ndjson') ? text.split('\n').filter((line) => line.trim()) : [text];
    for (const part of parts) {
      const resource = JSON.parse(part);
      if (typeof resource.resourceType === 'string' && typeof resource.id === 'string') {
        resources.push(resource);
      }
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
