import type { ZodType } from 'zod';
import type { QueueName } from './queue-names.js';

/** A kind of work: an imperative to one handler. Enqueued with `Outbox.add`, done by the class marked `@Handles(job)`. */
export interface JobDefinition<Payload> {
  readonly queue: QueueName;
  /** Unique over all queues, e.g. `screen-comment`. */
  readonly name: string;
  /** Payloads carry ids only: queues keep them in clear (reliability.md D33). */
  readonly payload: ZodType<Payload>;
  /** How often it is tried before it is a dead letter; `AppConfig.jobAttempts` when left out. */
  readonly attempts?: number;
  /** Milliseconds after which an attempt is given up; 30 s when left out. */
  readonly timeoutMs?: number;
}

/** A job of any payload. */
export type AnyJob = JobDefinition<unknown>;

/** Declares a job. It lives in the lib that owns the work, as a constant in `<lib>.jobs.ts`. */
export function defineJob<Payload>(definition: JobDefinition<Payload>): JobDefinition<Payload> {
  return Object.freeze({ ...definition });
}
