import { Refused } from './refused.js';
import type { Session } from './session.js';

/** A request that takes longer is given up; what was typed stays. */
const TIMEOUT_MS = 20_000;

/** What a request is made of. */
export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether it is made in the reader's name. What everybody reads alike is asked without, so that it can be cached. */
  readonly asReader?: boolean;
}

/** Asks the service, without cookies. */
export class Caller {
  /** @param base the service's address, e.g. `https://talk.example`. */
  constructor(
    readonly base: string,
    readonly session: Session,
  ) {}

  /** The answer's body. A session that the service does not know any more is over. @throws {Refused} */
  async call<T>(path: string, { method = 'GET', query = {}, json, headers = {}, asReader = false }: Call): Promise<T> {
    const url = new URL(`/api/v1${path}`, this.base);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
    const { token } = this.session;
    const isSigned = asReader && token !== undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
    try {
      const answer = await fetch(url, {
        method,
        credentials: 'omit',
        // What shared caches may hand out for a while longer is no news to a reader who was told that there is some.
        cache: 'no-cache',
        signal: stop.signal,
        headers: {
          ...headers,
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...(isSigned ? { authorization: `Bearer ${token}` } : {}),
        },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      }).catch(() => undefined);
      const body: unknown = await answer?.json().catch(() => undefined);
      if (answer?.ok === true && body !== undefined) return body as T;
      if (answer?.status === 401 && isSigned && this.session.token === token) this.session.close();
      throw Refused.of(body);
    } finally {
      clearTimeout(timer);
    }
  }
}
