import type { AnyEvent, EventDefinition } from './define-event.js';
import type { AnyJob, JobDefinition } from './define-job.js';

/** One line of a subscriber's table: when the event happens, this job is to be done. */
export interface Subscription {
  readonly event: AnyEvent;
  readonly job: AnyJob;
  /** The job's payload for an event's payload. */
  readonly toPayload: (eventPayload: unknown) => unknown;
  /** Asked in the transaction of the event; where there is nothing to do no job is made. */
  readonly onlyIf?: OnlyIf<unknown>;
}

/** A question that spares a job where there is nothing to do. */
export interface OnlyIf<EventPayload> {
  /** What the payload itself says: where it does not hold, nothing is asked. */
  readonly when?: (eventPayload: EventPayload) => boolean;
  /** What is asked about: an id that the payload names. */
  readonly key: (eventPayload: EventPayload) => string;
  /** A constant SQL text that gives, as `key`, those of the ids $1 for which there is something to do. */
  readonly sql: string;
}

/**
 * Turns an event into a job of the subscriber. One job per subscriber, so that the failure of one does not touch the others
 * (style.md 2.5).
 * @param onlyIf a cheap question that spares the job where it would find nothing to do.
 */
export function subscribe<EventPayload, JobPayload>(
  event: EventDefinition<EventPayload>,
  job: JobDefinition<JobPayload>,
  toPayload: (eventPayload: EventPayload) => JobPayload,
  onlyIf?: OnlyIf<EventPayload>,
): Subscription {
  const read = (payload: unknown) => event.payload.parse(payload);
  return {
    event,
    job,
    toPayload: (payload) => toPayload(read(payload)),
    ...(onlyIf === undefined
      ? {}
      : {
          onlyIf: {
            when: (payload: unknown) => onlyIf.when?.(read(payload)) ?? true,
            key: (payload: unknown) => onlyIf.key(read(payload)),
            sql: onlyIf.sql,
          },
        }),
  };
}
