import { numbersIn } from './fetcher';

/** What GraphiQL keeps questions in. */
export interface Store {
  readonly length: number;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
  clear(): void;
}

/** The keys under which GraphiQL keeps what was asked before. */
const HISTORY = /(?:^|:)(?:queries|favorites)$/;

interface Asked {
  query?: string;
  variables?: string;
}

/**
 * Keeps the history of questions that name demo people only, or nobody, in `lasting`; a question about anybody else is never
 * in it. All else, such as what stands in the tabs, is kept in `passing`, which is gone with the tab.
 */
export function demoHistory(demoNumbers: readonly string[], lasting: Store, passing: Store): Store {
  const place = (key: string) => (HISTORY.test(key) ? lasting : passing);
  return {
    get length() {
      return passing.length;
    },
    getItem: (key) => place(key).getItem(key),
    setItem: (key, value) => place(key).setItem(key, HISTORY.test(key) ? demoOnly(value, demoNumbers) : value),
    removeItem: (key) => place(key).removeItem(key),
    clear() {
      passing.clear();
    },
  };
}

/** A history without what names others. One that can't be read is not kept. */
function demoOnly(value: string, demoNumbers: readonly string[]): string {
  try {
    const kept = Object.entries(JSON.parse(value) as Record<string, unknown>).map(([name, list]) => [
      name,
      Array.isArray(list) ? (list as Asked[]).filter((asked) => isDemo(asked, demoNumbers)).map(withoutHeaders) : list,
    ]);
    return JSON.stringify(Object.fromEntries(kept));
  } catch {
    return '{}';
  }
}

function isDemo({ query = '', variables = '' }: Asked, demoNumbers: readonly string[]): boolean {
  return numbersIn(query, variables).every((number) => demoNumbers.includes(number));
}

/** A token is nothing to be kept. */
function withoutHeaders(asked: Asked): Asked {
  return { ...asked, headers: undefined } as Asked;
}
