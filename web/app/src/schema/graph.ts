import {
  getNamedType, isEnumType, isInputObjectType, isInterfaceType, isObjectType, isScalarType, isUnionType, type GraphQLNamedType, type GraphQLSchema,
} from 'graphql';

import { ownTypes } from './changes';

/** A type as a place in the graph. */
export interface Place {
  name: string;
  kind: Kind;
  /** The types that it leads to, each once, and by which fields. */
  to: Map<string, string[]>;
  /** The types that lead to it. */
  from: Set<string>;
}

export type Kind = 'object' | 'interface' | 'union' | 'enum' | 'input' | 'scalar';

/** The types of a contract and how they lead to each other, by name. */
export function graphOf(schema: GraphQLSchema): Map<string, Place> {
  const types = ownTypes(schema);
  const places = new Map<string, Place>(types.map((type) => [type.name, { name: type.name, kind: kindOf(type), to: new Map(), from: new Set() }]));
  for (const type of types) {
    for (const [target, by] of leadsTo(type)) {
      if (places.has(target)) {
        const { to } = places.get(type.name)!;
        to.set(target, [...(to.get(target) ?? []), by]);
        places.get(target)!.from.add(type.name);
      }
    }
  }
  return places;
}

function leadsTo(type: GraphQLNamedType): [string, string][] {
  if (isUnionType(type)) {
    return type.getTypes().map((member) => [member.name, 'is']);
  }
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => [getNamedType(field.type).name, field.name]);
  }
  if (isObjectType(type) || isInterfaceType(type)) {
    return Object.values(type.getFields()).flatMap((field): [string, string][] => [
      [getNamedType(field.type).name, field.name],
      ...field.args.map((arg): [string, string] => [getNamedType(arg.type).name, `${field.name}(${arg.name})`]),
    ]);
  }
  return [];
}

export function kindOf(type: GraphQLNamedType): Kind {
  if (isEnumType(type)) return 'enum';
  if (isInterfaceType(type)) return 'interface';
  if (isUnionType(type)) return 'union';
  if (isInputObjectType(type)) return 'input';
  return isScalarType(type) ? 'scalar' : 'object';
}

/** A place on the picture of the whole graph. */
export interface Spot {
  place: Place;
  x: number;
  y: number;
}

export const COLUMN = 230;
export const ROW = 22;

/**
 * The whole graph in columns: how many steps a type is from the questions that can be asked. Scalars are left out, as almost
 * everything leads to them. The order within a column follows the column before it, so that lines cross little.
 */
export function layOut(places: Map<string, Place>): { spots: Map<string, Spot>; width: number; height: number } {
  const roots = ['Query', 'Mutation', 'Subscription'].filter((name) => places.has(name));
  const columns: string[][] = [];
  const seen = new Set(roots);
  for (let column = roots; column.length > 0; ) {
    columns.push(column);
    const next = new Set(column.flatMap((name) => [...places.get(name)!.to.keys()]).filter((name) => !seen.has(name) && places.get(name)!.kind !== 'scalar'));
    next.forEach((name) => seen.add(name));
    column = [...next];
  }
  const rest = [...places.values()].filter((place) => !seen.has(place.name) && place.kind !== 'scalar').map((place) => place.name);
  if (rest.length > 0) {
    columns.push(rest);
  }
  const most = Math.max(...columns.map((column) => column.length));
  const spots = new Map<string, Spot>();
  columns.forEach((column, place) => {
    const top = ((most - column.length) * ROW) / 2;
    column.forEach((name, row) => spots.set(name, { place: places.get(name)!, x: place * COLUMN, y: top + row * ROW }));
  });
  return { spots, width: columns.length * COLUMN, height: most * ROW };
}
