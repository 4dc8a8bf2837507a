import { Inject, Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config.js';
import { type JobQueue, type JobToAdd, QueueBackend } from './backend/queue-backend.js';
import { withDeadline } from './deadline.js';
import { JobCatalogue } from './job-catalogue.js';
import type { UnsentRow } from './outbox.queries.js';
import { type QueueName, queueNames } from './queue-names.js';

const CALL_MS = 5000;
/** The share of a retry's wait that is left to chance, so that jobs that failed together do not come back together. */
const JITTER = 0.5;

/** Where the queue has a job, as far as the sweeper is concerned. */
export type JobWhereabouts =
  | { readonly kind: 'alive' | 'missing' | 'completed' }
  | { readonly kind: 'failed'; readonly reason: string; readonly attempts: number };

/** The queues by outbox rows. Every call ends within 5 s. */
@Injectable()
export class Queues {
  constructor(
    @Inject(QueueBackend) private readonly backend: QueueBackend,
    @Inject(JobCatalogue) private readonly catalogue: JobCatalogue,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  /**
   * Adds the jobs of rows, one call per queue. A job that is in the queue already is left as it is.
   * @throws {QueueUnavailable}
   */
  async add(rows: readonly UnsentRow[]): Promise<void> {
    await Promise.all(
      queueNames.map(async (name) => {
        const jobs = rows.filter((row) => row.queue === name).map((row) => this.toJob(row));
        if (jobs.length === 0) return;
        const queue = await this.backend.queue(name);
        await bounded(queue.addBulk(jobs));
      }),
    );
  }

  /**
   * Where a job is.
   * @throws {QueueUnavailable}
   */
  async locate(name: QueueName, outboxId: string): Promise<JobWhereabouts> {
    const queue = await this.backend.queue(name);
    const state = await bounded(queue.getJobState(jobIdOf(outboxId)));
    switch (state) {
      case 'unknown':
        return { kind: 'missing' };
      case 'completed':
        return { kind: 'completed' };
      case 'failed':
        return await failure(queue, outboxId);
      default:
        return { kind: 'alive' };
    }
  }

  /**
   * Takes a job that is not running out of its queue.
   * @throws {QueueUnavailable}
   */
  async remove(name: QueueName, outboxId: string): Promise<void> {
    const queue = await this.backend.queue(name);
    await bounded(queue.remove(jobIdOf(outboxId)));
  }

  private toJob(row: UnsentRow): JobToAdd {
    return {
      name: row.name,
      data: { payload: row.payload, requestId: row.request_id ?? undefined },
      opts: {
        jobId: jobIdOf(row.id),
        attempts: this.catalogue.jobs.get(row.name)?.attempts ?? this.config.jobAttempts,
        backoff: { type: 'exponential', delay: this.config.jobBackoffMs, jitter: JITTER },
      },
    };
  }
}

/** The queue's id of an outbox row: never digits only, never with a colon (reliability.md D1). */
export function jobIdOf(outboxId: string): string {
  return `ob-${outboxId}`;
}

/** The outbox row of a job of the queue. */
export function outboxIdOf(jobId: string | undefined): string {
  return (jobId ?? '').replace(/^ob-/, '');
}

async function failure(queue: JobQueue, outboxId: string): Promise<JobWhereabouts> {
  const job = await bounded(queue.getJob(jobIdOf(outboxId)));
  if (job === undefined) return { kind: 'missing' };
  return {
    kind: 'failed',
    reason: job.failedReason ?? 'The queue gave no reason.',
    attempts: Math.max(job.attemptsMade, job.attemptsStarted),
  };
}

function bounded<T>(work: Promise<T>): Promise<T> {
  return withDeadline(work, CALL_MS, 'The queue');
}
