import { Inject, Injectable } from '@nestjs/common';
import { JobCatalogue } from './job-catalogue.js';
import { OutboxQueries } from './outbox.queries.js';

const SLOWEST_MS = 30_000;
const QUICKEST_MS = 50;

/**
 * Keeps the coming tick of every schedule in the outbox. Every process does: the row's id is made of the schedule and the tick and
 * the row is written before the tick, so it is one row and one job on either backend, and none is lost with Redis.
 */
@Injectable()
export class Scheduler {
  constructor(
    @Inject(JobCatalogue) private readonly catalogue: JobCatalogue,
    @Inject(OutboxQueries) private readonly outbox: OutboxQueries,
  ) {}

  /** How often `plan` must be called, in milliseconds, so that every tick is planned before it comes. */
  get paceMs(): number {
    const shortest = Math.min(SLOWEST_MS * 2, ...this.catalogue.schedules.map((schedule) => schedule.everyMs));
    return Math.max(shortest / 2, QUICKEST_MS);
  }

  /** Writes the rows of the coming ticks that are not there. */
  async plan(): Promise<void> {
    for (const schedule of this.catalogue.schedules) {
      const { job } = schedule;
      const payload = job.payload.parse(schedule.payload);
      await this.outbox.insertTick(schedule, { queue: job.queue, name: job.name, payload });
    }
  }
}
