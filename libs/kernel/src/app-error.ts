/** Safe facts about an error that its reader may see. Never personal data, never another's text. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/**
 * An expected failure with a stable code. `message` is a sentence that tells the person what to do; `details` is public by
 * definition. The HTTP status is chosen at the door (contracts/errors.ts), not here.
 */
export class AppError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly details?: ErrorDetails,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}
