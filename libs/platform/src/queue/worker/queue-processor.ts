import { WorkerHost } from '@nestjs/bullmq';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Job } from 'bullmq';
import { runWithContext } from '../../context/request-context.js';
import type { JobData } from '../backend/queue-backend.js';
import type { QueueName } from '../queue-names.js';
import { type JobOutcome, QueueMetrics } from '../queue-metrics.js';
import { outboxIdOf } from '../queues.js';
import { JobRunner } from './job-runner.js';

/** What BullMQ calls for each delivery of a job. It leaves the doing to `JobRunner` and says in one line how it ended. */
@Injectable()
export class QueueProcessor extends WorkerHost {
  private readonly logger = new Logger('Jobs');

  constructor(
    @Inject(JobRunner) private readonly runner: JobRunner,
    @Inject(QueueMetrics) private readonly metrics: QueueMetrics,
  ) {
    super();
  }

  /** @throws an Error for whatever the handler threw. */
  override async process(job: Job<JobData>, _token?: string, signal?: AbortSignal): Promise<void> {
    const { requestId } = job.data;
    const context = { jobId: outboxIdOf(job.id), ...(requestId === undefined ? {} : { requestId }) };
    await runWithContext(context, () => this.attempt(job, signal ?? new AbortController().signal));
  }

  private async attempt(job: Job<JobData>, lost: AbortSignal): Promise<void> {
    const startedMs = performance.now();
    const delivery = {
      outboxId: outboxIdOf(job.id),
      name: job.name,
      data: job.data,
      attempt: job.attemptsStarted,
      isSuspect: job.stalledCounter > 0,
    };
    try {
      const outcome = await this.runner.run(delivery, lost);
      this.logger.log(this.count(job, outcome, startedMs));
    } catch (thrown) {
      const error =
        thrown instanceof Error ? thrown : new Error(`The handler threw ${typeof thrown}: ${String(thrown)}`);
      this.logger.warn(`${this.count(job, 'failed', startedMs)}, attempt ${job.attemptsStarted}: ${error.message}`);
      throw error;
    }
  }

  private count(job: Job<JobData>, outcome: JobOutcome, startedMs: number): string {
    const tookMs = performance.now() - startedMs;
    this.metrics.attempted(job.queueName as QueueName, job.name, outcome, tookMs);
    return `${job.name} ${outcome} in ${Math.round(tookMs)} ms`;
  }
}
