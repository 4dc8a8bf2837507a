import { Inject, Injectable } from '@nestjs/common';
import type { Job } from 'bullmq';
import { AppConfig } from '../../config/app-config.js';
import { type JobData, QueueBackend } from '../backend/queue-backend.js';
import { queueNames } from '../queue-names.js';
import { outboxIdOf } from '../queues.js';
import { QuietLog } from '../quiet-log.js';
import { BuryJob } from './bury-job.js';
import { HandlerRegistry } from './handler-registry.js';
import { QueueProcessor } from './queue-processor.js';
import { SupervisedWorker } from './supervised-worker.js';

/** A worker for each queue. */
@Injectable()
export class WorkerPool {
  private readonly log = new QuietLog();
  private readonly burials = new Set<Promise<void>>();
  private readonly workers: readonly SupervisedWorker[];

  constructor(
    @Inject(QueueBackend) backend: QueueBackend,
    @Inject(QueueProcessor) processor: QueueProcessor,
    @Inject(BuryJob) private readonly bury: BuryJob,
    @Inject(HandlerRegistry) private readonly registry: HandlerRegistry,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {
    this.workers = queueNames.map(
      (name) =>
        new SupervisedWorker(
          name,
          backend,
          (job, token, signal) => processor.process(job, token, signal),
          (job, error) => this.givenUp(job, error),
          this.log,
        ),
    );
  }

  /**
   * Every job has its handler.
   * @throws {WorkerRefused} naming each that has none, and the line to add.
   */
  assertComplete(): void {
    this.registry.assertComplete();
  }

  /** Starts every worker. They take jobs once `setFit(true)` was called. */
  start(): void {
    for (const worker of this.workers) worker.start();
  }

  /** Takes jobs, or stops taking them. */
  setFit(isFit: boolean): void {
    for (const worker of this.workers) worker.setFit(isFit);
  }

  /** Waits for running jobs at most `shutdownTimeoutMs`, then closes (reliability.md D11). */
  async stop(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.stop(this.config.shutdownTimeoutMs)));
    await Promise.allSettled(this.burials);
  }

  /** A burial that fails, because the database is away, is made good by the sweeper. */
  private givenUp(job: Job<JobData>, error: Error): void {
    const attempts = Math.max(job.attemptsMade, job.attemptsStarted);
    const burial = this.bury
      .run(outboxIdOf(job.id), { reason: error.message, attempts })
      .catch((failure: unknown) => this.log.error('dead letters', failure))
      .finally(() => this.burials.delete(burial));
    this.burials.add(burial);
  }
}
