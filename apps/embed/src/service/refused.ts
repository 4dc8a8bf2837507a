import type { ErrorBody } from '#contracts';

/** What the service refused, in its own words, which say what to do; or that it could not be reached. */
export class Refused extends Error {
  /**
   * @param code a stable code of the api; `unreachable` when there was no answer.
   * @param details what the api adds to it.
   */
  constructor(
    readonly code: string,
    message = '',
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }

  /** What an answer that is no success says. */
  static of(body: unknown): Refused {
    const error = (body as Partial<ErrorBody> | undefined)?.error;
    return error === undefined ? new Refused('unreachable') : new Refused(error.code, error.message, error.details);
  }
}
