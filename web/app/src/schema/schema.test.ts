import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { changesBetween, deprecatedIn, schemaOf } from './changes';
import { mappingIn } from './fhir';
import { graphOf, layOut } from './graph';

const folder = fileURLToPath(new URL('../../../../schema/', import.meta.url));
const now = readdirSync(folder)
  .filter((name) => name.endsWith('.graphqls'))
  .map((name) => readFileSync(folder + name, 'utf8'))
  .join('\n');

describe('mappingIn', () => {
  it.each([
    ['An allergy or intolerance (FHIR AllergyIntolerance, UKCore-AllergyIntolerance).', ['FHIR AllergyIntolerance', 'UKCore-AllergyIntolerance']],
    ['How sure it is (FHIR allergyintolerance-verification, condition-ver-status).', ['FHIR allergyintolerance-verification', 'FHIR condition-ver-status']],
    ['Why it has this priority (UK Core: Extension-UKCore-PriorityReason).', ['UK Core: Extension-UKCore-PriorityReason']],
    ['The medicine, in words and codes (dm+d where the source gives it).', ['dm+d where the source gives it']],
    ['A date (as recorded).', []],
    [null, []],
  ])('%j', (description, mapping) => {
    expect(mappingIn(description)).toEqual(mapping);
  });
});

describe('the graph', () => {
  it('has every type once, and every line at both its ends', () => {
    const places = graphOf(schemaOf(now));
    expect(places.get('Patient')!.to.get('AllergyList')).toEqual(['allergies']);
    expect(places.get('AllergyList')!.from).toContain('Patient');
    const { spots } = layOut(places);
    expect(spots.size).toBe([...places.values()].filter((place) => place.kind !== 'scalar').length);
    expect(new Set([...spots.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(spots.size);
  });
});

describe('changesBetween', () => {
  const base = 'type Query { a: A } type A { one: Int two: Int } enum E { X }';
  it('weighs what was taken, added and deprecated', () => {
    const after = 'type Query { a: A } type A { one: Int @deprecated(reason: "Use three.") three(e: E): Int } enum E { X Y } type B { b: Int }';
    expect(changesBetween(base, after)).toEqual([
      { weight: 'breaking', words: 'A.two was removed.' },
      { weight: 'careful', words: 'Y was added to enum type E.' },
      { weight: 'deprecated', words: 'A.one was deprecated: Use three.' },
      { weight: 'added', words: 'A.three was added.' },
      { weight: 'added', words: 'B was added.' },
    ]);
    expect(deprecatedIn(schemaOf(after))).toEqual([{ place: 'A.one', reason: 'Use three.' }]);
  });

  it('reads every version that is kept', () => {
    const versions = fileURLToPath(new URL('versions/', import.meta.url));
    for (const name of readdirSync(versions)) {
      expect(changesBetween(readFileSync(versions + name, 'utf8'), now).length).toBeGreaterThan(0);
    }
  });
});
