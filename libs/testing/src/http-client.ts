import type { z } from 'zod';
import { ErrorBody } from '#contracts';

/** What is sent besides method and path. `form` goes as a browser's form would. */
export interface Ask {
  readonly body?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** A bearer token. */
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back. */
export class Answer {
  constructor(
    readonly what: string,
    readonly status: number,
    readonly headers: Headers,
    readonly text: string,
  ) {}

  /**
   * The body, checked against the contract.
   * @throws with the body's text when status or shape are others.
   */
  as<T>(schema: z.ZodType<T>, status = 200): T {
    this.is(status);
    return schema.parse(JSON.parse(this.text));
  }

  /** @throws with the body's text when the status is another. */
  is(status: number): this {
    if (this.status !== status) {
      throw new Error(`${this.what}: ${this.status} instead of ${status}: ${this.text.slice(0, 500)}`);
    }
    return this;
  }

  /** The stable code of an error answer; undefined when it is none. */
  get code(): string | undefined {
    if (this.status < 400) return undefined;
    return ErrorBody.parse(JSON.parse(this.text)).error.code;
  }
}

/** An HTTP client that keeps no cookies and follows no redirects. */
export class HttpClient {
  /** @param base the address of the service, without a trailing slash. */
  constructor(readonly base: string) {}

  /** Sends a request. @throws when no answer came at all. */
  async send(method: string, path: string, { body, form, token, headers = {} }: Ask = {}): Promise<Answer> {
    const content = form !== undefined ? new URLSearchParams(form) : body === undefined ? null : JSON.stringify(body);
    const response = await fetch(this.base + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: content,
    });
    return new Answer(`${method} ${path}`, response.status, response.headers, await response.text());
  }
}
