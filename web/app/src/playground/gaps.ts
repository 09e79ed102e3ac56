/** A completeness in an answer, and where it stands. */
export interface Gap {
  /** Where, as a path of field names: "patient.allergies". */
  path: string;
  complete: boolean;
  summary: string;
}

/** Every completeness that an answer has, in its order. An answer that did not ask for any has none. */
export function gapsOf(answer: unknown): Gap[] {
  const gaps: Gap[] = [];
  walk((answer as { data?: unknown } | null)?.data, [], gaps);
  return gaps;
}

function walk(value: unknown, path: string[], gaps: Gap[]): void {
  if (Array.isArray(value)) {
    value.forEach((item, place) => walk(item, [...path, String(place + 1)], gaps));
    return;
  }
  if (typeof value !== 'object' || value === null) {
    return;
  }
  const own = value as Record<string, unknown>;
  if (typeof own['complete'] === 'boolean') {
    const summary = typeof own['summary'] === 'string' ? own['summary'] : '';
    gaps.push({ path: path.filter((name) => name !== 'completeness').join('.'), complete: own['complete'], summary });
  }
  for (const [name, inner] of Object.entries(own)) {
    walk(inner, [...path, name], gaps);
  }
}

/** Whether a question asked for lists without their completeness: then an empty list says nothing. */
export function listsWithout(answer: unknown): string[] {
  const lists: string[] = [];
  look((answer as { data?: unknown } | null)?.data, [], lists);
  return lists;
}

function look(value: unknown, path: string[], lists: string[]): void {
  if (Array.isArray(value)) {
    value.forEach((item) => look(item, path, lists));
  } else if (typeof value === 'object' && value !== null) {
    const own = value as Record<string, unknown>;
    const name = path.join('.');
    if (Array.isArray(own['entries']) && !('completeness' in own) && !lists.includes(name)) {
      lists.push(name);
    }
    Object.entries(own).forEach(([field, inner]) => look(inner, [...path, field], lists));
  }
}
