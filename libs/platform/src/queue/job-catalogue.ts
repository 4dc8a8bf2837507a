import type { AnyEvent, EventDefinition } from './define-event.js';
import type { AnyJob } from './define-job.js';
import type { Schedule } from './schedule.js';
import type { Subscription } from './subscription.js';

/** Everything the queue is told at start: the jobs there are, who subscribes to which event, what comes back by itself. */
export interface QueueTables {
  readonly jobs: readonly AnyJob[];
  readonly subscriptions?: readonly Subscription[];
  readonly schedules?: readonly Schedule[];
}

/** The jobs, subscriptions and schedules of this process. */
export class JobCatalogue {
  readonly jobs: ReadonlyMap<string, AnyJob>;
  readonly schedules: readonly Schedule[];
  private readonly byEvent = new Map<string, Subscription[]>();

  /** @throws when two jobs share a name, or when a subscription or schedule names a job that is not listed. */
  constructor(tables: QueueTables) {
    const jobs = new Map<string, AnyJob>();
    for (const job of tables.jobs) {
      if (jobs.has(job.name)) throw new Error(`Two jobs are called "${job.name}". Job names are unique.`);
      jobs.set(job.name, job);
    }
    this.jobs = jobs;
    this.schedules = tables.schedules ?? [];
    for (const subscription of tables.subscriptions ?? []) {
      this.assertListed(subscription.job, `the subscription of "${subscription.event.name}"`);
      this.byEvent.set(subscription.event.name, [...(this.byEvent.get(subscription.event.name) ?? []), subscription]);
    }
    for (const schedule of this.schedules) this.assertListed(schedule.job, `the schedule "${schedule.id}"`);
  }

  /** Who wants a job done when this event happens. */
  subscriptionsOf<Payload>(event: EventDefinition<Payload> | AnyEvent): readonly Subscription[] {
    return this.byEvent.get(event.name) ?? [];
  }

  private assertListed(job: AnyJob, by: string): void {
    if (this.jobs.get(job.name) !== job) {
      throw new Error(`Job "${job.name}" of ${by} is not in the list of jobs. Add it to the \`jobs\` of the platform.`);
    }
  }
}
