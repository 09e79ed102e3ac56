import { buildASTSchema, findBreakingChanges, findDangerousChanges, isEnumType, isInputObjectType, isInterfaceType, isObjectType, parse, type GraphQLSchema } from 'graphql';

/** How a change concerns those who have built on the contract. */
export type Weight = 'breaking' | 'careful' | 'added' | 'deprecated';

export interface Change {
  weight: Weight;
  words: string;
}

export interface Version {
  name: string;
  sdl: string;
}

/** What changed between two versions of a contract, what breaks first. */
export function changesBetween(before: string, after: string): Change[] {
  const old = schemaOf(before);
  const now = schemaOf(after);
  const breaking = findBreakingChanges(old, now).map(({ description }) => ({ weight: 'breaking' as const, words: description }));
  const careful = findDangerousChanges(old, now).map(({ description }) => ({ weight: 'careful' as const, words: description }));
  return [...breaking, ...careful, ...deprecations(old, now), ...additions(old, now)];
}

export function schemaOf(sdl: string): GraphQLSchema {
  return buildASTSchema(parse(sdl), { assumeValidSDL: true });
}

function additions(old: GraphQLSchema, now: GraphQLSchema): Change[] {
  const words: string[] = [];
  for (const type of ownTypes(now)) {
    const was = old.getType(type.name);
    if (was === undefined) {
      words.push(`${type.name} was added.`);
      continue;
    }
    const fields = fieldsOf(was);
    // A new value of an enum is told as a change to be careful with: clients must know what to do with it.
    words.push(...(isEnumType(type) ? [] : [...fieldsOf(type).keys()].filter((field) => !fields.has(field)).map((field) => `${type.name}.${field} was added.`)));
  }
  return words.map((text) => ({ weight: 'added', words: text }));
}

function deprecations(old: GraphQLSchema, now: GraphQLSchema): Change[] {
  const before = new Set(deprecatedIn(old).map(({ place }) => place));
  return deprecatedIn(now)
    .filter(({ place }) => !before.has(place))
    .map(({ place, reason }) => ({ weight: 'deprecated', words: `${place} was deprecated: ${reason}` }));
}

/** What a contract still has and will lose, with the reason. */
export function deprecatedIn(schema: GraphQLSchema): { place: string; reason: string }[] {
  return ownTypes(schema).flatMap((type) =>
    [...fieldsOf(type)].filter(([, reason]) => reason !== null).map(([field, reason]) => ({ place: `${type.name}.${field}`, reason: reason! })),
  );
}

/** The types of a contract without GraphQL's own. */
export function ownTypes(schema: GraphQLSchema) {
  return Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__') && !BUILT_IN.includes(type.name));
}

const BUILT_IN = ['String', 'Int', 'Float', 'Boolean', 'ID'];

/** The fields or values of a type, each with the reason for which it is deprecated, or null. */
function fieldsOf(type: ReturnType<GraphQLSchema['getType']>): Map<string, string | null> {
  if (isEnumType(type)) {
    return new Map(type.getValues().map((value) => [value.name, value.deprecationReason ?? null]));
  }
  if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
    return new Map(Object.values(type.getFields()).map((field) => [field.name, field.deprecationReason ?? null]));
  }
  return new Map();
}
