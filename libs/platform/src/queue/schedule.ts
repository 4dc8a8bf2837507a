import type { AnyJob, JobDefinition } from './define-job.js';

/** Work that comes back at a fixed pace. */
export interface Schedule {
  /** Unique and stable: ticks are told apart by it. */
  readonly id: string;
  /** Milliseconds between two ticks; ticks lie on multiples of it since the epoch. */
  readonly everyMs: number;
  readonly job: AnyJob;
  readonly payload: unknown;
}

/** Declares a schedule of a job. */
export function defineSchedule<Payload>(schedule: {
  id: string;
  everyMs: number;
  job: JobDefinition<Payload>;
  payload: Payload;
}): Schedule {
  return Object.freeze({ ...schedule });
}
