import type { AnyEvent, EventDefinition } from './define-event.js';
import type { AnyJob, JobDefinition } from './define-job.js';

/** One line of a subscriber's table: when the event happens, this job is to be done. */
export interface Subscription {
  readonly event: AnyEvent;
  readonly job: AnyJob;
  /** The job's payload for an event's payload. */
  readonly toPayload: (eventPayload: unknown) => unknown;
}

/**
 * Turns an event into a job of the subscriber. One job per subscriber, so that the failure of one does not touch the others
 * (style.md 2.5).
 */
export function subscribe<EventPayload, JobPayload>(
  event: EventDefinition<EventPayload>,
  job: JobDefinition<JobPayload>,
  toPayload: (eventPayload: EventPayload) => JobPayload,
): Subscription {
  return { event, job, toPayload: (eventPayload) => toPayload(event.payload.parse(eventPayload)) };
}
