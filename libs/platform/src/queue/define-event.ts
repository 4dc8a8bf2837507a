import type { ZodType } from 'zod';

/** A fact in the past tense, owned by the lib that caused it. */
export interface EventDefinition<Payload> {
  /** Unique, e.g. `comment.published`. */
  readonly name: string;
  readonly payload: ZodType<Payload>;
}

/** An event of any payload. */
export type AnyEvent = EventDefinition<unknown>;

/** Declares an event. It lives in the lib that causes it, as a constant in `<lib>.events.ts`. */
export function defineEvent<Payload>(definition: EventDefinition<Payload>): EventDefinition<Payload> {
  return Object.freeze({ ...definition });
}
