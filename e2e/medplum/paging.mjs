import { randomUUID } from 'node:crypto';

/**
 * Page links, which Medplum's router has not. A link carries a token and nothing else: what was
 * posted, to keep it out of addresses, must not come back in one.
 */
export class Pages {
  #size;
  #continuations = new Map();

  /** size is the greatest number of matches on a page, whatever a client asks for. */
  constructor(size) {
    this.#size = size;
  }

  /** The first page of a search with these parameters (name to list of values). */
  first(type, parameters) {
    const { _count: [asked] = [], ...rest } = parameters;
    const count = Math.min(Number.parseInt(asked ?? this.#size, 10) || this.#size, this.#size);
    return { type, parameters: rest, count, offset: 0 };
  }

  /** The page that a next link leads to, or undefined for a token that was never given. */
  at(type, token) {
    const page = this.#continuations.get(token);
    return page?.type === type ? page : undefined;
  }

  /** Adds the next link to a page's bundle where more matches follow. */
  link(bundle, page, base) {
    const offset = page.offset + page.count;
    if (offset < bundle.total) {
      const token = randomUUID();
      this.#continuations.set(token, { ...page, offset });
      bundle.link = [{ relation: 'next', url: `${base}/${page.type}?_page=${token}` }];
    }
    return bundle;
  }
}
