import type { AnyEvent, EventDefinition } from './define-event.js';
import type { AnyJob, JobDefinition } from './define-job.js';

/** One line of a subscriber's table: when the event happens, this job is to be done. */
export interface Subscription {
  readonly event: AnyEvent;
  readonly job: AnyJob;
  /** The job's payload for an event's payload. */
  readonly toPayload: (eventPayload: unknown) => unknown;
  /** Asked in the transaction of the event; without a row there is nothing to do and no job is made. */
  readonly onlyIf?: OnlyIf<unknown>;
}

/** A question that spares a job: a constant SQL text that gives a row when there is something to do. */
export interface OnlyIf<EventPayload> {
  /** What the payload itself says: where it does not hold, nothing is asked. */
  readonly when?: (eventPayload: EventPayload) => boolean;
  readonly sql: string;
  readonly values: (eventPayload: EventPayload) => readonly unknown[];
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
            sql: onlyIf.sql,
            values: (payload: unknown) => onlyIf.values(read(payload)),
          },
        }),
  };
}
