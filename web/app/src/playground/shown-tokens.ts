/**
 * The tokens that the page itself has written into the Headers tab. They are there to be seen and copied; what is sent is the
 * token of whoever asks now, about whomever the question names now. A header that somebody typed is never touched.
 */
export class ShownTokens {
  readonly #ours = new Set<string>();

  /**
   * The Headers tab's text with a token, or without one where there is none. Null where it is to be left as it is: because it says so
   * already, can't be read, or holds an Authorization of somebody's own.
   */
  put(text: string, token: string | undefined): string | null {
    const headers = read(text);
    const name = headers === null ? undefined : authorizationIn(headers);
    if (headers === null || (name !== undefined && !this.#isOurs(headers[name]))) {
      return null;
    }
    const rest = Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name));
    if (token === undefined || token === '') {
      return name === undefined ? null : write(rest);
    }
    const value = `Bearer ${token}`;
    this.#ours.add(value);
    return name !== undefined && headers[name] === value ? null : write({ Authorization: value, ...rest });
  }

  /** The headers of a question without what the page itself wrote. */
  without(headers: Record<string, string>): Record<string, string> {
    return Object.fromEntries(Object.entries(headers).filter(([name, value]) => name.toLowerCase() !== 'authorization' || !this.#isOurs(value)));
  }

  #isOurs(value: unknown): boolean {
    return typeof value === 'string' && this.#ours.has(value);
  }
}

function read(text: string): Record<string, unknown> | null {
  if (text.trim() === '') {
    return {};
  }
  try {
    const headers: unknown = JSON.parse(text);
    return typeof headers === 'object' && headers !== null && !Array.isArray(headers) ? (headers as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function authorizationIn(headers: Record<string, unknown>): string | undefined {
  return Object.keys(headers).find((name) => name.toLowerCase() === 'authorization');
}

function write(headers: Record<string, unknown>): string {
  return Object.keys(headers).length === 0 ? '' : JSON.stringify(headers, null, 2);
}
