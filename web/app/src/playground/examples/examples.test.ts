import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { buildASTSchema, parse, validate, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';

import { examples, firstLookAt, type Example } from '.';

const all: [string, Example][] = [...examples, firstLookAt('9990000018')].map((example) => [
  operation(example).name?.value ?? '',
  example,
]);

// The gateway's own schema, five folders up. The federation directives are declared by the gateway's
// generator, not in the files, and are no business of a question: hence "assume valid".
const folder = fileURLToPath(new URL('../../../../../schema/', import.meta.url));
const sdl = readdirSync(folder)
  .filter((name) => name.endsWith('.graphqls'))
  .map((name) => readFileSync(folder + name, 'utf8'))
  .join('\n');
const schema = buildASTSchema(parse(sdl), { assumeValidSDL: true });

describe('examples', () => {
  it('open six tabs, each with a title of its own', () => {
    const titles = examples.map((example) => operation(example).name?.value);
    expect(titles).toHaveLength(6);
    expect(new Set(titles).size).toBe(6);
    expect(titles).not.toContain(undefined);
  });

  it.each(all)('%s gives exactly the variables that it declares', (_name, example) => {
    const declared = operation(example).variableDefinitions ?? [];
    const names = declared.map((definition) => definition.variable.name.value);
    const required = declared
      .filter((definition) => definition.type.kind === 'NonNullType')
      .map((definition) => definition.variable.name.value);
    const given = Object.keys(JSON.parse(example.variables ?? '{}') as object);
    expect(names).toEqual(expect.arrayContaining(given));
    expect(given).toEqual(expect.arrayContaining(required));
  });

  it.each(all)('%s names test numbers only', (_name, example) => {
    const text = `${example.query}${example.variables ?? ''}`;
    const numbers = text.match(/"\d[\d ]{8,}\d"/g) ?? [];
    expect(numbers.filter((number) => !number.startsWith('"999'))).toEqual([]);
  });

  it.each(all)('%s is valid against the schema in schema/', (_name, example) => {
    expect(validate(schema, parse(example.query)).map((error) => error.message)).toEqual([]);
  });
});

function operation(example: Example): OperationDefinitionNode {
  const [definition, ...others] = parse(example.query).definitions;
  if (definition?.kind !== 'OperationDefinition' || others.length > 0) {
    throw new Error('an example is one operation');
  }
  return definition;
}
